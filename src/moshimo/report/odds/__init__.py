"""Odds in words and as charts."""
