"""The kernel's part in a mind: what it sees, learns and chooses."""
