"""Places as rows, out of tables, GeoJSON, GeoPackages and OpenStreetMap files; `places` judges them.

Own template (CSV or XLSX, names of columns in Dutch or English, capitals do not matter):

    id ; kind/soort ; name/naam ; street/straat ; house_number/huisnummer ; postcode ;
    step_free/toegankelijk ; x ; y (RD New) or lon ; lat (WGS84)
"""

from __future__ import annotations

import json
import math
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from weerbaar.core.projection import to_rd
from weerbaar.territory.importers import place_kinds
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.osm_file import opened
from weerbaar.territory.importers.tables import MOST_BYTES, Table, number, read_table

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("osm_id", "external_id", "id", "@id", "nummer"),
    "kind": ("kind", "soort", "type", "category", "categorie", "functie"),
    "name": ("name", "naam"),
    "street": ("street", "straat", "straatnaam", "addr:street"),
    "house_number": ("house_number", "housenumber", "huisnummer", "addr:housenumber"),
    "postcode": ("postcode", "addr:postcode", "pc6"),
    "step_free": ("step_free", "wheelchair", "toegankelijk", "drempelvrij", "rolstoel"),
}
EAST = ("lon", "longitude", "lengtegraad", "x", "rd_x", "x_rd", "x_coord", "x-coördinaat", "x_coordinaat")
NORTH = ("lat", "latitude", "breedtegraad", "y", "rd_y", "y_rd", "y_coord", "y-coördinaat", "y_coordinaat")
OSM_TEXTS = {
    "name": "name",
    "street": "addr:street",
    "house_number": "addr:housenumber",
    "postcode": "addr:postcode",
    "step_free": "wheelchair",
}
OUTER = ("outer", "")  # roles of ways of an outline


@dataclass(frozen=True)
class PlaceRow:
    """A place as it stands in a file. `kind` is None when it is no building to consider, "?" when the word
    for it is unknown; `east`, `north` in whatever the file uses, NaN without a place."""

    row: int | None
    id: str
    kind: str | None
    word: str
    east: float
    north: float
    name: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    step_free: str = ""


def too_many(file: str, limit: int) -> ImportRefused:
    return ImportRefused(
        nl=f"dit bestand heeft meer dan {limit} plaatsen. Neem alleen de gemeente.",
        en=f"this file has more than {limit} places. Take only the municipality.",
        file=file,
    )


def is_place_table(columns: list[str]) -> bool:
    """Whether a table's columns say what and where: a kind (or OpenStreetMap tags) and coordinates."""
    found = {column.casefold().strip() for column in columns}
    placed = any(e in found and n in found for e, n in zip(EAST, NORTH, strict=True))
    told = bool(found & {*COLUMNS["kind"], *place_kinds.KEYS}) or {"key", "value"} <= found
    return placed and told and not found & {"source", "target", "u", "v", "buurtcode", "aantal_inwoners"}


def table_rows(path: Path, limit: int) -> Iterator[PlaceRow]:
    """Places of a CSV or XLSX file. Raises ImportRefused."""
    table = read_table(path, limit_rows=limit)
    if len(table.rows) > limit:
        raise too_many(path.name, limit)
    pair = next(
        (
            (east, north)
            for e, n in zip(EAST, NORTH, strict=True)
            if (east := table.column(e)) and (north := table.column(n))
        ),
        None,
    )
    if pair is None or not is_place_table(table.columns):
        raise ImportRefused(
            nl="verwacht worden kolommen voor de soort (soort) en de plaats (x en y, of lon en lat).",
            en="expected are columns for the kind (kind) and the place (x and y, or lon and lat).",
            file=path.name,
            row=1,
        )
    by_word = table.column("key") is None or table.column("value") is None
    kind_column = table.column(*COLUMNS["kind"]) if by_word else None
    texts = {field: table.column(*names) for field, names in COLUMNS.items() if field != "kind"}
    grouped = [table.grouped_by_dot(column) for column in pair]
    for at, row in table.rows:
        if kind_column:
            word = row[kind_column]
            kind: str | None = place_kinds.kind_called(word) or _tagged(word) or "?"
        else:
            tags = _row_tags(table, row)
            word, kind = _said(tags), place_kinds.kind_of(tags)
        found = {field: row[column] if column else "" for field, column in texts.items()}
        place = _float(row[pair[0]], grouped[0]), _float(row[pair[1]], grouped[1])
        yield PlaceRow(at, found.pop("id"), kind, word, place[0], place[1], **found)


def _tagged(word: str) -> str | None:
    """A kind column that holds OpenStreetMap's own words, such as "townhall"."""
    plain = word.casefold().strip()
    return next((kind for key in place_kinds.KEYS if (kind := place_kinds.TAGS.get((key, plain)))), None)


