"""Who may do what, over the wire: neighbours, readers, and the administrator at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, expect

from tests.e2e.addresses import for_readers, staff_addresses
from tests.e2e.conftest import Site
from tests.e2e.processes import ask
from tests.e2e.valkenburg import files

pytestmark = pytest.mark.e2e
OpenPage = Callable[..., Page]
ADMIN, VALKENBURG = "admin@maastricht.example", "admin@valkenburg.example"
NEIGHBOUR, VIEWER, REGION = (
    "editor@valkenburg.example",
    "viewer@maastricht.example",
    "region@maastricht.example",
)
STAFF = "/en/maastricht/staff/"
# views that everybody of the municipality may open; the rest of what is read needs more than reading
READ = {
    "portal:dashboard",
    *(
        f"supportpoints:{name}"
        for name in ("points", "map_points", "point", "studio", "design", "map_design")
    ),
    *(f"supportpoints:{name}" for name in ("candidates", "candidate", "export")),
    *(
        f"continuity:{name}"
        for name in ("overview", "processes", "resources", "recovery", "hours", "dependencies")
    ),
    *(f"territory:{name}" for name in ("neighbourhoods", "map", "sources", "run", "run_csv", "parameters")),
    *(f"continuity:{name}" for name in ("processes", "exercises", "exercise", "measures")),
    *(f"continuity:exercise_{name}" for name in ("manual", "pdf", "results", "report", "log_csv")),
}


class Wire:
    """Asks for addresses as somebody, as a browser would but without its pages."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.client: APIRequestContext = context.request
        self.client.get("/en/maastricht/staff/")  # for the cookie against forged forms
        cookies = {cookie["name"]: cookie["value"] for cookie in context.cookies()}
        token = next((value for name, value in cookies.items() if "csrf" in name), "")
        self.headers = {"X-CSRFToken": token, "Referer": address + "/"}

    def get(self, address: str) -> int:
        return self.client.get(address, max_redirects=0).status

    def post(self, address: str) -> int:
        return self.client.post(address, headers=self.headers, form={}, max_redirects=0).status


@pytest.fixture
def wire(
    site: Site, browser: Browser, signed_in: Callable[[str], dict[str, object]]
) -> Iterator[Callable[[str], Wire]]:
    contexts = []

    def made(email: str) -> Wire:
        context = browser.new_context(base_url=site.address, storage_state=signed_in(email))  # type: ignore[arg-type]
        contexts.append(context)
        return Wire(context, site.address)

    yield made
    for context in contexts:
        context.close()


@pytest.fixture
def addresses(site: Site) -> dict[str, str]:
    job = "00000000-0000-4000-8000-000000000000"
    for (number,) in ask(site.data, "select id from interface_job where municipality = 'maastricht' limit 1"):
        job = str(UUID(str(number)))
    found = staff_addresses("maastricht", job)
    assert len(found) > 40
    return found


