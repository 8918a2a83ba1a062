"""The real Maastricht files: true totals, and what the report says of every file."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from tests.shared_data import shared
from weerbaar.territory.importers.assembly import read_folder
from weerbaar.territory.importers.tables import number, read_table
from weerbaar.territory.types import FileReport, TerritoryDraft

_read: list[TerritoryDraft] = []


@pytest.fixture
def maastricht() -> TerritoryDraft:
    """Read once: tests only look at it."""
    folder = shared("data", "maastricht")
    if not _read:
        _read.append(read_folder(folder, "GM0935"))
    return _read[0]


def reported(draft: TerritoryDraft, file: str) -> FileReport:
    return next(report for report in draft.report.files if report.file == file)


def test_true_totals(maastricht: TerritoryDraft) -> None:
    assert maastricht.municipality_name == "Maastricht"
    assert len(maastricht.neighbourhoods) == 44
    assert len(maastricht.districts) == 7
    assert len(maastricht.demand.code) == 2780
    assert maastricht.demand.residents.sum() == 120_465
    assert maastricht.demand.households.sum() == 68_280
    assert maastricht.demand.aged_65_plus.sum() == pytest.approx(26_595)
    assert sum(row.residents for row in maastricht.neighbourhoods) == 120_465
    assert len(maastricht.buildings) > 100
    assert len(maastricht.network.x) > 3_500


def test_residents_over_65_by_postcode_are_those_of_cbs(maastricht: TerritoryDraft) -> None:
    table = read_table(shared("data", "maastricht", "maastricht_pc4_leeftijd_2021.csv"))
    for _, row in table.rows:
        mine = [i for i, code in enumerate(maastricht.demand.code) if code.startswith(row["postcode"])]
        assert maastricht.demand.aged_65_plus[mine].sum() == pytest.approx(number(row["inw_65_plus"]))


def test_no_point_has_more_people_than_live_there(maastricht: TerritoryDraft) -> None:
    demand = maastricht.demand
    assert (demand.aged_65_plus <= demand.residents).all()
    assert (demand.vulnerable <= demand.residents).all()
    assert (demand.vulnerable >= 0).all()
    assert np.isfinite(demand.x).all()


def test_where_numbers_were_shown_they_hardly_move(maastricht: TerritoryDraft) -> None:
    """Only the secret cells are filled: a shown count stays as it was but in the postcodes with too many."""
    table = read_table(shared("data", "maastricht", "maastricht_pc6_2021_cbs.csv"))
    shown = {row["pc6"]: number(row["aantal_inwoners_65_jaar_en_ouder"]) or 0.0 for _, row in table.rows}
    before = np.array([shown[code] for code in maastricht.demand.code])
    moved = np.abs(maastricht.demand.aged_65_plus - before)[before > 0]
    assert np.median(moved) == 0.0
    hidden = maastricht.demand.aged_65_plus[before == 0]
    assert hidden.sum() > 1_500
    assert hidden.max() <= 4.0


def test_the_vulnerable_add_up_to_rivms_share_of_adults(maastricht: TerritoryDraft) -> None:
    """RIVM: 18.5 % of Maastricht's adults have one or more physical limitations (50090NED, 2020)."""
    adults = 120_465 - 12_490 - 0.3 * 22_700
    assert maastricht.demand.vulnerable.sum() / adults == pytest.approx(0.185, abs=0.005)


def test_neighbourhoods_without_residents_stay(maastricht: TerritoryDraft) -> None:
    empty = [row for row in maastricht.neighbourhoods if row.residents == 0]
    assert [row.name for row in empty] == ["Bosscherveld"]
    assert empty[0].vulnerable_share is None
    assert empty[0].geometry is not None


def test_official_figures_stand_beside_the_sums(maastricht: TerritoryDraft) -> None:
    beside = {(total.name_en, total.official) for total in maastricht.report.totals}
    assert ("residents", 121_151.0) in beside
    assert ("residents", 121_150.0) in beside
    assert ("65 and over", 26_595.0) in beside
    first = next(t for t in maastricht.report.totals if t.name_en == "65 and over, before fitting")
    assert first.imported == 24_540


def test_every_file_is_in_the_report(maastricht: TerritoryDraft) -> None:
    files = {path.name for path in shared("data", "maastricht").iterdir()}
    assert {report.file for report in maastricht.report.files} == files
    assert reported(maastricht, "maastricht_stops_2024.csv").kind == "not_used"
    old = reported(maastricht, "rivm_50090NED_2016_18plus_maastricht.csv")
    assert (old.used, old.refused[0].en) == (0, "The newest period counts (2020).")
    assert reported(maastricht, "maastricht_buurten_2022_rd.geojson").used == 44
    assert reported(maastricht, "maastricht_buurten_2022_wgs84.geojson").used == 0


def test_sources_hold_what_was_used_and_nothing_else(maastricht: TerritoryDraft) -> None:
    titles = {source.title for source in maastricht.sources}
    assert "maastricht_pc6_2021_cbs.csv" in titles
    assert "rivm_50090NED_2016_18plus_maastricht.csv" not in titles
    assert "maastricht_stops_2024.csv" not in titles
    assert all(source.licence and source.origin and len(source.sha256) == 64 for source in maastricht.sources)


def test_postcodes_beside_their_neighbourhood_are_told(maastricht: TerritoryDraft) -> None:
    areas = {row.code: row.geometry for row in maastricht.neighbourhoods}
    demand = maastricht.demand
    away = shapely.distance(
        shapely.points(demand.x, demand.y), [areas[code] for code in demand.neighbourhood_code]
    )
    remark = next(
        one for one in reported(maastricht, "maastricht_pc6_2021_cbs.csv").repaired if "Lies just" in one.en
    )
    assert remark.count == (away > 0).sum() == 57


def test_both_projections_give_the_same_town() -> None:
    from weerbaar.territory.importers.geofiles import read_geojson

    rd = read_geojson(shared("data", "maastricht", "maastricht_buurten_2022_rd.geojson"))
    degrees = read_geojson(shared("data", "maastricht", "maastricht_buurten_2022_wgs84.geojson"))
    assert rd.was_rd
    assert not degrees.was_rd
    assert shapely.area(rd.geometry).sum() == pytest.approx(59.0e6, rel=0.002)
    assert shapely.hausdorff_distance(rd.geometry, degrees.geometry).max() < 1.0


def test_pdoks_geopackage_is_read_by_its_names() -> None:
    from weerbaar.territory.importers.areas import read_areas
    from weerbaar.territory.importers.geofiles import read_geopackage

    features = read_geopackage(shared("data", "schemas", "pdok_wijkenbuurten2021_buurten_ermelo_sample.gpkg"))
    read = read_areas(features, "GM0233")
    assert read.report.used == len(read.areas) > 10
    assert all(code.startswith("BU0233") for code in read.areas)
    assert all(area.district_code.startswith("WK0233") for area in read.areas.values())
    assert {area.municipality_name for area in read.areas.values()} == {"Ermelo"}
