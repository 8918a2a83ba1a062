"""Map documents: areas hold who walks there, dots are those left out, and the document stays small."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import shapely
from django.utils.translation import override

from tests.supportpoints.conftest import Designer
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.core.projection import to_wgs84
from weerbaar.supportpoints import map_documents, queries, services
from weerbaar.supportpoints.catchments import catchments
from weerbaar.supportpoints.types import DesignRow


def layers(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {layer["kind"]: layer["data"]["features"] for layer in document["layers"]}


def test_a_design_shows_its_answer(make_design: Designer) -> None:
    row = make_design()
    assert row.summary is not None
    drawn = layers(map_documents.design_map(row))
    assert {f["properties"]["id"] for f in drawn["point"]} == {
        f"building-{p.building_id}" for p in row.summary.points
    }
    assert {f["properties"]["point"] for f in drawn["catchment"]} == {
        f["properties"]["id"] for f in drawn["point"]
    }
    shares = {f["properties"]["id"]: f["properties"]["share"] for f in drawn["neighbourhood"]}
    assert shares == {area.code: area.share for area in row.summary.neighbourhoods}
    left_out = sum(f["properties"]["weight"] for f in drawn["uncovered"])
    assert left_out == pytest.approx(row.summary.residents - row.summary.covered, abs=0.05 * 48)
    chosen = {f["properties"]["id"] for f in drawn["point"]}
    assert drawn["candidate"]
    assert not chosen & {f["properties"]["id"] for f in drawn["candidate"]}


def test_residents_within_the_norm_live_inside_the_area_of_their_point(make_design: Designer) -> None:
    row = make_design()
    arrays, areas = queries.design_arrays(row), catchments(row)
    lon, lat = to_wgs84(arrays.x, arrays.y)
    shapes = {int(key): shapely.from_geojson(json.dumps(area)) for key, area in areas.items()}
    for i in np.flatnonzero(arrays.covered):
        assert shapes[int(arrays.nearest[i])].covers(shapely.Point(lon[i], lat[i])), i


def test_areas_stay_as_they_were_after_the_streets_changed(
    make_design: Designer, town: MunicipalityRow
) -> None:
    from tests import small_town
    from weerbaar.supportpoints import catchments as module
    from weerbaar.territory.services import keep_territory

    row = make_design()
    before = catchments(row)
    draft = small_town.draft()
    draft.network.length_m[:] += 100.0
    keep_territory(PROGRAM, town.id, draft)
    module._read.cache_clear()
    after = queries.design(town.id, row.id)
    assert after is not None
    assert after.outdated
    assert catchments(after) == before


def test_the_network_in_both_languages(make_design: Designer, town: MunicipalityRow) -> None:
    services.adopt_design(PROGRAM, make_design().id)
    rows = queries.points(town.id)
    with override("en"):
        document = map_documents.staff_map(town.id, rows, lambda p: f"/points/{p.number}", close_up=False)
    (layer,) = [layer for layer in document["layers"] if layer["kind"] == "point"]
    assert [f["properties"]["href"] for f in layer["data"]["features"]] == [
        f"/points/{p.number}" for p in rows
    ]
    for feature, row in zip(layer["data"]["features"], rows, strict=True):
        assert feature["geometry"]["coordinates"] == [
            pytest.approx(row.lon, abs=1e-5),
            pytest.approx(row.lat, abs=1e-5),
        ]


def test_a_comparison_shows_what_stays_comes_and_goes(make_design: Designer) -> None:
    first = make_design("a")
    second = make_design("b", budget_eur=None, points=2)
    found = queries.compare(first, second)
    document = map_documents.comparison_map(found)
    drawn = [f["properties"]["id"] for layer in document["layers"][2:] for f in layer["data"]["features"]]
    expected = [f"building-{p.building_id}" for p in (*found.dropped, *found.kept, *found.added)]
    assert sorted(drawn) == sorted(expected)


def test_a_design_without_an_answer_still_has_a_map(town: MunicipalityRow, make_design: Designer) -> None:
    from dataclasses import replace

    row: DesignRow = replace(make_design(), summary=None)
    document = map_documents.design_map(row)
    assert len(document["bounds"]) == 4
    json.dumps(document, allow_nan=False)
