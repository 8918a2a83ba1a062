"""The style page in a real browser: accessible, narrow, by keyboard, on paper, without script or WebGL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import violations
from tests.e2e.look.conftest import DESK, PHONE

OpenPage = Callable[..., Page]
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    settings.DEMO_SIGN_INS = True


def draw_map(page: Page) -> None:
    page.locator("weerbaar-map").scroll_into_view_if_needed()
    expect(page.locator("weerbaar-map")).to_have_attribute("data-state", "ready", timeout=30_000)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", ["style/", "style/field/"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    open_page: OpenPage, path: str, language: str, viewport: dict[str, int]
) -> None:
    page = open_page(f"/{language}/{path}", viewport)
    if path == "style/":
        draw_map(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_what_a_page_without_a_map_loads_is_small(open_page: OpenPage) -> None:
    page = open_page("/nl/style/field/")
    sizes = page.evaluate(
        "performance.getEntries().filter(e => 'decodedBodySize' in e).map(e => [e.name, e.decodedBodySize])"
    )
    assert sum(size for _, size in sizes) < 200_000
    assert not [name for name, _ in sizes if "engine" in name or "htmx" in name]


def test_a_map_far_below_waits(open_page: OpenPage) -> None:
    page = open_page("/nl/style/", {"width": 360, "height": 300})
    page.wait_for_timeout(500)
    names = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    assert not [name for name in names if "engine" in name or name.endswith("map.json")]
    draw_map(page)


def test_the_map_is_really_drawn(open_page: OpenPage) -> None:
    page = open_page("/nl/style/")
    draw_map(page)
    page.wait_for_timeout(800)
    colours = page.evaluate(
        """() => {
            const source = document.querySelector('weerbaar-map canvas.maplibregl-canvas');
            const copy = document.createElement('canvas');
            [copy.width, copy.height] = [source.width, source.height];
            const pen = copy.getContext('2d');
            pen.drawImage(source, 0, 0);
            const pixels = pen.getImageData(0, 0, copy.width, copy.height).data;
            const seen = new Map();
            for (let at = 0; at < pixels.length; at += 4) {
                const key = `${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`;
                seen.set(key, (seen.get(key) ?? 0) + 1);
            }
            return Object.fromEntries(seen);
        }"""
    )
    # the accent inside the points that are ready, and the text colour of the pin
    assert colours.get("11,110,117", 0) > 100
    assert colours.get("22,33,43", 0) > 50


def test_list_and_map_point_at_each_other(open_page: OpenPage) -> None:
    page = open_page("/nl/style/")
    draw_map(page)
    item = page.locator("[data-map-feature=p0]")
    item.focus()
    expect(item).to_have_class("wb-card wb-highlight")
    page.keyboard.press("Enter")
    expect(page.locator(".wb-map__popup h3")).to_have_text("Stadhuis")
    page.wait_for_timeout(600)
    # the chosen point stands in the middle now; the map itself is next
    frame = page.locator(".maplibregl-canvas")
    page.locator("[data-map-feature=p2]").hover()
    expect(item).not_to_have_class("wb-card wb-highlight")
    frame.click()
    expect(item).to_have_class("wb-card wb-highlight")


def test_layers_can_be_switched_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/en/style/")
    draw_map(page)
    box = page.get_by_role("checkbox", name="Support points")
    box.focus()
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    assert page.get_by_role("group", name="Layers").get_by_role("checkbox").count() == 7


@pytest.mark.parametrize(
    "answer", [{"status": 500}, {"status": 200, "body": "no json"}, {"status": 200, "body": "{}"}]
)
def test_without_a_map_the_list_is_the_page(open_page: OpenPage, answer: dict[str, Any]) -> None:
    page = open_page("/nl/style/field/", quiet=False)
    page.route("**/map.json", lambda route: route.fulfill(**answer))
    page.goto(page.url.replace("field/", ""))
    page.locator("weerbaar-map").scroll_into_view_if_needed()
    expect(page.locator("weerbaar-map")).to_have_attribute("data-state", "failed")
    expect(page.locator("weerbaar-map")).to_have_text(
        "De kaart kon niet worden geladen. De lijst laat hetzelfde zien."
    )
    expect(page.locator("[data-map-feature]")).to_have_count(3)


def test_without_webgl_the_page_says_so(open_page: OpenPage) -> None:
    page = open_page("/en/style/field/")
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(page.url.replace("field/", ""))
    page.locator("weerbaar-map").scroll_into_view_if_needed()
    expect(page.locator("weerbaar-map")).to_have_attribute("data-state", "no-webgl")


def test_without_script_nothing_is_missing_but_the_map(open_page: OpenPage) -> None:
    page = open_page("/nl/style/", java_script_enabled=False)
    expect(page.locator("weerbaar-map")).to_be_hidden()
    expect(page.locator("weerbaar-locate")).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_label("Postcode of straat").first).to_be_visible()


def test_errors_take_the_focus_and_lead_to_their_field(open_page: OpenPage) -> None:
    page = open_page("/nl/style/")
    expect(page.locator("[data-wb-focus]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_wrong-street")).to_be_focused()


def test_table_sorts_by_keyboard_and_says_how(open_page: OpenPage) -> None:
    page = open_page("/nl/style/")
    header = page.get_by_role("columnheader", name="Binnen bereik")
    header.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    names = page.get_by_role("table").get_by_role("rowheader")
    expect(names.first).to_have_text("Brusselsepoort")
    expect(names.last).to_have_text("Sint Maartenspoort")  # not measured


def test_first_tab_leads_past_the_menus(open_page: OpenPage) -> None:
    page = open_page("/nl/style/field/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_language_switch_leads_to_the_same_page(open_page: OpenPage) -> None:
    page = open_page("/nl/style/field/?from=list")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/style/field/?from=list")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_paper_has_no_menus(open_page: OpenPage) -> None:
    page = open_page("/nl/style/")
    page.emulate_media(media="print")
    for gone in (page.get_by_role("navigation"), page.locator("footer"), page.locator("form button")):
        for one in gone.all():
            expect(one).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_reduced_motion_is_respected(open_page: OpenPage) -> None:
    page = open_page("/nl/style/", reduced_motion="reduce")
    duration = page.evaluate("getComputedStyle(document.querySelector('.utrecht-button')).transitionDuration")
    assert float(duration.split("s")[0]) < 0.001
