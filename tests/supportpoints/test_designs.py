"""Designs: what they promise is recomputed here from the arrays and by trying every choice."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from tests.small_town import BOTTOM, COLUMNS, LEFT, ROWS, STEP, street_grid
from tests.supportpoints.conftest import Designer
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.supportpoints import kept_arrays, models, queries, services
from weerbaar.supportpoints.types import Wishes
from weerbaar.territory import queries as territory
from weerbaar.territory.types import DemandArrays, NetworkDraft


def town_walks(town: MunicipalityRow) -> tuple[list[int], np.ndarray]:
    """Building numbers, and metres from each to every demand point, by SciPy with every place a node."""
    network, demand = street_grid(), territory.demand(town.id)
    buildings = sorted(territory.buildings(town.id), key=lambda b: b.id)
    xs = np.concatenate([[b.x for b in buildings], demand.x])
    ys = np.concatenate([[b.y for b in buildings], demand.y])
    n = len(network.x)
    ends, weights = [], []
    on_edge: dict[int, list[tuple[float, int]]] = {}
    for place, (x, y) in enumerate(zip(xs, ys, strict=True)):
        best = min(range(len(network.u)), key=lambda e: _foot(network, e, x, y)[0])
        access, along = _foot(network, best, x, y)
        street_node, place_node = n + 2 * place, n + 2 * place + 1
        ends.append((street_node, place_node))
        weights.append(access)
        on_edge.setdefault(best, []).append((along, street_node))
    for edge in range(len(network.u)):
        stops = [(0.0, network.u[edge]), *sorted(on_edge.get(edge, [])), (STEP, network.v[edge])]
        for (a, i), (b, j) in itertools.pairwise(stops):
            ends.append((int(i), int(j)))
            weights.append(max(b - a, 1e-9))  # SciPy reads 0 as no edge
    u, v = np.array(ends).T
    total = n + 2 * len(xs)
    graph = coo_array((np.maximum(weights, 1e-9), (u, v)), shape=(total, total)).tocsr()
    places = n + 2 * np.arange(len(xs)) + 1
    metres = dijkstra(graph, directed=False, indices=places[: len(buildings)])
    return [b.id for b in buildings], metres[:, places[len(buildings) :]]


def _foot(network: NetworkDraft, edge: int, x: float, y: float) -> tuple[float, float]:
    x0, y0 = network.x[network.u[edge]], network.y[network.u[edge]]
    x1, y1 = network.x[network.v[edge]], network.y[network.v[edge]]
    share = min(max(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / STEP**2, 0.0), 1.0)
    return float(np.hypot(x - x0 - share * (x1 - x0), y - y0 - share * (y1 - y0))), share * STEP


def test_the_walks_are_those_of_the_grid(town: MunicipalityRow) -> None:
    """The helper above against a closed form: on a grid, a walk from crossing to crossing is |dx| + |dy|."""
    _, metres = town_walks(town)
    assert metres[0].min() == pytest.approx(100 - 60 + 15 + 10)  # along the same street, plus both legs
    assert metres.max() < STEP * (COLUMNS + ROWS)
    assert (LEFT, BOTTOM) == (176_000.0, 318_000.0)


def test_no_other_choice_within_the_budget_covers_more(make_design: Designer, town: MunicipalityRow) -> None:
    row = make_design()
    assert row.summary is not None
    buildings, metres = town_walks(town)
    demand = territory.demand(town.id)
    known = {c.building_id: c for c in queries.candidates(town.id)}
    usable = [i for i, b in enumerate(buildings) if known[b].kind in row.wishes.kinds]
    best = 0.0
    for size in range(1, 4):
        for choice in itertools.combinations(usable, size):
            rows = [known[buildings[i]] for i in choice]
            if sum(r.one_off_eur for r in rows) > 85_000 or len({r.district_code for r in rows}) < 2:
                continue
            if not set(row.wishes.required) <= {r.building_id for r in rows}:
                continue
            nearest = metres[list(choice)].min(axis=0)
            others = ((nearest <= 400.0 + 1e-6) * (demand.residents - demand.vulnerable)).sum()
            best = max(best, others + 2.0 * ((nearest <= 250.0 + 1e-6) * demand.vulnerable).sum())
    assert row.summary.status == "optimal"
    assert row.summary.objective == pytest.approx(best)
    assert row.summary.bound == pytest.approx(best)


def test_the_figures_follow_from_the_walks(make_design: Designer, town: MunicipalityRow) -> None:
    row = make_design()
    summary, arrays = row.summary, queries.design_arrays(row)
    assert summary is not None
    buildings, metres = town_walks(town)
    demand = territory.demand(town.id)
    chosen = [buildings.index(p.building_id) for p in summary.points]
    nearest = metres[chosen].min(axis=0)
    others, vulnerable = demand.residents - demand.vulnerable, demand.vulnerable
    np.testing.assert_array_equal(arrays.covered, nearest <= 400.0)
    np.testing.assert_array_equal(arrays.covered_vulnerable, nearest <= 250.0)
    np.testing.assert_allclose(arrays.metres[arrays.covered], nearest[nearest <= 400.0])
    covered = others[nearest <= 400].sum() + vulnerable[nearest <= 250].sum()
    assert summary.covered == pytest.approx(covered)
    assert summary.share_covered == pytest.approx(covered / 1608.0)
    assert summary.vulnerable_covered == pytest.approx(vulnerable[nearest <= 250].sum())
    assert sum(p.residents for p in summary.points) == pytest.approx(covered)
    assert sum(a.covered for a in summary.neighbourhoods) == pytest.approx(covered)
    assert sum(a.covered for a in summary.districts) == pytest.approx(covered)
    assert sum(a.points for a in summary.districts) == len(summary.points)
    assert summary.cost_one_off_eur == sum(p.one_off_eur for p in summary.points) <= 85_000
    assert {p.tier for p in summary.points if p.kind == "fire_station"} == {"main"}
    assert {p.district_code for p in summary.points} == {"WK999900", "WK999901"}


def test_set_covering_reaches_the_share_with_the_least(make_design: Designer, town: MunicipalityRow) -> None:
    row = make_design(
        model="set_covering", budget_eur=None, share=0.6, minimise="points", required=(), every_district=False
    )
    assert row.summary is not None
    assert row.summary.share_covered >= 0.6
    buildings, metres = town_walks(town)
    demand = territory.demand(town.id)
    known = {c.building_id: c for c in queries.candidates(town.id)}
    usable = [i for i, b in enumerate(buildings) if known[b].kind in row.wishes.kinds]
    fewest = next(
        size
        for size in range(1, len(usable) + 1)
        for choice in itertools.combinations(usable, size)
        if _residents_within(metres[list(choice)].min(axis=0), demand) >= 0.6 * 1608
    )
    assert len(row.summary.points) == fewest == row.summary.objective


def _residents_within(nearest: np.ndarray, demand: DemandArrays) -> float:
    others = demand.residents - demand.vulnerable
    return float(others[nearest <= 400].sum() + demand.vulnerable[nearest <= 250].sum())


def test_the_same_wishes_give_the_same_answer(make_design: Designer) -> None:
    first, second = make_design("a"), make_design("b")
    assert first.summary is not None
    assert second.summary is not None
    assert replace(first.summary, seconds=0.0) == replace(second.summary, seconds=0.0)
    assert first.result_sha256 == second.result_sha256
    assert first.id != second.id


def test_reach_is_walked_once_and_read_afterwards(
    make_design: Designer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_design()

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the walks were computed again")

    monkeypatch.setattr("weerbaar.supportpoints.siting.reach", never)
    assert make_design().result_sha256 == first.result_sha256


def test_a_damaged_reach_file_is_computed_again(make_design: Designer, settings: Any) -> None:
    first = make_design()
    (file,) = (settings.DATA_FOLDER / "reach").iterdir()
    file.write_bytes(b"half a file")
    assert make_design().result_sha256 == first.result_sha256


def test_a_design_is_outdated_when_the_territory_changed(
    make_design: Designer, town: MunicipalityRow
) -> None:
    from tests import small_town
    from weerbaar.territory.services import keep_territory

    row = make_design()
    assert not row.outdated
    draft = small_town.draft()
    draft.demand.residents[0] += 1.0
    keep_territory(PROGRAM, town.id, draft)
    after = queries.design(town.id, row.id)
    assert after is not None
    assert after.outdated
    assert queries.design_arrays(after).residents.sum() == 1608.0  # stays readable as it was


def test_another_municipality_does_not_see_it(
    make_design: Designer, town: MunicipalityRow, other_town: MunicipalityRow
) -> None:
    row = make_design()
    assert queries.design(other_town.id, row.id) is None
    assert queries.designs(other_town.id) == []
    assert [d.id for d in queries.designs(town.id)] == [row.id]


def test_decisions_about_candidates_bind_the_design(make_design: Designer, town: MunicipalityRow) -> None:
    before = make_design()
    assert before.summary is not None
    free = next(p for p in before.summary.points if not p.required)
    services.decide_candidate(PROGRAM, town.id, free.building_id, choice="excluded", tier="local")
    after = make_design()
    assert after.summary is not None
    assert free.building_id not in {p.building_id for p in after.summary.points}
    assert after.summary.objective <= before.summary.objective


def test_arrays_survive_the_disk(make_design: Designer, settings: Any) -> None:
    row = make_design()
    kept_arrays._read_design.cache_clear()
    arrays = queries.design_arrays(row)
    assert kept_arrays.keep_design(arrays) == row.result_sha256
    assert not list((settings.DATA_FOLDER / "designs").glob("*.part"))
    assert models.NetworkDesign.objects.get().result_sha256 == row.result_sha256


def test_wishes_survive_json(wishes: Wishes) -> None:
    import json

    assert Wishes.from_json(json.loads(json.dumps(wishes.as_json()))) == wishes
