"""A support point on its way to ready: its state, its functions, its owner and what was agreed.

An edit says which version it was made on; when somebody else was first, nothing is written.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.interface.jobs import UserError
from weerbaar.supportpoints.models import PointEvent, PointFunction, SupportPoint
from weerbaar.supportpoints.queries.points import point as point_row
from weerbaar.supportpoints.types import PointRow

_STATE = SupportPoint.State
_FUNCTION = PointFunction.State
_FUNCTION_NAMES = {
    PointFunction.Function.INFORMATION: ("informatie", "information"),
    PointFunction.Function.DRINKING_WATER: ("drinkwater", "drinking water"),
    PointFunction.Function.FIRST_AID: ("eerste hulp", "first aid"),
    PointFunction.Function.ALERTING: ("hulpdiensten alarmeren", "alerting emergency services"),
}


class EditConflict(Exception):  # noqa: N818 - not an error of the program: two people at once
    """Somebody else changed the point in between; `current` is how it stands now."""

    def __init__(self, current: PointRow) -> None:
        super().__init__(f"point {current.number} is at version {current.version}")
        self.current = current


@dataclass(frozen=True)
class PointEdit:
    """What can be written about a point: its name, owner, agreement, and the way in, in both languages."""

    name: str
    owner: str = ""
    agreement: str = ""
    agreement_date: date | None = None
    access_nl: str = ""
    access_en: str = ""


def _locked(municipality_id: int, number: int, version: int | None) -> SupportPoint:
    point = (
        SupportPoint.objects.select_for_update()
        .filter(municipality_id=municipality_id, number=number)
        .first()
    )
    if point is None:
        raise UserError(f"Er is geen noodsteunpunt {number}.", f"There is no support point {number}.")
    if version is not None and point.version != version:
        current = point_row(municipality_id, number)
        if current is not None:
            raise EditConflict(current)
    return point


def _not_in_the_future(on: date | None) -> None:
    if on is not None and on > timezone.localdate():
        raise UserError("De datum ligt in de toekomst.", "The date lies in the future.")


@transaction.atomic
def change_point_state(
    actor: Actor,
    municipality_id: int,
    number: int,
    state: str,
    on: date | None = None,
    note: str = "",
    version: int | None = None,
) -> None:
    """Takes a point to another state on a date (today when None); the step is added to its history.

    Raises `UserError` for a date in the future or before the last step, for the state that it is in already,
    and for "ready" while a function is not present; `EditConflict` when `version` is not the current one.
    """
    point = _locked(municipality_id, number, version)
    on = on or timezone.localdate()
    _not_in_the_future(on)
    wanted = _STATE(state)
    if wanted == point.state:
        raise UserError("Het punt heeft deze stand al.", "The point is in this state already.")
    if on < point.state_since:
        raise UserError(
            f"De datum ligt voor de vorige stap ({point.state_since:%d-%m-%Y}).",
            f"The date lies before the previous step ({point.state_since:%d-%m-%Y}).",
        )
    if wanted == _STATE.READY:
        _all_functions_present(point)
    before = {"state": point.state, "since": point.state_since.isoformat()}
    _step(actor, point, wanted, on, note)
    record(
        actor,
        municipality_id,
        "supportpoints.point.state_changed",
        "point",
        point.pk,
        before=before,
        after={"state": wanted.value, "since": on.isoformat(), "note": note.strip()[:300]},
    )


def _step(actor: Actor, point: SupportPoint, state: str, on: date, note: str) -> None:
    point.state, point.state_since = state, on
    point.version += 1
    point.save(update_fields=("state", "state_since", "version"))
    PointEvent.objects.create(point=point, on=on, state=state, by=actor.label[:120], note=note.strip()[:300])


def _all_functions_present(point: SupportPoint) -> None:
    present = set(point.functions.filter(state=_FUNCTION.PRESENT).values_list("function", flat=True))
    lacking = [names for function, names in _FUNCTION_NAMES.items() if function.value not in present]
    if lacking:
        raise UserError(
            f"Nog niet aanwezig: {', '.join(nl for nl, _ in lacking)}. Een punt is pas klaar met alle vier.",
            f"Not yet present: {', '.join(en for _, en in lacking)}. A point is ready only with all four.",
        )


@transaction.atomic
def set_function(
    actor: Actor,
    municipality_id: int,
    number: int,
    function: str,
    state: str,
    since: date | None = None,
    note: str = "",
    version: int | None = None,
) -> None:
    """Records one of the four functions of a point as present, planned or missing.

    A ready point that loses a function is no longer ready: it goes back to being fitted out, today.
    Raises `UserError` for a date in the future, `EditConflict` when `version` is not the current one.
    """
    point = _locked(municipality_id, number, version)
    which, wanted = PointFunction.Function(function), _FUNCTION(state)
    _not_in_the_future(since)
    known = point.functions.filter(function=which.value).first() or PointFunction(point=point, function=which)
    before = {
        "state": known.state,
        "since": known.since.isoformat() if known.since else None,
        "note": known.note,
    }
    known.state, known.since, known.note = wanted, since, note.strip()[:300]
    known.save()
    if point.state == _STATE.READY and wanted != _FUNCTION.PRESENT:
        _step(actor, point, _STATE.FITTING_OUT, timezone.localdate(), f"{which.value}: {wanted.value}")
    else:
        point.version += 1
        point.save(update_fields=("version",))
    record(
        actor,
        municipality_id,
        "supportpoints.point.function_set",
        "point",
        point.pk,
        before={"function": which.value, **before},
        after={
            "function": which.value,
            "state": wanted.value,
            "since": since.isoformat() if since else None,
            "note": known.note,
            "point_state": str(point.state),
        },
    )


@transaction.atomic
def edit_point(actor: Actor, municipality_id: int, number: int, edit: PointEdit, version: int) -> None:
    """Writes what is known about a point. `version` is the one that the editor saw.

    Raises `UserError` for an empty name, a date in the future or an access text in one language only;
    `EditConflict` when somebody else changed the point in between.
    """
    point = _locked(municipality_id, number, version)
    _not_in_the_future(edit.agreement_date)
    if not edit.name.strip():
        raise UserError("Geef het punt een naam.", "Give the point a name.")
    if bool(edit.access_nl.strip()) != bool(edit.access_en.strip()):
        raise UserError(
            "Beschrijf de toegang in het Nederlands én in het Engels, of laat beide leeg.",
            "Describe the way in in Dutch and in English, or leave both empty.",
        )
    before, after = {}, {}
    for name, value in asdict(edit).items():
        fresh = value.strip() if isinstance(value, str) else value
        if getattr(point, name) != fresh:
            before[name], after[name] = _plain(getattr(point, name)), _plain(fresh)
            setattr(point, name, fresh)
    if not after:
        return
    point.version += 1
    point.save(update_fields=(*after, "version"))
    record(
        actor, municipality_id, "supportpoints.point.edited", "point", point.pk, before=before, after=after
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
