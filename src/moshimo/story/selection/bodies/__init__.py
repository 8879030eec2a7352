"""Where people are and how they stand: what is so, and what a reader was told of it."""
