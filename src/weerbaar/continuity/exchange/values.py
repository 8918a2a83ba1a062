"""Whether one value of the right kind is one that the register can hold."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from weerbaar.continuity.exchange.columns import Field, Kind, choices
from weerbaar.continuity.exchange.durations import in_words
from weerbaar.continuity.exchange.problems import Problem, problem

_CODE = re.compile(r"[-a-zA-Z0-9_]+", re.ASCII)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


def choice_words(of: str) -> tuple[str, str]:
    """The words of a set of choices in both languages, for a message."""
    pairs = choices(of).values()
    return ", ".join(nl for nl, _ in pairs), ", ".join(en for _, en in pairs)


def time_words(minutes: int) -> tuple[str, str]:
    """A time in both languages, for a message."""
    return in_words(minutes, "nl"), in_words(minutes, "en")


def limits(field: Field, value: Any, place: str) -> Problem | None:
    """What is wrong with a value of the right type, if anything is. Nothing and "" are never wrong here."""
    if value is None or value == "":
        return None
    if field.kind in {Kind.CODE, Kind.REFERENCE}:
        return _code(field, value, place)
    if field.kind in {Kind.LINE, Kind.TEXT} and len(value) > field.most:
        return problem("text_too_long", place, value=len(value), most=field.most)
    if field.kind == Kind.CHOICE and value not in choices(field.of):
        return problem("unknown_choice", place, value=value, choices=choice_words(field.of))
    if field.kind == Kind.TIME:
        if value < 0:
            return problem("time_negative", place, value=value)
        if value > field.most:
            return problem("time_too_long", place, value=time_words(value))
    if field.kind in {Kind.COUNT, Kind.AMOUNT}:
        return _number(field, value, place)
    if field.kind == Kind.DAY and not FIRST_DAY <= value <= LAST_DAY:
        return problem("day_out_of_reach", place, value=value.isoformat())
    return None


def _code(field: Field, value: str, place: str) -> Problem | None:
    if not _CODE.fullmatch(value):
        return problem("bad_code", place, value=value)
    if len(value) > field.most:
        return problem("code_too_long", place, value=value, most=field.most)
    return None


def _number(field: Field, value: float, place: str) -> Problem | None:
    if field.name == "level" and not 0 <= value <= field.most:
        return problem("level_out_of_scale", place, value=value)
    if value < 0:
        return problem("number_negative", place, value=value)
    if value > field.most:
        return problem("number_too_large", place, value=value, most=field.most)
    if field.kind == Kind.AMOUNT and abs(value - round(value, field.decimals)) > 1e-6:
        return problem("too_many_decimals", place, value=value, most=field.decimals)
    return None
