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
        return np.minimum.reduce([self.rto, self.mtpd, self.deadline, self.horizon])


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
    raise NotImplementedError


def slack(ready: Floats, targets: Targets) -> Floats:
    """(p,) minutes left before the first line; negative: too late; -inf: never back; inf: no line."""
    raise NotImplementedError
