"""Writing the crisis teams and their seats."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.models import CrisisTeam, StaffRole, TeamSeat
from weerbaar.continuity.starter import crisis_teams as starter
from weerbaar.interface.jobs import UserError


@dataclass(frozen=True)
class TeamEdit:
    """What can be written about a team. `reports_to` is the code of the team above, or empty."""

    name_nl: str
    name_en: str
    task_nl: str = ""
    task_en: str = ""
    level: str = CrisisTeam.Level.MUNICIPAL.value
    reports_to: str = ""
    meets_within_min: int | None = None


@dataclass(frozen=True)
class StarterResult:
    """How much of the starter content was new here."""

    teams: int
    roles: int
    seats: int


@transaction.atomic
def load_crisis_starter(actor: Actor, municipality_id: int) -> StarterResult:
    """Adds the teams of the regional structure that are not here yet, with their roles and seats.

    What is here already, by code, stays as it is; the seats of a team that is here stay its own.
    """
    roles = {row.code: row for row in StaffRole.objects.filter(municipality_id=municipality_id)}
    teams = {row.code: row for row in CrisisTeam.objects.filter(municipality_id=municipality_id)}
    new_roles = [role for role in starter.ROLES if role.code not in roles]
    for role in new_roles:
        roles[role.code] = StaffRole.objects.create(
            municipality_id=municipality_id, **asdict(role), is_crisis_role=True, is_illustrative=True
        )
    new_teams = [team for team in starter.TEAMS if team.code not in teams]
    seats = 0
    for team in new_teams:
        row = CrisisTeam.objects.create(
            municipality_id=municipality_id,
            code=team.code,
            name_nl=team.name_nl,
            name_en=team.name_en,
            task_nl=team.task_nl,
            task_en=team.task_en,
            level=team.level,
            reports_to=teams.get(team.reports_to),
            meets_within_min=team.meets_within_min,
            is_illustrative=True,
        )
        teams[team.code] = row
        for role_code, people, is_chair in team.seats:
            TeamSeat.objects.create(team=row, role=roles[role_code], people=people, is_chair=is_chair)
            seats += 1
    result = StarterResult(len(new_teams), len(new_roles), seats)
    if new_teams or new_roles:
        record(
            actor,
            municipality_id,
            "continuity.crisis_starter.loaded",
            "crisis_team",
            "",
            after={"teams": [team.code for team in new_teams], "roles": [role.code for role in new_roles]},
        )
    return result


@transaction.atomic
def add_team(actor: Actor, municipality_id: int, edit: TeamEdit) -> str:
    """Adds a team and answers its code, made from its Dutch name."""
    values = _values(municipality_id, edit, None)
    code = _free_code(municipality_id, edit.name_nl)
    team = CrisisTeam.objects.create(municipality_id=municipality_id, code=code, **values)
    record(
        actor, municipality_id, "continuity.team.added", "crisis_team", team.code, after=_plain(asdict(edit))
    )
    return code


@transaction.atomic
def edit_team(actor: Actor, municipality_id: int, code: str, edit: TeamEdit) -> None:
    """Writes what is known about a team; it is the municipality's own from then on, no longer an example.

    Raises `UserError` for a missing name, or a team that would report, through others, to itself.
    """
    team = _team(municipality_id, code)
    before = _plain(asdict(_edit_of(team)))
    for name, value in _values(municipality_id, edit, team).items():
        setattr(team, name, value)
    team.is_illustrative = False
    team.save()
    after = _plain(asdict(_edit_of(team)))
    changed = [name for name in after if after[name] != before[name]]
    record(
        actor,
        municipality_id,
        "continuity.team.edited",
        "crisis_team",
        team.code,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


@transaction.atomic
def remove_team(actor: Actor, municipality_id: int, code: str) -> None:
    """Takes a team away with its seats and rotas; refused while another reports to it."""
    team = _team(municipality_id, code)
    below = team.teams_below.first()
    if below:
        raise UserError(
            f"“{below.name_nl}” rapporteert aan dit team. Verander dat eerst.",
            f"“{below.name_en}” reports to this team. Change that first.",
        )
    before = {"name_nl": team.name_nl, "name_en": team.name_en, "seats": team.seats.count()}
    team.delete()
    record(actor, municipality_id, "continuity.team.removed", "crisis_team", code, before=before)


@transaction.atomic
def set_seat(
    actor: Actor,
    municipality_id: int,
    team_code: str,
    role_code: str,
    people: int = 1,
    is_chair: bool = False,
) -> None:
    """Gives a role a seat in a team, or changes how many of it are on duty, or whether it chairs.

    A new chair takes the place of the old one. Raises `UserError` for an unknown role or fewer than one.
    """
    team = _team(municipality_id, team_code)
    role = StaffRole.objects.filter(municipality_id=municipality_id, code=role_code).first()
    if role is None:
        raise UserError("Deze rol is er niet.", "There is no such role.")
    if not 1 <= people <= 20:
        raise UserError("Kies 1 tot en met 20 mensen.", "Choose 1 to 20 people.")
    seat = team.seats.filter(role=role).first() or TeamSeat(team=team, role=role)
    before = {"role": role.code, "people": seat.people, "is_chair": seat.is_chair} if seat.pk else None
    if is_chair:
        team.seats.exclude(pk=seat.pk).filter(is_chair=True).update(is_chair=False)
    seat.people, seat.is_chair = people, is_chair
    seat.save()
    record(
        actor,
        municipality_id,
        "continuity.seat.set",
        "crisis_team",
        team.code,
        before=before,
        after={"role": role.code, "people": people, "is_chair": is_chair},
    )


@transaction.atomic
def remove_seat(actor: Actor, municipality_id: int, team_code: str, role_code: str) -> None:
    """Takes a role out of a team, with its places in the team's rotas."""
    team = _team(municipality_id, team_code)
    seat = team.seats.filter(role__code=role_code).first()
    if seat is None:
        raise UserError("Deze rol zit niet in dit team.", "This role is not in this team.")
    seat.delete()
    record(
        actor,
        municipality_id,
        "continuity.seat.removed",
        "crisis_team",
        team.code,
        before={"role": role_code},
    )