def _row_tags(table: Table, row: dict[str, str]) -> dict[str, str]:
    tags = {key: row[column] for key in place_kinds.KEYS if (column := table.column(key))}
    key, value = table.column("key"), table.column("value")
    if key and value:
        tags[row[key]] = row[value]
    name = table.column(*COLUMNS["name"])
    return tags | {"name": row[name] if name else ""}


def _said(tags: Mapping[str, Any]) -> str:
    return next((f"{key}={tags[key]}" for key in place_kinds.KEYS if tags.get(key)), "")


def _float(text: str, grouped_by_dot: bool) -> float:
    try:
        found = number(text, grouped_by_dot=grouped_by_dot)
    except ValueError:
        return math.nan
    return math.nan if found is None else found


def _texts(properties: Mapping[str, Any]) -> dict[str, str]:
    """The texts of a feature, by OpenStreetMap's names or by those of the own template."""
    low = {str(key).casefold(): value for key, value in properties.items()}
    found = {}
    for field, names in COLUMNS.items():
        if field in {"id", "kind"}:
            continue
        candidates = [OSM_TEXTS[field], *names]
        found[field] = next((str(low[name]) for name in candidates if low.get(name) not in (None, "")), "")
    return found


def _feature(row: int, identity: Any, properties: Mapping[str, Any], point: tuple[float, float]) -> PlaceRow:
    tags = {str(key): str(value) for key, value in properties.items() if value not in (None, "")}
    kind, word = place_kinds.kind_of(tags), _said(tags)
    if not word:
        word = next((tags[name] for name in COLUMNS["kind"] if name in tags), "")
        kind = (place_kinds.kind_called(word) or "?") if word else None
    own = next((properties[name] for name in ("@id", *COLUMNS["id"]) if properties.get(name)), identity)
    name = "" if own is None else str(own)
    return PlaceRow(row, name, kind, word, point[0], point[1], **_texts(properties))


