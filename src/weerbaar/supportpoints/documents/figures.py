"""Figures as the pages show them, in an explicit language: documents are made outside a request."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import override

from weerbaar.interface import numbers

UNKNOWN = "–"


def number(value: float, language: str, decimals: int = 0) -> str:
    with override(language):
        return numbers.number(value, decimals)


def percent(share: float | None, language: str, decimals: int = 1) -> str:
    """A share in 0..1 as per cent; a dash where there is nobody to count."""
    if share is None:
        return UNKNOWN
    with override(language):
        return numbers.percent(share, decimals)


def euro(value: float, language: str) -> str:
    with override(language):
        return numbers.euro(value)


def metres(value: float, language: str) -> str:
    with override(language):
        return numbers.metres(value)


def day(value: date | datetime, language: str) -> str:
    with override(language):
        return numbers.day(value)
