"""Walking metres against SciPy on the real network, and against Floyd and Warshall on small made ones."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from tests.core.coverage import maastricht
from weerbaar.core.coverage import (
    Reach,
    Snapped,
    StreetNetwork,
    assign,
    nearest_candidate,
    place_on_street,
    reach,
    route,
    snap,
    straight_line_reach,
    walked_edges,
)

DYADIC = 1024.0  # sums of multiples of 1/1024 m are exact in float64, whatever their order


def rounded(values: np.ndarray) -> np.ndarray:
    return np.round(values * DYADIC) / DYADIC


def dense(found: Reach) -> np.ndarray:
    table = np.full((found.candidate_count, found.demand_count), np.inf)
    table[found.candidate_of_entry(), found.demand] = found.metres
    return table


def with_points_as_nodes(network: StreetNetwork, points: Snapped) -> csr_array:
    """The network with every snapped point inserted as a node of its own street; explicit shortest pieces."""
    n = len(network.x)
    start, end, metres = [], [], []
    for edge in range(len(network.u)):
        on = np.flatnonzero(points.edge == edge)
        on = on[np.argsort(points.along_m[on], kind="stable")]
        stops = [int(network.u[edge]), *(n + on).tolist(), int(network.v[edge])]
        places = [0.0, *points.along_m[on].tolist(), float(network.length_m[edge])]
        start += stops[:-1]
        end += stops[1:]
        metres += np.diff(places).tolist()
    size = n + len(points)
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.lexsort((metres, low * size + high))
    key = (low * size + high)[order]
    first = np.concatenate([[True], np.diff(key) > 0])
    pick = order[first]
    # SciPy's sparse graphs may drop zero weights; a tiny stand-in that rounds away again keeps them
    weight = np.maximum(np.array(metres)[pick], 2.0**-30)
    return csr_array((weight, (low[pick], high[pick])), shape=(size, size))


@pytest.fixture(scope="module")
def city() -> maastricht.Maastricht:
    return maastricht.load()


def test_reach_in_maastricht_is_exactly_scipys(city: maastricht.Maastricht) -> None:
    network = replace(city.network, length_m=rounded(city.network.length_m))
    ends = []
    for x, y in ((city.candidate_x, city.candidate_y), (city.demand_x, city.demand_y)):
        snapped = snap(network, x, y)
        along = np.minimum(rounded(snapped.along_m), network.length_m[snapped.edge])
        ends.append(Snapped(snapped.edge, along, rounded(snapped.access_m)))
    origins, destinations = ends
    both = Snapped(
        np.concatenate([origins.edge, destinations.edge]),
        np.concatenate([origins.along_m, destinations.along_m]),
        np.concatenate([origins.access_m, destinations.access_m]),
    )
    n, c = len(network.x), len(origins)
    graph = with_points_as_nodes(network, both)
    between = dijkstra(graph, directed=False, indices=n + np.arange(c))[:, n + c :]
    expected = rounded(between) + origins.access_m[:, None] + destinations.access_m[None, :]
    found = dense(reach(network, origins, destinations, 1_200.0))
    assert np.isfinite(found).sum() > 30_000
    np.testing.assert_array_equal(found, np.where(expected <= 1_200.0, expected, np.inf))
    nearest = nearest_candidate(network, origins, destinations)
    np.testing.assert_array_equal(nearest.metres, expected.min(axis=0))
    np.testing.assert_array_equal(
        expected[nearest.candidate, np.arange(len(destinations))], expected.min(axis=0)
    )


@st.composite
def networks(draw: st.DrawFn) -> StreetNetwork:
    """Small networks with loose parts, parallel streets, loops and streets without length."""
    n = draw(st.integers(1, 7))
    m = draw(st.integers(1, 12))
    node = st.integers(0, n - 1)
    u = draw(st.lists(node, min_size=m, max_size=m))
    v = draw(st.lists(node, min_size=m, max_size=m))
    length = draw(st.lists(st.sampled_from([0, 1, 2, 3, 5, 8, 13]), min_size=m, max_size=m))
    side = np.arange(n, dtype=float)
    return StreetNetwork.straight(side, side**2, u, v, np.array(length, float))


@st.composite
def points_on(draw: st.DrawFn, network: StreetNetwork) -> Snapped:
    k = draw(st.integers(0, 5))
    edge = np.array(draw(st.lists(st.integers(0, len(network.u) - 1), min_size=k, max_size=k)), np.int64)
    quarter = np.array(draw(st.lists(st.integers(0, 4), min_size=k, max_size=k)), float)
    access = np.array(draw(st.lists(st.integers(0, 3), min_size=k, max_size=k)), float)
    return Snapped(edge, network.length_m[edge] * quarter / 4, access)


@st.composite
def walks(draw: st.DrawFn) -> tuple[StreetNetwork, Snapped, Snapped, float]:
    network = draw(networks())
    return network, draw(points_on(network)), draw(points_on(network)), draw(st.integers(0, 40)) * 1.0


def by_floyd_warshall(network: StreetNetwork, origins: Snapped, destinations: Snapped) -> np.ndarray:
    """Walking metres by the definition: all pairs of nodes, then every way onto and off the streets."""
    n = len(network.x)
    table = np.where(np.eye(n, dtype=bool), 0.0, np.inf)
    for u, v, length in zip(network.u, network.v, network.length_m, strict=True):
        table[u, v] = table[v, u] = min(table[u, v], length)
    for k in range(n):
        table = np.minimum(table, table[:, k : k + 1] + table[k : k + 1, :])
    metres = np.full((len(origins), len(destinations)), np.inf)
    for i in range(len(origins)):
        for j in range(len(destinations)):
            e, f = origins.edge[i], destinations.edge[j]
            a, b = origins.along_m[i], destinations.along_m[j]
            ways = [abs(a - b)] if e == f else []
            for off, start in ((a, network.u[e]), (network.length_m[e] - a, network.v[e])):
                for on, end in ((b, network.u[f]), (network.length_m[f] - b, network.v[f])):
                    ways.append(off + table[start, end] + on)
            metres[i, j] = min(ways) + origins.access_m[i] + destinations.access_m[j]
    return metres


@settings(max_examples=300, deadline=None)
@given(walks())
def test_every_walk_is_the_shortest(case: tuple[StreetNetwork, Snapped, Snapped, float]) -> None:
    network, origins, destinations, limit = case
    expected = by_floyd_warshall(network, origins, destinations)
    found = reach(network, origins, destinations, limit)
    np.testing.assert_array_equal(dense(found), np.where(expected <= limit, expected, np.inf))
    assert all(np.all(np.diff(row) > 0) for row in np.split(found.demand, found.start[1:-1]))
    nearest = nearest_candidate(network, origins, destinations)
    if len(origins):
        np.testing.assert_array_equal(nearest.metres, expected.min(axis=0, initial=np.inf))
    for i in range(len(origins)):
        for j in range(len(destinations)):
            walk = route(network, origins.take([i]), destinations.take([j]))
            assert walk.metres == expected[i, j]


@settings(max_examples=150, deadline=None)
@given(walks())
def test_streets_within_reach_are_those_whose_places_are(
    case: tuple[StreetNetwork, Snapped, Snapped, float],
) -> None:
    """A place inside a stretch is within the limit; a place outside every stretch is not."""
    network, origins, _, limit = case
    walked = walked_edges(network, origins, limit)
    shares = np.array([0.03, 0.21, 0.5, 0.77, 0.98])
    edge = np.repeat(np.arange(len(network.u)), len(shares))
    along = network.length_m[edge] * np.tile(shares, len(network.u))
    places = Snapped(edge, along, np.zeros(len(edge)))
    metres = by_floyd_warshall(network, origins, places)
    for i in range(len(origins)):
        entries = slice(walked.start[i], walked.start[i + 1])
        inside = np.zeros(len(places), bool)
        for e, low, high in zip(
            walked.edge[entries], walked.from_m[entries], walked.to_m[entries], strict=True
        ):
            inside |= (edge == e) & (along >= low - 1e-9) & (along <= high + 1e-9)
        clear = np.abs(metres[i] - limit) > 1e-6
        long = network.length_m[edge] > 0
        np.testing.assert_array_equal(inside[clear & long], (metres[i] <= limit)[clear & long])


def test_reach_does_not_depend_on_the_threads(city: maastricht.Maastricht) -> None:
    origins = snap(city.network, city.candidate_x, city.candidate_y)
    destinations = snap(city.network, city.demand_x, city.demand_y)
    one = reach(city.network, origins, destinations, 1_000.0, threads=1)
    many = reach(city.network, origins, destinations, 1_000.0, threads=5)
    np.testing.assert_array_equal(one.demand, many.demand)
    np.testing.assert_array_equal(one.metres, many.metres)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_walk_is_as_long_as_its_course(seed: int) -> None:
    """Where streets are as long as they are drawn, bends included, so is the course of a walk."""
    random = np.random.default_rng(seed)
    n, m = 12, 24
    x, y = random.uniform(0, 1_000, (2, n))
    u, v = random.integers(0, n, (2, m))
    bends = random.integers(0, 4, m)
    start = np.concatenate([[0], np.cumsum(bends)])
    shape = random.uniform(0, 1_000, (2, start[-1]))
    drawn = StreetNetwork(x, y, u, v, np.zeros(m), start, shape[0], shape[1])
    courses = [drawn.course(edge) for edge in range(m)]
    length = np.array([np.hypot(np.diff(cx), np.diff(cy)).sum() for cx, cy in courses])
    network = replace(drawn, length_m=length)
    points = snap(network, random.uniform(0, 1_000, 6), random.uniform(0, 1_000, 6))
    place_x, place_y = place_on_street(network, points)
    for i, j in ((0, 1), (2, 3), (4, 5), (5, 5)):
        walk = route(network, points.take([i]), points.take([j]))
        if np.isinf(walk.metres):
            continue
        course = np.hypot(np.diff(walk.x), np.diff(walk.y)).sum()
        assert course == pytest.approx(walk.metres - points.access_m[[i, j]].sum(), abs=1e-6)
        assert walk.edge_m.sum() == pytest.approx(course, abs=1e-6)
        assert (walk.edge_m <= network.length_m[walk.edge] + 1e-9).all()
        assert (walk.edge[0], walk.edge[-1]) == (points.edge[i], points.edge[j])
        for one, other in pairwise(walk.edge.tolist()):
            assert {u[one], v[one]} & {u[other], v[other]}
        ends = [walk.x[0], walk.y[0], walk.x[-1], walk.y[-1]]
        assert ends == pytest.approx([place_x[i], place_y[i], place_x[j], place_y[j]], abs=1e-6)


def test_progress_can_cancel(city: maastricht.Maastricht) -> None:
    origins = snap(city.network, city.candidate_x, city.candidate_y)
    seen: list[float] = []

    def stop(share: float) -> None:
        seen.append(share)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reach(city.network, origins, origins, 500.0, progress=stop)
    assert len(seen) == 1
    reach(city.network, origins, origins, 500.0, progress=seen.append)
    assert seen[-1] == 1.0
    assert seen[1:] == sorted(seen[1:])


def test_nobody_and_nowhere() -> None:
    network = StreetNetwork.straight([0, 100], [0, 0], [0], [1])
    none = snap(network, [], [])
    some = snap(network, [10.0], [5.0])
    assert reach(network, none, some, 100).start.tolist() == [0]
    assert reach(network, some, none, 100).start.tolist() == [0, 0]
    assert nearest_candidate(network, none, some).candidate.tolist() == [-1]
    assert len(assign(reach(network, some, none, 100), [0]).nearest) == 0


def test_a_point_from_another_network_is_refused() -> None:
    network = StreetNetwork.straight([0, 100], [0, 0], [0], [1])
    with pytest.raises(ValueError, match="edge that this network does not have"):
        reach(network, Snapped([3], [0.0], [0.0]), Snapped([0], [0.0], [0.0]), 10)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="beyond the end"):
        reach(network, Snapped([0], [101.0], [0.0]), Snapped([0], [0.0], [0.0]), 10)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["euclid", "haversine"]))
def test_straight_lines_are_those_of_all_pairs(seed: int, metric: str) -> None:
    random = np.random.default_rng(seed)
    scale = 1_000.0 if metric == "euclid" else 0.01
    a, b = random.uniform(0, scale, (2, 7)), random.uniform(0, scale, (2, 9))
    if metric == "haversine":
        centre = np.array([[5.69], [50.85]])
        a, b = a + centre, b + centre
        geod = pyproj_sphere_metres(a, b)
    else:
        geod = np.hypot(a[0][:, None] - b[0], a[1][:, None] - b[1])
    found = straight_line_reach(a[0], a[1], b[0], b[1], 600.0, metric=metric)
    table = dense(found)
    clear = np.abs(geod - 600.0) > 1e-3
    np.testing.assert_array_equal(np.isfinite(table)[clear], (geod <= 600.0)[clear])
    hit = np.isfinite(table)
    np.testing.assert_allclose(table[hit], geod[hit], rtol=1e-7, atol=1e-4)


def pyproj_sphere_metres(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    from pyproj import Geod

    sphere = Geod(a=6_378_137.0, b=6_378_137.0)
    table = np.empty((a.shape[1], b.shape[1]))
    for i in range(a.shape[1]):
        k = b.shape[1]
        table[i] = sphere.inv(np.full(k, a[0, i]), np.full(k, a[1, i]), b[0], b[1])[2]
    return table
