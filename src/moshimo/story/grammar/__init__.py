"""The small words, verbs and clauses of English."""
