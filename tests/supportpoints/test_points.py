"""The rules of a support point's life, and the state of the network that follows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.supportpoints.conftest import Designer
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.interface.jobs import UserError
from weerbaar.supportpoints import queries, services
from weerbaar.supportpoints.models import PointFunction
from weerbaar.supportpoints.services import EditConflict, PointEdit
from weerbaar.supportpoints.types import PointRow

FUNCTIONS = [str(value) for value in PointFunction.Function.values]


@pytest.fixture
def network(make_design: Designer, town: MunicipalityRow) -> list[PointRow]:
    services.adopt_design(PROGRAM, make_design().id)
    return queries.points(town.id)


def test_ready_needs_the_four_functions_and_says_which_are_lacking(
    network: list[PointRow], town: MunicipalityRow
) -> None:
    for function in FUNCTIONS[:2]:
        services.set_function(PROGRAM, town.id, 1, function, "present")
    services.set_function(PROGRAM, town.id, 1, "first_aid", "planned")
    with pytest.raises(UserError) as refused:
        services.change_point_state(PROGRAM, town.id, 1, "ready")
    assert "first aid, alerting emergency services" in refused.value.en
    assert "eerste hulp, hulpdiensten alarmeren" in refused.value.nl
    for function in FUNCTIONS[2:]:
        services.set_function(PROGRAM, town.id, 1, function, "present")
    services.change_point_state(PROGRAM, town.id, 1, "ready")
    point = queries.point(town.id, 1)
    assert point is not None
    assert point.is_ready


def test_a_ready_point_that_loses_a_function_is_no_longer_ready(
    network: list[PointRow], town: MunicipalityRow
) -> None:
    for function in FUNCTIONS:
        services.set_function(PROGRAM, town.id, 1, function, "present")
    services.change_point_state(PROGRAM, town.id, 1, "ready")
    services.set_function(PROGRAM, town.id, 1, "drinking_water", "missing")
    point = queries.point(town.id, 1)
    assert point is not None
    assert point.state == "fitting_out"
    assert [e.state for e in queries.point_history(town.id, 1)] == ["adopted", "ready", "fitting_out"]


def test_dates_lie_between_the_last_step_and_today(network: list[PointRow], town: MunicipalityRow) -> None:
    today = timezone.localdate()
    for wrong in (today + timedelta(days=1), today - timedelta(days=1)):
        with pytest.raises(UserError):
            services.change_point_state(PROGRAM, town.id, 1, "agreed", on=wrong)
    with pytest.raises(UserError):
        services.set_function(PROGRAM, town.id, 1, "first_aid", "present", since=today + timedelta(days=1))
    with pytest.raises(UserError):
        services.change_point_state(PROGRAM, town.id, 1, "adopted")
    assert len(queries.point_history(town.id, 1)) == 1
    services.change_point_state(PROGRAM, town.id, 1, "agreed", on=today, note="handtekening")
    assert queries.point_history(town.id, 1)[-1].note == "handtekening"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "Hal", "access_nl": "achterom"},
        {"name": "Hal", "access_en": "at the back"},
        {"name": "Hal", "agreement_date": timezone.now().date() + timedelta(days=400)},
    ],
)
def test_an_edit_that_is_not_right_changes_nothing(
    network: list[PointRow], town: MunicipalityRow, wrong: dict[str, Any]
) -> None:
    with pytest.raises(UserError):
        services.edit_point(PROGRAM, town.id, 1, PointEdit(**wrong), network[0].version)
    assert queries.point(town.id, 1) == network[0]


def test_the_second_of_two_editors_sees_what_the_first_wrote(
    network: list[PointRow], town: MunicipalityRow
) -> None:
    seen = network[0].version
    services.edit_point(PROGRAM, town.id, 1, PointEdit("Hal", owner="Stichting A"), seen)
    with pytest.raises(EditConflict) as conflict:
        services.edit_point(PROGRAM, town.id, 1, PointEdit("Hal", owner="Stichting B"), seen)
    assert conflict.value.current.owner == "Stichting A"
    point = queries.point(town.id, 1)
    assert point is not None
    assert point.owner == "Stichting A"
    with pytest.raises(EditConflict):
        services.change_point_state(PROGRAM, town.id, 1, "agreed", version=seen)
    with pytest.raises(EditConflict):
        services.set_function(PROGRAM, town.id, 1, "first_aid", "present", version=seen)


def test_the_trail_says_what_was_and_what_became(network: list[PointRow], town: MunicipalityRow) -> None:
    services.edit_point(PROGRAM, town.id, 1, PointEdit(network[0].name, owner="Parochie"), network[0].version)
    entry = AuditEntry.objects.filter(action="supportpoints.point.edited").get()
    assert (entry.before, entry.after) == ({"owner": ""}, {"owner": "Parochie"})
    version = queries.points(town.id)[0].version
    services.edit_point(PROGRAM, town.id, 1, PointEdit(network[0].name, owner="Parochie"), version)
    assert queries.points(town.id)[0].version == version  # nothing changed, nothing written


def test_the_network_is_as_far_as_its_points(network: list[PointRow], town: MunicipalityRow) -> None:
    assert queries.network_state(town.id).state == "adopted"
    services.change_point_state(PROGRAM, town.id, 1, "agreed")
    state = queries.network_state(town.id)
    assert (state.state, state.by_state) == ("being_fitted_out", {"agreed": 1, "adopted": len(network) - 1})
    for row in network:
        for function in FUNCTIONS:
            services.set_function(PROGRAM, town.id, row.number, function, "present")
        services.change_point_state(PROGRAM, town.id, row.number, "ready")
    state = queries.network_state(town.id)
    assert (state.state, state.ready) == ("ready", len(network))
    assert state.functions_present == state.functions_needed == 4 * len(network)
    assert state.cost_one_off_eur == sum(p.one_off_eur for p in network)


def test_without_points_there_is_no_network(town: MunicipalityRow, other_town: MunicipalityRow) -> None:
    assert queries.network_state(other_town.id).state == "none"
    assert queries.points(other_town.id) == []
    assert queries.point(other_town.id, 1) is None


def test_reading_points_takes_as_many_queries_for_one_as_for_all(
    network: list[PointRow], town: MunicipalityRow, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        assert len(queries.points(town.id)) == len(network) > 1
    with django_assert_num_queries(2):
        queries.network_state(town.id)
    for row in network[1:]:
        services.change_point_state(PROGRAM, town.id, row.number, "withdrawn")
    with django_assert_num_queries(2):
        assert len(queries.points(town.id)) == 1
