"""Two universes: what differs, and by which causes."""
