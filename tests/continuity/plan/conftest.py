"""A register with people and a team, and its plan, for the tests of versions and pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.continuity.conftest import Builder
from weerbaar.accounts.types import Actor, MunicipalityRow
from weerbaar.continuity import services
from weerbaar.continuity.documents import edition
from weerbaar.continuity.models import CrisisTeam, StaffRole, TeamSeat
from weerbaar.continuity.types_plan import PlanVersionRow

VALID = date(2099, 1, 1)


@pytest.fixture
def few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the Dutch plan as PDF, with and without contacts: sixteen files take their time."""
    few = tuple(
        each for each in edition.VARIANTS if (each.kind, each.format, each.language) == ("plan", "pdf", "nl")
    )
    monkeypatch.setattr("weerbaar.continuity.services.plan.VARIANTS", few)


@pytest.fixture
def register(small_register: Builder) -> Builder:
    """The small register with a mayor, a deputy, and a team."""
    small_register.role("mayor", is_crisis_role=True)
    first = small_register.person("Anna de Vries", phone="06 11111111")
    second = small_register.person("Bas Jansen", phone="06 22222222")
    role = StaffRole.objects.get(code="mayor")
    services.set_role_holders(_program(), small_register.municipality_id, "mayor", (first, second))
    team = CrisisTeam.objects.create(
        municipality_id=small_register.municipality_id,
        code="policy",
        name_nl="Beleidsteam",
        name_en="Policy team",
    )
    TeamSeat.objects.create(team=team, role=role, is_chair=True)
    return small_register


def _program() -> Actor:
    from weerbaar.accounts.types import PROGRAM

    return PROGRAM


MakePlan = Callable[..., PlanVersionRow]


@pytest.fixture
def approved(
    register: Builder, few_files: None, town: MunicipalityRow, coordinator: Actor, approver: Actor
) -> MakePlan:
    """`approved()`: a new version of the plan of Kleinstad, offered by one and approved by another."""

    def make() -> PlanVersionRow:
        from weerbaar.continuity import queries

        number = services.make_plan_now(coordinator, town)
        services.offer_plan(coordinator, town, number)
        services.approve_plan_now(approver, town, number, "burgemeester", VALID)
        found = queries.plan_version(town.id, number)
        assert found is not None
        return found

    return make
