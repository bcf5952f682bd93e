"""Rules that are written as a TOML file, without code: each becomes a rule like any other.

``form`` says what a file may hold, ``making`` makes the rule, ``patterns`` finds and ``wording``
tells. ``docs/your-own-rules.md`` is the guide for those who write one.
"""

from chronology.own_rules.making import rule_from_file
from chronology.own_rules.starters import KINDS, starter

__all__ = ["KINDS", "rule_from_file", "starter"]
