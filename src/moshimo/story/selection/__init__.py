"""Content selection: which deeds are told, and as which messages."""