def geojson_rows(path: Path, limit: int) -> Iterator[PlaceRow]:
    """Places of a GeoJSON file, areas by a point inside them. Raises ImportRefused."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise too_many(path.name, limit)
        features = json.loads(path.read_bytes())["features"]
        if not isinstance(features, list):
            raise TypeError("features")
    except (ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        raise ImportRefused(
            nl="dit GeoJSON-bestand is beschadigd of niet volledig. Exporteer het opnieuw.",
            en="this GeoJSON file is damaged or incomplete. Export it again.",
            file=path.name,
        ) from error
    if len(features) > limit:
        raise too_many(path.name, limit)
    for at, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            continue
        properties = feature.get("properties")
        point = _point(feature.get("geometry"))
        yield _feature(at, feature.get("id"), properties if isinstance(properties, dict) else {}, point)


def _point(geometry: Any) -> tuple[float, float]:
    nowhere = (math.nan, math.nan)
    if not isinstance(geometry, dict):
        return nowhere
    try:
        if geometry.get("type") == "Point":
            return float(geometry["coordinates"][0]), float(geometry["coordinates"][1])
        return point_in(shapely.from_geojson(json.dumps(geometry)))
    except (shapely.errors.ShapelyError, ValueError, TypeError, LookupError, RecursionError):
        return nowhere


def point_in(geometry: Any) -> tuple[float, float]:
    """A point of a geometry: the middle when it lies inside, else another point on it; NaN when empty."""
    if geometry is None or geometry.is_empty:
        return math.nan, math.nan
    middle = geometry.centroid
    try:
        point = middle if geometry.contains(middle) else geometry.representative_point()
    except shapely.errors.GEOSException:
        point = middle
    return (math.nan, math.nan) if point.is_empty else (float(point.x), float(point.y))


def geopackage_rows(path: Path, limit: int) -> Iterator[PlaceRow]:
    """Places of every layer of a GeoPackage that tells what and where. Raises ImportRefused."""
    import pyogrio

    at = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for layer, _ in pyogrio.list_layers(path):
                if not _layer_tells(path, str(layer)):
                    continue
                meta, _, shapes, values = pyogrio.raw.read(
                    path, layer=layer, max_features=limit + 1, force_2d=True
                )
                if len(shapes) > limit:
                    raise too_many(path.name, limit)
                columns = [str(column) for column in meta["fields"]]
                points = [point_in(shape) for shape in shapely.from_wkb(shapes, on_invalid="ignore")]
                for row, point in enumerate(_degrees_to_rd(points, meta["crs"])):
                    at += 1
                    cells = {column: values[i][row] for i, column in enumerate(columns)}
                    yield _feature(at, None, {key: v for key, v in cells.items() if _filled(v)}, point)
    except ImportRefused:
        raise
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, RuntimeError) as error:
        raise ImportRefused(
            nl="dit GeoPackage is beschadigd of niet volledig. Exporteer het opnieuw.",
            en="this GeoPackage is damaged or incomplete. Export it again.",
            file=path.name,
        ) from error


def _filled(value: Any) -> bool:
    return value is not None and not (isinstance(value, float) and math.isnan(value))


def _degrees_to_rd(points: list[tuple[float, float]], crs: Any) -> list[tuple[float, float]]:
    """RD New and WGS84 are told apart by their range later; anything else is turned into RD New here."""
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    if not points or not crs or str(crs) in {"EPSG:28992", "EPSG:4326"}:
        return points
    try:
        turn = Transformer.from_crs(CRS.from_user_input(crs), "EPSG:28992", always_xy=True)
        xs, ys = turn.transform([x for x, _ in points], [y for _, y in points])
    except ProjError:
        return points
    return list(zip(xs, ys, strict=True))


def _layer_tells(path: Path, layer: str) -> bool:
    import pyogrio

    info = pyogrio.read_info(path, layer=layer)
    kind = str(info["geometry_type"] or "")
    fields = {str(column).casefold() for column in info["fields"]}
    return ("Point" in kind or "Polygon" in kind) and bool(
        fields & {*place_kinds.KEYS, "kind", "soort", "functie", "categorie", "category"}
    )


def tells_places(path: Path) -> bool:
    """Whether a GeoPackage has a layer of places."""
    import pyogrio

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return any(_layer_tells(path, str(layer)) for layer, _ in pyogrio.list_layers(path))
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, RuntimeError):
        return False


def osm_rows(path: Path, limit: int, skipped: list[int]) -> Iterator[PlaceRow]:
    """Places of an OpenStreetMap file: nodes, and ways and relations by a point inside their outline.

    Relations whose outline is not in the file, whole and closed, end in `skipped`. Only what the table of
    kinds knows is read. Raises ImportRefused.
    """
    import osmium

    wanted = osmium.filter.TagFilter(*place_kinds.TAGS)
    drawn: dict[int, tuple[dict[str, str], list[int]]] = {}  # relations: tags, ways of the outline
    with tempfile.TemporaryDirectory() as folder, opened(path, wanted, Path(folder), relations=True) as items:
        for number_read, item in enumerate(items, start=1):
            if number_read > limit:
                raise too_many(path.name, limit)
            if item.is_relation():
                outer = [part.ref for part in item.members if part.type == "w" and part.role in OUTER]
                drawn[item.id] = (dict(item.tags), outer)
                continue
            if item.is_node():
                form, ends = "node", [(item.location.x, item.location.y)]
            else:
                form, ends = "way", [(node.x, node.y) for node in item.nodes if node.location.valid()]
            yield _osm_row(f"{form}/{item.id}", dict(item.tags), *_middle(ends))
        parts = {way for _, outer in drawn.values() for way in outer}
        lines = dict(items.lines(parts)) if parts else {}
    for relation, (tags, outer) in drawn.items():
        east, north = point_in(_outline([lines.get(way, []) for way in outer]))
        if math.isnan(east):
            skipped.append(relation)
        else:
            yield _osm_row(f"relation/{relation}", tags, east, north)


def _osm_row(label: str, tags: dict[str, str], east: float, north: float) -> PlaceRow:
    texts = {field: tags.get(tag, "") for field, tag in OSM_TEXTS.items()}
    return PlaceRow(None, label, place_kinds.kind_of(tags), _said(tags), east, north, **texts)


def _outline(lines: list[list[tuple[float, float]]]) -> Any:
    """The largest area that lines enclose; None when one is missing or they do not all close."""
    if not lines or min(map(len, lines)) < 2:
        return None
    areas, cuts, dangles, wrong = shapely.polygonize_full([shapely.LineString(line) for line in lines])
    if not (cuts.is_empty and dangles.is_empty and wrong.is_empty):
        return None
    return max(shapely.get_parts(areas), key=shapely.area, default=None)


def _middle(vertices: list[tuple[int, int]]) -> tuple[float, float]:
    """A point inside the outline of a way (fixed-point degrees), in degrees."""
    points = [(x / 1e7, y / 1e7) for x, y in vertices]
    if not points:
        return math.nan, math.nan
    if len(points) > 3 and points[0] == points[-1]:
        return point_in(shapely.Polygon(points))
    return point_in(shapely.MultiPoint(points).envelope)


def in_rd_new(east: float, north: float) -> tuple[float, float]:
    x, y = to_rd(east, north)
    return float(x), float(y)
