"""The accessibility statement, the privacy page, and what they promise; and the addresses for machines."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

import pytest
from django.conf import settings as project
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.interface.models import Job

CASES = [
    ("accessibility/", "Toegankelijkheidsverklaring", "Accessibility statement"),
    ("privacy/", "Privacy", "Privacy"),
]


@pytest.mark.parametrize(("page", "dutch", "english"), CASES)
@pytest.mark.parametrize("place", ["", "kleinstad/"])
def test_statements_stand_for_the_site_and_for_each_municipality(
    client: Client, town: MunicipalityRow, page: str, dutch: str, english: str, place: str
) -> None:
    in_dutch, in_english = client.get(f"/nl/{place}{page}"), client.get(f"/en/{place}{page}")
    assert f"{dutch}</h1>" in in_dutch.content.decode()
    assert f"{english}</h1>" in in_english.content.decode()
    assert "Kleinstad" in in_dutch.content.decode()
    assert f'href="/en/{place}{page}"' in in_dutch.content.decode()


def test_the_statement_claims_no_more_than_was_done(client: Client, town: MunicipalityRow) -> None:
    page = client.get("/en/accessibility/").content.decode()
    assert "Status C" in page
    assert "not by an independent inspector" in page


def test_the_privacy_page_tells_when_the_map_comes_from_elsewhere(
    client: Client, town: MunicipalityRow, settings: object
) -> None:
    settings.BACKGROUND_MAP_URL = ""  # type: ignore[attr-defined]
    assert "comes from this site itself" in client.get("/en/privacy/").content.decode()
    settings.BACKGROUND_MAP_URL = "https://tiles.example/{z}/{x}/{y}.png"  # type: ignore[attr-defined]
    assert "comes from a service of others" in client.get("/en/privacy/").content.decode()


def test_robots_stay_out_of_staff_pages_and_may_read_the_public_ones(client: Client, db: None) -> None:
    from urllib.robotparser import RobotFileParser

    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    parser = RobotFileParser()
    parser.parse(answer.content.decode().splitlines())
    assert parser.can_fetch("*", "/nl/kleinstad/")
    assert parser.can_fetch("*", "/en/kleinstad/support-points/1/")
    assert not parser.can_fetch("*", "/en/account/login/")
    assert not parser.can_fetch("*", "/api/points")
    assert "/nl/*/staff/" in answer.content.decode()


def test_the_watchdog_hears_that_all_is_well(client: Client, db: None) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "worker": "ok"})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("waiting", "running_silent", "status"),
    [
        (timedelta(minutes=1), None, 200),
        (timedelta(minutes=6), None, 503),
        (timedelta(minutes=6), timedelta(seconds=20), 200),  # the worker is busy with something long
        (timedelta(minutes=6), timedelta(minutes=10), 503),  # or died while busy
    ],
)
def test_the_watchdog_hears_that_nobody_picks_up_work(
    client: Client, db: None, waiting: timedelta, running_silent: timedelta | None, status: int
) -> None:
    now = timezone.now()
    job = Job.objects.create(kind="x", municipality="kleinstad", asked_by="x")
    Job.objects.filter(pk=job.pk).update(created_at=now - waiting)
    if running_silent is not None:
        Job.objects.create(
            kind="x", municipality="x", asked_by="x", state="running", heartbeat_at=now - running_silent
        )
    answer = client.get("/healthz")
    assert answer.status_code == status
    assert answer.json()["worker"] == ("ok" if status == 200 else "behind")


def test_the_watchdog_hears_that_the_database_is_gone(client: Client, db: None) -> None:
    with mock.patch("weerbaar.portal.views.service.connection.cursor", side_effect=OperationalError("gone")):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"database": "unreachable", "worker": "unknown"})


def test_the_watchdog_needs_no_tls() -> None:
    import re

    assert any(re.search(pattern, "healthz") for pattern in project.SECURE_REDIRECT_EXEMPT)
    assert not any(re.search(pattern, "nl/healthz") for pattern in project.SECURE_REDIRECT_EXEMPT)


def test_the_old_address_of_the_icon_leads_to_the_drawing(client: Client, db: None) -> None:
    from django.contrib.staticfiles import finders

    address = client.get("/favicon.ico")["Location"]
    assert finders.find(address.removeprefix("/static/"))
