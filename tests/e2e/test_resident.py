"""A resident finds a support point on a phone: by keyboard, by postcode, by street, without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
OpenPage = Callable[..., Page]
PHONE = 360
FIND = {"nl": "Vind uw noodsteunpunt", "en": "Find your support point"}
TO_PRINT = {"nl": "Alles over dit punt, om te printen", "en": "Everything about this point, to print"}
POSTCODE = "6221 AA"
STREET = "Voorbeeldstraat Wyck"  # the illustrative town has several, numbered
FOCUS_SHOWS = """() => {
    const here = document.activeElement, style = getComputedStyle(here);
    const box = here.getBoundingClientRect();
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const across = box.width > 0 && box.right > 0 && box.left < innerWidth;
    const along = box.bottom > 0 && box.top < innerHeight;
    return here !== document.body && (outlined || style.boxShadow !== 'none') && across && along;
}"""


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Presses Tab until an element has the focus; every stop on the way must show where the focus is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS_SHOWS), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never came to {selector}")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_the_keyboard_only_on_a_phone(open_page: OpenPage, language: str) -> None:
    page = open_page(width=PHONE)
    page.goto(f"/{language}/maastricht/")
    expect(page.locator("h1")).to_have_text(FIND[language])
    tab_to(page, "a[href='#content']", most=1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    tab_to(page, "input[name=q]")
    page.keyboard.type(POSTCODE.replace(" ", "").lower())
    page.keyboard.press("Enter")
    nearest = page.locator("article.wb-card h3")
    expect(nearest).to_be_visible()
    name = nearest.inner_text()
    assert POSTCODE in page.locator("#answer").inner_text()
    tab_to(page, "article.wb-card a[href*='/support-points/']")
    assert page.evaluate("document.activeElement.textContent").strip() == TO_PRINT[language]
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)


def test_the_map_shows_the_walk(open_page: OpenPage) -> None:
    page = open_page(width=PHONE)
    with page.expect_response(lambda answer: "find.json" in answer.url) as fetched:
        page.goto(f"/nl/maastricht/?q={POSTCODE}")
        page.locator("weerbaar-map").scroll_into_view_if_needed()
    layers = {layer["kind"]: layer["data"]["features"] for layer in fetched.value.json()["layers"]}
    expect(page.locator("weerbaar-map")).to_have_attribute("data-state", "ready", timeout=30_000)
    nearest = page.locator("article.wb-card h3").inner_text()
    assert layers["point"][0]["properties"]["label"] == nearest
    (walk,) = layers["walk"]
    line = walk["geometry"]["coordinates"]
    if walk["geometry"]["type"] == "MultiLineString":
        line = [place for part in line for place in part]
    ends = [layers["point"][0]["geometry"]["coordinates"], layers["place"][0]["geometry"]["coordinates"]]
    for end in ends:  # within about a hundred metres: the way to the street is not part of the line
        assert min(abs(end[0] - x) + abs(end[1] - y) for x, y in (line[0], line[-1])) < 0.0015


@pytest.mark.parametrize("language", ["nl", "en"])
def test_with_scripts_blocked(open_page: OpenPage, language: str) -> None:
    page = open_page(width=PHONE, java_script_enabled=False)
    page.goto(f"/{language}/maastricht/")
    page.locator("input[name=q]").fill(STREET)
    page.locator("form[role=search] button").click()
    page.locator("#answer li a").first.click()  # several streets are called like this
    name = page.locator("article.wb-card h3").inner_text()
    page.locator("article.wb-card a[href*='/support-points/']").click()
    expect(page.locator("h1")).to_have_text(name)
    page.goto(f"/{language}/maastricht/support-points/")
    assert page.get_by_text(name).count() > 0


def test_what_nobody_can_find_says_what_to_try(open_page: OpenPage) -> None:
    page = open_page(width=PHONE)
    page.goto("/en/maastricht/?q=zzzz")
    expect(page.locator("#answer")).to_contain_text("Type only the street, without the house number.")


def test_a_public_page_is_light(open_page: OpenPage) -> None:
    page = open_page(width=PHONE)
    page.goto("/nl/maastricht/")
    page.wait_for_load_state("networkidle")
    sizes = page.evaluate("performance.getEntries().map(entry => entry.decodedBodySize || 0)")
    assert sum(sizes) < 300_000
