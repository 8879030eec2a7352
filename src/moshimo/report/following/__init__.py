"""A plot that was followed, told: as text, as JSON, as a world in which it happens."""
