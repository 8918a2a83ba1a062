"""The starter teams of Kleinstad, with people in some of their roles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import services
from weerbaar.continuity.models import Person, RoleHolder, StaffRole

Holds = Callable[..., list[int]]


@pytest.fixture
def teams(town: MunicipalityRow) -> MunicipalityRow:
    services.load_crisis_starter(PROGRAM, town.id)
    return town


@pytest.fixture
def holds(town: MunicipalityRow) -> Holds:
    """`holds("mayor", "Anna", "Bram")`: people hold a role, in this order; answers their ids."""

    def hold(role_code: str, *names: str) -> list[int]:
        role = StaffRole.objects.get(municipality_id=town.id, code=role_code)
        found = []
        for order, name in enumerate(names, 1):
            person, _made = Person.objects.get_or_create(
                municipality_id=town.id,
                name=name,
                defaults={"phone": f"06-{len(name):08d}", "checked_on": date(2026, 10, 1)},
            )
            RoleHolder.objects.create(role=role, person=person, order=order)
            found.append(person.pk)
        return found

    return hold
