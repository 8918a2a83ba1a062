"""Street networks as OSMnx saves them: node-link JSON, or a pair of CSV files (nodes and edges)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.network_assembly import compact
from weerbaar.territory.importers.street_osm import street_name
from weerbaar.territory.importers.street_places import in_rd
from weerbaar.territory.importers.tables import MOST_BYTES, Table, number, read_table
from weerbaar.territory.importers.walkable import is_bridge, is_walked
from weerbaar.territory.importers.wording import names_in
from weerbaar.territory.types import FileReport, NetworkDraft, Remark

MOST_EDGES = 3_000_000
WGS84 = "EPSG:4326"
STRAY = 50.0  # metres that a course may end away from its junction before it is not believed
TEXTS: Mapping[str, tuple[str, str]] = {
    "not_walked": (
        "Wegen waar niemand loopt (snelwegen, autowegen, verboden voor voetgangers, privé).",
        "Ways that nobody walks along (motorways, motor roads, closed to walkers, private).",
    ),
    "no_place": (
        "Kruispunten zonder bruikbare coördinaten. Vul ze aan of exporteer opnieuw.",
        "Junctions without usable coordinates. Fill them in or export again.",
    ),
    "twice": (
        "Kruispunten met een nummer dat er al was: het eerste telt.",
        "Junctions listed twice: the first counts.",
    ),
    "dangling": (
        "Straten die verwijzen naar een kruispunt dat er niet is.",
        "Streets that refer to a junction that is not there.",
    ),
    "bad_course": (
        "Straten met een onbruikbaar verloop: als rechte lijn gelezen.",
        "Streets with an unusable course: read as a straight line.",
    ),
    "no_row": ("Regels die geen straat of kruispunt zijn.", "Entries that are no street or junction."),
}
REPAIRS = frozenset({"twice", "bad_course"})
FOOTWAYS = frozenset({"footway", "path", "pedestrian", "steps", "track"})
FOR_CARS = (
    "Dit netwerk is voor auto's gemaakt: voetpaden en voetgangersbruggen ontbreken, dus sommige afstanden "
    "zijn te lang. Een OpenStreetMap-uittreksel (.osm.pbf) heeft ze wel.",
    "This network was made for cars: footpaths and foot bridges are missing, so some walks look too long. "
    "An OpenStreetMap extract (.osm.pbf) has them.",
)


@dataclass(frozen=True)
class Edge:
    """One street piece as it stands in the file; `course` is (k, 2) in the file's own coordinates."""

    row: int
    source: str
    target: str
    length: float
    tags: Mapping[str, Any]
    course: Any = None


@dataclass
class _Counts:
    seen: dict[str, int] = field(default_factory=dict)
    first: dict[str, int | None] = field(default_factory=dict)

    def add(self, what: str, row: int | None) -> None:
        self.seen[what] = self.seen.get(what, 0) + 1
        self.first.setdefault(what, row)

    def tell(self, report: FileReport) -> None:
        for what, count in self.seen.items():
            remark = Remark(report.file, self.first[what], "", *TEXTS[what], count)
            (report.repaired if what in REPAIRS else report.refused).append(remark)


def read_osmnx_json(path: Path) -> tuple[NetworkDraft, FileReport]:
    """The walked streets of a node-link JSON file. Raises ImportRefused."""
    name = path.name
    if path.stat().st_size > MOST_BYTES:
        raise ImportRefused(
            nl="dit bestand is te groot. Neem alleen de gemeente.",
            en="this file is too large. Take only the municipality.",
            file=name,
        )
    try:
        graph = json.loads(path.read_bytes())
    except (ValueError, RecursionError, MemoryError) as error:
        raise ImportRefused(
            nl="dit JSON-bestand is beschadigd of niet volledig. Exporteer het opnieuw.",
            en="this JSON file is damaged or incomplete. Export it again.",
            file=name,
        ) from error
    nodes = graph.get("nodes") if isinstance(graph, dict) else None
    links = (graph.get("links") or graph.get("edges")) if isinstance(graph, dict) else None
    if not isinstance(nodes, list) or not isinstance(links, list):
        raise ImportRefused(
            nl="hier staan geen kruispunten (nodes) en straten (links) in.",
            en="there are no junctions (nodes) and streets (links) in it.",
            file=name,
        )
    about = graph.get("graph")
    crs = about.get("crs") if isinstance(about, dict) else None
    counts = _Counts()
    places = _places(
        ((i, n.get("id"), n.get("x"), n.get("y")) for i, n in enumerate(nodes) if isinstance(n, dict)), counts
    )
    edges = (
        Edge(
            i,
            str(link.get("source")),
            str(link.get("target")),
            _float(link.get("length")),
            link,
            link.get("geometry"),
        )
        for i, link in enumerate(links)
        if isinstance(link, dict)
    )
    report = FileReport(name, "osmnx_json", read=len(nodes) + len(links))
    return _built(places, edges, crs, report, counts), report


