"""Each trap in the files of CBS and others, with a small folder made by hand."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pyogrio
import pytest
import shapely

from tests.territory.importers import made_folder as made
from weerbaar.core.projection import to_wgs84
from weerbaar.territory.importers.assembly import read_folder
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.types import FileReport, Remark, TerritoryDraft


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made.build(tmp_path / "municipality")


def read(folder: Path) -> TerritoryDraft:
    return read_folder(folder, made.CODE)


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def postcodes(folder: Path, *rows: str, header: str = made.HEADER) -> None:
    write(folder, "pc6_2021.csv", "\n".join([header, *rows]) + "\n")


def report(draft: TerritoryDraft, file: str) -> FileReport:
    return next(one for one in draft.report.files if one.file == file)


def remark(found: list[Remark], part: str) -> Remark:
    return next(one for one in found if part in one.en)


def test_the_plain_folder(folder: Path) -> None:
    draft = read(folder)
    assert draft.demand.residents.tolist() == [100.0, 60.0, 40.0]
    # 20 were shown; the 5 that are missing lie in the two postcodes where the number is secret
    assert draft.demand.aged_65_plus.sum() == pytest.approx(25.0)
    assert draft.demand.aged_65_plus[0] == 20.0
    assert draft.demand.aged_65_plus[1:].tolist() == pytest.approx([3.0, 2.0])
    assert [row.code for row in draft.districts] == ["WK999900"]
    assert set(draft.network.names) == {
        "Langestraat 0",
        "Langestraat 1",
        "Langestraat 2",
        "Dwarsstraat",
    }


def test_vulnerable_residents_by_hand(folder: Path) -> None:
    """Only RIVM's share of all adults is there: it holds for every adult of the neighbourhood."""
    draft = read(folder)
    young = {"0_15": 35.0, "15_25": 15.0}  # fitted to the ages per four-digit postcode
    adults = 200.0 - young["0_15"] - 0.3 * young["15_25"]
    west, east = draft.neighbourhoods
    assert west.indicators["EenOfMeerLichamelijkeBeperkingen"] == 20.0
    counted = sum((row.vulnerable_share or 0) * row.residents for row in draft.neighbourhoods)
    assert 0.1 * adults < counted < 0.2 * adults
    assert (west.vulnerable_share or 0) > (east.vulnerable_share or 0)


def test_age_shifts_vulnerability_when_both_tables_are_there(folder: Path) -> None:
    plain = read(folder).demand.vulnerable.sum()
    write(folder, "rivm65.csv", made.health("80200", {made.WEST: "60.0", made.EAST: "40.0"}))
    draft = read(folder)
    # splitting by age moves people between points, not the total of a neighbourhood
    assert draft.demand.vulnerable.sum() == pytest.approx(plain)
    share = draft.demand.vulnerable / draft.demand.residents
    assert share[0] > share[1]


@pytest.mark.parametrize("secret", ["-99997", ".", "x", "", "-99997.0", "-99999999"])
def test_suppressed_cells_are_never_counts(folder: Path, secret: str) -> None:
    postcodes(
        folder,
        *made.POSTCODES,
        f"9999BB,{secret},{secret},{secret},{secret},{secret},{secret},{secret},177600,318600,{made.EAST}",
    )
    draft = read(folder)
    assert draft.demand.residents.tolist() == [100.0, 60.0, 40.0, 0.0]
    assert (draft.demand.households >= 0).all()
    told = remark(report(draft, "pc6_2021.csv").repaired, "Secret")
    assert (told.row, told.count) == (5, 1)


def test_without_coarser_totals_the_report_warns(folder: Path) -> None:
    (folder / "pc4_2021.csv").unlink()
    draft = read(folder)
    assert draft.demand.aged_65_plus.sum() == 20.0
    assert remark(report(draft, "pc6_2021.csv").repaired, "too low")


def test_ages_that_do_not_fit_are_told(folder: Path) -> None:
    write(folder, "pc4_2021.csv", made.AGES.replace(",25,200", ",900,1075"))
    draft = read(folder)
    assert (draft.demand.aged_65_plus == draft.demand.residents).all()
    assert remark(report(draft, "pc6_2021.csv").repaired, "700 people did not fit")


def test_ages_as_rows(folder: Path) -> None:
    rows = [("0-4", 35), ("15-19", 15), ("25-29", 70), ("45-49", 60), ("65-69", 20), ("95+", 5)]
    text = "postcode;leeftijd;inwoners\n" + "".join(f"9999;{age};{n},0\n" for age, n in rows)
    write(folder, "pc4_2021.csv", text + "1011;65-69;900\n")
    draft = read(folder)
    assert draft.demand.aged_65_plus.sum() == pytest.approx(25.0)
    assert remark(report(draft, "pc4_2021.csv").refused, "outside the municipality").count == 1


