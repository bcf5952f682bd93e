"""Word documents: tables to rows, with tracked changes, content controls and comments."""

from chronology.returns.word.document import read

__all__ = ["read"]
