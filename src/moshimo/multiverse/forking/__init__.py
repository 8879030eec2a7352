"""Runs forks: universes that share a past and differ from a moment on."""
