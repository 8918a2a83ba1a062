"""A crisis organisation at work, for the demonstration: a rota, and checks of the crisis room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from weerbaar.accounts.types import Actor
from weerbaar.continuity.models import ReadinessCheck, Rota, TeamSeat
from weerbaar.continuity.services.readiness import check_room_item
from weerbaar.continuity.services.rotas import add_rota, propose_rota

TEAM = "care-team"
ROTA = "Eerste 72 uur"
SHIFT_MIN, HANDOVER_MIN = 480, 15


@dataclass(frozen=True)
class Check:
    """A check of an item, so many days ago; with a `note` about what is wrong it failed."""

    code: str
    days_ago: int
    hours: int | None = None
    note: str = ""


CHECKS = (
    Check("generator", 20),
    Check("fuel", 20, hours=30),
    Check("lighting", 41),
    Check("radio", 12, note="Portofoon 3 en 5: accu leeg"),
    Check("runners", 75),
    Check("maps", 400),
    Check("log-forms", 18),
    Check("printer", 18, note="Toner op"),
    Check("clocks", 18),
    Check("sleeping-place", 33),
)


def man_demo_crisis(actor: Actor, municipality_id: int) -> None:
    """Proposes a rota and notes the checks, where nobody wrote either yet and the starter list is there."""
    if TeamSeat.objects.filter(team__municipality_id=municipality_id, team__code=TEAM).exists() and not (
        Rota.objects.filter(team__municipality_id=municipality_id).exists()
    ):
        rota_id = add_rota(actor, municipality_id, TEAM, ROTA, SHIFT_MIN, HANDOVER_MIN)
        propose_rota(actor, municipality_id, rota_id, Rota.objects.get(pk=rota_id).version)
    if not ReadinessCheck.objects.filter(item__municipality_id=municipality_id).exists():
        today = timezone.localdate()
        for check in CHECKS:
            check_room_item(
                actor,
                municipality_id,
                check.code,
                is_good=not check.note,
                checked_on=today - timedelta(days=check.days_ago),
                hours=check.hours,
                note=check.note,
            )
