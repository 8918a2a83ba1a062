"""Which neighbourhood each point of residents belongs to, and where points without a place go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from weerbaar.territory.importers.areas import Area
from weerbaar.territory.importers.keyfigures import belongs_to
from weerbaar.territory.importers.residents import ResidentPoints
from weerbaar.territory.types import Integers

NEAREST_WITHIN_M = 1_000.0  # generalised borders leave points of the municipality just outside
WRONG_BEYOND_M = 2_000.0  # a point this far from its own neighbourhood has wrong coordinates
REGIONAL_FROM = 0.5  # share of points outside the municipality from which a file is of a larger region


@dataclass(frozen=True)
class Placed:
    """Points that stay, each with the index of its neighbourhood (n,)."""

    points: ResidentPoints
    area: Integers


def place(points: ResidentPoints, areas: list[Area], municipality_code: str) -> Placed:
    """Gives every point a neighbourhood and every resident a place; the rest is refused with its reason.

    The file's own neighbourhood code goes before the map: it comes from addresses, the map may be
    generalised. Without a code the polygon around the point decides, then the nearest one. A point far
    from its own neighbourhood, or without coordinates but with residents, is put in the middle of its
    neighbourhood; without residents (a post-office box) it is left out.
    """
    index = {area.code: i for i, area in enumerate(areas)}
    area = np.array([index.get(code, -1) for code in points.neighbourhood], np.int64)
    elsewhere = np.array(
        [bool(c) and not belongs_to(c, municipality_code) for c in points.neighbourhood], bool
    )
    unknown = (area < 0) & ~elsewhere & np.array([bool(code) for code in points.neighbourhood], bool)
    somewhere = ~np.isnan(points.x)
    shapes = np.array([a.geometry for a in areas], object)
    spots = np.asarray(shapely.points(np.nan_to_num(points.x), np.nan_to_num(points.y)), object)
    shapely.prepare(shapes)
    _by_map(points, area, ~elsewhere & somewhere & (area < 0), spots, shapes)

    off = np.zeros(len(area))
    own = somewhere & (area >= 0)
    off[own] = shapely.distance(spots[own], shapes[area[own]])
    lost = (area >= 0) & ~somewhere & (np.nan_to_num(points.residents) > 0)
    wrong = (off > WRONG_BEYOND_M) | lost
    for i in np.flatnonzero(wrong):
        middle = shapely.point_on_surface(shapes[area[i]])
        points.x[i], points.y[i] = middle.x, middle.y

    tell = points.findings
    for i in np.flatnonzero(unknown & (area >= 0)):
        tell.repaired(
            points.row[i],
            "",
            "Onbekende buurtcode: de buurt op de kaart is genomen.",
            "Unknown neighbourhood code: the neighbourhood on the map was taken.",
        )
    for i in np.flatnonzero((off > 0) & ~wrong):
        tell.repaired(
            points.row[i],
            "",
            "Ligt net buiten het vlak van de buurt (de kaart is vereenvoudigd): telt daar wel mee.",
            "Lies just outside the shape of its neighbourhood (the map is generalised): counts there.",
        )
    for i in np.flatnonzero(wrong):
        tell.repaired(
            points.row[i],
            "",
            "Geen of onmogelijke coördinaten: in het midden van de buurt gezet.",
            "No or impossible coordinates: put in the middle of the neighbourhood.",
        )
    staying = (area >= 0) & ~elsewhere & ~np.isnan(points.x)
    _tell_refused(points, staying, elsewhere, somewhere)
    kept = points.keep(staying)
    kept.findings.report.used = len(kept.code)
    return Placed(kept, area[staying])


def _by_map(
    points: ResidentPoints,
    area: Integers,
    asked: np.ndarray,
    spots: np.ndarray,
    shapes: np.ndarray,
) -> None:
    """Fills in `area` for the asked points from the map: around them, else nearest when close enough."""
    at = np.flatnonzero(asked)
    if not len(at):
        return
    tree = shapely.STRtree(shapes)
    spot, shape = tree.query(spots[at], predicate="intersects")
    area[at[spot[::-1]]] = shape[::-1]  # on a border: the lowest code wins
    outside = at[area[at] < 0]
    if not len(outside) or len(outside) > REGIONAL_FROM * len(at):
        return
    spot, shape = tree.query_nearest(spots[outside], max_distance=NEAREST_WITHIN_M, all_matches=False)
    area[outside[spot]] = shape


def _tell_refused(
    points: ResidentPoints, staying: np.ndarray, elsewhere: np.ndarray, somewhere: np.ndarray
) -> None:
    reasons = (
        (elsewhere, "Andere gemeente.", "Another municipality."),
        (~elsewhere & somewhere, "Buiten de gemeente.", "Outside the municipality."),
        (
            ~elsewhere & ~somewhere,
            "Geen coördinaten en geen buurt (bijvoorbeeld een postbus)",
            "No coordinates and no neighbourhood (for example a post-office box)",
        ),
    )
    for chosen, nl, en in reasons:
        rows = np.flatnonzero(chosen & ~staying)
        people = float(np.nansum(points.residents[rows]))
        if len(rows) and chosen is reasons[2][0]:
            nl, en = f"{nl}; samen {people:.0f} inwoners.", f"{en}; {people:.0f} residents together."
        for i in rows:
            points.findings.refused(points.row[i], "", nl, en)
