"""Imagining: what would come of a choice, in the world as somebody pictures it."""