def test_ages_as_statline_downloads_them(folder: Path) -> None:
    groups = [("0 tot 5 jaar", 35), ("15 tot 20 jaar", 15), ("25 tot 30 jaar", 70), ("45 tot 50 jaar", 60)]
    groups += [("65 tot 70 jaar", 20), ("95 jaar of ouder", 5), ("Totaal", 205)]
    rows = ["Geslacht;Leeftijd;Postcode;Perioden;Bevolking (aantal)"]
    for sex, part in (("Totaal mannen en vrouwen", 1.0), ("Mannen", 0.4), ("Vrouwen", 0.6)):
        for year in (2020, 2021):
            grown = 1.0 if year == 2021 else 3.0
            rows += [f'"{sex}";"{age}";"9999";"{year}";{n * part * grown:.0f}' for age, n in groups]
    write(folder, "pc4_2021.csv", "\n".join(rows) + "\n")
    draft = read(folder)
    assert draft.demand.aged_65_plus.sum() == pytest.approx(25.0)
    told = report(draft, "pc4_2021.csv")
    assert (told.read, told.used) == (42, 7)
    assert remark(told.refused, "Men and women apart").count == 35


def test_decimal_commas_and_excel(folder: Path) -> None:
    (folder / "pc6_2021.csv").unlink()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Bevolking per postcode, 1 januari 2021"])
    sheet.append([])
    sheet.append(made.HEADER.split(","))
    for row in made.POSTCODES:
        cells: list[object] = [int(cell) if cell.isdigit() else cell for cell in row.split(",")]
        cells[8] = f"{cells[8]},0"
        sheet.append(cells)
    book.save(folder / "pc6.xlsx")
    draft = read(folder)
    assert draft.demand.residents.sum() == 200.0
    assert draft.demand.x.tolist() == [176_200.0, 176_700.0, 177_500.0]


def test_double_rows(folder: Path) -> None:
    postcodes(folder, *made.POSTCODES, made.POSTCODES[0], made.POSTCODES[1].replace(",60,", ",65,"))
    draft = read(folder)
    assert draft.demand.residents.sum() == 200.0
    told = report(draft, "pc6_2021.csv")
    assert remark(told.repaired, "Double row").row == 5
    assert remark(told.refused, "other figures").row == 6


def test_points_outside_their_neighbourhood_keep_the_code_of_the_file(folder: Path) -> None:
    postcodes(folder, *made.POSTCODES, f"9999BC,10,0,0,10,0,0,5,177500,317900,{made.WEST}")
    draft = read(folder)
    assert draft.demand.neighbourhood_code[draft.demand.code.index("9999BC")] == made.WEST
    assert remark(report(draft, "pc6_2021.csv").repaired, "Lies just outside").row == 5


def test_impossible_coordinates_go_to_the_middle(folder: Path) -> None:
    postcodes(folder, *made.POSTCODES, f"9999BC,10,0,0,10,0,0,5,150000,400000,{made.EAST}")
    draft = read(folder)
    at = draft.demand.code.index("9999BC")
    assert 177_000 < draft.demand.x[at] < 178_000
    assert remark(report(draft, "pc6_2021.csv").repaired, "middle").row == 5


def test_post_office_boxes_and_unknown_codes(folder: Path) -> None:
    postcodes(
        folder,
        *made.POSTCODES,
        "9999XA,0,0,0,0,0,0,0,,,",  # a post-office box
        "9999XB,10,0,0,10,0,0,5,177300,318300,BU99999999",  # a code that no map knows
        "9999XC,10,0,0,10,0,0,5,177300,318300,BU01230001",  # another municipality
        "99 99,10,0,0,10,0,0,5,177300,318300,",  # no postcode
        "9999XD,10,0,0,10,0,0,5,176300,318300,",  # no code: the map decides
        "9999XE,10,0,0,10,0,0,5,178300,318300,",  # just outside: the nearest
        "9999XF,10,0,0,10,0,0,5,200000,400000,",  # far outside
    )
    draft = read(folder)
    where = dict(zip(draft.demand.code, draft.demand.neighbourhood_code, strict=True))
    assert where["9999XB"] == made.EAST
    assert where["9999XD"] == made.WEST
    assert where["9999XE"] == made.EAST
    assert where.keys().isdisjoint({"9999XA", "9999XC", "9999XF"})
    told = report(draft, "pc6_2021.csv")
    assert remark(told.refused, "post-office box").row == 5
    assert remark(told.repaired, "Unknown neighbourhood").row == 6
    assert remark(told.refused, "Another municipality").row == 7
    assert remark(told.refused, "Not a valid postcode").row == 8
    assert remark(told.refused, "Outside the municipality").row == 11
    assert told.read == 10
    assert told.used == len(draft.demand.code) == 6


