"""The pages of the register: who may open and change what, what they show, and how many queries they take."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.continuity.conftest import Builder, keep_unit
from weerbaar.accounts.models import User
from weerbaar.accounts.types import MunicipalityRow, Role

SignIn = Callable[[MunicipalityRow, str], Client]
BASE = "/en/kleinstad/staff/continuity"
OWNER, COORDINATOR, VIEWER, APPROVER = (
    Role.PROCESS_OWNER,
    Role.EDITOR_CONTINUITY,
    Role.VIEWER,
    Role.APPROVER,
)
READ = (
    "work/",
    "processes/",
    "processes.csv",
    "processes/benefits/",
    "resources/",
    "resources.csv",
    "resources/network/",
    "units/",
    "roles/",
)
WRITE_PAGES = (
    "new-process/",
    "processes/benefits/edit/",
    "new-resource/",
    "resources/benefits-app/edit/",
    "new-role/",
    "roles/clerk/edit/",
    "new-person/",
    "people/",
)


@pytest.fixture
def owner(small_register: Builder, town: MunicipalityRow, client_for: SignIn) -> Client:
    """Somebody who keeps Social Affairs, signed in."""
    client = client_for(town, OWNER)
    keep_unit(town.id, "social", User.objects.get(email="process-owner@kleinstad.example").pk)
    return client


@pytest.fixture
def coordinator(small_register: Builder, town: MunicipalityRow, client_for: SignIn) -> Client:
    return client_for(town, COORDINATOR)


def text_of(answer: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(plain.replace("\xa0", " ").replace("&nbsp;", " ").split())


def form_of(client: Client, place: str) -> dict[str, Any]:
    """What the form at an address would send if nothing were changed."""
    page = client.get(f"{BASE}/{place}").content.decode()
    form = re.search(
        r'<form method="post"(?:(?!</form>).)*name="do"(?:(?!</form>).)*</form>', page, re.DOTALL
    )
    body = form[0] if form else page
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", body):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") == "checkbox" and " checked" not in tag:
            continue
        if "name" in attributes:
            sent.setdefault(attributes["name"], []).append(attributes.get("value", "on"))
    for name, area in re.findall(r'<textarea name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', body, re.DOTALL):
        sent[name] = [area]
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', body, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(
            r'<option value="([^"]*)"', options
        )
        sent[name] = [chosen[1] if chosen else ""]
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("role", [VIEWER, APPROVER, OWNER, COORDINATOR, Role.ADMINISTRATOR])
def test_everybody_of_the_municipality_may_look(
    small_register: Builder, town: MunicipalityRow, client_for: SignIn, role: str, language: str
) -> None:
    client = client_for(town, role)
    for place in READ:
        answer = client.get(f"{BASE}/{place}".replace("/en/", f"/{language}/"))
        assert answer.status_code == 200, place


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_coordinator_opens_every_page(
    coordinator: Client, small_register: Builder, language: str
) -> None:
    person = small_register.person("Jansen", phone="043 350 00 00")
    for place in (*READ, *WRITE_PAGES, "new-unit/", "units/social/edit/", f"people/{person}/edit/"):
        answer = coordinator.get(f"{BASE}/{place}".replace("/en/", f"/{language}/"))
        assert answer.status_code == 200, place
