"""Figures as people read them, in an explicit language: numbers, money, shares, walks and dates.

Pages format with the template filters; documents are made outside a request and name their language.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

THIN = "\u202f"  # narrow no-break space: unit and figure stay on one line


def number(value: float, language: str, decimals: int = 0) -> str:
    """`1234.5` as `1.234,5` in Dutch and `1,234.5` in English, rounded to `decimals`."""
    text = f"{value:,.{decimals}f}"
    if text.lstrip("-0.,") == "":
        text = text.lstrip("-")  # no minus before a rounded zero
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def percent(share: float | None, language: str, decimals: int = 1) -> str:
    """A share in 0..1 as per cent; a dash when unknown. Only a whole is 100 %: 0.9999 stays 99.9 %."""
    if share is None:
        return "–"
    shown = round(share * 100.0, decimals)
    if share < 1.0 and shown >= 100.0:
        shown = 100.0 - 10.0**-decimals
    return f"{number(shown, language, decimals)}{THIN}%"


def euro(value: float, language: str) -> str:
    return f"€{THIN}{number(value, language)}"


def metres(value: float, language: str) -> str:
    return f"{number(value, language)}{THIN}m"


def day(value: date | datetime, language: str) -> str:
    """`24 november 2026` or `24 November 2026`, in the time zone of the installation."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    with override(language):
        return date_format(value, "j F Y")
