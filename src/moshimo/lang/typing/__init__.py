"""The tree as written → checked rules: names, types, and who can know what."""
