"""Checked rules → plain Python in the subset → one namespace with the kernel."""
