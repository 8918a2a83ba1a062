"""What is due, for whom; what happened, in words; and the mail about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from click.testing import CliRunner
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from tests.continuity.conftest import Builder, Staff, any_of, process_ref, resource_ref
from weerbaar.accounts import queries as accounts
from weerbaar.accounts.models import AuditEntry, User
from weerbaar.accounts.types import PROGRAM, Actor, MunicipalityRow, Role
from weerbaar.cli import main
from weerbaar.continuity import models, queries, services
from weerbaar.continuity.edits import ProcessEdit
from weerbaar.continuity.queries.circles import circles
from weerbaar.continuity.types import ImpactRow, Register, WorkKind, WorkList

K = WorkKind
MAILER = "weerbaar.continuity.services.reminders.send_mail"
Look = Callable[..., WorkList]


@pytest.fixture
def look(town: MunicipalityRow) -> Look:
    def at(actor: Actor, **more: Any) -> WorkList:
        assert actor.user_id is not None
        granted = accounts.permissions(actor.user_id, town.id)
        return queries.work_list(town.id, granted, actor, timezone.localdate(), **more)

    return at


def codes(work: WorkList, kind: WorkKind) -> list[str]:
    return [item.code for item in work.of(kind)]


def test_a_process_goes_over_the_desks_of_three_people(
    small_register: Builder,
    town: MunicipalityRow,
    staff: Staff,
    coordinator: Actor,
    approver: Actor,
    look: Look,
) -> None:
    owner = staff(Role.PROCESS_OWNER, "social")
    edit = replace(ProcessEdit.of(small_register.get_process("benefits")), rpo_min=60)
    services.edit_process(owner, town.id, "benefits", edit)
    assert codes(look(owner), K.DRAFT) == ["benefits"]
    assert codes(look(coordinator), K.DRAFT) == ["contact-centre"]  # nobody keeps its department
    assert codes(look(coordinator, everything=True), K.DRAFT) == ["benefits", "contact-centre"]
    assert look(approver).count == 0

    services.offer_process(owner, town.id, "benefits")
    assert codes(look(owner), K.DRAFT) == codes(look(owner), K.REVIEW) == []
    assert codes(look(coordinator), K.REVIEW) == ["benefits"]

    services.review_process(coordinator, town.id, "benefits")
    assert codes(look(coordinator), K.REVIEW) == []
    assert codes(look(approver), K.APPROVE) == ["benefits"]

    tomorrow = timezone.localdate() + timedelta(days=1)
    services.approve_process(approver, town.id, "benefits", review_due_on=tomorrow)
    assert look(approver).count == 0
    assert codes(look(owner), K.OVERDUE) == []
    models.Process.objects.update(review_due_on=timezone.localdate())
    assert codes(look(owner), K.OVERDUE) == ["benefits"]
    assert codes(look(coordinator), K.OVERDUE) == []


def test_what_is_unknown_is_named(small_register: Builder, staff: Staff, look: Look) -> None:
    owner = staff(Role.PROCESS_OWNER, "services")
    small_register.resource("pump", unit="services")
    unknown = {item.code: item.fields for item in look(owner).of(K.UNKNOWN)}
    assert unknown == {
        "contact-centre": ("decision", "impacts", "recovery_min"),
        "pump": ("recovery_min",),
    }


def test_impacts_without_a_limit_leave_the_longest_disruption_unknown(small_register: Builder) -> None:
    small_register.process(
        "mild", impacts=(ImpactRow("money", 60, 1),), workaround_nl="op papier", rto_min=0, recovery_min=0
    )
    assert queries.unknown_of_process(small_register.get_process("mild")) == (
        "decision",
        "mtpd_min",
        "requirements",
        "workaround_max_min",
    )


def test_contacts_are_due_after_half_a_year_and_only_for_who_may_change_them(
    small_register: Builder, staff: Staff, look: Look, coordinator: Actor, approver: Actor
) -> None:
    today = timezone.localdate()
    old = small_register.person("Oud", unit_code="social", checked_on=today - timedelta(days=185))
    small_register.person("Vers", unit_code="social", checked_on=today - timedelta(days=170))
    never = small_register.person("Nooit", unit_code="social")
    loose = small_register.person("Los")
    owner = staff(Role.PROCESS_OWNER, "social")
    assert codes(look(owner), K.CONTACT) == [str(never), str(old)]
    assert codes(look(coordinator), K.CONTACT) == [str(loose)]
    for other in (approver, staff(Role.VIEWER), staff(Role.PROCESS_OWNER, "services")):
        assert codes(look(other), K.CONTACT) == []


def test_a_longer_register_costs_no_query_more(
    small_register: Builder, coordinator: Actor, look: Look
) -> None:
    small_register.person("Een")

    def taken() -> int:
        with CaptureQueriesContext(connection) as captured:
            look(coordinator)
        return len(captured)

    few = taken()
    for number in range(10):
        small_register.process(f"p{number}")
        small_register.person(f"Persoon {number}")
    assert taken() == few <= 20


# --- history ------------------------------------------------------------------------------------------------


def test_history_says_in_words_what_was_and_what_became(
    small_register: Builder, town: MunicipalityRow, staff: Staff
) -> None:
    owner = staff(Role.PROCESS_OWNER, "social", name="Fatima")
    row = small_register.get_process("benefits")
    edit = replace(
        ProcessEdit.of(row),
        rto_min=36 * 60,
        decision="can_wait",
        impacts=(*row.impacts, ImpactRow("money", 60, 1)),
        requirements=(
            any_of(resource_ref("grid"), resource_ref("generator"), process_ref("contact-centre"), needed=2),
        ),
        basis_confirmed=True,
        rpo_min=0,
    )
    services.edit_process(owner, town.id, "benefits", edit)
    register = queries.register(town.id)
    row = small_register.get_process("benefits")
    with override("nl"):
        newest, added = queries.history(register, row)
        dutch = {
            label: (before.replace("\xa0", " "), after.replace("\xa0", " "))
            for label, before, after in newest.changes
        }
    assert (newest.who, newest.what, added.what) == ("Fatima", "Gewijzigd", "Toegevoegd")
    assert dutch == {
        "Hersteltijddoel": ("24 uur", "36 uur"),
        "Maximaal dataverlies": ("niet ingevuld", "0 minuten"),
        "Besluit": ("moet doorgaan", "kan 72 uur wachten"),
        "Iemand heeft deze basis opgezocht en ze klopt": ("nee", "ja"),
        "Gevolgen": ("niets", "geld: 1 uur klein"),
        "Wat het nodig heeft": (
            "Middel benefits-app",
            "2 van: Middel grid, Middel generator, Proces contact-centre",
        ),
    }
    with override("en"):
        assert queries.history(register, row)[0].what == "Changed"


def test_values_at_an_earlier_version(small_register: Builder, town: MunicipalityRow) -> None:
    for minutes in (60, 120, 180):
        row = small_register.get_process("benefits")
        services.edit_process(PROGRAM, town.id, "benefits", replace(ProcessEdit.of(row), rto_min=minutes))
    services.set_requirements(PROGRAM, town.id, process_ref("benefits"), ())
    row = small_register.get_process("benefits")
    assert row.version == 5
    assert queries.values_at(town.id, row, 5) == {}
    assert queries.values_at(town.id, row, 3) == {
        "rto_min": 120,
        "requirements": (any_of(resource_ref("benefits-app")),),
    }
    assert queries.values_at(town.id, row, 1)["rto_min"] == 24 * 60


# --- circles, against a search by hand ---


def test_circles_are_those_that_a_walk_finds(build: Builder, town: MunicipalityRow) -> None:
    import random

    build.unit("social")
    dice = random.Random(72)
    refs = [build.resource(f"r{n}", recovery_min=1) for n in range(6)] + [
        build.process(f"p{n}") for n in range(6)
    ]
    for _round in range(8):
        edges = {ref: {dice.choice(refs) for _ in range(dice.randrange(3))} - {ref} for ref in refs}
        for ref, needs in edges.items():
            services.set_requirements(PROGRAM, town.id, ref, tuple(any_of(need) for need in sorted(needs)))
        register: Register = queries.register(town.id)

        def reached(start: Any, edges: dict[Any, set[Any]] = edges) -> set[Any]:
            seen: set[Any] = set()
            stack = [start]
            while stack:
                for need in edges[stack.pop()] - seen:
                    seen.add(need)
                    stack.append(need)
            return seen

        ways = {ref: reached(ref) for ref in refs}
        expected = {
            tuple(sorted(other for other in refs if other in ways[ref] and ref in ways[other]))
            for ref in refs
            if ref in ways[ref]
        }
        assert set(circles(register)) == expected


# --- reminders ----------------------------------------------------------------------------------------------


@pytest.fixture
def owner(small_register: Builder, staff: Staff) -> Actor:
    return staff(Role.PROCESS_OWNER, "social", name="Fatima")


def test_one_mail_a_week_in_ones_own_language(
    small_register: Builder, town: MunicipalityRow, owner: Actor, coordinator: Actor, staff: Staff
) -> None:
    staff(Role.VIEWER)
    small_register.person("Zeldzame Naam", unit_code="social", phone="043 350 12 34")
    User.objects.filter(pk=coordinator.user_id or 0).update(language="en")
    now = timezone.now()
    done = services.remind_of_work(PROGRAM, town, now)
    assert (done.sent, done.failed) == (2, 0)
    dutch = next(each for each in mail.outbox if "process-owner" in each.to[0])
    english = next(each for each in mail.outbox if "editor-continuity" in each.to[0])
    assert dutch.subject == "Weerbaar: 3 punten wachten op u in het continuïteitsregister van Kleinstad"
    assert dutch.body.startswith("Beste Fatima,")
    assert "Concepten om af te maken\n- Uitkeringen betalen\n" in dutch.body
    assert "Controleer de contactgegevens van 1 persoon" in dutch.body
    assert "/nl/kleinstad/staff/continuity/work/" in dutch.body
    assert "Process contact-centre" in english.body
    assert "/en/kleinstad/staff/continuity/work/" in english.body
    for each in mail.outbox:
        assert "Zeldzame" not in each.body
        assert "350 12 34" not in each.body
    assert services.remind_of_work(PROGRAM, town, now + timedelta(days=6)).sent == 0
    assert services.remind_of_work(PROGRAM, town, now + timedelta(days=7, minutes=1)).sent == 2
    assert AuditEntry.objects.filter(action="continuity.reminder.sent").count() == 4
    assert models.WorkReminder.objects.count() == 2


def test_two_runs_at_once_mail_nobody_twice(
    small_register: Builder, town: MunicipalityRow, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run begins at the worst moment: while the first is busy sending."""
    send, inner = mail.send_mail, list[Any]()

    def slowly(*args: Any) -> None:
        if not inner:
            inner.append(None)
            inner.append(services.remind_of_work(PROGRAM, town))
        send(*args)

    monkeypatch.setattr(MAILER, slowly)
    assert services.remind_of_work(PROGRAM, town).sent == 1
    assert inner[1].sent == 0
    assert len(mail.outbox) == 1


