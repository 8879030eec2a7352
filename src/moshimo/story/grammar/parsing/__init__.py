"""How a template's verbs are found."""
