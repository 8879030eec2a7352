"""Rendering: a story as text, Markdown, HTML or JSON."""
