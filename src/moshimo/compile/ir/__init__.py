"""A small typed form between checked rules and what runs them; made, verified, written out."""
