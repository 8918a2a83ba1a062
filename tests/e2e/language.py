"""Words of the other language that stayed behind on a page: by the translations, and by small words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

ROOMS = Path(__file__).resolve().parents[2] / "src" / "weerbaar"
WORD = re.compile(r"[^\W\d_]+")
PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|\{\w+\}|<[^>]+>")
# small words that the other language does not have; none of them is a Dutch word too, or the other way round
SMALL = {
    "nl": re.compile(r"\b(the|and|with|your|this|from|which|of the|are|not|yet|has|have|nothing|by)\b"),
    "en": re.compile(r"\b(het|een|wordt|worden|voor|niet|zijn|naar|geen|uit|bij|ook|deze|dit)\b"),
}
# names keep their own language: of data sets, licences, organisations, and languages
NAMES = re.compile(
    r"OpenStreetMap contributors|Illustratief: .+ / Illustrative: |^Voor [\d.,]+ euro$|^English$|^Nederlands$"
)


@cache
def _phrases(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Texts that belong to the other language than `language`: whole ones, and with places to fill in."""
    whole: set[str] = set()
    own: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for path in sorted(ROOMS.glob("*/locale/nl/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale="nl")
        for message in catalogue:
            if not message.id or not message.string:
                continue
            english = message.id if isinstance(message.id, tuple) else (message.id,)
            dutch = message.string if isinstance(message.string, tuple) else (message.string,)
            theirs, ours = (english, dutch) if language == "nl" else (dutch, english)
            own |= {" ".join(text.split()) for text in ours}
            for text in theirs:
                plain = " ".join(text.split())
                pieces = [piece.strip() for piece in PLACEHOLDER.split(plain)]
                if len(pieces) == 1:
                    whole.add(plain)
                elif sum(len(WORD.findall(piece)) for piece in pieces) >= 3:
                    patterns.append(re.compile(".+?".join(re.escape(piece) for piece in pieces)))
    return frozenset(whole - own), tuple(patterns)


def left_behind(texts: list[str], language: str) -> list[str]:
    """Texts of a page in `language` that are, or hold words, in the other language."""
    whole, patterns = _phrases(language)
    found = []
    for text in texts:
        if NAMES.search(text):
            continue
        if text in whole or SMALL[language].search(text) or any(p.fullmatch(text) for p in patterns):
            found.append(text[:160])
    return sorted(set(found))
