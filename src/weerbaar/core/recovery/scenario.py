"""What an outage consists of, and what must be shared in it: data only, no computing."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from weerbaar.core.recovery.graph import Flags, Floats, Integers, RecoveryGraph
from weerbaar.core.recovery.targets import HORIZON

NOBODY = -1


class State(IntEnum):
    """Of a node at a time; a worse state is a lower number."""

    DOWN = 0
    WORKAROUND = 1
    UP = 2


@dataclass(frozen=True)
class Outage:
    """The node cannot work from `start` to `end`, in minutes (inf: for good)."""

    node: int
    start: float
    end: float


@dataclass(frozen=True)
class Depot:
    """Fuel that several generators share: litres at the start."""

    stock_l: float


@dataclass(frozen=True)
class Generator:
    """A node that delivers only while it has fuel (and, when mobile, while one of the shared units is there).

    Burns `hourly_l` while it runs; `tank_l` is what fits, `fuel_l` what is in it at the start. What its
    tank lacks for a step comes from `depot` (number in the scenario, -1: none). `replaces`: it starts when
    this node goes down and stops when it is up (-1: it always runs). The node's own time is that of
    starting, for a mobile one of putting it there, and again after it stood without fuel. Its node has no
    autonomy: that is the tank. A mobile one stands for the site where a unit can be put; it is not there at
    the start.
    """

    node: int
    hourly_l: float
    tank_l: float
    fuel_l: float
    depot: int = NOBODY
    replaces: int = NOBODY
    is_mobile: bool = False


@dataclass(frozen=True)
class Delivery:
    """Litres that arrive at `minute`, in the tank of a generator or in a depot (numbers; one of the two).

    What does not fit in the tank goes back.
    """

    minute: float
    litres: float
    generator: int = NOBODY
    depot: int = NOBODY


@dataclass(frozen=True)
class Shift:
    """`people` of `role` (a number of the caller) present from `start` to `end`."""

    role: int
    start: float
    end: float
    people: float


@dataclass(frozen=True)
class Staffing:
    """The process `node` needs `people` of `role` from `start` to `end`; short of them it stands still."""

    node: int
    role: int
    people: float
    start: float = 0.0
    end: float = float("inf")


@dataclass(frozen=True)
class Workaround:
    """The process `node` can go on without what it needs for `minutes` in all; then it is exhausted.

    It still needs its staff, and it is no help while the process itself is out (`Outage`).
    """

    node: int
    minutes: float


@dataclass(frozen=True)
class Scenario:
    """One outage over `horizon` minutes in steps of `step` minutes.

    `process` (p,) nodes of the processes and `weight` (p,) what an hour of each is worth. `recharge` (n,):
    minutes of autonomy regained per minute with input (None: full again at once). `mobile_units`: how many
    mobile generators there are for all sites together.
    """

    graph: RecoveryGraph
    process: Integers
    weight: Floats
    outages: tuple[Outage, ...]
    generators: tuple[Generator, ...] = ()
    depots: tuple[Depot, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    shifts: tuple[Shift, ...] = ()
    staffing: tuple[Staffing, ...] = ()
    workarounds: tuple[Workaround, ...] = ()
    mobile_units: int = 0
    recharge: Floats | None = None
    horizon: float = HORIZON
    step: float = 15.0


@dataclass(frozen=True)
class Decision:
    """Who gets what in each of B blocks of `block` minutes.

    `runs` (generators, B): the generator may run (for mobile ones: a unit stands there); `works` (p, B): the
    process is given its staff and may use its workaround. None for `works`: staff by priority.
    """

    block: float
    runs: Flags
    works: Flags | None = None


@dataclass(frozen=True)
class Timeline:
    """T steps of `step` minutes. `state` (n, T) as `State`.

    `fuel_l` (generators, T) and `depot_l` (depots, T) at the end of each step; `present`, `busy` (roles, T):
    people per role there and at work; `is_staffed` (p, T). `hours` (p,): how long each process goes on.
    """

    step: float
    process: Integers
    weight: Floats
    state: np.ndarray[tuple[int, int], np.dtype[np.int8]]
    fuel_l: Floats
    depot_l: Floats
    present: Floats
    busy: Floats
    is_staffed: Flags
    hours: Floats = field(init=False)

    def __post_init__(self) -> None:
        going = (self.state[self.process] > State.DOWN).sum(axis=1) * (self.step / 60.0)
        object.__setattr__(self, "hours", going.astype(np.float64))

    @property
    def value(self) -> float:
        """Weighted process-hours that go on (up or on a workaround): what the sharing maximises."""
        return float(self.weight @ self.hours)

    def hourly(self) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
        """(n, hours) the worst state of each node in each hour."""
        per_hour = round(60.0 / self.step)
        n, steps = self.state.shape
        whole = -(-steps // per_hour) * per_hour
        padded = np.full((n, whole), State.UP, np.int8)
        padded[:, :steps] = self.state
        worst: np.ndarray[tuple[int, int], np.dtype[np.int8]] = padded.reshape(n, -1, per_hour).min(axis=2)
        return worst
