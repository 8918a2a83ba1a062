"""What the views of exercises share: who is who in an exercise, finding one or 404, saying a refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.accounts.access import StaffRequest
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries
from weerbaar.continuity.exercise_types import ExerciseRow, ScenarioRow
from weerbaar.continuity.exercising.clock import Phase
from weerbaar.continuity.models import ExerciseRole
from weerbaar.continuity.templatetags.exercises import language
from weerbaar.interface.jobs import UserError

FACILITATOR, PLAYER = ExerciseRole.FACILITATOR.value, ExerciseRole.PLAYER.value
EVALUATOR, OBSERVER = ExerciseRole.EVALUATOR.value, ExerciseRole.OBSERVER.value
SCREENS: dict[str, tuple[str, ...]] = {
    "exercise_lead": (FACILITATOR,),
    "exercise_play": (PLAYER,),
    "exercise_evaluate": (EVALUATOR, FACILITATOR),
    "exercise_watch": (OBSERVER, EVALUATOR, FACILITATOR),
}


def words_of(error: UserError) -> str:
    """The error in the language of the page."""
    return error.nl if language() == "nl" else error.en


def is_coordinator(request: StaffRequest) -> bool:
    return Permission.EDIT_CONTINUITY in request.permissions


def exercise_or_404(request: StaffRequest, exercise_id: int) -> ExerciseRow:
    row = queries.exercise(request.municipality.id, exercise_id)
    if row is None:
        raise Http404
    return row


def scenario_or_404(request: StaffRequest, scenario_id: int) -> ScenarioRow:
    row = queries.scenario(request.municipality.id, scenario_id)
    if row is None:
        raise Http404
    return row


def role_of(request: StaffRequest, exercise: ExerciseRow) -> str:
    """The role of who asks in this exercise; "" for none.

    A coordinator without another role leads: somebody must be able to.
    """
    participant = exercise.participant(request.user.pk)
    if participant:
        return participant.role
    return FACILITATOR if is_coordinator(request) else ""


def require_role(request: StaffRequest, exercise: ExerciseRow, *roles: str) -> str:
    """403 unless who asks has one of these roles in the exercise; answers the role."""
    role = role_of(request, exercise)
    if role not in roles:
        raise PermissionDenied
    return role


def may_see_names(request: StaffRequest, exercise: ExerciseRow) -> bool:
    """People by name: for who takes part too, and for who may see contacts."""
    return bool(role_of(request, exercise)) or Permission.VIEW_CONTACTS in request.permissions


def frame(request: StaffRequest, exercise: ExerciseRow, **more: Any) -> dict[str, Any]:
    """What every page of an exercise shows."""
    role, now, scenario = role_of(request, exercise), timezone.now(), exercise.scenario
    begin = timedelta(minutes=exercise.starts_at_min)
    shown = begin if exercise.phase is Phase.PREPARED else exercise.clock.time(now)
    return {
        "clock_ms": shown // timedelta(milliseconds=1),
        "clock_minute": shown // timedelta(minutes=1),
        "story_start": scenario.start_weekday * 24 * 60 + scenario.start_clock_min,
        "exercise": exercise,
        "scenario": scenario,
        "role": role,
        "is_coordinator": is_coordinator(request),
        "screens": {name for name, roles in SCREENS.items() if role in roles},
        "leads": role == FACILITATOR,
        "knows_injects": role in (FACILITATOR, EVALUATOR),
        "minute": exercise.clock.minute(now),
        "shows_names": may_see_names(request, exercise),
        **more,
    }


def to(request: StaffRequest, name: str, exercise_id: int | None = None, anchor: str = "") -> HttpResponse:
    """Sends the browser to a page of this room."""
    arguments: dict[str, Any] = {"municipality": request.municipality.slug}
    if exercise_id is not None:
        arguments["exercise_id"] = exercise_id
    answer: HttpResponse = redirect(f"continuity:{name}", **arguments)
    if anchor:
        answer["Location"] += f"#{anchor}"
    return answer


def doing(request: StaffRequest, write: Callable[[], Any], said: str = "") -> bool:
    """Carries out a write and tells who asked how it went; whether it did."""
    try:
        write()
    except UserError as error:
        messages.error(request, words_of(error))
        return False
    messages.success(request, said or gettext("Saved."))
    return True


def complain(request: StaffRequest, form: Any) -> None:
    """Says in messages what a small form on a busy screen got wrong."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for error in errors:
            messages.error(request, f"{label}: {error}" if label else str(error))


def download(content: bytes | str, kind: str, name: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
