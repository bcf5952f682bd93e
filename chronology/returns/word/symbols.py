"""Characters that Word writes as places in its symbol fonts, in Unicode.

Word itself puts them in: an arrow for ``-->``, a bullet, a tick from Insert, Symbol.
"""

from __future__ import annotations

FONTS: dict[str, dict[int, str]] = {
    "symbol": {
        0x61: "α", 0x62: "β", 0x67: "γ", 0x6D: "μ", 0xA3: "≤", 0xAB: "↔", 0xAC: "←", 0xAD: "↑",
        0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB9: "≠",
        0xBB: "≈", 0xBC: "…", 0xDE: "⇒",
    },
    "wingdings": {
        0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x28: "☎", 0x2A: "✉", 0x6C: "●", 0x6E: "■", 0x6F: "☐",
        0x71: "☐", 0x72: "☐", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←",
        0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇐", 0xF0: "⇒", 0xF3: "⇔", 0xFB: "✗",
        0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐",
    },
}  # fmt: skip
"""By the font's name in small letters and the place in it."""

PRIVATE = range(0xE000, 0xF900)
"""Places without a character of their own. Word writes a font's place 0xE0 as F0E0."""

UNKNOWN = "\ufffd"


def symbol(font: str, code: str) -> str:
    """The character of ``<w:sym w:font="Wingdings" w:char="F0E0"/>``; U+FFFD for an unknown one."""
    try:
        place = int(code, 16)
    except ValueError:
        return UNKNOWN
    known = FONTS.get(font.lower())
    if known is not None and (place in PRIVATE or place <= 0xFF):
        return known.get(place & 0xFF, UNKNOWN)
    printable = 0x20 <= place <= 0x10FFFF and place not in PRIVATE
    return chr(place) if printable and not 0xD800 <= place < 0xE000 else UNKNOWN
