"""The smallest sets of nodes whose loss stops a process: minimal cut sets, exact up to a given size."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.core.recovery.graph import RecoveryGraph


@dataclass(frozen=True)
class CutSets:
    """`sets`: minimal cut sets of `node` (itself left out), smallest first, each in rising node numbers.

    `is_complete`: every minimal cut set of at most `max_size` nodes is there. Otherwise the work limit was
    reached: what is there are cut sets, all those of at most `complete_size` nodes are there, others may lack.
    `is_lost`: the process never comes back even when nothing fails, and there is nothing to cut.
    """

    node: int
    max_size: int
    sets: tuple[tuple[int, ...], ...]
    is_complete: bool
    complete_size: int
    is_lost: bool


def cut_sets(graph: RecoveryGraph, node: int, max_size: int = 3, limit: int = 200_000) -> CutSets:
    """Minimal cut sets of a process. `limit`: partial sets looked at before it gives up."""
    raise NotImplementedError
