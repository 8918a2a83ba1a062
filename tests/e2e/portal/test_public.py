"""The portal in a real browser: map, location, without script, on paper; the rest stands one folder up."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.e2e
OpenPage = Callable[..., Page]
LEAD = "lead@maastricht.example"


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
