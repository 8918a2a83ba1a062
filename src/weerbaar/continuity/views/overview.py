"""Where pillar 1 stands, and the way to everything in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries
from weerbaar.continuity.recovery import wording


@require_safe
@staff_page(Permission.VIEW)
def overview(request: StaffRequest) -> HttpResponse:
    """The few figures, what is not back in time, and what is due for this person."""
    here = request.municipality.id
    register = queries.register(here)
    analysis = queries.analysis_of(register)
    late = sorted(analysis.in_conflict, key=lambda row: (row.slack_min or float("-inf"), row.ref))
    context = {
        "standing": queries.standing(here),
        "sentence": wording.sentence(analysis),
        "late": [
            {"row": row, "conflict": wording.conflict_words(row.conflicts[0]), "cause": row.path[-1]}
            for row in late[:5]
        ],
        "may_start": Permission.EDIT_CONTINUITY in request.permissions,
        "more": max(len(late) - 5, 0),
    }
    return render(request, "continuity/overview.html", context)
