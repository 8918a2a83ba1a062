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
    """90 → "1,5 uur", 4320 → "72 uur", 10080 → "7 dagen"; None is unknown and says so."""
    if minutes is None:
        return UNKNOWN[language]
    if minutes >= FROM_DAYS and minutes % DAY == 0:
        unit, value = 2, minutes / DAY
    elif minutes >= HOUR:
        unit, value = 1, minutes / HOUR
    else:
        unit, value = 0, float(round(minutes))
    exact = round(value, 1)
    singular, plural = _UNITS[language][unit]
    return f"{amount(exact, language, 0 if exact == int(exact) else 1)}\u00a0{singular if exact == 1 else plural}"


def clock(minutes: float) -> str:
    """A moment since the start as on a clock that counts hours: "0:00", "27:30"."""
    whole = round(minutes)
    return f"{whole // 60}:{whole % 60:02d}"
