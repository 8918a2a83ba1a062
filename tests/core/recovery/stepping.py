"""An outage minute by minute in plain Python, with whole minutes: a judge of intervals and the simulator."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tests.core.recovery.graphs import groups_of
from weerbaar.core.recovery import RecoveryGraph


def down_minutes(graph: RecoveryGraph, lost: Mapping[int, float], horizon: int) -> np.ndarray:
    """(n, horizon) whether a node is down in each minute, when all is up before minute 0.

    A node that is up runs on for its autonomy after its input stops, and has its full autonomy again once the
    input is back. A node that is down needs its input for `own` minutes on end. What is up together and
    needs each other stays up; what is down and waits for each other stays down.
    """
    n, groups = len(graph), groups_of(graph)
    is_up = [v not in lost or lost[v] == 0 for v in range(n)]
    unmet_since: list[int | None] = [None] * n
    last_unmet: list[int | None] = [None] * n  # first minute after it last lacked its input while down
    down = np.zeros((n, horizon), np.bool_)
    for t in range(horizon):
        stays, bridges, derives = set(), set(), set()
        for v in range(n):
            if lost.get(v, 0) > t:
                continue
            back = last_unmet[v]
            if is_up[v] or back is None or (graph.own[v] > 0 and t - back >= graph.own[v]):
                stays.add(v)
                began = unmet_since[v] if is_up[v] and unmet_since[v] is not None else t
                if t - began < graph.autonomy[v]:
                    bridges.add(v)
            elif graph.own[v] == 0:
                derives.add(v)

        def is_met(v: int, up: set[int]) -> bool:
            return all(len(up & set(members)) >= need for need, members in groups[v])

        while True:
            up = set(stays)
            while added := {v for v in derives - up if is_met(v, up)}:
                up |= added
            gone = {v for v in stays - bridges if not is_met(v, up)}
            if not gone:
                break
            stays -= gone
        for v in range(n):
            met = is_met(v, up)
            was_up, is_up[v] = is_up[v], v in up
            if is_up[v]:
                if met:
                    unmet_since[v] = None
                elif not was_up or unmet_since[v] is None:
                    unmet_since[v] = t
                last_unmet[v] = None
            else:
                down[v, t] = True
                unmet_since[v] = None
                if not met:
                    last_unmet[v] = t + 1
    return down
