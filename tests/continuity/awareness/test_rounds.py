"""Rounds: who is mailed when, what is kept until when, and what results show of whom."""

from __future__ import annotations

import re
from datetime import date, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from click.testing import CliRunner
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.continuity.awareness.conftest import Finish, Invite
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.cli.reminding import daily, remind_staff
from weerbaar.continuity import awareness_norms as norms
from weerbaar.continuity import queries, services
from weerbaar.continuity.models import (
    AwarenessRound,
    LessonDone,
    Participation,
    PersonalLink,
    QuizAnswer,
)
from weerbaar.continuity.queries.awareness import RoundResults
from weerbaar.continuity.services import Invitee
from weerbaar.interface.jobs import UserError
from weerbaar.territory.services import set_parameter

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def results(town: MunicipalityRow, round_id: int) -> RoundResults:
    return queries.round_results(town.id, round_id)


def shown(town: MunicipalityRow, round_id: int) -> dict[str, tuple[int | None, int | None]]:
    return {row.unit_code: (row.people, row.finished) for row in results(town, round_id).departments}


def test_an_address_is_on_the_list_once(lessons: MunicipalityRow, round_id: int) -> None:
    people = [Invitee("A@x.example", "civil"), Invitee("a@x.example ", "ict"), Invitee("b@x.example", "ict")]
    assert services.add_invitees(PROGRAM, lessons.id, round_id, people) == (2, 0)
    assert services.add_invitees(PROGRAM, lessons.id, round_id, people) == (0, 2)
    with pytest.raises(UserError, match="nowhere"):
        services.add_invitees(PROGRAM, lessons.id, round_id, [Invitee("c@x.example", "nowhere")])
    assert Participation.objects.count() == 2


def test_one_mail_in_both_languages_then_one_a_week_until_they_finish(
    lessons: MunicipalityRow, round_id: int, finish: Finish
) -> None:
    services.add_invitees(
        PROGRAM, lessons.id, round_id, [Invitee("a@x.example", "civil"), Invitee("b@x.example", "civil")]
    )

    def run(days: int) -> list[str]:
        mail.outbox.clear()
        services.send_round_mail(PROGRAM, lessons, TODAY + timedelta(days=days))
        return sorted(message.to[0] for message in mail.outbox)

    assert run(0) == ["a@x.example", "b@x.example"]
    body = mail.outbox[0].body
    tokens = re.findall(r"/(nl|en)/kleinstad/lessons/([^/\s]+)/", str(body))
    assert [language for language, _token in tokens] == ["nl", "en"]
    assert len({token for _language, token in tokens}) == 1
    assert "Het kost een paar minuten" in body
    assert "It takes a few minutes" in body
    assert tokens[0][1] not in str(list(PersonalLink.objects.values()))
    assert run(0) == run(6) == []
    finish(tokens[0][1])
    first = mail.outbox  # emptied by the runs; who finished gets no reminder
    assert not first
    assert len(run(7)) == 1
    assert "not finished" in mail.outbox[0].body
    assert run(13) == []
    assert len(run(14)) == 1
    assert run(29) == []  # the last day is over


def test_every_link_that_was_mailed_works(lessons: MunicipalityRow, round_id: int) -> None:
    services.add_invitees(PROGRAM, lessons.id, round_id, [Invitee("a@x.example", "civil")])
    for days in (0, 7):
        services.send_round_mail(PROGRAM, lessons, TODAY + timedelta(days=days))
    tokens = {re.findall(r"/lessons/([^/\s]+)/", str(message.body))[0] for message in mail.outbox}
    assert len(tokens) == 2
    visits = [queries.visit(lessons.id, token, TODAY) for token in tokens]
    assert len({visit.participation_id for visit in visits if visit}) == 1


