"""Puts this folder on the path, so that tests in sub-folders can import what is made here."""
