"""What if one node never comes back, or two? Single points of failure and pairs, ranked."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.core.recovery.graph import Floats, Integers, RecoveryGraph
from weerbaar.core.recovery.targets import Targets


@dataclass(frozen=True)
class SingleFailures:
    """k nodes taken away one by one, the worst first.

    `node` (k,); `effect` (k,): weight of the processes that it makes late or lost; `lost_weight` (k,): of the
    lost alone. The processes (node numbers) of entry i: `lost[lost_start[i]:lost_start[i + 1]]` never come
    back, `late[late_start[i]:late_start[i + 1]]` come back too late; both only where they do not already
    without the failure. A process that is itself taken away is not counted.
    """

    node: Integers
    effect: Floats
    lost_weight: Floats
    lost_start: Integers
    lost: Integers
    late_start: Integers
    late: Integers

    def lost_by(self, i: int) -> Integers:
        return self.lost[self.lost_start[i] : self.lost_start[i + 1]]

    def late_by(self, i: int) -> Integers:
        return self.late[self.late_start[i] : self.late_start[i + 1]]


@dataclass(frozen=True)
class PairFailures:
    """Pairs that do harm which neither of the two does alone, the worst first.

    `first`, `second` (k,) nodes; `effect` (k,): weight made late or lost by both together; `excess` (k,): of
    it, the weight of processes that neither makes late or lost alone. `harmed` (by `harmed_start` (k + 1,)):
    those processes. `evaluated`: pairs looked at.
    """

    first: Integers
    second: Integers
    effect: Floats
    excess: Floats
    harmed_start: Integers
    harmed: Integers
    evaluated: int

    def harmed_by(self, i: int) -> Integers:
        return self.harmed[self.harmed_start[i] : self.harmed_start[i + 1]]


def single_failures(
    graph: RecoveryGraph, targets: Targets, nodes: Integers | None = None, threads: int | None = None
) -> SingleFailures:
    """Each of `nodes` (all when None) taken away: never ready; everything else recovers from minute 0."""
    raise NotImplementedError


def pair_failures(
    graph: RecoveryGraph, targets: Targets, nodes: Integers, threads: int | None = None
) -> PairFailures:
    """All pairs of `nodes` taken away together."""
    raise NotImplementedError
