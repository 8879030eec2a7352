"""How an author wants deeds to be told."""
