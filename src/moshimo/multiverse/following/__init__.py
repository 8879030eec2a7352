"""Following a plot through the rules: where it holds, strains belief, or breaks, and why."""
