"""An exercise in two browsers: a facilitator leads, a player plays, an evaluator grades; then the plan."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import violations
from tests.e2e.conftest import Site

pytestmark = pytest.mark.e2e
OpenPage = Callable[..., Page]
PASSWORD = "een-lang-wachtwoord-27"
LEADER, PLAYER, EVALUATOR = (f"oefen-{name}@maastricht.example" for name in ("leider", "speler", "waarnemer"))
ROOM = "/{language}/maastricht/staff/continuity/"
SEED = """
import django; django.setup()
from weerbaar.accounts import queries
from weerbaar.accounts.services import ensure_person, grant
from weerbaar.accounts.types import PROGRAM
from weerbaar.continuity import services
m = queries.municipality_by_slug("maastricht")
for email, name, role in (
    ("oefen-leider", "Oefenleider", "editor-continuity"),
    ("oefen-speler", "Speler", "process-owner"),
    ("oefen-waarnemer", "Waarnemer", "approver"),
):
    p = ensure_person(
        PROGRAM, email=email + "@maastricht.example", name=name, password="{password}", is_demo=True
    )
    grant(PROGRAM, user_id=p, role=role, municipality_id=m.id)
services.load_starter(PROGRAM, m.id)
services.hold_demo_exercise(PROGRAM, m.id)
"""


@pytest.fixture(scope="module")
def players(site: Site) -> Site:
    """The site with people for an exercise, the starter content, and an exercise that was held."""
    subprocess.run([sys.executable, "-c", SEED.format(password=PASSWORD)], env=site.environment, check=True)
    for email in (LEADER, PLAYER, EVALUATOR):
        site.passwords[email] = PASSWORD
    return site


def room(language: str) -> str:
    return ROOM.format(language=language)


def prepare(page: Page, language: str, name: str) -> str:
    """Prepares an exercise with the 72 hours and three people; answers its address."""
    dutch = language == "nl"
    page.goto(f"{room(language)}exercises/")
    page.get_by_role("link", name="Oefening voorbereiden" if dutch else "Prepare an exercise").click()
    page.get_by_label("Naam" if dutch else "Name", exact=True).fill(name)
    page.get_by_role("button", name="Opslaan" if dutch else "Save").click()
    expect(page.locator("h1")).to_have_text(name)
    for role, person, group in (("player", "Speler", "works"), ("evaluator", "Waarnemer", "")):
        page.get_by_text("Voeg iemand toe" if dutch else "Add somebody").click()
        page.locator("#id_role").select_option(role)
        page.locator("#id_user_id").select_option(label=person)
        if group:
            page.locator("#id_group_id").select_option(
                label="Openbare werken en riolering" if dutch else "Public works and sewers"
            )
        page.get_by_role("button", name="Toevoegen" if dutch else "Add", exact=True).click()
        expect(page.locator("main table").nth(1)).to_contain_text(person)
    return re.sub(r"#.*", "", page.url)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_preparation_to_improvement_plan(players: Site, open_page: OpenPage, language: str) -> None:
    dutch = language == "nl"
    leader, player = open_page(LEADER), open_page(PLAYER, width=360)
    exercise = prepare(leader, language, f"Oefening {language}")
    leader.goto(f"{exercise}lead/")
    player.goto(f"{exercise}play/")
    expect(player.locator("#clock")).to_contain_text("T+00:00")

    # start, deliver: it arrives at the player without anybody reloading
    leader.locator("#act-start").click()
    expect(leader.locator("#act-pause")).to_be_visible()
    leader.locator("[id^=deliver-]").first.click()
    expect(player.locator("#play .wb-inject")).to_have_count(1)
    expect(player.locator("#play")).to_contain_text("16.40 uur" if dutch else "16:40")
    expect(player.locator("#clock")).to_contain_text("loopt" if dutch else "running")

    # pause, jump to the next inject, then to a time; both screens show it
    leader.locator("#act-pause").click()
    expect(leader.locator("#act-resume")).to_be_visible()
    leader.locator("#act-next").click()
    expect(leader.locator("#clock")).to_contain_text("T+00:10")
    leader.get_by_text("Springen, snelheid en einde" if dutch else "Jump, speed and end").click()
    leader.get_by_label("Ga naar tijdstip" if dutch else "Go to time").fill("1:00")
    leader.get_by_role("button", name="Spring" if dutch else "Jump", exact=True).click()
    expect(leader.locator("#clock")).to_contain_text("T+01:00")
    expect(player.locator("#clock")).to_contain_text("T+01:00")

    # what is for others does not arrive, what is for this player does
    card = leader.locator(".wb-inject--due")
    pumps = card.filter(has_text="Havenweg")
    card.filter(has_text="noodstroom" if dutch else "emergency power").locator("[id^=deliver-]").first.click()
    pumps.locator("[id^=deliver-]").first.click()
    expect(player.locator("#play .wb-inject")).to_have_count(2)
    expect(player.locator("#play .wb-inject").first).to_contain_text("Havenweg")

    # the player logs and reports, with the phone, while the leader types
    leader.get_by_label("Ga naar tijdstip" if dutch else "Go to time").fill("2:3")
    player.get_by_label("Wat hebt u gedaan of besloten?" if dutch else "What did you do or decide?").fill(
        "Aggregaat naar Havenweg"
    )
    player.get_by_role("button", name="Zet in het logboek" if dutch else "Put in the log").click()
    expect(player.locator("#log")).to_contain_text("Aggregaat naar Havenweg")
    for condition, time in (("lost", "0:40"), ("can_start", "0:50"), ("restored", "0:55")):
        player.locator("#state_node").select_option("process:sewer-pumps")
        player.locator("#state_condition").select_option(condition)
        player.locator("#state_minute").fill(time)
        player.get_by_role("button", name="Melden" if dutch else "Report", exact=True).click()
        expect(player.locator("#states")).to_contain_text(f"T+0{time}")
    assert violations(player) == []
    # what arrives at the leader leaves alone what the leader has open and typed
    expect(leader.locator("#log")).to_contain_text("Aggregaat naar Havenweg")
    expect(leader.get_by_label("Ga naar tijdstip" if dutch else "Go to time")).to_have_value("2:3")
    assert violations(leader) == []

    # the evaluator grades; the leader ends it
    evaluator = open_page(EVALUATOR)
    evaluator.goto(f"{exercise}evaluate/")
    article = evaluator.locator("article").filter(has_text="rioolgemalen" if dutch else "sewer pumps")
    article.locator("summary").click()
    article.locator("textarea").fill("Binnen een kwartier")
    article.locator("select").select_option("met")
    article.get_by_role("button").click()
    expect(article).to_contain_text("Binnen een kwartier")
    assert violations(evaluator) == []
    leader.get_by_role("button", name="Oefening beëindigen" if dutch else "End the exercise").click()
    expect(leader.locator("#clock")).to_contain_text("gehouden" if dutch else "held")

    # measured times go to the register
    leader.goto(f"{exercise}results/")
    row = leader.locator("tr").filter(has_text="Rioolgemalen" if dutch else "Sewer pumps")
    expect(row).to_contain_text("5 min")
    row.get_by_role("button").click()
    expect(row).to_contain_text("overgenomen" if dutch else "taken over")
    assert violations(leader) == []

    # hot wash, and the measure that follows from it
    leader.goto(f"{exercise}hot-wash/")
    leader.get_by_label("moet beter" if dutch else "must be better").check()
    leader.get_by_label("Wat was het?" if dutch else "What was it?").fill("Verloopkabel ontbrak")
    leader.get_by_role("button", name="Opslaan" if dutch else "Save").click()
    leader.get_by_role("link", name="Maak een maatregel" if dutch else "Make a measure").click()
    title = f"Kabel bij het aggregaat ({language})"
    leader.locator("#id_title").fill(title)
    leader.locator("#id_owner_role_id").select_option(index=1)
    leader.locator("#id_due_on").fill("2027-02-01")
    leader.get_by_role("button", name="Opslaan" if dutch else "Save").click()
    expect(leader.locator("#plan table")).to_contain_text(title)
    leader.goto(f"{room(language)}measures/")
    expect(leader.locator("main table")).to_contain_text(title)


PAGES = ("", "lead/", "evaluate/", "watch/", "manual/", "inject-list/", "results/", "hot-wash/", "report/")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [360, 1440])
def test_pages_of_an_exercise_are_accessible_and_fit(
    players: Site, open_page: OpenPage, language: str, width: int
) -> None:
    page = open_page(LEADER, width=width)
    page.goto(f"{room(language)}exercises/")
    page.locator("main table tr").filter(has_text="Eerste oefening 72 uur").get_by_role("link").first.click()
    held = page.url
    general = (
        "exercises/",
        "exercises/library/",
        "exercises/library/outage-72h/",
        "exercises/new/",
        "measures/",
    )
    for address in (*(held + name for name in PAGES), *(room(language) + name for name in general)):
        page.goto(address)
        assert violations(page) == [], address
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), address
        if not address.endswith("measures/"):
            expect(page.locator(".wb-exercise-mark")).to_have_text("OEFENING / EXERCISE")


def test_every_sheet_of_a_printed_page_carries_the_mark(players: Site, open_page: OpenPage) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    page = open_page(LEADER)
    page.goto(f"{room('nl')}exercises/")
    page.locator("main table tr").filter(has_text="Eerste oefening 72 uur").get_by_role("link").first.click()
    page.goto(f"{page.url}inject-list/")
    reader = PdfReader(BytesIO(page.pdf()))
    assert len(reader.pages) > 3
    assert all("OEFENING / EXERCISE" in sheet.extract_text() for sheet in reader.pages)


def test_without_script_an_exercise_works_by_reloading(players: Site, open_page: OpenPage) -> None:
    leader = open_page(LEADER, java_script_enabled=False)
    player = open_page(PLAYER, java_script_enabled=False)
    # filled in as a person without script would: the folds are opened by the browser itself
    leader.goto(f"{room('en')}exercises/new/")
    leader.get_by_label("Name", exact=True).fill("Without script")
    leader.get_by_role("button", name="Save").click()
    exercise = leader.url
    leader.locator("summary").filter(has_text="Add somebody").click()
    leader.locator("#id_role").select_option("player")
    leader.locator("#id_user_id").select_option(label="Speler")
    leader.get_by_role("button", name="Add", exact=True).click()
    leader.goto(f"{exercise}lead/")
    leader.get_by_role("button", name="Start the exercise").click()
    leader.get_by_role("button", name="Deliver 1", exact=True).click()
    player.goto(f"{exercise}play/")
    expect(player.locator(".wb-inject")).to_have_count(1)
    player.get_by_label("What did you do or decide?").fill("By hand")
    player.get_by_role("button", name="Put in the log").click()
    expect(player.locator("#log")).to_contain_text("By hand")
