"""The scenario library: what comes with the program, the municipality's own, and scenarios as files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.exercise_types import ScenarioRow
from weerbaar.continuity.exercising import files
from weerbaar.continuity.models import Channel, Objective
from weerbaar.continuity.queries.exercises import nodes, team_names
from weerbaar.continuity.scenario_forms import GroupForm, InjectForm, ObjectiveForm, ScenarioForm
from weerbaar.continuity.services import ScenarioEdit
from weerbaar.continuity.services.scenarios import draft_of
from weerbaar.continuity.types import NodeKind
from weerbaar.continuity.views.exercise_common import (
    doing,
    download,
    scenario_or_404,
    words_of,
)
from weerbaar.interface.jobs import UserError
from weerbaar.interface.uploads import checked_upload

MOST_MB = 1.0
COORDINATOR = staff_page(Permission.EDIT_CONTINUITY)


@require_safe
@COORDINATOR
def library(request: StaffRequest) -> HttpResponse:
    context = {"library": files.library(), "own": queries.scenarios(request.municipality.id)}
    return render(request, "continuity/exercises/library.html", context)


def _unknown_codes(request: StaffRequest, draft: files.ScenarioDraft) -> list[str]:
    """Processes, resources and teams of a scenario that the register does not have."""
    known, teams = nodes(request.municipality.id), team_names(request.municipality.id)
    codes = {(node.kind, node.code) for node in known}
    lacking = []
    for one in draft.objectives:
        if one.process and (NodeKind.PROCESS, one.process) not in codes:
            lacking.append(one.process)
        if one.resource and (NodeKind.RESOURCE, one.resource) not in codes:
            lacking.append(one.resource)
        if one.team and one.team not in teams:
            lacking.append(one.team)
    return sorted(set(lacking))


@require_safe
@COORDINATOR
def library_scenario(request: StaffRequest, scenario_code: str) -> HttpResponse:
    draft = files.from_library(scenario_code)
    if draft is None:
        raise Http404
    context = _draft_context(request, draft)
    return render(request, "continuity/exercises/library_scenario.html", context)


def _draft_context(request: StaffRequest, draft: files.ScenarioDraft) -> dict[str, Any]:
    return {
        "draft": draft,
        "unknown": _unknown_codes(request, draft),
        "channels": dict(Channel.choices),
        "kinds": dict(Objective.Kind.choices),
        "group_names": {group.code: group.name for group in draft.groups},
    }


@require_POST
@COORDINATOR
def copy(request: StaffRequest, scenario_code: str) -> HttpResponse:
    """A scenario of the library becomes one of the municipality's own."""
    draft = files.from_library(scenario_code)
    if draft is None:
        raise Http404
    number = services.keep_scenario(request.actor, request.municipality.id, draft, scenario_code)
    messages.success(request, gettext("Copied. From here on it is yours to change."))
    return _to(request, number)


def _to(request: StaffRequest, scenario_id: int, anchor: str = "") -> HttpResponse:
    answer = redirect("continuity:scenario", municipality=request.municipality.slug, scenario_id=scenario_id)
    if anchor:
        answer["Location"] += f"#{anchor}"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@COORDINATOR
def make(request: StaffRequest) -> HttpResponse:
    """Begins an own scenario."""
    form = ScenarioForm(
        request.POST or None, initial={"duration_min": 120, "start_weekday": 1, "start_clock_min": 540}
    )
    if request.method == "POST" and form.is_valid():
        edit = form.edit()
        draft = files.ScenarioDraft(
            code="",
            title=edit.title,
            duration_min=edit.duration_min,
            summary=edit.summary,
            situation=edit.situation,
            start_weekday=edit.start_weekday,
            start_clock_min=edit.start_clock_min,
        )
        if edit.title:
            return _to(request, services.keep_scenario(request.actor, request.municipality.id, draft))
        form.add_error(None, gettext("Give the scenario a title."))
    status = 422 if request.method == "POST" else 200
    return render(request, "continuity/exercises/scenario_edit.html", {"form": form}, status=status)


@require_safe
@COORDINATOR
def scenario(request: StaffRequest, scenario_id: int) -> HttpResponse:
    row = scenario_or_404(request, scenario_id)
    return render(request, "continuity/exercises/scenario.html", _context(request, row))


