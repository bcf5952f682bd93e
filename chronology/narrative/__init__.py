"""Text to signals: lexicons and context cues as data, read over polars expressions."""

from chronology.narrative.code import CODED, MENTIONS, NAMES, Reading, code, read, read_mentions
from chronology.narrative.fold import fold_word

__all__ = ["CODED", "MENTIONS", "NAMES", "Reading", "code", "fold_word", "read", "read_mentions"]
