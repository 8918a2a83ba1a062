"""The register: the processes of the municipality."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries


@require_safe
@staff_page(Permission.VIEW)
def processes(request: StaffRequest) -> HttpResponse:
    return render(
        request, "continuity/processes.html", {"register": queries.register(request.municipality.id)}
    )
