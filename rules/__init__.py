"""The rule book: one file a pattern that reviews keep finding.

Each file's docstring is the page that users read, and the examples in it are its tests. Adding a
rule is adding a file.
"""
