"""The main job on the real Maastricht: figures that were counted another way, and walks against SciPy."""

from __future__ import annotations

import gzip
import itertools
import json
from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from tests.shared_data import shared
from weerbaar.accounts.services import ensure_municipality
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.interface.jobs import UserError
from weerbaar.supportpoints import map_documents, queries, services
from weerbaar.supportpoints.ground import ground
from weerbaar.territory import queries as territory
from weerbaar.territory.importers.assembly import read_folder
from weerbaar.territory.services import keep_territory


@pytest.fixture
def maastricht(db: None) -> MunicipalityRow:
    folder = shared("data", "maastricht")
    row = ensure_municipality(
        PROGRAM, code="GM0935", slug="maastricht", name="Maastricht", region=("VR24", "Zuid-Limburg")
    )
    keep_territory(PROGRAM, row.id, read_folder(folder, "GM0935"))
    return row


def scipy_walks(municipality: MunicipalityRow, buildings: list[int]) -> np.ndarray:
    """Metres from buildings to every demand point: the streets cut at every place that stands on them."""
    here = ground(municipality.id)
    network = here.network
    assert network is not None
    known = {b.id: b for b in territory.buildings(municipality.id)}
    snapped = [here.snap_place(known[b].x, known[b].y) for b in buildings] + [here.snapped_demand]
    edge = np.concatenate([place.edge for place in snapped])
    along = np.concatenate([place.along_m for place in snapped])
    access = np.concatenate([place.access_m for place in snapped])
    n = len(network.x)
    order = np.lexsort((along, edge))
    u, v, length = [], [], []
    on_edge = {int(e): [] for e in edge}
    for k in order.tolist():
        on_edge[int(edge[k])].append(k)
    for e in range(len(network.u)):
        stops = [(0.0, int(network.u[e]))]
        stops += [(float(along[k]), n + k) for k in on_edge.get(e, [])]
        stops.append((float(network.length_m[e]), int(network.v[e])))
        for (a, i), (b, j) in itertools.pairwise(stops):
            u.append(i)
            v.append(j)
            length.append(max(b - a, 1e-9))  # SciPy reads 0 as no edge
    total = n + len(edge)
    # of parallel streets the shortest counts, where a sparse matrix would add them
    key = np.minimum(u, v) * total + np.maximum(u, v)
    best = np.lexsort((length, key))
    first = best[np.concatenate([[True], np.diff(key[best]) > 0])]
    pairs = (np.minimum(u, v)[first], np.maximum(u, v)[first])
    graph = coo_array((np.array(length)[first], pairs), shape=(total, total)).tocsr()
    count = len(buildings)
    metres = dijkstra(graph, directed=False, indices=n + np.arange(count))
    walked: np.ndarray = metres[:, n + count :] + access[:count, None] + access[None, count:]
    return walked


def test_the_network_of_maastricht(maastricht: MunicipalityRow) -> None:
    wishes = queries.default_wishes(maastricht.id)
    row = services.run_design_now(PROGRAM, maastricht.id, "Maastricht", wishes)
    summary = row.summary
    assert summary is not None
    assert summary.residents == 120_465
    assert len(summary.neighbourhoods) == 44
    assert len(summary.districts) == 7
    assert (summary.status, summary.gap) == ("optimal", 0.0)
    assert summary.cost_one_off_eur <= 420_000.0
    assert sum(p.tier == "main" for p in summary.points) == len(wishes.required) == 2
    assert {d.code for d in summary.districts if d.points} == {d.code for d in summary.districts}

    walks = scipy_walks(maastricht, [p.building_id for p in summary.points])
    nearest = walks.min(axis=0)
    demand = territory.demand(maastricht.id)
    # nobody stands so close to the norm that rounding could decide
    assert np.abs(nearest - 1200.0).min() > 1e-6
    assert np.abs(nearest - 750.0).min() > 1e-6
    others = demand.residents - demand.vulnerable
    covered = others[nearest <= 1200].sum() + demand.vulnerable[nearest <= 750].sum()
    assert summary.covered == pytest.approx(covered, rel=1e-9)
    arrays = queries.design_arrays(row)
    within = arrays.covered
    np.testing.assert_allclose(arrays.metres[within], nearest[within], atol=1e-4)

    services.adopt_design(PROGRAM, row.id)
    numbers = {p.building_id: p.number for p in queries.points(maastricht.id)}
    expected = {p.building_id: walks[k] for k, p in enumerate(summary.points)}
    for i in range(0, len(demand.x), 139):
        found = queries.nearest_points(maastricht.id, float(demand.x[i]), float(demand.y[i]))
        best = sorted((float(metres[i]), numbers[b]) for b, metres in expected.items())[:3]
        assert [near.metres for near in found] == pytest.approx([metres for metres, _ in best], abs=1e-4)

    whole = json.dumps(map_documents.design_map(row), separators=(",", ":"), ensure_ascii=False)
    assert len(gzip.compress(whole.encode())) < 100_000  # what a browser gets


def test_everybody_in_maastricht_takes_a_longer_walk_and_the_reason_says_how_long(
    maastricht: MunicipalityRow,
) -> None:
    wishes = replace(
        queries.default_wishes(maastricht.id), model="set_covering", budget_eur=None, minimise="points"
    )
    with pytest.raises(UserError) as refused:
        services.run_design_now(PROGRAM, maastricht.id, "Iedereen", wishes)
    enough = float(refused.value.en.split("walk of ")[1].split(" ")[0])
    row = services.run_design_now(
        PROGRAM, maastricht.id, "Iedereen, langer", replace(wishes, walking_minutes=enough)
    )
    assert row.summary is not None
    assert row.summary.share_covered == 1.0
    assert row.summary.status == "optimal"