def test_reasons_have_true_counts_and_few_examples(folder: Path) -> None:
    postcodes(folder, *made.POSTCODES, *[f"rubbish{i},1,,,,,,,,," for i in range(40)])
    told = remark(report(read(folder), "pc6_2021.csv").refused, "Not a valid postcode")
    assert told.count == 40
    assert told.en.endswith("(rows 5, 6, 7, 8, 9 …)")


def test_a_regional_file_gives_only_the_points_inside(folder: Path) -> None:
    header = made.HEADER.removesuffix(",buurtcode")
    inside = [row.rpartition(",")[0] for row in made.POSTCODES]
    around = [f"98{i:02d}ZZ,10,0,0,10,0,0,5,{170_000 + 50 * i},318500" for i in range(40)]
    near = ["9799ZZ,10,0,0,10,0,0,5,178100,318500"]  # would be taken from a file of the municipality alone
    postcodes(folder, *inside, *around, *near, header=header)
    assert read(folder).demand.residents.sum() == 200.0


def test_a_missing_column(folder: Path) -> None:
    postcodes(folder, *made.POSTCODES, header=made.HEADER.replace("aantal_inwoners,", "mensen,", 1))
    with pytest.raises(ImportRefused) as refused:
        read(folder)
    assert "pc6_2021.csv" in refused.value.nl


@pytest.mark.parametrize("cell", ["CRS84", "urn:ogc:def:crs:EPSG::28992", None])
def test_the_wrong_projection_is_seen_by_the_coordinates(folder: Path, cell: str | None) -> None:
    features = made.neighbourhoods()
    if cell != "CRS84":
        # degrees, whatever the file says
        for one in features:
            rings = one["geometry"]["coordinates"]  # type: ignore[index]
            for ring in rings:
                for point in ring:
                    lon, lat = to_wgs84(point[0], point[1])
                    point[:] = [float(lon), float(lat)]
    write(folder, "buurten.geojson", made.collection(features, cell))
    draft = read(folder)
    assert draft.neighbourhoods[0].geometry is not None
    assert draft.neighbourhoods[0].geometry.area == pytest.approx(1e6, rel=1e-4)
    told = [one.en for one in report(draft, "buurten.geojson").repaired if "projection" in one.en]
    assert bool(told) == (cell is not None)


def test_coordinates_nowhere_in_the_country_are_refused(folder: Path) -> None:
    features = [made.feature(made.square(10, 10, 5), statcode=made.WEST, statnaam="West")]
    write(folder, "buurten.geojson", made.collection(features))
    with pytest.raises(ImportRefused, match="not in the Netherlands"):
        read(folder)


def test_a_bow_tie_is_repaired_and_water_is_left_out(folder: Path) -> None:
    x, y = 177_000, 318_000
    bow = [[[x, y], [x + 1000, y + 1000], [x + 1000, y], [x, y + 1000], [x, y]]]
    features = [
        made.feature(made.square(176_000, 318_000), buurtcode=made.WEST, buurtnaam="West", water="NEE"),
        made.feature(bow, buurtcode=made.EAST, buurtnaam="Oost", water="NEE"),
        made.feature(made.square(178_000, 318_000), buurtcode="BU99990009", buurtnaam="Maas", water="JA"),
        made.feature(made.square(176_000, 319_000, 100), buurtcode=made.WEST, buurtnaam="West", water="NEE"),
    ]
    write(folder, "buurten.geojson", made.collection(features))
    draft = read(folder)
    assert [row.name for row in draft.neighbourhoods] == ["West", "Oost"]
    west, east = (row.geometry for row in draft.neighbourhoods)
    assert west is not None
    assert east is not None
    assert west.area == pytest.approx(1_010_000)
    assert east.is_valid
    assert east.area == pytest.approx(500_000)
    told = report(draft, "buurten.geojson")
    assert remark(told.repaired, "cross themselves").count == 1
    assert remark(told.repaired, "joined").count == 1
    assert remark(told.refused, "Water").count == 1


