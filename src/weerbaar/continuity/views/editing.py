"""The page on which one process, or one resource, is written: save, add a row, and what others wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.edits import ProcessEdit, ResourceEdit, in_order, merged
from weerbaar.continuity.forms.editor import Editor
from weerbaar.continuity.forms.process import ProcessEditor
from weerbaar.continuity.forms.resource import ResourceEditor
from weerbaar.continuity.presentation import circle_of
from weerbaar.continuity.services import EditConflict, EditRefused
from weerbaar.continuity.types import NodeKind, NodeRef, ProcessRow, Register, ResourceRow
from weerbaar.continuity.views.common import (
    own_units,
    process_or_404,
    register_of,
    require_edit,
    resource_or_404,
)
from weerbaar.continuity.wording import LABELS, Names, dutch, words_of
from weerbaar.interface.jobs import UserError

Row = ProcessRow | ResourceRow
Save = Callable[[Any, int | None], str]
ADD = "add-"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def process_edit(request: StaffRequest, code: str) -> HttpResponse:
    register = register_of(request)
    row = process_or_404(register, code)
    require_edit(request, register, row.unit_code)

    def save(edit: ProcessEdit, version: int | None) -> str:
        services.edit_process(request.actor, request.municipality.id, code, edit, version)
        return code

    return _edit(request, register, ProcessEditor, row, ProcessEdit.of(row), save)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def process_new(request: StaffRequest) -> HttpResponse:
    def save(edit: ProcessEdit, _version: int | None) -> str:
        return services.add_process(request.actor, request.municipality.id, edit)

    return _edit(request, register_of(request), ProcessEditor, None, None, save)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def resource_edit(request: StaffRequest, code: str) -> HttpResponse:
    register = register_of(request)
    row = resource_or_404(register, code)
    require_edit(request, register, row.unit_code)

    def save(edit: ResourceEdit, version: int | None) -> str:
        services.edit_resource(request.actor, request.municipality.id, code, edit, version)
        return code

    return _edit(request, register, ResourceEditor, row, ResourceEdit.of(row), save)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def resource_new(request: StaffRequest) -> HttpResponse:
    def save(edit: ResourceEdit, _version: int | None) -> str:
        return services.add_resource(request.actor, request.municipality.id, edit)

    return _edit(request, register_of(request), ResourceEditor, None, None, save)


def _edit(
    request: StaffRequest,
    register: Register,
    kind: type[Editor],
    row: Row | None,
    edit: ProcessEdit | ResourceEdit | None,
    save: Save,
) -> HttpResponse:
    """Shows the page, or carries out what was asked on it."""
    units = own_units(request, register, or_none=kind is ResourceEditor)
    own = row.ref if row else None
    if request.method != "POST":
        if row is None and not units:  # a process owner without a unit has nothing to add to
            return _page(request, None, None, kind)
        return _page(
            request, kind(register, own, edit=edit, version=row.version if row else 0, units=units), row
        )
    if not units:
        raise PermissionDenied
    editor = kind(register, own, data=request.POST, units=units)
    asked = request.POST.get("do", "save")
    if asked.startswith(ADD):
        editor.with_another(asked.removeprefix(ADD))
        return _page(request, editor, row)
    if not editor.is_valid():
        return _page(request, editor, row, status=422)
    try:
        code = save(editor.edit(), editor.version if row else None)
    except EditRefused as refused:
        editor.show_faults(refused.faults)
        return _page(request, editor, row, status=422)
    except UserError as error:
        editor.form.add_error(None, words_of(error))
        return _page(request, editor, row, status=422)
    except EditConflict as found:
        return _join(request, editor, found.current, save, units)
    return _saved(request, kind, code, gettext("Saved."))


def _join(
    request: StaffRequest, editor: Editor, current: Any, save: Save, units: list[tuple[str, str]]
) -> HttpResponse:
    """Somebody else was first: what we changed apart is joined, what we both changed is for the reader."""
    theirs = in_order(type(editor.edit()).of(current))
    before = queries.values_at(request.municipality.id, current, editor.version)
    joined, clashes = merged(in_order(editor.edit()), theirs, before)
    fresh = type(editor)(register_of(request), current.ref, edit=joined, version=current.version, units=units)
    if not clashes:
        try:
            code = save(joined, current.version)
        except (EditRefused, EditConflict) as refused:
            if isinstance(refused, EditRefused):
                fresh.notes = [fault.nl if dutch() else fault.en for fault in refused.faults]
            return _page(request, fresh, current, status=409)
        names = ", ".join(str(LABELS.get(name, name)) for name in before)
        return _saved(
            request,
            type(editor),
            code,
            gettext("Saved. Somebody else changed this in the meantime, and that is kept too: %(names)s.")
            % {"names": names},
        )
    fresh.show_conflicts(clashes, theirs)
    return _page(request, fresh, current, status=409)


def _saved(request: StaffRequest, kind: type[Editor], code: str, words: str) -> HttpResponse:
    messages.success(request, words)
    page = "process" if kind is ProcessEditor else "resource"
    _tell_circle(request, NodeKind(page), code)
    return redirect(f"continuity:{page}", municipality=request.municipality.slug, code=code)


def _tell_circle(request: StaffRequest, kind: NodeKind, code: str) -> None:
    register = register_of(request)
    circle = circle_of(NodeRef(kind, code), queries.circles(register), Names(register))
    if circle:
        messages.warning(
            request, gettext("These need one another in a circle: %(names)s.") % {"names": circle}
        )


def _page(
    request: StaffRequest,
    editor: Editor | None,
    row: Row | None,
    kind: type[Editor] | None = None,
    status: int = 200,
) -> HttpResponse:
    which = kind or type(editor)
    if editor is not None and status == 422:
        editor.summarise()
    template = "continuity/process_edit.html" if which is ProcessEditor else "continuity/resource_edit.html"
    return render(request, template, {"editor": editor, "row": row}, status=status)
