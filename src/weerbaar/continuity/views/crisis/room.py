"""The readiness of the crisis room: the checklist, one item with its history, and editing the list."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.queries.readiness import ItemRow, Readiness
from weerbaar.continuity.views.crisis.common import found, may_edit, words_of
from weerbaar.continuity.views.crisis.forms import CheckForm, ItemForm
from weerbaar.interface import commas
from weerbaar.interface.jobs import UserError


@require_safe
@staff_page(Permission.VIEW)
def room(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    every = queries.room_items(request.municipality.id, today, retired=True)
    items = [item for item in every if not item.is_retired]
    order = list(dict.fromkeys(item.subject for item in items))
    items.sort(key=lambda item: order.index(item.subject))
    fuel = [
        item.last.hours for item in items if item.asks_hours and item.last and item.last.hours is not None
    ]
    context = {
        "groups": [
            (label, list(rows)) for label, rows in groupby(items, key=lambda item: item.subject_label)
        ],
        "items": items,
        "retired": [item for item in every if item.is_retired],
        "state": queries.room_state(items),
        "hours": min(fuel, default=None),
        "illustrative": any(item.is_illustrative for item in items),
        "today": today,
        "may_edit": may_edit(request),
    }
    return render(request, "continuity/crisis/room.html", context)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def load_starter(request: StaffRequest) -> HttpResponse:
    count = services.load_room_starter(request.actor, request.municipality.id)
    messages.success(request, gettext("Added: %(n)s items.") % {"n": count})
    return redirect("continuity:crisis_room", municipality=request.municipality.slug)


def _item(request: StaffRequest, code: str) -> ItemRow:
    return found(queries.room_item(request.municipality.id, code, timezone.localdate()))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.VIEW)
def item(request: StaffRequest, code: str) -> HttpResponse:
    """An item with its history; those who edit add a check here."""
    row = _item(request, code)
    form = None
    if may_edit(request):
        form = CheckForm(row, request.actor.label, request.POST or None)
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            try:
                services.check_room_item(
                    request.actor,
                    request.municipality.id,
                    code,
                    is_good=said["result"] == "good",
                    checked_on=said["checked_on"],
                    checked_by=said["checked_by"],
                    hours=said.get("hours"),
                    note=said["note"],
                )
            except UserError as error:
                form.add_error(None, words_of(error))
            else:
                messages.success(request, gettext("The check was saved."))
                return redirect("continuity:crisis_room", municipality=request.municipality.slug)
    context = {"item": row, "form": form, "may_edit": may_edit(request)}
    return render(
        request, "continuity/crisis/room_item.html", context, status=400 if form and form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def item_new(request: StaffRequest) -> HttpResponse:
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            code = services.add_room_item(request.actor, request.municipality.id, form.edit())
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("continuity:crisis_room_item", municipality=request.municipality.slug, code=code)
    return render(
        request, "continuity/crisis/room_item_edit.html", {"form": form}, status=400 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def item_edit(request: StaffRequest, code: str) -> HttpResponse:
    row = _item(request, code)
    form = ItemForm(request.POST or None, initial=ItemForm.of(row))
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_room_item(request.actor, request.municipality.id, code, form.edit())
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("continuity:crisis_room_item", municipality=request.municipality.slug, code=code)
    context = {"form": form, "item": row}
    return render(
        request, "continuity/crisis/room_item_edit.html", context, status=400 if form.errors else 200
    )


@require_safe
@staff_page(Permission.VIEW)
def csv(request: StaffRequest) -> HttpResponse:
    """The checklist, one row per item in use."""
    states = {
        Readiness.GOOD: gettext("good"),
        Readiness.DUE: gettext("due"),
        Readiness.FAILED: gettext("not good"),
        Readiness.UNKNOWN: gettext("not yet checked"),
    }
    heads = (
        *(gettext("Subject"), gettext("Item (Dutch)"), gettext("Item (English)"), gettext("State")),
        *(
            gettext("Checked on"),
            gettext("Checked by"),
            gettext("Hours"),
            gettext("Next check"),
            gettext("Note"),
        ),
    )
    rows = [
        (
            row.subject_label,
            row.name_nl,
            row.name_en,
            states[row.state],
            row.last.checked_on if row.last else None,
            row.last.checked_by if row.last else None,
            row.last.hours if row.last else None,
            row.next_due,
            row.last.note if row.last else None,
        )
        for row in queries.room_items(request.municipality.id, timezone.localdate())
    ]
    return commas.download("crisis-room", heads, rows)
