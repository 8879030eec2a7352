"""Causes in one journal: what each deed read, perceived and came after."""
