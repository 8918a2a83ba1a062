"""The audit trail: who sees what of it, and the file that spreadsheets open."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from weerbaar.accounts import queries, services
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, Actor, AuditFilter, MunicipalityRow, Role
from weerbaar.accounts.views.audit import guarded

ClientFor = Callable[[MunicipalityRow, str], Client]
LATE = datetime(2026, 1, 5, 23, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
CLERK = Actor(None, "A. Clerk")


def write(town: MunicipalityRow, action: str, who: Actor = CLERK, **extra: object) -> None:
    services.record(who, town.id, action, "point", 7, **extra)  # type: ignore[arg-type]


def page(town: MunicipalityRow, **wanted: str) -> str:
    return reverse("accounts:audit", kwargs={"municipality": town.slug})


def test_filter_by_subject_person_and_day(town: MunicipalityRow) -> None:
    write(town, "old.deed")
    AuditEntry.objects.filter(action="old.deed").update(at=LATE)
    write(town, "new.deed", Actor(None, "B. Boss"))

    def found(**wanted: object) -> list[str]:
        rows, _ = queries.audit_page(town.id, AuditFilter(subject="point", **wanted), 1, 50)  # type: ignore[arg-type]
        return [row.action for row in rows]

    assert found() == ["new.deed", "old.deed"]
    assert found(who="boss") == ["new.deed"]
    assert found(subject_id="8") == []
    day = LATE.replace(hour=0, minute=0)
    assert found(since=day, until=day + timedelta(days=1)) == ["old.deed"]


def test_days_in_the_form_are_whole_days_here(client_for: ClientFor, town: MunicipalityRow) -> None:
    write(town, "late.deed")
    AuditEntry.objects.filter(action="late.deed").update(at=LATE)
    browser = client_for(town, Role.ADMINISTRATOR)
    for since, until, count in (("2026-01-05", "2026-01-05", 1), ("2026-01-06", "2026-01-06", 0)):
        answer = browser.get(page(town), {"since": since, "until": until, "action": "late"})
        assert answer.context["total"] == count


def test_another_municipality_is_not_in_it_but_accounts_of_our_people_are(
    town: MunicipalityRow, other_town: MunicipalityRow
) -> None:
    write(other_town, "their.deed")
    number = services.ensure_person(PROGRAM, email="a@x.example", name="A", password=None)
    services.grant(PROGRAM, user_id=number, role=Role.VIEWER, municipality_id=town.id)
    services.note_own_change(Actor(number, "A"), "accounts.password.changed")
    ours = [row.action for row in queries.audit_trail(town.id, AuditFilter())]
    theirs = [row.action for row in queries.audit_trail(other_town.id, AuditFilter())]
    assert "their.deed" in theirs
    assert "their.deed" not in ours
    assert "accounts.password.changed" in ours
    assert "accounts.password.changed" not in theirs


def test_before_and_after_are_on_the_page_as_text(client_for: ClientFor, town: MunicipalityRow) -> None:
    write(town, "point.moved", before={"name": "<b>Old</b>"}, after={"name": "New"})
    text = client_for(town, Role.ADMINISTRATOR).get(page(town)).content.decode()
    assert "&lt;b&gt;Old&lt;/b&gt; → New" in text


def test_pages_of_fifty_cost_the_same_however_long_the_trail(
    client_for: ClientFor, town: MunicipalityRow
) -> None:
    browser = client_for(town, Role.ADMINISTRATOR)
    with CaptureQueriesContext(connection) as few:
        browser.get(page(town))
    for i in range(120):
        write(town, f"deed.{i}")
    with CaptureQueriesContext(connection) as many:
        last = browser.get(page(town), {"page": "3", "subject": "point"})
    assert len(many) == len(few)
    assert (last.context["total"], len(last.context["rows"]), last.context["next"]) == (120, 20, None)


@pytest.mark.parametrize("number", ["0", "-1", "999999", "x", "²", "9" * 40])
def test_odd_page_numbers_are_no_error(client_for: ClientFor, town: MunicipalityRow, number: str) -> None:
    assert client_for(town, Role.ADMINISTRATOR).get(page(town), {"page": number}).status_code == 200


def test_the_file_holds_one_line_per_changed_field_and_no_formulas(
    client_for: ClientFor, town: MunicipalityRow
) -> None:
    write(
        town,
        "point.moved",
        Actor(None, "=cmd|' /C calc'!A0"),
        before={"name": "@SUM(A1)", "note": 'é, "x"\nsecond line'},
        after={"name": "-1+1", "note": "fine"},
    )
    address = reverse("accounts:audit_file", kwargs={"municipality": town.slug})
    answer = client_for(town, Role.ADMINISTRATOR).get(address, {"subject": "point"})
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(content)))
    assert len(rows) == 3
    assert rows[1][1] == "'=cmd|' /C calc'!A0"
    assert rows[1][5:] == ["name", "'@SUM(A1)", "'-1+1"]
    assert rows[2][5:] == ["note", 'é, "x"\nsecond line', "fine"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "  ="])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert guarded(f"{start}1").startswith("'")


def test_ordinary_text_stays_as_it_is() -> None:
    assert guarded("Plein 1 - Oost = mooi") == "Plein 1 - Oost = mooi"
