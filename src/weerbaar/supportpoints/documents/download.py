"""The view that hands out the documents of a design."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.supportpoints import queries
from weerbaar.supportpoints.documents.export import CONTENT_TYPES, Format
from weerbaar.supportpoints.documents.gather import WRITERS, design_export


@require_safe
@staff_page(Permission.VIEW)
def export(request: StaffRequest, design_id: int, format: str) -> HttpResponse:  # noqa: A002 - in the address
    """The document of a design in one format, in the language of the page; 404 without an answer."""
    if format not in set(Format):
        raise Http404
    kind = Format(format)
    design = queries.design(request.municipality.id, design_id)
    if design is None or design.summary is None:
        raise Http404
    language = "nl" if get_language() == "nl" else "en"
    gathered = design_export(
        request.municipality, design, kind, made_at=timezone.localtime(), language=language
    )
    response = HttpResponse(WRITERS[kind](gathered), content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{gathered.file_name(kind)}"'
    response["Cache-Control"] = "private, no-store"
    return response
