"""Candidates: what is decided about each building, in a table and one at a time."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.interface.jobs import UserError
from weerbaar.supportpoints import queries, services
from weerbaar.supportpoints.forms import CandidateForm
from weerbaar.supportpoints.views.common import may_edit, words_of


@require_safe
@staff_page(Permission.VIEW)
def candidates(request: StaffRequest) -> HttpResponse:
    """All candidates; `?kind=` and `?choice=` show some."""
    rows = queries.candidates(request.municipality.id)
    kinds = sorted({(row.kind, row.kind_label) for row in rows}, key=lambda kind: kind[1].lower())
    kind, choice = request.GET.get("kind", ""), request.GET.get("choice", "")
    shown = [row for row in rows if (not kind or row.kind == kind) and (not choice or row.choice == choice)]
    context = {
        "candidates": shown,
        "all": len(rows),
        "kinds": kinds,
        "kind": kind,
        "choice": choice,
        "choices": CandidateForm.base_fields["choice"].choices,  # type: ignore[attr-defined]
        "may_edit": may_edit(request),
    }
    return render(request, "supportpoints/candidates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.VIEW)
def candidate(request: StaffRequest, building_id: int) -> HttpResponse:
    """One candidate, and deciding about it."""
    rows = queries.candidates(request.municipality.id)
    row = next((row for row in rows if row.building_id == building_id), None)
    if row is None:
        raise Http404
    form = None
    if may_edit(request):
        form = CandidateForm(
            request.POST if request.method == "POST" else None, initial=CandidateForm.of(row)
        )
    elif request.method == "POST":
        raise PermissionDenied
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            services.decide_candidate(
                request.actor, request.municipality.id, building_id, **form.cleaned_data
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved: %(name)s.") % {"name": row.name})
            return redirect("supportpoints:candidates", municipality=request.municipality.slug)
    status = 422 if form is not None and form.errors else 200
    return render(request, "supportpoints/candidate.html", {"candidate": row, "form": form}, status=status)
