"""The register in a real browser: by keyboard only, by two people at once, and on its way to approved.

A small register on the test's own server, so that this does not wait for the demonstration.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.continuity.conftest import Builder, build, keep_unit, small_register
from tests.e2e.axe import violations
from tests.e2e.language import left_behind
from weerbaar.accounts.services import ensure_person, grant
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role
from weerbaar.continuity import services

# Playwright's synchronous API keeps an event loop in this thread, in which Django would refuse its database
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
__all__ = ["build", "small_register"]

Open = Callable[..., Page]
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1440, "height": 900}
NAMES = {
    Role.PROCESS_OWNER: "Fatima el Amrani",
    Role.EDITOR_CONTINUITY: "Joost van Dijk",
    Role.APPROVER: "Marieke Peters",
}
PATIENCE_MS = 30_000


@pytest.fixture
def register(small_register: Builder) -> Builder:
    person = small_register.person("Sanne Willems", unit_code="social", phone="043 350 12 34")
    services.set_role_holders(PROGRAM, small_register.municipality_id, "clerk", [person])
    return small_register


@pytest.fixture
def open_page(
    transactional_db: None, live_server: Any, browser: Browser, town: MunicipalityRow, register: Builder
) -> Iterator[Open]:
    """`open_page(role, "processes/")`: a page as somebody with that role; errors in its console fail."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(
        role: str, place: str, language: str = "en", viewport: dict[str, int] = DESK, **options: Any
    ) -> Page:
        context = browser.new_context(base_url=live_server.url, viewport=viewport, **options)  # type: ignore[arg-type]
        context.add_cookies([{**_session(town, role), "url": live_server.url}])  # type: ignore[list-item]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text)
                if said.type == "error" and "status of 4" not in said.text
                else None
            ),
        )
        page.goto(f"/{language}/kleinstad/staff/continuity/{place}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _session(town: MunicipalityRow, role: str) -> dict[str, str]:
    """The cookie of somebody with this role who signed in a minute ago, with a second factor."""
    from allauth.mfa.models import Authenticator
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from weerbaar.accounts.models import User

    person = ensure_person(PROGRAM, email=f"{role}@kleinstad.example", name=NAMES[Role(role)], password=None)
    grant(PROGRAM, user_id=person, role=role, municipality_id=town.id)
    if role == Role.PROCESS_OWNER:
        keep_unit(town.id, "social", person)
    Authenticator.objects.get_or_create(user_id=person, type="totp", defaults={"data": {"secret": "x"}})
    session = SessionStore()
    session[SESSION_KEY] = str(person)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = User.objects.get(pk=person).get_session_auth_hash()
    session["account_authentication_methods_user"] = str(person)
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "reauthenticated": True, "at": time.time() - 60}
    ]
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key)}


