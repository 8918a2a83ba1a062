"""The map of the report as a drawing (SVG): neighbourhoods by coverage, streets, people outside, points.

Drawn from the municipality's own data; north is up, one scale for both axes, RD New metres underneath.
The legend is text and belongs to the report, not to the drawing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from weerbaar.supportpoints.documents.export import DesignExport, ExportPoint
from weerbaar.supportpoints.documents.figures import number
from weerbaar.supportpoints.documents.sentences import say

WIDTH, HEIGHT, MARGIN = 170.0, 185.0, 3.0  # millimetres on an A4 page

# (at least this share, colour): lighter is better, so that the map also reads in grey
SHADES = (
    (0.95, "#dcebe9"),
    (0.80, "#f6ecd2"),
    (0.50, "#edcd95"),
    (0.00, "#dba45f"),
)
NOBODY = "#f3f4f5"
POINT, POINT_EDGE, OUTSIDE, STREET, BORDER = "#084c52", "#ffffff", "#7a3d00", "#b9c2c8", "#8d9aa3"
FONT = "Libertinus Serif"


@dataclass(frozen=True)
class Drawing:
    """The drawing with its size in millimetres."""

    svg: str
    width: float
    height: float


def shade(share: float | None) -> str:
    """Colour of a neighbourhood in which `share` of the residents is covered."""
    if share is None:
        return NOBODY
    return next(colour for least, colour in SHADES if share >= least or least == 0.0)


def network_map(export: DesignExport) -> Drawing | None:
    """The map of a design; None when there is nothing to draw it from."""
    frame = _Frame.around(export)
    if frame is None:
        return None
    shares = {area.code: area.share for area in export.summary.neighbourhoods}
    shapes = [row for row in export.neighbourhoods if row.geometry is not None]
    parts = [
        f'<path d="{frame.outline(row.geometry)}" fill="{shade(shares.get(row.code))}" fill-rule="evenodd"/>'
        for row in shapes
        if row.geometry is not None
    ]
    parts.append(frame.streets(export))
    parts += [
        f'<path d="{frame.outline(row.geometry)}" fill="none" stroke="{BORDER}" stroke-width="0.22"/>'
        for row in shapes
        if row.geometry is not None
    ]
    parts += list(frame.outside(export))
    parts += list(frame.markers(export.points))
    parts += list(frame.scale(export.language))
    body = "".join(parts)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{frame.width:.1f}mm" height="{frame.height:.1f}mm" '
        f'viewBox="0 0 {frame.width:.2f} {frame.height:.2f}">{body}</svg>'
    )
    return Drawing(svg, frame.width, frame.height)


@dataclass(frozen=True)
class _Frame:
    """From RD New metres to millimetres on paper."""

    left: float
    top: float
    millimetres_per_metre: float
    width: float
    height: float

    @classmethod
    def around(cls, export: DesignExport) -> _Frame | None:
        boxes = [row.geometry.bounds for row in export.neighbourhoods if row.geometry is not None]
        boxes += [(p.chosen.x, p.chosen.y, p.chosen.x, p.chosen.y) for p in export.points]
        if not boxes and export.arrays is not None and len(export.arrays.x):
            x, y = export.arrays.x, export.arrays.y
            boxes = [(float(x.min()), float(y.min()), float(x.max()), float(y.max()))]
        if not boxes:
            return None
        low = np.min(np.array(boxes)[:, :2], axis=0)
        high = np.max(np.array(boxes)[:, 2:], axis=0)
        wide, tall = np.maximum(high - low, 100.0)
        scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN - 9.0) / tall)
        height = tall * scale + 2 * MARGIN + 9.0
        return cls(
            left=float(low[0] - (WIDTH / scale - wide) / 2),
            top=float(high[1] + MARGIN / scale),
            millimetres_per_metre=float(scale),
            width=WIDTH,
            height=float(height),
        )

    def place(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.left) * self.millimetres_per_metre, (self.top - y) * self.millimetres_per_metre

    def outline(self, shape: BaseGeometry | None) -> str:
        rings = []
        for polygon in shapely.get_parts(shape):
            if polygon.geom_type != "Polygon":
                continue
            for ring in (polygon.exterior, *polygon.interiors):
                places = [self.place(x, y) for x, y in shapely.get_coordinates(ring)]
                rings.append("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in places) + "Z")
        return "".join(rings)

    def streets(self, export: DesignExport) -> str:
        network = export.streets
        if network is None or not len(network.u):
            return ""
        scale = self.millimetres_per_metre
        x, y = (network.x - self.left) * scale, (self.top - network.y) * scale
        inner_x, inner_y = (network.shape_x - self.left) * scale, (self.top - network.shape_y) * scale
        seen: set[tuple[int, int]] = set()
        lines = []
        starts = network.shape_start.tolist()
        for edge, (u, v) in enumerate(zip(network.u.tolist(), network.v.tolist(), strict=True)):
            pair = (u, v) if u < v else (v, u)
            straight = starts[edge] == starts[edge + 1]
            if straight and pair in seen:
                continue
            seen.add(pair)
            inner = range(starts[edge], starts[edge + 1])
            course = "".join(f"L{inner_x[i]:.1f} {inner_y[i]:.1f}" for i in inner)
            lines.append(f"M{x[u]:.1f} {y[u]:.1f}{course}L{x[v]:.1f} {y[v]:.1f}")
        # streets run on beyond the municipality: only what lies on the sheet is drawn
        return (
            '<clipPath id="sheet">'
            f'<rect width="{self.width:.1f}" height="{self.height - 9.0:.1f}"/></clipPath>'
            f'<path clip-path="url(#sheet)" d="{"".join(lines)}" fill="none" stroke="{STREET}" '
            'stroke-width="0.13" stroke-opacity="0.8"/>'
        )

    def outside(self, export: DesignExport) -> Iterator[str]:
        """A dot per demand point with residents outside their norm: its area grows with their number."""
        if export.arrays is None:
            return
        for index in np.flatnonzero(export.outside >= 0.5):
            x, y = self.place(float(export.arrays.x[index]), float(export.arrays.y[index]))
            radius = min(1.4, 0.2 + 0.07 * math.sqrt(float(export.outside[index])))
            yield (
                f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" fill="{OUTSIDE}" fill-opacity="0.85"/>'
            )

    def markers(self, points: tuple[ExportPoint, ...]) -> Iterator[str]:
        size = 2.3 if len(points) <= 40 else 1.9 if len(points) <= 100 else 1.3
        drawn = sorted(points, key=lambda point: point.chosen.tier != "local")  # the large ones on top
        for point in drawn:
            x, y = self.place(point.chosen.x, point.chosen.y)
            yield marker(point.chosen.tier, x, y, size)
            if size > 1.5:
                tall = size * (1.22 if point.number < 100 else 0.95)
                yield (
                    f'<text x="{x:.2f}" y="{y + tall * 0.34:.2f}" font-family={quoteattr(FONT)} '
                    f'font-weight="bold" font-size="{tall:.2f}" text-anchor="middle" fill="#ffffff">'
                    f"{point.number}</text>"
                )

    def scale(self, language: str) -> Iterator[str]:
        """A bar of a round length, and an arrow to the north."""
        room = 45.0 / self.millimetres_per_metre
        length = next(
            size for size in (10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 1) if size <= room
        )
        wide, y = length * self.millimetres_per_metre, self.height - 2.5
        label = say("scale_label", language, km=number(length / 1000, language, 0 if length >= 1000 else 2))
        yield (
            f'<path d="M{MARGIN} {y - 1.2:.2f}V{y:.2f}H{MARGIN + wide:.2f}V{y - 1.2:.2f}" fill="none" '
            f'stroke="#16212b" stroke-width="0.35"/>'
            f'<text x="{MARGIN + wide + 1.5:.2f}" y="{y + 0.2:.2f}" font-family={quoteattr(FONT)} '
            f'font-size="3.2" fill="#16212b">{escape(label)}</text>'
        )
        x = self.width - MARGIN - 3.0
        yield (
            f'<path d="M{x} {self.height - 8.5:.2f}l1.6 4.6l-1.6 -1l-1.6 1z" fill="#16212b"/>'
            f'<text x="{x}" y="{y + 0.6:.2f}" font-family={quoteattr(FONT)} font-size="3.2" '
            f'text-anchor="middle" fill="#16212b">{escape(say("north", language))}</text>'
        )


def marker(tier: str, x: float, y: float, size: float) -> str:
    """Shape of a tier, with the same area for each: square, diamond or circle."""
    look = f'fill="{POINT}" stroke="{POINT_EDGE}" stroke-width="0.35"'
    if tier == "main":
        half = size * 0.95
        return (
            f'<rect x="{x - half:.2f}" y="{y - half:.2f}" width="{2 * half:.2f}" height="{2 * half:.2f}" '
            f'rx="0.3" {look}/>'
        )
    if tier == "regional":
        tip = size * 1.4
        sides = f"l{tip:.2f} {tip:.2f}l{-tip:.2f} {tip:.2f}l{-tip:.2f} {-tip:.2f}z"
        return f'<path d="M{x:.2f} {y - tip:.2f}{sides}" {look}/>'
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{size:.2f}" {look}/>'


def marker_drawing(tier: str) -> str:
    """One marker as a drawing of its own, for the legend."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="4mm" height="4mm" viewBox="0 0 4 4">'
        f"{marker(tier, 2.0, 2.0, 1.2)}</svg>"
    )
