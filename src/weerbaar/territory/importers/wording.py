"""Texts from other people's files made fit to keep: no hidden characters, no endless names."""

from __future__ import annotations

import re
import unicodedata

# Control, unassigned, private and surrogate characters, and those that turn the direction of writing.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LIST = re.compile(r"^\s*\[(.*)\]\s*$", re.DOTALL)
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
READ_AT_MOST = 5_000


def cleaned(text: object, most: int) -> str:
    """A text on one line without hidden characters, at most `most` characters long."""
    if text is None or (isinstance(text, float) and text != text):
        return ""
    plain = unicodedata.normalize("NFC", str(text)[:READ_AT_MOST])
    shown = "".join(" " if c.isspace() else c for c in plain if c.isspace() or _shown(c))
    return " ".join(shown.split())[:most].rstrip()


def _shown(character: str) -> bool:
    return unicodedata.category(character) not in _HIDDEN


def names_in(value: object) -> list[str]:
    """The values that one cell or tag holds: a list, "a;b", or Python's "['a', 'b']" as OSMnx writes CSV."""
    if value is None or (isinstance(value, float) and value != value):
        return []
    if isinstance(value, list | tuple):
        return [name for part in value[:50] for name in names_in(part)]
    text = str(value)[:READ_AT_MOST]
    listed = _LIST.match(text)
    parts = [a or b for a, b in _QUOTED.findall(listed[1])] if listed else text.split(";")
    found = (cleaned(part, 160) for part in parts)
    return [name for name in found if name and name.casefold() != "nan"]
