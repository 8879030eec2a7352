"""A universe and its fork, told side by side."""
