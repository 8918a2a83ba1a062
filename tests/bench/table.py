"""The rows that a benchmark prints. No measuring."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Row:
    """One measured thing: ours, the peer's, and whether the goal is met (None: no goal, or no peer).

    `is_least`: the peer was stopped at a limit, so the true ratio is at least this.
    """

    name: str
    ours: str
    peer: str = ""
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None
    is_least: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def timed(work: Callable[[], Result], times: int = 1) -> tuple[Result, float]:
    """The result and the least seconds of some runs."""
    seconds = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        result = work()
        seconds = min(seconds, time.perf_counter() - began)
    return result, seconds


def print_heading() -> None:
    print(f"{'':<44} {'ours':>28} {'peer':>44} {'ratio':>14}  goal", flush=True)


def print_row(row: Row) -> None:
    """At once, so that a run that is broken off has still told something."""
    ratio = "" if row.ratio is None else f"{row.ratio:,.1f}x"
    if row.is_least and ratio:
        ratio = f"at least {ratio}"
    verdict = {None: row.goal, True: f"{row.goal}: met", False: f"{row.goal}: MISSED"}[row.met]
    print(f"{row.name:<44} {row.ours:>28} {row.peer:>44} {ratio:>14}  {verdict}", flush=True)