def test_geopackage_with_percentages_as_pdok_writes_them(folder: Path) -> None:
    (folder / "buurten.geojson").unlink()
    (folder / "pc4_2021.csv").unlink()
    shapes = [shapely.Polygon(made.square(x, 318_000)[0]) for x in (176_000, 177_000)]
    fields = {
        "buurtcode": [made.WEST, made.EAST],
        "buurtnaam": ["West", "Oost"],
        "wijkcode": ["WK999900", "WK999900"],
        "wijknaam": ["Centrum", "Centrum"],
        "gemeentecode": [made.CODE, made.CODE],
        "gemeentenaam": ["Kleinstad", "Kleinstad"],
        "water": ["NEE", "NEE"],
        "aantal_inwoners": [165, 40],
        "percentage_personen_65_jaar_en_ouder": [14, -99997],
        "aantal_huishoudens": [80, 20],
        "jaarstatcode": [f"2024{made.WEST}", f"2024{made.EAST}"],
    }
    pyogrio.raw.write(
        folder / "wijkenbuurten_2024.gpkg",
        shapely.to_wkb(np.array(shapes)),
        [np.array(values, object if isinstance(values[0], str) else None) for values in fields.values()],
        list(fields),
        layer="buurten",
        geometry_type="Polygon",
        crs="EPSG:28992",
        driver="GPKG",
    )
    draft = read(folder)
    assert (draft.municipality_name, draft.districts[0].name) == ("Kleinstad", "Centrum")
    # 14 % of 165 in the west; the east is secret there, so what the postcodes say stays
    assert draft.demand.aged_65_plus[:2].sum() == pytest.approx(23.1)
    assert draft.demand.aged_65_plus[2] == 0.0
    beside = {(total.name_en, total.imported, total.official) for total in draft.report.totals}
    assert ("residents", 200.0, 205.0) in beside
    assert ("households", 100.0, 100.0) in beside
    assert draft.sources[0].reference_date == "2024"


def test_key_figures_with_shifted_suffixes_and_padded_codes(folder: Path) -> None:
    rows = [
        {
            "WijkenEnBuurten": code + "  ",
            "Gemeentenaam_1": "Kleinstad     ",
            "SoortRegio_2": kind.ljust(10),
            "AantalInwoners_7": count,
            "k_65JaarOfOuder_14": aged,
            "HuishoudensTotaal_31": None,
        }
        for code, kind, count, aged in (
            (made.CODE, "Gemeente", 205, 30),
            (made.WEST, "Buurt", 165, 26),
            (made.EAST, "Buurt", 40, 4),
            ("BU01230001", "Buurt", 5, 5),
        )
    ]
    write(folder, "kwb.json", json.dumps({"value": rows}))
    (folder / "pc4_2021.csv").unlink()
    draft = read(folder)
    assert draft.demand.aged_65_plus.sum() == pytest.approx(30.0)
    told = report(draft, "kwb.json")
    assert (told.read, told.used) == (4, 3)
    assert remark(told.refused, "Another municipality").row == 4


def test_only_figures_per_neighbourhood(folder: Path) -> None:
    (folder / "pc6_2021.csv").unlink()
    write(
        folder,
        "kwb.csv",
        "Codering_3;AantalInwoners_5;HuishoudensTotaal_29;k_65JaarOfOuder_12\n"
        f"{made.WEST} ;1.160;500;200\n{made.EAST} ;40;20;.\n",
    )
    draft = read(folder)
    assert draft.demand.residents.tolist() == [1160.0, 40.0]
    assert draft.demand.aged_65_plus.tolist() == [200.0, 0.0]
    assert any("middle of their neighbourhood" in r.en for f in draft.report.files for r in f.repaired)


def test_squares(folder: Path) -> None:
    (folder / "pc6_2021.csv").unlink()
    write(
        folder,
        "vierkant.csv",
        "crs28992res100m,aantal_inwoners,aantal_part_huishoudens,aantal_inwoners_65_jaar_en_ouder\n"
        "E1762N3182,100,50,20\nE1775N3185,40,20,-99997\nE1999N3185,40,20,5\nE17N31,1,1,1\n",
    )
    draft = read(folder)
    assert draft.demand.code == ["E1762N3182", "E1775N3185"]
    assert draft.demand.x.tolist() == [176_250.0, 177_550.0]
    assert draft.demand.y.tolist() == [318_250.0, 318_550.0]
    assert report(draft, "vierkant.csv").read == 4


def test_a_workbook_without_coordinates_takes_them_from_the_map(folder: Path) -> None:
    features = [
        made.feature(made.square(float(x), float(y), 50), postcode6=code, aantal_inwoners=5)
        for code, x, y in (("9999 AA", 176_200, 318_200), ("9999AB", 176_700, 318_700))
    ]
    write(folder, "vlakken.geojson", made.collection(features))
    postcodes(
        folder,
        "9999AA,100,50",
        "9999AB,60,30",
        "9999ZZ,7,3",
        header="PC6,Aantal_inwoners,aantal_part_huishoudens",
    )
    draft = read(folder)
    assert draft.demand.code == ["9999AA", "9999AB"]
    assert draft.demand.residents.tolist() == [100.0, 60.0]
    told = report(draft, "pc6_2021.csv")
    assert "7 residents together" in remark(told.refused, "No coordinates").en
    assert report(draft, "vlakken.geojson").used == 0


