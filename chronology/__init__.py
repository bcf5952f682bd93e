"""chronology: merges agencies' event timelines and points at patterns that reviews keep finding.

It prompts people to look; it never decides. Nothing leaves the computer it runs on.
"""

__version__ = "0.1.0"