@transaction.atomic
def note_alert_list_opened(actor: Actor, municipality_id: int, team_code: str = "") -> None:
    """Leaves word that somebody read the phone numbers of the alert list, of one team or of all."""
    record(
        actor, municipality_id, "continuity.alert_list.opened", "crisis_team", team_code, after={"read": True}
    )


def _team(municipality_id: int, code: str) -> CrisisTeam:
    team = CrisisTeam.objects.filter(municipality_id=municipality_id, code=code).first()
    if team is None:
        raise UserError("Dit team is er niet.", "There is no such team.")
    return team


def _edit_of(team: CrisisTeam) -> TeamEdit:
    return TeamEdit(
        team.name_nl,
        team.name_en,
        team.task_nl,
        team.task_en,
        team.level,
        team.reports_to.code if team.reports_to else "",
        team.meets_within_min,
    )


def _values(municipality_id: int, edit: TeamEdit, team: CrisisTeam | None) -> dict[str, Any]:
    """The columns that an edit sets, after looking whether it can be."""
    if not edit.name_nl.strip() or not edit.name_en.strip():
        raise UserError(
            "Geef het team een naam in het Nederlands én in het Engels.",
            "Give the team a name in Dutch and in English.",
        )
    if bool(edit.task_nl.strip()) != bool(edit.task_en.strip()):
        raise UserError(
            "Beschrijf de taak in het Nederlands én in het Engels, of laat beide leeg.",
            "Describe the task in Dutch and in English, or leave both empty.",
        )
    above = _team(municipality_id, edit.reports_to) if edit.reports_to else None
    at: CrisisTeam | None = above
    while at is not None:
        if team is not None and at.pk == team.pk:
            raise UserError(
                "Zo rapporteert dit team, via andere, aan zichzelf. Kies een ander team.",
                "The team would report, through others, to itself. Choose another team.",
            )
        at = at.reports_to
    return {
        "name_nl": edit.name_nl.strip(),
        "name_en": edit.name_en.strip(),
        "task_nl": edit.task_nl.strip(),
        "task_en": edit.task_en.strip(),
        "level": CrisisTeam.Level(edit.level),
        "reports_to": above,
        "meets_within_min": edit.meets_within_min,
    }


def _free_code(municipality_id: int, name: str) -> str:
    base = slugify(name)[:34] or "team"
    taken = set(CrisisTeam.objects.filter(municipality_id=municipality_id).values_list("code", flat=True))
    codes = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(code for code in codes if code not in taken)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, str) else value for name, value in values.items()}
