"""Candidate buildings: real lists counted by other means, every trap of a list by hand, and rubbish."""

import csv
import datetime
import json
from collections import Counter
from pathlib import Path

import numpy as np
import openpyxl
import pyogrio
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.shared_data import shared
from tests.territory.test_street_files import lonlat, osm_xml
from weerbaar.core.projection import to_rd, to_wgs84, within_rd
from weerbaar.territory.importers import place_kinds
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.places import read_places, recognise
from weerbaar.territory.importers.streets import read_streets
from weerbaar.territory.models import Building
from weerbaar.territory.types import FileReport


def told(report: FileReport) -> dict[str, int]:
    """Counts by the first words of the English text."""
    found: Counter[str] = Counter()
    for remark in [*report.repaired, *report.refused]:
        found[remark.en.split("(")[0].split(":")[0].strip()] += remark.count
    return dict(found)


@pytest.fixture(scope="module")
def municipality() -> shapely.Geometry:
    path = shared("data", "maastricht", "maastricht_buurten_2022_rd.geojson")
    return shapely.union_all([shapely.make_valid(g) for g in shapely.from_wkb(pyogrio.raw.read(path)[2])])


def test_the_kinds_are_those_of_the_tables() -> None:
    kinds = set(Building.Kind.values)
    assert set(place_kinds.TAGS.values()) <= kinds
    assert set(place_kinds.WORDS.values()) <= kinds
    assert set(place_kinds.CALLED) == kinds
    assert kinds >= place_kinds.SUITABLE
    assert {"shop", "other"} & place_kinds.SUITABLE == set()
    assert set(place_kinds.STEP_FREE.values()) <= set(Building.Access.values)
    assert all(place_kinds.kind_called(kind) == kind for kind in kinds)


def test_the_real_list_of_maastricht(municipality: shapely.Geometry) -> None:
    path = shared("data", "maastricht", "maastricht_candidate_pois.csv")
    with path.open(encoding="utf-8") as file:
        rows = {row["osm_id"]: row for row in csv.DictReader(file)}
    assert recognise(path) == "places_csv"
    buildings, (report,) = read_places(path, municipality)
    assert report.read == len(rows) == 198
    known = [row for row in rows.values() if (row["key"], row["value"]) in place_kinds.TAGS]
    assert report.used == len(known)
    values = Counter(row["value"] for row in known)
    kinds = Counter(building.kind for building in buildings)
    assert (kinds["library"], kinds["community_centre"], kinds["fire_station"], kinds["town_hall"]) == (
        values["library"], values["community_centre"], values["fire_station"], values["townhall"],
    ) == (4, 4, 2, 1)  # fmt: skip
    assert told(report)[
        "Places that are no building for a support point, such as benches and drinking-water taps"
    ]
    for building in buildings:
        row = rows[building.external_id]
        lon, lat = to_wgs84(building.x, building.y)
        assert (float(lon), float(lat)) == pytest.approx((float(row["lon"]), float(row["lat"])), abs=1e-6)
        assert building.name
        if row["name"]:
            assert building.name == " ".join(row["name"].split())


def test_two_real_lists_of_the_same_places_count_once(municipality: shapely.Geometry) -> None:
    folder = shared("data", "maastricht")
    first, _ = read_places(folder / "maastricht_candidate_pois.csv", municipality)
    both, reports = read_places(folder, municipality)
    assert [report.kind for report in reports] == ["places_csv", "places_geojson"]
    assert len(both) <= len(first) + 2
    assert len({building.external_id for building in both}) == len(both)


def test_the_real_geojson_counted_by_hand() -> None:
    path = shared("data", "maastricht", "maastricht_osm_2023_amenity.geojson")
    features = json.loads(path.read_text("utf-8"))["features"]
    buildings, (report,) = read_places(path)
    amenities = Counter(feature["properties"]["amenity"] for feature in features)
    assert report.read == len(features) == 1_173
    assert report.used == sum(
        n for amenity, n in amenities.items() if ("amenity", amenity) in place_kinds.TAGS
    )
    assert sum(remark.count for remark in report.refused) == 1_173 - report.used
    assert not any("bench" in building.name.casefold() for building in buildings)


def test_unnamed_buildings_are_called_after_their_street(municipality: shapely.Geometry) -> None:
    folder = shared("data", "maastricht")
    network, _ = read_streets(folder, municipality)
    buildings, _ = read_places(folder / "maastricht_candidate_pois.csv", municipality, network=network)
    police = next(building for building in buildings if building.kind == "police")
    assert police.name == "Politiebureau Prins Bisschopsingel"


