"""The recovery analysis of a municipality's register, kept as long as the register stays as it is."""

from __future__ import annotations

from functools import lru_cache

from weerbaar.continuity.queries.register import register
from weerbaar.continuity.recovery import kept, results
from weerbaar.continuity.types import NodeRef, Register
from weerbaar.continuity.types_recovery import Analysis, FailureRow, HourByHour

# a register is a frozen value, so what was computed of an equal one is right for as long as it is kept;
# two registers fit, for the one that is worked on changes all the time
_analyse = lru_cache(maxsize=2)(results.analyse)
_pairs = lru_cache(maxsize=2)(results.pairs)
_hours = lru_cache(maxsize=2)(results.hour_by_hour)


def analysis(municipality_id: int) -> Analysis:
    """Times to recover, conflicts, required times and single points of the whole register."""
    return analysis_of(register(municipality_id))


def analysis_of(of: Register) -> Analysis:
    """The same, of a register that is at hand already."""
    return _analyse(of)


def pairs_of(of: Register) -> tuple[FailureRow, ...]:
    """The worst pairs of losses."""
    return _pairs(of)


def hours_of(of: Register) -> HourByHour:
    """72 hours without power, hour by hour; scarce things shared by the simple rule."""
    return _hours(of)


def best_sharing_of(of: Register) -> HourByHour | None:
    """The same with scarce things shared as well as can be, when somebody had that computed."""
    return kept.kept(of)


def cuts_of(of: Register, code: str) -> tuple[tuple[tuple[NodeRef, ...], ...], bool]:
    """The smallest sets of things whose loss stops a process, and whether all of up to three are there."""
    return results.cuts_of(of, code)
