"""The ways out: letters, lines and cells of a terminal, JSON, and files that are whole."""
