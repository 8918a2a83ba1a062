"""The screens while an exercise is held: facilitator, player, evaluator, observer.

Scenario time is computed here, at the server; a screen asks again every few seconds and works by reloading
too. An answer to such a question is empty (204) when there is nothing new, so that nobody loses their place.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.exercise_fields import node_of
from weerbaar.continuity.exercise_forms import (
    DecisionForm,
    JumpForm,
    LiveInjectForm,
    ObservationForm,
    StateForm,
    TextForm,
    speed_choices,
)
from weerbaar.continuity.exercise_types import ExerciseRow, Run
from weerbaar.continuity.exercising.clock import Act
from weerbaar.continuity.queries.exercise_runs import revision
from weerbaar.continuity.queries.exercises import nodes
from weerbaar.continuity.services import Entry, Turn
from weerbaar.continuity.templatetags.exercises import language, said_in
from weerbaar.continuity.views.exercise_common import (
    EVALUATOR,
    FACILITATOR,
    OBSERVER,
    PLAYER,
    SCREENS,
    complain,
    doing,
    exercise_or_404,
    frame,
    require_role,
    to,
    words_of,
)
from weerbaar.interface.jobs import UserError

VIEW = staff_page(Permission.VIEW)
AHEAD_SHOWN = 6
HOME = {
    FACILITATOR: "exercise_lead",
    PLAYER: "exercise_play",
    EVALUATOR: "exercise_evaluate",
    OBSERVER: "exercise_watch",
}


@require_safe
@VIEW
def clock(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """The clock alone, for every screen of the exercise."""
    row = exercise_or_404(request, exercise_id)
    require_role(request, row, *HOME)
    return render(request, "continuity/exercises/clock.html", frame(request, row))


def _screen(request: StaffRequest, row: ExerciseRow, whole: Run, **more: Any) -> dict[str, Any]:
    context = frame(request, row, run=whole, names=nodes(row.municipality_id), **more)
    context["revision"] = revision(whole, context["minute"])
    return context


def _lead(request: StaffRequest, row: ExerciseRow, **more: Any) -> dict[str, Any]:
    whole = queries.run(row)
    context = _screen(request, row, whole, **more)
    minute = context["minute"]
    ahead = whole.ahead(minute)
    context |= {
        "due": whole.due(minute),
        "ahead": ahead[:AHEAD_SHOWN],
        "ahead_more": max(len(ahead) - AHEAD_SHOWN, 0),
        "done": whole.done(),
        "jump_form": JumpForm(auto_id="jump_%s"),
        "speeds": speed_choices(),
    }
    return context


@require_safe
@VIEW
def lead(request: StaffRequest, exercise_id: int) -> HttpResponse:
    row = exercise_or_404(request, exercise_id)
    require_role(request, row, *SCREENS["exercise_lead"])
    context = _lead(request, row)
    context |= {
        "note_form": TextForm(auto_id="note_%s"),
        "live_form": LiveInjectForm(row.scenario, auto_id="live_%s"),
        "decision_form": DecisionForm(auto_id="decision_%s"),
        "state_form": StateForm(context["names"], auto_id="state_%s"),
    }
    return render(request, "continuity/exercises/lead.html", context)


@require_safe
@VIEW
def lead_part(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """What changes on the facilitator's screen."""
    row = exercise_or_404(request, exercise_id)
    require_role(request, row, *SCREENS["exercise_lead"])
    context = _lead(request, row)
    if request.GET.get("seen") == context["revision"]:
        return HttpResponse(status=204)
    return render(request, "continuity/exercises/lead_part.html", context)


def _lead_answer(request: StaffRequest, exercise_id: int, refused: str = "") -> HttpResponse:
    """After a button of the facilitator: the part alone to a script, else the whole screen again."""
    if request.headers.get("HX-Request"):
        context = _lead(request, exercise_or_404(request, exercise_id), refused=refused)
        return render(request, "continuity/exercises/lead_part.html", context)
    if refused:
        messages.error(request, refused)
    return to(request, "exercise_lead", exercise_id)


