"""After an exercise: hot wash, measured times, the report, and the list of measures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.exercise_fields import node_of
from weerbaar.continuity.exercise_forms import FindingForm, MeasureForm, TextForm
from weerbaar.continuity.exercise_types import ExerciseRow
from weerbaar.continuity.models import ExerciseRole
from weerbaar.continuity.queries.exercises import nodes, unit_names, units_edited_by
from weerbaar.continuity.templatetags.exercises import language
from weerbaar.continuity.types import MeasureRow
from weerbaar.continuity.views.exercise_common import (
    complain,
    doing,
    exercise_or_404,
    frame,
    is_coordinator,
    require_role,
    to,
    words_of,
)
from weerbaar.interface.jobs import UserError

VIEW = staff_page(Permission.VIEW)


def _own_units(request: StaffRequest) -> frozenset[int]:
    if Permission.EDIT_OWN_CONTINUITY not in request.permissions:
        return frozenset()
    return units_edited_by(request.municipality.id, request.user.pk)


def after_or_404(request: StaffRequest, exercise_id: int) -> ExerciseRow:
    """An exercise that has begun: before that there is nothing to look back on."""
    row = exercise_or_404(request, exercise_id)
    if row.clock.events == 0:
        raise Http404
    return row


@require_safe
@VIEW
def results(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """Measured recovery times beside those of the register."""
    row = after_or_404(request, exercise_id)
    whole = queries.run(row)
    context = frame(
        request,
        row,
        run=whole,
        names=nodes(row.municipality_id),
        offers=queries.offers(whole, is_coordinator(request), _own_units(request)),
        unmeasured=queries.unmeasured(whole),
    )
    return render(request, "continuity/exercises/results.html", context)


@require_POST
@VIEW
def take_over(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """One measured time goes into the register."""
    row, here = after_or_404(request, exercise_id), request.municipality.id
    if not request.permissions & {Permission.EDIT_CONTINUITY, Permission.EDIT_OWN_CONTINUITY}:
        raise PermissionDenied
    node = node_of(request.POST.get("node", ""))
    known = nodes(here).get(node) if node else None
    if node is None or known is None:
        raise Http404
    if not is_coordinator(request) and known.unit_id not in _own_units(request):
        raise PermissionDenied
    doing(
        request,
        lambda: services.take_over_measurement(request.actor, here, row.id, node),
        gettext("Taken over into the register."),
    )
    return to(request, "exercise_results", row.id)


def _hot_wash(request: StaffRequest, row: ExerciseRow, form: FindingForm | None = None) -> dict[str, Any]:
    whole = queries.run(row)
    return frame(
        request,
        row,
        run=whole,
        general_findings=[one for one in whole.findings if one.objective_id is None],
        measures=queries.measures(row.municipality_id, row.id),
        form=form or FindingForm(row.scenario),
        today=timezone.localdate(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@VIEW
def hot_wash(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """What went well and what must be better, for everybody who took part."""
    row, here = after_or_404(request, exercise_id), request.municipality.id
    require_role(request, row, *ExerciseRole.values)
    if request.method != "POST":
        return render(request, "continuity/exercises/hot_wash.html", _hot_wash(request, row))
    require_role(request, row, *(set(ExerciseRole.values) - {ExerciseRole.OBSERVER.value}))
    form = FindingForm(row.scenario, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.write_finding(
                request.actor, here, row.id, said["kind"], said["text"], language(), said["objective"]
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return to(request, "exercise_hot_wash", row.id)
    return render(request, "continuity/exercises/hot_wash.html", _hot_wash(request, row, form), status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@VIEW
def make_measure(request: StaffRequest, exercise_id: int, finding_id: int) -> HttpResponse:
    """A finding becomes a measure with an owner and a date."""
    row, here = after_or_404(request, exercise_id), request.municipality.id
    require_role(request, row, ExerciseRole.FACILITATOR.value)
    finding = next((one for one in queries.run(row).findings if one.id == finding_id), None)
    if finding is None:
        raise Http404
    form = MeasureForm(here, request.POST or None, initial={"state": "open"})
    if request.method == "POST" and form.is_valid():
        try:
            services.add_measure(request.actor, here, form.edit(), row.id, finding.id, is_demo=row.is_demo)
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return to(request, "exercise_hot_wash", row.id, "plan")
    status = 422 if request.method == "POST" else 200
    context = {**frame(request, row), "form": form, "finding": finding}
    return render(request, "continuity/exercises/measure.html", context, status=status)


@require_POST
@VIEW
def conclude(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """The conclusion of the report."""
    row, here = after_or_404(request, exercise_id), request.municipality.id
    require_role(request, row, ExerciseRole.FACILITATOR.value)
    form = TextForm(request.POST)
    if form.is_valid():
        version = request.POST.get("version", "")
        seen = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
        doing(
            request,
            lambda: services.conclude(
                request.actor, here, row.id, form.cleaned_data["text"], language(), seen
            ),
        )
    else:
        complain(request, form)
    return to(request, "exercise_report", row.id)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def close(request: StaffRequest, exercise_id: int) -> HttpResponse:
    """The report becomes final."""
    row, here = after_or_404(request, exercise_id), request.municipality.id
    doing(
        request,
        lambda: services.close_exercise(request.actor, here, row.id),
        gettext("The after-action report is final."),
    )
    return to(request, "exercise_report", row.id)


@require_safe
@VIEW
def measures(request: StaffRequest) -> HttpResponse:
    """Every measure, with what is overdue."""
    here, today = request.municipality.id, timezone.localdate()
    rows = queries.measures(here)
    shown = request.GET.get("show", "open")
    if shown == "open":
        rows = tuple(row for row in rows if row.is_open)
    elif shown == "overdue":
        rows = tuple(row for row in rows if row.is_overdue(today))
    context = {
        "measures": [(row, row.is_overdue(today), _may_change(request, row)) for row in rows],
        "shown": shown,
        "today": today,
        "names": nodes(here),
        "overdue": sum(row.is_overdue(today) for row in rows),
    }
    return render(request, "continuity/exercises/measures.html", context)


def _may_change(request: StaffRequest, row: MeasureRow) -> bool:
    """The coordinator changes every measure, the owner of a unit those of the unit."""
    if is_coordinator(request):
        return True
    if not row.unit_code or Permission.EDIT_OWN_CONTINUITY not in request.permissions:
        return False
    units = getattr(request, "_own_unit_names", None)
    if units is None:
        names = unit_names(request.municipality.id)
        units = {names[number] for number in _own_units(request) if number in names}
        request._own_unit_names = units  # type: ignore[attr-defined]
    return (row.unit_nl, row.unit_en) in units


@require_http_methods(["GET", "HEAD", "POST"])
@VIEW
def measure(request: StaffRequest, measure_id: int) -> HttpResponse:
    """One measure: changed, done, or dropped with a reason."""
    here = request.municipality.id
    row = queries.measure(here, measure_id)
    if row is None:
        raise Http404
    if not _may_change(request, row):
        raise PermissionDenied
    form = MeasureForm(here, request.POST) if request.method == "POST" else MeasureForm.of(here, row)
    if request.method == "POST" and form.is_valid():
        code = row.language if form.cleaned_data["title"] == row.title else ""
        try:
            services.edit_measure(
                request.actor, here, row.id, form.edit(code), form.cleaned_data["version"] or 0
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return to(request, "measures")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "measure": row}
    return render(request, "continuity/exercises/measure.html", context, status=status)
