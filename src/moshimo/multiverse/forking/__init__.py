"""Forks: one past, and then something else is so."""