def tab_to(page: Page, where: str, most: int = 250) -> None:
    """Presses Tab until the element in focus fits a condition on `e`, as who has no mouse would."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const e = document.activeElement; return Boolean({where}); }})()"):
            return
    pytest.fail(f"no focus on {where} within {most} presses")


def test_the_owner_changes_a_process_with_the_keyboard_only(open_page: Open, register: Builder) -> None:
    page = open_page(Role.PROCESS_OWNER, "processes/benefits/")
    tab_to(page, "e.textContent.trim() === 'Change'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/")
    tab_to(page, "e.name === 'impact-legal_10080'")
    page.keyboard.type("3")
    tab_to(page, "e.name === 'rto_min_0'")
    page.keyboard.press("Control+A")
    page.keyboard.type("1.5")
    tab_to(page, "e.name === 'rto_min_1'")
    page.keyboard.type("day")
    tab_to(page, "e.textContent.trim() === 'Add a need'")
    page.keyboard.press("Enter")  # a row more, without leaving the page
    expect(page.locator("fieldset.wb-need")).to_have_count(2)
    expect(page.locator("[name=rto_min_0]")).to_have_value("1.5")
    expect(page.locator("[name=need-1-add_0]")).to_be_focused()
    page.keyboard.type("Resource generator")
    tab_to(page, "e.textContent.trim() === 'Save everything'")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Must go on within 36 hours")).to_be_visible()
    row = register.get_process("benefits")
    assert row.rto_min == 36 * 60
    assert [need.members[0].code for need in row.requirements] == ["benefits-app", "generator"]
    assert ("legal", 10080, 3) in {(each.category, each.after_min, each.level) for each in row.impacts}


def test_enter_in_a_field_saves(open_page: Open, register: Builder) -> None:
    """The first button of a form is what Enter presses: it must not be the one that adds a row."""
    page = open_page(Role.PROCESS_OWNER, "processes/benefits/edit/")
    page.locator("[name=rpo_min_0]").fill("2")
    page.locator("[name=rpo_min_0]").press("Enter")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert register.get_process("benefits").rpo_min == 120


def test_who_comes_second_sees_both_and_chooses(open_page: Open, register: Builder) -> None:
    first = open_page(Role.PROCESS_OWNER, "processes/benefits/edit/")
    second = open_page(Role.EDITOR_CONTINUITY, "processes/benefits/edit/")
    first.locator("[name=rto_min_0]").fill("6")
    first.locator("[name=mbco_nl]").fill("Voorschotten")
    first.get_by_role("button", name="Save", exact=True).last.click()
    expect(first.get_by_text("Saved.", exact=True)).to_be_visible()
    second.locator("[name=rto_min_0]").fill("8")
    second.get_by_role("button", name="Save", exact=True).last.click()
    alert = second.locator("main [role=alert]")
    expect(alert).to_contain_text("Somebody else changed this in the meantime. Nothing was saved yet.")
    expect(second.locator("#decision").locator("xpath=..")).to_contain_text(
        "A colleague wrote here in the meantime: 6 hours"
    )
    expect(second.locator("[name=rto_min_0]")).to_have_value("8")
    expect(second.locator("[name=mbco_nl]")).to_have_value("Voorschotten")  # theirs came along
    assert violations(second) == []
    second.get_by_role("button", name="Save", exact=True).last.click()
    expect(second.get_by_text("Saved.", exact=True)).to_be_visible()
    row = register.get_process("benefits")
    assert (row.rto_min, row.mbco_nl) == (480, "Voorschotten")


def test_from_draft_to_approved_by_three_people(open_page: Open, register: Builder) -> None:
    owner = open_page(Role.PROCESS_OWNER, "processes/benefits/edit/", "nl")
    owner.locator("[name=rpo_min_0]").fill("1")
    owner.get_by_role("button", name="Opslaan", exact=True).last.click()
    owner.get_by_role("button", name="Aanbieden om na te kijken").click()
    expect(owner.get_by_role("button", name="Dit klopt: nagekeken")).to_have_count(0)

    coordinator = open_page(Role.EDITOR_CONTINUITY, "work/", "nl")
    coordinator.locator("section", has_text="Na te kijken").first.get_by_role(
        "link", name="Uitkeringen betalen"
    ).click()
    coordinator.get_by_role("button", name="Dit klopt: nagekeken").click()
    expect(coordinator.get_by_text("Nagekeken. Het wacht nu op vaststelling.")).to_be_visible()

    approver = open_page(Role.APPROVER, "work/", "nl")
    approver.get_by_role("link", name="Uitkeringen betalen").click()
    approver.get_by_role("button", name="Vaststellen").click()
    expect(approver.locator("section", has_text="Status").first).to_contain_text("vastgesteld")
    history = approver.locator(".wb-timeline")
    for name in NAMES.values():
        expect(history).to_contain_text(name)
    assert register.get_process("benefits").status == "approved"


def test_without_script_a_row_is_added_and_saved(open_page: Open, register: Builder) -> None:
    page = open_page(Role.PROCESS_OWNER, "processes/benefits/edit/", java_script_enabled=False)
    page.get_by_role("button", name="Add a role to the staffing").click()
    page.locator("[name=staff-1-role_code]").select_option("clerk")
    page.locator("[name=staff-1-people]").fill("3")
    page.locator("[name=staff-1-from_min_0]").fill("72")
    page.locator("[name=staff-1-until_min_0]").fill("7")
    page.locator("[name=staff-1-until_min_1]").select_option("days")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert register.get_process("benefits").staffing[1].people == 3


PLACES = (
    "work/",
    "processes/",
    "processes/benefits/",
    "processes/benefits/edit/",
    "new-process/",
    "resources/",
    "resources/network/",
    "resources/network/edit/",
    "units/",
    "units/social/edit/",
    "roles/",
    "roles/clerk/edit/",
    "people/",
    "new-person/",
)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    open_page: Open, language: str, viewport: dict[str, int]
) -> None:
    page = open_page(Role.EDITOR_CONTINUITY, PLACES[0], language, viewport)
    found: dict[str, list[str]] = {}
    for place in PLACES:
        page.goto(f"/{language}/kleinstad/staff/continuity/{place}")
        lines = violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > viewport["width"]:
            lines.append("scrolls sideways")
        texts = page.locator(
            "main :is(h1, h2, h3, label, th, dt, button, legend, summary, p)"
        ).all_inner_texts()
        lines += left_behind([" ".join(text.split()) for text in texts], language)
        if lines:
            found[place] = lines
    assert found == {}
