"""Pages of long work: how far it is, and stopping it. They stand here because the guard does."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from weerbaar.accounts import services
from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.interface import queries
from weerbaar.interface.types import JobRow

LOOKING = frozenset({Permission.VIEW, Permission.VIEW_AUDIT})


def _find(request: StaffRequest, job_id: uuid.UUID) -> JobRow:
    row = queries.job(job_id, request.municipality.slug)
    if row is None:
        raise Http404
    return row


def _may_stop(request: StaffRequest, row: JobRow) -> bool:
    # who may only look starts no work, and stops nobody else's
    return bool(request.permissions - LOOKING) or row.asked_by == request.actor.label


def _shown(request: StaffRequest, row: JobRow) -> dict[str, object]:
    return {"job": row, "municipality": request.municipality, "may_stop": _may_stop(request, row)}


@require_safe
@never_cache
@staff_page(Permission.VIEW)
def job(request: StaffRequest, job_id: uuid.UUID) -> HttpResponse:
    """The page of one job. It follows the work by itself, with or without script."""
    return render(request, "interface/job.html", _shown(request, _find(request, job_id)))


@require_safe
@never_cache
@staff_page(Permission.VIEW)
def progress(request: StaffRequest, job_id: uuid.UUID) -> HttpResponse:
    """The part of that page that changes; leads to the result as soon as there is one."""
    row = _find(request, job_id)
    if not request.headers.get("HX-Request"):
        return redirect("work:job", municipality=request.municipality.slug, job_id=job_id)
    if row.state == "done" and row.result_url:
        return HttpResponseClientRedirect(row.result_url)
    if row.ended:  # the page's title and buttons change too
        return HttpResponseClientRedirect(
            reverse("work:job", kwargs={"municipality": request.municipality.slug, "job_id": job_id})
        )
    return render(request, "interface/job_progress.html", _shown(request, row))


@require_POST
@staff_page(Permission.VIEW)
def cancel(request: StaffRequest, job_id: uuid.UUID) -> HttpResponse:
    """Asks a job to stop, and shows its page again."""
    row = _find(request, job_id)
    if not _may_stop(request, row):
        raise PermissionDenied
    services.stop_work(request.actor, request.municipality.id, row)
    return redirect("work:job", municipality=request.municipality.slug, job_id=job_id)
