"""One cell of a table or one attribute of a map: as text that can be shown, and as a number."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from pathlib import Path

SUPPRESSED_FROM = -90_000.0  # CBS writes -99997, -99995, -99999999 for "secret" or "unknown"
SUPPRESSED_WORDS = frozenset(
    {"", ".", "..", "...", "-", "–", "—", "x", "n/a", "na", "nan", "null", "none", "geheim", "onbekend"}
)

_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
GROUPED_BY_DOT = re.compile(r"[+-]?\d{1,3}(\.\d{3})+", re.ASCII)
_GROUPED_BY_COMMA = re.compile(r"[+-]?\d{1,3}(,\d{3})+", re.ASCII)


def number(text: str, *, grouped_by_dot: bool = False) -> float | None:
    """The number that a cell holds; None when it is empty, suppressed or unknown.

    Decimal comma and decimal point are both read; with both, or with one that is repeated, the others
    group thousands. A single "1.234" is 1.234 and a single "1,234" is 1.234 (Dutch), unless
    `grouped_by_dot` says that the column's dots group thousands. Any value of -90000 or less is a CBS
    code for "secret" or "unknown". Raises ValueError on anything that is not a number.
    """
    bare = re.sub(r"[\s\u00a0\u2007\u202f']", "", text)
    if bare.casefold() in SUPPRESSED_WORDS:
        return None
    bare = bare.replace("\u2212", "-").removesuffix("%")
    dots, commas = bare.count("."), bare.count(",")
    if dots and commas:
        decimal, grouping = (",", ".") if bare.rfind(",") > bare.rfind(".") else (".", ",")
        whole, _, part = bare.rpartition(decimal)
        if not (GROUPED_BY_DOT if grouping == "." else _GROUPED_BY_COMMA).fullmatch(whole):
            raise ValueError(f"not a number: {text[:40]!r}")
        bare = whole.replace(grouping, "") + "." + part
    elif commas > 1 and _GROUPED_BY_COMMA.fullmatch(bare):
        bare = bare.replace(",", "")
    elif (dots > 1 or (dots and grouped_by_dot)) and GROUPED_BY_DOT.fullmatch(bare):
        bare = bare.replace(".", "")
    else:
        bare = bare.replace(",", ".")
    if not _PLAIN.fullmatch(bare):
        raise ValueError(f"not a number: {text[:40]!r}")
    value = float(bare)
    if not math.isfinite(value):
        raise ValueError(f"not a number: {text[:40]!r}")
    return None if value <= SUPPRESSED_FROM else value


def printable(text: str) -> str:
    """Text with spaces in the place of control signs, direction marks and broken characters."""
    if text.isprintable():
        return text
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def shown_name(path: Path) -> str:
    """A file's name as it can be shown and kept, whatever signs somebody put in it."""
    return printable(path.name)[:120] or "?"


def cell_text(value: object) -> str:
    """A cell as stripped text: dates as ISO, whole numbers without ".0", errors and nothing as ""."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = printable(value).strip()
        return "" if text.startswith("#") and text.rstrip("!?/0").isupper() else text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()
