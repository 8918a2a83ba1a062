"""What must be back by when, and where the computed times break it. Forward only; `latest` pushes back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from weerbaar.core.recovery.graph import Floats, Integers

HORIZON = 4_320.0  # 72 hours


class Line(StrEnum):
    """The lines that a process can cross."""

    RTO = "rto"
    DEADLINE = "deadline"
    MTPD = "mtpd"
    HORIZON = "horizon"


@dataclass(frozen=True)
class Targets:
    """p processes: `node` (p,) their numbers, `weight` (p,) at least 0, and minutes per line (inf: no line).

    `horizon`: the 72 hour line; inf for what may wait longer.
    """

    node: Integers
    weight: Floats
    rto: Floats
    mtpd: Floats
    deadline: Floats
    horizon: Floats

    @property
    def limit(self) -> Floats:
        """(p,) the first line that each process crosses."""
        first: Floats = np.minimum.reduce([self.rto, self.mtpd, self.deadline, self.horizon])
        return first


def make_targets(
    node: ArrayLike,
    weight: ArrayLike = 1.0,
    rto: ArrayLike = np.inf,
    mtpd: ArrayLike = np.inf,
    deadline: ArrayLike = np.inf,
    horizon: ArrayLike = HORIZON,
) -> Targets:
    """Targets from arrays or single numbers; ValueError for repeated nodes, negative or missing numbers."""
    nodes = np.asarray(node, np.int64).reshape(-1)
    if len(np.unique(nodes)) != len(nodes):
        raise ValueError("a process is named twice")
    columns = [
        np.ascontiguousarray(np.broadcast_to(np.asarray(given, np.float64), nodes.shape))
        for given in (weight, rto, mtpd, deadline, horizon)
    ]
    if not all((column >= 0).all() for column in columns) or not np.isfinite(columns[0]).all():
        raise ValueError("weights must be finite, and weights and lines at least 0")
    return Targets(nodes, *columns)


def position_of(targets: Targets, n: int) -> Integers:
    """(n,) the position of each node among the targets, -1 when it is no process."""
    position = np.full(n, -1, np.int64)
    position[targets.node] = np.arange(len(targets.node))
    return position


@dataclass(frozen=True)
class Conflict:
    """`node` comes back at `ready` and crosses `line` at `limit`, `over` minutes too late (inf: never)."""

    node: int
    line: Line
    limit: float
    ready: float
    over: float


def conflicts(ready: Floats, targets: Targets) -> tuple[Conflict, ...]:
    """Every line that is crossed, per process in the order given and per process the first line first."""
    lines = (
        (Line.RTO, targets.rto),
        (Line.DEADLINE, targets.deadline),
        (Line.MTPD, targets.mtpd),
        (Line.HORIZON, targets.horizon),
    )
    found: list[Conflict] = []
    for i, node in enumerate(targets.node.tolist()):
        back = float(ready[node])
        crossed = [(float(limit[i]), line) for line, limit in lines if back > limit[i]]
        crossed.sort(key=lambda pair: pair[0])
        found.extend(Conflict(node, line, limit, back, back - limit) for limit, line in crossed)
    return tuple(found)


def slack(ready: Floats, targets: Targets) -> Floats:
    """(p,) minutes left before the first line; negative: too late; -inf: never back; inf: no line."""
    limit, back = targets.limit, ready[targets.node]
    left = np.full(len(limit), np.inf)
    has_line = np.isfinite(limit)
    left[has_line] = limit[has_line] - back[has_line]
    return left
