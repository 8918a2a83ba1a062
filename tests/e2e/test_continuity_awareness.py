"""A lesson on a phone, behind a personal link: with the keyboard only, without script, in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.axe import violations
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import services
from weerbaar.continuity.models import OrganisationUnit, Participation
from weerbaar.continuity.services.rounds import make_personal_link

# Playwright's synchronous API keeps an event loop in this thread, in which Django would refuse its database
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PHONE: ViewportSize = {"width": 360, "height": 740}
WORDS = {
    "nl": ("Beginnen", "Mijn antwoorden bekijken", "Uw antwoorden", "Dank u wel"),
    "en": ("Begin", "See my answers", "Your answers", "Thank you"),
}


@pytest.fixture
def link(town: MunicipalityRow) -> str:
    """The token of somebody who is invited to one lesson."""
    OrganisationUnit.objects.create(municipality_id=town.id, code="ict", name_nl="ICT", name_en="ICT")
    services.load_lessons_starter(PROGRAM, town.id)
    last = timezone.localdate() + timedelta(days=7)
    number = services.open_round(PROGRAM, town.id, "Winter", ["everybody"], last)
    services.add_invitees(PROGRAM, town.id, number, [services.Invitee("a@x.example", "ict")])
    return make_personal_link(Participation.objects.get())


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(request: pytest.FixtureRequest, browser: Browser, live_server: Any) -> Iterator[Page]:
    context = browser.new_context(
        base_url=live_server.url, viewport=PHONE, java_script_enabled=bool(request.param)
    )
    yield context.new_page()
    assert not context.cookies()
    context.close()


def press_until(page: Page, text: str) -> None:
    """Tab until the focus is on something that says so."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").count() and text in page.locator(":focus").inner_text():
            return
    pytest.fail(f"Tab never came to {text}")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_link_to_thanks_by_keyboard(page: Page, link: str, town: MunicipalityRow, language: str) -> None:
    begin, see, answers, thanks = WORDS[language]
    page.goto(f"/{language}/{town.slug}/lessons/{link}/")
    press_until(page, begin)
    page.keyboard.press("Enter")
    expect(page.locator("form")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for group in range(3):
        page.locator("fieldset").nth(group).locator("input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    page.locator("input[name=read]").focus()
    page.keyboard.press("Space")
    press_until(page, see)
    page.keyboard.press("Enter")
    expect(page.locator("#answers")).to_have_text(answers)
    assert page.locator("article").count() == 3
    page.locator("article ~ p a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_contain_text(thanks)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_finds_nothing(
    browser: Browser, live_server: Any, link: str, town: MunicipalityRow, language: str
) -> None:
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, bypass_csp=True)
    page = context.new_page()
    for path in (f"{link}/", f"{link}/everybody/", "nothing/"):
        page.goto(f"/{language}/{town.slug}/lessons/{path}")
        assert violations(page) == []
    page.goto(f"/{language}/{town.slug}/lessons/{link}/everybody/")
    page.locator("form").evaluate("form => { form.noValidate = true }")
    page.locator("form button").click()  # nothing filled in: the errors are said
    expect(page.locator("form [aria-invalid=true]").first).to_be_visible()
    assert page.locator("form [aria-invalid=true]").count() >= 4
    assert violations(page) == []
    context.close()
