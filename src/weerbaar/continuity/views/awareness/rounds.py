"""Rounds for who runs them: begun, people invited, results, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import PROGRAM, Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.queries.awareness import Reach, RoundRow
from weerbaar.continuity.views.awareness.forms import InviteForm, LinkForm, RoundForm
from weerbaar.continuity.views.crisis.common import found, may_edit, words_of
from weerbaar.interface import commas
from weerbaar.interface.jobs import UserError

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 220, 46, 28, 10


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def round_new(request: StaffRequest) -> HttpResponse:
    here = request.municipality.id
    form = RoundForm(queries.lessons(here), request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            number = services.open_round(
                request.actor, here, said["title"], said["lessons"], said["closes_on"]
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect(
                "continuity:awareness_round", municipality=request.municipality.slug, round_id=number
            )
    return render(
        request, "continuity/awareness/round_new.html", {"form": form}, status=400 if form.errors else 200
    )


@require_safe
@staff_page(Permission.VIEW)
def awareness_round(request: StaffRequest, round_id: int) -> HttpResponse:
    services.close_rounds_past_their_day(PROGRAM, request.municipality.id, timezone.localdate())
    return _page(request, _round(request, round_id))


def _round(request: StaffRequest, round_id: int) -> RoundRow:
    return found(queries.awareness_round(request.municipality.id, round_id))


def _page(
    request: StaffRequest,
    row: RoundRow,
    invite: InviteForm | None = None,
    link: LinkForm | None = None,
    address: str = "",
    status: int = 200,
) -> HttpResponse:
    results = queries.round_results(request.municipality.id, row.id)
    is_open = row.is_open(timezone.localdate())
    context: dict[str, Any] = {
        "round": row,
        "results": results,
        "is_open": is_open,
        "line": draw(results.reach, results.people, row.opened_on, row.closes_on),
        "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2, omitsize=True)
        if address
        else "",
        "sends_mail": settings.SENDS_MAIL,
    }
    if is_open and may_edit(request):
        units = queries.register(request.municipality.id).units
        context |= {
            "invite": invite or InviteForm(units, prefix="invite"),
            "link": link or LinkForm(units, prefix="link"),
            "has_departments": any(unit.kind == "department" for unit in units),
            "may_edit": True,
        }
    return render(request, "continuity/awareness/round.html", context, status=status)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def invite(request: StaffRequest, round_id: int) -> HttpResponse:
    row = _round(request, round_id)
    form = InviteForm(queries.register(request.municipality.id).units, request.POST, prefix="invite")
    if form.is_valid():
        try:
            new, known = services.add_invitees(
                request.actor, request.municipality.id, round_id, form.cleaned_data["invitees"]
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            told = ngettext("%(n)s address was added.", "%(n)s addresses were added.", new) % {"n": new}
            if known:
                told += " " + gettext("%(n)s were on the list already.") % {"n": known}
            messages.success(request, told)
            return _to_round(request, round_id)
    return _page(request, row, invite=form, status=400)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def make_link(request: StaffRequest, round_id: int) -> HttpResponse:
    """Makes the link of a department and shows it, this once."""
    row = _round(request, round_id)
    form = LinkForm(queries.register(request.municipality.id).units, request.POST, prefix="link")
    if form.is_valid():
        try:
            token = services.make_department_link(
                request.actor,
                request.municipality.id,
                round_id,
                form.cleaned_data["unit"],
                form.cleaned_data["told"],
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            path = reverse(
                "lessons:department", kwargs={"municipality": request.municipality.slug, "token": token}
            )
            return _page(request, row, address=settings.SITE_URL + path)
    return _page(request, row, link=form, status=400)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def send(request: StaffRequest, round_id: int) -> HttpResponse:
    """Has the invitations that did not go yet sent, as background work."""
    _round(request, round_id)
    try:
        job = services.order_round_mail(request.actor, request.municipality, round_id)
    except UserError as error:
        messages.error(request, words_of(error))
        return _to_round(request, round_id)
    return redirect("work:job", municipality=request.municipality.slug, job_id=job)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def close(request: StaffRequest, round_id: int) -> HttpResponse:
    _round(request, round_id)
    try:
        services.close_round(request.actor, request.municipality.id, round_id)
    except UserError as error:
        messages.error(request, words_of(error))
    else:
        messages.success(request, gettext("The round is closed. Addresses and links are gone."))
    return _to_round(request, round_id)


@require_safe
@staff_page(Permission.VIEW)
def csv(request: StaffRequest, round_id: int) -> HttpResponse:
    """What the page shows per department, and nothing more."""
    row = _round(request, round_id)
    results = queries.round_results(request.municipality.id, round_id)
    heads = (
        *(gettext("Department (Dutch)"), gettext("Department (English)"), gettext("People")),
        *(gettext("Finished"), gettext("Share")),
    )
    rows: list[tuple[Any, ...]] = [
        (each.name_nl, each.name_en, each.people, each.finished, each.share) for each in results.departments
    ]
    rows.append(("Totaal", "Total", results.people, results.finished, results.share))
    return commas.download(slugify(row.title) or "round", heads, rows)


def _to_round(request: StaffRequest, round_id: int) -> HttpResponse:
    return redirect("continuity:awareness_round", municipality=request.municipality.slug, round_id=round_id)


@dataclass(frozen=True)
class Line:
    """The share reached over time as a drawing; x and y in pixels at scale 1."""

    points: str
    dots: tuple[tuple[float, float], ...]
    marks: tuple[tuple[float, str], ...]  # y, percent
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM


def draw(reach: tuple[Reach, ...], people: int | None, first: date, last: date) -> Line | None:
    """A line from the first day to the last, in shares of all people; None when there is nothing to show."""
    if not reach or not people:
        return None
    days = max((last - first).days, 1)
    across, down = WIDTH - LEFT - 10, HEIGHT - BOTTOM - TOP

    def at(day: date, share: float) -> tuple[float, float]:
        x = LEFT + across * min(max((day - first).days / days, 0.0), 1.0)
        return round(x, 1), round(HEIGHT - BOTTOM - down * min(share, 1.0), 1)

    dots = [at(point.day, point.finished / people) for point in reach]
    path = [at(first, 0.0), *dots]
    marks = tuple((at(first, share)[1], f"{share:.0%}") for share in (0.0, 0.5, 1.0))
    return Line(" ".join(f"{x},{y}" for x, y in path), tuple(dots), marks, first, last)
