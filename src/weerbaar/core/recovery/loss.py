"""Some nodes are lost at minute 0: who is interrupted, from when to when? Autonomy clocks, as intervals."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.core.recovery.graph import Flags, Floats, Integers, RecoveryGraph


@dataclass(frozen=True)
class Loss:
    """`nodes` (k,) lost at minute 0, each back after `minutes` (k,) at the earliest (inf: never).

    None for `minutes`: each node's own time.
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
    """The interruption of every node after a loss."""
    raise NotImplementedError
