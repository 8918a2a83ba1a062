"""The plan in the browser: made, compared, approved by somebody else, downloaded in both languages."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.axe import violations
from tests.e2e.conftest import NEIGHBOUR_PASSWORD, Site

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1500)]
OpenPage = Callable[..., Page]
COORDINATOR, LEAD = "plan-coordinator@maastricht.example", "lead@maastricht.example"
PLAN = "/maastricht/staff/continuity/plan/"
MAKING_MS = 600_000  # sixteen files on a busy machine
WIDTHS = (360, 1440)
REGISTER = """
import django; django.setup()
from weerbaar.accounts import queries as accounts
from weerbaar.accounts.services import ensure_person, grant
from weerbaar.accounts.types import PROGRAM
from weerbaar.continuity import queries, services
m = accounts.municipality_by_code("GM0935")
p = ensure_person(
    PROGRAM, email="{email}", name="Plan Coordinator", password="{password}", is_demo=True
)
grant(PROGRAM, user_id=p, role="editor-continuity", municipality_id=m.id)
if not queries.register(m.id).processes:
    services.load_starter(PROGRAM, m.id, frozenset({{"democracy"}}))
"""


@pytest.fixture(scope="module")
def register(site: Site) -> None:
    """A coordinator, and a register of one track where the demonstration has none."""
    script = REGISTER.format(email=COORDINATOR, password=NEIGHBOUR_PASSWORD)
    subprocess.run([sys.executable, "-c", script], env=site.environment, check=True)
    site.passwords[COORDINATOR] = NEIGHBOUR_PASSWORD


def sound(page: Page) -> None:
    """Nothing for axe to find, and nothing wider than the screen."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def newest(page: Page) -> int:
    """The number of the version that is in the making."""
    page.goto(f"/en{PLAN}")
    heading = page.locator("#next-title").inner_text()
    return int(heading.split()[1].rstrip(","))


def fetched(page: Page, tmp_path: Path, name: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("link", name=name).first.click()
    target = tmp_path / started.value.suggested_filename
    started.value.save_as(target)
    return target.read_bytes()


def test_from_register_to_an_approved_plan_in_both_languages(
    register: None, open_page: OpenPage, tmp_path: Path
) -> None:
    coordinator = open_page(COORDINATOR)
    coordinator.goto(f"/en{PLAN}")
    sound(coordinator)
    coordinator.get_by_label("Why a new version?").fill("For the executive")
    coordinator.get_by_role("button", name="Make a new version").or_(
        coordinator.get_by_role("button", name="Make the draft again")
    ).click()
    coordinator.wait_for_url("**/plan/*/", timeout=MAKING_MS)
    number = newest(coordinator)
    coordinator.goto(f"/en{PLAN}{number}/")
    expect(coordinator.locator("h1")).to_have_text(f"Continuity plan, version {number}")
    sound(coordinator)
    coordinator.get_by_role("button", name="Offer this version").click()
    expect(coordinator.get_by_text("offered for approval").first).to_be_visible()
    expect(coordinator.get_by_role("button", name="Approve this version")).to_have_count(0)

    lead = open_page(LEAD)
    lead.goto(f"/en{PLAN}{number}/")
    sound(lead)
    lead.get_by_label("You approve as").fill("mayor")
    lead.get_by_role("button", name="Approve this version").click()
    lead.wait_for_url("**/plan/*/", timeout=MAKING_MS)
    expect(lead.get_by_text("This version does not change any more.")).to_be_visible()
    for language, link, word in (
        ("nl", "Nederlands, PDF", "vastgesteld"),
        ("en", "English, PDF", "approved"),
    ):
        lead.goto(f"/{language}{PLAN}{number}/")
        content = fetched(lead, tmp_path, link)
        reader = PdfReader(io.BytesIO(content))
        assert f"{number}, {word}" in " ".join(page.extract_text() for page in reader.pages[:4])
        assert reader.trailer["/Root"]["/Lang"].startswith(language)
    document = fetched(lead, tmp_path, "English, DOCX")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(document)).namelist()

    # something changes in the register, and the plan says so, in both languages
    coordinator.goto(f"/en{PLAN}texts/mandate/")
    coordinator.get_by_label("Text in English").fill("The mayor decides.")
    coordinator.get_by_role("button", name="Save").click()
    coordinator.goto(f"/en{PLAN}")
    expect(coordinator.locator("#behind-title + .wb-note")).to_contain_text("The plan is 1 change behind.")
    coordinator.goto(f"/nl{PLAN}")
    expect(coordinator.locator("#behind-title + .wb-note")).to_contain_text("1 wijziging achter")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_of_the_plan_are_sound_on_phone_and_desk(
    register: None, open_page: OpenPage, language: str, width: int
) -> None:
    page = open_page(COORDINATOR, width=width)
    for address in ("", "texts/", "texts/scope/", "papers/"):
        page.goto(f"/{language}{PLAN}{address}")
        sound(page)


def test_a_place_for_paper_is_noted_without_script(register: None, open_page: OpenPage) -> None:
    page = open_page(COORDINATOR, java_script_enabled=False)
    page.goto(f"/en{PLAN}papers/")
    page.get_by_label("Place", exact=True).fill("Crisis room")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("rowheader", name="Crisis room")).to_be_visible()
