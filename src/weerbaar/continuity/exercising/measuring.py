"""Measured recovery times: from what people reported in an exercise to one figure per process or resource.

The register asks how long something takes to recover *once all it needs is there* (its own time). So the time
is counted from the moment at which all that it needs was there again, when somebody reported that; else from
the loss, and then the wait for what it needs is in the figure, which `counted_from` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from weerbaar.continuity.types import NodeRef


class Condition(StrEnum):
    """What was reported of a process or resource."""

    LOST = "lost"
    CAN_START = "can_start"
    RESTORED = "restored"


@dataclass(frozen=True)
class StateReport:
    """At a scenario minute something was lost, could start again, or was restored; `id` orders ties."""

    id: int
    node: NodeRef
    condition: Condition
    minute: int


@dataclass(frozen=True)
class Outage:
    """One loss of a process or resource in an exercise, in scenario minutes; None: not (yet) reported."""

    node: NodeRef
    lost_min: int
    can_start_min: int | None = None
    restored_min: int | None = None

    @property
    def counted_from(self) -> Condition:
        return Condition.LOST if self.can_start_min is None else Condition.CAN_START

    @property
    def lasted_min(self) -> int | None:
        """From the loss to the recovery, waiting included:

        what the recovery time objective is held against.
        """
        return None if self.restored_min is None else self.restored_min - self.lost_min

    @property
    def own_min(self) -> int | None:
        """The time of its own: what the register holds as its recovery time."""
        if self.restored_min is None:
            return None
        return self.restored_min - (self.lost_min if self.can_start_min is None else self.can_start_min)


def outages(reports: Iterable[StateReport]) -> dict[NodeRef, tuple[Outage, ...]]:
    """The outages of each process and resource, in order of time.

    A second "lost" within an outage changes nothing (it was lost already); of several "can start" the last
    before the recovery counts; what is reported outside an outage is left out.
    """
    by_node: dict[NodeRef, list[StateReport]] = defaultdict(list)
    for report in reports:
        by_node[report.node].append(report)
    found: dict[NodeRef, tuple[Outage, ...]] = {}
    for node, own in sorted(by_node.items()):
        done: list[Outage] = []
        lost: int | None = None
        can_start: int | None = None
        for report in sorted(own, key=lambda each: (each.minute, each.id)):
            if report.condition is Condition.LOST:
                lost = report.minute if lost is None else lost
            elif lost is None:
                continue
            elif report.condition is Condition.CAN_START:
                can_start = report.minute
            else:
                done.append(Outage(node, lost, can_start, report.minute))
                lost = can_start = None
        if lost is not None:
            done.append(Outage(node, lost, can_start))
        if done:
            found[node] = tuple(done)
    return found


def measured(of_node: Iterable[Outage]) -> Outage | None:
    """The outage whose own time is offered to the register: the longest that ended; None when none did."""
    ended = [outage for outage in of_node if outage.own_min is not None]
    return max(ended, key=lambda outage: (outage.own_min or 0, -outage.lost_min), default=None)
