"""Lessons for who runs the awareness of staff: the overview, one lesson, its cards and questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import PROGRAM, Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.queries.awareness import LessonRow
from weerbaar.continuity.views.awareness.forms import CardForm, LessonForm, QuestionForm
from weerbaar.continuity.views.crisis.common import found, may_edit, words_of
from weerbaar.interface.jobs import UserError


@require_safe
@staff_page(Permission.VIEW)
def overview(request: StaffRequest) -> HttpResponse:
    here, today = request.municipality.id, timezone.localdate()
    # addresses do not wait for the nightly command
    services.close_rounds_past_their_day(PROGRAM, here, today)
    context = {
        "lessons": queries.lessons(here),
        "rounds": [(row, row.is_open(today)) for row in queries.rounds(here)],
        "may_edit": may_edit(request),
    }
    return render(request, "continuity/awareness/overview.html", context)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def load_starter(request: StaffRequest) -> HttpResponse:
    count = services.load_lessons_starter(request.actor, request.municipality.id)
    messages.success(request, gettext("Added: %(n)s lessons.") % {"n": count})
    return redirect("continuity:awareness", municipality=request.municipality.slug)


def _lesson(request: StaffRequest, code: str) -> LessonRow:
    return found(queries.lesson(request.municipality.id, code))


def _to_lesson(request: StaffRequest, code: str) -> HttpResponse:
    return redirect("continuity:awareness_lesson", municipality=request.municipality.slug, code=code)


@require_safe
@staff_page(Permission.VIEW)
def lesson(request: StaffRequest, code: str) -> HttpResponse:
    row = _lesson(request, code)
    context = {"lesson": row, "may_edit": may_edit(request) and not row.in_open_round}
    return render(request, "continuity/awareness/lesson.html", context)


def _edited(
    request: StaffRequest,
    form: forms.Form,
    title: str,
    lesson_row: LessonRow | None,
    save: Callable[[], str],
) -> HttpResponse:
    """A form that is saved, or shown with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            code = save()
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, gettext("Saved."))
            return _to_lesson(request, code)
    context: dict[str, Any] = {"form": form, "title": title, "lesson": lesson_row}
    return render(request, "continuity/awareness/edit.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def lesson_new(request: StaffRequest) -> HttpResponse:
    form = LessonForm(request.POST or None)
    return _edited(
        request,
        form,
        gettext("Add a lesson"),
        None,
        lambda: services.add_lesson(request.actor, request.municipality.id, form.edit()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def lesson_edit(request: StaffRequest, code: str) -> HttpResponse:
    row = _lesson(request, code)
    form = LessonForm(request.POST or None, initial=LessonForm.of(row))

    def save() -> str:
        services.edit_lesson(request.actor, request.municipality.id, code, form.edit())
        return code

    return _edited(request, form, gettext("Change the lesson"), row, save)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def publish(request: StaffRequest, code: str) -> HttpResponse:
    _lesson(request, code)
    try:
        services.publish_lesson(
            request.actor, request.municipality.id, code, published="withdraw" not in request.POST
        )
    except UserError as error:
        messages.error(request, words_of(error))
    return _to_lesson(request, code)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def card(request: StaffRequest, code: str, card_id: int | None = None) -> HttpResponse:
    """A new card, or one that is there."""
    row = _lesson(request, code)
    initial = None
    if card_id is not None:
        initial = CardForm.of(found(next((each for each in row.cards if each.id == card_id), None)))
    form = CardForm(request.POST or None, initial=initial)

    def save() -> str:
        services.set_card(request.actor, request.municipality.id, code, form.edit(), card_id)
        return code

    return _edited(request, form, gettext("Card"), row, save)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def question(request: StaffRequest, code: str, question_id: int | None = None) -> HttpResponse:
    """A new question, or one that nobody has answered yet."""
    row = _lesson(request, code)
    initial = None
    if question_id is not None:
        asked = found(next((each for each in row.questions if each.id == question_id), None))
        initial = QuestionForm.of(asked)
    form = QuestionForm(request.POST or None, initial=initial)

    def save() -> str:
        services.set_question(request.actor, request.municipality.id, code, form.edit(), question_id)
        return code

    return _edited(request, form, gettext("Question"), row, save)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def card_remove(request: StaffRequest, code: str, card_id: int) -> HttpResponse:
    _lesson(request, code)
    try:
        services.remove_card(request.actor, request.municipality.id, code, card_id)
    except UserError as error:
        messages.error(request, words_of(error))
    return _to_lesson(request, code)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def question_remove(request: StaffRequest, code: str, question_id: int) -> HttpResponse:
    _lesson(request, code)
    try:
        services.remove_question(request.actor, request.municipality.id, code, question_id)
    except UserError as error:
        messages.error(request, words_of(error))
    return _to_lesson(request, code)
