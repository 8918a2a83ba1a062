"""The pages: behind a link for anybody, and for who runs the rounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tests.continuity.awareness.conftest import Finish, Invite
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role
from weerbaar.continuity import queries, services
from weerbaar.continuity.models import Participation, QuizAnswer
from weerbaar.continuity.views.awareness.rounds import draw

pytestmark = pytest.mark.django_db
ClientFor = Callable[[MunicipalityRow, str], Client]


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


def at(name: str, town: MunicipalityRow, language: str = "en", **more: Any) -> str:
    with override(language):
        return reverse(name, kwargs={"municipality": town.slug, **more})


def form(town: MunicipalityRow, token: str, code: str, *, right: bool) -> dict[str, str]:
    visit = queries.visit(town.id, token, timezone.localdate())
    assert visit is not None
    lesson = next(each for each in visit.lessons if each.code == code)
    chosen = {f"q{q.id}": str(next(a.id for a in q.answers if a.is_right == right)) for q in lesson.questions}
    return {**chosen, "read": "on"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_lesson_from_link_to_answers_without_cookies(
    client: Client, lessons: MunicipalityRow, invite: Invite, language: str
) -> None:
    (token,) = invite("civil", 1)
    start, lesson = (
        at("lessons:start", lessons, language, token=token),
        at("lessons:lesson", lessons, language, token=token, code="everybody"),
    )
    page = client.get(start)
    assert page["Cache-Control"] == "no-store"
    assert "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert lesson in page.content.decode()
    strict = Client(enforce_csrf_checks=True)
    unread = {**form(lessons, token, "everybody", right=True), "read": ""}
    assert strict.post(lesson, unread).status_code == strict.post(lesson, {}).status_code == 400
    answer = strict.post(lesson, form(lessons, token, "everybody", right=True), follow=True)
    said = answer.content.decode()
    assert {"nl": "3 van de 3 goed", "en": "3 of 3 right"}[language] in said
    explanation = {"nl": "Zonder telefoon kan niemand u roepen", "en": "Without phones nobody can call you"}
    assert explanation[language] in said
    assert not strict.cookies
    # once is once
    strict.post(lesson, form(lessons, token, "everybody", right=False))
    assert QuizAnswer.objects.filter(answer__is_right=True).count() == 3
    again = client.get(start).content.decode()
    assert {"nl": "Teruglezen", "en": "Read again"}[language] in again
    strict.post(
        at("lessons:lesson", lessons, language, token=token, code="counter"),
        form(lessons, token, "counter", right=False),
    )
    assert {"nl": "Dank u wel", "en": "Thank you"}[language] in client.get(start).content.decode()


def test_wrong_answers_are_explained(client: Client, lessons: MunicipalityRow, invite: Invite) -> None:
    (token,) = invite("civil", 1)
    lesson = at("lessons:lesson", lessons, token=token, code="counter")
    said = client.post(lesson, form(lessons, token, "counter", right=False), follow=True).content.decode()
    assert "0 of 3 right" in said
    assert "Right is:" in said
    assert "Registration of a death" in said


def test_the_link_of_a_department_gives_everybody_a_link_of_their_own(
    client: Client, lessons: MunicipalityRow, round_id: int
) -> None:
    token = services.make_department_link(PROGRAM, lessons.id, round_id, "waste", 20)
    page = at("lessons:department", lessons, token=token)
    assert client.get(page).status_code == 200
    assert not Participation.objects.exists()  # looking is not taking part
    first, second = client.post(page)["Location"], client.post(page)["Location"]
    assert first != second
    assert client.get(first).status_code == 200
    assert "We do not know who you are" in client.get(first).content.decode()


def test_a_link_that_is_over_and_one_that_never_was_answer_alike(
    client: Client, lessons: MunicipalityRow, other_town: MunicipalityRow, round_id: int, invite: Invite
) -> None:
    (token,) = invite("civil", 1)
    elsewhere = client.get(at("lessons:start", other_town, token=token))
    never = client.get(at("lessons:start", lessons, token="x" * 24))
    assert client.get(at("lessons:lesson", lessons, token=token, code="ict")).status_code == 404
    services.close_round(PROGRAM, lessons.id, round_id)
    over = client.get(at("lessons:start", lessons, token=token))
    assert [each.status_code for each in (elsewhere, never, over)] == [410, 410, 410]
    assert never.content == over.content.replace(token.encode(), b"x" * 24)


def test_links_cannot_be_tried_without_end(client: Client, lessons: MunicipalityRow) -> None:
    statuses = {
        client.get(at("lessons:start", lessons, token=f"try{number}")).status_code for number in range(125)
    }
    assert statuses == {410, 429}


def test_addresses_line_by_line_and_nothing_half(
    client_for: ClientFor, lessons: MunicipalityRow, round_id: int
) -> None:
    editor = client_for(lessons, Role.EDITOR_CONTINUITY)
    page = at("continuity:awareness_invite", lessons, round_id=round_id)
    lines = "a@x.example\n\nb@x.example; Afval\nno address\nc@x.example; Nowhere\n"
    refused = editor.post(page, {"invite-department": "civil", "invite-addresses": lines})
    said = refused.content.decode()
    assert refused.status_code == 400
    assert "Line 4: “no address” is no e-mail address." in said
    assert "Line 5: there is no department “Nowhere”." in said
    assert not Participation.objects.exists()
    right = "a@x.example\nb@x.example; Afval\nc@x.example,ict\n"
    done = editor.post(page, {"invite-department": "civil", "invite-addresses": right}, follow=True)
    assert "3 addresses were added." in done.content.decode()
    departments = Participation.objects.order_by("email").values_list("department__unit__code", flat=True)
    assert list(departments) == ["civil", "waste", "ict"]
    assert (
        "a@x.example"
        not in editor.get(at("continuity:awareness_round", lessons, round_id=round_id)).content.decode()
    )


def test_a_round_by_the_page(client_for: ClientFor, lessons: MunicipalityRow) -> None:
    editor, viewer = client_for(lessons, Role.EDITOR_CONTINUITY), client_for(lessons, Role.VIEWER)
    new = {"title": "Ronde", "lessons": ["ict"], "closes_on": timezone.localdate().isoformat()}
    made = editor.post(at("continuity:awareness_round_new", lessons), new)
    page = made["Location"]
    (row,) = queries.rounds(lessons.id)
    link = editor.post(
        at("continuity:awareness_link", lessons, round_id=row.id), {"link-unit": "waste", "link-told": "12"}
    ).content.decode()
    assert "/lessons/department/" in link
    assert "data:image/svg+xml" in link
    assert "/lessons/department/" not in editor.get(page).content.decode()
    assert "Invite people" not in viewer.get(page).content.decode()
    editor.post(at("continuity:awareness_close", lessons, round_id=row.id))
    assert "Addresses and links are gone" in viewer.get(page).content.decode()


def test_the_file_of_results_holds_what_the_page_shows(
    client_for: ClientFor, lessons: MunicipalityRow, round_id: int, invite: Invite, finish: Finish
) -> None:
    for token in invite("civil", 12):
        finish(token)
    invite("ict", 3)
    viewer = client_for(lessons, Role.VIEWER)
    file = viewer.get(at("continuity:awareness_csv", lessons, round_id=round_id)).content.decode("utf-8-sig")
    assert file.splitlines()[1:] == [
        "Burgerzaken,Civil affairs,,,",
        "ICT,ICT,,,",
        "Totaal,Total,,,",
    ]


def test_lessons_are_edited_by_the_page(client_for: ClientFor, lessons: MunicipalityRow) -> None:
    editor = client_for(lessons, Role.EDITOR_CONTINUITY)
    question = {
        "text_nl": "Vraag?",
        "text_en": "Question?",
        "explanation_nl": "Omdat",
        "explanation_en": "Because",
        "answer_1_nl": "Ja",
        "answer_1_en": "Yes",
        "answer_3_nl": "Nee",
        "answer_3_en": "No",
        "right": "2",
    }
    page = at("continuity:awareness_question_new", lessons, code="ict")
    assert editor.post(page, {**question, "right": "1"}).status_code == 400
    assert editor.post(page, question).status_code == 302
    row = queries.lesson(lessons.id, "ict")
    assert row is not None
    assert [(a.text_en, a.is_right) for a in row.questions[-1].answers] == [("Yes", False), ("No", True)]
    edit = at("continuity:awareness_question", lessons, code="ict", question_id=row.questions[-1].id)
    assert 'value="Nee"' in editor.get(edit).content.decode()


def test_the_line_runs_from_the_first_day_to_the_last() -> None:
    from datetime import date

    from weerbaar.continuity.queries.awareness import Reach

    first, last = date(2026, 11, 1), date(2026, 11, 11)
    line = draw((Reach(date(2026, 11, 6), 20), Reach(last, 40)), 40, first, last)
    assert line is not None
    (x1, y1), (x2, y2) = line.dots
    half = [y for y, label in line.marks if label == "50%"]
    full = [y for y, label in line.marks if label == "100%"]
    assert (y1, y2) == (half[0], full[0])
    assert x1 == pytest.approx((line.left + x2) / 2, abs=0.1)
    assert draw((), 40, first, last) is None
