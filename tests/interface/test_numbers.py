"""Numbers as people read them. Babel, which has its own tables of both languages, is the second opinion."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from babel.numbers import format_decimal
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.interface import numbers

NOTHING = [None, "", math.nan, math.inf, -math.inf, np.float64("nan"), Decimal("NaN"), True, "many", object()]


@pytest.mark.parametrize("value", NOTHING)
@pytest.mark.parametrize(
    "written", [numbers.number, numbers.percent, numbers.euro, numbers.metres, numbers.minutes]
)
def test_what_is_not_measured_says_so(written: Any, value: object) -> None:
    with translation.override("en"):
        assert written(value) == "not yet measured"
    with translation.override("nl"):
        assert written(value) == "nog niet gemeten"


@pytest.mark.parametrize("language", ["nl", "en"])
@given(value=st.decimals(-(10**12), 10**12, places=3), decimals=st.integers(0, 3))
def test_grouping_and_decimals_agree_with_babel(language: str, value: Decimal, decimals: int) -> None:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    # Babel rounds halves to even; a value with three decimals has no half beyond them
    expected = format_decimal(
        numbers.measured(value).quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP"),  # type: ignore[union-attr]
        pattern,
        locale=language,
    )
    zero = set(expected) <= set("-0.,")
    with translation.override(language):
        assert numbers.number(value, decimals) == expected.replace("-", "" if zero else numbers.MINUS)


@pytest.mark.parametrize(
    ("language", "value", "decimals", "expected"),
    [
        ("nl", 2780, 0, "2.780"),
        ("en", 2780, 0, "2,780"),
        ("nl", 0, 0, "0"),
        ("en", -0.4, 0, "0"),
        ("en", 2.5, 0, "3"),
        ("en", -1234.5, 1, "−1,234.5"),
        ("nl", np.float32(0.1), 1, "0,1"),
        ("en", np.int64(120465), 0, "120,465"),
        ("en", 0.125, 2, "0.13"),
        ("nl", 10**15, 0, "1.000.000.000.000.000"),
    ],
)
def test_number(language: str, value: object, decimals: int, expected: str) -> None:
    with translation.override(language):
        assert numbers.number(value, decimals) == expected


@pytest.mark.parametrize(
    ("language", "value", "decimals", "expected"),
    [
        ("nl", 0.972, 1, "97,2\u00a0%"),
        ("en", 0.972, 1, "97.2%"),
        ("en", 1, 0, "100%"),
        ("en", 0, 0, "0%"),
        ("en", 0.9999, 1, "99.9%"),  # nearly everybody is not everybody
        ("en", 0.9996, 0, "99%"),
        ("en", 1.0004, 0, "100%"),
        ("en", 0.0004, 0, "<\u00a01%"),
        ("nl", 0.0004, 1, "<\u00a00,1\u00a0%"),
        ("en", 0.0006, 1, "0.1%"),
        ("en", -0.031, 1, "−3.1%"),
        ("en", 1.25, 0, "125%"),
    ],
)
def test_percent(language: str, value: object, decimals: int, expected: str) -> None:
    with translation.override(language):
        assert numbers.percent(value, decimals) == expected


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("nl", 412000, "€\u00a0412.000"),
        ("en", 412000, "€412,000"),
        ("nl", -50, "−€\u00a050"),
        ("en", Decimal("0.49"), "€0"),
    ],
)
def test_euro(language: str, value: object, expected: str) -> None:
    with translation.override(language):
        assert numbers.euro(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0\u00a0m"),
        (350.4, "350\u00a0m"),
        (999.4, "999\u00a0m"),
        (999.6, "1.0\u00a0km"),
        (12345, "12.3\u00a0km"),
    ],
)
def test_metres(value: object, expected: str) -> None:
    with translation.override("en"):
        assert numbers.metres(value) == expected


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("en", 0, "0\u00a0min"),
        ("en", 0.2, "1\u00a0min"),
        ("en", 59.4, "59\u00a0min"),
        ("en", 59.5, "1\u00a0h"),
        ("nl", 75, "1\u00a0u\u00a015\u00a0min"),
        ("en", 72 * 60, "72\u00a0h"),
        ("en", -90, "−1\u00a0h\u00a030\u00a0min"),
    ],
)
def test_minutes(language: str, value: object, expected: str) -> None:
    with translation.override(language):
        assert numbers.minutes(value) == expected


def test_day_is_the_day_here_and_in_the_language() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already the new year in Maastricht
    with translation.override("nl"):
        assert numbers.day(late) == "1\u00a0januari\u00a02027"
        assert numbers.day(date(2026, 11, 24)) == "24\u00a0november\u00a02026"
        assert numbers.day(None) == "nog niet bekend"
    with translation.override("en"):
        assert numbers.day(date(2026, 5, 1)) == "1\u00a0May\u00a02026"


@pytest.mark.parametrize(
    ("minutes", "dutch", "english"),
    [
        (None, "nog niet bekend", "not yet known"),
        ("", "nog niet bekend", "not yet known"),
        (-5, "nog niet bekend", "not yet known"),
        (0, "0 minuten", "0 minutes"),
        (1, "1 minuut", "1 minute"),
        (45, "45 minuten", "45 minutes"),
        (60, "1 uur", "1 hour"),
        (90, "1,5 uur", "1.5 hours"),
        (100, "1 uur 40 minuten", "1 hour 40 minutes"),
        (24 * 60, "24 uur", "24 hours"),
        (27 * 60, "27 uur", "27 hours"),
        (48 * 60, "2 dagen", "2 days"),
        (50 * 60, "2 dagen 2 uur", "2 days 2 hours"),
        (60 * 60, "2,5 dagen", "2.5 days"),
        (72 * 60, "3 dagen", "3 days"),
        (72 * 60 + 1, "3 dagen 1 minuut", "3 days 1 minute"),
        (7 * 24 * 60, "7 dagen", "7 days"),
        (3000 * 24 * 60, "3.000 dagen", "3,000 days"),
    ],
)
def test_duration(minutes: object, dutch: str, english: str) -> None:
    with translation.override("nl"):
        assert numbers.duration(minutes).replace(numbers.SPACE, " ") == dutch
    with translation.override("en"):
        assert numbers.duration(minutes).replace(numbers.SPACE, " ") == english
