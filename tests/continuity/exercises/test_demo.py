"""The exercise of the demonstration: held, measured, graded, and marked as made up."""

from __future__ import annotations

import pytest

from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import queries, services
from weerbaar.continuity.exercising.clock import Phase
from weerbaar.continuity.queries.exercises import nodes
from weerbaar.continuity.types import NodeKind, NodeRef

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(town: MunicipalityRow) -> int:
    services.load_starter(PROGRAM, town.id)
    return services.hold_demo_exercise(PROGRAM, town.id)


def test_it_has_been_held_and_is_made_once(town: MunicipalityRow, held: int) -> None:
    assert services.hold_demo_exercise(PROGRAM, town.id) == held
    (line,) = queries.exercises(town.id)
    assert (line.phase, line.is_demo) == (Phase.ENDED, True)


def test_its_codes_are_those_of_the_starter_content(town: MunicipalityRow, held: int) -> None:
    exercise = queries.exercise(town.id, held)
    assert exercise
    known = nodes(town.id)
    assert {one.node for one in exercise.scenario.objectives if one.node} <= known.keys()
    rto = known[NodeRef(NodeKind.PROCESS, "sewer-pumps")].rto_min
    assert next(one for one in exercise.scenario.objectives if one.code == "pumps").target_min == rto


def test_what_it_measured_differs_from_what_was_assumed(town: MunicipalityRow, held: int) -> None:
    exercise = queries.exercise(town.id, held)
    assert exercise
    offers = queries.offers(queries.run(exercise), True, frozenset())
    assert len(offers) >= 3
    for offer in offers:
        assert offer.known
        assert offer.outage.own_min != offer.known.recovery_min, offer.node
    assert any(offer.outage.own_min < offer.known.recovery_min for offer in offers)  # type: ignore[operator, union-attr]


def test_every_objective_is_graded_and_not_all_are_met(town: MunicipalityRow, held: int) -> None:
    exercise = queries.exercise(town.id, held)
    assert exercise
    run = queries.run(exercise)
    assert {result.grade for result in run.objectives} == {"met", "partly", "not_met"}
    assert run.decisions
    assert all(row.minute is not None for row in run.decisions)
    assert any(one.late_min for one in run.injects)
    assert any(one.what == "skipped" for one in run.injects)
    measures = queries.measures(town.id)
    assert {row.state for row in measures} == {"open", "doing", "done"}
    assert all(row.is_demo and row.exercise_id == held for row in measures)
    services.close_exercise(PROGRAM, town.id, held)  # nothing is missing for the report to be final
