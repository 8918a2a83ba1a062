"""The design studio: alternatives tried, one design, two side by side, ordering and adopting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.interface.jobs import UserError
from weerbaar.supportpoints import queries, services
from weerbaar.supportpoints.forms import WishesForm
from weerbaar.supportpoints.presentation import answer_sentence, wish_lines
from weerbaar.supportpoints.types import Adoption, DesignRow
from weerbaar.supportpoints.views.common import (
    design_or_404,
    may_adopt,
    may_edit,
    require_adopter,
    whole_number,
    words_of,
)
from weerbaar.territory import queries as territory

MOST_NAMED = 5
FORMATS = (("pdf", "PDF"), ("xlsx", "XLSX"), ("csv", "CSV"), ("geojson", "GeoJSON"), ("gpkg", "GeoPackage"))


@require_safe
@staff_page(Permission.VIEW)
def studio(request: StaffRequest) -> HttpResponse:
    """The alternatives, and a form with wishes; `?from=` fills it with those of an earlier design."""
    form = None
    if may_edit(request):
        origin = whole_number(request.GET.get("from"))
        earlier = queries.design(request.municipality.id, origin) if origin else None
        default = queries.default_wishes(request.municipality.id)
        wishes, name = (earlier.wishes, earlier.name) if earlier else (default, "")
        form = WishesForm.of(wishes, default, request.municipality.id, name)
    return _studio(request, form)


def _studio(request: StaffRequest, form: WishesForm | None, status: int = 200) -> HttpResponse:
    context = {
        "designs": queries.designs(request.municipality.id),
        "form": form,
        "sources": territory.sources(request.municipality.id),
    }
    return render(request, "supportpoints/studio.html", context, status=status)


@require_POST
@staff_page(Permission.EDIT_SUPPORT_POINTS)
def order(request: StaffRequest) -> HttpResponse:
    """Orders a design with the wishes of the form, and goes to its progress."""
    default = queries.default_wishes(request.municipality.id)
    form = WishesForm(request.municipality.id, request.POST)
    if form.is_valid():
        try:
            design_id = services.order_design(
                request.actor, request.municipality.id, form.cleaned_data["name"], form.wishes(default)
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            return _to_progress(request, design_id)
    return _studio(request, form, status=422)


@require_POST
@staff_page(Permission.EDIT_SUPPORT_POINTS)
def again(request: StaffRequest, design_id: int) -> HttpResponse:
    """Runs the same wishes on the territory as it is now, as a new design."""
    row = design_or_404(request, design_id)
    try:
        fresh = services.order_design(request.actor, request.municipality.id, row.name, row.wishes)
    except UserError as error:
        messages.error(request, words_of(error))
        return redirect("supportpoints:design", municipality=request.municipality.slug, design_id=design_id)
    return _to_progress(request, fresh)


def _to_progress(request: StaffRequest, design_id: int) -> HttpResponseRedirect:
    row = design_or_404(request, design_id)
    here = {"municipality": request.municipality.slug}
    try:
        return HttpResponseRedirect(reverse("work:job", kwargs={**here, "job_id": row.job_id}))
    except NoReverseMatch:
        return HttpResponseRedirect(reverse("supportpoints:design", kwargs={**here, "design_id": design_id}))


@require_safe
@staff_page(Permission.VIEW)
def design(request: StaffRequest, design_id: int) -> HttpResponse:
    row = design_or_404(request, design_id)
    context: dict[str, Any] = {
        "design": row,
        "summary": row.summary,
        "sentence": answer_sentence(row),
        "wishes": wish_lines(row.wishes, _names(request)),
        "failure": words_of(UserError(row.failure_nl, row.failure_en)),
        "may_edit": may_edit(request),
        "may_adopt": may_adopt(request) and row.summary is not None and not row.is_current,
        "exports": _exports(request, row),
        "sources": territory.sources(request.municipality.id),
        **_tables(request, row),
    }
    return render(request, "supportpoints/design.html", context)


def _tables(request: StaffRequest, row: DesignRow) -> dict[str, Any]:
    """The tables of an answer: points with their numbers, areas with their districts, who is left out."""
    if row.summary is None:
        return {}
    numbers = {point.building_id: point.number for point in queries.points(request.municipality.id)}
    districts = {area.code: area.name for area in row.summary.districts}
    left_out = [area for area in row.summary.neighbourhoods if area.residents - area.covered >= 0.5]
    return {
        "points": [
            (point, numbers.get(point.building_id), districts.get(point.district_code, ""))
            for point in row.summary.points
        ],
        "neighbourhoods": [
            (area, districts.get(area.district_code, ""), area.residents - area.covered)
            for area in row.summary.neighbourhoods
        ],
        "districts": [(area, "", area.residents - area.covered) for area in row.summary.districts],
        "left_out": row.summary.residents - row.summary.covered,
        "vulnerable_left_out": row.summary.vulnerable - row.summary.vulnerable_covered,
        "most_left_out": [
            (area, area.residents - area.covered)
            for area in sorted(left_out, key=lambda area: area.covered - area.residents)[:MOST_NAMED]
        ],
    }


def _names(request: StaffRequest) -> dict[int, str]:
    return {row.building_id: row.name for row in queries.candidates(request.municipality.id)}


def _exports(request: StaffRequest, row: DesignRow) -> list[tuple[str, str]]:
    """Labels and addresses of the documents that this installation makes of a design."""
    found = []
    for format_, label in FORMATS if row.summary else ():
        arguments = {"municipality": request.municipality.slug, "design_id": row.id, "format": format_}
        try:
            found.append((label, reverse("supportpoints:export", kwargs=arguments)))
        except NoReverseMatch:
            continue
    return found


@require_POST
@staff_page(Permission.VIEW)
def adopt(request: StaffRequest, design_id: int) -> HttpResponse:
    """Makes a design the network: for who edits support points and for who approves."""
    require_adopter(request)
    row = design_or_404(request, design_id)
    try:
        adoption = services.adopt_design(request.actor, row.id)
    except UserError as error:
        messages.error(request, words_of(error))
        return redirect("supportpoints:design", municipality=request.municipality.slug, design_id=row.id)
    messages.success(request, _adopted(adoption))
    if adoption.conflicts:
        messages.warning(
            request,
            ngettext(
                "One point outside this design is already agreed on. Decide about it below.",
                "%(count)s points outside this design are already agreed on. Decide about each below.",
                len(adoption.conflicts),
            )
            % {"count": len(adoption.conflicts)},
        )
    return redirect("supportpoints:points", municipality=request.municipality.slug)


def _adopted(adoption: Adoption) -> str:
    return gettext(
        "The design is the network now: %(kept)s points kept, %(added)s added, %(withdrawn)s withdrawn. "
        "To undo this, adopt the earlier design again."
    ) % {
        "kept": len(adoption.kept),
        "added": len(adoption.added),
        "withdrawn": len(adoption.withdrawn),
    }


def asked_pair(request: StaffRequest) -> tuple[DesignRow, DesignRow] | None:
    """The two designs of `?design=1&design=2`, older first; None without two that have an answer."""
    asked = sorted({number for text in request.GET.getlist("design") if (number := whole_number(text))})
    if len(asked) != 2:
        return None
    rows = [queries.design(request.municipality.id, number) for number in asked]
    first, second = rows
    if first is None or second is None:
        raise Http404
    return (first, second) if first.summary and second.summary else None


@require_safe
@staff_page(Permission.VIEW)
def compare(request: StaffRequest) -> HttpResponse:
    pair = asked_pair(request)
    if pair is None:
        messages.warning(request, gettext("Choose two designs that have an answer."))
        return redirect("supportpoints:studio", municipality=request.municipality.slug)
    comparison = queries.compare(*pair)
    here = {"municipality": request.municipality.slug}
    pages = [
        (row, answer_sentence(row), reverse("supportpoints:design", kwargs={**here, "design_id": row.id}))
        for row in pair
    ]
    source = reverse("supportpoints:map_compare", kwargs=here)
    context = {
        "comparison": comparison,
        "pages": pages,
        "may_adopt": may_adopt(request),
        "map_source": f"{source}?design={pair[0].id}&design={pair[1].id}",
        "cost_more": comparison.cost_one_off_difference_eur,
        "changed": [a for a in comparison.neighbourhoods if a.gained or a.lost],
        "walks_change_m": (
            comparison.mean_m_second - comparison.mean_m_first
            if comparison.mean_m_first is not None and comparison.mean_m_second is not None
            else None
        ),
    }
    return render(request, "supportpoints/compare.html", context)
