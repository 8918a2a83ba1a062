"""The frame around pages: languages, menus, errors, the style page, and the page of long work."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import translation

from tests.interface.test_fields import Page
from weerbaar.accounts.models import AuditEntry, User
from weerbaar.accounts.services import grant
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role
from weerbaar.interface import checks, jobs, navigation
from weerbaar.interface.models import Job

ClientFor = Callable[[MunicipalityRow, str], Client]


def test_language_switch_keeps_the_page_and_its_question(db: None, client: Client) -> None:
    page = Page(client.get("/nl/no-such-page/", {"q": "Markt"}).content.decode())
    links = {a["hreflang"]: a for tag, a in page.elements if tag == "a" and "hreflang" in a}
    assert links["nl"]["aria-current"] == "true"
    assert "aria-current" not in links["en"]
    assert links["en"]["href"].startswith("/")


def test_missing_page_is_said_in_the_language(db: None, client: Client) -> None:
    answer = client.get("/nl/no-such-page-at-all/x/y/")
    assert answer.status_code == 404
    assert "Deze pagina bestaat niet" in answer.content.decode()
    assert "This page does not exist" in client.get("/en/no-such-page-at-all/x/y/").content.decode()


def test_error_page_needs_nothing_from_the_request() -> None:
    assert "112" in render_to_string("500.html")


@pytest.mark.parametrize("demo", [False, True])
def test_style_page_is_there_in_a_demonstration_only(
    db: None, client: Client, settings: Any, demo: bool
) -> None:
    settings.DEMO_SIGN_INS = demo
    for name in ("interface:style", "interface:style_field", "interface:style_map"):
        assert client.get(reverse(name)).status_code == (200 if demo else 404)


# --- menus -----------------------------------------------------------------------------


def test_only_the_nearest_menu_page_is_current(
    monkeypatch: pytest.MonkeyPatch, town: MunicipalityRow
) -> None:
    pages = [
        navigation.MenuPage(1, "Start", "portal:home", "view"),
        navigation.MenuPage(2, "People", "accounts:people", "view"),
        navigation.MenuPage(3, "Hidden", "accounts:audit", "never"),
    ]
    monkeypatch.setattr(navigation, "_pages", pages)
    addresses = {"portal:home": "/nl/t/staff/", "accounts:people": "/nl/t/staff/people/"}
    monkeypatch.setattr(navigation, "reverse", lambda name, kwargs: addresses[name])
    request = RequestFactory().get("/nl/t/staff/people/7/")
    request.municipality = town  # type: ignore[attr-defined]
    request.permissions = frozenset({"view"})  # type: ignore[attr-defined]
    assert [(item.label, item.current) for item in navigation.menu(request)] == [
        ("Start", False),
        ("People", True),
    ]


def test_a_menu_page_without_address_is_left_out_and_reported(
    monkeypatch: pytest.MonkeyPatch, town: MunicipalityRow
) -> None:
    monkeypatch.setattr(navigation, "_pages", [navigation.MenuPage(1, "Nowhere", "portal:nowhere", "view")])
    request = RequestFactory().get("/")
    request.municipality = town  # type: ignore[attr-defined]
    request.permissions = frozenset({"view"})  # type: ignore[attr-defined]
    assert navigation.menu(request) == []
    assert [error.id for error in checks.menu_leads_somewhere()] == ["weerbaar.interface.W002"]


def test_switcher_offers_the_same_page_elsewhere(
    town: MunicipalityRow, other_town: MunicipalityRow, client_for: ClientFor, django_assert_num_queries: Any
) -> None:
    client_for(town, Role.ADMINISTRATOR)
    person = User.objects.get()
    request = RequestFactory().get("/nl/kleinstad/staff/accounts/people/")
    request.user = person
    request.municipality = town  # type: ignore[attr-defined]
    with translation.override("nl"):
        request.resolver_match = resolve(request.path)
        assert navigation.other_places(request) == []
        grant(PROGRAM, user_id=person.pk, role=Role.VIEWER, municipality_id=other_town.id)
        with django_assert_num_queries(1):
            places = navigation.other_places(request)
    assert [(place.label, place.address) for place in places] == [
        (other_town.name, "/nl/buurstad/staff/accounts/people/")
    ]


def test_no_switcher_without_a_person() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert navigation.other_places(request) == []


# --- long work --------------------------------------------------------------------------


def address(name: str, town: MunicipalityRow, job: uuid.UUID) -> str:
    with translation.override("nl"):
        return reverse(f"work:{name}", kwargs={"municipality": town.slug, "job_id": job})


def test_running_work_is_followed_with_and_without_script(
    town: MunicipalityRow, client_for: ClientFor
) -> None:
    browser = client_for(town, Role.EDITOR_SUPPORT_POINTS)
    job = jobs.open_job("test", town.slug, "somebody")
    Job.objects.filter(pk=job).update(
        state="running", progress=0.4, message_nl="Meet", message_en="Measuring"
    )
    page = Page(browser.get(address("job", town, job)).content.decode())
    assert any(a.get("hx-get", "").endswith(address("progress", town, job)) for _, a in page.elements)
    assert ("meta", {"http-equiv": "refresh", "content": "3"}) in page.elements
    part = browser.get(address("progress", town, job), headers={"HX-Request": "true"}).content.decode()
    assert 'value="40"' in part
    assert "<html" not in part


def test_finished_work_leads_to_its_result(town: MunicipalityRow, client_for: ClientFor) -> None:
    browser = client_for(town, Role.VIEWER)
    job = jobs.open_job("test", town.slug, "somebody")
    with jobs.running(job):
        jobs.set_result(job, "/nl/result/")
    part = browser.get(address("progress", town, job), headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == "/nl/result/"
    page = browser.get(address("job", town, job)).content.decode()
    assert 'href="/nl/result/"' in page
    assert "http-equiv" not in page


def test_failed_work_says_why(town: MunicipalityRow, client_for: ClientFor) -> None:
    browser = client_for(town, Role.VIEWER)
    job = jobs.open_job("test", town.slug, "somebody")
    with jobs.running(job):
        raise jobs.UserError("Er is geen stratennet.", "There is no street network.")
    assert "Er is geen stratennet." in browser.get(address("job", town, job)).content.decode()


def test_who_edits_can_stop_work_and_it_is_recorded(town: MunicipalityRow, client_for: ClientFor) -> None:
    browser = client_for(town, Role.EDITOR_SUPPORT_POINTS)
    job = jobs.open_job("test", town.slug, "somebody else")
    assert browser.get(address("cancel", town, job)).status_code == 405
    for _ in range(2):
        assert browser.post(address("cancel", town, job)).status_code == 302
    assert Job.objects.get(pk=job).state == "cancelled"
    assert AuditEntry.objects.filter(action="accounts.work.stopped", subject_id=str(job)).count() == 1


def test_who_may_only_look_stops_nothing(town: MunicipalityRow, client_for: ClientFor) -> None:
    browser = client_for(town, Role.VIEWER)
    job = jobs.open_job("test", town.slug, "somebody else")
    assert browser.post(address("cancel", town, job)).status_code == 403
    assert "work/cancel" not in browser.get(address("job", town, job)).content.decode()
    assert not Job.objects.get(pk=job).cancel_asked


def test_work_of_another_municipality_is_not_there(
    town: MunicipalityRow, other_town: MunicipalityRow, client_for: ClientFor
) -> None:
    browser = client_for(town, Role.EDITOR_SUPPORT_POINTS)
    job = jobs.open_job("test", other_town.slug, "somebody")
    for name in ("job", "progress"):
        assert browser.get(address(name, other_town, job)).status_code == 404
        assert browser.get(address(name, town, job)).status_code == 404
    assert browser.post(address("cancel", town, job)).status_code == 404
    assert not Job.objects.get(pk=job).cancel_asked
