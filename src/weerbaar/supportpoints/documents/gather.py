"""Gathers from the queries what the documents of one design need."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.core.projection import to_rd
from weerbaar.supportpoints import catchments, queries
from weerbaar.supportpoints.documents.commas import neighbourhoods_csv, points_csv
from weerbaar.supportpoints.documents.export import DesignExport, Format
from weerbaar.supportpoints.documents.geofiles import design_geojson, design_geopackage
from weerbaar.supportpoints.documents.report import design_report
from weerbaar.supportpoints.documents.workbook import design_workbook
from weerbaar.supportpoints.types import DesignArrays, DesignRow
from weerbaar.territory import queries as territory

WRITERS: dict[Format, Callable[[DesignExport], bytes]] = {
    Format.GEOPACKAGE: design_geopackage,
    Format.GEOJSON: design_geojson,
    Format.CSV: points_csv,
    Format.NEIGHBOURHOODS_CSV: neighbourhoods_csv,
    Format.XLSX: design_workbook,
    Format.PDF: design_report,
}


def design_export(
    municipality: MunicipalityRow, design: DesignRow, kind: Format, *, made_at: datetime, language: str
) -> DesignExport:
    """What the document of one kind needs. Raises ValueError for a design without an answer."""
    if design.summary is None:
        raise ValueError(f"design {design.id} has no answer yet")
    drawn, layered = kind is Format.PDF, kind is Format.GEOPACKAGE
    own = "supportpoints."
    return DesignExport(
        municipality=municipality.name,
        slug=municipality.slug,
        design=design,
        summary=design.summary,
        neighbourhoods=tuple(territory.neighbourhoods(municipality.id)),
        arrays=_arrays(design) if drawn or layered else None,
        network=tuple(queries.points(municipality.id)) if design.is_current else (),
        sources=tuple(territory.sources(municipality.id)),
        parameters=tuple(
            row for key, row in territory.all_parameters(municipality.id).items() if key.startswith(own)
        ),
        streets=territory.street_network(municipality.id) if drawn else None,
        catchments=_catchments(design) if layered else {},
        made_at=made_at,
        language=language,
    )


def _arrays(design: DesignRow) -> DesignArrays | None:
    try:
        return queries.design_arrays(design)
    except FileNotFoundError:
        return None


def _catchments(design: DesignRow) -> dict[int, BaseGeometry]:
    def metres(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_rd(degrees[:, 0], degrees[:, 1]))

    return {
        int(building): shapely.transform(shapely.from_geojson(json.dumps(area)), metres)
        for building, area in catchments.catchments(design).items()
    }