X, Y = 176_370.0, 318_400.0
LON, LAT = (float(value) for value in to_wgs84(X, Y))
OWN = "Nummer;Soort;Naam;Straat;Huisnummer;Postcode;Toegankelijk;X;Y\n"


def only(path: Path, **more: object) -> tuple[list, FileReport]:
    buildings, (report,) = read_places(path, **more)
    return buildings, report


def test_the_own_template_in_dutch_with_every_trap(tmp_path: Path) -> None:
    path = tmp_path / "gebouwen.csv"
    path.write_bytes(
        (
            OWN + f"1;Buurthuis;Café 't Hookes;Hoofdstraat;12;6211 al;ja;{X};{Y}\n"
            f"2;kerk;;Kerkplein;;onzin;deels;{str(LON).replace('.', ',')};{str(LAT).replace('.', ',')}\n"
            f"3;Sporthal;Verwisseld;;;;nee;{Y};{X}\n"
            f"4;Sporthal;Verwisselde graden;;;;;{LAT};{LON}\n"
            f"1;School;Zelfde nummer;;;;;{X};{Y}\n"
            f"5;Raketbasis;Onbekend;;;;;{X};{Y}\n"
            "6;School;Zonder plaats;;;;;;\n"
            "7;School;In Parijs;;;;;2,35;48,85\n"
            f"8;School;Datum;Hoofdstraat;2024-05-03;;;{X + 500};{Y}\n"
            f'9;School;=HYPERLINK("http://x")\u0007\u202e;;;;;{X + 600};{Y}\n'
            f"10;School;{'a' * 10_000};;;;;{X + 700};{Y}\n"
            f"11;School;<script>alert(1)</script>;;;;;{X + 800};{Y}\n"
            f";Bibliotheek;Zonder nummer;;;;;{X + 900};{Y}\n"
            f"12;bibliotheek;Ver weg;;;;;{X + 50_000};{Y}\n"
            f"13;community_centre;Punten;;;;;176.370;318.400\n"
        ).encode("cp1252", "ignore")
    )
    assert recognise(path) == "places_csv"
    area = shapely.Point(X, Y).buffer(2_000)
    buildings, report = only(path, boundary=area)
    found = {building.external_id: building for building in buildings}
    assert report.read == 15
    assert found["1"].name == "Café 't Hookes"
    assert (found["1"].postcode, found["1"].step_free, found["1"].house_number) == ("6211AL", "yes", "12")
    assert (found["2"].name, found["2"].postcode, found["2"].step_free) == (
        "Gebedshuis Kerkplein",
        "",
        "limited",
    )
    for number in ("1", "2", "3", "13"):
        assert (found[number].x, found[number].y) == pytest.approx((X, Y), abs=0.01), number
    assert found["3"].step_free == "no"
    assert found["8"].house_number == ""
    assert found["9"].name.startswith("HYPERLINK")
    assert len(found["10"].name) == 160
    assert "7" not in found
    assert "12" not in found
    assert all(name.isprintable() for name in (building.name for building in buildings))
    made = next(building for building in buildings if building.name == "Zonder nummer")
    assert made.external_id.startswith("gebouwen/")
    assert only(path, boundary=area)[0] == buildings
    counts = told(report)
    assert counts["Numbers that are listed twice"] == 1
    assert counts["Kinds that are not known"] == 1
    assert counts["Places without usable coordinates"] == 1
    assert counts["Coordinates outside the Netherlands"] == 1
    assert counts["Places outside the municipality"] == 1
    assert counts["x and y were swapped"] == 2
    assert counts["House numbers that a spreadsheet made a date of"] == 1
    outside = next(remark for remark in report.refused if "outside the municipality" in remark.en)
    assert "Ver weg" in outside.en
    assert outside.row == 15


def test_a_spreadsheet_with_dates_in_a_column_of_texts(tmp_path: Path) -> None:
    path = tmp_path / "gebouwen.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Candidate buildings of our town"])
    sheet.append(["id", "kind", "name", "house_number", "lon", "lat"])
    sheet.append([1, "library", "Boeken", datetime.date(2024, 5, 3), LON, LAT])
    sheet.append([2, "school", datetime.date(2001, 9, 1), 12, LON, LAT])
    book.save(path)
    assert recognise(path) == "places_xlsx"
    buildings, report = only(path)
    assert [(b.external_id, b.kind, b.house_number) for b in buildings] == [
        ("1", "library", ""),
        ("2", "school", "12"),
    ]
    assert report.read == 2


