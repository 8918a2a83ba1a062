"""The coordinator's whole path: starter content, approved plan, exercise, improvement plan; in two languages.

Each language has a municipality of its own on the running site, which begins with nothing.
"""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.axe import violations
from tests.e2e.conftest import NEIGHBOUR_PASSWORD, Site

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1500)]
OpenPage = Callable[..., Page]
MAKING_MS = 600_000  # sixteen files on a busy machine
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1440, "height": 900}
TOWNS = {"nl": ("GM9001", "padstad"), "en": ("GM9002", "pathtown")}
PEOPLE = {"editor-continuity": "Coördinator", "process-owner": "Eigenaar", "approver": "Vaststeller"}
TOWN = """
import django; django.setup()
from weerbaar.accounts.services import ensure_municipality, ensure_person, grant
from weerbaar.accounts.types import PROGRAM
m = ensure_municipality(
    PROGRAM, code="{code}", slug="{slug}", name="{name}", region=("VR25", "Flevoland")
)
for role, name in {people}.items():
    p = ensure_person(
        PROGRAM, email=role + "@{slug}.example", name=name, password="{password}", is_demo=True
    )
    grant(PROGRAM, user_id=p, role=role, municipality_id=m.id)
"""


@dataclass(frozen=True)
class Town:
    """A municipality that begins, and the language in which its people work."""

    language: str
    slug: str

    def say(self, nl: str, en: str) -> str:
        return nl if self.language == "nl" else en

    def at(self, place: str = "", language: str = "") -> str:
        return f"/{language or self.language}/{self.slug}/staff/continuity/{place}"

    def email(self, role: str) -> str:
        return f"{role}@{self.slug}.example"


@pytest.fixture(params=["nl", "en"])
def town(request: pytest.FixtureRequest, site: Site) -> Town:
    code, slug = TOWNS[request.param]
    script = TOWN.format(
        code=code, slug=slug, name=slug.capitalize(), people=PEOPLE, password=NEIGHBOUR_PASSWORD
    )
    subprocess.run([sys.executable, "-c", script], env=site.environment, check=True)
    made = Town(request.param, slug)
    for role in PEOPLE:
        site.passwords[made.email(role)] = NEIGHBOUR_PASSWORD
    return made


def sound(page: Page, *, also_phone: bool = False) -> None:
    """Nothing for axe to find, and nothing wider than the screen."""
    for viewport in (PHONE, DESK) if also_phone else (DESK,):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        assert violations(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], page.url


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def saved(page: Page, town: Town) -> None:
    expect(page.get_by_text(town.say("Opgeslagen.", "Saved."), exact=True)).to_be_visible()


def fetched(page: Page, link: str, target: Path) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("link", name=link).first.click()
    started.value.save_as(target)
    return target.read_bytes()


def takes_over_the_starter_content(page: Page, town: Town) -> None:
    page.goto(town.at())
    sound(page)
    page.get_by_role("link", name=town.say("Naar de startinhoud", "To the starter content")).click()
    expect(page.locator("h1")).to_have_text(town.say("Startinhoud", "Starter content"))
    for track in page.locator("[name=tracks]").all():  # one track, with all that it leans on
        track.set_checked(track.get_attribute("value") == "government")
    press(page, town.say("Bekijk wat er zou veranderen", "See what would change"))
    expect(page.locator("h1")).to_have_text(town.say("Wat er zou veranderen", "What would change"))
    expect(page.locator("main")).to_contain_text(
        town.say("Er is nog niets bewaard.", "Nothing has been written yet.")
    )
    sound(page)
    press(page, town.say("Het gekozene overnemen", "Take over what was chosen"))
    page.goto(town.at("processes/"))
    expect(page.locator("main table")).to_contain_text(town.say("Rioolgemalen", "Sewer pumps"))
    page.goto(town.at("recovery/"))
    expect(page.locator("h1")).to_have_text(town.say("Op tijd terug?", "Back in time?"))
    expect(page.locator(".wb-recovery .wb-badge--alarm").first).to_be_visible()
    sound(page, also_phone=True)


