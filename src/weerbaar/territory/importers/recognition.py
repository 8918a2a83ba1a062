"""What each file in a folder is, judged by its content and never by its name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from weerbaar.territory.importers import (
    ages,
    areas,
    geofiles,
    health,
    keyfigures,
    places,
    residents,
    streets,
    tables,
)
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.geofiles import Features
from weerbaar.territory.importers.osm_file import osm_format
from weerbaar.territory.importers.tables import Table

MOST_FILES = 200

RESIDENTS, AGES, KEY_FIGURES, HEALTH = "residents", "ages", "key_figures", "health"
STREETS, PLACES, NOT_USED = "streets", "places", "not_used"


@dataclass(frozen=True)
class Recognised:
    """One file (or layer of a GeoPackage), what it is, and what was already read of it."""

    path: Path
    kind: str
    table: Table | None = None
    features: Features | None = None
    layer: str | None = None
    nl: str = ""
    en: str = ""

    @property
    def title(self) -> str:
        name = tables.shown_name(self.path)
        return f"{name} ({tables.printable(self.layer)[:60]})" if self.layer else name


def files_in(folder: Path) -> list[Path]:
    """The files of a folder and the folders in it, by name, without hidden ones and links.

    Raises ImportRefused when there is nothing, or too much to be a folder with a municipality's files.
    """
    if not folder.is_dir():
        raise ImportRefused(
            nl="deze map bestaat niet.", en="this folder does not exist.", file=tables.shown_name(folder)
        )
    found: list[Path] = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "__MACOSX")) for part in path.relative_to(folder).parts)
        if hidden or path.is_symlink() or not path.is_file():
            continue
        found.append(path)
        if len(found) > MOST_FILES:
            raise ImportRefused(
                nl=f"er staan meer dan {MOST_FILES} bestanden in. Kies een map met alleen de bestanden "
                "van de gemeente.",
                en=f"there are more than {MOST_FILES} files in it. Choose a folder with only the files of "
                "the municipality.",
                file=tables.shown_name(folder),
            )
    if not found:
        raise ImportRefused(
            nl="deze map is leeg.", en="this folder is empty.", file=tables.shown_name(folder)
        )
    return found


def recognise(path: Path) -> list[Recognised]:
    """What a file is; a file that cannot be read, or is of no use here, says why."""
    try:
        if osm_format(path):
            return [Recognised(path, STREETS), Recognised(path, PLACES)]
        found = _figures(path)
    except ImportRefused as refused:
        found = [_useless(path, refused.reason_nl, refused.reason_en)]
    except OSError:
        return [_useless(path, "Dit bestand is niet te lezen.", "This file cannot be read.")]
    if any(item.kind != NOT_USED for item in found):
        return found
    if streets.recognise(path):
        return [Recognised(path, STREETS)]
    if places.recognise(path):
        return [Recognised(path, PLACES)]
    return found


def _figures(path: Path) -> list[Recognised]:
    """A file as boundaries or figures. Raises ImportRefused and OSError."""
    with path.open("rb") as file:
        start = file.read(64)
    if not start:
        return [_useless(path, "Leeg bestand.", "Empty file.")]
    if geofiles.is_geopackage(path):
        return _geopackage(path)
    if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"{", b"["}:
        return [_json(path)]
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return [_useless(path, "XML die niet van OpenStreetMap is.", "XML that is not from OpenStreetMap.")]
    return [_table(path, tables.read_table(path))]


def _useless(path: Path, nl: str, en: str, layer: str | None = None) -> Recognised:
    return Recognised(path, NOT_USED, layer=layer, nl=nl, en=en)


def _geopackage(path: Path) -> list[Recognised]:
    layers = geofiles.geopackage_layers(path)
    found = []
    for layer in layers:
        named = layer.name if len(layers) > 1 else None
        folded = {name.casefold() for name in layer.fields}
        if residents.names_squares(layer.fields) or folded & {
            "postcode6",
            "pc6",
            "postcode_6",
        }:
            # a national file: read later, within the municipality's box
            found.append(Recognised(path, RESIDENTS, layer=layer.name))
        elif areas.names_areas(layer.fields):
            features = geofiles.read_geopackage(path, layer.name)
            kind = areas.kind_of(features)
            found.append(
                Recognised(path, kind, features.table, features, named)
                if kind
                else _useless(path, "Geen CBS-codes gevonden.", "No CBS codes found.", named)
            )
        else:
            found.append(
                _useless(path, "Onbekende laag: " + _names(layer.fields), _unknown(layer.fields), named)
            )
    return found or [_useless(path, "Geen lagen gevonden.", "No layers found.")]


def _json(path: Path) -> Recognised:
    if path.stat().st_size > tables.MOST_BYTES:
        return _useless(path, "Te groot.", "Too large.")
    content = path.read_bytes()
    try:
        document = json.loads(tables.decoded(content, tables.shown_name(path)))
    except (ValueError, RecursionError):
        return _useless(path, "Beschadigde JSON.", "Damaged JSON.")
    if isinstance(document, dict) and isinstance(document.get("features"), list):
        features = geofiles.geojson_features(content, tables.shown_name(path))
        if residents.is_residents_table(features.table):
            return Recognised(path, RESIDENTS, features.table, features)
        kind = areas.kind_of(features)
        if kind:
            return Recognised(path, kind, features.table, features)
        return _useless(
            path, "Onbekende kaart: " + _names(features.table.columns), _unknown(features.table.columns)
        )
    if isinstance(document, dict) and "nodes" in document:
        return _useless(path, "Onbekende JSON.", "Unknown JSON.")
    return _table(path, tables.read_table(path))


def _table(path: Path, table: Table) -> Recognised:
    columns = {column.casefold() for column in table.columns}
    if health.is_health_table(table):
        return Recognised(path, HEALTH, table)
    if residents.is_residents_table(table):
        return Recognised(path, RESIDENTS, table)
    if ages.is_age_table(table):
        return Recognised(path, AGES, table)
    if columns & {"stop_id", "stop_code"}:
        return _useless(path, "Haltes van het openbaar vervoer.", "Stops of public transport.")
    if keyfigures.area_column(table) and keyfigures.FigureReader(table, None).has_figures:
        return Recognised(path, KEY_FIGURES, table)
    return _useless(path, "Onbekende tabel: " + _names(table.columns), _unknown(table.columns))


def _names(columns: list[str]) -> str:
    return "kolommen " + ", ".join(column[:40] for column in columns[:6])


def _unknown(columns: list[str]) -> str:
    return "Unknown: columns " + ", ".join(column[:40] for column in columns[:6])
