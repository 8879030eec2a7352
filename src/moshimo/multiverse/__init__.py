"""Many universes of one world."""
