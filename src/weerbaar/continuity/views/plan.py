"""The pages of the plan: the version in force, one version with what changed in it, and its files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.documents import keeping
from weerbaar.continuity.documents.edition import CONTENT_TYPES
from weerbaar.continuity.forms.plan import ApproveForm, MakeForm, ReturnForm
from weerbaar.continuity.types_plan import PlanFileRow, PlanVersionRow
from weerbaar.continuity.wording import words_of
from weerbaar.interface import queries as jobs
from weerbaar.interface.jobs import UserError

MOST_CHANGES = 200  # sentences on a page; the documents have them all
ORDER = {"plan": 0, "cards": 1, "pack": 2}


@require_safe
@staff_page(Permission.VIEW)
def overview(request: StaffRequest) -> HttpResponse:
    """The version in force, how far it is behind, the version that is being made, and all earlier ones."""
    return _overview(request, MakeForm())


def _overview(request: StaffRequest, form: MakeForm, status: int = 200) -> HttpResponse:
    versions = queries.plan_versions(request.municipality.id)
    in_force = next((row for row in versions if row.state == "approved"), None)
    open_ = next((row for row in versions if row.state != "approved"), None)
    today = timezone.localdate()
    behind = (
        queries.changes_since(request.municipality.id, request.municipality.name, in_force, today)
        if in_force
        else ()
    )
    places = queries.paper_places(request.municipality.id)
    texts = queries.texts_of_plan(request.municipality.id)
    context = {
        "in_force": in_force,
        "has_expired": bool(in_force and in_force.valid_until and in_force.valid_until < today),
        "open": open_,
        "open_job": _job(request, open_.job_id) if open_ else None,
        "earlier": [row for row in versions if row not in (in_force, open_)],
        "behind": behind[:MOST_CHANGES],
        "behind_count": len(behind),
        "files": _files(request, in_force),
        "form": form,
        "may_edit": Permission.EDIT_CONTINUITY in request.permissions,
        "old_places": [row for row in places if row.is_old],
        "places": places,
        "template": queries.plan_template(request.municipality.id),
        "texts_to_confirm": sum(not row.is_confirmed for row in texts),
    }
    return render(request, "continuity/plan.html", context, status=status)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def make(request: StaffRequest) -> HttpResponse:
    """Orders a version from the register as it is now, and goes to its progress."""
    form = MakeForm(request.POST)
    if not form.is_valid():
        return _overview(request, form, status=422)
    try:
        number = services.order_plan(request.actor, request.municipality, form.cleaned_data["note"])
    except UserError as error:
        messages.error(request, words_of(error))
        return redirect("continuity:plan", municipality=request.municipality.slug)
    return _to_progress(request, number)


def _to_progress(request: StaffRequest, number: int) -> HttpResponseRedirect:
    row = _version(request, number)
    here = {"municipality": request.municipality.slug}
    if row.job_id is None:
        return HttpResponseRedirect(reverse("continuity:plan_version", kwargs={**here, "number": number}))
    return HttpResponseRedirect(reverse("work:job", kwargs={**here, "job_id": row.job_id}))


def _version(request: StaffRequest, number: int) -> PlanVersionRow:
    row = queries.plan_version(request.municipality.id, number)
    if row is None:
        raise Http404
    return row


def _job(request: StaffRequest, job_id: UUID | None) -> Any:
    return jobs.job(job_id, request.municipality.slug) if job_id else None


@require_safe
@staff_page(Permission.VIEW)
def version(request: StaffRequest, number: int) -> HttpResponse:
    """One version: who answers for it, what changed in it, its files, and what can be done with it."""
    row = _version(request, number)
    approve_form = ApproveForm() if _may_approve(request, row) else None
    return _version_page(request, row, approve_form, ReturnForm())


def _version_page(
    request: StaffRequest,
    row: PlanVersionRow,
    approve_form: ApproveForm | None,
    return_form: ReturnForm,
    status: int = 200,
) -> HttpResponse:
    versions = queries.plan_versions(request.municipality.id)
    compared = _asked(request, versions, row)
    if compared is None:
        base, changes = row.previous, queries.changes_in(request.municipality.id, row)
    else:
        base = compared.number
        before = queries.version_facts(request.municipality.id, compared.number)
        after = queries.version_facts(request.municipality.id, row.number)
        changes = queries.compared(before, after) if before and after else None
    is_offered = row.state == "offered"
    approves = Permission.APPROVE in request.permissions
    edits = Permission.EDIT_CONTINUITY in request.permissions
    context = {
        "version": row,
        "job": _job(request, row.job_id),
        "base": base,
        "changes": None if changes is None else changes[:MOST_CHANGES],
        "change_count": len(changes or ()),
        "others": [each for each in versions if each.number != row.number and each.is_made],
        "files": _files(request, row),
        "may_edit": edits,
        "may_return": is_offered and (edits or approves),
        "approve_form": approve_form,
        "return_form": return_form,
        "four_eyes": is_offered and approves and not row.may_be_approved_by(request.actor.user_id),
    }
    return render(request, "continuity/plan_version.html", context, status=status)


def _asked(
    request: StaffRequest, versions: tuple[PlanVersionRow, ...], row: PlanVersionRow
) -> PlanVersionRow | None:
    """The other version of `?compare=`; None when nothing sensible was asked."""
    asked = request.GET.get("compare", "")
    return next(
        (
            each
            for each in versions
            if str(each.number) == asked and each.is_made and each.number != row.number
        ),
        None,
    )


def _may_approve(request: StaffRequest, row: PlanVersionRow) -> bool:
    return (
        row.state == "offered"
        and Permission.APPROVE in request.permissions
        and row.may_be_approved_by(request.actor.user_id)
    )


def _files(request: StaffRequest, row: PlanVersionRow | None) -> list[dict[str, Any]]:
    """The files that this person may have, one line per document with its languages and formats."""
    if row is None:
        return []
    shows = Permission.VIEW_CONTACTS in request.permissions and row.names_erased_on is None
    lines: dict[str, dict[str, Any]] = {}
    for file in sorted(
        row.files, key=lambda each: (ORDER[each.kind], each.format != "pdf", each.language != "nl")
    ):
        if file.with_contacts != shows:
            continue
        line = lines.setdefault(file.kind, {"kind": file.kind, "links": [], "with_contacts": shows})
        line["links"].append({"file": file, "address": _address(request, row, file)})
    return list(lines.values())


def _address(request: StaffRequest, row: PlanVersionRow, file: PlanFileRow) -> str:
    return reverse(
        "continuity:plan_file",
        kwargs={
            "municipality": request.municipality.slug,
            "number": row.number,
            "kind": file.kind,
            "language": file.language,
            "format": file.format,
        },
    )


@require_safe
@staff_page(Permission.VIEW)
def download(request: StaffRequest, number: int, kind: str, language: str, format: str) -> HttpResponse:  # noqa: A002
    """One file. Names and numbers are in it only for who may see them; `?contacts=no` leaves them out."""
    row = _version(request, number)
    may = Permission.VIEW_CONTACTS in request.permissions and row.names_erased_on is None
    wants = may and request.GET.get("contacts") != "no"
    found = next(
        (
            each
            for each in row.files
            if (each.kind, each.language, each.format, each.with_contacts) == (kind, language, format, wants)
        ),
        None,
    )
    if found is None:
        raise Http404
    try:
        content = keeping.read(found.sha256)
    except UserError as error:
        messages.error(request, words_of(error))
        return redirect("continuity:plan_version", municipality=request.municipality.slug, number=number)
    response = HttpResponse(content, content_type=CONTENT_TYPES[format])
    name = f"{request.municipality.slug}-{kind}-v{number}-{language}{'-contacts' if wants else ''}.{format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def offer(request: StaffRequest, number: int) -> HttpResponse:
    """Offers a draft for approval."""
    _version(request, number)
    try:
        services.offer_plan(request.actor, request.municipality, number)
    except UserError as error:
        messages.error(request, words_of(error))
    else:
        messages.success(request, gettext("The version has been offered for approval."))
    return redirect("continuity:plan_version", municipality=request.municipality.slug, number=number)


@require_POST
@staff_page(Permission.VIEW)
def take_back(request: StaffRequest, number: int) -> HttpResponse:
    """Makes an offered version a draft again: for who edits and for who approves."""
    if not {Permission.EDIT_CONTINUITY, Permission.APPROVE} & request.permissions:
        raise PermissionDenied
    row = _version(request, number)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        approve_form = ApproveForm() if _may_approve(request, row) else None
        return _version_page(request, row, approve_form, form, status=422)
    try:
        services.take_plan_back(request.actor, request.municipality, number, form.cleaned_data["reason"])
    except UserError as error:
        messages.error(request, words_of(error))
    else:
        messages.success(request, gettext("The version is a draft again."))
    return redirect("continuity:plan_version", municipality=request.municipality.slug, number=number)


@require_POST
@staff_page(Permission.APPROVE)
def approve(request: StaffRequest, number: int) -> HttpResponse:
    """Approves an offered version, and goes to the progress of its final files."""
    row = _version(request, number)
    form = ApproveForm(request.POST)
    if form.is_valid():
        try:
            services.approve_plan(
                request.actor,
                request.municipality,
                number,
                form.cleaned_data["approved_as"],
                form.cleaned_data["valid_until"],
            )
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            return _to_progress(request, number)
    return _version_page(request, row, form, ReturnForm(), status=422)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def files_again(request: StaffRequest, number: int) -> HttpResponse:
    """Makes the files of a version once more."""
    _version(request, number)
    services.make_files_again(request.actor, request.municipality, number)
    return _to_progress(request, number)
