"""Durations, dates and amounts in words, in an explicit language: documents are made outside a request."""

from __future__ import annotations

from datetime import date

from django.utils.translation import override

from weerbaar.interface import numbers

HOUR, DAY = 60.0, 1440.0
UNKNOWN = {"nl": "nog niet bekend", "en": "not yet known"}
NEVER = {"nl": "komt niet vanzelf terug", "en": "does not come back by itself"}
_UNITS = {
    "nl": (("minuut", "minuten"), ("uur", "uur"), ("dag", "dagen")),
    "en": (("minute", "minutes"), ("hour", "hours"), ("day", "days")),
}
DASH_OF = "–"  # does not apply
FROM_DAYS = 4 * DAY  # up to 96 hours people count in hours


def amount(value: float, language: str, decimals: int = 0) -> str:
    with override(language):
        return numbers.number(value, decimals)


def day(value: date | None, language: str) -> str:
    if value is None:
        return UNKNOWN[language]
    with override(language):
        return numbers.day(value)


def duration(minutes: float | None, language: str) -> str:
    """90 → "1,5 uur", 100 → "1 uur 40 minuten", 4320 → "72 uur", 10080 → "7 dagen"; None is unknown.

    Plans count in hours up to four days, longer than pages do: everybody speaks of the 72 hours.
    """
    if minutes is None:
        return UNKNOWN[language]
    whole = round(minutes)
    if whole >= FROM_DAYS and whole % DAY == 0:
        return _with_unit(whole / DAY, 2, language)
    if whole < HOUR:
        return _with_unit(whole, 0, language)
    if whole % (HOUR / 2) == 0:
        return _with_unit(whole / HOUR, 1, language)
    hours, rest = divmod(whole, 60)
    return f"{_with_unit(hours, 1, language)} {_with_unit(rest, 0, language)}"


def _with_unit(value: float, unit: int, language: str) -> str:
    singular, plural = _UNITS[language][unit]
    word = singular if value == 1 else plural
    return f"{amount(value, language, 0 if value == int(value) else 1)}\u00a0{word}"


def clock(minutes: float) -> str:
    """A moment since the start as on a clock that counts hours: "0:00", "27:30"."""
    whole = round(minutes)
    return f"{whole // 60}:{whole % 60:02d}"
