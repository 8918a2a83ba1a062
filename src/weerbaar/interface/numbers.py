"""Numbers as people read them, in Dutch and in English. Nothing here measures or computes.

What is not measured (None, NaN, infinite, or missing in a template) says so in words, never 0. Spaces inside
a figure do not break.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

SPACE = "\u00a0"
MINUS = "\u2212"


def not_measured() -> str:
    """The words for a figure that is not there."""
    return gettext("not yet measured")


def measured(value: Any) -> Decimal | None:
    """The value as an exact decimal; None when it is not there or not a finite number."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    try:
        as_float = float(value)
    except (TypeError, ValueError):
        return None
    if not math.isfinite(as_float):
        return None
    return Decimal(value) if isinstance(value, int) else Decimal(repr(as_float))


def _dutch() -> bool:
    return (get_language() or "nl").startswith("nl")


def _written(value: Decimal, decimals: int, rounding: str = ROUND_HALF_UP) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)
    text = f"{abs(rounded):,.{decimals}f}"
    if _dutch():
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if rounded < 0 else text


def number(value: Any, decimals: int = 0) -> str:
    """2780 → "2.780" in Dutch, "2,780" in English; halves are rounded away from zero."""
    exact = measured(value)
    return not_measured() if exact is None else _written(exact, decimals)


def percent(value: Any, decimals: int = 0) -> str:
    """A share in [0, 1] → "97,2 %" in Dutch, "97.2%" in English.

    A share below one never shows as 100, and one above zero never as 0: "nearly everybody" is not everybody.
    """
    share = measured(value)
    if share is None:
        return not_measured()
    smallest = Decimal(1).scaleb(-decimals)
    hundredfold = share * 100
    sign = f"{SPACE}%" if _dutch() else "%"
    if 0 < hundredfold < smallest / 2:
        return f"<{SPACE}{_written(smallest, decimals)}{sign}"
    nearly_all = hundredfold < 100 and hundredfold.quantize(smallest, rounding=ROUND_HALF_UP) >= 100
    return _written(hundredfold, decimals, ROUND_DOWN if nearly_all else ROUND_HALF_UP) + sign


def euro(value: Any, decimals: int = 0) -> str:
    """412000 → "€ 412.000" in Dutch, "€412,000" in English."""
    amount = measured(value)
    if amount is None:
        return not_measured()
    text = _written(amount, decimals)
    sign, digits = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
    return f"{sign}€{SPACE if _dutch() else ''}{digits}"


def metres(value: Any) -> str:
    """A distance in metres → "350 m"; from a kilometre on "1.2 km"."""
    distance = measured(value)
    if distance is None:
        return not_measured()
    if abs(distance) < Decimal("999.5"):
        return f"{_written(distance, 0)}{SPACE}m"
    return f"{_written(distance / 1000, 1)}{SPACE}km"


def minutes(value: Any) -> str:
    """A duration in minutes → "4 min", "1 h 15 min", "72 h". Any time at all takes at least a minute."""
    duration = measured(value)
    if duration is None:
        return not_measured()
    whole = int(duration.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if whole == 0 and duration > 0:
        whole = 1
    sign = MINUS if whole < 0 else ""
    hours, rest = divmod(abs(whole), 60)
    hour = gettext("h")
    parts = ([f"{hours}{SPACE}{hour}"] if hours else []) + (
        [f"{rest}{SPACE}min"] if rest or not hours else []
    )
    return sign + SPACE.join(parts)


def duration(value: Any) -> str:
    """Minutes in words, exactly: "45 minutes", "1.5 hours", "24 hours", "3 days"; None → "not yet known".

    From two days on in days where half days say it; what no single unit says gets the next one as well.
    """
    known = measured(value)
    if known is None or known < 0:
        return gettext("not yet known")
    whole = int(known.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if whole < 60:
        return _amount(Decimal(whole), _minute_word)
    if whole < 48 * 60:
        return _parts(whole, 60, _hour_word, _minute_word)
    hours, rest = divmod(whole, 60)
    words = _parts(hours, 24, _day_word, _hour_word)
    return f"{words} {_amount(Decimal(rest), _minute_word)}" if rest else words


def _parts(whole: int, size: int, large: Callable[[bool], str], small: Callable[[bool], str]) -> str:
    """An amount in a large unit when halves of it are enough, else in the large and the small one."""
    if whole % size in (0, size // 2):
        return _amount(Decimal(whole) / size, large)
    many, rest = divmod(whole, size)
    return f"{_amount(Decimal(many), large)} {_amount(Decimal(rest), small)}"


def _amount(amount: Decimal, unit: Callable[[bool], str]) -> str:
    return f"{_written(amount, 0 if amount == int(amount) else 1)}{SPACE}{unit(amount == 1)}"


def _minute_word(single: bool) -> str:
    return gettext("minute") if single else gettext("minutes")


def _hour_word(single: bool) -> str:
    return gettext("hour") if single else gettext("hours")


def _day_word(single: bool) -> str:
    return gettext("day") if single else gettext("days")


def day(value: date | datetime | None) -> str:
    """A date → "24 november 2026"; of a moment, the day in the local time zone."""
    if not value:
        return gettext("not yet known")
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return date_format(value, "j F Y", use_l10n=False).replace(" ", SPACE)
