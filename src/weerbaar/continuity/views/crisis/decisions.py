"""The decision logs: all of them, one with its entries and the form for the next, as CSV."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.views.crisis.common import found, may_edit, name_of, whole_number, words_of
from weerbaar.continuity.views.crisis.forms import EntryForm, LogForm
from weerbaar.interface import commas
from weerbaar.interface.jobs import UserError

_WRITERS = frozenset({Permission.EDIT_CONTINUITY, Permission.EDIT_OWN_CONTINUITY})


def may_write(request: StaffRequest) -> bool:
    """Those who edit continuity, and process owners: in a crisis whoever sits at the log writes."""
    return bool(_WRITERS & request.permissions)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.VIEW_CONTACTS)
def logs(request: StaffRequest) -> HttpResponse:
    form = LogForm(request.POST or None) if may_write(request) else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            said = form.cleaned_data
            try:
                log_id = services.open_decision_log(
                    request.actor, request.municipality.id, said["title"], said["kind"]
                )
            except UserError as error:
                form.add_error(None, words_of(error))
            else:
                return redirect(
                    "continuity:decision_log", municipality=request.municipality.slug, log_id=log_id
                )
    context = {"logs": queries.decision_logs(request.municipality.id), "form": form}
    return render(
        request, "continuity/crisis/decision_logs.html", context, status=400 if form and form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.VIEW_CONTACTS)
def log(request: StaffRequest, log_id: int) -> HttpResponse:
    """A log. What is posted is committed before the browser is sent to the page that shows it."""
    here = request.municipality.id
    row = found(queries.decision_log(here, log_id))
    writes = may_write(request) and row.closed_at is None
    about = whole_number(request.GET.get("about"))
    form = None
    if writes:
        kind = "correction" if request.GET.get("kind") == "correction" else "follow_up"
        initial = {"kind": kind, "refers_to": about} if about else None
        form = EntryForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                number = services.add_decision_entry(request.actor, here, log_id, form.entry())
            except UserError as error:
                form.add_error(None, words_of(error))
            else:
                messages.success(request, gettext("Entry %(number)s was written.") % {"number": number})
                return redirect(
                    "continuity:decision_log", municipality=request.municipality.slug, log_id=log_id
                )
    entries = queries.decision_entries(here, log_id)
    now = timezone.now()
    context = {
        "log": row,
        "entries": entries,
        "open": [(entry, entry.is_late(now)) for entry in entries if entry.is_open],
        "form": form,
        "team_names": [name_of(team) for team in queries.crisis_teams(here)] if form else [],
        "may_close": may_edit(request) and row.closed_at is None,
        "printed_at": now,
    }
    return render(
        request, "continuity/crisis/decision_log.html", context, status=400 if form and form.errors else 200
    )


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def close(request: StaffRequest, log_id: int) -> HttpResponse:
    found(queries.decision_log(request.municipality.id, log_id))
    try:
        services.close_decision_log(request.actor, request.municipality.id, log_id)
    except UserError as error:
        messages.error(request, words_of(error))
    return redirect("continuity:decision_log", municipality=request.municipality.slug, log_id=log_id)


@require_safe
@staff_page(Permission.VIEW_CONTACTS)
def csv(request: StaffRequest, log_id: int) -> HttpResponse:
    """Every entry as it was written."""
    row = found(queries.decision_log(request.municipality.id, log_id))
    heads = (
        *(gettext("No."), gettext("Kind"), gettext("About no."), gettext("Time"), gettext("Written at")),
        *(gettext("Written by"), gettext("Team"), gettext("Text"), gettext("Why"), gettext("Who decides")),
        *(gettext("Who carries it out"), gettext("Done by"), gettext("State")),
    )
    mark = "OEFENING / EXERCISE" if row.is_exercise else ""
    rows = [
        (
            entry.number,
            f"{mark}: {entry.kind_label}" if mark else entry.kind_label,
            entry.refers_to,
            entry.at,
            entry.written_at,
            entry.written_by,
            entry.team,
            entry.text,
            entry.reasoning,
            entry.decided_by,
            entry.carried_out_by,
            entry.due_at,
            entry.state_label,
        )
        for entry in queries.decision_entries(request.municipality.id, log_id)
    ]
    name = slugify(f"{'oefening ' if mark else ''}{row.title}") or "log"
    return commas.download(name, heads, rows)
