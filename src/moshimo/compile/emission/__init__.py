"""Checked rules → functions of the typed form."""
