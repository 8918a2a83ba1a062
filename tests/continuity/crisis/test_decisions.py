"""The decision log: numbered, in order, and never changed, whoever tries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from weerbaar.accounts.models import AuditEntry, Municipality
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import queries, services
from weerbaar.continuity.models import DecisionEntry, DecisionLog
from weerbaar.continuity.services import Entry
from weerbaar.interface.jobs import UserError

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(town: MunicipalityRow) -> int:
    return services.open_decision_log(PROGRAM, town.id, "Stroomstoring 24 november")


def write(town: MunicipalityRow, log: int, text: str, **more: object) -> int:
    return services.add_decision_entry(PROGRAM, town.id, log, Entry(text, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE continuity_decisionentry SET text = 'anders' WHERE number = 1",
        "UPDATE continuity_decisionentry SET number = 9 WHERE number = 1",
        "DELETE FROM continuity_decisionentry WHERE number = 1",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(
    town: MunicipalityRow, log: int, statement: str
) -> None:
    write(town, log, "Aggregaat naar het gemaal")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(statement)
    entry = DecisionEntry.objects.get()
    assert (entry.number, entry.text) == (1, "Aggregaat naar het gemaal")


def test_neither_the_log_nor_the_municipality_goes_while_entries_stand_in_it(
    town: MunicipalityRow, log: int
) -> None:
    write(town, log, "Crisisruimte open")
    with pytest.raises(ProtectedError):
        DecisionLog.objects.get().delete()
    with pytest.raises(ProtectedError):
        Municipality.objects.get(pk=town.id).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        DecisionEntry.objects.all().delete()


def test_numbers_follow_on_and_later_entries_tell_how_a_decision_stands(
    town: MunicipalityRow, log: int
) -> None:
    due = timezone.now() + timedelta(hours=2)
    assert write(town, log, "Sporthal open als opvang", due_at=due, carried_out_by="Team Bevolkingszorg") == 1
    assert write(town, log, "Persbericht om 18.00 uur") == 2
    assert write(town, log, "Hal is warm, bedden komen", kind="follow_up", refers_to=1, state="busy") == 3
    assert write(town, log, "Het was de turnhal", kind="correction", refers_to=1) == 4
    # a follow-up of a follow-up hangs under the decision
    assert write(town, log, "Open sinds 17.40 uur", kind="follow_up", refers_to=3, state="done") == 5
    first, second, *rest = queries.decision_entries(town.id, log)
    assert [entry.number for entry in (first, second, *rest)] == [1, 2, 3, 4, 5]
    assert first.later == (3, 4, 5)
    assert [entry.refers_to for entry in rest] == [1, 1, 1]
    assert (first.state, first.current_state) == ("open", "done")
    assert rest[1].state == "busy"  # a correction leaves the state as it was
    assert not first.is_open
    assert second.is_open
    assert not first.is_late(due + timedelta(hours=1))


def test_an_open_decision_past_its_time_is_late(town: MunicipalityRow, log: int) -> None:
    due = timezone.now() + timedelta(hours=1)
    write(town, log, "Sporthal open", due_at=due)
    write(town, log, "Later", kind="follow_up", refers_to=1, state="busy", due_at=due + timedelta(hours=2))
    (decision, _later) = queries.decision_entries(town.id, log)
    assert not decision.is_late(due + timedelta(hours=1))
    assert decision.is_late(due + timedelta(hours=3))


@pytest.mark.parametrize(
    "wrong",
    [
        Entry("  "),
        Entry("Morgen", at=timezone.now() + timedelta(days=1)),
        Entry("Bij niets", kind="follow_up"),
        Entry("Bij niets", kind="correction", refers_to=7),
    ],
)
def test_what_cannot_be_an_entry_is_refused_and_leaves_nothing(
    town: MunicipalityRow, log: int, wrong: Entry
) -> None:
    with pytest.raises(UserError):
        services.add_decision_entry(PROGRAM, town.id, log, wrong)
    assert not queries.decision_entries(town.id, log)
    assert write(town, log, "Het eerste echte besluit") == 1


def test_a_closed_log_takes_nothing_more(town: MunicipalityRow, log: int) -> None:
    write(town, log, "Besluit")
    services.close_decision_log(PROGRAM, town.id, log)
    with pytest.raises(UserError):
        write(town, log, "Te laat")
    with pytest.raises(UserError):
        services.close_decision_log(PROGRAM, town.id, log)
    (row,) = queries.decision_logs(town.id)
    assert (row.entries, row.closed_at is not None) == (1, True)


def test_another_municipality_reaches_nothing(
    town: MunicipalityRow, other_town: MunicipalityRow, log: int
) -> None:
    write(town, log, "Besluit")
    with pytest.raises(UserError):
        write(other_town, log, "Van de buren")
    assert queries.decision_log(other_town.id, log) is None
    assert not queries.decision_entries(other_town.id, log)


def test_the_audit_trail_tells_that_something_was_written_but_not_what(
    town: MunicipalityRow, log: int
) -> None:
    write(town, log, "Gevoelig")
    actions = AuditEntry.objects.filter(subject="decision_log").order_by("id")
    assert [entry.action for entry in actions] == [
        "continuity.decision_log.opened",
        "continuity.decision.written",
    ]
    assert "Gevoelig" not in str([entry.after for entry in actions])


def test_an_exercise_is_marked_so(town: MunicipalityRow) -> None:
    log = services.open_decision_log(PROGRAM, town.id, "Winteroefening", "exercise", exercise="winter-26")
    row = queries.decision_log(town.id, log)
    assert row is not None
    assert (row.is_exercise, row.exercise) == (True, "winter-26")
