"""What is decided about a building as a candidate."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.interface.jobs import UserError
from weerbaar.supportpoints.models import CandidateDecision
from weerbaar.territory import queries as territory


@transaction.atomic
def decide_candidate(
    actor: Actor,
    municipality_id: int,
    building_id: int,
    *,
    choice: str,
    tier: str,
    one_off_eur: Decimal | None = None,
    yearly_eur: Decimal | None = None,
    reason: str = "",
) -> None:
    """Decides whether a building must be in, must be out or may be chosen, its tier and its own costs.

    Costs of None follow the tier. Raises `UserError` for a building that this municipality does not have.
    """
    if building_id not in {row.id for row in territory.buildings(municipality_id)}:
        raise UserError(
            "Dit gebouw staat niet meer in de gegevens.", "This building is no longer in the data."
        )
    known = CandidateDecision.objects.select_for_update().filter(building_id=building_id).first()
    decided = {
        "choice": CandidateDecision.Choice(choice).value,
        "tier": tier,
        "one_off_eur": one_off_eur,
        "yearly_eur": yearly_eur,
        "reason": reason.strip(),
    }
    before = {name: getattr(known, name) for name in decided} if known else None
    if before == decided:
        return
    CandidateDecision.objects.update_or_create(
        building_id=building_id, defaults={"municipality_id": municipality_id, **decided}
    )
    record(
        actor,
        municipality_id,
        "supportpoints.candidate.decided",
        "building",
        building_id,
        before=_plain(before) if before else None,
        after=_plain(decided),
    )


def _plain(decided: Mapping[str, object]) -> dict[str, object]:
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in decided.items()}
