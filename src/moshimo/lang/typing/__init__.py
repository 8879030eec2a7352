"""The tree as written → checked rules: names, types, and the limits of what a mind can know."""
