"""Referring expressions and realisation: sentence plans become sentences."""
