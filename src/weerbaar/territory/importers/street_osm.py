"""Street networks from OpenStreetMap files (.osm.pbf, .osm, .osm.gz), in one pass."""

from __future__ import annotations

import tempfile
from array import array
from pathlib import Path

import numpy as np
from shapely.geometry.base import BaseGeometry

from weerbaar.core.projection import to_rd, to_wgs84
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.network_assembly import joined_at_junctions
from weerbaar.territory.importers.osm_file import opened
from weerbaar.territory.importers.walkable import is_bridge, is_walked
from weerbaar.territory.importers.wording import names_in
from weerbaar.territory.types import FileReport, NetworkDraft, Remark

MOST_VERTICES = 20_000_000
UNKNOWN = 2**31 - 1  # how a place without coordinates looks in OpenStreetMap's fixed-point numbers
SCALE = 1e7


def read_osm_streets(
    path: Path, area: BaseGeometry | None, most_vertices: int = MOST_VERTICES
) -> tuple[NetworkDraft, FileReport]:
    """The walked streets of a file, as far as they have a vertex within `area` (RD New, None: everywhere).

    Raises ImportRefused when the file is damaged or holds more than `most_vertices` vertices.
    """
    import osmium

    box = _box(area)
    key, lon, lat = array("q"), array("i"), array("i")
    way = array("i")
    bridge = bytearray()
    name, names = array("i"), dict[str, int]()
    report = FileReport(path.name, "osm_streets")
    seen: set[int] = set()
    highways = osmium.filter.KeyFilter("highway")
    counts = dict.fromkeys(("not_walked", "elsewhere", "twice", "no_place"), 0)
    with tempfile.TemporaryDirectory() as folder, opened(path, highways, Path(folder)) as ways:
        for item in ways:
            if not item.is_way():
                continue
            report.read += 1
            tags = dict(item.tags)
            if not is_walked(tags):
                counts["not_walked"] += 1
                continue
            if item.id in seen:
                counts["twice"] += 1
                continue
            seen.add(item.id)
            vertices = [(node.ref, node.x, node.y) for node in item.nodes]
            if not any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for _, x, y in vertices):
                missing = bool(vertices) and all(x == UNKNOWN for _, x, _ in vertices)
                counts["no_place" if missing else "elsewhere"] += 1
                continue
            number = len(bridge)
            previous = False
            broken = 0
            for ref, x, y in vertices:
                if x == UNKNOWN or y == UNKNOWN:
                    broken += previous
                    previous = False
                    number = len(bridge) + broken
                    continue
                key.append(ref)
                lon.append(x)
                lat.append(y)
                way.append(number)
                previous = True
            counts["no_place"] += broken > 0
            chosen = street_name(tags)
            for _ in range(1 + broken):
                bridge.append(is_bridge(tags))
                name.append(names.setdefault(chosen, len(names)) if chosen else -1)
            report.used += 1
            if len(key) > most_vertices:
                raise ImportRefused(
                    nl="dit bestand heeft te veel straten. Neem het uittreksel van de provincie.",
                    en="this file has too many streets. Take the extract of the province.",
                    file=path.name,
                )
    if counts["no_place"] and not report.used and not counts["elsewhere"]:
        raise ImportRefused(
            nl="geen enkele straat heeft coördinaten: de punten ontbreken, of staan na de straten. "
            "Sorteer het bestand (osmium sort) of download het uittreksel opnieuw.",
            en="no street has coordinates: the nodes are missing, or come after the streets. "
            "Sort the file (osmium sort) or download the extract again.",
            file=path.name,
        )
    _tell(report, counts)
    x, y = to_rd(np.array(lon, np.float64) / SCALE, np.array(lat, np.float64) / SCALE)
    draft = joined_at_junctions(
        np.array(key, np.int64),
        x,
        y,
        np.array(way, np.int64),
        np.array(name, np.int64),
        list(names),
        np.frombuffer(bytes(bridge), np.uint8).astype(np.bool_),
    )
    return draft, report


def street_name(tags: dict[str, object]) -> str:
    """The name to show for a street: of several the bridge's own on a bridge, without any its number."""
    found = names_in(tags.get("name")) or names_in(tags.get("ref"))
    if is_bridge(tags):
        found.sort(key=lambda name: "brug" not in name.casefold())
    return found[0] if found else ""


def _box(area: BaseGeometry | None) -> tuple[float, float, float, float]:
    if area is None:
        return (-180 * SCALE, -90 * SCALE, 180 * SCALE, 90 * SCALE)
    left, bottom, right, top = area.bounds
    lon, lat = to_wgs84([left, left, right, right], [bottom, top, bottom, top])
    return (lon.min() * SCALE, lat.min() * SCALE, lon.max() * SCALE, lat.max() * SCALE)


def _tell(report: FileReport, counts: dict[str, int]) -> None:
    texts = {
        "not_walked": (
            "Wegen waar niemand loopt (snelwegen, autowegen, verboden voor voetgangers, privé).",
            "Ways that nobody walks along (motorways, motor roads, closed to walkers, private).",
        ),
        "elsewhere": ("Straten buiten de gemeente.", "Streets outside the municipality."),
        "twice": (
            "Straten die er twee keer in staan: de eerste telt.",
            "Streets twice in the file: the first counts.",
        ),
        "no_place": (
            "Straten met punten zonder coördinaten, zoals aan de rand van een uittreksel: daar afgebroken.",
            "Streets with points that have no coordinates, as on the edge of an extract: cut there.",
        ),
    }
    for what, (nl, en) in texts.items():
        if counts[what]:
            remark = Remark(report.file, None, "", nl, en, counts[what])
            (report.repaired if what in {"twice", "no_place"} else report.refused).append(remark)
