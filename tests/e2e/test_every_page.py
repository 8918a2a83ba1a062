"""Every page that links lead to, as every kind of person, in both languages, on a phone and on a desk.

One pass looks at everything that can be seen on a page, because loading pages is what takes time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.axe import violations
from tests.e2e.conftest import Site
from tests.e2e.crawling import Visited, crawl
from tests.e2e.language import left_behind

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1440, "height": 900}
STUDIO = "maastricht/staff/support-points/designs/"
STARTS = ("", "maastricht/", "valkenburg/")
SEARCHES = ("maastricht/?q=6221AA", "maastricht/?q=Voorbeeldstraat", "maastricht/?q=zzzz")
# role: addresses to begin from besides the public ones, and how many pages of one kind to visit
ROLES: dict[str, tuple[tuple[str, ...], int]] = {
    "": ((*SEARCHES, "account/login/"), 3),
    "admin@maastricht.example": (("maastricht/staff/",), 2),
    "editor@maastricht.example": (("maastricht/staff/", f"{STUDIO}compare/?design=1&design=2"), 2),
    "coordinator@maastricht.example": (("maastricht/staff/", "maastricht/staff/continuity/"), 1),
    "owner@maastricht.example": (("maastricht/staff/continuity/",), 1),
    "viewer@maastricht.example": (("maastricht/staff/",), 1),
    "region@maastricht.example": (("start/", "maastricht/staff/", "valkenburg/staff/"), 1),
    "admin@valkenburg.example": (("valkenburg/staff/",), 1),
}
READERS = ("viewer@maastricht.example", "region@maastricht.example")
ERRORS = (
    ("", "maastricht/nothing/", 404),
    ("viewer@maastricht.example", "maastricht/staff/accounts/people/", 403),
)


def leave(address: str) -> bool:
    """Documents have tests of their own, and signing out would end the walk."""
    return "/export/" in address or "/logout/" in address or address.startswith("/api/")


@dataclass
class Walks:
    """Who visited what; made once for all tests of this file."""

    browser: Browser
    address: str
    signed_in: Callable[[str], dict[str, object]]
    contexts: dict[str, BrowserContext] = field(default_factory=dict)
    done: dict[str, list[Visited]] = field(default_factory=dict)

    def context(self, role: str) -> BrowserContext:
        if role not in self.contexts:
            state: Any = self.signed_in(role) if role else None
            self.contexts[role] = self.browser.new_context(
                base_url=self.address, viewport=DESK, storage_state=state
            )
        return self.contexts[role]

    def of(self, role: str) -> list[Visited]:
        if role not in self.done:
            client = self.context(role).request
            own, most = ROLES[role]

            def get(address: str) -> tuple[int, str, str]:
                answer = client.get(address)
                kind = answer.headers.get("content-type", "")
                return answer.status, kind, answer.text() if kind.startswith("text/html") else ""

            starts = [f"/{language}/{path}" for language in ("nl", "en") for path in (*own, *STARTS)]
            self.done[role] = crawl(get, starts, most, leave)
        return self.done[role]


@pytest.fixture(scope="module")
def walks(site: Site, browser: Browser, signed_in: Callable[[str], dict[str, object]]) -> Iterator[Walks]:
    made = Walks(browser, site.address, signed_in)
    yield made
    for context in made.contexts.values():
        context.close()


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_somewhere_and_every_page_has_its_language_and_name(walks: Walks, role: str) -> None:
    wrong = []
    for visited in walks.of(role):
        where = f"{visited.address} (linked from {visited.found_on or 'the start'})"
        if visited.status != 200:
            wrong.append(f"{where}: {visited.status}")
        reading = visited.reading
        if reading is None:
            continue
        language = visited.address.split("/")[1] or reading.language  # the bare address leads to one
        if reading.language != language:
            wrong.append(f"{where}: its language is {reading.language!r}")
        if len(reading.headings) != 1 or not reading.headings[0]:
            wrong.append(f"{where}: its main headings are {reading.headings}")
        if not reading.title.split("·")[0].strip():
            wrong.append(f"{where}: no title")
        twice = {name for name in reading.identities if reading.identities.count(name) > 1}
        if twice:
            wrong.append(f"{where}: ids occur twice: {sorted(twice)}")
        wrong += [f"{where}: in the other language: {text}" for text in left_behind(reading.texts, language)]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("role", READERS)
def test_who_may_only_read_is_offered_nothing_to_change(walks: Walks, role: str) -> None:
    offered = {
        (visited.address, action)
        for visited in walks.of(role)
        if visited.reading and "/staff/" in visited.address
        for action in visited.reading.actions
        if not action.endswith("/account/logout/")
    }
    assert offered == set()


# the captions of tables that a phone would have to scroll sideways, once the page has followed its new width
WIDE_TABLES = """async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return [...document.querySelectorAll('.wb-table-scroll > table:not([data-stack="no"])')]
        .filter((table) => table.parentElement.scrollWidth > table.parentElement.clientWidth + 1)
        .map((table) => table.caption?.textContent.trim() ?? '');
}"""


def look_at(page: Page, address: str) -> list[str]:
    """What is wrong on a page, on a desk and on a phone."""
    wrong: list[str] = []
    for viewport in (DESK, PHONE):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > viewport["width"]:
            wrong.append(f"{address} at {viewport['width']} px: {width} px wide")
        wrong += [f"{address} at {viewport['width']} px: {found}" for found in violations(page)]
        if viewport is PHONE:
            wrong += [
                f"{address}: the table {name!r} scrolls sideways" for name in page.evaluate(WIDE_TABLES)
            ]
    return wrong


def test_every_kind_of_page_is_accessible_fits_and_keeps_its_console_silent(walks: Walks) -> None:
    seen: set[tuple[object, ...]] = set()
    wrong: list[str] = []
    looked = 0
    for role in ROLES:
        page = walks.context(role).new_page()
        said: list[str] = []
        page.on("pageerror", lambda error, said=said: said.append(str(error)))  # type: ignore[misc]
        page.on(
            "console",
            lambda message, said=said: said.append(message.text) if message.type == "error" else None,  # type: ignore[misc]
        )
        for visited in walks.of(role):
            offers = frozenset(visited.reading.actions) if visited.reading else frozenset()
            # the same page with other buttons is another page
            shape = (
                visited.kind,
                len(offers),
                visited.address.startswith(("/nl/valkenburg", "/en/valkenburg")),
            )
            if visited.reading is None or shape in seen:
                continue
            seen.add(shape)
            page.goto(visited.address, wait_until="load")
            wrong += look_at(page, visited.address)
            wrong += [f"{visited.address} in the console: {text}" for text in said]
            said.clear()
            looked += 1
        page.close()
    assert looked > 80
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize(("role", "path", "status"), ERRORS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_of_errors_are_pages(walks: Walks, role: str, path: str, status: int, language: str) -> None:
    page = walks.context(role).new_page()
    answer = page.goto(f"/{language}/{path}")
    assert answer
    assert answer.status == status
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == language
    assert look_at(page, path) == []
    page.close()