def test_geojson_areas_give_a_point_inside(tmp_path: Path) -> None:
    path = tmp_path / "plaatsen.geojson"
    horseshoe = [
        (0, 0),
        (300, 0),
        (300, 300),
        (200, 300),
        (200, 100),
        (100, 100),
        (100, 300),
        (0, 300),
        (0, 0),
    ]
    ring = [lonlat(*point) for point in horseshoe]

    def feature(properties: object, kind: str, coordinates: object, **more: object) -> dict:
        return {
            "type": "Feature",
            "properties": properties,
            "geometry": {"type": kind, "coordinates": coordinates},
            **more,
        }

    features = [
        feature({"amenity": "school", "name": "Hoefijzer"}, "Polygon", [ring], id="way/1"),
        feature({"soort": "Kerk", "naam": "RD", "wheelchair": "limited"}, "Point", [X, Y]),
        feature({"amenity": "bench"}, "Point", [5, 51]),
        feature({"amenity": "school"}, "Point", "x"),
        {"type": "Feature", "properties": {"amenity": "school"}, "geometry": None},
        {"type": "Feature", "properties": None, "geometry": None},
        3,
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert recognise(path) == "places_geojson"
    buildings, report = only(path)
    school, church = buildings
    xs, ys = to_rd(*np.array(ring).T)
    assert shapely.Polygon(np.column_stack([xs, ys])).contains(shapely.Point(school.x, school.y))
    assert (church.name, church.kind, church.step_free) == ("RD", "place_of_worship", "limited")
    assert told(report)["Places without usable coordinates"] == 2


@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326", "EPSG:32631"])
def test_a_geopackage_in_any_projection(tmp_path: Path, crs: str) -> None:
    from pyproj import Transformer

    path = tmp_path / "plaatsen.gpkg"
    x, y = Transformer.from_crs("EPSG:28992", crs, always_xy=True).transform(X, Y)
    pyogrio.raw.write(
        path,
        shapely.to_wkb([shapely.Point(x, y)]),
        [np.array(["library"], object), np.array(["Boeken"], object)],
        ["amenity", "name"],
        geometry_type="Point",
        crs=crs,
        driver="GPKG",
    )
    assert recognise(path) == "places_gpkg"
    (building,), _ = only(path)
    assert (building.x, building.y) == pytest.approx((X, Y), abs=0.05)
    assert (building.name, building.kind) == ("Boeken", "library")


def test_openstreetmap_nodes_ways_and_relations(tmp_path: Path) -> None:
    path = tmp_path / "plaatsen.osm"
    lon, lat = lonlat(40, 40)
    extra = (
        f'<node id="100" version="1" lon="{lon}" lat="{lat}"><tag k="amenity" v="library"/>'
        '<tag k="name" v="Boeken &lt;b&gt;"/><tag k="wheelchair" v="yes"/></node>'
        f'<node id="101" version="1" lon="{lon}" lat="{lat}"><tag k="amenity" v="bench"/></node>'
        '<way id="200" version="1"><nd ref="2"/><nd ref="3"/><nd ref="14"/><nd ref="5"/><nd ref="2"/>'
        '<tag k="building" v="church"/></way>'
        '<way id="201" version="1"><nd ref="998"/><tag k="amenity" v="school"/></way>'
        '<way id="202" version="1"><nd ref="2"/><nd ref="3"/><nd ref="14"/></way>'
        '<way id="203" version="1"><nd ref="14"/><nd ref="5"/><nd ref="2"/></way>'
        '<relation id="300" version="1"><member type="node" ref="2" role="entrance"/>'
        '<tag k="amenity" v="hospital"/></relation>'
        '<relation id="301" version="1"><member type="way" ref="202" role="outer"/>'
        '<member type="way" ref="203" role="outer"/><tag k="type" v="multipolygon"/>'
        '<tag k="amenity" v="townhall"/><tag k="name" v="Stadhuis"/></relation>'
        '<relation id="302" version="1"><member type="way" ref="202" role="outer"/>'
        '<member type="way" ref="997" role="outer"/><tag k="type" v="multipolygon"/>'
        '<tag k="amenity" v="school"/></relation>'
    )
    xml = osm_xml()
    first_way = xml.index("<way")
    nodes_end = extra.index("<way")
    xml = (
        xml[:first_way] + extra[:nodes_end] + xml[first_way:].replace("</osm>", extra[nodes_end:] + "</osm>")
    )
    path.write_text(xml, encoding="utf-8")
    assert recognise(path) == "places_osm"
    buildings, report = only(path)
    found = {building.external_id: building for building in buildings}
    assert set(found) == {"node/100", "way/200", "relation/301"}
    assert found["node/100"].name == "Boeken <b>"
    assert found["node/100"].step_free == "yes"
    outline = shapely.Polygon([(100, 0), (200, 0), (200, 200), (100, 100)])
    church = found["way/200"]
    assert outline.contains(shapely.Point(church.x - 176_000, church.y - 318_000))
    hall = found["relation/301"]
    assert hall.name == "Stadhuis"
    assert (hall.x, hall.y) == pytest.approx((church.x, church.y), abs=0.01)
    counts = told(report)
    assert counts["Buildings with a part of their outline missing"] == 2
    assert counts["Places without usable coordinates"] == 1


def test_real_extracts_against_a_plain_count() -> None:
    import osmium

    path = shared("data", "networks", "liechtenstein-latest.osm.pbf")
    expected = 0
    for item in osmium.FileProcessor(path, osmium.osm.NODE | osmium.osm.WAY):
        expected += any((tag.k, tag.v) in place_kinds.TAGS for tag in item.tags)
    _, report = only(path)
    assert report.read == expected > 0
    assert report.used == 0  # it is another country
    assert any("outside the Netherlands" in remark.en for remark in report.refused)


def test_too_many_places_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "veel.csv"
    path.write_text(OWN + f"1;school;a;;;;;{X};{Y}\n2;school;b;;;;;{X};{Y}\n")
    with pytest.raises(ImportRefused, match="more than 1"):
        read_places(path, limit=1)


def test_other_tables_are_not_places() -> None:
    for path in sorted(shared("data", "maastricht").iterdir()):
        expected = {
            "maastricht_candidate_pois.csv": "places_csv",
            "maastricht_osm_2023_amenity.geojson": "places_geojson",
        }
        assert recognise(path) == expected.get(path.name), path.name
    for path in [*shared("data", "national").iterdir(), *shared("data", "schemas").iterdir()]:
        assert recognise(path) is None, path.name


def test_without_any_list_the_answer_is_empty(tmp_path: Path) -> None:
    assert read_places(tmp_path) == ([], [])


HEADS = [
    b"id;soort;naam;x;y\n",
    b"amenity,name,lon,lat\nschool,",
    b'{"type":"FeatureCollection","features":[{"properties":{"amenity":"school"},"geometry":',
    b'{"type":"FeatureCollection","features":{"kind":1}}',
    b"PK\x03\x04",
    b"SQLite format 3\x00",
    b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c",
    b'<?xml version="1.0"?><osm version="0.6"><node id="1" lon="5" lat="51">',
    b"",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=st.sampled_from(HEADS), tail=st.binary(max_size=300))
def test_rubbish_is_read_refused_or_not_recognised(tmp_path: Path, head: bytes, tail: bytes) -> None:
    path = tmp_path / "rommel"
    path.write_bytes(head + tail)
    try:
        buildings, _ = read_places(path)
    except ImportRefused:
        return
    assert all(within_rd(building.x, building.y) for building in buildings)


cells = st.text(max_size=30).map(
    lambda text: text.replace(";", "").replace('"', "").replace("\n", "").replace("\r", "")
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            cells,
            st.sampled_from(["kerk", "school", "x"]),
            cells,
            cells,
            st.sampled_from([str(X), "5,69", "", "nan"]),
            st.sampled_from([str(Y), "50,85", "1e9", "-"]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_row_gives_a_building_that_fits_its_table(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    path = tmp_path / "rijen.csv"
    path.write_text(
        "id;soort;naam;straat;x;y\n" + "\n".join(";".join(row) for row in rows),
        encoding="utf-8",
        errors="replace",
    )
    try:
        buildings, _ = read_places(path)
    except ImportRefused:
        return
    for building in buildings:
        assert 0 < len(building.external_id) <= 60
        assert 0 < len(building.name) <= 160
        assert len(building.street) <= 120
        assert building.kind in Building.Kind.values
        assert "\n" not in building.name
