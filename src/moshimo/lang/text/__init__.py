"""An author's text → the tree as written."""
