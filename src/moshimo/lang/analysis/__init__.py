"""Analyses of checked rules: plans, replay, reads and writes, cycles."""
