"""Which groups of one table with a total may be shown: small ones are hidden, others with them when needed.

Primary suppression by a minimum count, and complementary suppression so that no hidden group follows from the
total minus what is shown (Hundepool et al. 2012, Statistical Disclosure Control, chapter 4). What is not
hidden is that nearly everybody answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """How many people there are, and how many of them answered."""

    people: int
    answered: int

    def __post_init__(self) -> None:
        if not 0 <= self.answered <= self.people:
            raise ValueError(f"{self.answered} of {self.people} cannot have answered")


@dataclass(frozen=True)
class Publication:
    """`shown[i]`: group i is shown. `total`: the sum over all groups is shown."""

    shown: tuple[bool, ...]
    total: bool


def publishable(groups: Sequence[Group], least: int) -> Publication:
    """What may be shown of a table of groups and their total.

    A group is shown only with at least `least` people and as many answers. When groups are hidden, they are
    at least two, and together at least twice `least` in people and in answers: otherwise the smallest shown
    ones are hidden too, or, when none is left, the total. Groups without people count for nothing.
    """
    if least < 1:
        raise ValueError("least must be at least 1")
    real = [number for number, group in enumerate(groups) if group.people > 0]
    hidden = {n for n in real if groups[n].people < least or groups[n].answered < least}
    spare = sorted(
        (n for n in real if n not in hidden), key=lambda n: (groups[n].answered, groups[n].people, n)
    )
    while hidden and spare and not _covers(groups, hidden, least):
        hidden.add(spare.pop(0))
    people = sum(groups[n].people for n in real)
    answered = sum(groups[n].answered for n in real)
    total = people >= least and answered >= least
    if hidden and not spare and len(real) > 1:
        # all are hidden: the total stands alone, and must hide each of them
        total = total and _covers(groups, hidden, least)
    return Publication(tuple(n in real and n not in hidden for n in range(len(groups))), total)


def _covers(groups: Sequence[Group], hidden: set[int], least: int) -> bool:
    """Whether the sum of the hidden groups, which a reader can compute, says nothing about one of them.

    Twice the minimum: two groups of which a reader knows that they are below it, and whose sum is just below
    twice it, would otherwise follow from the rule.
    """
    return (
        len(hidden) > 1
        and sum(groups[n].people for n in hidden) >= 2 * least
        and sum(groups[n].answered for n in hidden) >= 2 * least
    )
