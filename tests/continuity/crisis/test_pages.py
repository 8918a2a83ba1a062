"""The pages of the crisis organisation: what they show to whom, and what they let people do."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.continuity.crisis.conftest import Holds
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role
from weerbaar.continuity import queries, services
from weerbaar.continuity.services import Entry

pytestmark = pytest.mark.django_db
ClientFor = Callable[[MunicipalityRow, str], Client]
SECRET_PHONE = "06-00000012"  # of who has a name of twelve letters


def at(name: str, town: MunicipalityRow, language: str = "en", **more: object) -> str:
    with override(language):
        return reverse(f"continuity:{name}", kwargs={"municipality": town.slug, **more})


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_from_nothing_to_teams_by_one_button(client_for: ClientFor, town: MunicipalityRow) -> None:
    editor = client_for(town, Role.EDITOR_CONTINUITY)
    assert "Begin with the example" in text(editor, at("crisis", town))
    assert "Begin with the example" not in text(client_for(town, Role.VIEWER), at("crisis", town))
    editor.post(at("crisis_starter", town))
    page = text(editor, at("crisis", town, "nl"))
    for words in ("Team bevolkingszorg", "GRIP 3", "Nog te bevestigen", "<svg", "niemand"):
        assert words in page


def test_names_and_phones_only_for_those_with_contacts(
    client_for: ClientFor, teams: MunicipalityRow, holds: Holds
) -> None:
    holds("mayor", "Wilhelmina B", "Bram")
    rota = services.add_rota(PROGRAM, teams.id, "policy-team", "Rooster", 480)
    log = services.open_decision_log(PROGRAM, teams.id, "Storing")
    viewer, approver = client_for(teams, Role.VIEWER), client_for(teams, Role.APPROVER)
    for address in (at("crisis", teams), at("crisis_team", teams, code="policy-team")):
        page = text(viewer, address)
        assert "Wilhelmina" not in page
        assert "2 people" in page
        assert "Wilhelmina B" in text(approver, address)
    for address in (
        at("alert_list", teams),
        at("rotas", teams),
        at("rota", teams, rota_id=rota),
        at("rota_csv", teams, rota_id=rota),
        at("decision_logs", teams),
        at("decision_log", teams, log_id=log),
        at("decision_log_csv", teams, log_id=log),
    ):
        text(viewer, address, 403)
        text(approver, address)


def test_the_alert_list_calls_in_order_and_leaves_word(
    client_for: ClientFor, teams: MunicipalityRow, holds: Holds
) -> None:
    holds("mayor", "Wilhelmina B", "Bram")
    page = text(client_for(teams, Role.APPROVER), at("alert_list", teams) + "?team=policy-team")
    assert SECRET_PHONE in page
    assert page.index("Wilhelmina B") < page.index("Bram") < page.index("Crisis adviser")
    assert "Incident command post" not in page.split("</nav>")[-1].split("<table")[-1]
    entries = AuditEntry.objects.filter(action="continuity.alert_list.opened")
    assert [(entry.subject_id, entry.actor_label) for entry in entries] == [
        ("policy-team", "approver person")
    ]


def test_a_rota_by_the_page(client_for: ClientFor, teams: MunicipalityRow, holds: Holds) -> None:
    holds("duty-officer", "Anna", "Bram", "Carla")
    editor = client_for(teams, Role.EDITOR_CONTINUITY)
    new = {"team": "incident-command", "title": "Rooster", "shift_min": "480", "handover_min": "0"}
    made = editor.post(at("rotas", teams), {**new, "starts_at": "2026-12-01T08:00"})
    assert made.status_code == 302
    (row,) = queries.rotas(teams.id)
    page = at("rota", teams, rota_id=row.id)
    assert "nobody" in text(editor, page)
    answer = editor.post(at("rota_propose", teams, rota_id=row.id), {"version": "1"}, follow=True)
    said = answer.content.decode()
    assert "0 places are empty. No rest-time rule is broken. No rota is better: that is proven." in said
    assert "08:00\u201316:00" in said
    full = queries.rota(teams.id, row.id)
    assert full is not None
    cell = full.lines[0][1]
    key = f"1.{cell.seat.id}.1"
    assert f'<option value="{key}" selected>' in text(editor, f"{page}?cell={key}")
    editor.post(
        at("rota_duty", teams, rota_id=row.id),
        {"cell": key, "person": str(full.lines[0][0].person_id), "version": str(full.version)},
    )
    said = text(editor, page)
    assert "on end" in said
    assert "rule" in said
    stale = editor.post(
        at("rota_duty", teams, rota_id=row.id), {"cell": key, "person": "", "version": str(full.version)}
    )
    assert stale.status_code == 400
    assert "Somebody else changed this rota" in stale.content.decode()


def test_a_rota_as_csv(client_for: ClientFor, teams: MunicipalityRow, holds: Holds) -> None:
    holds("duty-officer", "=Anna", "Bram")
    rota = services.add_rota(PROGRAM, teams.id, "incident-command", "Rooster", 720)
    services.propose_rota(PROGRAM, teams.id, rota, 1)
    answer = client_for(teams, Role.APPROVER).get(at("rota_csv", teams, "nl", rota_id=rota))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 7
    assert rows[1][:3] == ["1", "0", "12"]
    assert {row[7] for row in rows[1:]} == {"'=Anna", "Bram"}


def test_the_room_by_the_page(client_for: ClientFor, town: MunicipalityRow) -> None:
    editor = client_for(town, Role.EDITOR_CONTINUITY)
    editor.post(at("crisis_room_starter", town))
    page = at("crisis_room_item", town, code="fuel")
    refused = editor.post(
        page, {"result": "good", "checked_on": "2026-11-01", "checked_by": "Anna", "note": ""}
    )
    assert refused.status_code == 400
    assert "for how many hours" in refused.content.decode()
    editor.post(
        page,
        {"result": "good", "hours": "48", "checked_on": "2026-11-01", "checked_by": "Anna", "note": ""},
    )
    assert "The power lasts 48 hours." in text(editor, at("crisis_room", town))
    assert "Aggregaat" in text(editor, at("crisis_room", town, "nl"))
    viewer = client_for(town, Role.VIEWER)
    assert "Save this check" not in text(viewer, page)
    assert viewer.post(page, {"result": "failed", "checked_on": "2026-11-01"}).status_code == 200
    item = queries.room_item(town.id, "fuel", date(2026, 11, 2))
    assert item is not None
    assert len(item.checks) == 1


def test_a_decision_is_there_when_the_page_says_so(client_for: ClientFor, town: MunicipalityRow) -> None:
    owner = client_for(town, Role.PROCESS_OWNER)
    opened = owner.post(at("decision_logs", town), {"title": "Storing", "kind": "incident"})
    (log,) = queries.decision_logs(town.id)
    page = at("decision_log", town, log_id=log.id)
    assert opened["Location"] == page
    answer = owner.post(page, {"kind": "decision", "text": "Sporthal open", "decided_by": "Burgemeester"})
    assert answer.status_code == 302
    assert [entry.text for entry in queries.decision_entries(town.id, log.id)] == ["Sporthal open"]
    assert "Sporthal open" in text(owner, page)
    assert 'value="1"' in text(owner, f"{page}?about=1")
    no_number = owner.post(page, {"kind": "correction", "text": "Nee, de turnhal"})
    assert no_number.status_code == 400
    owner.post(page, {"kind": "correction", "text": "Nee, de turnhal", "refers_to": "1"})
    assert len(queries.decision_entries(town.id, log.id)) == 2
    approver = client_for(town, Role.APPROVER)
    assert approver.post(page, {"kind": "decision", "text": "x"}).status_code == 403
    assert owner.post(at("decision_log_close", town, log_id=log.id)).status_code == 403
    client_for(town, Role.EDITOR_CONTINUITY).post(at("decision_log_close", town, log_id=log.id))
    assert owner.post(page, {"kind": "decision", "text": "Te laat"}).status_code == 403


def test_an_exercise_is_marked_on_page_and_file(client_for: ClientFor, town: MunicipalityRow) -> None:
    log = services.open_decision_log(PROGRAM, town.id, "Winter", "exercise", "winter")
    services.add_decision_entry(PROGRAM, town.id, log, Entry("Proefbesluit"))
    reader = client_for(town, Role.APPROVER)
    for language in ("nl", "en"):
        assert "OEFENING / EXERCISE" in text(reader, at("decision_log", town, language, log_id=log))
        assert "OEFENING / EXERCISE" in text(reader, at("decision_logs", town, language))
    file = reader.get(at("decision_log_csv", town, log_id=log))
    assert "OEFENING / EXERCISE" in file.content.decode("utf-8-sig")
    assert "oefening" in file["Content-Disposition"]


def test_pages_ask_the_database_as_often_with_much_as_with_little(
    client_for: ClientFor, teams: MunicipalityRow, holds: Holds
) -> None:
    reader = client_for(teams, Role.APPROVER)
    log = services.open_decision_log(PROGRAM, teams.id, "Storing")
    services.load_room_starter(PROGRAM, teams.id)
    addresses = [
        at("crisis", teams),
        at("alert_list", teams),
        at("crisis_room", teams),
        at("decision_logs", teams),
        at("decision_log", teams, log_id=log),
    ]

    def counts() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                text(reader, address)
            found.append(len(asked))
        return found

    holds("mayor", "Anna")
    services.add_decision_entry(PROGRAM, teams.id, log, Entry("Een"))
    counts()
    before = counts()
    for role in ("duty-officer", "care-commander", "log-keeper"):
        holds(role, f"{role} a", f"{role} b")
    for number in range(5):
        services.add_decision_entry(PROGRAM, teams.id, log, Entry(f"Besluit {number}"))
        services.open_decision_log(PROGRAM, teams.id, f"Log {number}")
        services.check_room_item(PROGRAM, teams.id, "keys", is_good=True)
    assert counts() == before


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("crisis_team", {"code": "nowhere"}),
        ("crisis_team_edit", {"code": "nowhere"}),
        ("rota", {"rota_id": 99}),
        ("crisis_room_item", {"code": "nowhere"}),
        ("decision_log", {"log_id": 99}),
    ],
)
def test_what_is_not_there_answers_404(
    client_for: ClientFor, town: MunicipalityRow, name: str, more: dict[str, object]
) -> None:
    text(client_for(town, Role.EDITOR_CONTINUITY), at(name, town, **more), 404)


def test_teams_and_seats_by_the_page(client_for: ClientFor, teams: MunicipalityRow) -> None:
    editor = client_for(teams, Role.EDITOR_CONTINUITY)
    edit = at("crisis_team_edit", teams, code="care-team")
    form = {"name_nl": "Kernteam", "name_en": "Core team", "level": "municipal", "task_nl": "", "task_en": ""}
    loop = editor.post(edit, {**form, "reports_to": "care-public"})
    assert loop.status_code == 400
    assert "to itself" in loop.content.decode()
    assert editor.post(edit, {**form, "reports_to": "policy-team"}).status_code == 302
    editor.post(at("crisis_seat", teams, code="care-team"), {"role": "mayor", "people": "2"})
    page = text(editor, at("crisis_team", teams, code="care-team"))
    assert "Core team" in page
    assert "Municipal policy team" in page
    (team,) = [each for each in queries.crisis_teams(teams.id) if each.code == "care-team"]
    assert ("mayor", 2) in {(seat.role_code, seat.people) for seat in team.seats}
    editor.post(at("crisis_seat_remove", teams, code="care-team", role="mayor"))
    refused = editor.post(at("crisis_team_remove", teams, code="care-team"), follow=True)
    assert "reports to this team" in refused.content.decode()
