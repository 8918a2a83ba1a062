"""The two siting models as sparse arrays for a solver, over columns y (candidates) and z (rows)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from weerbaar.core.coverage.network import Floats
from weerbaar.core.coverage.problem import Flags
from weerbaar.core.coverage.reduction import ReducedProblem
from weerbaar.core.coverage.solver import MixedModel


@dataclass(frozen=True)
class Limits:
    """At most so many points and so many euros beside the sure ones; `np.inf` where there is no budget."""

    points: int
    budget: float


def covered_rows(reduced: ReducedProblem, is_open: Flags) -> Flags:
    """(k,) rows of a reduced problem that the open candidates cover."""
    hit = np.zeros(len(reduced.weight), np.bool_)
    hit[reduced.covers.row[np.repeat(is_open, np.diff(reduced.covers.start))]] = True
    return hit


def covered_weight(reduced: ReducedProblem, is_open: Flags) -> float:
    """Weight of the rows that the open candidates cover."""
    return float(reduced.weight[covered_rows(reduced, is_open)].sum())


def start_values(reduced: ReducedProblem, is_open: Flags) -> Floats:
    """(c + k,) the columns of a choice, for a solver to start from."""
    return np.concatenate([is_open, covered_rows(reduced, is_open)]).astype(np.float64)


def has_whole_weights(reduced: ReducedProblem) -> bool:
    """Whether every covered weight is a whole number, so that a bound can be rounded."""
    return bool((reduced.weight == np.rint(reduced.weight)).all())


def _linking(reduced: ReducedProblem) -> tuple[list[csr_array], list[Floats], list[Floats]]:
    """Rows 0 <= sum of y over the candidates of row j - z_j, over columns y then z."""
    c, k = len(reduced.candidate), len(reduced.weight)
    start = reduced.covers.row_start + np.arange(k + 1)
    index = np.empty(int(start[-1]), np.int64)
    value = np.ones(len(index))
    last = start[1:] - 1
    index[last], value[last] = c + np.arange(k), -1.0
    inner = np.ones(len(index), np.bool_)
    inner[last] = False
    index[inner] = reduced.covers.candidate
    return [csr_array((value, index, start), shape=(k, c + k))], [np.zeros(k)], [np.full(k, np.inf)]


def _group_rows(reduced: ReducedProblem, columns: int) -> csr_array:
    served = np.flatnonzero(reduced.group >= 0)
    return csr_array((np.ones(len(served)), (reduced.group[served], served)), shape=(reduced.groups, columns))


def _one_row(values: Floats, first: int, columns: int) -> csr_array:
    index = np.arange(first, first + len(values))
    return csr_array((values, index, np.array([0, len(values)])), shape=(1, columns))


def _stacked(blocks: list[csr_array]) -> csr_array:
    """The blocks below each other (SciPy's own `vstack` copies them through coordinates)."""
    sizes = np.concatenate([np.diff(block.indptr) for block in blocks])
    return csr_array(
        (
            np.concatenate([block.data for block in blocks]),
            np.concatenate([block.indices for block in blocks]),
            np.concatenate([[0], np.cumsum(sizes)]),
        ),
        shape=(sum(block.shape[0] for block in blocks), blocks[0].shape[1]),
    )


def covering_model(reduced: ReducedProblem, limits: Limits) -> MixedModel:
    """Maximal covering (Church and ReVelle 1974)."""
    c, k = len(reduced.candidate), len(reduced.weight)
    rows, lower, upper = _linking(reduced)
    if limits.points < c:
        rows.append(_one_row(np.ones(c), 0, c + k))
        lower.append(np.zeros(1))
        upper.append(np.array([float(limits.points)]))
    if limits.budget < reduced.cost.sum():
        scale = max(float(reduced.cost.max()), 1.0)
        rows.append(_one_row(reduced.cost / scale, 0, c + k))
        lower.append(np.zeros(1))
        upper.append(np.array([limits.budget / scale]))
    if reduced.groups:
        rows.append(_group_rows(reduced, c + k))
        lower.append(np.ones(reduced.groups))
        upper.append(np.full(reduced.groups, np.inf))
    return MixedModel(
        maximise=True,
        objective=np.concatenate([np.zeros(c), reduced.weight]),
        rows=_stacked(rows),
        lower=np.concatenate(lower),
        upper=np.concatenate(upper),
        integer=np.concatenate([np.ones(c, np.bool_), np.zeros(k, np.bool_)]),
    )


def share_model(reduced: ReducedProblem, least: float | None, short: list[Flags]) -> MixedModel:
    """Set covering of every row (`least` None; Toregas et al. 1971) or of at least so much weight.

    `short`: choices that cover too little; so does each part of one, and a candidate from outside it is
    needed.
    """
    c, k = len(reduced.candidate), len(reduced.weight)
    if least is None:
        covers = reduced.covers
        rows = [csr_array((np.ones(len(covers.candidate)), covers.candidate, covers.row_start), shape=(k, c))]
        lower, upper, columns = [np.ones(k)], [np.full(k, np.inf)], c
    else:
        rows, lower, upper = _linking(reduced)
        columns = c + k
        rows.append(_one_row(reduced.weight, c, columns))
        lower.append(np.array([least]))
        upper.append(np.array([np.inf]))
    if reduced.groups:
        rows.append(_group_rows(reduced, columns))
        lower.append(np.ones(reduced.groups))
        upper.append(np.full(reduced.groups, np.inf))
    for choice in short:
        rows.append(_one_row((~choice).astype(np.float64), 0, columns))
        lower.append(np.ones(1))
        upper.append(np.full(1, np.inf))
    return MixedModel(
        maximise=False,
        objective=np.concatenate([reduced.cost, np.zeros(columns - c)]),
        rows=_stacked(rows),
        lower=np.concatenate(lower),
        upper=np.concatenate(upper),
        integer=np.concatenate([np.ones(c, np.bool_), np.zeros(columns - c, np.bool_)]),
    )
