"""What is within one person while a universe runs."""
