"""What somebody typed, read and checked against a world: when, which, what."""
