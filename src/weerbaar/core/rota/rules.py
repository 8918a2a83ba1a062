"""Rest-time rules for one person's duties. Which numbers hold is the caller's to say.

The form of the rules is that of the Dutch Working Hours Act (Arbeidstijdenwet, articles 5:3 and 5:7): rest in
the 24 hours from the start of a duty, shortened once in so many days; a longest duty; a most per week. Rules
for night work, and exceptions in a disaster, are not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

DAY = 1440
WEEK = 7 * DAY
Interval = tuple[int, int]


class Rule(StrEnum):
    """Which rule a breach is of."""

    REST = "rest"
    LONGEST_DUTY = "longest_duty"
    WEEK = "week"


@dataclass(frozen=True)
class Rules:
    """Minutes. `short_rest` replaces `rest` once in any `short_rest_every`."""

    rest: int
    short_rest: int
    short_rest_every: int
    longest_duty: int
    most_per_week: int

    def __post_init__(self) -> None:
        if not 0 <= self.short_rest <= self.rest <= DAY:
            raise ValueError("0 <= short_rest <= rest <= 1440 does not hold")
        if self.longest_duty < 1 or self.most_per_week < 1 or self.short_rest_every < 1:
            raise ValueError("longest_duty, most_per_week and short_rest_every must be above 0")


@dataclass(frozen=True, order=True)
class Breach:
    """What was broken from `start` on: `found` minutes where `limit` was the most (REST: the least)."""

    start: int
    rule: Rule
    found: int
    limit: int


def shifts(horizon: int, length: int, handover: int = 0) -> tuple[Interval, ...]:
    """Shifts that follow on each other; who leaves stays `handover` minutes with who comes.

    Raises `ValueError` when `length` does not divide `horizon`.
    """
    if length < 1 or horizon < length or horizon % length or handover < 0:
        raise ValueError(f"{horizon} minutes cannot be shared out in shifts of {length}")
    return tuple((start, start + length + handover) for start in range(0, horizon, length))


def blocks(duties: Iterable[Interval]) -> list[Interval]:
    """Duties in order of time, those that touch or overlap made one."""
    merged: list[Interval] = []
    for start, end in sorted(duties):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def breaches(duties: Iterable[Interval], rules: Rules) -> tuple[Breach, ...]:
    """What one person's duties break, in order of time. After the last duty everything is free.

    REST: for every block, the longest free time within 24 hours from its start. LONGEST_DUTY: per block.
    WEEK: at most once, for the seven days with most time on duty.
    """
    work = blocks(duties)
    return tuple(sorted([*_rest(work, rules), *_longest(work, rules), *_week(work, rules)]))


def minutes_broken(duties: Iterable[Interval], rules: Rules) -> int:
    """By how many minutes one person's duties break the rules, over all breaches."""
    return sum(abs(breach.found - breach.limit) for breach in breaches(duties, rules))


def _rest(work: Sequence[Interval], rules: Rules) -> list[Breach]:
    found, shortened = [], None
    for index, (start, _end) in enumerate(work):
        free = _longest_free(work[index:], start + DAY)
        if free >= rules.rest:
            continue
        if free >= rules.short_rest and (shortened is None or start - shortened >= rules.short_rest_every):
            shortened = start
            continue
        found.append(Breach(start, Rule.REST, free, rules.rest))
    return found


def _longest_free(work: Sequence[Interval], until: int) -> int:
    """The longest time between blocks, from the end of the first until `until`."""
    longest, at = 0, work[0][1]
    for start, end in work[1:]:
        if start >= until:
            break
        longest, at = max(longest, start - at), end
    return max(longest, until - at)


def _longest(work: Sequence[Interval], rules: Rules) -> list[Breach]:
    return [
        Breach(start, Rule.LONGEST_DUTY, end - start, rules.longest_duty)
        for start, end in work
        if end - start > rules.longest_duty
    ]


def _week(work: Sequence[Interval], rules: Rules) -> list[Breach]:
    # the fullest week can be taken to begin where a block begins
    weeks = [
        (sum(max(0, min(end, begin + WEEK) - start) for start, end in work[index:]), begin)
        for index, (begin, _end) in enumerate(work)
    ]
    most, begin = max(weeks, key=lambda week: (week[0], -week[1]), default=(0, 0))
    return [Breach(begin, Rule.WEEK, most, rules.most_per_week)] if most > rules.most_per_week else []
