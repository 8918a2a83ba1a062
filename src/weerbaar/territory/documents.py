"""Map documents of the territory, in WGS84."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _

from weerbaar.core.projection import to_wgs84
from weerbaar.territory.types import Floats, NeighbourhoodRow

STEPS = [0.05, 0.1, 0.15, 0.2]  # of the share of vulnerable residents, as the map shows it


def _degrees(points: Floats) -> Floats:
    """Coordinates (n, 2) in RD New as degrees, to a decimetre."""
    rounded: Floats = np.column_stack(to_wgs84(points[:, 0], points[:, 1])).round(6)
    return rounded


def map_document(rows: Iterable[NeighbourhoodRow]) -> dict[str, Any]:
    """The neighbourhoods as one layer, coloured by the share of vulnerable residents."""
    features = []
    bounds: list[Floats] = []
    for row in rows:
        if row.geometry is None:
            continue
        shape = shapely.transform(row.geometry, _degrees)
        bounds.append(np.asarray(shape.bounds, np.float64))
        share = row.vulnerable_share
        detail = _("%(count)d residents") % {"count": round(row.residents)}
        features.append(
            {
                "type": "Feature",
                "geometry": json.loads(shapely.to_geojson(shape)),
                "properties": {
                    "id": row.code,
                    "label": row.name,
                    "detail": detail,
                    "href": f"#{row.code}",
                    "share": None if share is None else round(share, 4),
                },
            }
        )
    corners = np.array(bounds) if bounds else np.array([[3.3, 50.7, 7.3, 53.6]])
    return {
        "bounds": [
            *(float(value) for value in corners[:, :2].min(axis=0)),
            *(float(value) for value in corners[:, 2:].max(axis=0)),
        ],
        "layers": [
            {
                "kind": "neighbourhood",
                "label": _("Neighbourhoods"),
                "legend": _("Share of residents who are vulnerable"),
                "steps": STEPS,
                "data": {"type": "FeatureCollection", "features": features},
            }
        ],
    }
