"""The work list: what is due, for the person who looks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries
from weerbaar.continuity.types import WorkKind
from weerbaar.continuity.views.common import is_coordinator

MOST = 100  # of one kind on the page; the rest comes up as these are done


@require_safe
@staff_page(Permission.VIEW)
def work(request: StaffRequest) -> HttpResponse:
    everything = request.GET.get("all") == "1" and is_coordinator(request)
    found = queries.work_list(
        request.municipality.id,
        request.permissions,
        request.actor,
        timezone.localdate(),
        everything=everything,
    )
    headings = {
        WorkKind.OVERDUE: (gettext("To be reviewed again"), gettext("The approval has run out.")),
        WorkKind.APPROVE: (gettext("To approve"), gettext("Reviewed, and not last changed by you.")),
        WorkKind.REVIEW: (gettext("To review"), gettext("Offered, and not last changed by you.")),
        WorkKind.DRAFT: (gettext("Drafts to finish"), gettext("Finish them and offer them for review.")),
        WorkKind.UNKNOWN: (
            gettext("With values that are not yet known"),
            gettext("What is unknown stays unknown in every analysis and in the plan."),
        ),
        WorkKind.CONTACT: (
            gettext("Contact details to check"),
            gettext("Call or mail them once, and say on the page of people that it is right."),
        ),
    }
    parts = [
        (kind, *headings[kind], items[:MOST], len(items), max(0, len(items) - MOST))
        for kind in WorkKind
        if (items := found.of(kind))
    ]
    context = {
        "count": found.count,
        "parts": parts,
        "coordinates": is_coordinator(request),
        "everything": everything,
    }
    return render(request, "continuity/work.html", context)
