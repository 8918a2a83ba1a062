"""The portal in a real browser: by keyboard, without script, on paper, on a phone; axe finds nothing."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e import axe

pytestmark = pytest.mark.e2e
OpenPage = Callable[..., Page]
LEAD = "lead@maastricht.example"
PUBLIC = (
    "",
    "?q=6211AA",
    "?q=6211",
    "?q=nergens",
    "support-points/",
    "support-points/1/",
    "network/",
    "accessibility/",
    "privacy/",
)


@pytest.mark.parametrize(
    ("language", "found"), [("nl", "Uw dichtstbijzijnde noodsteunpunt"), ("en", "Your nearest support point")]
)
def test_a_resident_finds_a_point_with_the_keyboard_only(
    open_page: OpenPage, language: str, found: str
) -> None:
    page = open_page()
    page.goto(f"/{language}/")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Maastricht":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/maastricht/")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("6211 aa")
    page.keyboard.press("Enter")
    # the first walk after a start compiles the search over the streets
    expect(page.get_by_role("heading", name=found)).to_be_visible(timeout=30_000)
    # from here the keyboard goes on at the answer, not at the top
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#answer') !== null")


def test_the_map_beside_the_answer_is_drawn(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/en/maastricht/?q=6211AA")
    expect(page.locator("weerbaar-map canvas")).to_be_visible()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everything_works_with_scripts_blocked(open_page: OpenPage, language: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"/{language}/maastricht/")
    page.locator("input[name=q]").fill("6211")
    page.locator("main form[role=search] button").click()
    page.locator("#answer li a").first.click()
    expect(page.locator("article h3")).to_be_visible()
    page.goto(f"/{language}/maastricht/support-points/")
    before = page.locator("tbody tr").count()
    page.locator("noscript input, input#filter").first.fill("brandweer")
    page.locator("main form[role=search] button").click()
    assert 0 < page.locator("tbody tr").count() < before


def test_a_location_finds_a_point_and_stands_in_no_address(open_page: OpenPage) -> None:
    page = open_page(
        geolocation={"latitude": 50.8514, "longitude": 5.6910}, permissions=["geolocation"], locale="en"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/en/maastricht/")
    page.get_by_role("button", name="Use my location").click()
    expect(page.get_by_role("heading", name="Your nearest support point")).to_be_visible(timeout=30_000)
    page.wait_for_load_state("networkidle")
    assert not [address for address in asked if "50.8" in address or "5.69" in address]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_of_a_point_prints_on_one_sheet(open_page: OpenPage, language: str) -> None:
    page = open_page()
    for number in (1, 2, 3):
        page.goto(f"/{language}/maastricht/support-points/{number}/")
        name = page.locator("h1").inner_text()
        sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert len(sheets) == 1
        text = sheets[0].extract_text()
        assert name in text
        assert "0800 9009" in text
        width, height = float(sheets[0].mediabox.width), float(sheets[0].mediabox.height)
        assert (round(width), round(height)) == (595, 842)  # A4 in points


def test_the_dashboard_fits_on_one_laptop_screen(open_page: OpenPage) -> None:
    page = open_page(LEAD, width=1440)
    for language in ("nl", "en"):
        page.goto(f"/{language}/maastricht/staff/")
        assert page.evaluate("document.documentElement.scrollHeight") <= 900
        expect(page.locator(".wb-dashboard__test")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_sticks_out_and_axe_finds_nothing(open_page: OpenPage, language: str, width: int) -> None:
    if not axe.SOURCE.exists():
        pytest.skip("axe-core is not installed: run scripts/build_frontend.sh")
    page = open_page(width=width)
    for address in (f"/{language}/", *(f"/{language}/maastricht/{part}" for part in PUBLIC)):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert axe.violations(page) == [], address


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_finds_nothing_on_the_dashboard(open_page: OpenPage, language: str, width: int) -> None:
    if not axe.SOURCE.exists():
        pytest.skip("axe-core is not installed: run scripts/build_frontend.sh")
    page = open_page(LEAD, width=width)
    page.goto(f"/{language}/maastricht/staff/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe.violations(page) == []
    person = open_page("region@maastricht.example", width=width)
    person.goto(f"/{language}/start/")
    assert axe.violations(person) == []
