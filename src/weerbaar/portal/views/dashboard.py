"""The staff dashboard: where the three pillars stand, and what to do next."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.portal import queries, steps, townhall


@staff_page(Permission.VIEW)
@require_safe
def dashboard(request: StaffRequest) -> HttpResponse:
    """One screen: three pillars, the 72 hours, milestones and money."""
    today: date = timezone.localdate()
    found = queries.dashboard(request.municipality, today)
    design = found.network.design
    summary = design.summary if design else None
    points = found.network.points
    return render(
        request,
        "portal/dashboard.html",
        {
            "municipality": request.municipality,
            "today": today,
            "dashboard": found,
            "illustrative": found.network.illustrative,
            "summary": summary,
            "townhall": townhall.card(found.continuity, request.municipality, request.permissions),
            "norm_minutes": design.wishes.walking_minutes if design else None,
            "points_total": len(points),
            "ready": sum(point.state == "ready" for point in points),
            "sentence": steps.sentence(found),
            "covered_note": steps.covered_note(found),
            "ready_note": steps.ready_note(found),
            "money_note": steps.money_note(found),
            "money_kind": "alarm" if steps.over_budget(found) else "",
            "step": steps.step_card(found, request.municipality, request.permissions),
        },
    )
