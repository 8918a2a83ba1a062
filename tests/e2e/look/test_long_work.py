"""The page of long work in a real browser: it follows the work by itself, under the strict policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from weerbaar.accounts.types import MunicipalityRow, Role
from weerbaar.interface import jobs
from weerbaar.interface.models import Job

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, client: Client, live_server: Any) -> None:
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_work_is_followed_to_its_end(
    open_page: Callable[..., Page],
    live_server: Any,
    town: MunicipalityRow,
    client_for: Callable[[MunicipalityRow, str], Client],
    script: bool,
) -> None:
    job = jobs.open_job("test", town.slug, "somebody")
    page = open_page("/nl/no-such-page/x/", java_script_enabled=script, quiet=False)
    sign_in(page, client_for(town, Role.EDITOR_SUPPORT_POINTS), live_server)
    page.goto(f"{live_server.url}/nl/{town.slug}/staff/work/{job}/")
    expect(page.locator("#progress")).to_contain_text("Wacht op zijn beurt")
    Job.objects.filter(pk=job).update(state="running", progress=0.4, message_nl="Loopt alle straten af")
    expect(page.locator("#progress")).to_contain_text("Loopt alle straten af", timeout=10_000)
    expect(page.locator("progress")).to_have_attribute("value", "40")
    Job.objects.filter(pk=job).update(state="done", progress=1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Klaar", timeout=10_000)


def test_stopping_is_one_press(
    open_page: Callable[..., Page],
    live_server: Any,
    town: MunicipalityRow,
    client_for: Callable[[MunicipalityRow, str], Client],
) -> None:
    job = jobs.open_job("test", town.slug, "somebody")
    page = open_page("/nl/no-such-page/x/", quiet=False)
    sign_in(page, client_for(town, Role.EDITOR_SUPPORT_POINTS), live_server)
    page.goto(f"{live_server.url}/nl/{town.slug}/staff/work/{job}/")
    page.get_by_role("button", name="Stop dit werk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gestopt")
    assert Job.objects.get(pk=job).state == "cancelled"
