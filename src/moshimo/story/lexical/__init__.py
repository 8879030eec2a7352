"""Lexicalisation: messages become sentence plans."""