def read_osmnx_csv(nodes_path: Path, edges_path: Path) -> tuple[NetworkDraft, list[FileReport]]:
    """The walked streets of a pair of CSV files. Raises ImportRefused."""
    nodes, edges = read_table(nodes_path), read_table(edges_path)
    report = FileReport(edges_path.name, "street_edges", read=len(edges.rows))
    nodes_report = FileReport(nodes_path.name, "street_nodes", read=len(nodes.rows))
    node_counts, counts = _Counts(), _Counts()
    key = _column(nodes, "osmid", "id", "node", "node_id")
    x, y = _column(nodes, "x", "lon", "longitude"), _column(nodes, "y", "lat", "latitude")
    places = _places(((at, row[key], row[x], row[y]) for at, row in nodes.rows), node_counts)
    source, target = _column(edges, "u", "source", "from"), _column(edges, "v", "target", "to")
    length, course = edges.column("length"), edges.column("geometry", "wkt")
    tags = {column.casefold(): column for column in edges.columns}
    rows = (
        Edge(
            at,
            _whole(row[source]),
            _whole(row[target]),
            _float(row[length]) if length else math.nan,
            {tag: row[column] for tag, column in tags.items()},
            row[course] if course else None,
        )
        for at, row in edges.rows
    )
    draft = _built(places, rows, _guessed(places), report, counts)
    node_counts.tell(nodes_report)
    nodes_report.used = len(places)
    return draft, [nodes_report, report]


def _column(table: Table, *names: str) -> str:
    found = table.column(*names)
    if found is None:
        raise ImportRefused(
            nl=f"de kolom {names[0]} ontbreekt.", en=f"the column {names[0]} is missing.", file=table.file
        )
    return found


def _places(rows: Iterable[tuple[int, Any, Any, Any]], counts: _Counts) -> dict[str, tuple[float, float]]:
    places: dict[str, tuple[float, float]] = {}
    for at, key, x, y in rows:
        place = (_float(x), _float(y))
        name = _whole(key)
        if not name or not all(map(math.isfinite, place)):
            counts.add("no_place", at)
        elif name in places:
            counts.add("twice", at)
        else:
            places[name] = place
    return places


def _whole(key: Any) -> str:
    """A node's number as text; "12.0", which spreadsheets make of 12, is 12."""
    text = "" if key is None else str(key).strip()
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def _float(value: Any) -> float:
    if isinstance(value, bool) or value is None:
        return math.nan
    try:
        found = float(value) if isinstance(value, int | float) else number(str(value))
    except (ValueError, OverflowError):
        return math.nan
    return math.nan if found is None else found


def _guessed(places: Mapping[str, tuple[float, float]]) -> str:
    """A CSV does not say its projection: degrees, or RD New when the numbers are far too large for that."""
    if not places:
        return WGS84
    xs, ys = np.array(list(places.values())).T
    return "EPSG:28992" if np.median(np.abs(xs)) > 180 and np.median(ys) > 90 else WGS84


