"""The graph as the compiled loops want it: with dependants and order of evaluation. Made once per graph."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from weerbaar.core.recovery.graph import Floats, Integers, RecoveryGraph

Part = TypeVar("Part")


@dataclass(frozen=True)
class Compiled:
    """`graph`: own, group_start, need, member_start, member, group_owner, member_group, dependant_start,
    dependant_group, component_start, component_node, component. The groups that node v is a member of are
    `dependant_group[dependant_start[v]:dependant_start[v + 1]]`. Components (strongly connected) come
    members first.
    """

    graph: tuple[Any, ...]

    @property
    def component_start(self) -> Integers:
        found: Integers = self.graph[9]
        return found

    @property
    def component_node(self) -> Integers:
        found: Integers = self.graph[10]
        return found

    @property
    def component(self) -> Integers:
        found: Integers = self.graph[11]
        return found


def compiled(graph: RecoveryGraph) -> Compiled:
    """The arrays of a graph; the same object when it is asked again."""
    known = graph.__dict__.get("_compiled")
    if isinstance(known, Compiled):
        return known
    from weerbaar.core.recovery._evaluate import strong_components

    n = len(graph)
    by_member = np.argsort(graph.member, kind="stable")
    dependant_start = np.concatenate([[0], np.cumsum(np.bincount(graph.member, minlength=n))])
    start = graph.member_start[graph.group_start]
    components = strong_components(start, graph.member)
    made = Compiled(
        (
            graph.own,
            graph.group_start,
            graph.need,
            graph.member_start,
            graph.member,
            graph.group_owner.astype(np.int64),
            graph.member_group.astype(np.int64),
            dependant_start.astype(np.int64),
            graph.member_group[by_member].astype(np.int64),
            *components,
        )
    )
    graph.__dict__["_compiled"] = made
    return made


def evaluated(graph: RecoveryGraph) -> tuple[Floats, Integers, Integers]:
    """`ready`, `binding`, `rank` (n,) of a graph, see `Recovery`."""
    from weerbaar.core.recovery._evaluate import evaluate, new_work

    arrays = compiled(graph).graph
    ready, binding, rank = evaluate(arrays, new_work(arrays))
    return ready, binding, rank


def spread(
    work: Callable[[int, int], Part], count: int, threads: int | None = None, size: int | None = None
) -> list[Part]:
    """work(low, high) over pieces of range(count) of `size`, on several threads, in order.

    The pieces do not depend on each other, so that the answer does not depend on the number of threads.
    """
    many = max(1, threads or min(os.cpu_count() or 1, 8))
    step = size or max(1, -(-count // (4 * many)))
    pieces = [(low, min(low + step, count)) for low in range(0, count, step)]
    if many == 1 or len(pieces) < 2:
        return [work(low, high) for low, high in pieces]
    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(lambda piece: work(*piece), pieces))
