"""Real street networks against the same files read by other means (networkx, SciPy, a plain count)."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import osmium
import pyogrio
import pytest
import shapely
from pyproj import Geod
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

from tests.shared_data import shared
from weerbaar.core.projection import to_rd, to_wgs84
from weerbaar.territory.importers.network_assembly import course_lengths
from weerbaar.territory.importers.street_osm import read_osm_streets
from weerbaar.territory.importers.streets import read_streets, recognise
from weerbaar.territory.types import NetworkDraft

JSON = "maastricht_osmnx_20240610_nodelink.json"
MOTOR = {"motorway", "motorway_link", "trunk", "trunk_link", "busway"}


@pytest.fixture(scope="module")
def maastricht() -> NetworkDraft:
    return read_streets(shared("data", "maastricht", JSON))[0]


@pytest.fixture(scope="module")
def raw_graph() -> nx.MultiGraph:
    """The same file by networkx, without what nobody walks along, twins merged by their length."""
    data = json.loads(shared("data", "maastricht", JSON).read_text("utf-8"))
    directed = nx.node_link_graph(data, edges="links")
    graph = nx.MultiGraph()
    graph.add_nodes_from(directed.nodes(data=True))
    seen: set[tuple] = set()
    for u, v, tags in directed.edges(data=True):
        highway = tags["highway"] if isinstance(tags["highway"], list) else [tags["highway"]]
        if set(highway) <= MOTOR or tags.get("access") == "no":
            continue
        shape = [tuple(point) for point in (tags.get("geometry") or {}).get("coordinates", [])]
        twin = (min(u, v), max(u, v), min(shape, shape[::-1]) if shape else None, u == v)
        key = (*twin[:2], tuple(twin[2] or ()))
        if key not in seen:
            seen.add(key)
            graph.add_edge(u, v, length=tags["length"])
    return graph


def graph_of(network: NetworkDraft) -> coo_array:
    """Shortest edge per pair as a sparse matrix."""
    best: dict[tuple[int, int], float] = {}
    for u, v, length in zip(network.u.tolist(), network.v.tolist(), network.length_m.tolist(), strict=True):
        key = (min(u, v), max(u, v))
        best[key] = min(length, best.get(key, np.inf))
    ends = np.array(list(best), np.int64)
    return coo_array((list(best.values()), ends.T), shape=(len(network.x),) * 2)


def test_osmnx_json_has_the_edges_and_length_that_networkx_finds(
    maastricht: NetworkDraft, raw_graph: nx.MultiGraph
) -> None:
    main = raw_graph.subgraph(max(nx.connected_components(raw_graph), key=len))
    assert len(maastricht.x) == main.number_of_nodes()
    assert len(maastricht.u) == main.number_of_edges()
    length = sum(length for _, _, length in main.edges(data="length"))
    # OSMnx measures on a sphere of 6,371,009 m: at this latitude 0.1 to 0.2 % from the ellipsoid.
    assert maastricht.length_m.sum() == pytest.approx(length, rel=2e-3)
    assert connected_components(graph_of(maastricht), directed=False)[0] == 1


def test_lengths_are_geodesic_lengths(maastricht: NetworkDraft) -> None:
    """RD New against the ellipsoid, on every fiftieth street."""
    geod = Geod(ellps="GRS80")
    for i in range(0, len(maastricht.u), 50):
        part = slice(maastricht.shape_start[i], maastricht.shape_start[i + 1])
        xs = [maastricht.x[maastricht.u[i]], *maastricht.shape_x[part], maastricht.x[maastricht.v[i]]]
        ys = [maastricht.y[maastricht.u[i]], *maastricht.shape_y[part], maastricht.y[maastricht.v[i]]]
        assert geod.line_length(*to_wgs84(xs, ys)) == pytest.approx(
            maastricht.length_m[i], rel=1e-3, abs=0.11
        )


def test_csv_pair_is_the_same_network(maastricht: NetworkDraft) -> None:
    """Without courses: loops are left out, and `access` is not in the CSV; the rest agrees."""
    folder = shared("data", "maastricht")
    files = [folder / "maastricht_drive_edges.csv.gz", folder / "maastricht_drive_nodes.csv.gz"]
    csv_net, reports = read_streets(files)
    assert {report.kind for report in reports} == {"street_edges", "street_nodes"}
    no_loop = maastricht.u != maastricht.v
    assert csv_net.length_m.sum() == pytest.approx(maastricht.length_m[no_loop].sum(), rel=5e-3)
    names = {name.casefold() for name in maastricht.names}
    assert len(names & {name.casefold() for name in csv_net.names}) > 0.98 * len(names)

    def lengths(network: NetworkDraft) -> dict[tuple, float]:
        ends = np.column_stack(
            [network.x[network.u], network.y[network.u], network.x[network.v], network.y[network.v]]
        )
        found: dict[tuple, float] = {}
        for row, length in zip(ends.round(0).tolist(), network.length_m.tolist(), strict=True):
            key = tuple(sorted([tuple(row[:2]), tuple(row[2:])]))
            found[key] = min(length, found.get(key, np.inf))
        return found

    one, two = lengths(maastricht), lengths(csv_net)
    shared_keys = one.keys() & two.keys()
    assert len(shared_keys) > 0.99 * min(len(one), len(two))
    off = [abs(one[key] - two[key]) / max(one[key], 1) for key in shared_keys]
    assert np.quantile(off, 0.99) < 0.02


def test_a_folder_with_both_uses_one_of_them() -> None:
    network, reports = read_streets(shared("data", "maastricht"))
    used = [report for report in reports if report.used]
    assert [report.kind for report in used] == ["osmnx_json"]
    assert {report.kind for report in reports} == {"osmnx_json", "street_edges", "street_nodes"}
    assert any("made for cars" in remark.en for remark in used[0].repaired)
    assert all("Not used" in report.refused[0].en for report in reports if not report.used)
    assert len(network.u) > 5_000


def test_walking_across_the_real_maas_is_at_least_twice_the_straight_line(maastricht: NetworkDraft) -> None:
    """Sint Pieter and Heugem, face to face across the water south of the Kennedybrug."""
    west = np.hypot(maastricht.x - 176_790, maastricht.y - 315_300).argmin()
    east = np.hypot(maastricht.x - 177_250, maastricht.y - 315_300).argmin()
    straight = np.hypot(maastricht.x[west] - maastricht.x[east], maastricht.y[west] - maastricht.y[east])
    walked = dijkstra(graph_of(maastricht), directed=False, indices=west)[east]
    assert 250 < straight < 700
    assert walked > 5 * straight


def test_nobody_walks_along_the_motorway(maastricht: NetworkDraft) -> None:
    data = json.loads(shared("data", "maastricht", JSON).read_text("utf-8"))
    places = {node["id"]: (node["x"], node["y"]) for node in data["nodes"]}
    ours = {
        (round(float(x)), round(float(y)))
        for x, y in zip(maastricht.shape_x, maastricht.shape_y, strict=True)
    }
    motorways = [
        link
        for link in data["links"]
        if link["highway"] in ("motorway", "motorway_link") and len(link["geometry"]["coordinates"]) > 2
    ]
    assert motorways
    for link in motorways:
        inner = link["geometry"]["coordinates"][1:-1]
        assert tuple(places[link["source"]]) != tuple(inner[0])
        lon, lat = np.array(inner).T
        xs, ys = to_rd(lon, lat)
        assert not {(round(float(x)), round(float(y))) for x, y in zip(xs, ys, strict=True)} & ours


PBF = [
    ("heidelberg.test.osm.pbf", 171_699),
    ("liechtenstein-latest.osm.pbf", None),
    ("andorra.osm.pbf", None),
]


@pytest.mark.parametrize(("name", "published"), PBF)
def test_osm_extracts_against_a_plain_walk_over_the_same_file(name: str, published: int | None) -> None:
    path = shared("data", "networks", name)
    assert recognise(path) == "osm"
    network, report = read_osm_streets(path, None)
    out = {*MOTOR, "platform", "corridor", "elevator", "bridleway", "abandoned", "raceway"}
    foot_yes = {"yes", "designated", "permissive", "destination", "official"}
    foot_no = {"no", "private", "use_sidepath", "discouraged"}
    pieces: set[tuple[int, int]] = set()
    used: Counter[int] = Counter()
    place: dict[int, tuple[float, float]] = {}
    ways = osmium.FileProcessor(path).with_locations().with_filter(osmium.filter.KeyFilter("highway"))
    for way in ways:
        if not way.is_way():
            continue
        tags = dict(way.tags)
        foot = tags.get("foot")
        if foot in foot_no or tags["highway"] in {"motorway", "motorway_link", "construction", "proposed"}:
            continue
        if foot not in foot_yes:
            if tags.get("access") in {"no", "private"}:
                continue
            side = {tags.get(key) for key in ("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right")}
            if tags["highway"] in out and not (
                tags["highway"] in MOTOR and side & {"yes", "both", "left", "right"}
            ):
                continue
            if tags["highway"] not in MOTOR and tags.get("motorroad") == "yes":
                continue
        nodes = [node for node in way.nodes if node.location.valid()]
        place |= {node.ref: (node.lon, node.lat) for node in nodes}
        pieces |= {(min(a.ref, b.ref), max(a.ref, b.ref)) for a, b in pairwise(nodes) if a.ref != b.ref}
    for a, b in pieces:
        used[a] += 1
        used[b] += 1
    ids = {ref: i for i, ref in enumerate(used)}
    ends = np.array([(ids[a], ids[b]) for a, b in pieces])
    xs, ys = to_rd(*np.array([place[ref] for ref in used]).T)
    length = np.hypot(xs[ends[:, 0]] - xs[ends[:, 1]], ys[ends[:, 0]] - ys[ends[:, 1]]).sum()
    parts = connected_components(
        coo_array((np.ones(len(ends)), ends.T), shape=(len(ids),) * 2), directed=False
    )
    ours = connected_components(
        coo_array((np.ones(len(network.u)), (network.u, network.v)), shape=(len(network.x),) * 2),
        directed=False,
    )
    assert course_lengths(network).sum() == pytest.approx(length, rel=1e-9)
    assert ours[0] == parts[0]
    assert len(network.x) + len(network.shape_x) == pytest.approx(len(used), rel=1e-3)
    assert sum(count != 2 for count in used.values()) <= len(network.x)
    if published:
        assert len(used) == pytest.approx(published, rel=0.03)
    assert report.used + sum(remark.count for remark in report.refused) == report.read


def test_small_loose_parts_are_left_out_and_told() -> None:
    network, (report,) = read_streets(shared("data", "networks", "liechtenstein-latest.osm.pbf"))
    assert any("Loose bits" in remark.en for remark in report.refused)
    assert any("Separate part" in remark.en for remark in report.repaired)
    _, label = connected_components(graph_of(network), directed=False)
    metres = np.bincount(label[network.u], weights=network.length_m)
    assert metres.min() >= 0.009 * metres.sum()


def test_a_geopackage_of_the_same_streets_gives_the_same_network(
    maastricht: NetworkDraft, tmp_path: Path
) -> None:
    lines = []
    for i in range(len(maastricht.u)):
        part = slice(maastricht.shape_start[i], maastricht.shape_start[i + 1])
        lines.append(
            shapely.LineString(
                [
                    (maastricht.x[maastricht.u[i]], maastricht.y[maastricht.u[i]]),
                    *zip(maastricht.shape_x[part], maastricht.shape_y[part], strict=True),
                    (maastricht.x[maastricht.v[i]], maastricht.y[maastricht.v[i]]),
                ]
            )
        )
    names = [maastricht.names[i] if i >= 0 else None for i in maastricht.name]
    path = tmp_path / "straten.gpkg"
    pyogrio.raw.write(
        path,
        shapely.to_wkb(lines),
        [np.array(names, object), np.array(["residential"] * len(lines), object)],
        ["name", "highway"],
        geometry_type="LineString",
        crs="EPSG:28992",
        driver="GPKG",
    )
    assert recognise(path) == "street_lines"
    network, _ = read_streets(path)
    assert network.length_m.sum() == pytest.approx(maastricht.length_m.sum(), rel=2e-3)
    assert set(network.names) == set(maastricht.names)


def test_clipping_keeps_what_lies_within_the_boundary_and_margin() -> None:
    area = shapely.Point(176_300, 317_800).buffer(800)
    network, (report,) = read_streets(shared("data", "maastricht", JSON), area, margin_m=200)
    inside = shapely.contains_xy(area.buffer(200), network.x, network.y)
    assert (inside[network.u] | inside[network.v]).all()
    assert 100 < len(network.u) < 1_500
    assert any("outside the municipality" in remark.en for remark in report.refused)
