"""From the tables of facts to a register document."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from weerbaar.continuity.exchange.document import (
    Origin,
    ProcessEntry,
    RegisterDocument,
    ResourceEntry,
    RoleEntry,
    SeatEntry,
    TeamEntry,
    UnitEntry,
    tidied,
)
from weerbaar.continuity.exchange.starter import (
    crisis,
    democracy,
    facilities,
    government,
    organisation,
    society,
    supplies,
)
from weerbaar.continuity.exchange.starter.facts import HOUR, Both, Fact, Need, Thing
from weerbaar.continuity.exchange.starter.needs import NEEDS
from weerbaar.continuity.models.processes import IMPACT_TIMES
from weerbaar.continuity.types import (
    DeliveryRow,
    ImpactRow,
    NodeKind,
    NodeRef,
    RequirementRow,
    StaffingRow,
)

TRACKS: dict[str, tuple[Fact, ...]] = {
    "government": government.FACTS,
    "crisis": crisis.FACTS,
    "democracy": democracy.FACTS,
    "society": society.FACTS,
}
THINGS = (*supplies.THINGS, *facilities.THINGS)
# how bad it is at the judged times, by band: what the process is for first, what else it touches second
_FIRST = {4: (2, 4, 4, 4, 4), 24: (1, 2, 4, 4, 4), 72: (0, 1, 2, 4, 4), 168: (0, 0, 1, 2, 4)}
_SECOND = {4: (1, 2, 3, 3, 3), 24: (0, 1, 2, 3, 3), 72: (0, 0, 1, 2, 3), 168: (0, 0, 0, 1, 2)}
_RTO_HOURS = {4: 2.0, 24: 8.0, 72: 48.0, 168: 120.0}
_REASONS: dict[int, Both] = {
    4: ("Uitval langer dan 4 uur is ontoelaatbaar.", "A disruption of more than 4 hours is intolerable."),
    24: ("Uitval langer dan een dag is ontoelaatbaar.", "A disruption of more than a day is intolerable."),
    72: ("Moet binnen 72 uur weer werken.", "Has to work again within 72 hours."),
    168: (
        "De gevolgen zijn pas na een week ontoelaatbaar.",
        "The consequences are intolerable only after a week.",
    ),
}
_FIRST_DAY, _HORIZON = 24 * HOUR, 72 * HOUR


@cache
def starter_document() -> RegisterDocument:
    """The whole starter register: units, roles, teams, resources and the processes of the four tracks."""
    return RegisterDocument(
        Origin("", "Weerbaar"),
        units=_sorted(_units()),
        roles=_sorted(_roles()),
        teams=_sorted(_teams()),
        resources=_sorted([*(_resource(thing) for thing in THINGS), *_people()]),
        processes=_sorted(_process(track, fact) for track, facts in TRACKS.items() for fact in facts),
    )


def _sorted(entries: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted((tidied(entry) for entry in entries), key=lambda entry: entry.code))


def _units() -> list[UnitEntry]:
    own = [
        UnitEntry(code, nl, en, "department", above, staff, is_illustrative=True)
        for code, nl, en, above, staff in organisation.DEPARTMENTS
    ]
    others = [
        UnitEntry(code, nl, en, "other", is_illustrative=True) for code, nl, en in organisation.ORGANISATIONS
    ]
    return own + others


def _roles() -> list[RoleEntry]:
    crisis_roles = [
        RoleEntry(code, nl, en, task_nl, task_en, unit, True, people, True)
        for code, nl, en, unit, people, task_nl, task_en in organisation.CRISIS_ROLES
    ]
    staff = [
        RoleEntry(code, nl, en, unit_code=unit, people_available=people, is_illustrative=True)
        for code, nl, en, unit, people, _minutes in organisation.STAFF_ROLES
    ]
    return crisis_roles + staff


def _teams() -> list[TeamEntry]:
    return [
        TeamEntry(
            team.code,
            team.name_nl,
            team.name_en,
            team.task_nl,
            team.task_en,
            team.level,
            team.reports_to,
            team.meets_within_min,
            True,
            tuple(SeatEntry(*seat) for seat in team.seats),
        )
        for team in organisation.TEAMS
    ]


def _people() -> list[ResourceEntry]:
    """The people in a role as something that a process needs and that takes time to be there."""
    return [
        ResourceEntry(
            f"staff-{code}",
            f"Mensen: {nl.lower()}",
            f"People: {en.lower()}",
            "role",
            unit_code=unit,
            role_code=code,
            recovery_min=minutes,
            capacity=float(people),
            capacity_unit="mensen",
            is_illustrative=True,
        )
        for code, nl, en, unit, people, minutes in organisation.STAFF_ROLES
    ]


def _resource(thing: Thing) -> ResourceEntry:
    return ResourceEntry(
        thing.code,
        *thing.name,
        thing.kind,
        *thing.note,
        unit_code=thing.unit,
        role_code="duty-officer" if thing.code.startswith("duty-officer") else "",
        recovery_min=thing.recovery,
        recovery_basis="contracted" if thing.contract else "assumed",
        recovery_source=thing.contract or "",
        autonomy_min=thing.autonomy,
        capacity=thing.capacity,
        capacity_unit=thing.capacity_unit,
        is_mobile=thing.mobile,
        tank_litres=thing.tank,
        litres_per_hour=thing.use,
        is_illustrative=True,
        deliveries=tuple(DeliveryRow(after, litres) for after, litres in thing.deliveries),
        requirements=tuple(_requirement(need) for need in thing.needs),
    )


def _process(track: str, fact: Fact) -> ProcessEntry:
    can_wait = fact.hours > 72
    rto = _RTO_HOURS[fact.hours] if fact.rto_hours is None else fact.rto_hours
    called = [role for role, _, _ in fact.staff if role in _STAFF]
    needs = [NEEDS[name] for name in fact.needs]
    needs += [Need(_STAFF[role], (f"staff-{role}",)) for role in called]
    law, deadline = fact.law, fact.deadline
    return ProcessEntry(
        fact.code,
        *fact.name,
        track,
        fact.unit,
        *fact.summary,
        cabinet_pillar=fact.pillar,
        owner_role_code=fact.owner,
        basis_nl=law.nl if law else "",
        basis_en=law.en if law else "",
        basis_confirmed=law.confirmed if law else False,
        deadline_min=deadline.minutes if deadline else None,
        deadline_from=deadline.counts_from if deadline else "",
        deadline_note_nl=deadline.note[0] if deadline else "",
        deadline_note_en=deadline.note[1] if deadline else "",
        rto_min=round(rto * HOUR),
        mbco_nl=fact.minimum[0],
        mbco_en=fact.minimum[1],
        workaround_nl=fact.workaround[0],
        workaround_en=fact.workaround[1],
        workaround_max_min=round(fact.workaround_hours * HOUR) if fact.workaround_hours else None,
        decision="can_wait" if can_wait else "must_go_on",
        decision_reason_nl=_REASONS[fact.hours][0],
        decision_reason_en=_REASONS[fact.hours][1],
        restart_nl=fact.restart[0],
        restart_en=fact.restart[1],
        restart_after_min=fact.restart_hours * HOUR if fact.restart_hours else None,
        recovery_min=fact.recovery_min,
        is_illustrative=True,
        impacts=_impacts(fact),
        staffing=tuple(row for role, first, later in fact.staff for row in _staffing(role, first, later)),
        requirements=tuple(_requirement(need) for need in needs),
    )


_STAFF: dict[str, Both] = {row[0]: (row[1], row[2]) for row in organisation.STAFF_ROLES}


def _impacts(fact: Fact) -> tuple[ImpactRow, ...]:
    return tuple(
        ImpactRow(category, after, level)
        for category, levels in ((fact.category, _FIRST[fact.hours]), (fact.second, _SECOND[fact.hours]))
        for after, level in zip(IMPACT_TIMES, levels, strict=True)
    )


def _staffing(role: str, first: int, later: int) -> list[StaffingRow]:
    if first == later:
        return [StaffingRow(role, 0, _HORIZON, first)] if first else []
    rows = [StaffingRow(role, 0, _FIRST_DAY, first)] if first else []
    return [*rows, StaffingRow(role, _FIRST_DAY, _HORIZON, later)]


def _requirement(need: Need) -> RequirementRow:
    return RequirementRow(need.k, tuple(_ref(member) for member in need.members), *need.label)


def _ref(member: str) -> NodeRef:
    kind, _, code = member.rpartition(":")
    return NodeRef(NodeKind(kind or "resource"), code)
