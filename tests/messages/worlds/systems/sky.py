"""The sky."""
