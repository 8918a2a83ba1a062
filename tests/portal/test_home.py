"""The front doors: the language of the first visit, one municipality or several, and after signing in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests import small_town
from tests.portal import network
from weerbaar.accounts.services import ensure_person
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role


@pytest.mark.parametrize(
    ("browser", "language"),
    [
        ("nl", "nl"),
        ("nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        ("en-GB,en;q=0.9", "en"),
        ("en;q=0.4,nl;q=0.9", "nl"),
        ("de-DE,de;q=0.9,en;q=0.7", "en"),
        ("pl", "nl"),
        ("", "nl"),
        ("*;q=0.1,;;x", "nl"),
    ],
)
def test_the_browser_decides_the_first_language(
    client: Client, db: None, browser: str, language: str
) -> None:
    answer = client.get("/", headers={"accept-language": browser})
    assert answer.status_code == 302
    assert answer["Location"] == f"/{language}/"
    assert "Accept-Language" in answer["Vary"]


def test_one_municipality_needs_no_choice(client: Client, town: MunicipalityRow) -> None:
    assert client.get("/en/")["Location"] == "/en/kleinstad/"


def test_several_municipalities_are_a_list_in_both_languages(
    client: Client, town: MunicipalityRow, other_town: MunicipalityRow
) -> None:
    dutch, english = client.get("/nl/"), client.get("/en/")
    assert "Kies uw gemeente" in dutch.content.decode()
    assert "Choose your municipality" in english.content.decode()
    for answer, language in ((dutch, "nl"), (english, "en")):
        for slug in ("kleinstad", "buurstad"):
            assert f'href="/{language}/{slug}/"' in answer.content.decode()


def test_a_long_list_of_municipalities_is_searched_without_script(
    client: Client, town: MunicipalityRow, other_town: MunicipalityRow
) -> None:
    found = client.get("/en/", {"q": " BUUR stad"}).content.decode()
    assert "/en/buurstad/" in found
    assert "/en/kleinstad/" not in found
    nothing = client.get("/en/", {"q": "<b>nergens"}).content.decode()
    assert "&lt;b&gt;nergens" in nothing
    assert "<b>nergens" not in nothing


def test_an_installation_without_municipalities_says_so(client: Client, db: None) -> None:
    assert "No municipality yet" in client.get("/en/").content.decode()


def test_an_unknown_municipality_is_not_there(client: Client, town: MunicipalityRow) -> None:
    for page in (
        "",
        "support-points/",
        "support-points/1/",
        "network/",
        "privacy/",
        "accessibility/",
        "find.json",
    ):
        assert client.get(f"/nl/elders/{page}").status_code == 404


def test_signing_in_leads_to_the_dashboard(
    client_for: Callable[[MunicipalityRow, str], Client], town: MunicipalityRow
) -> None:
    answer = client_for(town, Role.VIEWER).get("/nl/start/")
    assert answer["Location"] == "/nl/kleinstad/staff/"


def test_strangers_sign_in_first(client: Client, town: MunicipalityRow) -> None:
    answer = client.get("/nl/start/")
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_a_region_reader_sees_all_municipalities_with_their_figures(
    client_for: Callable[[MunicipalityRow, str], Client],
    town: MunicipalityRow,
    other_town: MunicipalityRow,
) -> None:
    network.adopt(town)
    page = client_for(town, Role.REGION_VIEWER).get("/en/start/").content.decode()
    row = page[page.index("Kleinstad</a>") :]
    assert "75.0%" in row
    assert "1 of 4" in row
    other = page[page.index("Buurstad</a>") : page.index("Kleinstad</a>")]
    assert "not yet measured" in other
    assert "no points yet" in other
    assert "0" not in other.split("</a>")[1].split("</tr>")[0].replace("utrecht-table", "")


def test_the_list_of_a_region_takes_as_many_queries_for_many_as_for_few(
    client_for: Callable[[MunicipalityRow, str], Client],
    town: MunicipalityRow,
    other_town: MunicipalityRow,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_for(town, Role.REGION_VIEWER)
    client.get("/en/start/")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/start/")
    for number in range(3):
        network.adopt(small_town.build(f"GM777{number}", f"plaats-{number}", f"Plaats {number}"))
    with CaptureQueriesContext(connection) as many:
        assert "Plaats 2" in client.get("/en/start/").content.decode()
    assert len(many) == len(few)


def test_somebody_without_a_role_is_told_whom_to_ask(client: Client, town: MunicipalityRow) -> None:
    from weerbaar.accounts.models import User

    person = ensure_person(PROGRAM, email="nieuw@example.nl", name="Nieuw", password=None)
    client.force_login(
        User.objects.get(pk=person), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert "no role in a municipality yet" in client.get("/en/start/").content.decode()