def changes_the_register(page: Page, town: Town) -> None:
    """A process and a resource become the municipality's own, and a department gets its keeper."""
    page.goto(town.at("processes/sewer-pumps/edit/"))
    page.locator("[name=rto_min_0]").fill("3")
    page.locator("[name=is_illustrative]").uncheck()
    page.get_by_role("button", name=town.say("Opslaan", "Save"), exact=True).last.click()
    saved(page, town)
    expect(page.locator("#headline")).to_contain_text(town.say("3 uur", "3 hours"))
    sound(page)
    page.goto(town.at("resources/grid-power/edit/"))
    page.locator("[name=recovery_source]").fill(town.say("Netbeheerder", "Grid operator"))
    page.locator("[name=is_illustrative]").uncheck()
    page.get_by_role("button", name=town.say("Opslaan", "Save"), exact=True).last.click()
    saved(page, town)
    expect(page.locator("main")).to_contain_text(town.say("Netbeheerder", "Grid operator"))
    page.goto(town.at("units/civil-affairs/edit/"))
    page.get_by_label(PEOPLE["process-owner"], exact=True).check()
    press(page, town.say("Opslaan wie deze afdeling bijhoudt", "Save who keeps it"))
    saved(page, town)


def confirms_and_offers(page: Page, town: Town) -> None:
    """The keeper of the department says that a process is as it is with them."""
    page.goto(town.at("work/"))
    name = town.say("Overlijdensaangifte", "Death registration")
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("link", name=town.say("Wijzigen", "Change"), exact=True).click()
    page.locator("[name=is_illustrative]").uncheck()
    page.get_by_role("button", name=town.say("Opslaan", "Save"), exact=True).last.click()
    saved(page, town)
    press(page, town.say("Aanbieden om na te kijken", "Offer for review"))
    expect(page.get_by_role("button", name=town.say("Dit klopt", "This is right"))).to_have_count(0)


def passes(page: Page, town: Town, button: str) -> None:
    """A step of a process on its way to approved."""
    page.goto(town.at("work/"))
    name = town.say("Overlijdensaangifte", "Death registration")
    page.get_by_role("link", name=name).first.click()
    press(page, button)


def fills_the_crisis_organisation(page: Page, town: Town) -> None:
    """The usual teams, a role with its deputy, and a rota for it."""
    page.goto(town.at("crisis/"))
    page.get_by_role("button", name=town.say("Voeg toe wat ontbreekt", "Add what is missing")).or_(
        page.get_by_role("button", name=town.say("Begin met het voorbeeld", "Begin with the example"))
    ).click()
    expect(page.locator("#structure")).to_be_visible()
    sound(page, also_phone=True)
    for name in ("Sanne Willems", "Joost van Dijk"):
        page.goto(town.at("new-person/"))
        page.locator("[name=name]").fill(name)
        page.locator("[name=phone]").fill("043 350 12 34")
        press(page, town.say("Opslaan", "Save"))
        expect(page.locator("main table")).to_contain_text(name)
    page.goto(town.at("roles/care-commander/edit/"))
    page.locator("[name=holder_0]").select_option(label="Sanne Willems")
    page.locator("[name=holder_1]").select_option(label="Joost van Dijk")
    press(page, town.say("Opslaan", "Save"))
    saved(page, town)
    page.goto(town.at("crisis/rotas/"))
    page.locator("[name=team]").select_option("regional-operational-team")
    page.locator("[name=title]").fill("72 h")
    page.locator("[name=shift_min][value='720']").check()
    press(page, town.say("Dit rooster maken", "Make this rota"))
    expect(page.locator("h1")).to_have_text("72 h")
    press(page, town.say("Stel een rooster voor binnen de regels", "Propose a rota within the rules"))
    on_duty = page.locator("section[aria-labelledby=people]")
    expect(on_duty).to_contain_text("Sanne Willems")
    expect(on_duty).to_contain_text("Joost van Dijk")
    sound(page, also_phone=True)


def wait_for_files(page: Page, town: Town, sign: str) -> None:
    """Until the page of the work says that it is done, or has led on to the version and its `sign`."""
    done = page.get_by_role("link", name=town.say("Bekijk het resultaat", "Look at the result"))
    done.or_(page.get_by_text(sign)).first.wait_for(timeout=MAKING_MS)


