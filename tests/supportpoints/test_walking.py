"""Nearest points and walks, against SciPy's Dijkstra and the closed form of a grid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests import small_town
from tests.supportpoints.conftest import Designer
from tests.supportpoints.test_designs import town_walks
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.supportpoints import queries, services
from weerbaar.territory import queries as territory
from weerbaar.territory.services import keep_territory


@pytest.fixture
def network(make_design: Designer, town: MunicipalityRow) -> MunicipalityRow:
    services.adopt_design(PROGRAM, make_design(budget_eur=120_000.0).id)
    return town


def test_the_nearest_points_are_those_of_scipy(network: MunicipalityRow) -> None:
    buildings, metres = town_walks(network)
    points = queries.points(network.id)
    rows = np.array([buildings.index(p.building_id) for p in points])
    demand = territory.demand(network.id)
    for place in range(len(demand.x)):
        found = queries.nearest_points(network.id, demand.x[place], demand.y[place], limit=3)
        expected = np.sort(metres[rows, place])[:3]
        np.testing.assert_allclose([n.metres for n in found], expected, rtol=1e-9)
        for near in found:
            own = metres[buildings.index(near.point.building_id), place]
            assert near.metres == pytest.approx(own)
            assert near.minutes == pytest.approx(own / 80.0)
            assert near.minutes_vulnerable == pytest.approx(own / 50.0)


def test_a_walk_is_as_long_as_it_is_drawn(network: MunicipalityRow) -> None:
    demand = territory.demand(network.id)
    for place in (0, 20, 47):
        (near,) = queries.nearest_points(network.id, demand.x[place], demand.y[place], limit=1)
        walk = queries.walk(network.id, near.point.number, demand.x[place], demand.y[place])
        assert walk is not None
        assert walk.metres == pytest.approx(near.metres)
        drawn = np.hypot(*np.diff(walk.course, axis=0).T).sum()
        legs = 10.0 + 15.0  # every place lies 10 m, every building 15 m from its street
        assert drawn + legs == pytest.approx(walk.metres)


def test_beyond_a_gap_in_the_streets_a_point_is_not_reachable_on_foot(network: MunicipalityRow) -> None:
    draft = small_town.draft()
    street = draft.network
    crossing = (street.x[street.u] <= 176_800.0) & (street.x[street.v] > 176_800.0)
    keep = ~crossing
    draft.network = replace(
        street,
        u=street.u[keep],
        v=street.v[keep],
        length_m=street.length_m[keep],
        name=street.name[keep],
        bridge=street.bridge[keep],
        shape_start=np.zeros(int(keep.sum()) + 1, np.int64),
    )
    keep_territory(PROGRAM, network.id, draft)
    points = queries.points(network.id)
    found = queries.nearest_points(network.id, 176_100.0, 318_010.0, limit=len(points))
    east = {p.number for p in points if p.x > 176_900.0}
    assert east
    assert {n.point.number for n in found if n.metres is None} == east
    assert all(n.minutes is None for n in found if n.metres is None)
    assert [n.metres is None for n in found] == sorted(n.metres is None for n in found)
    assert queries.walk(network.id, next(iter(east)), 176_100.0, 318_010.0) is None


def test_without_points_there_is_nothing_near(town: MunicipalityRow) -> None:
    assert queries.nearest_points(town.id, 176_100.0, 318_010.0) == []
    assert queries.walk(town.id, 1, 176_100.0, 318_010.0) is None
