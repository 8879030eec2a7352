"""Questions put to universes, and what their answers come to."""
