"""Exercises before they are held: the list, making one, who takes part, the page of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.exercise_forms import ExerciseForm, ParticipantForm
from weerbaar.continuity.exercise_types import ExerciseRow
from weerbaar.continuity.exercising import files
from weerbaar.continuity.exercising.clock import Phase
from weerbaar.continuity.queries.exercises import nodes, team_names
from weerbaar.continuity.services.scenarios import draft_of
from weerbaar.continuity.templatetags.exercises import language, said_in
from weerbaar.continuity.views.exercise_common import (
    doing,
    exercise_or_404,
    frame,
    is_coordinator,
    to,
    words_of,
)
from weerbaar.interface.jobs import UserError

PHASES = {
    Phase.PREPARED: "neutral",
    Phase.RUNNING: "good",
    Phase.PAUSED: "signal",
    Phase.ENDED: "accent",
}


@require_safe
@staff_page(Permission.VIEW)
def exercises(request: StaffRequest) -> HttpResponse:
    here, today = request.municipality.id, timezone.localdate()
    measures = queries.measures(here)
    context = {
        "exercises": queries.exercises(here),
        "may_make": is_coordinator(request),
        "open_measures": sum(row.is_open for row in measures),
        "overdue": sum(row.is_overdue(today) for row in measures),
    }
    return render(request, "continuity/exercises/list.html", context)


def _sources(municipality_id: int) -> list[tuple[str, str, str]]:
    """(value, title, summary) of every scenario to make an exercise with."""
    here = language()
    return [
        *(
            (f"own:{row.id}", said_in(row, "title", here)[0], said_in(row, "summary", here)[0])
            for row in queries.scenarios(municipality_id)
        ),
        *(
            (
                f"library:{draft.code}",
                getattr(draft.title, here) or draft.title.nl or draft.title.en,
                getattr(draft.summary, here),
            )
            for draft in files.library()
        ),
    ]


def _draft(municipality_id: int, value: str) -> files.ScenarioDraft | None:
    source, _colon, key = value.partition(":")
    if source == "library":
        return files.from_library(key)
    if source == "own" and key.isascii() and key.isdigit() and len(key) < 12:
        row = queries.scenario(municipality_id, int(key))
        return draft_of(row) if row and row.exercise_id is None else None
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def make(request: StaffRequest) -> HttpResponse:
    """A new exercise with a scenario of the library or an own one."""
    here = request.municipality.id
    sources = _sources(here)
    chosen = request.POST.get("scenario") or request.GET.get("scenario") or "library:outage-72h"
    form = ExerciseForm(request.POST or None, initial={"held_on": timezone.localdate(), "kind": "table_top"})
    if request.method == "POST":
        draft = _draft(here, chosen)
        if draft is None:
            form.add_error(None, gettext("Choose a scenario."))
        if form.is_valid() and draft is not None:
            try:
                number = services.make_exercise(request.actor, here, form.edit(), draft)
            except UserError as error:
                form.add_error(None, words_of(error))
            else:
                messages.success(request, gettext("The exercise is there. Now say who takes part."))
                return to(request, "exercise", number)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "sources": sources, "chosen": chosen}
    return render(request, "continuity/exercises/make.html", context, status=status)


@require_safe
@staff_page(Permission.VIEW)
def exercise(request: StaffRequest, exercise_id: int) -> HttpResponse:
    return _page(request, exercise_or_404(request, exercise_id))


def _page(
    request: StaffRequest, row: ExerciseRow, form: ParticipantForm | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = frame(
        request,
        row,
        names=nodes(row.municipality_id),
        teams=team_names(row.municipality_id),
        tone=PHASES[row.phase],
        editable=is_coordinator(request) and row.clock.events == 0,
    )
    if context["is_coordinator"] and not row.is_over:
        context["participant_form"] = form or ParticipantForm(row)
    return render(request, "continuity/exercises/exercise.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def edit(request: StaffRequest, exercise_id: int) -> HttpResponse:
    row = exercise_or_404(request, exercise_id)
    form = ExerciseForm(request.POST) if request.method == "POST" else ExerciseForm.of(row)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            services.edit_exercise(request.actor, request.municipality.id, row.id, form.edit(), version)
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return to(request, "exercise", row.id)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "exercise": row}
    return render(request, "continuity/exercises/make.html", context, status=status)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def call_off(request: StaffRequest, exercise_id: int) -> HttpResponse:
    row, here = exercise_or_404(request, exercise_id), request.municipality.id
    done = doing(
        request, lambda: services.call_off_exercise(request.actor, here, row.id), gettext("Called off.")
    )
    return to(request, "exercises") if done else to(request, "exercise", row.id)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def add_participant(request: StaffRequest, exercise_id: int) -> HttpResponse:
    row, here = exercise_or_404(request, exercise_id), request.municipality.id
    form = ParticipantForm(row, request.POST)
    if form.is_valid():
        try:
            services.add_participant(request.actor, here, row.id, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return to(request, "exercise", row.id, "participants")
    return _page(request, row, form, 422)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def remove_participant(request: StaffRequest, exercise_id: int, participant_id: int) -> HttpResponse:
    row, here = exercise_or_404(request, exercise_id), request.municipality.id
    doing(
        request,
        lambda: services.remove_participant(request.actor, here, row.id, participant_id),
        gettext("Taken off the list."),
    )
    return to(request, "exercise", row.id, "participants")
