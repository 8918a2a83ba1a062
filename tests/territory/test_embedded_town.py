"""The embedded Maastricht: exact sums, the same from the same seed, and a river that only bridges cross."""

import csv
import dataclasses
from collections import Counter
from importlib import resources

import networkx as nx
import numpy as np
import pytest
import shapely
from django.utils import translation

from tests.shared_data import shared
from weerbaar.accounts.services import ensure_municipality
from weerbaar.accounts.types import PROGRAM
from weerbaar.core.projection import to_rd
from weerbaar.territory import queries
from weerbaar.territory.embedded import facts
from weerbaar.territory.embedded.town import _apportion, embedded_maastricht
from weerbaar.territory.models import Building, Street
from weerbaar.territory.services import keep_territory
from weerbaar.territory.types import NetworkDraft, TerritoryDraft


@pytest.fixture(scope="module")
def town() -> TerritoryDraft:
    return embedded_maastricht(7)


def courses(network: NetworkDraft) -> list[shapely.LineString]:
    return [
        shapely.LineString(
            [
                (network.x[u], network.y[u]),
                *zip(network.shape_x[start:end], network.shape_y[start:end], strict=True),
                (network.x[v], network.y[v]),
            ]
        )
        for u, v, start, end in zip(
            network.u, network.v, network.shape_start[:-1], network.shape_start[1:], strict=True
        )
    ]


def as_graph(network: NetworkDraft, keep: np.ndarray | None = None) -> nx.MultiGraph:
    graph = nx.MultiGraph()
    graph.add_nodes_from(range(len(network.x)))
    for i in range(len(network.u)):
        if keep is None or keep[i]:
            graph.add_edge(int(network.u[i]), int(network.v[i]), weight=float(network.length_m[i]))
    return graph


def nearest(network: NetworkDraft, x: float, y: float) -> int:
    return int(np.hypot(network.x - x, network.y - y).argmin())


def test_sums_are_the_official_ones(town: TerritoryDraft) -> None:
    assert town.demand.residents.sum() == 120_465
    assert town.demand.aged_65_plus.sum() == 26_595
    assert len(town.neighbourhoods) == 44
    assert len(town.districts) == 7
    assert len(town.demand.code) == 2_780
    assert all(total.official in (None, total.imported) for total in town.report.totals)


def test_sums_per_neighbourhood_are_the_facts(town: TerritoryDraft) -> None:
    residents: Counter[str] = Counter()
    households: Counter[str] = Counter()
    aged: Counter[str] = Counter()
    for i, code in enumerate(town.demand.neighbourhood_code):
        residents[code] += int(town.demand.residents[i])
        households[code] += int(town.demand.households[i])
        aged[code] += int(town.demand.aged_65_plus[i])
    for row in town.neighbourhoods:
        assert (residents[row.code], households[row.code], aged[row.code]) == (
            row.residents,
            row.households,
            row.aged_65_plus,
        )


def test_facts_agree_with_the_published_figures() -> None:
    path = shared("data", "maastricht", "maastricht_buurten_derived_pc6_2021_rivm_2020.csv")
    with path.open(encoding="utf-8") as file:
        published = {row["buurtcode"]: row for row in csv.DictReader(file)}
    for place in facts.neighbourhoods():
        row = published.get(place.code)
        assert place.residents == float((row or {}).get("aantal_inwoners") or 0)
        if row:
            assert place.name == row["buurtnaam"]
            assert place.households == float(row["aantal_part_huishoudens"] or 0)


def test_every_count_is_possible(town: TerritoryDraft) -> None:
    demand = town.demand
    for column in (demand.households, demand.aged_65_plus, demand.vulnerable):
        assert (column >= 0).all()
        assert (column <= demand.residents).all()
    assert (demand.residents >= 1).all()


def test_postcodes_look_dutch_and_are_distinct(town: TerritoryDraft) -> None:
    assert len(set(town.demand.code)) == len(town.demand.code)
    for code in town.demand.code:
        assert len(code) == 6
        assert 6211 <= int(code[:4]) <= 6229
        assert code[4:].isupper()
        assert not set(code[4:]) & set("FIOQUY")
        assert code[4:] not in {"SA", "SD", "SS"}


def test_the_same_seed_gives_the_same_town_and_another_seed_another() -> None:
    again, other = embedded_maastricht(7), embedded_maastricht(8)
    first = embedded_maastricht(7)
    for part in ("network", "demand"):
        for field in dataclasses.fields(getattr(first, part)):
            one, two = getattr(getattr(first, part), field.name), getattr(getattr(again, part), field.name)
            assert np.array_equal(one, two), field.name
    assert not np.array_equal(first.demand.x, other.demand.x)
    assert not np.array_equal(first.network.x[:100], other.network.x[:100])
    assert other.demand.residents.sum() == 120_465


@pytest.mark.parametrize("seed", [0, 7, 20260101])
def test_streets_are_one_piece_that_only_the_bridges_hold_together(seed: int) -> None:
    network = embedded_maastricht(seed).network
    assert nx.number_connected_components(as_graph(network)) == 1
    apart = as_graph(network, ~network.bridge)
    assert nx.number_connected_components(apart) == 2
    west, east = nearest(network, 176_370, 317_740), nearest(network, 177_150, 317_560)
    assert not nx.has_path(apart, west, east)
    over_water = np.array([course.intersects(facts.river()) for course in courses(network)])
    assert np.array_equal(over_water, network.bridge)
    assert {network.names[network.name[i]] for i in np.flatnonzero(network.bridge)} == {
        "John F. Kennedybrug",
        "Hoge Brug",
        "Sint Servaasbrug",
        "Wilhelminabrug",
        "Noorderbrug",
    }


