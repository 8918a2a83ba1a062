"""Every trap of a street file, by hand; and rubbish, which is refused and never anything else."""

import gzip
import json
from pathlib import Path

import numpy as np
import osmium
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weerbaar.core.projection import to_wgs84
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.network_assembly import course_lengths
from weerbaar.territory.importers.street_osm import read_osm_streets
from weerbaar.territory.importers.streets import read_streets, recognise
from weerbaar.territory.importers.walkable import is_walked
from weerbaar.territory.types import FileReport, NetworkDraft

X0, Y0 = 176_000.0, 318_000.0


def lonlat(x: float, y: float) -> tuple[float, float]:
    lon, lat = to_wgs84(X0 + x, Y0 + y)
    return float(lon), float(lat)


# Metres from (X0, Y0). A west-east main street 1-2-3-4, a side street, a loop, and the traps.
NODES = {
    1: (0, 0), 2: (100, 0), 3: (200, 0), 4: (300, 0), 5: (100, 100), 6: (150, 150), 7: (400, 0), 8: (500, 0),
    9: (600, 0), 10: (700, 0), 11: (0, 900), 12: (8, 900), 13: (200, 0), 14: (200, 200), 15: (250, 250),
    16: (150, 250), 17: (300, 100), 18: (300, 200), 19: (0, -100), -23: (9, 9), 20: (50, 50), 21: (150, 50),
    22: (100, -3000),
}  # fmt: skip
WAYS: list[tuple[int, list[int], dict[str, str]]] = [
    (1, [1, 2, 3], {"highway": "residential", "name": "Hoofdstraat"}),
    (
        2,
        [3, 4],
        {"highway": "residential", "name": "Hoofdstraat"},
    ),  # continues: one edge from 2 to 4? 3 joins 14
    (3, [2, 5, 6], {"highway": "footway", "name": "Steeg"}),
    (4, [4, 7], {"highway": "primary", "name": "Hoofdstraat", "bridge": "yes"}),
    (5, [7, 8], {"highway": "primary", "name": "Hoofdstraat"}),
    (6, [8, 9], {"highway": "motorway"}),
    (7, [8, 10], {"highway": "trunk", "sidewalk": "both", "name": "Rijksweg"}),
    (8, [1, 22], {"highway": "trunk"}),
    (9, [11, 12], {"highway": "service", "name": "Eiland"}),
    (10, [3, 14], {"highway": "steps"}),
    (11, [14, 15, 16, 14], {"highway": "living_street", "name": "Rondje"}),
    (12, [4, 17, 999, 18], {"highway": "path"}),  # node 999 is not in the file
    (13, [1, 19], {"highway": "residential", "name": "Nieuw\u202e\u0007weg " + "x" * 900}),
    (14, [2, 5], {"highway": "residential"}),  # lies on way 3
    (15, [1, 20], {"highway": "footway", "foot": "no"}),
    (16, [1, 21], {"highway": "service", "access": "private"}),
    (17, [2, 2, 3], {"highway": "residential", "name": "Hoofdstraat"}),  # stutters, and lies on way 1
    (1, [1, 2, 3], {"highway": "residential", "name": "Dubbel"}),  # the same number again
    (18, [997, 998], {"highway": "residential"}),  # nothing of it is here
    (19, [3], {"highway": "residential"}),  # one point is no street
    (20, [5, 2], {"highway": "elevator"}),
    (21, [1, 6], {"building": "yes"}),
    (22, [1, -23], {"highway": "residential"}),  # a node that was never uploaded counts as missing
]


def osm_xml(nodes: dict[int, tuple[float, float]] = NODES) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="by hand">']
    for ref, place in nodes.items():
        lon, lat = lonlat(*place)
        lines.append(f'<node id="{ref}" version="1" lon="{lon:.7f}" lat="{lat:.7f}"/>')
    for number, refs, tags in WAYS:
        lines.append(f'<way id="{number}" version="1">')
        lines += [f'<nd ref="{ref}"/>' for ref in refs]
        for key, value in tags.items():
            escaped = value.replace("\u0007", "")  # XML 1.0 cannot hold it
            lines.append(f'<tag k="{key}" v="{escaped}"/>')
        lines.append("</way>")
    return "\n".join([*lines, "</osm>"])


