"""The staff pages: who may open and change what, what they show, and how many queries they take."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.supportpoints.conftest import Designer
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role
from weerbaar.supportpoints import models, queries, services
from weerbaar.supportpoints.types import DesignRow

SignIn = Callable[[MunicipalityRow, str], Client]
BASE = "/en/kleinstad/staff/support-points"
EDITOR, VIEWER, APPROVER = Role.EDITOR_SUPPORT_POINTS, Role.VIEWER, Role.APPROVER


@pytest.fixture
def adopted(make_design: Designer) -> DesignRow:
    row = make_design("Eerste ontwerp")
    services.adopt_design(PROGRAM, row.id)
    return row


def pages(design: DesignRow) -> dict[str, str]:
    building = queries.points(design.municipality_id)[0].building_id
    return {
        "points": f"{BASE}/",
        "map_points": f"{BASE}/points.json",
        "point": f"{BASE}/1/",
        "studio": f"{BASE}/designs/",
        "design": f"{BASE}/designs/{design.id}/",
        "map_design": f"{BASE}/designs/{design.id}/map.json",
        "candidates": f"{BASE}/candidates/",
        "candidate": f"{BASE}/candidates/{building}/",
    }


def changes(design: DesignRow) -> dict[str, str]:
    return {
        "point_edit": f"{BASE}/1/edit/",
        "point_state": f"{BASE}/1/state/",
        "point_function": f"{BASE}/1/functions/first_aid/",
        "point_keep": f"{BASE}/1/keep/",
        "order": f"{BASE}/designs/order/",
        "again": f"{BASE}/designs/{design.id}/again/",
        "candidate": pages(design)["candidate"],
    }


@pytest.mark.parametrize("role", [str(role) for role in Role if role != Role.ADMINISTRATOR])
def test_everybody_with_a_role_may_look(
    adopted: DesignRow, town: MunicipalityRow, client_for: SignIn, role: str
) -> None:
    client = client_for(town, role)
    for name, place in pages(adopted).items():
        assert client.get(place).status_code == 200, name


def test_anonymous_people_are_sent_to_sign_in(adopted: DesignRow) -> None:
    for name, place in (pages(adopted) | {"edit": f"{BASE}/1/edit/"}).items():
        response = Client().get(place)
        assert response.status_code == 302, name
        assert "next=" in response["Location"], name


def test_another_municipality_does_not_exist_for_its_neighbour(
    adopted: DesignRow, other_town: MunicipalityRow, client_for: SignIn
) -> None:
    client = client_for(other_town, EDITOR)
    for name, place in pages(adopted).items():
        assert client.get(place).status_code == 404, name
        own = place.replace("kleinstad", "buurstad")
        if name not in {"points", "map_points", "studio", "candidates"}:
            assert client.get(own).status_code == 404, f"{name} through the own address"
    for name, place in (changes(adopted) | {"adopt": f"{BASE}/designs/{adopted.id}/adopt/"}).items():
        assert client.post(place).status_code == 404, name
    own = f"/en/buurstad/staff/support-points/designs/{adopted.id}/adopt/"
    assert client.post(own).status_code == 404


@pytest.mark.parametrize("role", [VIEWER, APPROVER, Role.EDITOR_CONTINUITY, Role.REGION_VIEWER])
def test_only_editors_of_support_points_change_anything(
    adopted: DesignRow, town: MunicipalityRow, client_for: SignIn, role: str
) -> None:
    client = client_for(town, role)
    before = list(models.SupportPoint.objects.values()), models.NetworkDesign.objects.count()
    for name, place in changes(adopted).items():
        assert client.post(place, {"choice": "free", "tier": "local"}).status_code == 403, name
    assert (list(models.SupportPoint.objects.values()), models.NetworkDesign.objects.count()) == before
    assert not models.CandidateDecision.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"), [(EDITOR, 302), (APPROVER, 302), (VIEWER, 403), (Role.EDITOR_PREPAREDNESS, 403)]
)
def test_editors_and_approvers_adopt(
    make_design: Designer, town: MunicipalityRow, client_for: SignIn, role: str, status: int
) -> None:
    row = make_design()
    client = client_for(town, role)
    assert client.post(f"{BASE}/designs/{row.id}/adopt/").status_code == status
    assert bool(queries.points(town.id)) == (status == 302)
    shown = client.get(f"{BASE}/designs/{row.id}/").content.decode()
    assert "Adopt as the network" not in shown  # adopted already, or not theirs to adopt


def test_a_design_page_says_it_in_one_sentence(
    adopted: DesignRow, town: MunicipalityRow, client_for: SignIn
) -> None:
    assert adopted.summary is not None
    shown = client_for(town, VIEWER).get(f"{BASE}/designs/{adopted.id}/").content.decode()
    share = f"{adopted.summary.share_covered * 100:.1f}%"
    assert f"{len(adopted.summary.points)} points, {share} of residents within 5 minutes" in shown
    assert "proven to be the best" in shown
    for area in adopted.summary.neighbourhoods:
        assert area.name in shown
    assert "Illustrative" in shown  # Kleinstad's source says so
    dutch = client_for(town, VIEWER).get(f"{BASE}/designs/{adopted.id}/".replace("/en/", "/nl/"))
    assert dutch.status_code == 200


def test_no_page_holds_inline_script_or_style(
    adopted: DesignRow, town: MunicipalityRow, client_for: SignIn
) -> None:
    client = client_for(town, EDITOR)
    for name, place in (pages(adopted) | {"edit": f"{BASE}/1/edit/"}).items():
        shown = client.get(place).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", shown), name


def test_an_editor_orders_a_design_and_lands_on_its_progress(
    town: MunicipalityRow, client_for: SignIn
) -> None:
    from django_tasks_db.models import DBTaskResult

    client = client_for(town, EDITOR)
    response = client.post(f"{BASE}/designs/order/", wishes_form(client))
    assert response.status_code == 302, response.content.decode()
    row = models.NetworkDesign.objects.get()
    assert row.job_id is not None
    assert row.made_by == f"{EDITOR} person"
    assert DBTaskResult.objects.get().args_kwargs["args"][:2] == [row.pk, str(row.job_id)]
    assert client.get(f"{BASE}/designs/{row.pk}/").status_code == 200
    assert client.get(f"{BASE}/designs/{row.pk}/map.json").status_code == 200
    assert client.get(f"{BASE}/designs/").status_code == 200


def wishes_form(client: Client, **changed: Any) -> dict[str, Any]:
    """What a browser sends when somebody presses the button of the studio as it stands."""
    form = client.get(f"{BASE}/designs/").context["form"]
    sent = {"name": "Proef", **{name: form[name].value() for name in form.fields if name != "name"}}
    sent["every_district"] = "on"
    sent |= changed
    return {name: value for name, value in sent.items() if value is not None}


def test_the_form_as_it_stands_asks_for_the_default_wishes(town: MunicipalityRow, client_for: SignIn) -> None:
    client = client_for(town, EDITOR)
    client.post(f"{BASE}/designs/order/", wishes_form(client))
    (row,) = queries.designs(town.id)
    default = queries.default_wishes(town.id)
    assert row.wishes.as_json() | {"kinds": set(row.wishes.kinds)} == default.as_json() | {
        "kinds": set(default.kinds)
    }
    client.post(
        f"{BASE}/designs/order/", wishes_form(client, goal="fewest", share_percent="95", every_district=None)
    )
    row = queries.designs(town.id)[0]
    assert (row.wishes.model, row.wishes.share, row.wishes.minimise) == ("set_covering", 0.95, "points")
    assert row.wishes.budget_eur is None
    assert not row.wishes.every_district
    again = client.get(f"{BASE}/designs/?from={row.id}").context["form"]
    assert (again["goal"].value(), again["share_percent"].value()) == ("fewest", 95.0)


def test_a_form_that_is_not_right_makes_no_design(town: MunicipalityRow, client_for: SignIn) -> None:
    client = client_for(town, EDITOR)
    for changed in ({"name": ""}, {"budget_eur": ""}, {"speed_vulnerable_kmh": "9"}, {"kinds": ["castle"]}):
        response = client.post(f"{BASE}/designs/order/", wishes_form(client, **changed))
        assert response.status_code == 422, changed
    assert not models.NetworkDesign.objects.exists()


def test_two_designs_side_by_side(make_design: Designer, town: MunicipalityRow, client_for: SignIn) -> None:
    a, b = make_design("Aanpak A"), make_design("Aanpak B", budget_eur=None, points=2)
    client = client_for(town, VIEWER)
    shown = client.get(f"{BASE}/designs/compare/?design={b.id}&design={a.id}")
    assert shown.status_code == 200
    assert "From “Aanpak A” to “Aanpak B”" in shown.content.decode()
    assert client.get(f"{BASE}/designs/compare.json?design={a.id}&design={b.id}").status_code == 200
    assert client.get(f"{BASE}/designs/compare/?design={a.id}").status_code == 302
    assert client.get(f"{BASE}/designs/compare/?design={a.id}&design=999999").status_code == 404
    assert client.get(f"{BASE}/designs/compare.json?design=x").status_code == 404


def test_an_impossible_design_shows_why(
    make_design: Designer, town: MunicipalityRow, client_for: SignIn
) -> None:
    from weerbaar.interface.jobs import UserError

    with pytest.raises(UserError):
        make_design(budget_eur=50_000.0)
    (row,) = queries.designs(town.id)
    client = client_for(town, VIEWER)
    assert "EUR 72,500" in client.get(f"{BASE}/designs/{row.id}/").content.decode()
    assert (
        "EUR 72.500" in client.get(f"/nl/kleinstad/staff/support-points/designs/{row.id}/").content.decode()
    )


def test_a_candidate_is_decided_and_the_page_says_so(
    adopted: DesignRow, town: MunicipalityRow, client_for: SignIn
) -> None:
    client = client_for(town, EDITOR)
    place = pages(adopted)["candidate"]
    sent = {"choice": "excluded", "tier": "local", "one_off_eur": "9000", "reason": "wordt gesloopt"}
    assert client.post(place, sent | {"one_off_eur": "-1"}).status_code == 422
    assert client.post(place, sent).status_code == 302
    (row,) = [c for c in queries.candidates(town.id) if c.choice == "excluded"]
    assert (row.one_off_eur, row.own_yearly_eur, row.reason) == (9000.0, None, "wordt gesloopt")
    shown = client.get(f"{BASE}/candidates/?choice=excluded").content.decode()
    assert "wordt gesloopt" in shown
    assert "1 of 12 buildings" in shown


def test_a_point_goes_through_its_forms(
    adopted: DesignRow, town: MunicipalityRow, client_for: SignIn
) -> None:
    client = client_for(town, EDITOR)
    today = timezone.localdate()

    def version() -> int:
        point = queries.point(town.id, 1)
        assert point is not None
        return point.version

    for function in ("information", "drinking_water", "first_aid", "alerting"):
        refused = client.post(
            f"{BASE}/1/state/", {"state": "ready", "on": today.isoformat(), "version": version()}
        )
        assert refused.status_code == 422
        assert "Not yet present" in refused.content.decode()
        sent = {f"{function}-state": "present", f"{function}-version": version()}
        future = {f"{function}-since": (today + timedelta(days=2)).isoformat()}
        assert client.post(f"{BASE}/1/functions/{function}/", sent | future).status_code == 422
        assert client.post(f"{BASE}/1/functions/{function}/", sent).status_code == 302
    assert client.post(f"{BASE}/1/functions/coffee/", {}).status_code == 404
    sent = {"state": "ready", "on": today.isoformat(), "version": version(), "note": "oefening geslaagd"}
    assert client.post(f"{BASE}/1/state/", sent).status_code == 302
    assert "oefening geslaagd" in client.get(f"{BASE}/1/").content.decode()
    assert client.post(f"{BASE}/1/state/", sent | {"state": "withdrawn"}).status_code == 409


def test_a_conflicting_edit_shows_both(adopted: DesignRow, town: MunicipalityRow, client_for: SignIn) -> None:
    client = client_for(town, EDITOR)
    form = client.get(f"{BASE}/1/edit/").context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    assert client.post(f"{BASE}/1/edit/", sent | {"owner": "Stichting Eerste"}).status_code == 302
    response = client.post(f"{BASE}/1/edit/", sent | {"owner": "Stichting Tweede"})
    assert response.status_code == 409
    shown = response.content.decode()
    assert "Stichting Eerste" in shown
    assert "Stichting Tweede" in shown
    form = response.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(f"{BASE}/1/edit/", again).status_code == 302
    point = queries.point(town.id, 1)
    assert point is not None
    assert point.owner == "Stichting Tweede"


def test_points_outside_the_design_ask_for_a_decision(
    make_design: Designer, town: MunicipalityRow, client_for: SignIn
) -> None:
    first, second = make_design(), make_design("b", budget_eur=None, points=2)
    services.adopt_design(PROGRAM, first.id)
    for point in queries.points(town.id):
        services.change_point_state(PROGRAM, town.id, point.number, "agreed")
    client = client_for(town, EDITOR)
    shown = client.post(f"{BASE}/designs/{second.id}/adopt/", follow=True).content.decode()
    outside = queries.points_outside_design(town.id)
    assert outside
    assert "Outside the adopted design" in shown
    for point in outside:
        assert client.post(f"{BASE}/{point.number}/keep/").status_code == 302
    assert queries.points_outside_design(town.id) == []


def test_pages_take_as_many_queries_for_one_as_for_many(
    make_design: Designer, town: MunicipalityRow, client_for: SignIn, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_for(town, EDITOR)

    def counted(design: DesignRow) -> dict[str, int]:
        found = {}
        for name, place in pages(design).items():
            client.get(place)  # what is kept in the process is read once
            with CaptureQueriesContext(
                connection,
            ) as queries_made:
                assert client.get(place).status_code == 200
            found[name] = len(queries_made)
        return found

    small = make_design("klein", budget_eur=None, points=2)
    services.adopt_design(PROGRAM, small.id)
    one = counted(small)
    for extra in range(4):
        make_design(f"extra {extra}")
    large = make_design("groot", budget_eur=300_000.0)
    services.adopt_design(PROGRAM, large.id)
    assert len(queries.points(town.id)) > 2
    assert counted(large) == one
    assert max(one.values()) <= 25


def test_documents_are_plain_json(adopted: DesignRow, town: MunicipalityRow, client_for: SignIn) -> None:
    client = client_for(town, VIEWER)
    for name in ("map_points", "map_design"):
        response = client.get(pages(adopted)[name])
        assert response["Content-Type"] == "application/json"
        json.loads(response.content, parse_constant=lambda value: pytest.fail(f"{value} is no JSON"))
    document = client.get(f"{BASE}/points.json?number=2").json()
    assert [layer["kind"] for layer in document["layers"]] == [
        "street",
        "neighbourhood",
        "catchment",
        "point",
    ]
    layer = document["layers"][-1]
    assert [f["properties"]["id"] for f in layer["data"]["features"]] == ["point-2"]
