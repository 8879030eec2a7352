"""One universe: its block, its dice, its minds."""
