"""An author's folder: members, values, scenarios, stories, checked against the kinds."""
