"""The pages behind a link of a round: for anybody who has it, without signing in, without script or cookies.

The link itself is the key, so the forms carry no token against forgery: who could forge one has the link.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.accounts.access import public_municipality
from weerbaar.accounts.types import Actor, MunicipalityRow
from weerbaar.continuity import queries, services
from weerbaar.continuity.queries.awareness import LessonRow
from weerbaar.continuity.queries.participation import Visit
from weerbaar.continuity.views.awareness.forms import QuizForm
from weerbaar.continuity.views.crisis.common import found, words_of
from weerbaar.interface.jobs import UserError
from weerbaar.interface.ratelimit import limited

View = Callable[..., HttpResponseBase]
SOMEBODY = Actor(None, "staff by link")  # the audit trail does not know who
PER_MINUTE = 120  # a whole department can sit behind one address


def by_link(view: View) -> View:
    """Finds the municipality, keeps the page out of caches and search, and counts how often it is asked."""

    @limited("lessons", PER_MINUTE)
    @wraps(view)
    def open_page(request: HttpRequest, municipality: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, public_municipality(municipality), *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer

    return open_page


def _gone(request: HttpRequest, place: MunicipalityRow) -> HttpResponse:
    """One answer for a link that never was and for one whose round has closed."""
    return render(request, "continuity/lessons/gone.html", {"municipality": place}, status=410)


@require_safe
@by_link
def start(request: HttpRequest, place: MunicipalityRow, token: str) -> HttpResponse:
    visit = queries.visit(place.id, token, timezone.localdate())
    if visit is None:
        return _gone(request, place)
    context = {
        "municipality": place,
        "visit": visit,
        "token": token,
        "lessons": [(each, each.id in visit.done) for each in visit.lessons],
    }
    return render(request, "continuity/lessons/start.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def lesson(request: HttpRequest, place: MunicipalityRow, token: str, code: str) -> HttpResponse:
    """A lesson: cards and questions; once answered, the same with what was right and why."""
    visit = queries.visit(place.id, token, timezone.localdate())
    if visit is None:
        return _gone(request, place)
    row = found(next((each for each in visit.lessons if each.code == code), None))
    if row.id in visit.done:
        return _answered(request, place, token, visit, row)
    # what is sent with nothing filled in is empty, and wrong all the same
    form = QuizForm(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.finish_lesson(SOMEBODY, visit.participation_id, row.id, form.chosen())
        except UserError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect(request.path + "#answers")
    context = {"municipality": place, "visit": visit, "token": token, "lesson": row, "form": form}
    return render(request, "continuity/lessons/lesson.html", context, status=400 if form.errors else 200)


def _answered(
    request: HttpRequest, place: MunicipalityRow, token: str, visit: Visit, row: LessonRow
) -> HttpResponse:
    chosen = queries.answers_of(visit.participation_id)
    answers = [
        (
            question,
            next((each for each in question.answers if each.id == chosen.get(question.id)), None),
            next((each for each in question.answers if each.is_right), None),
        )
        for question in row.questions
    ]
    context = {
        "municipality": place,
        "visit": visit,
        "token": token,
        "lesson": row,
        "answers": answers,
        "right": sum(1 for _question, mine, right in answers if mine == right),
        "following": next((each for each in visit.lessons if each.id not in visit.done), None),
    }
    return render(request, "continuity/lessons/lesson.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def department(request: HttpRequest, place: MunicipalityRow, token: str) -> HttpResponse:
    """The link of a department: from here everybody goes on by a link of their own."""
    number = queries.department_link(place.id, token, timezone.localdate())
    if number is None:
        return _gone(request, place)
    if request.method == "POST":
        own = services.begin_by_department_link(SOMEBODY, number)
        return redirect("lessons:start", municipality=place.slug, token=own)
    return render(request, "continuity/lessons/department.html", {"municipality": place})
