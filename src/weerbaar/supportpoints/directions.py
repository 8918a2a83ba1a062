"""A walk in words: the streets in the order of walking, with their metres."""

from __future__ import annotations

from weerbaar.supportpoints.types import WalkedStreet
from weerbaar.territory.types import Floats, Integers, NetworkDraft

NAMELESS_M = 50.0  # a shorter path without a name is a crossing or a corner, and nothing to look out for
PASSING_M = 10.0  # shorter along a street is crossing it


def walked_streets(network: NetworkDraft, edge: Integers, metres: Floats) -> tuple[WalkedStreet, ...]:
    """The streets of a walk over `edge` (k,), each for `metres` (k,).

    Consecutive pieces of one name are one street; a bridge with the name of its street belongs to it. What
    has no name and is short is left out, unless it is a bridge; so is a street that is only crossed.
    """
    pieces = [
        WalkedStreet(network.names[name] if name >= 0 else "", length, bridge)
        for name, length, bridge in zip(
            network.name[edge].tolist(), metres.tolist(), network.bridge[edge].tolist(), strict=True
        )
    ]
    told = [piece for piece in _joined(pieces) if _worth_telling(piece)]
    return tuple(_joined(told))


def _worth_telling(piece: WalkedStreet) -> bool:
    if piece.bridge:
        return piece.metres > 0
    return piece.metres >= (PASSING_M if piece.name else NAMELESS_M)


def _same(one: WalkedStreet, other: WalkedStreet) -> bool:
    return one.name == other.name and (bool(one.name) or one.bridge == other.bridge)


def _joined(pieces: list[WalkedStreet]) -> list[WalkedStreet]:
    """Neighbouring pieces of one street as one."""
    joined: list[WalkedStreet] = []
    for piece in pieces:
        if joined and _same(joined[-1], piece):
            last = joined.pop()
            piece = WalkedStreet(piece.name, last.metres + piece.metres, last.bridge or piece.bridge)
        joined.append(piece)
    return joined
