"""The audit trail of a municipality: on screen by page, and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from weerbaar.accounts import queries
from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.forms import AuditForm
from weerbaar.accounts.types import AuditRow, Permission

PAGE_SIZE = 50


def guarded(value: str) -> str:
    """A cell that a spreadsheet shows as text: what looks like a formula gets an apostrophe before it."""
    return f"'{value}" if value.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else value


@staff_page(Permission.VIEW_AUDIT)
def audit(request: StaffRequest) -> HttpResponse:
    """One page of the audit trail, newest first."""
    form = AuditForm(request.GET or None, subjects=queries.audit_subjects(request.municipality.id))
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    rows, total = queries.audit_page(request.municipality.id, form.look_for(), number, PAGE_SIZE)
    pages = max(1, -(-total // PAGE_SIZE))
    wanted = request.GET.copy()
    wanted.pop("page", None)
    context = {
        "form": form,
        "rows": rows,
        "total": total,
        "number": number,
        "pages": pages,
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if number < pages else None,
        "wanted": wanted.urlencode(),
    }
    return render(request, "accounts/audit.html", context)


@staff_page(Permission.VIEW_AUDIT)
def audit_file(request: StaffRequest) -> StreamingHttpResponse:
    """The same entries, all of them, as CSV: one line per changed field."""
    form = AuditForm(request.GET or None, subjects=queries.audit_subjects(request.municipality.id))
    rows = queries.audit_trail(request.municipality.id, form.look_for())
    heading = [_("When"), _("Who"), _("What was done"), _("Kind of object"), _("Number of the object")]
    heading += [_("Field"), _("Before"), _("After")]
    response = StreamingHttpResponse(_lines(heading, rows), content_type="text/csv; charset=utf-8")
    name = f"audit-{request.municipality.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(heading: list[str], rows: Iterable[AuditRow]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def line(cells: Iterable[str]) -> str:
        writer.writerow([guarded(cell) for cell in cells])
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    yield "\ufeff"  # by which spreadsheets know that this is UTF-8
    yield line(heading)
    for row in rows:
        at = timezone.localtime(row.at).isoformat(timespec="seconds")
        for change in row.changes or (("", "", ""),):
            yield line((at, row.who, row.action, row.subject, row.subject_id, *change))
