"""Finding places: as people type, never wrong on purpose, in a constant number of queries."""

from __future__ import annotations

import pytest
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import small_town
from weerbaar.accounts.types import MunicipalityRow
from weerbaar.territory import models, queries
from weerbaar.territory.naming import search_name


@pytest.fixture
def streets(town: MunicipalityRow) -> MunicipalityRow:
    areas = list(models.Neighbourhood.objects.filter(municipality_id=town.id))
    names = [
        ("Sint-Pieterstraat", 0),
        ("Sint Servaasbolwerk", 1),
        ("Café-de-l’Étoileplein", 2),
        ("Kerkstraat", 0),
        ("Kerkstraat", 3),
        ("Oude Kerkweg", 1),
        ("Plein 1992", 2),
        ("100% Straat_", 2),
    ]
    models.Street.objects.bulk_create(
        models.Street(
            municipality_id=town.id,
            neighbourhood=areas[i],
            name=name,
            search_name=search_name(name),
            x=176_000.0 + i,
            y=318_000.0,
        )
        for name, i in names
    )
    return town


@pytest.mark.parametrize("asked", ["9999AB", "9999 ab", " 9999  AB ", "9999ab, Kleinstad"])
def test_a_postcode(streets: MunicipalityRow, asked: str) -> None:
    found = queries.search_places(streets.id, asked)
    assert [(place.label, place.kind) for place in found] == [("9999 AB", "postcode")]


def test_one_whole_postcode(streets: MunicipalityRow) -> None:
    for asked in ("9999AB", "9999 ab"):
        found = queries.place_of_postcode(streets.id, asked)
        assert found is not None
        assert found.label == "9999 AB"
    for asked in ("9999", "9999A", "1234AB", "", "9999AB; --"):
        assert queries.place_of_postcode(streets.id, asked) is None


def test_the_start_of_a_postcode(streets: MunicipalityRow) -> None:
    assert [p.label for p in queries.search_places(streets.id, "9999 A", limit=3)] == [
        "9999 AA",
        "9999 AB",
        "9999 AC",
    ]
    assert len(queries.search_places(streets.id, "9999")) == 8
    assert queries.search_places(streets.id, "1234AB") == []


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("sint pieterstraat", "Sint-Pieterstraat"),
        ("St. Pieterstr", "Sint-Pieterstraat"),
        ("SINT-PIETERSTRAAT 12a", "Sint-Pieterstraat"),
        ("pieterst", "Sint-Pieterstraat"),
        ("cafe de l'etoileplein", "Café-de-l’Étoileplein"),
        ("sint pietersraat", "Sint-Pieterstraat"),
        ("sind servaasbolwerk", "Sint Servaasbolwerk"),
        ("plein 1992", "Plein 1992"),
        ("kerkweg", "Oude Kerkweg"),
    ],
)
def test_a_street_as_people_type_it(streets: MunicipalityRow, asked: str, first: str) -> None:
    assert queries.search_places(streets.id, asked)[0].label == first


def test_a_name_that_occurs_twice_says_where(streets: MunicipalityRow) -> None:
    assert [p.label for p in queries.search_places(streets.id, "kerkstraat")][:2] == [
        "Kerkstraat, Oudwijk",
        "Kerkstraat, Parkrand",
    ]
    assert [p.label for p in queries.search_places(streets.id, "Kerkstraat, Parkrand")] == [
        "Kerkstraat, Parkrand"
    ]


@pytest.mark.parametrize("asked", ["", "   ", "?!", "zzzzzzzz", "%", "_", "' OR 1=1 --", "x" * 5000])
def test_what_finds_nothing(streets: MunicipalityRow, asked: str) -> None:
    assert queries.search_places(streets.id, asked) == []


def test_another_towns_streets_stay_there(streets: MunicipalityRow, other_town: MunicipalityRow) -> None:
    assert queries.search_places(other_town.id, "sint pieterstraat") == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=30))
def test_any_question_is_answered(streets: MunicipalityRow, asked: str) -> None:
    assert len(queries.search_places(streets.id, asked, limit=4)) <= 4


def test_the_number_of_queries_is_constant(
    streets: MunicipalityRow, django_assert_max_num_queries: CaptureQueriesContext
) -> None:
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        queries.search_places(streets.id, "kerk")
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        queries.search_places(streets.id, "9999")


def test_the_nearest_postcode_by_brute_force(town: MunicipalityRow) -> None:
    demand = queries.demand(town.id)
    for x, y in ((176_000.0, 318_000.0), (177_111.0, 318_765.0), (0.0, 0.0)):
        away = [(px - x) ** 2 + (py - y) ** 2 for px, py in zip(demand.x, demand.y, strict=True)]
        code = demand.code[away.index(min(away))]
        found = queries.nearest_place(town.id, x, y)
        assert found is not None
        assert found.label == f"{code[:4]} {code[4:]}"
    assert queries.nearest_place(town.id, float("nan"), 0.0) is None


def test_the_neighbourhood_around_a_point(town: MunicipalityRow) -> None:
    inside = queries.neighbourhood_at(town.id, small_town.LEFT + 10, small_town.BOTTOM + 10)
    outside = queries.neighbourhood_at(town.id, small_town.LEFT - 500, small_town.BOTTOM + 10)
    assert inside is not None
    assert outside is not None
    assert inside.name == outside.name == "Oudwijk"
    assert queries.neighbourhood_at(town.id, small_town.LEFT - 5000, small_town.BOTTOM) is None