def makes_the_plan(page: Page, town: Town) -> None:
    page.goto(town.at("plan/"))
    page.get_by_label(town.say("Waarom een nieuwe versie?", "Why a new version?")).fill("Eerste / first")
    press(page, town.say("Maak een nieuwe versie", "Make a new version"))
    wait_for_files(page, town, town.say("Bied deze versie aan", "Offer this version"))
    page.goto(town.at("plan/1/"))
    press(page, town.say("Bied deze versie aan", "Offer this version"))
    expect(page.locator("main")).to_contain_text(
        town.say("ter vaststelling aangeboden", "offered for approval")
    )
    sound(page)


def approves_the_plan(page: Page, town: Town, folder: Path) -> None:
    page.goto(town.at("plan/1/"))
    page.get_by_label(town.say("U stelt vast als", "You approve as")).fill(town.say("burgemeester", "mayor"))
    press(page, town.say("Stel deze versie vast", "Approve this version"))
    wait_for_files(page, town, town.say("verandert niet meer", "does not change any more"))
    page.goto(town.at("plan/1/"))
    language = town.say("Nederlands", "English")
    document = fetched(page, f"{language}, DOCX", folder / "plan.docx")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(document)).namelist()
    content = fetched(page, f"{language}, PDF", folder / "plan.pdf")
    assert content.startswith(b"%PDF-")
    first = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages[:4])
    assert town.slug.capitalize() in first
    assert town.say("vastgesteld", "approved") in first
    page.goto(town.at("plan/"))
    expect(page.locator("#behind-title + p")).to_contain_text(
        town.say("het plan zegt wat het register zegt", "the plan says what the register says")
    )
    sound(page, also_phone=True)


def prepares_an_exercise(page: Page, town: Town) -> str:
    page.goto(town.at("exercises/library/outage-72h/"))
    sound(page)
    page.get_by_role(
        "link", name=town.say("Bereid hiermee een oefening voor", "Prepare an exercise with this")
    ).click()
    page.locator("#id_name").fill("72 h")
    press(page, town.say("Opslaan", "Save"))
    expect(page.locator("h1")).to_have_text("72 h")
    address = page.url.partition("#")[0]
    page.get_by_text(town.say("Voeg iemand toe", "Add somebody")).click()
    page.locator("#id_role").select_option("player")
    page.locator("#id_user_id").select_option(label=PEOPLE["process-owner"])
    page.locator("#id_group_id").select_option(
        label=town.say("Openbare werken en riolering", "Public works and sewers")
    )
    press(page, town.say("Toevoegen", "Add"))
    expect(page.locator("main")).to_contain_text(PEOPLE["process-owner"])
    return address


def runs_it(leader: Page, player: Page, town: Town, exercise: str) -> None:
    """Start, jump, deliver; the player logs and reports with a phone; pause and end."""
    leader.goto(f"{exercise}lead/")
    player.goto(f"{exercise}play/")
    leader.locator("#act-start").click()
    expect(leader.locator("#act-pause")).to_be_visible()
    more = town.say("Springen, snelheid en einde", "Jump, speed and end")
    leader.get_by_text(more).click()
    leader.get_by_label(town.say("Ga naar tijdstip", "Go to time")).fill("1:00")
    press(leader, town.say("Spring", "Jump"))
    expect(leader.locator("#clock")).to_contain_text("T+01:0")
    leader.locator(".wb-inject--due").filter(has_text="Havenweg").locator("[id^=deliver-]").first.click()
    expect(player.locator("#play .wb-inject")).to_have_count(1)
    expect(player.locator("#play .wb-inject")).to_contain_text("Havenweg")
    player.get_by_label(town.say("Wat hebt u gedaan of besloten?", "What did you do or decide?")).fill(
        "Aggregaat naar Havenweg"
    )
    press(player, town.say("Zet in het logboek", "Put in the log"))
    expect(player.locator("#log")).to_contain_text("Aggregaat naar Havenweg")
    for condition, time in (("lost", "0:10"), ("can_start", "0:15"), ("restored", "0:50")):
        player.locator("#state_node").select_option("resource:generator-pumping")
        player.locator("#state_condition").select_option(condition)
        player.locator("#state_minute").fill(time)
        press(player, town.say("Melden", "Report"))
        expect(player.locator("#states")).to_contain_text(f"T+0{time}")
    assert violations(player) == []
    expect(leader.locator("#log")).to_contain_text("Aggregaat naar Havenweg")
    leader.locator("#act-pause").click()
    expect(leader.locator("#act-resume")).to_be_visible()
    sound(leader)
    if not (
        end := leader.get_by_role("button", name=town.say("Oefening beëindigen", "End the exercise"))
    ).is_visible():
        leader.get_by_text(more).click()
    end.click()
    expect(leader.locator("#clock")).to_contain_text(town.say("gehouden", "held"))