def test_a_mail_that_could_not_leave_is_tried_again(
    small_register: Builder, town: MunicipalityRow, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = mail.send_mail

    def refuse(*_args: Any) -> None:
        raise SMTPServerDisconnected("busy")

    monkeypatch.setattr(MAILER, refuse)
    done = services.remind_of_work(PROGRAM, town)
    assert (done.sent, done.failed) == (0, 1)
    assert not models.WorkReminder.objects.exists()
    monkeypatch.setattr(MAILER, send)
    assert services.remind_of_work(PROGRAM, town).sent == 1


def test_closed_and_demonstration_accounts_get_no_mail(
    small_register: Builder, town: MunicipalityRow, owner: Actor, coordinator: Actor
) -> None:
    User.objects.filter(pk=owner.user_id or 0).update(is_active=False)
    User.objects.filter(pk=coordinator.user_id or 0).update(is_demo=True)
    assert services.remind_of_work(PROGRAM, town).sent == 0
    assert not mail.outbox


def test_the_command_says_what_it_did(
    small_register: Builder, town: MunicipalityRow, owner: Actor, settings: Any
) -> None:
    settings.SENDS_MAIL = True
    run = CliRunner().invoke(main, ["continuity", "remind", "--municipality", "gm9999"])
    assert run.exit_code == 0, run.output
    assert run.output == "Kleinstad: 1 mailed, 0 failed, 0 not due.\n"
    assert CliRunner().invoke(main, ["continuity", "remind", "--municipality", "GM0001"]).exit_code == 1
    settings.SENDS_MAIL = False
    assert "WEERBAAR_EMAIL_URL" in CliRunner().invoke(main, ["continuity", "remind"]).output
