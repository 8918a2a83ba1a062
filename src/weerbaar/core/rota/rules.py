"""Rest-time rules for one person's duties. Which numbers hold is the caller's to say.

The form of the rules is that of the Dutch Working Hours Act (Arbeidstijdenwet, articles 5:3, 5:7 and 5:8):
rest in the 24 hours from the start of a duty, shortened once in so many days; a longest duty; a most per
week; and for night duties a shorter longest duty with a few exceptions, and rest after them. The rules on
averages over months, the weekly rest, and exceptions in a disaster, are not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

DAY = 1440
WEEK = 7 * DAY
SMALL_HOURS = 6 * 60  # from midnight
NIGHT_FROM = 60  # a duty with more minutes than this in the small hours is a night duty
LATE = 2 * 60  # one that ends later than this after midnight asks for the longer rest
Interval = tuple[int, int]


class Rule(StrEnum):
    """Which rule a breach is of."""

    REST = "rest"
    LONGEST_DUTY = "longest_duty"
    WEEK = "week"
    NIGHT = "night"
    NIGHT_REST = "night_rest"


@dataclass(frozen=True)
class Night:
    """Rules for duties with more than an hour between 0:00 and 6:00, in minutes. `midnight`: any one of them.

    A night takes `longest`, or up to `long` at most `long_times` in any `long_every`, with `long_rest` after
    it. Other nights that end after 2:00 are followed by `rest`, once in any week by `short_rest`.
    """

    midnight: int
    longest: int
    long: int
    long_times: int
    rest: int
    short_rest: int
    long_rest: int
    long_every: int = 14 * DAY

    def __post_init__(self) -> None:
        if not 0 < self.longest <= self.long or not 0 <= self.short_rest <= self.rest:
            raise ValueError("0 < longest <= long and 0 <= short_rest <= rest do not hold")


@dataclass(frozen=True)
class Rules:
    """Minutes. `short_rest` replaces `rest` once in any `short_rest_every`. Without `night` it is not known
    when it is night."""

    rest: int
    short_rest: int
    short_rest_every: int
    longest_duty: int
    most_per_week: int
    night: Night | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.short_rest <= self.rest <= DAY:
            raise ValueError("0 <= short_rest <= rest <= 1440 does not hold")
        if self.longest_duty < 1 or self.most_per_week < 1 or self.short_rest_every < 1:
            raise ValueError("longest_duty, most_per_week and short_rest_every must be above 0")


@dataclass(frozen=True, order=True)
class Breach:
    """What was broken from `start` on: `found` minutes where `limit` was the most (of rest: the least)."""

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
    WEEK: at most once, for the seven days with most time on duty. NIGHT: per block that is not already too
    long for a day. NIGHT_REST: per block, the time until the next.
    """
    work = blocks(duties)
    nights = _nights(work, rules, rules.night) if rules.night else []
    return tuple(sorted([*_rest(work, rules), *_longest(work, rules), *_week(work, rules), *nights]))


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


def _nights(work: Sequence[Interval], rules: Rules, night: Night) -> list[Breach]:
    found: list[Breach] = []
    long_ones: list[int] = []
    shortened: int | None = None
    for index, (start, end) in enumerate(work):
        if small_hours(start, end, night.midnight) <= NIGHT_FROM:
            continue
        length = end - start
        is_long = length > night.longest
        recent = [other for other in long_ones if start - other < night.long_every]
        limit = night.long if len(recent) < night.long_times else night.longest
        if limit < length <= rules.longest_duty:
            found.append(Breach(start, Rule.NIGHT, length, limit))
        elif is_long:
            long_ones.append(start)
        free = work[index + 1][0] - end if index + 1 < len(work) else max(night.rest, night.long_rest)
        least = night.long_rest if is_long else night.rest
        if free >= least or not (is_long or (end - night.midnight) % DAY > LATE):
            continue
        may_be_short = not is_long and (shortened is None or start - shortened >= WEEK)
        if may_be_short and free >= night.short_rest:
            shortened = start
            continue
        found.append(Breach(start, Rule.NIGHT_REST, free, least))
    return found


def small_hours(start: int, end: int, midnight: int) -> int:
    """The minutes of a duty between 0:00 and 6:00."""
    first = midnight + (start - midnight) // DAY * DAY
    return sum(max(0, min(end, night + SMALL_HOURS) - max(start, night)) for night in range(first, end, DAY))
