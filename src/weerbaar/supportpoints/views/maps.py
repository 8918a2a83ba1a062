"""Map documents for the staff pages."""

from __future__ import annotations

from django.http import Http404, JsonResponse
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.supportpoints import map_documents, queries
from weerbaar.supportpoints.map_documents import Document
from weerbaar.supportpoints.types import PointRow
from weerbaar.supportpoints.views.common import design_or_404, point_or_404, whole_number
from weerbaar.supportpoints.views.designs import asked_pair


def _document(document: Document) -> JsonResponse:
    return JsonResponse(document, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})


@gzip_page
@require_safe
@staff_page(Permission.VIEW)
def map_design(request: StaffRequest, design_id: int) -> JsonResponse:
    return _document(map_documents.design_map(design_or_404(request, design_id)))


@gzip_page
@require_safe
@staff_page(Permission.VIEW)
def map_points(request: StaffRequest) -> JsonResponse:
    """The network's points; with `?number=` only that one."""
    asked = whole_number(request.GET.get("number"))
    rows = [point_or_404(request, asked)] if asked else queries.points(request.municipality.id)

    def page(row: PointRow) -> str:
        arguments = {"municipality": request.municipality.slug, "number": row.number}
        return reverse("supportpoints:point", kwargs=arguments)

    return _document(map_documents.staff_map(request.municipality.id, rows, page, close_up=bool(asked)))


@gzip_page
@require_safe
@staff_page(Permission.VIEW)
def map_compare(request: StaffRequest) -> JsonResponse:
    """Two designs; without two that have an answer there is no such document."""
    pair = asked_pair(request)
    if pair is None:
        raise Http404
    return _document(map_documents.comparison_map(queries.compare(*pair)))
