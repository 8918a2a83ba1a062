"""The street network of a municipality out of whatever files there are: recognised, read, checked, told."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from weerbaar.core.projection import to_wgs84
from weerbaar.territory.importers import network_assembly as assembly
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.osm_file import osm_format
from weerbaar.territory.importers.street_lines import line_layer, read_line_streets
from weerbaar.territory.importers.street_osm import read_osm_streets
from weerbaar.territory.importers.street_osmnx import read_osmnx_csv, read_osmnx_json
from weerbaar.territory.types import FileReport, NetworkDraft, Remark

MARGIN = 1_000.0  # metres: people near the boundary walk outside it
SHORTEST = 0.1  # metres: a street of no length would vanish from a sparse matrix
WHOLE = 0.8  # share of the municipality below which the report says that streets may be missing
HEAD = 65_536

# Kinds of files, the most complete network first.
OSM, OSMNX_JSON, LINES, EDGES, NODES = "osm", "osmnx_json", "street_lines", "street_edges", "street_nodes"
_ORDER = (OSM, OSMNX_JSON, LINES, EDGES)

_ENDS = ({"u", "v"}, {"source", "target"}, {"from", "to"})
_KEYS, _PLACES = {"osmid", "id", "node", "node_id"}, ({"x", "y"}, {"lon", "lat"}, {"longitude", "latitude"})
_OF_NODES = {"street_count", "highway", "ref", "geometry", "elevation", "junction", "railway"}


def recognise(path: Path) -> str | None:
    """What street file this is, by its content; None when it is none. Never raises on a strange file."""
    try:
        if not path.is_file():
            return None
        if osm_format(path):
            return OSM
        head, packed = _head(path)
    except (OSError, EOFError, zlib.error):
        return None
    if head.startswith(b"SQLite format 3"):
        return LINES if line_layer(path) else None
    text = head.decode("utf-8-sig", "replace").lstrip()
    if text.startswith("{"):
        if packed:
            return None
        if '"nodes"' in text and ('"multigraph"' in text or '"directed"' in text):
            return OSMNX_JSON
        return LINES if '"FeatureCollection"' in text and "LineString" in text and line_layer(path) else None
    return _table_kind(text)


def _head(path: Path) -> tuple[bytes, bool]:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.startswith(b"\x1f\x8b"):
        return head, False
    with gzip.open(path, "rb") as unpacked:
        return unpacked.read(HEAD), True


def _table_kind(text: str) -> str | None:
    header = text.partition("\n")[0].casefold().replace('"', "").strip()
    for separator in ",;\t":
        columns = {column.strip() for column in header.split(separator)}
        if any(ends <= columns for ends in _ENDS) and columns & {"length", "highway", "geometry"}:
            return EDGES
        placed = next((pair for pair in _PLACES if pair <= columns), None)
        if placed and columns & _KEYS:
            rest = columns - _KEYS - placed - {""}
            if "street_count" in rest or rest <= _OF_NODES:
                return NODES
    return None


def read_streets(
    paths: Path | Sequence[Path], boundary: BaseGeometry | None = None, *, margin_m: float = MARGIN
) -> tuple[NetworkDraft, list[FileReport]]:
    """The walked street network out of a folder or files, within a boundary (RD New) and a margin.

    Of several networks the most complete kind that covers the municipality is used; the others are told
    as not used, so that no street counts twice. Raises ImportRefused when none can be used.
    """
    files = sorted(paths.iterdir()) if isinstance(paths, Path) and paths.is_dir() else paths
    files = [files] if isinstance(files, Path) else list(files)
    kinds = {path: kind for path in files if (kind := recognise(path))}
    nodes = [path for path, kind in kinds.items() if kind == NODES]
    area = None if boundary is None else boundary.buffer(margin_m)
    reports: list[FileReport] = []
    refusal: ImportRefused | None = None
    found: NetworkDraft | None = None
    for path in sorted((p for p, kind in kinds.items() if kind != NODES), key=lambda p: _rank(kinds[p])):
        if found is not None:
            reports += _not_used(path, kinds[path])
            if kinds[path] == EDGES:
                reports += [report for node in nodes for report in _not_used(node, NODES)]
            continue
        try:
            draft, told = _read(path, kinds[path], nodes, area)
            found = _finished(draft, told[-1], area)
            _tell_cover(found, told[-1], boundary)
            reports += told
        except ImportRefused as error:
            refusal = refusal or error
            remark = Remark(path.name, error.row, error.column or "", error.reason_nl, error.reason_en)
            reports.append(FileReport(path.name, kinds[path], refused=[remark]))
    if found is not None:
        return found, reports
    if refusal is not None:
        raise refusal
    raise ImportRefused(
        nl="er is geen stratennetwerk gevonden. Voeg een OpenStreetMap-uittreksel (.osm.pbf) toe.",
        en="no street network was found. Add an OpenStreetMap extract (.osm.pbf).",
        file=", ".join(path.name for path in files[:3]) or "-",
    )


def _rank(kind: str) -> int:
    return _ORDER.index(kind)


def _not_used(path: Path, kind: str) -> list[FileReport]:
    remark = Remark(
        path.name,
        None,
        "",
        "Niet gebruikt: een ander bestand gaf het stratennetwerk al.",
        "Not used: another file already gave the street network.",
    )
    return [FileReport(path.name, kind, refused=[remark])]


def _read(
    path: Path, kind: str, nodes: list[Path], area: BaseGeometry | None
) -> tuple[NetworkDraft, list[FileReport]]:
    if kind == EDGES:
        if not nodes:
            raise ImportRefused(
                nl="bij deze straten hoort een tweede bestand met kruispunten (id, x, y); dat ontbreekt.",
                en="these streets need a second file with junctions (id, x, y); it is missing.",
                file=path.name,
            )
        partner = max(nodes, key=lambda node: _alike(node.name, path.name))
        return read_osmnx_csv(partner, path)
    if kind == OSM:
        draft, report = read_osm_streets(path, area)
    else:
        draft, report = (read_osmnx_json if kind == OSMNX_JSON else read_line_streets)(path)
    return draft, [report]


def _alike(one: str, other: str) -> int:
    """How many characters two names share from their start."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _finished(draft: NetworkDraft, report: FileReport, area: BaseGeometry | None) -> NetworkDraft:
    """Clipped, measured, twins merged, loose bits left out; everything told in the report."""
    if area is not None and len(draft.u):
        before = len(draft.u)
        clipped = assembly.clipped(draft, area)
        if not len(clipped.u):
            raise _elsewhere(draft, report.file)
        draft = clipped
        if before > len(draft.u):
            _refuse(
                report,
                "Stukken straat buiten de gemeente en haar rand.",
                "Street pieces outside the municipality and its edge.",
                before - len(draft.u),
            )
    if not len(draft.u):
        raise ImportRefused(
            nl="er staan geen straten in waar men loopt, of niet in deze gemeente.",
            en="there are no streets in it that people walk along, or none in this municipality.",
            file=report.file,
        )
    point = (draft.u == draft.v) & (np.diff(draft.shape_start) == 0)
    if point.any():
        draft = assembly.selected(draft, ~point)
        _refuse(report, "Lussen zonder verloop.", "Loops without a course.", int(point.sum()))
    given = bool(np.isfinite(draft.length_m).any())
    draft, off, missing = assembly.measured(draft)
    if off:
        _repair(
            report,
            "Lengtes die meer dan 5 % afweken van het verloop: opnieuw gemeten.",
            "Lengths more than 5 % off their course: measured again.",
            off,
        )
    if given and missing:
        _repair(report, "Ontbrekende lengtes: gemeten.", "Missing lengths: measured.", missing)
    twins = 0
    if report.kind in {OSMNX_JSON, EDGES}:  # other files draw a street once, for both directions
        draft, twins = assembly.without_twins(draft)
    if twins:
        _repair(
            report,
            "Straten die per richting apart stonden: samengevoegd.",
            "Streets that were listed once per direction: merged.",
            twins,
        )
    if not len(draft.u):
        raise ImportRefused(nl="er blijft geen straat over.", en="no street is left.", file=report.file)
    short = draft.length_m < SHORTEST
    if short.any():
        draft = replace(draft, length_m=np.maximum(draft.length_m, SHORTEST))
        _repair(
            report,
            "Straten zonder lengte: 0,1 m aangehouden.",
            "Streets of no length: 0.1 m taken.",
            int(short.sum()),
        )
    return _whole(draft, report)