@require_POST
@VIEW
def turn(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """A button of the clock."""
    row = exercise_or_404(request, exercise_id)
    require_role(request, row, FACILITATOR)
    wanted, refused = request.POST.get("act", ""), ""
    if wanted not in set(Act):
        raise Http404
    form = JumpForm(request.POST)
    seen, speed = request.POST.get("seen", ""), request.POST.get("speed", "")
    if not form.is_valid():
        return _lead_answer(request, row.id, " ".join(str(error) for error in form.errors["to_min"]))
    try:
        services.turn_clock(
            request.actor,
            request.municipality.id,
            row.id,
            Turn(
                Act(wanted),
                form.cleaned_data["to_min"] if wanted == Act.JUMP else None,
                int(speed) if speed.isascii() and speed.isdigit() and len(speed) < 4 else None,
                int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None,
            ),
        )
    except UserError as error:
        refused = words_of(error)
    return _lead_answer(request, row.id, refused)


@require_POST
@VIEW
def hand_out(request: StaffRequest, exercise_id: int, inject_id: int) -> HttpResponse:
    """Delivers or skips an inject."""
    row = exercise_or_404(request, exercise_id)
    require_role(request, row, FACILITATOR)
    what = "skipped" if request.POST.get("what") == "skipped" else "delivered"
    refused = ""
    try:
        services.hand_out_inject(request.actor, request.municipality.id, row.id, inject_id, what)
    except UserError as error:
        refused = words_of(error)
    return _lead_answer(request, row.id, refused)


@require_POST
@VIEW
def add_inject(request: StaffRequest, exercise_id: int) -> HttpResponse:
    row, here = exercise_or_404(request, exercise_id), request.municipality.id
    require_role(request, row, FACILITATOR)
    form = LiveInjectForm(row.scenario, request.POST)
    if form.is_valid():
        doing(
            request,
            lambda: services.add_inject_live(request.actor, here, row.id, form.draft()),
            gettext("Delivered."),
        )
    else:
        complain(request, form)
    return to(request, "exercise_lead", row.id)


@require_POST
@VIEW
def note(request: StaffRequest, exercise_id: int) -> HttpResponse:
    row, here = exercise_or_404(request, exercise_id), request.municipality.id
    require_role(request, row, FACILITATOR)
    form = TextForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        doing(request, lambda: services.write_note(request.actor, here, row.id, text, language()))
    else:
        complain(request, form)
    return to(request, "exercise_lead", row.id, "notes")


def _play(request: StaffRequest, row: ExerciseRow) -> dict[str, Any]:
    me, whole = row.participant(request.user.pk), queries.run(row)
    arrived = whole.delivered_to(me.group_id if me else None)
    context = _screen(request, row, whole, me=me, arrived=arrived)
    context["revision"] = f"{len(arrived)}-{row.clock.events}-{len(whole.decisions)}-{len(whole.reports)}"
    return context


@require_safe
@VIEW
def play(request: StaffRequest, exercise_id: int) -> HttpResponse:
    row = exercise_or_404(request, exercise_id)
    require_role(request, row, *SCREENS["exercise_play"])
    context = _play(request, row)
    context |= {
        "decision_form": DecisionForm(auto_id="decision_%s"),
        "state_form": StateForm(context["names"], auto_id="state_%s"),
    }
    return render(request, "continuity/exercises/play.html", context)


@require_safe
@VIEW
def play_part(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """What changes on a player's screen."""
    row = exercise_or_404(request, exercise_id)
    require_role(request, row, *SCREENS["exercise_play"])
    context = _play(request, row)
    if request.GET.get("seen") == context["revision"]:
        return HttpResponse(status=204)
    return render(request, "continuity/exercises/play_part.html", context)


@require_POST
@VIEW
def decide(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """A line in the decision log: by a player, or by a facilitator for who plays on paper."""
    row, here = exercise_or_404(request, exercise_id), request.municipality.id
    role = require_role(request, row, PLAYER, FACILITATOR)
    form = DecisionForm(request.POST)
    me = row.participant(request.user.pk)
    team = said_in(me, "group", language())[0] if me else ""
    if form.is_valid():
        entry = Entry(team=team, **form.cleaned_data)
        doing(request, lambda: services.log_exercise_decision(request.actor, here, row.id, entry))
    else:
        complain(request, form)
    return to(request, HOME[role], row.id, "log")


@require_POST
@VIEW
def report(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """A process or resource was lost, could start, or was restored."""
    row, here = exercise_or_404(request, exercise_id), request.municipality.id
    role = require_role(request, row, PLAYER, EVALUATOR, FACILITATOR)
    form = StateForm(nodes(here), request.POST)
    node = node_of(form.cleaned_data["node"]) if form.is_valid() else None
    if node is not None:
        said = form.cleaned_data
        doing(
            request,
            lambda: services.report_state(
                request.actor,
                here,
                row.id,
                node,
                said["condition"],
                said["minute"],
                said["text"],
                language(),
            ),
        )
    else:
        complain(request, form)
    return to(request, HOME[role], row.id, "states")


@require_POST
@VIEW
def withdraw(request: StaffRequest, exercise_id: int, report_id: int) -> HttpResponse:
    """A report of a loss or recovery was wrong: said by who wrote it, or by facilitators and evaluators."""
    row, here = exercise_or_404(request, exercise_id), request.municipality.id
    role = require_role(request, row, PLAYER, EVALUATOR, FACILITATOR)
    found = next((one for one in queries.run(row).reports if one.id == report_id), None)
    if found is None:
        raise Http404
    if role == PLAYER and found.by_id != request.user.pk:
        require_role(request, row, EVALUATOR, FACILITATOR)
    doing(
        request,
        lambda: services.withdraw_report(request.actor, here, row.id, report_id),
        gettext("Withdrawn."),
    )
    if row.is_over:
        return to(request, "exercise_results", row.id)
    return to(request, HOME[role], row.id, "states")


def _evaluate(request: StaffRequest, row: ExerciseRow) -> dict[str, Any]:
    whole = queries.run(row)
    return _screen(
        request,
        row,
        whole,
        state_form=StateForm(nodes(row.municipality_id), auto_id="state_%s"),
        forms=[
            (result, ObservationForm(auto_id=f"objective{result.objective.id}_%s"))
            for result in whole.objectives
        ],
        general_form=ObservationForm(auto_id="general_%s"),
    )


@require_safe
@VIEW
def evaluate(request: StaffRequest, exercise_id: int) -> HttpResponse:
    row = exercise_or_404(request, exercise_id)
    require_role(request, row, *SCREENS["exercise_evaluate"])
    return render(request, "continuity/exercises/evaluate.html", _evaluate(request, row))


@require_POST
@VIEW
def observe(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """An observation, and a grade when one is given."""
    row, here = exercise_or_404(request, exercise_id), request.municipality.id
    require_role(request, row, *SCREENS["exercise_evaluate"])
    form = ObservationForm(request.POST)
    value = request.POST.get("objective", "")
    objective = int(value) if value.isascii() and value.isdigit() and len(value) < 12 else None
    if form.is_valid():
        said = form.cleaned_data
        doing(
            request,
            lambda: services.observe(
                request.actor, here, row.id, said["text"], language(), objective, said["grade"]
            ),
        )
    else:
        complain(request, form)
    return to(request, "exercise_evaluate", row.id, f"objective-{objective}" if objective else "general")


@require_safe
@VIEW
def watch(request: StaffRequest, exercise_id: int) -> HttpResponse:
    row = exercise_or_404(request, exercise_id)
    require_role(request, row, *SCREENS["exercise_watch"])
    whole = queries.run(row)
    context = _screen(request, row, whole, arrived=whole.delivered_to(None))
    return render(request, "continuity/exercises/watch.html", context)


@require_safe
@VIEW
def watch_part(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """What changes on an observer's and an evaluator's screen."""
    row = exercise_or_404(request, exercise_id)
    require_role(request, row, *SCREENS["exercise_watch"])
    whole = queries.run(row)
    context = _screen(request, row, whole, arrived=whole.delivered_to(None))
    if request.GET.get("seen") == context["revision"]:
        return HttpResponse(status=204)
    return render(request, "continuity/exercises/watch_part.html", context)
