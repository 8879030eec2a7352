"""Scenarios and plots: when a run starts and ends, what differs, which deeds are expected."""