def _built(
    places: dict[str, tuple[float, float]],
    edges: Iterator[Edge],
    crs: Any,
    report: FileReport,
    counts: _Counts,
) -> NetworkDraft:
    try:
        projection = CRS.from_user_input(crs or WGS84)
    except (CRSError, TypeError, ValueError) as error:
        raise ImportRefused(
            nl="de projectie (crs) in dit bestand is onbekend. Exporteer in EPSG:4326 of EPSG:28992.",
            en="the projection (crs) in this file is unknown. Export in EPSG:4326 or EPSG:28992.",
            file=report.file,
        ) from error
    number_of = {name: i for i, name in enumerate(places)}
    where = np.array(list(places.values()), np.float64).reshape(-1, 2)
    x, y = in_rd(where[:, 0], where[:, 1], projection, report.file)
    u: list[int] = []
    v: list[int] = []
    length: list[float] = []
    name: list[int] = []
    bridge: list[bool] = []
    names: dict[str, int] = {}
    on_foot = False
    shapes: list[np.ndarray] = []
    for edge in edges:
        if len(u) >= MOST_EDGES:
            raise ImportRefused(
                nl="dit bestand heeft te veel straten. Neem alleen de gemeente.",
                en="this file has too many streets. Take only the municipality.",
                file=report.file,
            )
        source, target = number_of.get(edge.source), number_of.get(edge.target)
        if source is None or target is None:
            counts.add("dangling", edge.row)
            continue
        if not is_walked(edge.tags):
            counts.add("not_walked", edge.row)
            continue
        on_foot = on_foot or not FOOTWAYS.isdisjoint(names_in(edge.tags.get("highway")))
        course = _course(edge.course)
        if course is None:
            counts.add("bad_course", edge.row)
        elif len(course):
            ends = where[[source, target]]
            if np.abs(course[[0, -1]] - ends).sum() > np.abs(course[[-1, 0]] - ends).sum():
                course = course[::-1]
        shown = street_name(dict(edge.tags))
        u.append(source)
        v.append(target)
        length.append(edge.length)
        name.append(names.setdefault(shown, len(names)) if shown else -1)
        bridge.append(is_bridge(edge.tags))
        shapes.append(np.zeros((0, 2)) if course is None else course)
    shape = np.concatenate(shapes) if shapes else np.zeros((0, 2))
    sx, sy = in_rd(shape[:, 0], shape[:, 1], projection, report.file)
    start = np.concatenate([[0], np.cumsum([len(part) for part in shapes])]).astype(np.int64)
    stray = _stray(x, y, u, v, sx, sy, start)
    for _ in range(int(stray.sum())):
        counts.add("bad_course", None)
    # A course repeats its junctions at both ends; the draft holds what lies between.
    kept = np.repeat(~stray, np.diff(start))
    drawn = np.diff(start) > 0
    kept[start[:-1][drawn]] = kept[start[1:][drawn] - 1] = False
    inner = np.zeros(len(u), np.int64)
    np.add.at(inner, np.repeat(np.arange(len(u)), np.diff(start)), kept)
    counts.tell(report)
    if u and not on_foot:
        report.repaired.append(Remark(report.file, None, "highway", *FOR_CARS))
    report.used = len(u)
    return compact(
        NetworkDraft(
            x=x,
            y=y,
            u=np.array(u, np.int64),
            v=np.array(v, np.int64),
            length_m=np.array(length, np.float64),
            name=np.array(name, np.int64),
            names=list(names),
            bridge=np.array(bridge, np.bool_),
            shape_start=np.concatenate([[0], np.cumsum(inner)]).astype(np.int64),
            shape_x=sx[kept],
            shape_y=sy[kept],
        )
    )


def _course(given: Any) -> np.ndarray | None:
    """The vertices (k, 2) of a course as GeoJSON or WKT; none for no course, None for an unusable one."""
    if given is None or given == "" or (isinstance(given, float) and math.isnan(given)):
        return np.zeros((0, 2))
    try:
        if isinstance(given, str):
            line = shapely.from_wkt(given)
            points = shapely.get_coordinates(line) if line.geom_type == "LineString" else None
        elif isinstance(given, dict) and given.get("type") == "LineString":
            points = np.array([vertex[:2] for vertex in given["coordinates"]], np.float64)
        else:
            return None
    except (shapely.errors.ShapelyError, KeyError, TypeError, ValueError, IndexError, AttributeError):
        return None
    usable = points is not None and points.ndim == 2 and len(points) >= 2 and bool(np.isfinite(points).all())
    return points if usable else None


def _stray(
    x: np.ndarray,
    y: np.ndarray,
    u: list[int],
    v: list[int],
    sx: np.ndarray,
    sy: np.ndarray,
    start: np.ndarray,
) -> np.ndarray:
    """Which edges (m,) have a course that does not run between their junctions."""
    stray = np.zeros(len(u), np.bool_)
    drawn = np.flatnonzero(np.diff(start) > 0)
    for node, at in ((np.array(u, np.int64), start[:-1]), (np.array(v, np.int64), start[1:] - 1)):
        off = np.hypot(x[node[drawn]] - sx[at[drawn]], y[node[drawn]] - sy[at[drawn]]) > STRAY
        stray[drawn[off]] = True
    return stray