@pytest.fixture
def by_hand(tmp_path: Path) -> Path:
    path = tmp_path / "met de hand.osm"
    path.write_text(osm_xml(), encoding="utf-8")
    return path


def edges(network: NetworkDraft) -> dict[tuple, tuple[str, bool, int]]:
    """(start, end) in metres from the origin -> name, bridge, length rounded to metres."""
    found = {}
    for i in range(len(network.u)):
        ends = sorted(
            (round(float(network.x[n] - X0)), round(float(network.y[n] - Y0)))
            for n in (network.u[i], network.v[i])
        )
        name = network.names[network.name[i]] if network.name[i] >= 0 else ""
        found[tuple(ends)] = (name[:10], bool(network.bridge[i]), round(float(network.length_m[i])))
    assert len(found) == len(network.u)
    return found


def told(report: FileReport) -> dict[str, int]:
    return {remark.en: remark.count for remark in [*report.repaired, *report.refused]}


def test_a_file_by_hand_with_every_trap(by_hand: Path) -> None:
    assert recognise(by_hand) == "osm"
    network, (report,) = read_streets(by_hand)
    assert edges(network) == {
        ((0, 0), (100, 0)): ("Hoofdstraa", False, 100),
        ((100, 0), (200, 0)): ("Hoofdstraa", False, 100),
        ((200, 0), (300, 0)): ("Hoofdstraa", False, 100),
        ((300, 0), (400, 0)): ("Hoofdstraa", True, 100),
        ((400, 0), (500, 0)): ("Hoofdstraa", False, 100),
        ((500, 0), (700, 0)): ("Rijksweg", False, 200),
        ((100, 0), (150, 150)): ("Steeg", False, 171),
        ((200, 0), (200, 200)): ("", False, 200),
        ((200, 200), (200, 200)): ("Rondje", False, 241),
        ((300, 0), (300, 100)): ("", False, 100),
        ((0, -100), (0, 0)): ("Nieuwweg x", False, 100),
    }
    assert max(map(len, network.names)) <= 160
    counts = told(report)
    assert report.read == 22
    assert counts["Streets twice in the file: the first counts."] == 1
    assert (
        counts["Streets with points that have no coordinates, as on the edge of an extract: cut there."] == 3
    )
    nobody = "Ways that nobody walks along (motorways, motor roads, closed to walkers, private)."
    assert counts[nobody] == 5
    assert any(text.startswith("Loose bits") for text in counts)


def test_chains_keep_their_bends_as_inner_vertices(by_hand: Path) -> None:
    network, _ = read_streets(by_hand)
    steeg = next(i for i in range(len(network.u)) if network.names[network.name[i]] == "Steeg")
    part = slice(network.shape_start[steeg], network.shape_start[steeg + 1])
    inner = np.column_stack([network.shape_x[part] - X0, network.shape_y[part] - Y0])
    assert inner.round().tolist() == [[100, 100]]
    assert np.allclose(course_lengths(network), network.length_m)


def test_a_packed_osm_file_reads_the_same(by_hand: Path) -> None:
    packed = by_hand.with_name("straten.bin")
    packed.write_bytes(gzip.compress(by_hand.read_bytes()))
    assert edges(read_streets(packed)[0]) == edges(read_streets(by_hand)[0])


def test_a_file_of_another_place_is_refused(by_hand: Path) -> None:
    with pytest.raises(ImportRefused, match="none in this municipality"):
        read_streets(by_hand, shapely.box(100_000, 400_000, 101_000, 401_000))


def test_streets_before_their_nodes_are_refused_with_what_to_do(by_hand: Path) -> None:
    xml = osm_xml()
    first, end = xml.index("<node"), xml.index("<way")
    by_hand.write_text(xml[:first] + xml[end:].replace("</osm>", xml[first:end] + "</osm>"), encoding="utf-8")
    with pytest.raises(ImportRefused, match="osmium sort"):
        read_streets(by_hand)


