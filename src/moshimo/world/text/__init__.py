"""Reads the files of a world: their texts, YAML with its places, settings, rule files."""
