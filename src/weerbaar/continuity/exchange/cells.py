"""One cell of a workbook as a value of the right kind, however people typed it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from weerbaar.continuity.exchange.columns import Field, Kind, choices
from weerbaar.continuity.exchange.document import tidy
from weerbaar.continuity.exchange.durations import BY_WORD, UNKNOWN, NoTime, minutes, whole_minutes
from weerbaar.continuity.exchange.problems import Problem, problem
from weerbaar.continuity.exchange.values import choice_words

_YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x", "v", "✓"})
_NO = frozenset({"nee", "n", "no", "false", "onwaar", "0", "-"})
_DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no time zones
_SERIALS = range(36_526, 73_415)  # 2000-01-01 to 2100-12-31
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)


class BadCell(Exception):  # noqa: N818 - carries what is said to a person
    """A cell that cannot be read."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.en)
        self.problem = found


def cell_value(field: Field, value: Any, number_format: str, bare_unit: int | None, place: str) -> Any:
    """The value of a cell, None when it is empty or unknown. Raises `BadCell`.

    `bare_unit`: the minutes of one when a time is a bare number (the column's head says so).
    """
    if isinstance(value, str):
        value = tidy(value)
    if value is None or value == "":
        return None
    if field.kind in {Kind.CODE, Kind.REFERENCE}:
        return _code(value, number_format, place)
    if field.kind in {Kind.LINE, Kind.TEXT}:
        return _text(value)
    if field.kind == Kind.TIME:
        return _time(value, number_format, bare_unit, place)
    if field.kind in {Kind.COUNT, Kind.AMOUNT}:
        return _number(field, value, place)
    if field.kind == Kind.CHOICE:
        return _choice(field, value, place)
    if field.kind == Kind.FLAG:
        return _flag(value, place)
    if field.kind == Kind.DAY:
        return _day(value, place)
    return tuple(part.strip() for part in re.split(r"[;,\n]", _text(value)) if part.strip())


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    return str(value)


def _code(value: Any, number_format: str, place: str) -> str:
    """A code that a workbook made a number of is text again, with the zeros before it that it showed."""
    if isinstance(value, bool | datetime | date | time):
        raise BadCell(problem("bad_code", place, value=value))
    text = _text(value)
    if not isinstance(value, str) and re.fullmatch("0+", number_format):
        text = text.zfill(len(number_format))
    return text


def _time(value: Any, number_format: str, bare_unit: int | None, place: str) -> int | None:
    try:
        if isinstance(value, bool):
            raise NoTime("unknown_time")
        if isinstance(value, int | float):
            unit = _unit_shown(number_format) or bare_unit
            if unit is None:
                raise NoTime("time_without_unit")
            return whole_minutes(Fraction(value) * unit)
        if isinstance(value, time):
            value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
        elif isinstance(value, datetime) and value.year < 1950:
            value -= _EPOCH
        if isinstance(value, timedelta):
            return whole_minutes(Fraction(round(value.total_seconds())) / 60)
        if isinstance(value, str):
            return minutes(value, bare_unit)
        raise NoTime("unknown_time")
    except NoTime as error:
        raise BadCell(problem(error.kind, place, value=_text(value))) from error


def _unit_shown(number_format: str) -> int | None:
    """The minutes of the unit that a number is shown with, as in `0 "uur"`."""
    for words in re.findall(r'"([^"]*)"', number_format or ""):
        unit = BY_WORD.get(words.strip().casefold().rstrip("."))
        if unit:
            return unit
    return None


def _number(field: Field, value: Any, place: str) -> int | float | None:
    if isinstance(value, str):
        if value.casefold() in UNKNOWN:
            return None
        value = _typed_number(value, place)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadCell(problem("unknown_number", place, value=_text(value)))
    if field.kind == Kind.AMOUNT:
        return round(float(value), 6)
    if isinstance(value, float) and not value.is_integer():
        raise BadCell(problem("number_not_whole", place, value=value))
    return int(value)


def _typed_number(text: str, place: str) -> int | float:
    bare = text.replace(" ", "").replace("\u2212", "-")
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(".", "")
    elif not _PLAIN.fullmatch(bare):
        raise BadCell(problem("unknown_number", place, value=text))
    number = float(bare.replace(",", "."))
    return int(number) if number.is_integer() else number


def _choice(field: Field, value: Any, place: str) -> str:
    wanted = " ".join(_text(value).casefold().split())
    for code, words in choices(field.of).items():
        if wanted in {code, words[0].casefold(), words[1].casefold()}:
            return code
    raise BadCell(problem("unknown_choice", place, value=_text(value), choices=choice_words(field.of)))


def _flag(value: Any, place: str) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value).casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise BadCell(problem("unknown_flag", place, value=_text(value)))


def _day(value: Any, place: str) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and int(value) in _SERIALS:
        return (_EPOCH + timedelta(days=int(value))).date()
    text = _text(value).casefold()
    if text in UNKNOWN:
        return None
    for pattern in _DAYS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    raise BadCell(problem("unknown_day", place, value=_text(value)))
