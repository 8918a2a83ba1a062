"""The rotas of the crisis teams: the list, one as a table per shift and per person, its proposal, its CSV."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.queries.rotas import RotaRow, ShiftRow
from weerbaar.continuity.views.crisis.common import found, may_edit, name_of, whole_number, words_of
from weerbaar.continuity.views.crisis.forms import DutyForm, RotaForm
from weerbaar.interface import commas, numbers
from weerbaar.interface.jobs import UserError


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.VIEW_CONTACTS)
def rotas(request: StaffRequest) -> HttpResponse:
    """All rotas, and the form for a new one."""
    here = request.municipality.id
    teams = queries.crisis_teams(here)
    form = None
    if may_edit(request):
        form = RotaForm(teams, request.POST or None, initial={"team": request.GET.get("team", "")})
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            try:
                rota_id = services.add_rota(
                    request.actor,
                    here,
                    said["team"],
                    said["title"],
                    said["shift_min"],
                    said["handover_min"],
                    said["starts_at"],
                )
            except UserError as error:
                form.add_error(None, words_of(error))
            else:
                return redirect("continuity:rota", municipality=request.municipality.slug, rota_id=rota_id)
    _rules, parameters = queries.rest_rules(here)
    context = {"rotas": queries.rotas(here), "form": form, "teams": teams, "parameters": parameters}
    return render(
        request, "continuity/crisis/rotas.html", context, status=400 if form and form.errors else 200
    )


@require_safe
@staff_page(Permission.VIEW_CONTACTS)
def rota(request: StaffRequest, rota_id: int) -> HttpResponse:
    row = found(queries.rota(request.municipality.id, rota_id))
    form = None
    if may_edit(request):
        cell = request.GET.get("cell", "")
        form = _duty_form(request, row, initial={"cell": cell, "version": row.version, **_now_in(row, cell)})
    return _page(request, row, form)


def _page(request: StaffRequest, row: RotaRow, form: DutyForm | None, status: int = 200) -> HttpResponse:
    days: list[tuple[str, int]] = []
    for shift in row.shifts:
        name = numbers.day(shift.starts_at) if shift.starts_at else ""
        if days and days[-1][0] == name:
            days[-1] = (name, days[-1][1] + 1)
        else:
            days.append((name, 1))
    context = {
        "rota": row,
        "heads": [_head(shift, row) for shift in row.shifts],
        "lines": [
            (
                line[0].seat,
                line[0].place,
                [(cell, _key(cell.seat.id, cell.place, cell.shift)) for cell in line],
            )
            for line in row.lines
        ],
        "days": days if row.starts_at else None,
        "form": form,
        "may_edit": may_edit(request),
        "fewest": min((load.minutes for load in row.loads), default=None),
        "most": max((load.minutes for load in row.loads), default=None),
    }
    return render(request, "continuity/crisis/rota.html", context, status=status)


def _head(shift: ShiftRow, row: RotaRow) -> str:
    """A shift in a few letters: 08:00–16:00 on the clock, or 0–8 in hours from the start."""
    end = shift.from_min + row.shift_min
    if shift.starts_at and shift.ends_at:
        first = timezone.localtime(shift.starts_at)
        last = timezone.localtime(shift.starts_at + timedelta(minutes=row.shift_min))
        return f"{first:%H:%M}\u2013{last:%H:%M}"
    return gettext("hour %(first)s\u2013%(last)s") % {"first": shift.from_min // 60, "last": end // 60}


def _key(seat_id: int, place: int, shift: int) -> str:
    return f"{shift}.{seat_id}.{place}"


def _now_in(row: RotaRow, key: str) -> dict[str, Any]:
    cells = {_key(c.seat.id, c.place, c.shift): c for line in row.lines for c in line}
    return {"person": cells[key].person_id} if key in cells else {}


def _duty_form(request: StaffRequest, row: RotaRow, data: Any = None, initial: Any = None) -> DutyForm:
    """The places of the rota, grouped by shift; first those who hold the roles, then everybody else."""
    cells = []
    for number, shift in enumerate(row.shifts):
        day = f"{numbers.day(shift.starts_at)} " if shift.starts_at else ""
        group = []
        for line in row.lines:
            cell = line[number]
            place = f" {cell.place}" if cell.seat.people > 1 else ""
            label = f"{name_of(cell.seat, 'role_name')}{place}: {cell.name or gettext('nobody')}"
            group.append((_key(cell.seat.id, cell.place, number), label))
        cells.append((f"{day}{_head(shift, row)}", group))
    holders: dict[int, str] = {}
    for seat in row.team.seats:
        for holder in seat.holders:
            holders.setdefault(holder.person_id, f"{holder.name} ({name_of(seat, 'role_name')})")
    others = [
        (contact.id, contact.name)
        for contact in queries.contacts(request.municipality.id)
        if contact.id not in holders
    ]
    people = [(gettext("Hold a role in this team"), list(holders.items())), (gettext("Others"), others)]
    return DutyForm(cells, [group for group in people if group[1]], data, initial=initial)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def propose(request: StaffRequest, rota_id: int) -> HttpResponse:
    version = whole_number(request.POST.get("version"))
    found(queries.rota(request.municipality.id, rota_id))
    try:
        result = services.propose_rota(
            request.actor,
            request.municipality.id,
            rota_id,
            -1 if version is None else version,
            break_rules="break_rules" in request.POST,
        )
    except UserError as error:
        messages.error(request, words_of(error))
    else:
        told = ngettext("%(n)s place is empty.", "%(n)s places are empty.", result.gaps) % {"n": result.gaps}
        if result.broken:
            told += " " + gettext("Rules are broken by %(time)s in all.") % {
                "time": numbers.minutes(result.broken)
            }
        else:
            told += " " + gettext("No rest-time rule is broken.")
        told += " " + (
            gettext("No rota is better: that is proven.")
            if result.proven
            else gettext("There was no time to prove that no rota is better.")
        )
        messages.success(request, told)
    return redirect("continuity:rota", municipality=request.municipality.slug, rota_id=rota_id)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def duty(request: StaffRequest, rota_id: int) -> HttpResponse:
    row = found(queries.rota(request.municipality.id, rota_id))
    form = _duty_form(request, row, data=request.POST)
    if form.is_valid():
        shift, seat, place = (int(part) for part in form.cleaned_data["cell"].split("."))
        try:
            services.set_rota_duty(
                request.actor,
                request.municipality.id,
                rota_id,
                form.cleaned_data["version"],
                seat_id=seat,
                shift=shift,
                place=place,
                person_id=form.cleaned_data["person"],
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("continuity:rota", municipality=request.municipality.slug, rota_id=rota_id)
    return _page(request, row, form, status=400)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def remove(request: StaffRequest, rota_id: int) -> HttpResponse:
    try:
        services.remove_rota(request.actor, request.municipality.id, rota_id)
    except UserError:
        raise Http404 from None
    messages.success(request, gettext("The rota was taken away."))
    return redirect("continuity:rotas", municipality=request.municipality.slug)


@require_safe
@staff_page(Permission.VIEW_CONTACTS)
def csv(request: StaffRequest, rota_id: int) -> HttpResponse:
    """One row per shift and place, gaps included."""
    row = found(queries.rota(request.municipality.id, rota_id))
    heads = (
        *(gettext("Shift"), gettext("From hour"), gettext("Until hour"), gettext("From"), gettext("Until")),
        *(gettext("Role"), gettext("Place"), gettext("Who"), gettext("Breaks a rule")),
    )
    rows = [
        (
            cell.shift + 1,
            row.shifts[cell.shift].from_min / 60,
            row.shifts[cell.shift].until_min / 60,
            row.shifts[cell.shift].starts_at,
            row.shifts[cell.shift].ends_at,
            name_of(cell.seat, "role_name"),
            cell.place,
            cell.name,
            cell.breaks_rule,
        )
        for number in range(len(row.shifts))
        for line in row.lines
        for cell in (line[number],)
    ]
    return commas.download(slugify(f"{name_of(row.team)} {row.title}") or "rota", heads, rows)
