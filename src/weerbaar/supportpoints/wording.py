"""Numbers in sentences that exist in both languages at once, such as the reasons of a failed design."""

from __future__ import annotations

import math


def number_nl(value: float) -> str:
    """A whole number as Dutch writes it: 1.234."""
    return f"{value:,.0f}".replace(",", ".")


def number_en(value: float) -> str:
    """A whole number as English writes it: 1,234."""
    return f"{value:,.0f}"


def minutes(value: float) -> str:
    """Minutes without needless decimals, with a point: the same in both languages for whole minutes."""
    return f"{value:g}"


def whole_minutes_up(value: float) -> int:
    """The shortest whole number of minutes that is enough; a hair above a whole number is that number."""
    return math.ceil(value - 1e-9)


def share_nl(share: float) -> str:
    """A share as a percentage with one decimal, rounded down so that it promises no more than there is."""
    return share_en(share).replace(".", ",")


def share_en(share: float) -> str:
    """A share as a percentage with one decimal, rounded down so that it promises no more than there is."""
    return f"{math.floor(share * 1000 + 1e-6) / 10:.1f} %"


def listed(parts: list[str], rest: str, limit: int) -> str:
    """The first `limit` parts with commas; `rest` (with {n}) says how many are not named."""
    named = ", ".join(parts[:limit])
    return named if len(parts) <= limit else f"{named} {rest.format(n=len(parts) - limit)}"
