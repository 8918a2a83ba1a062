"""Who walks to which chosen point, and how many come to each. Nothing about choosing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.core.coverage.network import Floats, Integers
from weerbaar.core.coverage.reach import Reach


@dataclass(frozen=True)
class Assignment:
    """`nearest` (d,) the nearest chosen candidate, -1 where none is within reach; `metres` (d,), inf there.

    `second`, `second_metres` (d,): the next one, for when the nearest cannot open.
    """

    nearest: Integers
    metres: Floats
    second: Integers
    second_metres: Floats

    def load(self, weights: ArrayLike, candidate_count: int, limit_m: ArrayLike = np.inf) -> Floats:
        """(c,) weight that comes to each candidate, counting demand within `limit_m` (a number or (d,))."""
        comes = (self.nearest >= 0) & (self.metres <= np.asarray(limit_m, np.float64))
        weight = np.asarray(weights, np.float64)[comes]
        load = np.bincount(self.nearest[comes], weights=weight, minlength=candidate_count)
        return load.astype(np.float64)


def assign(reach: Reach, chosen: ArrayLike, demand_count: int | None = None) -> Assignment:
    """Each demand point to its nearest chosen candidate; at equal distance the lower candidate number.

    `chosen` (k,) candidate numbers. Demand beyond the reach's limit of every chosen one gets -1 and inf.
    """
    d = reach.demand_count if demand_count is None else demand_count
    entry_candidate = reach.candidate_of_entry()
    is_chosen = np.zeros(reach.candidate_count, np.bool_)
    is_chosen[np.asarray(chosen, np.int64)] = True
    keep = is_chosen[entry_candidate]
    candidate, demand, metres = entry_candidate[keep], reach.demand[keep], reach.metres[keep]
    order = np.lexsort((candidate, metres, demand))
    candidate, demand, metres = candidate[order], demand[order], metres[order]
    first = np.searchsorted(demand, np.arange(d))
    has = first < np.searchsorted(demand, np.arange(d), side="right")
    has_second = first + 1 < np.searchsorted(demand, np.arange(d), side="right")
    return Assignment(
        *_picked(candidate, metres, first, has),
        *_picked(candidate, metres, first + 1, has_second),
    )


def _picked(
    candidate: Integers, metres: Floats, index: Integers, has: NDArray[np.bool_]
) -> tuple[Integers, Floats]:
    number = np.full(len(has), -1, np.int64)
    distance = np.full(len(has), np.inf)
    number[has], distance[has] = candidate[index[has]], metres[index[has]]
    return number, distance