def test_a_mail_that_does_not_go_is_tried_again(
    lessons: MunicipalityRow, round_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.add_invitees(PROGRAM, lessons.id, round_id, [Invitee("a@x.example", "civil")])

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise SMTPServerDisconnected("down")

    with monkeypatch.context() as patched:
        patched.setattr("weerbaar.continuity.services.staff_mail.send_mail", refuse)
        assert services.send_round_mail(PROGRAM, lessons, TODAY) == services.Mailed(0, 1)
    assert services.send_round_mail(PROGRAM, lessons, TODAY) == services.Mailed(1, 0)
    assert "a@x.example" not in str(list(AuditEntry.objects.values_list("after", flat=True)))


def test_without_a_mail_server_it_says_so(lessons: MunicipalityRow, round_id: int, settings: Any) -> None:
    settings.SENDS_MAIL = False
    with pytest.raises(UserError, match="mail server"):
        services.send_round_mail(PROGRAM, lessons, TODAY)


def test_closing_erases_addresses_links_and_who_answered_what(
    lessons: MunicipalityRow, round_id: int, invite: Invite, finish: Finish
) -> None:
    tokens = invite("civil", 3)
    finish(tokens[0])
    finish(tokens[1], most=1)
    link = services.make_department_link(PROGRAM, lessons.id, round_id, "waste", 5)
    number = queries.department_link(lessons.id, link, TODAY)
    assert number is not None
    services.begin_by_department_link(PROGRAM, number)
    services.close_round(PROGRAM, lessons.id, round_id)
    assert not PersonalLink.objects.exists()
    assert not LessonDone.objects.exists()
    assert not Participation.objects.exclude(email="").exists()
    assert not Participation.objects.filter(is_invited=False).exists()
    assert not QuizAnswer.objects.exclude(participation=None).exists()
    assert QuizAnswer.objects.count() == 9  # two lessons of one, one lesson of another: 6 + 3
    assert all(queries.visit(lessons.id, token, TODAY) is None for token in tokens)
    assert queries.department_link(lessons.id, link, TODAY) is None
    assert Participation.objects.filter(finished_on__isnull=False).count() == 1
    with pytest.raises(UserError):
        services.add_invitees(PROGRAM, lessons.id, round_id, [Invitee("z@x.example", "civil")])


def test_the_nightly_command_closes_what_is_over_and_reminds(
    lessons: MunicipalityRow, round_id: int, invite: Invite
) -> None:
    invite("civil", 2)
    done = CliRunner().invoke(remind_staff, [])
    assert done.exit_code == 0, done.output
    assert "0 closed, 2 mailed, 0 failed" in done.output
    yesterday = TODAY - timedelta(days=1)
    AwarenessRound.objects.update(opened_on=yesterday, closes_on=yesterday)
    assert "1 closed, 0 mailed" in CliRunner().invoke(remind_staff, ["--municipality", "GM9999"]).output
    assert not Participation.objects.exclude(email="").exists()
    assert CliRunner().invoke(remind_staff, ["--municipality", "GM0000"]).exit_code != 0


@pytest.mark.parametrize(("day", "mails"), [(date(2026, 11, 27), 2), (date(2026, 11, 28), 0)])
def test_the_daily_work_closes_every_day_and_mails_on_working_days(
    lessons: MunicipalityRow, invite: Invite, monkeypatch: pytest.MonkeyPatch, day: date, mails: int
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    over = services.open_round(PROGRAM, lessons.id, "Kort", ["everybody"], day)
    AwarenessRound.objects.filter(pk=over).update(
        opened_on=day - timedelta(days=1), closes_on=day - timedelta(days=1)
    )
    invite("civil", 2)
    done = CliRunner().invoke(daily, [])
    assert done.exit_code == 0, done.output
    assert "1 closed" in done.output
    assert len(mail.outbox) == mails


def test_first_answers_stay(lessons: MunicipalityRow, invite: Invite, finish: Finish) -> None:
    (token,) = invite("civil", 1)
    finish(token, right=False)
    finish(token, right=True)
    assert not QuizAnswer.objects.filter(answer__is_right=True).exists()


def test_answers_of_another_question_or_lesson_are_refused(lessons: MunicipalityRow, invite: Invite) -> None:
    (token,) = invite("civil", 1)
    visit = queries.visit(lessons.id, token, TODAY)
    assert visit is not None
    lesson = visit.lessons[0]
    other = {q.id: lesson.questions[0].answers[0].id for q in lesson.questions}
    outside = queries.lesson(lessons.id, "ict")
    assert outside is not None
    for lesson_id, chosen in ((lesson.id, {}), (lesson.id, other), (outside.id, {})):
        with pytest.raises(UserError):
            services.finish_lesson(PROGRAM, visit.participation_id, lesson_id, chosen)
    assert not QuizAnswer.objects.exists()


def test_nothing_shows_below_ten_and_no_department_follows_from_the_total(
    lessons: MunicipalityRow, round_id: int, invite: Invite, finish: Finish
) -> None:
    civil, ict, waste = invite("civil", 14), invite("ict", 12), invite("waste", 12)
    for token in civil[:9]:
        finish(token)
    assert results(lessons, round_id).finished is None
    finish(civil[9])
    assert shown(lessons, round_id)["civil"] == (None, None)  # the others are zero, and follow
    for token in ict[:10]:
        finish(token)
    # waste is small: civil or ict must hide with it
    assert shown(lessons, round_id) == {"civil": (None, None), "ict": (None, None), "waste": (None, None)}
    assert results(lessons, round_id).finished == 20
    for token in waste[:10]:
        finish(token)
    assert shown(lessons, round_id) == {"civil": (14, 10), "ict": (12, 10), "waste": (12, 10)}
    assert (results(lessons, round_id).people, results(lessons, round_id).finished) == (38, 30)


def test_a_municipality_may_hide_more_but_not_less(lessons: MunicipalityRow, round_id: int) -> None:
    for value, least in ((1.0, 10), (25.0, 25)):
        set_parameter(PROGRAM, lessons.id, norms.LEAST_SHOWN, value=value, source="eigen", on=TODAY)
        assert results(lessons, round_id).least == least


def test_questions_show_the_share_right_from_ten_answers_on(
    lessons: MunicipalityRow, round_id: int, invite: Invite, finish: Finish
) -> None:
    tokens = invite("civil", 12)
    for number, token in enumerate(tokens[:9]):
        finish(token, right=number % 3 > 0)
    assert all(row.share is None for row in results(lessons, round_id).questions)
    finish(tokens[9], right=True)
    rows = results(lessons, round_id).questions
    assert len(rows) == 6
    assert all((row.answered, row.share) == (10, 0.7) for row in rows)
    # Wilson 1927 for 7 of 10
    assert rows[0].low == pytest.approx(0.3968, abs=1e-4)
    assert rows[0].high == pytest.approx(0.8922, abs=1e-4)


def test_the_line_only_steps_by_ten_people(
    lessons: MunicipalityRow, round_id: int, invite: Invite, finish: Finish
) -> None:
    for token in invite("civil", 33):
        finish(token)
    ids = list(Participation.objects.order_by("pk").values_list("pk", flat=True))
    AwarenessRound.objects.update(opened_on=TODAY - timedelta(days=9))
    for day, part in ((9, ids[:4]), (8, ids[4:9]), (7, ids[9:12]), (5, ids[12:20]), (1, ids[20:33])):
        Participation.objects.filter(pk__in=part).update(finished_on=TODAY - timedelta(days=day))
    reach = [((TODAY - point.day).days, point.finished) for point in results(lessons, round_id).reach]
    assert reach == [(7, 12), (1, 33)]


def test_people_who_came_by_a_link_count_without_being_known(
    lessons: MunicipalityRow, round_id: int, finish: Finish
) -> None:
    link = services.make_department_link(PROGRAM, lessons.id, round_id, "waste", 20)
    number = queries.department_link(lessons.id, link, TODAY)
    assert number is not None
    for _ in range(12):
        finish(services.begin_by_department_link(PROGRAM, number))
    assert shown(lessons, round_id) == {"waste": (20, 12)}
    again = services.make_department_link(PROGRAM, lessons.id, round_id, "waste", 25)
    assert queries.department_link(lessons.id, link, TODAY) is None
    assert queries.department_link(lessons.id, again, TODAY) == number


def test_as_many_queries_for_many_as_for_one(
    lessons: MunicipalityRow, round_id: int, invite: Invite, finish: Finish
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            results(lessons, round_id)
            queries.rounds(lessons.id)
            queries.lessons(lessons.id)
        return len(asked)

    finish(invite("civil", 1)[0])
    before = count()
    for unit in ("ict", "waste"):
        for token in invite(unit, 11):
            finish(token)
    services.open_round(PROGRAM, lessons.id, "Nog een", ["ict"], TODAY)
    assert count() == before
