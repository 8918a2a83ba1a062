"""How late may each node be back? Required times pushed back from processes to what they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.core.recovery.graph import Floats, Integers
from weerbaar.core.recovery.recover import Recovery
from weerbaar.core.recovery.targets import Targets


@dataclass(frozen=True)
class RequiredTimes:
    """`required` (n,): minutes at which each node must be back, inf when nothing asks for it.

    The plan: in each group the members that come back first are counted on. If every node is back by its
    required time, no target is broken. Below 0: not even at once is soon enough.
    `gap` (n,): ready - required where positive, else 0. `process` (n,): the node of the process that asks
    (-1: none); `towards` (n,): the next node on the way to that process (-1: it is the process itself).
    """

    required: Floats
    gap: Floats
    process: Integers
    towards: Integers

    def reason(self, node: int) -> tuple[int, ...]:
        """The nodes from `node` to the process that asks; empty when nothing does."""
        if self.process[node] < 0:
            return ()
        path = [int(node)]
        while self.towards[path[-1]] >= 0:
            path.append(int(self.towards[path[-1]]))
        return tuple(path)


@dataclass(frozen=True)
class LatestTimes:
    """`latest` (n,): how late each node may be back by itself, all others as computed.

    The greatest minute at which every process meets its targets that meets them when this node is there at
    once; inf: whatever happens to this node alone, no such process is late. `slack` (n,): latest - ready (inf
    where latest is). `process` (n,): the node of the process that is late first beyond it (-1: none).
    """

    latest: Floats
    slack: Floats
    process: Integers


def required_times(recovery: Recovery, targets: Targets) -> RequiredTimes:
    """required(n) = min over dependants that count on n of (required(dependant) - own(dependant))."""
    raise NotImplementedError


def latest_times(recovery: Recovery, targets: Targets, nodes: Integers | None = None) -> LatestTimes:
    """The latest time of each of `nodes` (all when None; the others get inf)."""
    raise NotImplementedError
