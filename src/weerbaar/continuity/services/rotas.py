"""Writing the rotas of the crisis teams: begun, proposed, changed cell by cell, taken away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.models import CrisisTeam, Person, Rota, RotaDuty, TeamSeat
from weerbaar.continuity.queries.rotas import HORIZON_MIN, rota_problem
from weerbaar.core.rota import Proposal, propose
from weerbaar.interface.jobs import UserError


@transaction.atomic
def add_rota(
    actor: Actor,
    municipality_id: int,
    team_code: str,
    title: str,
    shift_min: int,
    handover_min: int = 0,
    starts_at: datetime | None = None,
) -> int:
    """Begins an empty rota of a team and answers its id."""
    team = CrisisTeam.objects.filter(municipality_id=municipality_id, code=team_code).first()
    if team is None:
        raise UserError("Dit team is er niet.", "There is no such team.")
    if not title.strip():
        raise UserError("Geef het rooster een naam.", "Give the rota a name.")
    if not 0 <= handover_min <= 120:
        raise UserError(
            "Een overdracht duurt 0 tot en met 120 minuten.", "A handover takes 0 to 120 minutes."
        )
    rota = Rota.objects.create(
        team=team,
        title=title.strip()[:120],
        shift_min=Rota.ShiftLength(shift_min),
        handover_min=handover_min,
        starts_at=starts_at,
    )
    record(
        actor,
        municipality_id,
        "continuity.rota.added",
        "rota",
        rota.pk,
        after={
            "team": team.code,
            "title": rota.title,
            "shift_min": shift_min,
            "handover_min": handover_min,
            "starts_at": starts_at.isoformat() if starts_at else None,
        },
    )
    return rota.pk


def propose_rota(
    actor: Actor, municipality_id: int, rota_id: int, version: int, *, break_rules: bool = False
) -> Proposal:
    """Fills a rota anew with the best that there is; what stood in it goes.

    Without `break_rules` a place stays empty sooner than that a rest-time rule is broken. Raises `UserError`
    when the shift itself is longer than a duty may be, or when somebody changed the rota in between.
    """
    found = rota_problem(municipality_id, rota_id)
    if found is None:
        raise UserError("Dit rooster is er niet.", "There is no such rota.")
    problem, seat_ids, person_ids = found
    longest = max(end - start for start, end in problem.shifts)
    if longest > problem.rules.longest_duty and not break_rules:
        hours = problem.rules.longest_duty / 60
        raise UserError(
            f"Een dienst met overdracht duurt langer dan {hours:g} uur. Kies kortere diensten of overdracht.",
            f"A duty with its handover takes longer than {hours:g} hours. Choose shorter shifts or handover.",
        )
    # outside the transaction: it can take seconds, and others must be able to write meanwhile
    proposal = propose(problem, break_rules=break_rules)
    with transaction.atomic():
        rota = _locked(municipality_id, rota_id, version)
        rota.duties.all().delete()
        RotaDuty.objects.bulk_create(
            RotaDuty(
                rota=rota,
                seat_id=seat_ids[seat],
                shift=shift,
                place=place + 1,
                person_id=person_ids[person],
            )
            for (shift, seat, place), person in proposal.duties.items()
        )
        record(
            actor,
            municipality_id,
            "continuity.rota.proposed",
            "rota",
            rota.pk,
            after={"gaps": proposal.gaps, "minutes_broken": proposal.broken, "break_rules": break_rules},
        )
    return proposal


@transaction.atomic
def set_rota_duty(
    actor: Actor,
    municipality_id: int,
    rota_id: int,
    version: int,
    *,
    seat_id: int,
    shift: int,
    place: int,
    person_id: int | None,
) -> None:
    """Puts somebody (or nobody) in one place of one shift. Who sat elsewhere in that shift moves.

    A rule may be broken here: the page shows that it is. Raises `UserError` for a place that is not there.
    """
    rota = _locked(municipality_id, rota_id, version)
    seat = TeamSeat.objects.filter(team_id=rota.team_id, pk=seat_id).first()
    if seat is None or not 1 <= place <= seat.people or not 0 <= shift < HORIZON_MIN // rota.shift_min:
        raise UserError("Deze plaats is er niet.", "There is no such place.")
    if (
        person_id is not None
        and not Person.objects.filter(municipality_id=municipality_id, pk=person_id).exists()
    ):
        raise UserError("Deze persoon is er niet.", "There is no such person.")
    here = rota.duties.filter(seat=seat, shift=shift, place=place).first()
    before = here.person_id if here else None
    rota.duties.filter(seat=seat, shift=shift, place=place).delete()
    if person_id is not None:
        rota.duties.filter(shift=shift, person_id=person_id).delete()
        RotaDuty.objects.create(rota=rota, seat=seat, shift=shift, place=place, person_id=person_id)
    where = {"seat": seat_id, "shift": shift, "place": place}
    record(
        actor,
        municipality_id,
        "continuity.rota.changed",
        "rota",
        rota.pk,
        before={**where, "person": before},
        after={**where, "person": person_id},
    )


@transaction.atomic
def remove_rota(actor: Actor, municipality_id: int, rota_id: int) -> None:
    """Takes a rota away."""
    rota = Rota.objects.filter(team__municipality_id=municipality_id, pk=rota_id).first()
    if rota is None:
        raise UserError("Dit rooster is er niet.", "There is no such rota.")
    before = {"team": rota.team.code, "title": rota.title}
    rota.delete()
    record(actor, municipality_id, "continuity.rota.removed", "rota", rota_id, before=before)


def _locked(municipality_id: int, rota_id: int, version: int) -> Rota:
    rota = Rota.objects.select_for_update().filter(team__municipality_id=municipality_id, pk=rota_id).first()
    if rota is None:
        raise UserError("Dit rooster is er niet.", "There is no such rota.")
    if rota.version != version:
        raise UserError(
            "Iemand anders heeft dit rooster intussen veranderd. Zo is het nu; probeer het opnieuw.",
            "Somebody else changed this rota meanwhile. You see it as it is now; try again.",
        )
    rota.version += 1
    rota.save(update_fields=("version",))
    return rota
