"""Forks: changes of a scenario from a moment on, read, checked and applied."""
