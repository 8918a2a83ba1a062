"""Adopting a design as the network: which points stay, come and go.

Undoing an adoption is adopting the earlier design again: numbers, functions and history come back with it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.interface.jobs import UserError
from weerbaar.supportpoints.models import NetworkDesign, PointEvent, PointFunction, SupportPoint
from weerbaar.supportpoints.types import Adoption, ChosenPoint, DesignSummary
from weerbaar.territory import queries as territory

_STATE = SupportPoint.State
# Nothing was promised to anybody yet, so the design may withdraw such a point by itself.
_UNCOMMITTED = frozenset({_STATE.PROPOSED, _STATE.ADOPTED})


@transaction.atomic
def adopt_design(actor: Actor, design_id: int) -> Adoption:
    """Makes a design the network of its municipality.

    A building that has or once had a point keeps it, under the same number. New points start as adopted.
    Points outside the design are withdrawn, unless somebody agreed on them already: those stay, and are
    answered as conflicts for a person to decide. A point that somebody chose to keep stays.

    Raises `UserError` when the design has no answer, or when a building of it is gone.
    """
    found = NetworkDesign.objects.filter(pk=design_id).values_list("municipality_id", flat=True).first()
    if found is None:
        raise UserError("Dit ontwerp bestaat niet meer.", "This design no longer exists.")
    # all designs of the municipality are locked: two adoptions at once would number their points alike
    rows = NetworkDesign.objects.select_for_update().filter(municipality_id=found).order_by("pk")
    designs = {row.pk: row for row in rows}
    design = designs[design_id]
    summary = _answer(design)
    before = next((row.pk for row in designs.values() if row.is_current), None)
    NetworkDesign.objects.filter(municipality_id=found, is_current=True).update(is_current=False)
    design.is_current, design.adopted_at, design.adopted_by = True, timezone.now(), actor.label[:120]
    design.save(update_fields=("is_current", "adopted_at", "adopted_by"))
    adoption = _bring_in_line(actor, design, summary)
    record(
        actor,
        found,
        "supportpoints.design.adopted",
        "design",
        design_id,
        before={"current_design": before},
        after={
            "current_design": design_id,
            "kept": list(adoption.kept),
            "added": list(adoption.added),
            "withdrawn": list(adoption.withdrawn),
            "conflicts": list(adoption.conflicts),
        },
    )
    return adoption


def _answer(design: NetworkDesign) -> DesignSummary:
    if not design.summary:
        raise UserError(
            "Dit ontwerp heeft nog geen uitkomst en kan niet worden vastgesteld.",
            "This design has no answer yet and cannot be adopted.",
        )
    summary = DesignSummary.from_json(design.summary)
    there = {row.id for row in territory.buildings(design.municipality_id)}
    gone = ", ".join(point.name for point in summary.points if point.building_id not in there)
    if gone:
        raise UserError(
            f"Niet meer in de gegevens: {gone}. Reken het ontwerp opnieuw uit.",
            f"No longer in the data: {gone}. Run the design again.",
        )
    return summary


def _bring_in_line(actor: Actor, design: NetworkDesign, summary: DesignSummary) -> Adoption:
    today = timezone.localdate()
    known = _points_by_building(design.municipality_id)
    next_number = 1 + (
        SupportPoint.objects.filter(municipality_id=design.municipality_id).aggregate(last=Max("number"))[
            "last"
        ]
        or 0
    )
    kept: list[int] = []
    added: list[int] = []
    withdrawn: list[int] = []
    conflicts: list[int] = []
    for chosen in summary.points:
        point = known.pop(chosen.building_id, None)
        if point is None:
            _open(actor, design, chosen, next_number, today)
            added.append(next_number)
            next_number += 1
            continue
        (added if point.state == _STATE.WITHDRAWN else kept).append(point.number)
        _keep(actor, design, chosen, point, today)
    for point in known.values():
        if point.state == _STATE.WITHDRAWN or point.design_id is None:
            continue
        if point.state in _UNCOMMITTED:
            _step(actor, point, _STATE.WITHDRAWN, today, design.name[:300])
            withdrawn.append(point.number)
        else:
            conflicts.append(point.number)
    return Adoption(design.pk, tuple(kept), tuple(added), tuple(sorted(withdrawn)), tuple(sorted(conflicts)))


def _points_by_building(municipality_id: int) -> dict[int, SupportPoint]:
    """The point of each building: the one in use, else the one that was withdrawn first."""
    points = SupportPoint.objects.select_for_update().filter(municipality_id=municipality_id)
    found: dict[int, SupportPoint] = {}
    for point in points.order_by("number"):
        if point.building_id not in found or point.state != _STATE.WITHDRAWN:
            found[point.building_id] = point
    return found


def _open(actor: Actor, design: NetworkDesign, chosen: ChosenPoint, number: int, today: date) -> None:
    point = SupportPoint.objects.create(
        municipality_id=design.municipality_id,
        building_id=chosen.building_id,
        design=design,
        number=number,
        name=chosen.name[:160],
        tier=chosen.tier,
        state=_STATE.ADOPTED,
        state_since=today,
        one_off_eur=_cents(chosen.one_off_eur),
        yearly_eur=_cents(chosen.yearly_eur),
    )
    PointFunction.objects.bulk_create(
        PointFunction(point=point, function=function) for function in PointFunction.Function.values
    )
    PointEvent.objects.create(
        point=point, on=today, state=_STATE.ADOPTED, by=actor.label[:120], note=design.name[:300]
    )


def _keep(actor: Actor, design: NetworkDesign, chosen: ChosenPoint, point: SupportPoint, today: date) -> None:
    """Takes tier and costs from the design as long as nothing was agreed about them."""
    point.design = design
    changed = ["design"]
    if point.state in _UNCOMMITTED or point.state == _STATE.WITHDRAWN:
        fresh = {
            "tier": chosen.tier,
            "one_off_eur": _cents(chosen.one_off_eur),
            "yearly_eur": _cents(chosen.yearly_eur),
        }
        if any(getattr(point, name) != value for name, value in fresh.items()):
            for name, value in fresh.items():
                setattr(point, name, value)
            point.version += 1
            changed += [*fresh, "version"]
    point.save(update_fields=changed)
    if point.state in {_STATE.PROPOSED, _STATE.WITHDRAWN}:
        _step(actor, point, _STATE.ADOPTED, today, design.name[:300])


def _step(actor: Actor, point: SupportPoint, state: str, on: date, note: str) -> None:
    point.state, point.state_since = state, on
    point.version += 1
    point.save(update_fields=("state", "state_since", "version"))
    PointEvent.objects.create(point=point, on=on, state=state, by=actor.label[:120], note=note)


def _cents(euros: float) -> Decimal:
    return Decimal(str(euros)).quantize(Decimal("0.01"))


@transaction.atomic
def keep_beside_design(actor: Actor, municipality_id: int, number: int, note: str = "") -> None:
    """Decides that a point outside the adopted design stays in the network, also in later designs."""
    point = (
        SupportPoint.objects.select_for_update()
        .filter(municipality_id=municipality_id, number=number)
        .first()
    )
    if point is None or point.state == _STATE.WITHDRAWN:
        raise UserError("Dit noodsteunpunt is er niet.", "This support point is not there.")
    before = point.design_id
    point.design = None
    point.version += 1
    point.save(update_fields=("design", "version"))
    PointEvent.objects.create(
        point=point, on=timezone.localdate(), state=point.state, by=actor.label[:120], note=note[:300]
    )
    record(
        actor,
        municipality_id,
        "supportpoints.point.kept_beside_design",
        "point",
        point.pk,
        before={"design": before},
        after={"design": None, "note": note[:300]},
    )
