"""Reports: odds, and two universes compared."""
