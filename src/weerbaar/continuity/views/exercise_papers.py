"""The papers of an exercise: as a page that prints, as PDF, and the lists as CSV."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries
from weerbaar.continuity.exercise_forms import TextForm
from weerbaar.continuity.exercise_papers import content
from weerbaar.continuity.exercise_papers.blocks import Paper
from weerbaar.continuity.exercise_papers.pdf import pdf
from weerbaar.continuity.exercise_types import ExerciseRow
from weerbaar.continuity.models import ExerciseRole
from weerbaar.continuity.queries.exercises import nodes, team_names
from weerbaar.continuity.templatetags.exercises import MARK, said_in, scenario_time, story_time
from weerbaar.continuity.templatetags.exercises import language as page_language
from weerbaar.continuity.views.exercise_common import (
    EVALUATOR,
    FACILITATOR,
    download,
    exercise_or_404,
    frame,
    may_see_names,
    require_role,
    role_of,
)
from weerbaar.interface import commas

VIEW = staff_page(Permission.VIEW)
PAPERS = ("manual", "injects", "report")


def _paper(request: StaffRequest, row: ExerciseRow, paper: str) -> Paper:
    """The paper, when who asks may have it: the manual is for all, the inject list not for players."""
    here = request.municipality
    names, teams = nodes(here.id), team_names(here.id)
    if paper == "manual":
        return content.manual(here, row, names, teams)
    if paper == "injects":
        require_role(request, row, FACILITATOR, EVALUATOR)
        return content.inject_list(here, row, queries.run(row), names, teams)
    if row.clock.events == 0:
        raise Http404
    if not row.is_over and role_of(request, row) not in (FACILITATOR, EVALUATOR):
        raise PermissionDenied  # a report while it is being held would tell players too much
    return content.report(
        here,
        queries.run(row),
        names,
        teams,
        queries.measures(here.id, row.id),
        may_see_names(request, row),
    )


def _page(request: StaffRequest, exercise_id: int, paper: str, template: str) -> HttpResponse:
    row = exercise_or_404(request, exercise_id)
    made = _paper(request, row, paper)
    context = frame(request, row, paper=made, which=paper)
    if paper == "report":
        context["form"] = TextForm(initial={"text": row.conclusion})
    return render(request, template, context)


@require_safe
@VIEW
def manual(request: StaffRequest, exercise_id: int) -> HttpResponse:
    return _page(request, exercise_id, "manual", "continuity/exercises/paper.html")


@require_safe
@VIEW
def injects(request: StaffRequest, exercise_id: int) -> HttpResponse:
    return _page(request, exercise_id, "injects", "continuity/exercises/paper.html")


@require_safe
@VIEW
def report(request: StaffRequest, exercise_id: int) -> HttpResponse:
    return _page(request, exercise_id, "report", "continuity/exercises/paper.html")


@require_safe
@VIEW
def as_pdf(request: StaffRequest, exercise_id: int, paper: str) -> HttpResponse:
    """A paper as PDF, in the language of the page."""
    if paper not in PAPERS:
        raise Http404
    made = _paper(request, exercise_or_404(request, exercise_id), paper)
    return download(pdf(made), "application/pdf", f"{made.name}.pdf")


def _csv(
    request: StaffRequest, name: str, heads: Iterable[str], rows: Iterable[Iterable[object]]
) -> HttpResponse:
    """A table with the mark in its first column, so that no row can be taken for real."""
    marked = ([MARK, *row] for row in rows)
    return commas.download(f"OEFENING-EXERCISE-{name}", [_("Mark"), *heads], marked)


@require_safe
@VIEW
def injects_csv(request: StaffRequest, exercise_id: int) -> HttpResponse:
    row = exercise_or_404(request, exercise_id)
    require_role(request, row, FACILITATOR, EVALUATOR)
    here = page_language()

    def text(thing: object, name: str) -> str:
        return said_in(thing, name, here)[0]

    objectives = {one.id: text(one, "title") for one in row.scenario.objectives}
    heads = (
        _("No."),
        _("Time"),
        _("Time in the story"),
        _("Channel"),
        _("From whom"),
        _("To whom"),
        _("For which players"),
        _("What players hear or read"),
        _("Expected action"),
        _("Exercise objective"),
        _("Delivered at"),
        _("Delivered or skipped"),
    )
    labels = {"": "", "delivered": _("delivered"), "skipped": _("skipped")}
    rows = [
        (
            one.inject.number,
            scenario_time(one.inject.at_min),
            story_time(row.scenario, one.inject.at_min),
            one.inject.channel_label,
            text(one.inject, "sender"),
            text(one.inject, "receiver"),
            text(one.inject, "group") or _("all players"),
            text(one.inject, "text"),
            text(one.inject, "expected"),
            objectives.get(one.inject.objective_id or 0, ""),
            scenario_time(one.minute) if one.is_delivered else "",
            labels[one.what],
        )
        for one in queries.run(row).injects
    ]
    return _csv(request, f"{_('inject-list')}-{row.id}", heads, rows)


@require_safe
@VIEW
def log_csv(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """The decision log, for who takes part; after the exercise for everybody who may look."""
    row = exercise_or_404(request, exercise_id)
    if not row.is_over:
        require_role(request, row, *ExerciseRole.values)
    shows = may_see_names(request, row)
    heads = (_("No."), _("Time"), _("Group"), _("By"), _("Decision"), _("Why"), _("Decided by"))
    rows = [
        (
            one.entry.number,
            scenario_time(one.minute),
            one.entry.team,
            one.entry.written_by if shows else "",
            one.entry.text,
            one.entry.reasoning,
            one.entry.decided_by if shows else "",
        )
        for one in queries.run(row).decisions
    ]
    return _csv(request, f"{_('decision-log')}-{row.id}", heads, rows)
