"""The register through the API: what a token reads, and what it never tells."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.continuity.conftest import Builder
from weerbaar.accounts.services import make_token
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import services

BASE = "/api/v1/municipalities/kleinstad/continuity"


@pytest.fixture
def reader(small_register: Builder, town: MunicipalityRow) -> Client:
    secret = make_token(PROGRAM, town.id, "test", 1)[1]
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_processes_and_resources_with_what_they_need(reader: Client) -> None:
    answer = reader.get(f"{BASE}/processes").json()
    benefits = answer["items"][0]
    assert (answer["count"], benefits["code"], benefits["mtpd_min"], benefits["rpo_min"]) == (
        2,
        "benefits",
        72 * 60,
        None,
    )
    assert benefits["requirements"] == [
        {
            "needed": 1,
            "members": [{"kind": "resource", "code": "benefits-app"}],
            "label_nl": "",
            "label_en": "",
        }
    ]
    assert {"category": "life", "after_min": 4320, "level": 4} in benefits["impacts"]
    network = next(row for row in reader.get(f"{BASE}/resources").json()["items"] if row["code"] == "network")
    assert [member["code"] for member in network["requirements"][0]["members"]] == ["grid", "generator"]
    page = reader.get(f"{BASE}/resources", {"limit": 1, "offset": 3}).json()
    assert (page["count"], len(page["items"])) == (4, 1)


def test_nobody_is_named(reader: Client, small_register: Builder, town: MunicipalityRow) -> None:
    person = small_register.person("Zeldzame Naam", phone="043 350 12 34", email="z@kleinstad.example")
    services.set_role_holders(PROGRAM, town.id, "clerk", [person])
    for part in ("processes", "resources"):
        text = reader.get(f"{BASE}/{part}").content.decode()
        assert "Zeldzame" not in text
        assert "350 12 34" not in text
        assert "kleinstad.example" not in text


def test_only_with_a_token_of_this_municipality(small_register: Builder, other_town: MunicipalityRow) -> None:
    secret = make_token(PROGRAM, other_town.id, "test", 1)[1]
    stranger = Client(headers={"Authorization": f"Bearer {secret}"})
    for part in ("processes", "resources"):
        assert Client().get(f"{BASE}/{part}").status_code == 401
        assert stranger.get(f"{BASE}/{part}").status_code == 404
        assert stranger.get(f"{BASE}/{part}".replace("kleinstad", "buurstad")).json()["count"] == 0


def test_more_rows_cost_no_query_more(
    reader: Client, small_register: Builder, django_assert_max_num_queries: object
) -> None:
    for number in range(10):
        small_register.process(f"p{number}")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert reader.get(f"{BASE}/processes").json()["count"] == 12
