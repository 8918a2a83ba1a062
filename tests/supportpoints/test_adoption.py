"""Adopting designs: numbers are permanent, nothing agreed is withdrawn unasked, undo works."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests import small_town
from tests.supportpoints.conftest import Designer
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.interface.jobs import UserError
from weerbaar.supportpoints import models, queries, services
from weerbaar.supportpoints.types import DesignRow
from weerbaar.territory.services import keep_territory


@pytest.fixture
def two_designs(make_design: Designer) -> tuple[DesignRow, DesignRow]:
    """The second leaves out the last free point of the first."""
    first = make_design("eerste")
    assert first.summary is not None
    dropped = [p.building_id for p in first.summary.points if not p.required][-1]
    return first, make_design("tweede", excluded=(dropped,))


def buildings_of(row: DesignRow) -> set[int]:
    assert row.summary is not None
    return {point.building_id for point in row.summary.points}


def numbers(town: MunicipalityRow) -> dict[int, int]:
    return {point.building_id: point.number for point in queries.points(town.id)}


def test_the_points_are_those_of_the_design(
    two_designs: tuple[DesignRow, DesignRow], town: MunicipalityRow
) -> None:
    first, _ = two_designs
    adoption = services.adopt_design(PROGRAM, first.id)
    points = queries.points(town.id)
    assert {p.building_id for p in points} == buildings_of(first)
    assert [p.number for p in points] == list(adoption.added) == list(range(1, len(points) + 1))
    assert {p.state for p in points} == {"adopted"}
    assert all([f.state for f in p.functions] == ["missing"] * 4 for p in points)
    current = queries.current_design(town.id)
    assert current is not None
    assert (current.id, current.is_current) == (first.id, True)
    assert AuditEntry.objects.filter(action="supportpoints.design.adopted").count() == 1


def test_going_back_brings_back_the_same_numbers(
    two_designs: tuple[DesignRow, DesignRow], town: MunicipalityRow
) -> None:
    first, second = two_designs
    services.adopt_design(PROGRAM, first.id)
    before = numbers(town)
    number = before[next(iter(buildings_of(first) - buildings_of(second)))]
    services.set_function(PROGRAM, town.id, number, "information", "present")
    adoption = services.adopt_design(PROGRAM, second.id)
    assert adoption.withdrawn == (number,)
    assert set(numbers(town)) == buildings_of(second)
    services.adopt_design(PROGRAM, first.id)
    assert numbers(town) == before
    point = queries.point(town.id, number)
    assert point is not None
    assert point.functions[0].state == "present"
    assert [e.state for e in queries.point_history(town.id, number)] == ["adopted", "withdrawn", "adopted"]
    assert [d.id for d in queries.designs(town.id) if d.is_current] == [first.id]


def test_a_number_is_never_given_to_another_building(
    two_designs: tuple[DesignRow, DesignRow], town: MunicipalityRow
) -> None:
    seen: dict[int, int] = {}
    for design in (*two_designs, *two_designs):
        services.adopt_design(PROGRAM, design.id)
        for building, number in numbers(town).items():
            assert seen.setdefault(number, building) == building


def test_a_point_that_was_agreed_is_a_conflict_and_somebody_decides(
    two_designs: tuple[DesignRow, DesignRow], town: MunicipalityRow
) -> None:
    first, second = two_designs
    services.adopt_design(PROGRAM, first.id)
    number = numbers(town)[next(iter(buildings_of(first) - buildings_of(second)))]
    services.change_point_state(PROGRAM, town.id, number, "agreed")
    adoption = services.adopt_design(PROGRAM, second.id)
    assert adoption.conflicts == (number,)
    assert adoption.withdrawn == ()
    assert [p.number for p in queries.points_outside_design(town.id)] == [number]
    services.keep_beside_design(PROGRAM, town.id, number, "de kerk doet al mee")
    assert queries.points_outside_design(town.id) == []
    assert services.adopt_design(PROGRAM, second.id).conflicts == ()
    assert number in numbers(town).values()


def test_a_design_with_a_building_that_is_gone_is_refused_and_nothing_changes(
    two_designs: tuple[DesignRow, DesignRow], town: MunicipalityRow
) -> None:
    first, second = two_designs
    services.adopt_design(PROGRAM, second.id)
    before = numbers(town)
    draft = small_town.draft()
    gone = {
        b.id: b.external_id
        for b in models.SupportPoint._meta.apps.get_model("territory.Building").objects.all()
    }
    keys = {gone[b] for b in buildings_of(first) - buildings_of(second)}
    draft.buildings = [b for b in draft.buildings if b.external_id not in keys]
    keep_territory(PROGRAM, town.id, draft)
    with pytest.raises(UserError, match="No longer in the data"):
        services.adopt_design(PROGRAM, first.id)
    assert numbers(town) == before
    current = queries.current_design(town.id)
    assert current is not None
    assert current.id == second.id


def test_the_database_holds_one_current_design_and_one_point_per_building(
    two_designs: tuple[DesignRow, DesignRow], town: MunicipalityRow
) -> None:
    services.adopt_design(PROGRAM, two_designs[0].id)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.NetworkDesign.objects.filter(pk=two_designs[1].id).update(is_current=True)
    point = models.SupportPoint.objects.order_by("number")[0]
    point.pk, point.number = None, 99
    with pytest.raises(IntegrityError), transaction.atomic():
        point.save()
