"""How sure: intervals, and when to look at them."""
