"""The rule book: one file a pattern."""
