"""How sure: confidence intervals, and when to look at them."""

LEVEL = 0.95  # how often an interval is to be right, where nobody says
