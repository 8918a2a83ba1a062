"""The smallest sets of nodes whose loss stops a process: minimal cut sets, exact up to a given size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from weerbaar.core.recovery.arrays import compiled, evaluated
from weerbaar.core.recovery.graph import Integers, RecoveryGraph

Cut = tuple[int, ...]
Family = frozenset[Cut]
NEVER_FAILS: Family = frozenset()
ALWAYS_FAILS: Family = frozenset({()})


@dataclass(frozen=True)
class CutSets:
    """`sets`: minimal cut sets of `node` (itself left out), smallest first, each in rising node numbers.

    `is_complete`: every minimal cut set of at most `max_size` nodes is there. Otherwise the work limit was
    reached: all those of at most `complete_size` nodes are there, and larger ones exist or not, unknown.
    `is_lost`: the process never comes back even when nothing fails, and there is nothing to cut.
    """

    node: int
    max_size: int
    sets: tuple[Cut, ...]
    is_complete: bool
    complete_size: int
    is_lost: bool


class _LimitReached(Exception):  # noqa: N818 - a signal within this module
    pass


@dataclass
class _Work:
    """How many sets may still be put together."""

    left: int

    def spend(self, many: int) -> None:
        self.left -= many
        if self.left < 0:
            raise _LimitReached


def cut_sets(graph: RecoveryGraph, node: int, max_size: int = 3, limit: int = 1_000_000) -> CutSets:
    """Minimal cut sets of a process: without all nodes of one it never comes back, without fewer it does.

    Bottom-up over the structure function, as in fault trees (MOCUS, Fussell and Vesely 1972, turned round): a
    node fails when it is taken away or when more than m - k of the m members of a group fail. In a cycle, a
    node that can only be traced back to itself fails: the greatest solution, found by starting from
    "everything fails". Families are cut at a size, which loses no smaller set, and only minimal sets
    are kept.

    `limit`: sets put together before it gives up, for each size from 1 on; then the last size that was
    finished is given. Raises ValueError for a node that does not exist or a size below 1.
    """
    if not 0 <= node < len(graph) or max_size < 1:
        raise ValueError("the node must exist and max_size be at least 1")
    ready, _, _ = evaluated(graph)
    if np.isinf(ready[node]):
        return CutSets(node, max_size, (), True, max_size, True)
    known: tuple[Cut, ...] = ()
    for size in range(1, max_size + 1):
        try:
            found = _family_of(graph, node, size, _Work(limit))
        except _LimitReached:
            return CutSets(node, max_size, known, False, size - 1, False)
        known = tuple(sorted((cut for cut in found if node not in cut), key=lambda cut: (len(cut), cut)))
    return CutSets(node, max_size, known, True, max_size, False)


def _family_of(graph: RecoveryGraph, node: int, size: int, work: _Work) -> Family:
    arrays = compiled(graph)
    wanted = _rests_on(graph, node)
    families: dict[int, Family] = {}
    for c in np.unique(arrays.component[wanted]).tolist():
        fellows = arrays.component_node[arrays.component_start[c] : arrays.component_start[c + 1]].tolist()
        for v in fellows:
            families[v] = ALWAYS_FAILS
        while True:
            after = {v: _fails(graph, v, families, size, work) for v in fellows}
            if all(after[v] == families[v] for v in fellows):
                break
            families.update(after)
            if len(fellows) == 1:
                break
    return families[node]


def _rests_on(graph: RecoveryGraph, node: int) -> Integers:
    """The node and everything that it rests on, in the end."""
    seen = {node}
    open_nodes = [node]
    while open_nodes:
        v = open_nodes.pop()
        low, high = graph.group_start[v], graph.group_start[v + 1]
        for m in graph.member[graph.member_start[low] : graph.member_start[high]].tolist():
            if m not in seen:
                seen.add(m)
                open_nodes.append(m)
    return np.array(sorted(seen), np.int64)


def _fails(graph: RecoveryGraph, v: int, families: dict[int, Family], size: int, work: _Work) -> Family:
    if np.isinf(graph.own[v]):
        return ALWAYS_FAILS
    cuts: set[Cut] = {(v,)}
    for g in range(int(graph.group_start[v]), int(graph.group_start[v + 1])):
        members = graph.member[graph.member_start[g] : graph.member_start[g + 1]].tolist()
        lacking = len(members) - int(graph.need[g]) + 1
        cuts |= _at_least([families[m] for m in members], lacking, size, work)
    return _minimal(cuts)


def _at_least(families: list[Family], lacking: int, size: int, work: _Work) -> Family:
    """The ways in which at least so many of the members fail, member by member."""
    of_count: list[Family] = [ALWAYS_FAILS] + [NEVER_FAILS] * lacking
    for family in families:
        for count in range(lacking, 0, -1):
            both = _together(of_count[count - 1], family, size, work)
            if both:
                of_count[count] = _minimal(of_count[count] | both)
    return of_count[lacking]


def _together(one: Family, other: Family, size: int, work: _Work) -> set[Cut]:
    """The unions of a set from each, of at most `size` nodes."""
    if one == ALWAYS_FAILS:
        return set(other)
    if other == ALWAYS_FAILS:
        return set(one)
    work.spend(len(one) * len(other))
    joined = set()
    for cut in one:
        for more in other:
            union = {*cut, *more}
            if len(union) <= size:
                joined.add(tuple(sorted(union)))
    return joined


def _minimal(cuts: Iterable[Cut]) -> Family:
    """Those of which no part is there too."""
    kept: set[Cut] = set()
    for cut in sorted(cuts, key=len):
        parts = (part for length in range(len(cut)) for part in combinations(cut, length))
        if not any(part in kept for part in parts):
            kept.add(cut)
    return frozenset(kept)