def _context(request: StaffRequest, row: ScenarioRow) -> dict[str, Any]:
    exercise = queries.exercise(request.municipality.id, row.exercise_id) if row.exercise_id else None
    return {
        "scenario": row,
        "exercise": exercise,
        "editable": exercise is None or exercise.clock.events == 0,
        "names": nodes(request.municipality.id),
        "teams": team_names(request.municipality.id),
        "objective_form": ObjectiveForm(request.municipality.id, auto_id="objective_%s"),
        "group_form": GroupForm(auto_id="group_%s"),
        "unknown": _unknown_codes(request, draft_of(row)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@COORDINATOR
def edit(request: StaffRequest, scenario_id: int) -> HttpResponse:
    row = scenario_or_404(request, scenario_id)
    form = ScenarioForm(request.POST) if request.method == "POST" else ScenarioForm.of(row)
    if request.method == "POST" and form.is_valid():
        wanted: ScenarioEdit = form.edit()
        version = form.cleaned_data["version"] or 0
        try:
            services.edit_scenario(request.actor, request.municipality.id, row.id, wanted, version)
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return _to(request, row.id)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "scenario": row}
    return render(request, "continuity/exercises/scenario_edit.html", context, status=status)


@require_POST
@COORDINATOR
def remove(request: StaffRequest, scenario_id: int) -> HttpResponse:
    row = scenario_or_404(request, scenario_id)
    here = request.municipality.id
    done = doing(
        request, lambda: services.remove_scenario(request.actor, here, row.id), gettext("Thrown away.")
    )
    if not done:
        return _to(request, row.id)
    return redirect("continuity:scenarios", municipality=request.municipality.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@COORDINATOR
def inject(request: StaffRequest, scenario_id: int, inject_id: int = 0) -> HttpResponse:
    """One inject, new (0) or known."""
    row = scenario_or_404(request, scenario_id)
    known = next((one for one in row.injects if one.id == inject_id), None)
    if inject_id and known is None:
        raise Http404
    if request.method == "POST":
        form = InjectForm(row, request.POST)
    else:
        form = InjectForm.of(row, known) if known else InjectForm(row)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_inject(
                request.actor, request.municipality.id, row.id, form.draft(), inject_id or None
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return _to(request, row.id, "injects")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "scenario": row, "inject": known}
    return render(request, "continuity/exercises/inject.html", context, status=status)


@require_POST
@COORDINATOR
def add_objective(request: StaffRequest, scenario_id: int) -> HttpResponse:
    row, here = scenario_or_404(request, scenario_id), request.municipality.id
    form = ObjectiveForm(here, request.POST, auto_id="objective_%s")
    if form.is_valid():
        try:
            services.save_objective(request.actor, here, row.id, form.draft())
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return _to(request, row.id, "objectives")
    context = {**_context(request, row), "objective_form": form}
    return render(request, "continuity/exercises/scenario.html", context, status=422)


@require_POST
@COORDINATOR
def add_group(request: StaffRequest, scenario_id: int) -> HttpResponse:
    row, here = scenario_or_404(request, scenario_id), request.municipality.id
    form = GroupForm(request.POST, auto_id="group_%s")
    if form.is_valid():
        doing(request, lambda: services.save_group(request.actor, here, row.id, form.words()))
    return _to(request, row.id, "groups")


@require_POST
@COORDINATOR
def remove_part(request: StaffRequest, scenario_id: int, part: str, part_id: int) -> HttpResponse:
    row, here = scenario_or_404(request, scenario_id), request.municipality.id
    if part not in {"inject", "objective", "group"}:
        raise Http404
    doing(
        request,
        lambda: services.remove_part(request.actor, here, row.id, part, part_id),
        gettext("Taken out."),
    )
    return _to(request, row.id, f"{part}s")


@require_safe
@COORDINATOR
def file(request: StaffRequest, scenario_id: int) -> HttpResponse:
    """The scenario as a file for another municipality."""
    row = scenario_or_404(request, scenario_id)
    text = files.write(draft_of(row))
    return download(text, "application/json; charset=utf-8", f"OEFENING-EXERCISE-scenario-{row.id}.json")


@require_http_methods(["GET", "HEAD", "POST"])
@COORDINATOR
def bring_in(request: StaffRequest) -> HttpResponse:
    """A file from another municipality: checked, shown, and only then taken over.

    The second step sends the file's text again, and it is checked again.
    """
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            text = _text_of(request)
            draft = files.read(text)
        except files.ScenarioFaults as found:
            context["faults"] = [words_of(fault) for fault in found.faults]
        except UserError as error:
            context["faults"] = [words_of(error)]
        else:
            if request.POST.get("sure"):
                number = services.keep_scenario(request.actor, request.municipality.id, draft, draft.code)
                messages.success(request, gettext("Taken over."))
                return _to(request, number)
            context = {**_draft_context(request, draft), "text": text}
    status = 422 if context.get("faults") else 200
    return render(request, "continuity/exercises/scenario_import.html", context, status=status)


def _text_of(request: StaffRequest) -> str:
    if request.POST.get("sure"):
        return request.POST.get("text", "")
    upload = checked_upload(request.FILES.get("file"), {"json"}, MOST_MB)
    return str(upload.file.read(), "utf-8-sig")