def learns_from_it(page: Page, town: Town, exercise: str) -> None:
    """What was measured stands in the register; what must be better has an owner and a date."""
    page.goto(f"{exercise}results/")
    name = town.say("Aggregaat rioolgemalen", "Sewage pumping generator")
    row = page.locator("main table tr").filter(has_text=name).first
    expect(row).to_contain_text("35 min")
    row.get_by_role("button").click()
    expect(row).to_contain_text(town.say("overgenomen", "taken over"))
    sound(page)
    page.goto(town.at("resources/generator-pumping/"))
    expect(page.locator("#headline")).to_contain_text("35 min")
    expect(page.locator("section[aria-labelledby=headline] .wb-badge--good")).to_contain_text(
        town.say("gemeten", "measured")
    )
    page.goto(f"{exercise}hot-wash/")
    page.get_by_label(town.say("moet beter", "must be better")).check()
    page.get_by_label(town.say("Wat was het?", "What was it?")).fill("Verloopkabel ontbrak")
    press(page, town.say("Opslaan", "Save"))
    page.get_by_role("link", name=town.say("Maak een maatregel", "Make a measure")).click()
    page.locator("#id_title").fill("Kabel bij het aggregaat")
    page.locator("#id_owner_role_id").select_option(index=1)
    page.locator("#id_due_on").fill("2027-02-01")
    press(page, town.say("Opslaan", "Save"))
    expect(page.locator("#plan table")).to_contain_text("Kabel bij het aggregaat")
    page.goto(town.at("measures/"))
    measure = page.locator("main table tr").filter(has_text="Kabel bij het aggregaat")
    expect(measure).to_contain_text(town.say("1 februari 2027", "1 February 2027"))
    sound(page, also_phone=True)


def test_from_starter_content_to_improvement_plan(town: Town, open_page: OpenPage, tmp_path: Path) -> None:
    coordinator = open_page(town.email("editor-continuity"))
    owner = open_page(town.email("process-owner"))
    approver = open_page(town.email("approver"))

    takes_over_the_starter_content(coordinator, town)
    changes_the_register(coordinator, town)
    confirms_and_offers(owner, town)
    passes(coordinator, town, town.say("Dit klopt: nagekeken", "This is right: reviewed"))
    passes(approver, town, town.say("Vaststellen", "Approve"))
    expect(approver.locator("section[aria-labelledby=status]")).to_contain_text(
        town.say("vastgesteld", "approved")
    )
    fills_the_crisis_organisation(coordinator, town)
    makes_the_plan(coordinator, town)
    approves_the_plan(approver, town, tmp_path)

    exercise = prepares_an_exercise(coordinator, town)
    player = open_page(town.email("process-owner"), width=PHONE["width"])
    runs_it(coordinator, player, town, exercise)
    learns_from_it(coordinator, town, exercise)

    # the exercise taught something that the approved plan does not say yet
    coordinator.goto(town.at("plan/"))
    expect(coordinator.locator("#behind-title + .wb-note")).to_contain_text(town.say("achter", "behind"))
    coordinator.get_by_text(town.say("Toon de wijzigingen", "Show the changes")).click()
    expect(coordinator.locator("section[aria-labelledby=behind-title]")).to_contain_text(
        town.say("Aggregaat rioolgemalen", "Sewage pumping generator")
    )
    sound(coordinator, also_phone=True)
