"""The demonstration's town hall: a filled register, invented people, a plan, and an exercise that was held.

Only what is not there yet is made; nothing that somebody changed is touched.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weerbaar.accounts.types import Actor, MunicipalityRow
    from weerbaar.continuity.services.exercise_demo import Taking
    from weerbaar.interface.jobs import Progress

OWNER_UNIT = "civil-affairs"  # whose processes the demonstration's process owner keeps
APPROVED = ("death-registration", "birth-registration", "urgent-travel-documents", "sewer-pumps")
VALID = timedelta(days=365)  # of the plan
DEPUTIES = 2  # beside those on duty
FIRST = [
    "Anouk",
    "Bas",
    "Chantal",
    "Daan",
    "Esra",
    "Finn",
    "Guusje",
    "Hamza",
    "Ingrid",
    "Jens",
    "Karima",
    "Lotte",
    "Milan",
    "Noor",
    "Olaf",
    "Petra",
    "Quinten",
    "Roos",
    "Sjors",
    "Tessa",
    "Umut",
    "Vera",
    "Wout",
    "Xander",
    "Yara",
    "Zoë",
]
LAST = [
    "Aerts",
    "Beckers",
    "Claessens",
    "Dohmen",
    "Eijssen",
    "Frissen",
    "Geraerts",
    "Houben",
    "Ickenroth",
    "Janssen",
    "Kerckhoffs",
    "Lemmens",
]


def is_filled(municipality: MunicipalityRow) -> bool:
    """Whether the town hall has a register and a plan already: then nothing of it is made again."""
    from weerbaar.continuity import queries

    return bool(queries.plan_versions(municipality.id) and queries.register(municipality.id).processes)


def fill(municipality: MunicipalityRow, people: dict[str, Actor], progress: Progress) -> None:
    """Everything of pillar 1. `people` are the demo accounts by the first part of their address."""
    from django.utils import timezone

    from weerbaar.accounts.types import PROGRAM
    from weerbaar.continuity import queries, services

    here = municipality.id
    if not queries.register(here).processes:
        services.load_starter(PROGRAM, here)
        services.load_crisis_starter(PROGRAM, here)
        services.load_room_starter(PROGRAM, here)
        services.load_lessons_starter(PROGRAM, here)
        progress.tell(0.3, "Mensen en rollen", "People and roles")
        _people(here, people["owner"].user_id or 0)
        _approve(here, people)
    progress.tell(0.4, "Crisisorganisatie en lessen", "Crisis organisation and lessons")
    services.man_demo_crisis(people["coordinator"], here)
    services.hold_demo_round(people["coordinator"], here)
    progress.tell(0.5, "Een oefening", "An exercise")
    services.hold_demo_exercise(people["coordinator"], here, _takers(people))
    progress.tell(0.7, "Het plan", "The plan")
    if not queries.plan_versions(here):
        services.approve_demo_plan(
            people["coordinator"],
            people["lead"],
            municipality,
            "Programmaleider",
            timezone.localdate() + VALID,
        )


def _takers(people: dict[str, Actor]) -> list[Taking]:
    """Who takes part in the exercise, as what."""
    from weerbaar.continuity.services.exercise_demo import Taking

    parts = {"coordinator": ("facilitator", ""), "owner": ("player", "civil"), "lead": ("evaluator", "")}
    return [Taking(people[name].user_id or 0, part, group) for name, (part, group) in parts.items()]


def _people(municipality_id: int, owner: int) -> None:
    """Invented holders and deputies for every crisis role, and the units of the demo process owner."""
    from weerbaar.accounts.types import PROGRAM
    from weerbaar.continuity import queries, services
    from weerbaar.continuity.services import PersonEdit

    register = queries.register(municipality_id)
    number = 0
    for role in register.roles:
        if not role.is_crisis_role or role.holders:
            continue
        holders = []
        for _ in range(1 + DEPUTIES):
            name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
            number += 1
            holders.append(
                services.add_person(
                    PROGRAM,
                    municipality_id,
                    PersonEdit(
                        name,
                        function_title=f"{role.name_nl} (voorbeeld)",
                        unit_code=role.unit_code,
                        phone=f"06-000000{number:02d}",
                        email=f"persoon{number}@voorbeeld.example",
                    ),
                )
            )
        services.set_role_holders(PROGRAM, municipality_id, role.code, holders)
    for unit in register.units:
        if unit.code == OWNER_UNIT:
            services.set_unit_editors(PROGRAM, municipality_id, unit.code, {*unit.editors, owner})


def _approve(municipality_id: int, people: dict[str, Actor]) -> None:
    """A few processes go the whole way: offered, reviewed by another, approved by a third."""
    from weerbaar.continuity import queries, services

    known = {row.code for row in queries.register(municipality_id).processes}
    for code in APPROVED:
        if code in known:
            services.review_process(people["coordinator"], municipality_id, code)
            services.approve_process(people["lead"], municipality_id, code)
