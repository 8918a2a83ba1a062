"""Snapping against all pairs of point and segment, and the parts of a network against networkx."""

from __future__ import annotations

import networkx
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.core.coverage import StreetNetwork, components, place_on_street, snap


def bent_network(seed: int, nodes: int = 8, edges: int = 10) -> StreetNetwork:
    """Streets with bends whose walking length differs from what is drawn."""
    random = np.random.default_rng(seed)
    x, y = random.uniform(0, 100, (2, nodes))
    u, v = random.integers(0, nodes, (2, edges))
    start = np.concatenate([[0], np.cumsum(random.integers(0, 4, edges))])
    shape = random.uniform(0, 100, (2, start[-1]))
    return StreetNetwork(x, y, u, v, random.uniform(0, 200, edges), start, shape[0], shape[1])


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_nearest_street_is_nearest(seed: int) -> None:
    network = bent_network(seed)
    random = np.random.default_rng(seed + 1)
    x, y = random.uniform(-20, 120, (2, 30))
    snapped = snap(network, x, y)
    lines = [shapely.LineString(np.column_stack(network.course(edge))) for edge in range(len(network.u))]
    points = shapely.points(x, y)
    distance = np.array([shapely.distance(points, line) for line in lines])
    np.testing.assert_allclose(snapped.access_m, distance.min(axis=0), atol=1e-9)
    np.testing.assert_allclose(distance[snapped.edge, np.arange(30)], snapped.access_m, atol=1e-9)
    for k in range(30):
        line = lines[snapped.edge[k]]
        if line.length > 0:
            share = line.project(points[k]) / line.length
            assert snapped.along_m[k] == pytest.approx(share * network.length_m[snapped.edge[k]], abs=1e-6)
    on_x, on_y = place_on_street(network, snapped)
    np.testing.assert_allclose(np.hypot(on_x - x, on_y - y), snapped.access_m, atol=1e-6)


def test_at_equal_distance_the_lowest_street_wins() -> None:
    network = StreetNetwork.straight([0, 10, 0, 10], [0, 0, 10, 10], [2, 0], [3, 1])
    assert snap(network, [5.0], [5.0]).edge.tolist() == [0]
    crossing = StreetNetwork.straight([0, 10, 10], [0, 0, 10], [1, 0, 1], [2, 1, 2])
    assert snap(crossing, [12.0], [-3.0]).edge.tolist() == [0]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 15), st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=15))
def test_parts_are_networkxs(nodes: int, pairs: list[tuple[int, int]]) -> None:
    pairs = [(u % nodes, v % nodes) for u, v in pairs]
    graph = networkx.MultiGraph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(pairs)
    u, v = np.array(pairs, int).reshape(-1, 2).T
    network = StreetNetwork.straight(np.arange(nodes), np.zeros(nodes), u, v, np.ones(len(u)))
    found = components(network)
    expected = sorted(
        (sorted(part) for part in networkx.connected_components(graph)), key=lambda p: (-len(p), p)
    )
    parts = [np.flatnonzero(found.node == k).tolist() for k in range(len(found.nodes))]
    assert parts == expected
    assert found.nodes.tolist() == [len(part) for part in expected]
    assert found.length_m.tolist() == [graph.subgraph(part).number_of_edges() for part in expected]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"u": [5]}, "node that does not exist"),
        ({"length_m": [-1.0]}, "at least 0"),
        ({"length_m": [float("nan")]}, "finite"),
        ({"length_m": [1.0, 2.0]}, "same number of edges"),
        ({"shape_start": [0, 3]}, "fit together"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(change: dict[str, list[float]], message: str) -> None:
    arrays = {"x": [0, 1], "y": [0, 1], "u": [0], "v": [1], "length_m": [1.0], "shape_start": [0, 0]}
    arrays |= {"shape_x": [], "shape_y": []}
    with pytest.raises(ValueError, match=message):
        StreetNetwork(**{**arrays, **change})  # type: ignore[arg-type]


def test_nothing_to_snap_to_and_no_place() -> None:
    empty = StreetNetwork.straight([0], [0], [], [])
    assert len(snap(empty, [], [])) == 0
    with pytest.raises(ValueError, match="no streets"):
        snap(empty, [1.0], [1.0])
    street = StreetNetwork.straight([0, 1], [0, 0], [0], [1])
    with pytest.raises(ValueError, match="finite"):
        snap(street, [np.nan], [0.0])
    stub = StreetNetwork.straight([4, 4], [0, 0], [0], [1], [7.0])
    assert snap(stub, [1.0], [0.0]).along_m.tolist() == [0.0]
