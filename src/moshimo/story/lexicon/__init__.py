"""The lexicon: what the members and deeds of a world are called."""
