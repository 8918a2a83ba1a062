"""What a document is made of: one design with its territory, its network and its sources, in one language."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from weerbaar.core.projection import to_wgs84
from weerbaar.supportpoints.documents.words import KIND, word
from weerbaar.supportpoints.types import ChosenPoint, DesignArrays, DesignRow, DesignSummary, PointRow
from weerbaar.territory.types import NeighbourhoodRow, NetworkDraft, Parameter, SourceRow

TIERS = ("regional", "main", "local")


class Format(StrEnum):
    """The documents there are, by the word in their address."""

    GEOPACKAGE = "gpkg"
    GEOJSON = "geojson"
    CSV = "csv"
    NEIGHBOURHOODS_CSV = "neighbourhoods-csv"
    XLSX = "xlsx"
    PDF = "pdf"


CONTENT_TYPES = {
    Format.GEOPACKAGE: "application/geopackage+sqlite3",
    Format.GEOJSON: "application/geo+json",
    Format.CSV: "text/csv; charset=utf-8",
    Format.NEIGHBOURHOODS_CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.PDF: "application/pdf",
}


@dataclass(frozen=True)
class ExportPoint:
    """A point of the design as documents show it; `network` is its support point, once adopted.

    `number` is the permanent number of the support point, or the place in the list of a design that is
    not adopted. `lon`, `lat` in degrees (WGS84).
    """

    number: int
    chosen: ChosenPoint
    district_name: str
    lon: float
    lat: float
    network: PointRow | None

    def name(self, language: str) -> str:
        """Its name; a building without one goes by what it is."""
        name = (self.network.name if self.network else "") or self.chosen.name
        return name or word(KIND, self.chosen.kind, language).capitalize()


@dataclass(frozen=True)
class DesignExport:
    """Everything that the documents of one design need. `arrays` is None when its file is gone.

    `neighbourhoods` are the territory as it is now: their shapes are drawn. `network` holds the support
    points of the municipality when this design is the adopted one, and is empty otherwise. `parameters` are
    the norms and costs to be named with their source. `catchments` are the
    areas (RD New) from which a point can be walked to, by building number, where known.
    """

    municipality: str
    slug: str
    design: DesignRow
    summary: DesignSummary
    neighbourhoods: tuple[NeighbourhoodRow, ...]
    arrays: DesignArrays | None
    network: tuple[PointRow, ...]
    sources: tuple[SourceRow, ...]
    parameters: tuple[Parameter, ...]
    streets: NetworkDraft | None
    catchments: Mapping[int, BaseGeometry]
    made_at: datetime
    language: str

    @property
    def illustrative(self) -> bool:
        """Whether any of the figures rests on an illustrative source."""
        return any(source.illustrative for source in self.sources)

    @cached_property
    def points(self) -> tuple[ExportPoint, ...]:
        """The points, by their permanent number, or else by tier, district and name."""
        districts = {area.code: area.name for area in self.summary.districts}
        network = {row.building_id: row for row in self.network if row.state != "withdrawn"}

        def order(point: ChosenPoint) -> tuple[int, int, str, str, int]:
            row = network.get(point.building_id)
            return (
                row.number if row else 10**9,
                TIERS.index(point.tier) if point.tier in TIERS else len(TIERS),
                point.district_code,
                point.name,
                point.building_id,
            )

        chosen = sorted(self.summary.points, key=order)
        lon, lat = to_wgs84([point.x for point in chosen], [point.y for point in chosen])
        last = max((row.number for row in network.values()), default=0)
        found = []
        for index, point in enumerate(chosen):
            row = network.get(point.building_id)
            if row is None:
                last += 1
            found.append(
                ExportPoint(
                    number=row.number if row else last,
                    chosen=point,
                    district_name=districts.get(point.district_code, ""),
                    lon=float(lon[index]),
                    lat=float(lat[index]),
                    network=row,
                )
            )
        return tuple(found)

    @cached_property
    def outside(self) -> NDArray[np.float64]:
        """Residents outside their own norm per demand point (n,); empty without arrays."""
        if self.arrays is None:
            return np.zeros(0)
        return np.maximum(self.arrays.residents - self.arrays.within_norm(), 0.0)

    def file_name(self, kind: Format) -> str:
        """Name of the file, in ASCII: `maastricht-steunpunten-voorstel-a-2026-11-24.gpkg`."""
        subject = "steunpunten" if self.language == "nl" else "support-points"
        part = ""
        suffix = kind.value
        if kind is Format.NEIGHBOURHOODS_CSV:
            part, suffix = ("-buurten" if self.language == "nl" else "-neighbourhoods"), "csv"
        name = ascii_name(self.design.name) or f"ontwerp-{self.design.id}"
        return f"{ascii_name(self.slug)}-{subject}-{name}{part}-{self.made_at:%Y-%m-%d}.{suffix}"


def ascii_name(text: str, longest: int = 60) -> str:
    """The text as lower-case ASCII words with hyphens; empty when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "-".join(words)[:longest].strip("-")
