"""What follows from checked rules: plans, replay, what is read and written, cycles."""
