"""The support points, their history, and the state of the network that follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from weerbaar.core.projection import to_wgs84
from weerbaar.supportpoints.models import NetworkDesign, PointEvent, PointFunction, SupportPoint, Tier
from weerbaar.supportpoints.types import EventRow, FunctionRow, NetworkState, PointRow

_STATE = SupportPoint.State
_TOWARDS_READY = (_STATE.READY, _STATE.FITTING_OUT, _STATE.AGREED, _STATE.ADOPTED, _STATE.PROPOSED)


def _selection(municipality_id: int) -> QuerySet[SupportPoint]:
    return (
        SupportPoint.objects.filter(municipality_id=municipality_id)
        .select_related("building", "building__neighbourhood")
        .prefetch_related("functions")
        .order_by("number")
    )


def points(municipality_id: int) -> list[PointRow]:
    """The points of the network by number; withdrawn ones are not among them."""
    return _rows(_selection(municipality_id).exclude(state=_STATE.WITHDRAWN))


def point(municipality_id: int, number: int) -> PointRow | None:
    """One point by its permanent number, also a withdrawn one."""
    rows = _rows(_selection(municipality_id).filter(number=number))
    return rows[0] if rows else None


def points_outside_design(municipality_id: int) -> list[PointRow]:
    """Points that the adopted design does not hold but that have come too far to be withdrawn unasked.

    Somebody decides about each: withdraw it, or keep it beside the design.
    """
    current = NetworkDesign.objects.filter(municipality_id=municipality_id, is_current=True).first()
    if current is None:
        return []
    selection = _selection(municipality_id).exclude(state=_STATE.WITHDRAWN)
    return _rows(selection.filter(design__isnull=False).exclude(design=current))


def _rows(selection: QuerySet[SupportPoint]) -> list[PointRow]:
    found = list(selection)
    lon, lat = to_wgs84([row.building.x for row in found], [row.building.y for row in found])
    words = _Words(found)
    return [_row(row, float(lon[i]), float(lat[i]), words) for i, row in enumerate(found)]


class _Words:
    """Labels of choices in the active language, translated once for all rows: a lazy label costs its
    translation each time that it is looked up."""

    def __init__(self, found: list[SupportPoint]) -> None:
        self.tier = _translated(Tier.choices)
        self.state = _translated(_STATE.choices)
        self.function = _translated(PointFunction.Function.choices)
        self.function_state = _translated(PointFunction.State.choices)
        self.kind = {
            kind: row.building.get_kind_display() for kind, row in {r.building.kind: r for r in found}.items()
        }
        self.step_free = {
            access: row.building.get_step_free_display()
            for access, row in {r.building.step_free: r for r in found}.items()
        }


def _translated(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    return {value: str(label) for value, label in choices}


def _row(row: SupportPoint, lon: float, lat: float, words: _Words) -> PointRow:
    building = row.building
    area = building.neighbourhood
    return PointRow(
        id=row.pk,
        number=row.number,
        name=row.name,
        tier=row.tier,
        tier_label=words.tier[row.tier],
        state=row.state,
        state_label=words.state[row.state],
        state_since=row.state_since,
        building_id=building.pk,
        kind=building.kind,
        kind_label=str(words.kind[building.kind]),
        address=f"{building.street} {building.house_number}".strip(),
        postcode=building.postcode,
        neighbourhood_code=area.code if area else "",
        neighbourhood_name=area.name if area else "",
        step_free=building.step_free,
        step_free_label=str(words.step_free[building.step_free]),
        access_nl=row.access_nl,
        access_en=row.access_en,
        x=building.x,
        y=building.y,
        lon=lon,
        lat=lat,
        owner=row.owner,
        agreement=row.agreement,
        agreement_date=row.agreement_date,
        one_off_eur=float(row.one_off_eur),
        yearly_eur=float(row.yearly_eur),
        version=row.version,
        functions=_functions(row, words),
        design_id=row.design_id,
    )


def _functions(row: SupportPoint, words: _Words) -> tuple[FunctionRow, ...]:
    """All four, in the mission's order; one that was never recorded is missing."""
    known = {function.function: function for function in row.functions.all()}
    found = []
    for function in PointFunction.Function:
        kept = known.get(function.value) or PointFunction(function=function.value)
        found.append(
            FunctionRow(
                function=kept.function,
                label=words.function[kept.function],
                state=kept.state,
                state_label=words.function_state[kept.state],
                since=kept.since,
                note=kept.note,
            )
        )
    return tuple(found)


def point_history(municipality_id: int, number: int) -> list[EventRow]:
    """The steps of a point's life, oldest first."""
    events = PointEvent.objects.filter(point__municipality_id=municipality_id, point__number=number)
    return [
        EventRow(
            on=event.on,
            state=event.state,
            state_label=str(event.get_state_display()),
            by=event.by,
            note=event.note,
        )
        for event in events
    ]


def network_state(municipality_id: int) -> NetworkState:
    """The state of the network, which follows from its points alone.

    "ready" when every point is ready; "being_fitted_out" when at least one is agreed, fitted out or ready;
    "adopted" when at least one is adopted; "proposed" before that; "none" without points.
    """
    rows = (
        SupportPoint.objects.filter(municipality_id=municipality_id)
        .exclude(state=_STATE.WITHDRAWN)
        .prefetch_related("functions")
    )
    found = list(rows)
    by_state = Counter(str(row.state) for row in found)
    ready = by_state[_STATE.READY]
    if not found:
        state = "none"
    elif ready == len(found):
        state = "ready"
    elif by_state[_STATE.AGREED] + by_state[_STATE.FITTING_OUT] + ready:
        state = "being_fitted_out"
    elif by_state[_STATE.ADOPTED]:
        state = "adopted"
    else:
        state = "proposed"
    return NetworkState(
        state=state,
        points=len(found),
        by_state={value: by_state[value] for value in map(str, _TOWARDS_READY) if by_state[value]},
        functions_present=sum(
            function.state == PointFunction.State.PRESENT for row in found for function in row.functions.all()
        ),
        functions_needed=len(found) * len(PointFunction.Function),
        ready=ready,
        cost_one_off_eur=float(sum(row.one_off_eur for row in found)),
        cost_yearly_eur=float(sum(row.yearly_eur for row in found)),
    )
