"""Walks in words, on walks laid out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests import small_town
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.supportpoints import queries
from weerbaar.supportpoints.directions import walked_streets
from weerbaar.supportpoints.queries.walking import walk_to
from weerbaar.supportpoints.types import PointRow, WalkedStreet
from weerbaar.territory.services import keep_territory
from weerbaar.territory.types import NetworkDraft

A, B, NONE = "Markt", "Sint Servaasbrug", ""


def told(*pieces: tuple[str, float] | tuple[str, float, bool]) -> list[tuple[str, float, bool]]:
    """What is told of a walk over these pieces: name, metres, and whether it is a bridge."""
    names = sorted({piece[0] for piece in pieces} - {""})
    count = len(pieces)
    network = NetworkDraft(
        x=np.arange(count + 1.0),
        y=np.zeros(count + 1),
        u=np.arange(count),
        v=np.arange(1, count + 1),
        length_m=np.full(count, 1_000.0),  # what an edge measures does not matter: what is walked of it does
        name=np.array([names.index(piece[0]) if piece[0] else -1 for piece in pieces], np.int64),
        names=names,
        bridge=np.array([len(piece) == 3 for piece in pieces]),
        shape_start=np.zeros(count + 1, np.int64),
        shape_x=np.zeros(0),
        shape_y=np.zeros(0),
    )
    found = walked_streets(network, np.arange(count), np.array([piece[1] for piece in pieces]))
    return [(street.name, street.metres, street.bridge) for street in found]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([(A, 80.0)], [(A, 80.0, False)]),
        ([(A, 80.0), (A, 100.0), (B, 240.0)], [(A, 180.0, False), (B, 240.0, False)]),
        # a crossing without a name between two pieces of one street
        ([(A, 80.0), (NONE, 12.0), (A, 100.0)], [(A, 180.0, False)]),
        ([(A, 80.0), (NONE, 49.0), (B, 100.0)], [(A, 80.0, False), (B, 100.0, False)]),
        ([(A, 80.0), (NONE, 50.0), (A, 70.0)], [(A, 80.0, False), (NONE, 50.0, False), (A, 70.0, False)]),
        # a path in short pieces is one long path
        ([(NONE, 30.0), (NONE, 30.0), (A, 90.0)], [(NONE, 60.0, False), (A, 90.0, False)]),
        # a bridge is told however short; with the name of its street it is the street
        (
            [(A, 80.0), (NONE, 20.0, True), (A, 70.0)],
            [(A, 80.0, False), (NONE, 20.0, True), (A, 70.0, False)],
        ),
        ([(A, 80.0), (B, 160.0, True)], [(A, 80.0, False), (B, 160.0, True)]),
        ([(A, 80.0), (A, 30.0, True), (A, 40.0)], [(A, 150.0, True)]),
        ([(NONE, 60.0), (NONE, 15.0, True)], [(NONE, 60.0, False), (NONE, 15.0, True)]),
        # a street that is only crossed; the ends of a walk may be no walk at all
        ([(A, 80.0), (B, 6.0), (A, 70.0)], [(A, 150.0, False)]),
        ([(A, 0.0), (B, 70.0), (NONE, 0.0, True)], [(B, 70.0, False)]),
        ([], []),
    ],
)
def test_what_is_told(pieces: list[tuple[str, float]], expected: list[tuple[str, float, bool]]) -> None:
    assert told(*pieces) == expected


def place(town: MunicipalityRow, x: float, y: float) -> PointRow:
    """A support point at x, y metres from the first crossing of the grid."""
    from tests.portal import network

    network.adopt(town, (1,))
    (row,) = queries.points(town.id)
    return replace(row, x=small_town.LEFT + x, y=small_town.BOTTOM + y)


def test_a_walk_around_a_corner(town: MunicipalityRow) -> None:
    # from 100 m along the first street to 100 m up the third one across: there is one shortest way
    row = place(town, 405, 100)
    walk = walk_to(town.id, row, small_town.LEFT + 100, small_town.BOTTOM - 10)
    assert walk is not None
    assert walk.metres == pytest.approx(300 + 100 + 10 + 5)
    assert [(street.name, round(street.metres, 6)) for street in walk.streets] == [
        ("Dwarsstraat 1", 300.0),
        ("Langestraat 3", 100.0),
    ]
    back = walk_to(town.id, replace(row, x=small_town.LEFT + 100, y=small_town.BOTTOM - 10), row.x, row.y)
    assert back is not None
    assert [street.name for street in back.streets] == ["Langestraat 3", "Dwarsstraat 1"]


def test_a_walk_over_a_bridge_and_one_along_a_single_street(town: MunicipalityRow) -> None:
    draft = small_town.draft()
    grid = draft.network
    over = (grid.u == 1) & (grid.v == 2)  # the second piece of the first street
    draft.network = replace(
        grid,
        bridge=over,
        name=np.where(over, len(grid.names), grid.name),
        names=[*grid.names, "Hoge Brug"],
    )
    keep_territory(PROGRAM, town.id, draft)
    row = place(town, 550, -5)
    walk = walk_to(town.id, row, small_town.LEFT + 50, small_town.BOTTOM - 5)
    assert walk is not None
    assert walk.streets == (
        WalkedStreet("Dwarsstraat 1", 150.0),
        WalkedStreet("Hoge Brug", 200.0, bridge=True),
        WalkedStreet("Dwarsstraat 1", 150.0),
    )
    near = walk_to(town.id, row, small_town.LEFT + 480, small_town.BOTTOM + 3)
    assert near is not None
    assert near.streets == (WalkedStreet("Dwarsstraat 1", 70.0),)