def test_large_files_keep_places_on_disk_and_read_the_same(
    by_hand: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = edges(read_streets(by_hand)[0])
    monkeypatch.setattr("weerbaar.territory.importers.osm_file.IN_MEMORY_UP_TO", 0)
    assert edges(read_streets(by_hand)[0]) == before


def test_streets_in_part_of_the_municipality_are_told(by_hand: Path) -> None:
    _, (report,) = read_streets(by_hand, shapely.box(X0, Y0, X0 + 5_000, Y0 + 5_000))
    assert any("of the municipality. If the rest is water" in remark.en for remark in report.repaired)
    _, (report,) = read_streets(by_hand, shapely.box(X0 + 100, Y0 + 10, X0 + 180, Y0 + 60))
    assert not any("If the rest is water" in remark.en for remark in report.repaired)


def test_too_many_streets_are_refused(by_hand: Path) -> None:
    with pytest.raises(ImportRefused, match="too many"):
        read_osm_streets(by_hand, None, most_vertices=5)


def test_a_text_that_openstreetmap_does_not_allow_is_refused(by_hand: Path) -> None:
    by_hand.write_text(osm_xml().replace("Steeg", "S" * 5_000), encoding="utf-8")
    with pytest.raises(ImportRefused, match="damaged"):
        read_streets(by_hand)


def test_a_cut_off_file_is_refused(by_hand: Path) -> None:
    content = by_hand.read_bytes()
    by_hand.write_bytes(content[: len(content) // 2])
    with pytest.raises(ImportRefused, match="damaged"):
        read_streets(by_hand)


@pytest.mark.parametrize(
    ("tags", "walked"),
    [
        ({"highway": "residential"}, True),
        ({"highway": "motorway"}, False),
        ({"highway": "motorway", "foot": "yes"}, False),
        ({"highway": "motorway_link"}, False),
        ({"highway": "trunk"}, False),
        ({"highway": "trunk", "foot": "yes"}, True),
        ({"highway": "trunk", "sidewalk": "right"}, True),
        ({"highway": "trunk", "sidewalk": "no"}, False),
        ({"highway": "primary", "motorroad": "yes"}, False),
        ({"highway": "cycleway"}, True),
        ({"highway": "cycleway", "foot": "no"}, False),
        ({"highway": "residential", "foot": "use_sidepath"}, False),
        ({"highway": "service", "access": "private"}, False),
        ({"highway": "service", "access": "private", "foot": "permissive"}, True),
        ({"highway": "service", "access": "destination"}, True),
        ({"highway": ["residential", "unclassified"]}, True),
        ({"highway": "['motorway', 'residential']"}, True),
        ({"highway": "construction", "foot": "yes"}, False),
        ({"highway": "elevator"}, False),
        ({"highway": "steps"}, True),
        ({"highway": "something new"}, False),
        ({"highway": float("nan")}, False),
        ({}, False),
    ],
)
def test_what_is_walked_along(tags: dict, walked: bool) -> None:
    assert is_walked(tags) is walked


def osmnx(nodes: list, links: list, crs: object = "epsg:4326") -> str:
    return json.dumps(
        {"directed": True, "multigraph": True, "graph": {"crs": crs}, "nodes": nodes, "links": links}
    )


def junction(key: int, x: float, y: float) -> dict:
    lon, lat = lonlat(x, y)
    return {"id": key, "x": lon, "y": lat}


def link(source: int, target: int, length: float | None, **tags: object) -> dict:
    return {"source": source, "target": target, "key": 0, "length": length, "highway": "residential", **tags}


def course(*points: tuple[float, float]) -> dict:
    return {"type": "LineString", "coordinates": [list(lonlat(*point)) for point in points]}


SQUARE = [junction(1, 0, 0), junction(2, 100, 0), junction(3, 100, 100), junction(4, 0, 100)]


def test_osmnx_traps(tmp_path: Path) -> None:
    path = tmp_path / "graaf.json"
    there = course((0, 0), (50, 20), (100, 0))
    back = course((100, 0), (50, 20), (0, 0))
    other = course((0, 0), (50, -30), (100, 0))
    length = 2 * float(np.hypot(50, 20))
    path.write_text(
        osmnx(
            [
                *SQUARE,
                junction(2, 5, 5),
                {"id": 5, "x": None, "y": 50.8},
                {"id": 6, "x": float("nan"), "y": 1},
                "x",
            ],
            [
                link(1, 2, length, geometry=there, name="Boog"),
                link(2, 1, length, geometry=back, name="Boog"),  # its twin
                link(1, 2, 120.0, geometry=other, name=["Parallel", "Andere"]),  # a true parallel street
                link(2, 3, 500.0, name=None),  # five times too long for a straight street
                link(3, 4, None),
                link(4, 1, -3.0),
                link(4, 1, 100.0, geometry=course((0, 100), (5000, 5000), (9000, 0))),  # ends elsewhere
                link(3, 99, 10.0),
                link(1, 5, 10.0),
                link(2, 2, 10.0),  # a loop without a course
                link(3, 4, 100.0, highway="motorway"),
                {"nothing": 1},
                7,
            ],
        )
    )
    assert recognise(path) == "osmnx_json"
    network, (report,) = read_streets(path)
    assert len(network.x) == 4
    assert sorted(network.length_m.round(0).tolist()) == [100, 100, 100, 108, 117]
    assert set(network.names) == {"Boog", "Parallel"}
    counts = told(report)
    assert counts["Streets that refer to a junction that is not there."] == 3
    assert counts["Junctions without usable coordinates. Fill them in or export again."] == 2
    assert counts["Junctions listed twice: the first counts."] == 1
    assert counts["Loops without a course."] == 1
    assert counts["Streets with an unusable course: read as a straight line."] == 1
    assert counts["Lengths more than 5 % off their course: measured again."] == 1
    assert counts["Missing lengths: measured."] == 2
    assert counts["Streets that were listed once per direction: merged."] == 2


@pytest.mark.parametrize("crs", ["EPSG:28992", "epsg:32631"])
def test_osmnx_in_another_projection(tmp_path: Path, crs: str) -> None:
    from pyproj import Transformer

    turn = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    nodes = [{"id": n["id"], "x": x, "y": y} for n in SQUARE for x, y in [turn.transform(n["x"], n["y"])]]
    path = tmp_path / "graaf.json"
    path.write_text(osmnx(nodes, [link(1, 2, 100.0), link(2, 3, 100.0)], crs))
    network, _ = read_streets(path)
    assert network.length_m.round(1).tolist() == [100.0, 100.0]
    assert np.allclose(sorted(network.x.round() - X0), [0, 100, 100])


def test_coordinates_that_do_not_fit_their_projection_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "graaf.json"
    nodes = [{"id": 1, "x": 176_000, "y": 318_000}, {"id": 2, "x": 176_100, "y": 318_000}]
    path.write_text(osmnx(nodes, [link(1, 2, 100.0)]))
    with pytest.raises(ImportRefused, match="EPSG:28992") as refusal:
        read_streets(path)
    assert "graaf.json" in str(refusal.value.en if hasattr(refusal.value, "en") else refusal.value)
    path.write_text(osmnx(nodes, [link(1, 2, 100.0)], "EPSG:999999"))
    with pytest.raises(ImportRefused, match="projection"):
        read_streets(path)


def test_a_csv_pair_by_hand(tmp_path: Path) -> None:
    rows = "\n".join(
        f"{n['id']};{str(n['x']).replace('.', ',')};{str(n['y']).replace('.', ',')}" for n in SQUARE
    )
    (tmp_path / "punten.csv").write_text("osmid;x;y\n" + rows, encoding="cp1252")
    (tmp_path / "lijnen.csv").write_text(
        "u;v;length;highway;name;geometry\n"
        "1;2;120,5;residential;\"['Café', 'Twee']\";\n"
        "2;1;120,5;residential;;\n"
        "2.0;3;40;residential;Te kort;\n"
        "1;2;300;residential;Omweg;\n",
        encoding="cp1252",
    )
    network, reports = read_streets(tmp_path)
    assert sorted(network.length_m.round(1).tolist()) == [100.0, 120.5, 300.0]
    assert "Café" in network.names
    assert [report.kind for report in reports] == ["street_nodes", "street_edges"]


def test_edges_without_their_junctions_are_refused(tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text("u,v,length\n1,2,3\n")
    with pytest.raises(ImportRefused, match="second file"):
        read_streets(tmp_path)


def test_lines_in_geojson(tmp_path: Path) -> None:
    path = tmp_path / "straten.geojson"
    features = [
        {"type": "Feature", "properties": {"highway": kind, "name": name}, "geometry": line}
        for kind, name, line in [
            ("residential", "Een", course((0, 0), (100, 0), (200, 0))),
            ("footway", "Twee", course((100, 0), (100, 80))),
            ("motorway", None, course((0, 0), (0, 500))),
            ("residential", None, None),
        ]
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert recognise(path) == "street_lines"
    network, (report,) = read_streets(path)
    assert sorted(network.length_m.round(0).tolist()) == [80, 100, 100]
    assert report.read == 4
    assert report.used == 2


def test_another_network_steps_in_when_the_first_is_damaged(by_hand: Path) -> None:
    (by_hand.parent / "graaf.json").write_text(osmnx(SQUARE, [link(1, 2, 100.0)]))
    by_hand.write_bytes(by_hand.read_bytes()[:900])
    network, reports = read_streets(by_hand.parent)
    assert len(network.u) == 1
    assert "damaged" in next(report for report in reports if report.kind == "osm").refused[0].en


def test_an_empty_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"\.osm\.pbf"):
        read_streets(tmp_path)


HEADS = [
    b"",
    b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c",
    b'<?xml version="1.0"?><osm version="0.6">',
    b'{"directed":true,"multigraph":true,"nodes":',
    b'{"type":"FeatureCollection","features":[{"type":"LineString"',
    b"SQLite format 3\x00",
    b"u,v,length,highway\n",
    b"\x1f\x8b\x08\x00",
    b"PK\x03\x04",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=st.sampled_from(HEADS), tail=st.binary(max_size=300))
def test_rubbish_is_refused_and_nothing_else(tmp_path: Path, head: bytes, tail: bytes) -> None:
    path = tmp_path / "rommel"
    path.write_bytes(head + tail)
    with pytest.raises(ImportRefused):
        read_streets(path)


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
junctions = st.lists(values | st.fixed_dictionaries({"id": leaves, "x": leaves, "y": leaves}), max_size=5)
links = st.lists(
    values
    | st.fixed_dictionaries(
        {
            "source": leaves,
            "target": leaves,
            "length": leaves,
            "highway": values,
            "name": values,
            "geometry": values,
        }
    ),
    max_size=5,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nodes=junctions, pieces=links, crs=st.sampled_from([None, "epsg:4326", "EPSG:28992"]) | values)
def test_any_graph_gives_a_network_or_a_refusal(
    tmp_path: Path, nodes: list, pieces: list, crs: object
) -> None:
    path = tmp_path / "graaf.json"
    path.write_text(osmnx([*SQUARE, *nodes], [link(1, 2, 100.0), *pieces], crs))
    try:
        network, _ = read_streets(path)
    except ImportRefused:
        return
    assert np.isfinite(network.length_m).all()
    assert (network.length_m > 0).all()
    assert network.u.max() < len(network.x)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file by hand as .osm.pbf, written by osmium itself."""
    folder = tmp_path_factory.mktemp("pbf")
    (folder / "a.osm").write_text(osm_xml(), encoding="utf-8")
    with osmium.SimpleWriter(str(folder / "a.osm.pbf")) as writer:
        for item in osmium.FileProcessor(folder / "a.osm"):
            writer.add(item)
    return (folder / "a.osm.pbf").read_bytes()


def test_pbf_and_xml_give_the_same_network(packed: bytes, by_hand: Path) -> None:
    path = by_hand.with_name("straten")
    path.write_bytes(packed)
    assert recognise(path) == "osm"
    assert edges(read_streets(path)[0]) == edges(read_streets(by_hand)[0])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(st.tuples(st.integers(15, 10_000), st.integers(0, 255)), max_size=6),
    cut=st.integers(0, 500),
)
def test_a_damaged_pbf_gives_a_network_or_a_refusal(
    packed: bytes, tmp_path: Path, changes: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(packed)
    for at, value in changes:
        content[at % (len(content) - 15) + 15] = value
    path = tmp_path / "straten.pbf"
    path.write_bytes(content[: len(content) - cut])
    try:
        network, _ = read_streets(path)
    except ImportRefused:
        return
    assert np.isfinite(network.length_m).all()
