"""The register out and in: downloads, uploads, the preview of what would change, and the starter content."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries
from weerbaar.continuity.exchange import keeping, presentation
from weerbaar.continuity.exchange.comparing import Choice, Choices, Comparison, compare
from weerbaar.continuity.exchange.document import Origin, RegisterDocument
from weerbaar.continuity.exchange.forms import AllForm, TracksForm, UploadForm
from weerbaar.continuity.exchange.json_file import write_json
from weerbaar.continuity.exchange.keeping import STARTER, Kept
from weerbaar.continuity.exchange.problems import MOST_SHOWN, RefusedFile
from weerbaar.continuity.exchange.starter import starter_document
from weerbaar.continuity.exchange.workbook_out import write_workbook
from weerbaar.continuity.models import Track
from weerbaar.continuity.services import exchange_files
from weerbaar.continuity.services.exchange import Applied, RegisterChanged
from weerbaar.interface.jobs import UserError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _language() -> str:
    return "nl" if (get_language() or "nl").startswith("nl") else "en"


def _said(error: UserError) -> str:
    if isinstance(error, RefusedFile):  # mixing two registers broke a rule: say which, and where
        return " ".join(f"{said.place}: {said.said(_language())}" for said in error.problems[:5])
    return error.nl if _language() == "nl" else error.en


@require_safe
@staff_page(Permission.VIEW)
def exchange(request: StaffRequest) -> HttpResponse:
    """Downloads for everybody who reads; uploads for the coordinator."""
    return _exchange_page(request, UploadForm())


def _exchange_page(request: StaffRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    register = queries.register(request.municipality.id)
    context = {
        "form": form,
        "register": register,
        "may_edit": Permission.EDIT_CONTINUITY in request.permissions,
    }
    return render(request, "continuity/exchange.html", context, status=status)


# --- out --------------------------------------------------------------------------------------------------


@require_safe
@staff_page(Permission.VIEW)
def register_file(request: StaffRequest) -> HttpResponse:
    """The register as a file for another municipality. Has no people in it."""
    content = write_json(queries.export_document(request.municipality))
    return _download(content, "application/json", f"register-{_stamp(request)}.json")


@require_safe
@staff_page(Permission.VIEW)
def register_workbook(request: StaffRequest) -> HttpResponse:
    """The register as a workbook in the language of the page. Has no people in it."""
    content = write_workbook(queries.export_document(request.municipality), _language())
    return _download(content, XLSX, f"register-{_stamp(request)}.xlsx")


@require_safe
@staff_page(Permission.VIEW)
def template_workbook(request: StaffRequest) -> HttpResponse:
    """An empty workbook to fill in."""
    origin = Origin(request.municipality.code, request.municipality.name)
    content = write_workbook(RegisterDocument(origin), _language(), template=True)
    name = "sjabloon-register.xlsx" if _language() == "nl" else "register-template.xlsx"
    return _download(content, XLSX, name)


def _stamp(request: StaffRequest) -> str:
    return f"{request.municipality.slug}-{timezone.localdate().isoformat()}"


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


# --- in ---------------------------------------------------------------------------------------------------


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def upload(request: StaffRequest) -> HttpResponseBase:
    """Takes a file in; the register is not touched."""
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            kept = exchange_files.take_in(request.actor, request.municipality, form.cleaned_data["upload"])
        except UserError as error:
            form.add_error("upload", _said(error))
        else:
            if kept.state == "waiting":
                return redirect("work:job", municipality=request.municipality.slug, job_id=kept.job_id)
            return redirect(_preview_page(request, kept))
    return _exchange_page(request, form, 422)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def starter(request: StaffRequest) -> HttpResponseBase:
    """The starter content by track; choosing some leads to the same preview as a file."""
    form = TracksForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kept = exchange_files.take_starter(request.actor, request.municipality)
        tracks = form.cleaned_data["tracks"]
        return redirect(_preview_page(request, kept, () if len(tracks) == len(Track) else tracks))
    document = starter_document()
    there = {row.code for row in queries.register(request.municipality.id).processes}
    context = {
        "form": form,
        "tracks": [
            {
                "label": track.label,
                "processes": [
                    {"entry": entry, "there": entry.code in there}
                    for entry in document.processes
                    if entry.track == track.value
                ],
            }
            for track in Track
        ],
        "counts": {
            name: len(document.section(name)) for name in ("processes", "resources", "units", "roles")
        },
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "continuity/starter.html", context, status=status)


def _preview_page(request: StaffRequest, kept: Kept, tracks: tuple[str, ...] | list[str] = ()) -> str:
    page = reverse(
        "continuity:exchange_preview",
        kwargs={"municipality": request.municipality.slug, "key": str(UUID(kept.key))},
    )
    return f"{page}?{urlencode([('track', track) for track in tracks])}" if tracks else page


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def preview(request: StaffRequest, key: UUID) -> HttpResponseBase:
    """What a kept file would change, or what is wrong with it; carrying out what was chosen."""
    kept = keeping.kept_file(key.hex, request.municipality.id, request.actor.user_id)
    if kept is None:
        raise Http404
    if kept.state == "waiting":
        return redirect("work:job", municipality=request.municipality.slug, job_id=kept.job_id)
    if kept.state == "refused":
        return _problems_page(request, kept)
    try:
        if request.method == "POST":
            return _carry_out(request, kept)
        return _preview(request, kept, _tracks(request.GET.getlist("track")))
    except RefusedFile as refused:  # the register changed so that the file does not fit it any more
        kept.problems = [vars(said) for said in refused.problems]
        return _problems_page(request, kept)


def _tracks(values: list[str]) -> frozenset[str]:
    return frozenset(values) & set(Track.values)


def _problems_page(request: StaffRequest, kept: Kept) -> HttpResponse:
    found = kept.found()
    shown = [(said.place, said.said(_language())) for said in found[:MOST_SHOWN]]
    context = {"kept": kept, "problems": shown, "count": len(found), "more": len(found) - len(shown)}
    return render(request, "continuity/exchange_problems.html", context)


def _preview(
    request: StaffRequest, kept: Kept, tracks: frozenset[str], error: UserError | None = None
) -> HttpResponse:
    own = queries.own_register(request.municipality.id)
    document = exchange_files.chosen_document(kept, own, tracks)
    comparison = compare(own.document, document, own.approved)
    counted = len(comparison.added) + len(comparison.changed)
    context = {
        "kept": kept,
        "origin": document.origin,
        "is_starter": kept.kind == STARTER,
        "remarks": [remark[0 if _language() == "nl" else 1] for remark in kept.remarks],
        "comparison": comparison,
        "only_mine": sum(comparison.only_mine.values()),
        "sections": presentation.sections(comparison, _language()),
        "fingerprint": own.fingerprint,
        "tracks": [(track.value, track.label, not tracks or track.value in tracks) for track in Track],
        "chosen_tracks": sorted(tracks),
        "one_by_one": counted <= presentation.MOST_CHOICES,
        "take_theirs": _default(kept) == Choice.THEIRS,
        "form": AllForm(initial={"differing": "each" if counted <= presentation.MOST_CHOICES else "mine"}),
        "error": _said(error) if error else "",
    }
    status = 200 if error is None else 409 if isinstance(error, RegisterChanged) else 422
    return render(request, "continuity/exchange_preview.html", context, status=status)


def _default(kept: Kept) -> Choice:
    """What is meant when somebody says nothing: one's own file is right, another's is an example."""
    return Choice.MINE if kept.foreign or kept.kind == STARTER else Choice.THEIRS


def _carry_out(request: StaffRequest, kept: Kept) -> HttpResponseBase:
    tracks = _tracks(request.POST.getlist("track"))
    own = queries.own_register(request.municipality.id)
    document = exchange_files.chosen_document(kept, own, tracks)
    choices = _choices(request, compare(own.document, document), _default(kept))
    fingerprint = request.POST.get("fingerprint", "")
    try:
        done = exchange_files.apply_kept(
            request.actor, request.municipality, kept, choices, tracks, fingerprint
        )
    except UserError as error:
        return _preview(request, kept, tracks, error)
    if isinstance(done, UUID):
        return redirect("work:job", municipality=request.municipality.slug, job_id=str(done))
    _tell(request, done)
    return redirect("continuity:exchange", municipality=request.municipality.slug)


def _choices(request: StaffRequest, comparison: Comparison, default: Choice) -> Choices:
    """What the form says. A new thing that is not ticked is left out; where nothing is said, the default."""
    wanted = request.POST.get("differing", "each")
    changed = Choice(wanted) if wanted in set(Choice) else default
    items: dict[str, Choice] = {}
    if "one_by_one" in request.POST:
        taken = set(request.POST.getlist("take"))
        items = {item.key: Choice.MINE for item in comparison.added if item.key not in taken}
        if wanted == "each":
            for item in comparison.changed:
                said = request.POST.get(item.key, "")
                if said in set(Choice):
                    items[item.key] = Choice(said)
    return Choices(Choice.THEIRS, changed, items)


def _tell(request: StaffRequest, done: Applied) -> None:
    if not done.total:
        messages.info(request, _("Nothing changed: all of it was there already, or you kept yours."))
        return
    parts = []
    if done.added:
        parts.append(_("new: %(what)s") % {"what": presentation.in_text(done.added, _language())})
    if done.changed:
        parts.append(_("changed: %(what)s") % {"what": presentation.in_text(done.changed, _language())})
    messages.success(request, _("Taken over. %(what)s.") % {"what": "; ".join(parts).capitalize()})