def test_margins_older_years_and_unknown_ages_of_rivm(folder: Path) -> None:
    text = made.health("20300", {made.WEST: "20.0", made.EAST: "      "})
    text += f"7,20300,MW00001,{made.WEST},2020JJ00,x,x,x,11.0,1.0\n"
    text += f"8,99999,MW00000,{made.WEST},2020JJ00,x,x,x,11.0,1.0\n"
    text += f"9,20300,MW00000,{made.CODE},2020JJ00,x,x,x,30.0,1.0\n"
    write(folder, "rivm.csv", text)
    write(folder, "oud.csv", made.health("20300", {made.WEST: "90.0", made.EAST: "90.0"}, year=2016))
    draft = read(folder)
    west, east = draft.neighbourhoods
    assert west.indicators["EenOfMeerLichamelijkeBeperkingen"] == 20.0
    # the east has no figure of its own: the municipality's 30 % holds there
    assert (east.vulnerable_share or 0) > (west.vulnerable_share or 0)
    assert report(draft, "oud.csv").used == 0
    told = report(draft, "rivm.csv")
    assert remark(told.refused, "margin").row == 4
    assert remark(told.refused, "Unknown age group").row == 5


def test_hostile_names_and_rubbish_do_no_harm(folder: Path) -> None:
    features = made.neighbourhoods()
    features[0]["properties"]["statnaam"] = "<script>\u202e'; DROP TABLE\x00" + "x" * 500  # type: ignore[index]
    write(folder, "buurten.geojson", made.collection(features))
    (folder / "rubbish \u202e.csv").write_bytes(bytes(range(256)))
    (folder / "leeg.gpkg").write_bytes(b"")
    (folder / "nep.gpkg").write_bytes(b"SQLite format 3\x00" + b"\x00" * 200)
    draft = read(folder)
    name = draft.neighbourhoods[0].name
    assert name.startswith("<script> '; DROP TABLE x")
    assert len(name) <= 100
    assert name.isprintable()
    kinds = {one.file: one.kind for one in draft.report.files}
    assert kinds["rubbish .csv"] == kinds["leeg.gpkg"] == kinds["nep.gpkg"] == "not_used"


def test_impossible_codes_and_counts_reach_no_table(folder: Path) -> None:
    features = made.neighbourhoods()
    for one in features:
        one["properties"].update(wijkcode="WK'; --", aantal_inwoners=1e300, **{"a\x00b": 1})  # type: ignore[attr-defined]
    write(folder, "buurten.geojson", made.collection(features))
    draft = read(folder)
    assert [row.code for row in draft.districts] == ["WK999900"]
    assert draft.districts[0].residents_official is None
    assert remark(report(draft, "buurten.geojson").repaired, "Not a possible count").count == 2
    assert "\\u0000" not in json.dumps(draft.report.as_json())


def test_a_workbook_whose_rows_run_to_infinity(folder: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["PC6", "aantal_inwoners"])
    book.active.append(["9999AA", 5])
    book.save(folder / "good.xlsx")
    with zipfile.ZipFile(folder / "good.xlsx") as good, zipfile.ZipFile(folder / "bad.xlsx", "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b'<row r="2"', b'<row r="99999999999"').replace(b'r="A2"', b"")
            bad.writestr(name, content)
    (folder / "good.xlsx").unlink()
    told = report(read(folder), "bad.xlsx")
    assert told.kind == "not_used"


@pytest.mark.parametrize("missing", ["buurten.geojson", "pc6_2021.csv", "edges.csv"])
def test_what_is_indispensable_is_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(ImportRefused) as refused:
        read(folder)
    assert refused.value.nl != refused.value.en


def test_another_municipalitys_files(folder: Path) -> None:
    with pytest.raises(ImportRefused, match="GM1234"):
        read_folder(folder, "GM1234")
    with pytest.raises(ImportRefused, match="four digits"):
        read_folder(folder, "Maastricht")
    (folder / "nothing").mkdir()
    with pytest.raises(ImportRefused, match="empty"):
        read_folder(folder / "nothing", made.CODE)
    with pytest.raises(ImportRefused, match="does not exist"):
        read_folder(folder / "absent", made.CODE)
