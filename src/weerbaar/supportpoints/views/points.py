"""The support points: all of them, one of them, and its way to ready."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.interface.jobs import UserError
from weerbaar.supportpoints import queries, services
from weerbaar.supportpoints.forms import FunctionForm, PointForm, StateForm
from weerbaar.supportpoints.presentation import network_sentence
from weerbaar.supportpoints.services import EditConflict, PointEdit
from weerbaar.supportpoints.types import PointRow
from weerbaar.supportpoints.views.common import may_adopt, may_edit, point_or_404, words_of
from weerbaar.territory import queries as territory


@require_safe
@staff_page(Permission.VIEW)
def points(request: StaffRequest) -> HttpResponse:
    here = request.municipality.id
    state = queries.network_state(here)
    context = {
        "points": queries.points(here),
        "state": state,
        "sentence": network_sentence(state),
        "outside": queries.points_outside_design(here),
        "design": queries.current_design(here),
        "may_edit": may_edit(request),
        "may_adopt": may_adopt(request),
    }
    return render(request, "supportpoints/points.html", context)


@require_safe
@staff_page(Permission.VIEW)
def point(request: StaffRequest, number: int) -> HttpResponse:
    return _page(request, point_or_404(request, number))


def _page(
    request: StaffRequest,
    row: PointRow,
    *,
    state_form: StateForm | None = None,
    function_form: FunctionForm | None = None,
    conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    """A point's page, with the form that was refused where one was."""
    design = queries.current_design(request.municipality.id)
    chosen = None
    if design and design.summary:
        chosen = next((p for p in design.summary.points if p.building_id == row.building_id), None)
    editable = may_edit(request)
    points_map = reverse("supportpoints:map_points", kwargs={"municipality": request.municipality.slug})
    refused = function_form.prefix if function_form else None
    context: dict[str, Any] = {
        "point": row,
        "map_source": f"{points_map}?number={row.number}",
        "history": queries.point_history(request.municipality.id, row.number),
        "load": chosen,
        "design": design,
        "may_edit": editable,
        "conflict": conflict,
        "state_form": (state_form or StateForm.of(row)) if editable else None,
        "functions": [
            (
                function,
                (function_form if refused == function.function else FunctionForm.of(row, function))
                if editable
                else None,
            )
            for function in row.functions
        ],
        "sources": territory.sources(request.municipality.id),
        "lacking": [function.label for function in row.functions if function.state != "present"],
    }
    return render(request, "supportpoints/point.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_SUPPORT_POINTS)
def edit(request: StaffRequest, number: int) -> HttpResponse:
    """Name, owner, agreement and the way in; when somebody else was first, both are shown."""
    row = point_or_404(request, number)
    if request.method != "POST":
        return render(request, "supportpoints/point_edit.html", {"point": row, "form": PointForm.of(row)})
    form, conflict = PointForm(request.POST), None
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        try:
            services.edit_point(request.actor, request.municipality.id, number, PointEdit(**values), version)
        except UserError as error:
            form.add_error(None, words_of(error))
        except EditConflict as found:
            conflict = found.current
            form = PointForm.again(values, conflict)
        else:
            messages.success(request, gettext("Saved."))
            return _to(request, number)
    context = {"point": row, "form": form, "conflict": PointForm.differences(form, conflict)}
    return render(request, "supportpoints/point_edit.html", context, status=409 if conflict else 422)


@require_POST
@staff_page(Permission.EDIT_SUPPORT_POINTS)
def change_state(request: StaffRequest, number: int) -> HttpResponse:
    row = point_or_404(request, number)
    form = StateForm(request.POST)
    if not form.is_valid():
        return _page(request, row, state_form=form, status=422)
    try:
        services.change_point_state(request.actor, request.municipality.id, number, **form.cleaned_data)
    except UserError as error:
        form.add_error(None, words_of(error))
        return _page(request, row, state_form=form, status=422)
    except EditConflict as found:
        return _page(request, found.current, conflict=True, status=409)
    messages.success(request, gettext("Saved."))
    return _to(request, number)


@require_POST
@staff_page(Permission.EDIT_SUPPORT_POINTS)
def set_function(request: StaffRequest, number: int, function: str) -> HttpResponse:
    row = point_or_404(request, number)
    if function not in {known.function for known in row.functions}:
        raise Http404
    form = FunctionForm(request.POST, prefix=function)
    if not form.is_valid():
        return _page(request, row, function_form=form, status=422)
    try:
        services.set_function(request.actor, request.municipality.id, number, function, **form.cleaned_data)
    except UserError as error:
        form.add_error(None, words_of(error))
        return _page(request, row, function_form=form, status=422)
    except EditConflict as found:
        return _page(request, found.current, conflict=True, status=409)
    messages.success(request, gettext("Saved."))
    return _to(request, number)


@require_POST
@staff_page(Permission.EDIT_SUPPORT_POINTS)
def keep(request: StaffRequest, number: int) -> HttpResponse:
    """Keeps a point that the adopted design does not hold."""
    try:
        services.keep_beside_design(
            request.actor, request.municipality.id, number, gettext("kept beside the design")
        )
    except UserError as error:
        messages.error(request, words_of(error))
    return redirect("supportpoints:points", municipality=request.municipality.slug)


def _to(request: StaffRequest, number: int) -> HttpResponse:
    return redirect("supportpoints:point", municipality=request.municipality.slug, number=number)
