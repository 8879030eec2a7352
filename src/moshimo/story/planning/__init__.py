"""Document planning: scenes, aggregation, openings and closings."""
