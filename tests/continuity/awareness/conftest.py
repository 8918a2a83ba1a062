"""Departments, the example lessons, and rounds of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import queries, services
from weerbaar.continuity.models import OrganisationUnit, Participation
from weerbaar.continuity.services import Invitee
from weerbaar.continuity.services.rounds import make_personal_link

Invite = Callable[..., list[str]]
Finish = Callable[..., None]


@pytest.fixture
def lessons(town: MunicipalityRow) -> MunicipalityRow:
    for code, nl, en in (
        ("civil", "Burgerzaken", "Civil affairs"),
        ("ict", "ICT", "ICT"),
        ("waste", "Afval", "Waste"),
    ):
        OrganisationUnit.objects.create(municipality_id=town.id, code=code, name_nl=nl, name_en=en)
    services.load_lessons_starter(PROGRAM, town.id)
    return town


@pytest.fixture
def round_id(lessons: MunicipalityRow) -> int:
    """A round of two lessons that is open for four weeks."""
    last = timezone.localdate() + timedelta(days=28)
    return services.open_round(PROGRAM, lessons.id, "Winter", ["everybody", "counter"], last)


@pytest.fixture
def invite(lessons: MunicipalityRow, round_id: int) -> Invite:
    """`invite("civil", 12)`: so many people of a department, each by an address; answers their links."""

    def some(unit: str, count: int) -> list[str]:
        people = [Invitee(f"{unit}{number}@kleinstad.example", unit) for number in range(count)]
        services.add_invitees(PROGRAM, lessons.id, round_id, people)
        rows = Participation.objects.filter(email__in=[each.email for each in people]).order_by("pk")
        return [make_personal_link(row) for row in rows]

    return some


@pytest.fixture
def finish(lessons: MunicipalityRow) -> Finish:
    """`finish(token, right=True)`: somebody does every lesson, and answers everything right or wrong."""

    def do(token: str, *, right: bool = True, most: int = 99) -> None:
        visit = queries.visit(lessons.id, token, timezone.localdate())
        assert visit is not None
        for lesson in visit.lessons[:most]:
            chosen = {
                question.id: next(a.id for a in question.answers if a.is_right == right)
                for question in lesson.questions
            }
            services.finish_lesson(PROGRAM, visit.participation_id, lesson.id, chosen)

    return do
