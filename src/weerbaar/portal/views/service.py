"""Addresses for machines: robots.txt, the health of this server, the icon."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from weerbaar.interface import jobs

ROBOTS = """User-agent: *
Disallow: /nl/account/
Disallow: /en/account/
Disallow: /nl/*/staff/
Disallow: /en/*/staff/
Disallow: /nl/start/
Disallow: /en/start/
Disallow: /api/
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be found; the rest is nobody's business."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers and the worker picks up work, else 503; for the server's watchdog."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        worker = "behind" if jobs.left_waiting() else "ok"
        database = "ok"
    except DatabaseError:
        database, worker = "unreachable", "unknown"
    healthy = database == "ok" and worker == "ok"
    answer = JsonResponse({"database": database, "worker": worker}, status=200 if healthy else 503)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Browsers that ask for the old address get the drawing."""
    return redirect(static("portal/icon.svg"), permanent=not settings.DEBUG)
