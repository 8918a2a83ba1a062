"""Texts in characters that the fonts of the papers can show: PDF/UA allows no character without a glyph."""

from __future__ import annotations

import unicodedata

EMPTY_BOX = "\u25a1"
# Latin, Greek, basic Cyrillic and the signs of running text, as in the fonts that come with the program
_SHOWN = (
    (0x20, 0x7E),
    (0xA0, 0x2AF),
    (0x300, 0x33F),
    (0x386, 0x386),
    (0x388, 0x38A),
    (0x38C, 0x38C),
    (0x38E, 0x3A1),
    (0x3A3, 0x3CE),
    (0x400, 0x45F),
    (0x1E00, 0x1E9B),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2027),
    (0x202F, 0x2037),
    (0x20AC, 0x20AC),
    (0x2192, 0x2192),
    (0x2212, 0x2212),
)


def printable(text: str) -> str:
    """The text, with an empty box for each character that no font of the papers has. Lines stay lines."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        letter
        if letter == "\n" or any(low <= ord(letter) <= high for low, high in _SHOWN)
        else " "
        if letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf"}
        else EMPTY_BOX
        for letter in composed
    )
