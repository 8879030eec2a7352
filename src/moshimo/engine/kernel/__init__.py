"""The kernel: the functions that run a universe, written in the subset and in nothing else.

`subset.py` has the subset's types. `emitted.py` lists the functions that a world's own code gives.
"""
