"""Times as people type them, and minutes as people read them. In storage a time is whole minutes."""

from __future__ import annotations

import re
from fractions import Fraction

UNITS: dict[str, tuple[str, ...]] = {
    "minute": ("m", "min", "mins", "minuut", "minuten", "minute", "minutes"),
    "hour": ("u", "uur", "uren", "uurs", "h", "hr", "hrs", "hour", "hours"),
    "day": ("d", "dag", "dagen", "etmaal", "etmalen", "day", "days"),
    "week": ("w", "wk", "week", "weken", "weeks"),
}
MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}
BY_WORD = {word: MINUTES[unit] for unit, words in UNITS.items() for word in words}
UNKNOWN = frozenset(
    {"", "?", "-", "–", "onbekend", "nog niet bekend", "unknown", "not yet known", "n.v.t.", "n/a"}
)
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::00)?", re.ASCII)
_PIECE = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?|[+-]?[.,]\d+|½)\s*([a-z]+)\.?\s*(?:,|en|and|\+)?", re.ASCII)
_HALVES = {"½": Fraction(1, 2)}
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)


class NoTime(ValueError):  # noqa: N818 - says what a text is not
    """A text that is no time; `kind` is the kind of problem."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def minutes(text: str, bare_unit: int | None = None) -> int | None:
    """The minutes that a text says: "4 uur", "4h", "1,5 dag", "2 days 3 hours", "1:30"; None when unknown.

    `bare_unit` is how many minutes one is when no unit is written. Raises `NoTime`.
    """
    plain = " ".join(text.casefold().split())
    if plain in UNKNOWN:
        return None
    if found := _CLOCK.fullmatch(plain):
        return int(found[1]) * 60 + int(found[2])
    plain = plain.replace("anderhalve", "1,5").replace("anderhalf", "1,5").replace("½ ", "0,5 ")
    plain = re.sub(r"^(een half|een halve|half a|half an|half|halve)\s+", "0,5 ", plain)
    plain = re.sub(r"^(een|one|an|a)\s+", "1 ", plain)
    if _NUMBER.fullmatch(plain):
        if bare_unit is None:
            raise NoTime("time_without_unit")
        return whole_minutes(_fraction(plain) * bare_unit)
    total, at = Fraction(0), 0
    while at < len(plain):
        piece = _PIECE.match(plain, at)
        if piece is None or piece[2] not in BY_WORD:
            raise NoTime("unknown_time")
        total += _fraction(piece[1]) * BY_WORD[piece[2]]
        at = piece.end()
    return whole_minutes(total)


def whole_minutes(amount: Fraction) -> int:
    """The minutes, when they are whole to within a second; raises `NoTime`."""
    if amount < 0:
        raise NoTime("time_negative")
    nearest = round(amount)
    if abs(amount - nearest) > Fraction(1, 60):
        raise NoTime("time_not_whole_minutes")
    return nearest


def _fraction(text: str) -> Fraction:
    if text in _HALVES:
        return _HALVES[text]
    sign = -1 if text.startswith("-") else 1
    return sign * Fraction(text.lstrip("+-").replace(",", "."))


def in_words(amount: int | None, language: str) -> str:
    """Minutes as a number with the largest unit in which they are short to write; "" when unknown."""
    if amount is None:
        return ""
    dutch = language == "nl"
    if amount >= 3 * MINUTES["day"] and amount % MINUTES["day"] == 0:
        days = amount // MINUTES["day"]
        return f"{days} dagen" if dutch else f"{days} days"
    if amount % 30 == 0 and amount:
        hours = f"{amount / 60:g}"
        if dutch:
            return f"{hours.replace('.', ',')} uur"
        return f"{hours} hour" if amount == 60 else f"{hours} hours"
    if amount > 600:
        return f"{amount // 60} {'uur' if dutch else 'h'} {amount % 60} min"
    return f"{amount} min"
