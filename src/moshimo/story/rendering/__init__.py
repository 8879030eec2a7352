"""Rendering: a story as text, Markdown, HTML, EPUB or JSON."""
