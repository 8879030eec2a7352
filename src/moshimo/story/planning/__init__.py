"""Document planning: scenes, and what stands in which order in them."""