def test_lengths_are_those_of_the_courses(town: TerritoryDraft) -> None:
    assert np.allclose(town.network.length_m, [course.length for course in courses(town.network)])


def test_every_neighbourhood_has_streets_and_its_residents_inside(town: TerritoryDraft) -> None:
    network, demand = town.network, town.demand
    area = {row.code: row.geometry for row in town.neighbourhoods}
    pieces = shapely.STRtree(courses(network))
    for row in town.neighbourhoods:
        assert row.geometry is not None
        assert row.geometry.contains(shapely.Point(row.x, row.y))
        assert len(pieces.query(row.geometry, predicate="intersects")) > 0, row.name
    for x, y, code in zip(demand.x, demand.y, demand.neighbourhood_code, strict=True):
        assert area[code].contains(shapely.Point(x, y))
    assert not shapely.contains_xy(facts.river(), demand.x, demand.y).any()


def test_areas_do_not_overlap_and_fill_the_land(town: TerritoryDraft) -> None:
    areas = [row.geometry for row in town.neighbourhoods]
    land = sum(bank.area for bank in facts.banks())
    assert sum(area.area for area in areas) == pytest.approx(land, rel=1e-6)
    assert shapely.union_all(areas).area == pytest.approx(land, rel=1e-6)
    assert sum(row.geometry.area for row in town.districts) == pytest.approx(land, rel=1e-4)


def test_walking_across_the_maas_is_far_longer_than_the_straight_line(town: TerritoryDraft) -> None:
    """Sint Pieter and Heugem face each other; the nearest bridge is the Kennedybrug."""
    network = town.network
    west, east = nearest(network, 176_750, 315_300), nearest(network, 177_010, 315_300)
    straight = float(np.hypot(network.x[west] - network.x[east], network.y[west] - network.y[east]))
    walked = nx.dijkstra_path_length(as_graph(network), west, east)
    assert straight < 500
    assert walked > 5 * straight


@pytest.mark.django_db
def test_it_says_plainly_that_it_is_illustrative(town: TerritoryDraft) -> None:
    (source,) = town.sources
    assert source.illustrative
    assert len(source.title) <= 200
    assert len(source.origin) <= 300
    maastricht = ensure_municipality(
        PROGRAM, code="GM0935", slug="maastricht", name="Maastricht", region=("VR24", "Zuid-Limburg")
    )
    keep_territory(PROGRAM, maastricht.id, town)
    told = {}
    for language in ("nl", "en"):
        with translation.override(language):
            (shown,) = queries.sources(maastricht.id)
            told[language] = f"{shown.title} {shown.origin}"
    assert "Ter illustratie: verzonnen straten" in told["nl"]
    assert "65-plussers" in told["nl"]
    assert "Illustrative: invented streets" in told["en"]
    assert "65 and over" in told["en"]


def test_buildings_are_of_known_kinds_and_in_the_town(town: TerritoryDraft) -> None:
    kinds = Counter(building.kind for building in town.buildings)
    assert set(kinds) <= set(Building.Kind.values)
    assert kinds["fire_station"] == 2
    assert kinds["town_hall"] == 1
    land = shapely.union_all([bank.buffer(10) for bank in facts.banks()])
    for building in town.buildings:
        assert land.contains(shapely.Point(building.x, building.y)), building.name
    served = {building.neighbourhood_code[2:8] for building in town.buildings}
    assert served == {f"0935{i:02d}" for i in range(7)}


@pytest.mark.django_db
def test_it_can_be_kept_and_found(town: TerritoryDraft) -> None:
    """Every table takes it, and what a resident types is there."""
    municipality = ensure_municipality(PROGRAM, code="GM0935", slug="maastricht", name="Maastricht")
    keep_territory(PROGRAM, municipality.id, town)
    assert queries.demand(municipality.id).residents.sum() == 120_465
    assert len(queries.buildings(municipality.id)) == len(town.buildings)
    streets = Street.objects.filter(municipality_id=municipality.id)
    assert streets.filter(search_name__contains="biesland").exists()
    assert streets.filter(name="Sint Servaasbrug").exists()


def test_the_tables_stay_small() -> None:
    folder = resources.files("weerbaar.territory.embedded")
    assert sum(len(item.read_bytes()) for item in folder.iterdir() if item.name.endswith(".csv")) < 30_000


def test_real_streets_cross_the_river_of_the_tables_only_on_bridges() -> None:
    """The course of the Maas that we wrote down, against the street network of OpenStreetMap."""
    import json

    graph = json.loads(
        shared("data", "maastricht", "maastricht_osmnx_20240610_nodelink.json").read_text("utf-8")
    )
    nodes = {node["id"]: (node["x"], node["y"]) for node in graph["nodes"]}
    crossing = set()
    middle = shapely.LineString([(float(row["x"]), float(row["y"])) for row in facts.rows("river")])
    for link in graph["links"]:
        course = link.get("geometry", {}).get("coordinates") or [nodes[link["source"]], nodes[link["target"]]]
        lon, lat = np.array(course).T
        if shapely.LineString(np.column_stack(to_rd(lon, lat))).intersects(middle):
            assert link.get("bridge") == "yes"
            crossing |= {link["name"]} if isinstance(link["name"], str) else set(link["name"])
    assert {"Noorderbrug", "John F. Kennedybrug"} <= crossing


def test_apportioning_keeps_the_total_and_the_caps() -> None:
    given = _apportion(100, np.array([1.0, 1.0, 8.0]), np.array([50, 50, 10]))
    assert given.tolist() == [45, 45, 10]
    assert _apportion(7, np.array([0.0, 0.0]), np.array([4, 4])).sum() == 7
    with pytest.raises(ValueError, match="caps"):
        _apportion(9, np.array([1.0, 1.0]), np.array([4, 4]))