def test_to_the_neighbours_nothing_exists(wire: Callable[[str], Wire], addresses: dict[str, str]) -> None:
    neighbour = wire(NEIGHBOUR)
    answers = {}
    for name, address in addresses.items():
        status = neighbour.get(address)
        answers[name] = neighbour.post(address) if status == 405 else status
    assert {name: status for name, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize("email", [VIEWER, REGION])
def test_who_reads_cannot_write(wire: Callable[[str], Wire], addresses: dict[str, str], email: str) -> None:
    reader = wire(email)
    read = {name: reader.get(address) for name, address in addresses.items()}
    assert {name for name in READ if read[name] != 200} == set()
    assert {name for name, status in read.items() if status == 200} <= for_readers() | {"work:job"}
    written = {name: reader.post(address) for name, address in addresses.items()}
    # 405: an address that takes no forms; 404: what is asked for is not there, for looking at it neither
    gone = {name for name, status in written.items() if status == 404 and read[name] == 404}
    assert {name: written[name] for name in written.keys() - gone if written[name] not in {403, 405}} == {}
    assert {name for name, status in written.items() if status == 405} <= READ | {
        name for name, status in read.items() if status in {200, 302, 403, 404}
    }
    for changing in ("supportpoints:order", "supportpoints:adopt", "supportpoints:again", "territory:import"):
        assert written[changing] == 403


def confirm(page: Page, site: Site, email: str) -> None:
    """Says once more that it is them; what was filled in is then done."""
    expect(page.locator("h1")).to_have_text("Confirm that it is you")
    page.locator("input[type=password]").fill(site.passwords[email])
    page.get_by_role("button", name="Confirm", exact=True).click()


def test_the_administrator_invites_somebody_who_then_comes_in(open_page: OpenPage, site: Site) -> None:
    page = open_page(ADMIN)
    page.goto(f"{STAFF}accounts/people/")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Name").fill("Nieuwe Collega")
    page.get_by_label("E-mail address").fill("nieuw@maastricht.example")
    page.get_by_label("Role").select_option("viewer")
    page.get_by_role("button", name="Invite").click()
    confirm(page, site, ADMIN)
    link = page.locator("main").get_by_text("/account/invitation/").first
    address = link.inner_text().split()[-1]
    guest = open_page()
    guest.goto(address)
    for field in guest.locator("input[type=password]").all():
        field.fill("een-heel-lang-wachtwoord-72")
    guest.locator("main form button").first.click()
    expect(guest).not_to_have_url(address)
    page.goto(f"{STAFF}accounts/people/")
    expect(page.locator("main table")).to_contain_text("nieuw@maastricht.example")
    page.goto(f"{STAFF}accounts/audit/")
    expect(page.locator("main table")).to_contain_text("Nieuwe Collega")


def test_the_administrator_makes_and_ends_a_token(open_page: OpenPage) -> None:
    page = open_page(ADMIN)  # who confirmed a moment ago that it is them, and is not asked again
    page.goto(f"{STAFF}accounts/tokens/")
    page.get_by_label("What is it for?").fill("Kaart van de regio")
    page.get_by_role("button", name="Make a token").click()
    secret = page.locator(".wb-note code").inner_text()
    assert len(secret) > 30
    page.goto(f"{STAFF}accounts/tokens/")
    assert secret not in page.content()
    page.get_by_role("button", name="End Kaart van de regio").click()
    expect(page.locator("main table")).to_contain_text("ended")


def test_the_administrator_sets_a_norm_and_takes_it_back(open_page: OpenPage) -> None:
    page = open_page(ADMIN)
    page.goto(f"{STAFF}territory/parameters/")
    page.get_by_role("link", name="Longest walk to a support point").click()
    page.get_by_label("Value").fill("12")
    page.get_by_label("Source").fill("Council decision of 3 November 2026")
    page.locator("main form button[type=submit]").first.click()
    row = page.locator("main tr", has_text="Longest walk to a support point")
    expect(row).to_contain_text("12")
    expect(row).to_contain_text("Council decision")
    row.get_by_role("link").first.click()
    page.get_by_role("button", name="default").click()
    expect(page.locator("main tr", has_text="Longest walk to a support point")).to_contain_text("15")


def test_files_that_are_not_what_they_say_are_refused_with_words(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(VALKENBURG)
    picture = tmp_path / "buurten.geojson"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    page.goto("/en/valkenburg/staff/territory/sources/import/")
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_role("button", name="Import", exact=True).click()
    page.wait_for_load_state()
    said = page.locator("[role=alert], .wb-note--alarm, [aria-invalid=true]").first
    expect(said).to_be_visible()
    expect(page.locator("main")).to_contain_text("buurten.geojson", timeout=90_000)


def test_the_neighbours_bring_in_their_own_files(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(VALKENBURG)
    page.goto("/en/valkenburg/staff/territory/sources/import/")
    page.locator("input[type=file]").set_input_files(files(tmp_path / "files"))
    page.get_by_role("button", name="Import", exact=True).click()
    page.wait_for_url("**/sources/imports/*/", timeout=90_000)
    expect(page.locator("main")).to_contain_text("200")
    page.goto("/en/valkenburg/staff/territory/neighbourhoods/")
    expect(page.locator("main table").first).to_contain_text("West")
