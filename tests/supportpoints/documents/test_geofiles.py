"""Map layers, read back with GDAL and with Python's own JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely

from tests.supportpoints.documents.sample import export
from weerbaar.core.projection import to_rd
from weerbaar.supportpoints.documents.geofiles import design_geojson, design_geopackage


def layer(file: Path, name: str) -> tuple[dict[str, Any], list[dict[str, Any]], Any]:
    meta, _, geometry, columns = pyogrio.raw.read(file, layer=name)
    rows = [dict(zip(meta["fields"], row, strict=True)) for row in zip(*columns, strict=True)]
    return meta, rows, geometry


@pytest.fixture
def geopackage(tmp_path: Path) -> Path:
    file = tmp_path / "design.gpkg"
    file.write_bytes(design_geopackage(export()))
    return file


def test_geopackage_holds_every_layer_in_rd_new(geopackage: Path) -> None:
    kinds = dict(pyogrio.list_layers(geopackage))
    assert kinds == {
        "points": "Point",
        "neighbourhoods": "MultiPolygon",
        "demand": "Point",
        "catchments": "MultiPolygon",
        "sources": None,
        "metadata": None,
    }
    for name, kind in kinds.items():
        assert layer(geopackage, name)[0]["crs"] == ("EPSG:28992" if kind else None)


def test_geopackage_figures_add_up_to_the_summary(geopackage: Path) -> None:
    summary = export().summary
    points = layer(geopackage, "points")[1]
    assert sum(row["one_off_eur"] for row in points) == summary.cost_one_off_eur
    areas = layer(geopackage, "neighbourhoods")[1]
    assert sum(row["residents"] for row in areas) == pytest.approx(summary.residents)
    assert sum(row["covered"] for row in areas) == pytest.approx(summary.covered)
    demand = layer(geopackage, "demand")[1]
    outside = sum(row["residents_outside"] for row in demand)
    assert outside == pytest.approx(summary.residents - summary.covered)
    assert {row["point_number"] for row in demand if row["covered"]} <= {row["number"] for row in points}
    assert all(np.isnan(row["walk_m"]) for row in demand if not row["covered"])


def test_geopackage_points_stand_where_the_design_put_them(geopackage: Path) -> None:
    _, rows, geometry = layer(geopackage, "points")
    places = {row["number"]: shapely.from_wkb(g) for row, g in zip(rows, geometry, strict=True)}
    for point in export().points:
        assert (places[point.number].x, places[point.number].y) == (point.chosen.x, point.chosen.y)


def test_catchments_carry_the_number_of_their_point(geopackage: Path) -> None:
    _, cells, shapes = layer(geopackage, "catchments")
    numbers = [row["number"] for row in cells]
    assert sorted(numbers) == [point.number for point in export().points]
    _, rows, dots = layer(geopackage, "points")
    place = {row["number"]: shapely.from_wkb(dot) for row, dot in zip(rows, dots, strict=True)}
    for number, shape in zip(numbers, shapes, strict=True):
        assert shapely.from_wkb(shape).contains(place[number])


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="ogrinfo is not installed")
def test_geopackage_opens_in_ogrinfo_without_a_word_of_complaint(geopackage: Path) -> None:
    run = subprocess.run(
        ["ogrinfo", "-ro", "-al", "-so", str(geopackage)], capture_output=True, text=True, check=True
    )
    assert "warning" not in (run.stdout + run.stderr).lower()
    assert "error" not in run.stderr.lower()
    assert "Layer name: points" in run.stdout


def test_geopackage_names_sources_and_licences(geopackage: Path) -> None:
    (source,) = layer(geopackage, "sources")[1]
    assert source["title"] == "Kleinstad"
    assert source["licence"] == "EUPL-1.2"
    metadata = {row["key"]: row["value"] for row in layer(geopackage, "metadata")[1]}
    assert metadata["design"] == "Voorstel A"
    assert metadata["illustrative"] == "True"


@pytest.mark.parametrize("kind", ["empty", "many", "without_arrays"])
def test_geopackage_of_unusual_networks(kind: str, tmp_path: Path) -> None:
    made = {
        "empty": lambda: export(chosen=()),
        "many": lambda: export(many=300),
        "without_arrays": lambda: export(arrays=None),
    }[kind]()
    file = tmp_path / "design.gpkg"
    file.write_bytes(design_geopackage(made))
    assert len(layer(file, "points")[1]) == {"empty": 0, "many": 300, "without_arrays": 3}[kind]
    assert ("demand" in {name for name, _ in pyogrio.list_layers(file)}) == (kind != "without_arrays")


def test_geojson_follows_rfc_7946() -> None:
    collection = json.loads(design_geojson(export()))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    for feature in collection["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        for lon, lat in shapely.get_coordinates(shape):
            assert 5.6 < lon < 5.8
            assert 50.8 < lat < 50.9
            assert round(lon, 7) == lon
        for polygon in shapely.get_parts(shape):
            if polygon.geom_type == "Polygon":
                assert polygon.exterior.is_ccw  # the right-hand rule


def test_geojson_points_are_within_a_metre_of_the_design() -> None:
    made = export()
    collection = json.loads(design_geojson(made))
    found = {
        f["properties"]["number"]: f["geometry"]["coordinates"]
        for f in collection["features"]
        if f["properties"]["layer"] == "points"
    }
    for point in made.points:
        x, y = to_rd(*found[point.number])
        assert np.hypot(x - point.chosen.x, y - point.chosen.y) < 1.0


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="ogrinfo is not installed")
def test_geojson_opens_in_ogrinfo(tmp_path: Path) -> None:
    file = tmp_path / "design.geojson"
    file.write_bytes(design_geojson(export(adopted=True)))
    run = subprocess.run(
        ["ogrinfo", "-ro", "-al", "-so", str(file)], capture_output=True, text=True, check=True
    )
    assert "Feature Count: 7" in run.stdout
    assert run.stderr == ""


def test_an_adopted_design_shows_numbers_and_functions_but_no_owner_or_agreement(tmp_path: Path) -> None:
    made = export(adopted=True)
    text = design_geojson(made).decode()
    points = [f["properties"] for f in json.loads(text)["features"] if f["properties"]["layer"] == "points"]
    assert {point["number"] for point in points} == {row.number for row in made.network}
    assert {point["drinking_water"] for point in points} == {"planned"}
    assert "GEHEIME" not in text
    assert b"GEHEIME" not in design_geopackage(made)