def _whole(draft: NetworkDraft, report: FileReport) -> NetworkDraft:
    """Leaves out small loose parts, so that nobody is put on an island; names larger ones that stay."""
    part, metres = assembly.parts(draft)
    kept = metres >= assembly.LEAST_PART * metres.sum()
    kept[0] = True
    sizes = np.bincount(part)
    for i in np.flatnonzero(kept)[1:]:
        km, nodes = metres[i] / 1000, int(sizes[i])
        _repair(
            report,
            f"Los deel, niet verbonden met de rest: {nodes} kruispunten, {km:.1f} km. Behouden.",
            f"Separate part of the network, not joined to the rest: {nodes} junctions, {km:.1f} km. Kept.",
            1,
        )
    if kept.all():
        return draft
    km, nodes = metres[~kept].sum() / 1000, int(sizes[~kept].sum())
    _refuse(
        report,
        f"Losse stukjes, elk onder 1 % van het netwerk (samen {nodes} kruispunten, {km:.1f} km): weggelaten.",
        f"Loose bits, each less than 1 % of the network (together {nodes} junctions, {km:.1f} km): left out.",
        int((~kept).sum()),
    )
    return assembly.selected(draft, kept[part[draft.u]])


def _tell_cover(draft: NetworkDraft, report: FileReport, boundary: BaseGeometry | None) -> None:
    """Says so when the streets reach only part of the municipality: an extract that stops at a border."""
    if boundary is None or boundary.area <= 0:
        return
    hull = shapely.MultiPoint(np.column_stack([draft.x, draft.y])).convex_hull
    share = hull.intersection(boundary).area / boundary.area
    if share < WHOLE:
        _repair(
            report,
            f"De straten liggen in {share:.0%} van de gemeente. Is de rest water, dan klopt het; "
            "neem anders een groter uittreksel.",
            f"The streets lie in {share:.0%} of the municipality. If the rest is water this is right; "
            "otherwise take a larger extract.",
            1,
        )


def _elsewhere(draft: NetworkDraft, file: str) -> ImportRefused:
    lon, lat = to_wgs84(float(np.median(draft.x)), float(np.median(draft.y)))
    return ImportRefused(
        nl=f"de straten liggen niet in deze gemeente maar rond {lat:.3f} N, {lon:.3f} O. "
        "Neem het uittreksel van de eigen provincie.",
        en=f"the streets are not in this municipality but around {lat:.3f} N, {lon:.3f} E. "
        "Take the extract of your own province.",
        file=file,
    )


def _repair(report: FileReport, nl: str, en: str, count: int) -> None:
    report.repaired.append(Remark(report.file, None, "", nl, en, count))


def _refuse(report: FileReport, nl: str, en: str, count: int) -> None:
    report.refused.append(Remark(report.file, None, "", nl, en, count))
