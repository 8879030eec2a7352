"""An alternate-universe engine for story worlds."""
