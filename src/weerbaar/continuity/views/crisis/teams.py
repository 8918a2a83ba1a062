"""The crisis teams: their structure, what is lacking, one team with its seats; and the alert list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import norms, queries, services
from weerbaar.continuity.queries.crisis import TeamRow
from weerbaar.continuity.starter.crisis_teams import GRIP
from weerbaar.continuity.views.crisis.common import (
    may_edit,
    may_see_contacts,
    name_of,
    team_or_404,
    words_of,
)
from weerbaar.continuity.views.crisis.forms import SeatForm, TeamForm
from weerbaar.continuity.views.crisis.picture import structure
from weerbaar.interface.jobs import UserError
from weerbaar.territory import queries as territory

Branch = dict[str, Any]  # {"team": TeamRow, "below": [Branch, …]}


@require_safe
@staff_page(Permission.VIEW)
def overview(request: StaffRequest) -> HttpResponse:
    here = request.municipality.id
    teams = queries.crisis_teams(here)
    by_code = {team.code: team for team in teams}
    context = {
        "teams": teams,
        "branches": _branches(teams),
        "gaps": queries.crisis_gaps(teams),
        "picture": structure(teams),
        "grip": [(level, [by_code[code] for code in level.teams if code in by_code]) for level in GRIP],
        "illustrative": any(team.is_illustrative for team in teams),
        "room": queries.room_state(queries.room_items(here, timezone.localdate())),
        "may_edit": may_edit(request),
        "sees_names": may_see_contacts(request),
    }
    return render(request, "continuity/crisis/overview.html", context)


def _branches(teams: Sequence[TeamRow]) -> list[Branch]:
    below: dict[str, list[TeamRow]] = defaultdict(list)
    for team in teams:
        below[team.reports_to_code].append(team)

    def branch(team: TeamRow) -> Branch:
        return {"team": team, "below": [branch(each) for each in below[team.code]]}

    return [branch(team) for team in below[""]]


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def load_starter(request: StaffRequest) -> HttpResponse:
    result = services.load_crisis_starter(request.actor, request.municipality.id)
    messages.success(
        request,
        gettext("Added: %(teams)s teams, %(roles)s roles, %(seats)s seats.")
        % {"teams": result.teams, "roles": result.roles, "seats": result.seats},
    )
    return redirect("continuity:crisis", municipality=request.municipality.slug)


@require_safe
@staff_page(Permission.VIEW)
def team(request: StaffRequest, code: str) -> HttpResponse:
    return _page(request, team_or_404(request, code))


def _page(
    request: StaffRequest, row: TeamRow, seat_form: SeatForm | None = None, status: int = 200
) -> HttpResponse:
    teams = queries.crisis_teams(request.municipality.id)
    editable = may_edit(request)
    context = {
        "team": row,
        "above": next((each for each in teams if each.code == row.reports_to_code), None),
        "below": [each for each in teams if each.reports_to_code == row.code],
        "rotas": [each for each in queries.rotas(request.municipality.id) if each.team_code == row.code],
        "may_edit": editable,
        "sees_names": may_see_contacts(request),
        "seat_form": (seat_form or SeatForm(_roles(request))) if editable else None,
    }
    return render(request, "continuity/crisis/team.html", context, status=status)


def _roles(request: StaffRequest) -> list[tuple[str, str]]:
    roles = queries.register(request.municipality.id).roles
    ordered = sorted(roles, key=lambda role: (not role.is_crisis_role, name_of(role).lower()))
    return [(role.code, name_of(role)) for role in ordered]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def team_new(request: StaffRequest) -> HttpResponse:
    teams = queries.crisis_teams(request.municipality.id)
    form = TeamForm(teams, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            code = services.add_team(request.actor, request.municipality.id, form.edit())
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("continuity:crisis_team", municipality=request.municipality.slug, code=code)
    return render(
        request, "continuity/crisis/team_edit.html", {"form": form}, status=400 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def team_edit(request: StaffRequest, code: str) -> HttpResponse:
    row = team_or_404(request, code)
    teams = queries.crisis_teams(request.municipality.id)
    form = TeamForm(teams, request.POST or None, own=code, initial=TeamForm.of(row))
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_team(request.actor, request.municipality.id, code, form.edit())
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("continuity:crisis_team", municipality=request.municipality.slug, code=code)
    context = {"form": form, "team": row}
    return render(request, "continuity/crisis/team_edit.html", context, status=400 if form.errors else 200)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def team_remove(request: StaffRequest, code: str) -> HttpResponse:
    row = team_or_404(request, code)
    try:
        services.remove_team(request.actor, request.municipality.id, code)
    except UserError as error:
        messages.error(request, words_of(error))
        return redirect("continuity:crisis_team", municipality=request.municipality.slug, code=code)
    messages.success(request, gettext("%(name)s was taken away.") % {"name": name_of(row)})
    return redirect("continuity:crisis", municipality=request.municipality.slug)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def seat_set(request: StaffRequest, code: str) -> HttpResponse:
    row = team_or_404(request, code)
    form = SeatForm(_roles(request), request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.set_seat(
                request.actor, request.municipality.id, code, said["role"], said["people"], said["is_chair"]
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("continuity:crisis_team", municipality=request.municipality.slug, code=code)
    return _page(request, row, form, status=400)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def seat_remove(request: StaffRequest, code: str, role: str) -> HttpResponse:
    team_or_404(request, code)
    try:
        services.remove_seat(request.actor, request.municipality.id, code, role)
    except UserError as error:
        messages.error(request, words_of(error))
    return redirect("continuity:crisis_team", municipality=request.municipality.slug, code=code)


@require_safe
@staff_page(Permission.VIEW_CONTACTS)
def alert_list(request: StaffRequest) -> HttpResponse:
    """Whom to call, in order; each time that it is opened leaves an entry in the audit trail."""
    here = request.municipality.id
    teams = queries.crisis_teams(here)
    wanted = request.GET.get("team", "")
    chosen = [team for team in teams if team.code == wanted] if wanted else [t for t in teams if t.seats]
    services.note_alert_list_opened(request.actor, here, wanted if chosen else "")
    today = timezone.localdate()
    days = territory.all_parameters(here)[norms.ALERT_LIST_DAYS]
    context = {
        "teams": teams,
        "chosen": chosen,
        "wanted": wanted,
        "today": today,
        "check_by": today + timedelta(days=round(days.value)),
        "oldest": today - timedelta(days=round(days.value)),
        "days": days,
    }
    return render(request, "continuity/crisis/alert_list.html", context)
