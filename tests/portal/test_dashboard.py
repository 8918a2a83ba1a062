"""The staff dashboard in every state: nothing invented, the right next step, and who may take it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from tests.portal import network
from weerbaar.accounts.services import ensure_municipality
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role
from weerbaar.portal import queries
from weerbaar.portal.types import Todo
from weerbaar.supportpoints.models import NetworkDesign

SignIn = Callable[[MunicipalityRow, str], Client]
PAGE = "/en/kleinstad/staff/"


def page_for(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def pillar(page: str, title: str) -> str:
    """The HTML of one column."""
    found = re.search(rf"<section[^>]*>\s*<h2[^>]*>{re.escape(title)}</h2>.*?</section>", page, re.DOTALL)
    assert found
    return found[0]


def test_anonymous_people_sign_in_and_others_find_nothing(
    client: Client, client_for: SignIn, town: MunicipalityRow, other_town: MunicipalityRow
) -> None:
    assert "/account/login/" in client.get(PAGE)["Location"]
    assert client_for(other_town, Role.ADMINISTRATOR).get(PAGE).status_code == 404


def test_an_empty_municipality_is_not_measured_and_starts_with_its_data(client_for: SignIn, db: None) -> None:
    empty = ensure_municipality(PROGRAM, code="GM0001", slug="leegstad", name="Leegstad")
    page = page_for(client_for(empty, Role.ADMINISTRATOR), "/en/leegstad/staff/")
    for title in ("1. Municipality", "2. Residents", "3. Support points"):
        column = pillar(page, title)
        assert column.count("not yet measured") == 2
        assert not re.search(r'wb-figure__value">\s*[\d€]', column)
    assert "Load the municipality" in page
    with translation.override("en"):
        assert f'href="{reverse("territory:import", kwargs={"municipality": "leegstad"})}"' in page
    assert "no network adopted yet" in page


def test_the_pillars_that_are_not_built_never_show_a_number(
    client_for: SignIn, town: MunicipalityRow
) -> None:
    network.adopt(town)
    page = page_for(client_for(town, Role.VIEWER))
    for title in ("1. Municipality", "2. Residents"):
        column = pillar(page, title)
        assert column.count("not yet measured") == 2
        assert not re.search(r'wb-figure__value">', column)
    assert "This test has not been run yet." in page


def test_the_figures_of_the_network_carry_norm_date_and_source(
    client_for: SignIn, town: MunicipalityRow
) -> None:
    network.adopt(town)
    page = page_for(client_for(town, Role.VIEWER))
    column = pillar(page, "3. Support points")
    assert "75.0%" in column
    assert "within 15\u00a0min on foot" in column
    assert "vulnerable: 37.5%" in column
    assert "residents of 2026" in column
    assert "first network" in column
    assert "1 of 4" in column
    # point 1 has four functions, point 2 one of four, points 3 and 4 none
    assert "5 of 16 functions present" in column
    assert "€97,500" in page
    assert "€500,000" in page
    assert "€420,000" in page
    assert "€322,500 of the share is left" in page
    assert "This is an example" in page


def test_the_trend_compares_with_the_network_before(client_for: SignIn, town: MunicipalityRow) -> None:
    network.design(town, adopted_on=date(2026, 3, 1), share=0.60)
    network.design(town, adopted_on=date(2025, 3, 1), share=0.90)
    network.design(town, share=0.99)  # never adopted
    network.adopt(town)
    client = client_for(town, Role.VIEWER)
    assert "▲ 15.0 percentage points on the network before" in page_for(client)
    NetworkDesign.objects.filter(adopted_at__year=2026, is_current=False).delete()
    assert "▼ 15.0 percentage points on the network before" in page_for(client)


def test_points_that_became_ready_lately_are_a_trend(client_for: SignIn, town: MunicipalityRow) -> None:
    today = timezone.localdate()
    made = network.adopt(town, (2,))
    network.add_point(town, 5, state="ready", since=today - timedelta(days=3), design=made)
    network.add_point(town, 6, state="ready", since=today - timedelta(days=29), design=made)
    network.add_point(town, 7, state="ready", since=today - timedelta(days=31), design=made)
    assert "▲ 2 in the last 30 days" in page_for(client_for(town, Role.VIEWER))


def test_the_next_step_follows_the_work(town: MunicipalityRow) -> None:
    def todo() -> Todo:
        return queries.dashboard(town, timezone.localdate()).todo

    assert todo() is Todo.DESIGN
    network.design(town, answered=False)
    assert todo() is Todo.WAIT
    first = network.design(town)
    assert todo() is Todo.ADOPT
    network.design(town)
    assert todo() is Todo.COMPARE
    first.is_current, first.adopted_at = True, timezone.now()
    first.save()
    point = network.add_point(town, 1, design=first)
    assert todo() is Todo.AGREE
    point.state = "agreed"
    point.save()
    assert todo() is Todo.FIT_OUT
    point.functions.update(state="present")
    assert todo() is Todo.OPEN
    point.state = "ready"
    point.save()
    assert todo() is Todo.KEEP
    first.territory_fingerprint = "of an earlier import"
    first.save()
    assert todo() is Todo.REDESIGN


@pytest.mark.parametrize(
    ("role", "may"), [(Role.VIEWER, False), (Role.APPROVER, False), (Role.EDITOR_SUPPORT_POINTS, True)]
)
def test_who_may_take_the_step_gets_the_link_and_others_learn_who(
    client_for: SignIn, town: MunicipalityRow, role: str, may: bool
) -> None:
    network.adopt(town)
    page = page_for(client_for(town, role))
    assert "Agree with 2 owners" in page
    column = pillar(page, "3. Support points")
    assert ("/en/kleinstad/staff/support-points/" in column) is may
    assert ("An editor of support points can do this." in column) is not may


def test_dutch_is_dutch(client_for: SignIn, town: MunicipalityRow) -> None:
    network.adopt(town)
    page = page_for(client_for(town, Role.VIEWER), "/nl/kleinstad/staff/")
    assert page.count("nog niet gemeten") >= 6
    assert "Maak afspraken met 2 eigenaren" in page
    assert "van de inwoners binnen 15\u00a0min lopen" in page


def test_over_budget_is_said(client_for: SignIn, town: MunicipalityRow) -> None:
    made = network.adopt(town)
    made.summary["cost_one_off_eur"] = 430_000.0
    made.save()
    page = page_for(client_for(town, Role.VIEWER))
    assert "€10,000 more than the share for points" in page
    assert "wb-bar--alarm" in page


def test_the_dashboard_takes_as_many_queries_with_much_as_with_little(
    client_for: SignIn, town: MunicipalityRow
) -> None:
    client = client_for(town, Role.VIEWER)
    made = network.adopt(town, (1,))
    page_for(client)
    with CaptureQueriesContext(connection) as few:
        page_for(client)
    for number in range(2, 13):
        network.add_point(town, number, design=made)
    for _ in range(5):
        network.design(town)
    with CaptureQueriesContext(connection) as many:
        page_for(client)
    assert len(many) == len(few)
    assert len(many) <= 30


def test_another_town_does_not_shine_through(
    client_for: SignIn, town: MunicipalityRow, other_town: MunicipalityRow
) -> None:
    network.adopt(other_town)
    column = pillar(page_for(client_for(town, Role.VIEWER)), "3. Support points")
    assert column.count("not yet measured") == 2
