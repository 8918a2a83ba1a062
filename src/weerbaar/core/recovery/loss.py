"""Some nodes are lost at minute 0: who is interrupted, from when to when? Autonomy clocks, as intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weerbaar.core.recovery.arrays import compiled
from weerbaar.core.recovery.graph import Flags, Floats, Integers, RecoveryGraph


@dataclass(frozen=True)
class Loss:
    """`nodes` (k,) lost at minute 0, each back after `minutes` (k,) at the earliest (inf: never; 0: not).

    None for `minutes`: each node's own time. The minutes include bringing it back; its own time comes on top
    only where its input is lacking meanwhile and returns later.
    """

    nodes: Integers
    minutes: Floats | None = None


@dataclass(frozen=True)
class Interruption:
    """Per node (n,) the interval outside which it is certainly up: `down_from` to `ready`.

    Never interrupted: `down_from` inf and `ready` 0. Not back: `ready` inf. `exact`: the node is down during
    the whole interval and at no other time; elsewhere the interval is safe (too long rather than too short).
    `unmet_from`, `unmet_to`: when what it needs is missing (inf and 0: never).
    `binding` (n,): the member that makes it wait longest, -1 for none or for a loss of its own.
    """

    down_from: Floats
    ready: Floats
    unmet_from: Floats
    unmet_to: Floats
    exact: Flags
    binding: Integers


def after_loss(graph: RecoveryGraph, loss: Loss) -> Interruption:
    """The interruption of every node after a loss. Everything is up before minute 0.

    A group of m members of which k are needed lacks input at most during [q-th smallest down_from, k-th
    smallest ready) of its members, q = m - k + 1; a node from the first to the last moment over its groups,
    [u, w). When w - u is at most its autonomy it is never interrupted; otherwise it is down during [u +
    autonomy, w + own). A lost node is down from 0, and until w + own if its input is lacking before it
    could be back. Larger intervals in give larger intervals out, so that each interval is safe: nothing is
    down outside it. Where a node lacks its input twice with a pause, the interval spans the pause and is
    not `exact`.

    In a cycle a node that goes down waits for the k-th member of each group of which that member goes down at
    all, and what can only be traced back to itself stays down (inf).

    Raises ValueError for nodes that do not exist or are named twice, and for negative minutes.
    """
    from weerbaar.core.recovery._interrupt import are_exact, interrupted

    n = len(graph)
    nodes = np.asarray(loss.nodes, np.int64).reshape(-1)
    if len(nodes) and (nodes.min() < 0 or nodes.max() >= n or len(np.unique(nodes)) != len(nodes)):
        raise ValueError("a lost node does not exist or is named twice")
    minutes = graph.own[nodes] if loss.minutes is None else np.asarray(loss.minutes, np.float64)
    if minutes.shape != nodes.shape or not (minutes >= 0).all():
        raise ValueError("a loss needs minutes of at least 0 for each of its nodes")
    lost = np.full(n, -1.0)
    lost[nodes] = minutes
    arrays = compiled(graph).graph
    since, ready, begins, ends, binding = interrupted(arrays, graph.autonomy, lost)
    exact = are_exact(arrays, lost, graph.autonomy, since, ready, begins, ends)
    return Interruption(since, ready, begins, ends, exact, binding)
