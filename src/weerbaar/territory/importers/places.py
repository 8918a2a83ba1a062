"""Buildings that could become a support point, out of whatever lists there are: recognised, checked, told."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from weerbaar.core.projection import within_rd
from weerbaar.territory.importers import place_kinds, place_rows
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.osm_file import osm_format
from weerbaar.territory.importers.place_rows import PlaceRow
from weerbaar.territory.importers.tables import read_table
from weerbaar.territory.importers.wording import cleaned
from weerbaar.territory.types import BuildingDraft, FileReport, NetworkDraft, Remark

TABLE, WORKBOOK, GEOJSON, GEOPACKAGE, OSM = (
    "places_csv",
    "places_xlsx",
    "places_geojson",
    "places_gpkg",
    "places_osm",
)
_ORDER = (TABLE, WORKBOOK, GEOPACKAGE, GEOJSON, OSM)
MOST_PLACES = 200_000
MARGIN = 250.0  # metres: boundaries are often generalised, a building on the edge stays
SAME_PLACE = 60.0  # metres within which two of one kind and name are one building
STREET_NEAR = 150.0  # metres within which an unnamed building is called after a street
LON, LAT = (3.0, 7.4), (50.6, 53.8)  # the European Netherlands in degrees
HEAD = 65_536
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_POSTCODE = re.compile(r"[1-9]\d{3}[A-Z]{2}")
_TELLING = re.compile(r'"(amenity|shop|leisure|healthcare|kind|soort)"\s*:')

TEXTS = {
    "not_candidate": (
        "Plaatsen die geen gebouw voor een steunpunt zijn, zoals banken en drinkwatertappunten ({}).",
        "Places that are no building for a support point, such as benches and drinking-water taps ({}).",
    ),
    "unknown_kind": (
        "Soorten die niet bekend zijn ({}). Gebruik een soort uit de handleiding.",
        "Kinds that are not known ({}). Use a kind from the guide.",
    ),
    "no_place": ("Plaatsen zonder bruikbare coördinaten ({}).", "Places without usable coordinates ({})."),
    "abroad": (
        "Coördinaten buiten Nederland ({}). Controleer x en y.",
        "Coordinates outside the Netherlands ({}). Check x and y.",
    ),
    "outside": ("Plaatsen buiten de gemeente ({}).", "Places outside the municipality ({})."),
    "twice": (
        "Nummers die er twee keer in staan: de eerste telt ({}).",
        "Numbers that are listed twice: the first counts ({}).",
    ),
    "known": (
        "Gebouwen die er al waren, uit dit of een ander bestand: samengevoegd ({}).",
        "Buildings that were there already, from this or another file: merged ({}).",
    ),
    "swapped": ("x en y stonden verwisseld: omgedraaid ({}).", "x and y were swapped: turned round ({})."),
    "dotted": (
        "Punten in coördinaten gelezen als scheiding van duizendtallen ({}).",
        "Dots in coordinates read as grouping thousands ({}).",
    ),
    "dated": (
        "Huisnummers waar een spreadsheet een datum van maakte: leeg gelaten ({}).",
        "House numbers that a spreadsheet made a date of: left empty ({}).",
    ),
    "unnamed": (
        "Gebouwen zonder naam: genoemd naar soort en straat ({}).",
        "Buildings without a name: called after kind and street ({}).",
    ),
    "relation": (
        "Gebouwen waarvan een deel van de omtrek ontbreekt: overgeslagen ({}). Voeg ze toe in een lijst.",
        "Buildings with a part of their outline missing: left out ({}). Add them in a list.",
    ),
}
REPAIRS = frozenset({"twice", "known", "swapped", "dotted", "dated", "unnamed"})


def recognise(path: Path) -> str | None:
    """What list of places this is, by its content; None when it is none. Never raises on a strange file."""
    try:
        if not path.is_file():
            return None
        if osm_format(path):
            return OSM
        with path.open("rb") as file:
            head = file.read(HEAD)
        if head.startswith(b"PK"):
            return WORKBOOK if place_rows.is_place_table(_workbook_columns(path)) else None
        if head.startswith(b"SQLite format 3"):
            return GEOPACKAGE if place_rows.tells_places(path) else None
        text = head.decode("utf-8-sig", "replace").lstrip()
        if text.startswith("{"):
            return GEOJSON if '"FeatureCollection"' in text and _TELLING.search(text) else None
        if text.startswith("[") or b"\x00" in head:
            return None
        return TABLE if any(place_rows.is_place_table(columns) for columns in _headers(text)) else None
    except OSError:
        return None


def _headers(text: str) -> Iterator[list[str]]:
    for line in text.splitlines()[:5]:
        for separator in ",;\t":
            yield [cell.strip().strip('"').strip() for cell in line.split(separator)]


def _workbook_columns(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as packed:
            if "xl/workbook.xml" not in packed.namelist() or path.stat().st_size > 20_000_000:
                return []
        return read_table(path, limit_rows=MOST_PLACES).columns
    except (ImportRefused, zipfile.BadZipFile, NotImplementedError, ValueError):
        return []


@dataclass
class _Told:
    """Counts per thing to tell, with the first examples and row."""

    file: str
    count: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    row: dict[str, int | None] = field(default_factory=dict)

    def add(self, what: str, row: int | None, example: str) -> None:
        self.count[what] += 1
        self.row.setdefault(what, row)
        shown = self.examples.setdefault(what, [])
        if len(shown) < 3 and (example := cleaned(example, 60)) and example not in shown:
            shown.append(example)

    def into(self, report: FileReport) -> None:
        for what, count in self.count.items():
            shown = ", ".join(self.examples[what]) or "-"
            nl, en = (text.replace("{}", shown) for text in TEXTS[what])
            remark = Remark(self.file, self.row[what], "", nl, en, count)
            (report.repaired if what in REPAIRS else report.refused).append(remark)


def read_places(
    paths: Path | Sequence[Path],
    boundary: BaseGeometry | None = None,
    *,
    network: NetworkDraft | None = None,
    margin_m: float = MARGIN,
    limit: int = MOST_PLACES,
) -> tuple[list[BuildingDraft], list[FileReport]]:
    """Buildings out of a folder or files, within a boundary (RD New) and a margin.

    All lists count together; the same building in two of them is kept once, with what either knows of it.
    `network` gives the street after which an unnamed building is called. Raises ImportRefused when every
    list is refused; without any list the answer is empty.
    """
    files = sorted(paths.iterdir()) if isinstance(paths, Path) and paths.is_dir() else paths
    files = [files] if isinstance(files, Path) else list(files)
    kinds = {path: kind for path in files if (kind := recognise(path))}
    area = None if boundary is None else boundary.buffer(margin_m)
    if area is not None:
        shapely.prepare(area)
    near = _StreetNames(network)
    found: list[BuildingDraft] = []
    reports: list[FileReport] = []
    refusal: ImportRefused | None = None
    read = 0
    for path in sorted(kinds, key=lambda path: _ORDER.index(kinds[path])):
        report = FileReport(path.name, kinds[path])
        try:
            fresh = _file(path, report, area, near, limit)
        except ImportRefused as error:
            refusal = refusal or error
            remark = Remark(path.name, error.row, error.column or "", error.reason_nl, error.reason_en)
            reports.append(FileReport(path.name, kinds[path], refused=[remark]))
            continue
        read += 1
        told = _Told(path.name)
        found = _merged(found, fresh, told)
        told.into(report)
        reports.append(report)
    if refusal is not None and not read:
        raise refusal
    return found, reports


def _file(
    path: Path, report: FileReport, area: BaseGeometry | None, near: _StreetNames, limit: int
) -> list[BuildingDraft]:
    told = _Told(path.name)
    relations: list[int] = []
    rows = {
        TABLE: lambda: place_rows.table_rows(path, limit),
        WORKBOOK: lambda: place_rows.table_rows(path, limit),
        GEOJSON: lambda: place_rows.geojson_rows(path, limit),
        GEOPACKAGE: lambda: place_rows.geopackage_rows(path, limit),
        OSM: lambda: place_rows.osm_rows(path, limit, relations),
    }[report.kind]()
    kept: dict[str, BuildingDraft] = {}
    for row in rows:
        report.read += 1
        building = _building(row, told, area, near, path.stem)
        if building is None:
            continue
        if building.external_id in kept:
            told.add("twice", row.row, building.external_id)
            continue
        kept[building.external_id] = building
    for relation in relations:
        told.add("relation", None, f"relation/{relation}")
    told.into(report)
    report.used = len(kept)
    return list(kept.values())


def _building(
    row: PlaceRow, told: _Told, area: BaseGeometry | None, near: _StreetNames, stem: str
) -> BuildingDraft | None:
    label = row.name or row.id or row.word
    if row.kind is None:
        told.add("not_candidate", row.row, row.word)
        return None
    if row.kind == "?":
        told.add("unknown_kind", row.row, row.word)
        return None
    place = _placed(row, told)
    if place is None:
        return None
    x, y = place
    if area is not None and not shapely.contains_xy(area, x, y):
        told.add("outside", row.row, label)
        return None
    name = cleaned(row.name.lstrip("=+-@\t\r "), 160)
    street, house_number = cleaned(row.street, 120), cleaned(row.house_number, 20)
    if _DATE.match(house_number):
        told.add("dated", row.row, house_number)
        house_number = ""
    if not name:
        street_here = street or near.at(x, y)
        called = place_kinds.CALLED[row.kind]
        name = cleaned(f"{called} {street_here}" if street_here else f"{called} zonder naam", 160)
        told.add("unnamed", row.row, name)
    postcode = cleaned(row.postcode, 12).replace(" ", "").upper()
    return BuildingDraft(
        external_id=cleaned(row.id, 60) or _made_id(stem, row.kind, name, x, y),
        kind=row.kind,
        name=name,
        x=x,
        y=y,
        street=street,
        house_number=house_number,
        postcode=postcode if _POSTCODE.fullmatch(postcode) else "",
        step_free=place_kinds.STEP_FREE.get(row.step_free.strip().casefold(), "unknown"),
    )


def _made_id(stem: str, kind: str, name: str, x: float, y: float) -> str:
    """A number for a place that has none, the same at each import of the same list."""
    digest = hashlib.sha256(json.dumps([kind, name, round(x), round(y)]).encode()).hexdigest()
    return f"{cleaned(stem, 40)}/{digest[:12]}"


def _placed(row: PlaceRow, told: _Told) -> tuple[float, float] | None:
    """RD New metres, by the range that the numbers lie in; None (and told why) when they lie nowhere."""
    a, b = row.east, row.north
    label = row.name or row.id or row.word
    if not (np.isfinite(a) and np.isfinite(b)):
        told.add("no_place", row.row, label)
        return None
    for east, north, how in ((a, b, ""), (b, a, "swapped"), (a * 1000, b * 1000, "dotted")):
        if LON[0] <= east <= LON[1] and LAT[0] <= north <= LAT[1] and how != "dotted":
            place = place_rows.in_rd_new(east, north)
        elif bool(within_rd(east, north)):
            place = (float(east), float(north))
        else:
            continue
        if how:
            told.add(how, row.row, label)
        return place
    told.add("abroad", row.row, f"{label}: {a:g}, {b:g}")
    return None


def _merged(known: list[BuildingDraft], fresh: list[BuildingDraft], told: _Told) -> list[BuildingDraft]:
    """Both lists, one building once: by its number, or by kind and name within `SAME_PLACE` metres."""
    found = list(known)
    number = {building.external_id: i for i, building in enumerate(found)}
    squares: dict[tuple[int, int], list[int]] = {}
    for i, building in enumerate(found):
        squares.setdefault(_square(building), []).append(i)
    for building in fresh:
        same = number.get(building.external_id)
        if same is None:
            here = _square(building)
            around = [(here[0] + i, here[1] + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
            near = (i for square in around for i in squares.get(square, ()))
            same = next((i for i in near if _one_building(found[i], building)), None)
        if same is not None:
            told.add("known", None, building.name)
            found[same] = _completed(found[same], building)
            continue
        number[building.external_id] = len(found)
        squares.setdefault(_square(building), []).append(len(found))
        found.append(building)
    return found


def _square(building: BuildingDraft) -> tuple[int, int]:
    return int(building.x // SAME_PLACE), int(building.y // SAME_PLACE)


def _one_building(one: BuildingDraft, other: BuildingDraft) -> bool:
    """The same kind close by, with the same name; an unnamed one is that same building too."""
    if one.kind != other.kind or np.hypot(one.x - other.x, one.y - other.y) > SAME_PLACE:
        return False
    if one.kind in {"shop", "other"} and one.name.casefold() != other.name.casefold():
        return False
    unnamed = [b.name.startswith(place_kinds.CALLED[b.kind] + " ") for b in (one, other)]
    return any(unnamed) or one.name.casefold() == other.name.casefold()


def _completed(kept: BuildingDraft, other: BuildingDraft) -> BuildingDraft:
    return replace(
        kept,
        street=kept.street or other.street,
        house_number=kept.house_number or (other.house_number if not kept.street else ""),
        postcode=kept.postcode or other.postcode,
        step_free=kept.step_free if kept.step_free != "unknown" else other.step_free,
    )


class _StreetNames:
    """The nearest named street to a point, out of a network."""

    def __init__(self, network: NetworkDraft | None) -> None:
        self._names: list[str] = []
        self._tree: shapely.STRtree | None = None
        if network is None:
            return
        named = np.flatnonzero(network.name >= 0)
        both = (network.u[named], network.v[named])
        ends = np.stack([np.column_stack([network.x[n], network.y[n]]) for n in both], axis=1)
        self._names = [network.names[i] for i in network.name[named]]
        self._tree = shapely.STRtree([shapely.LineString(end) for end in ends]) if len(named) else None

    def at(self, x: float, y: float) -> str:
        if self._tree is None:
            return ""
        found = self._tree.query_nearest(shapely.Point(x, y), max_distance=STREET_NEAR, all_matches=False)
        return self._names[int(found[0])] if len(found) else ""
