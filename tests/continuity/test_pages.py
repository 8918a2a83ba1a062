"""The pages of the register: who may open and change what, what they show, and how many queries they take."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from tests.continuity.conftest import Builder, any_of, keep_unit, process_ref, resource_ref
from weerbaar.accounts.models import AuditEntry, User
from weerbaar.accounts.types import PROGRAM, Actor, MunicipalityRow, Role
from weerbaar.continuity import models, queries, services
from weerbaar.continuity.edits import ProcessEdit
from weerbaar.continuity.types import ImpactRow, RequirementRow

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
    body = max(re.findall(r"<form .*?</form>", page, re.DOTALL), key=len)
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", body):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = attributes.get("type") == "checkbox"
        if "name" in attributes and not (ticked and " checked" not in tag):
            value = attributes.get("value", "on" if ticked else "")
            sent.setdefault(attributes["name"], []).append(value)
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


def test_contacts_are_only_for_who_needs_them(
    small_register: Builder, town: MunicipalityRow, client_for: SignIn
) -> None:
    person = small_register.person("Zeldzame Naam", phone="043 350 12 34", unit_code="social")
    services.set_role_holders(PROGRAM, town.id, "clerk", [person])
    row = small_register.get_process("benefits")
    edit = replace(ProcessEdit.of(row), owner_role_code="clerk")
    services.edit_process(PROGRAM, town.id, "benefits", edit)
    for role, sees in ((VIEWER, False), (Role.ADMINISTRATOR, False), (APPROVER, True), (OWNER, True)):
        client = client_for(town, role)
        for place in READ:
            shown = client.get(f"{BASE}/{place}").content.decode()
            named = "Zeldzame Naam" in shown or "350 12 34" in shown
            assert named == (sees and place in {"processes/benefits/", "roles/"}), (role, place)
        assert client.get(f"{BASE}/people/").status_code == (200 if sees else 403)


ANOTHERS = {
    "processes/contact-centre/offer/": {},
    "processes/contact-centre/review/": {},
    "processes/contact-centre/send-back/": {"reason": "nee"},
    "processes/contact-centre/remove/": {},
    "processes/contact-centre/edit/": {"do": "save"},
    "resources/network/edit/": {"do": "save"},
    "resources/grid/edit/": {"do": "save"},
    "resources/network/remove/": {},
    "resources/grid/remove/": {},
    "roles/officer/edit/": {},
    "roles/officer/remove/": {},
    "people/{person}/edit/": {},
    "people/{person}/checked/": {},
    "people/{person}/remove/": {},
    "new-unit/": {"name_nl": "a", "name_en": "b", "kind": "department", "version": "0"},
    "units/social/edit/": {"name_nl": "a", "name_en": "b", "kind": "department", "version": "1"},
    "units/social/editors/": {"editors": "1"},
    "units/services/remove/": {},
    "processes/benefits/approve/": {},
}
NOBODYS = {"new-process/", "new-resource/", "new-role/", "new-person/"}


def test_every_address_that_changes_something_is_tried() -> None:
    from weerbaar.continuity.urls import register

    routes = {str(pattern.pattern) for pattern in register.urlpatterns}
    readable = {"", *READ, "people/", "processes/<slug:code>/", "resources/<slug:code>/"}
    writable = {re.sub(r"<[^>]+>", "*", route) for route in routes - readable}
    tried = {
        re.sub(r"/(contact-centre|network|grid|officer|{person}|social|services|benefits)/", "/*/", p)
        for p in ANOTHERS
    }
    assert writable == tried | NOBODYS


def test_a_process_owner_of_one_department_cannot_change_anothers(
    owner: Client, small_register: Builder, town: MunicipalityRow
) -> None:
    small_register.role("officer", unit_code="services")
    person = small_register.person("Buur", unit_code="services")
    before = queries.register(town.id), queries.contacts(town.id), AuditEntry.objects.count()
    for place, sent in ANOTHERS.items():
        answer = owner.post(f"{BASE}/{place.format(person=person)}", {"version": "1", **sent})
        assert answer.status_code == 403, place
    for page in ("processes/contact-centre/", "resources/network/"):
        shown = owner.get(f"{BASE}/{page}").content.decode()
        assert "/edit/" not in shown
        assert "/remove/" not in shown
        assert owner.get(f"{BASE}/{page}edit/").status_code == 403
    # and through the form of one's own: no other department can be chosen
    for place in ("processes/benefits/edit/", "resources/benefits-app/edit/", "roles/clerk/edit/"):
        sent = {**form_of(owner, place), "unit_code": "services", "do": "save"}
        assert owner.post(f"{BASE}/{place}", sent).status_code == 422, place
    new = {**form_of(owner, "new-process/"), "name_nl": "A", "name_en": "A", "unit_code": "services"}
    assert owner.post(f"{BASE}/new-process/", {**new, "do": "save"}).status_code == 422
    assert (queries.register(town.id), queries.contacts(town.id), AuditEntry.objects.count()) == before


@pytest.mark.parametrize("role", [VIEWER, APPROVER, Role.ADMINISTRATOR, Role.EDITOR_SUPPORT_POINTS])
def test_who_only_reads_changes_nothing(
    small_register: Builder, town: MunicipalityRow, client_for: SignIn, role: str
) -> None:
    client = client_for(town, role)
    before = queries.register(town.id), AuditEntry.objects.count()
    for place in (*ANOTHERS, *NOBODYS):
        answer = client.post(f"{BASE}/{place.format(person=1)}", {"version": "1", "reason": "x"})
        allowed = role == APPROVER and place.endswith(("/approve/", "/send-back/"))
        assert answer.status_code == (422 if allowed else 403), place
    assert (queries.register(town.id), AuditEntry.objects.count()) == before


def test_a_process_owner_without_a_department_is_told_what_to_do(
    small_register: Builder, town: MunicipalityRow, client_for: SignIn
) -> None:
    client = client_for(town, OWNER)
    for place in sorted(NOBODYS):
        assert "Ask the coordinator" in text_of(client.get(f"{BASE}/{place}"))
        assert client.post(f"{BASE}/{place}", {"do": "save"}).status_code == 403


def test_what_the_form_shows_is_what_it_saves(owner: Client, small_register: Builder) -> None:
    for place, get in (
        ("processes/benefits/edit/", lambda: small_register.get_process("benefits")),
        ("resources/benefits-app/edit/", lambda: small_register.get_resource("benefits-app")),
    ):
        before = get()
        answer = owner.post(f"{BASE}/{place}", {**form_of(owner, place), "do": "save"})
        assert answer.status_code == 302
        assert get() == before  # nothing was changed, so nothing was written


def test_the_owner_changes_a_process_on_one_page(owner: Client, small_register: Builder) -> None:
    place = "processes/benefits/edit/"
    sent = form_of(owner, place)
    sent |= {
        "rto_min_0": "1,5",
        "rto_min_1": "days",
        "impact-legal_1440": "2",
        "impact-legal_4320": "3",
        "need-TOTAL_FORMS": "2",
        "need-1-needed": "1",
        "need-1-add_0": "Resource generator",  # by its name
        "need-1-add_1": "grid",  # by its code
        "need-1-label_nl": "Stroom",
        "need-1-label_en": "Power",
        "staff-TOTAL_FORMS": "2",
        "staff-1-role_code": "clerk",
        "staff-1-people": "4",
        "staff-1-from_min_0": "3",
        "staff-1-from_min_1": "days",
        "staff-1-until_min_0": "100",
        "staff-1-until_min_1": "hours",
        "do": "save",
    }
    answer = owner.post(f"{BASE}/{place}", sent, follow=True)
    assert "Saved." in text_of(answer)
    row = small_register.get_process("benefits")
    assert (row.rto_min, row.version, row.status) == (36 * 60, 2, "draft")
    assert ImpactRow("legal", 4320, 3) in row.impacts
    assert row.requirements[1] == RequirementRow(
        1, (resource_ref("generator"), resource_ref("grid")), "Stroom", "Power"
    )
    assert [(need.from_min, need.until_min, need.people) for need in row.staffing] == [
        (0, 4320, 2),
        (4320, 6000, 4),
    ]
    # and takes a need away again
    sent = {**form_of(owner, place), "need-0-remove": "on", "do": "save"}
    assert owner.post(f"{BASE}/{place}", sent).status_code == 302
    assert len(small_register.get_process("benefits").requirements) == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name_nl": ""}, "This field is required."),
        ({"rto_min_0": "soon"}, "Fill in a number, such as 4 or 1.5."),
        ({"rto_min_0": "0.001", "rto_min_1": "minutes"}, "Fill in whole minutes."),
        ({"rto_min_0": "NaN"}, "Fill in a time between 0 and ten years."),
        ({"rto_min_0": "73", "rto_min_1": "hours"}, "longer than the maximum tolerable disruption"),
        ({"decision_reason_nl": "", "decision_reason_en": ""}, "Give a reason for the decision."),
        ({"impact-life_4320": "1"}, "The impact becomes milder as the disruption lasts longer"),
        ({"need-0-needed": "2"}, "What it needs (1): 2 are needed, but you name 1."),
        ({"need-0-add_0": "Unicorn"}, "What it needs (1): Nothing in the register is called this."),
        ({"staff-0-people": ""}, "Minimum staffing (1): Fill in at least one person."),
        ({"staff-0-until_min_0": "0"}, "Minimum staffing (1): The end does not lie after the begin."),
    ],
)
def test_what_is_wrong_is_said_next_to_the_field(
    owner: Client, small_register: Builder, wrong: dict[str, str], words: str
) -> None:
    place = "processes/benefits/edit/"
    before = small_register.get_process("benefits")
    answer = owner.post(f"{BASE}/{place}", {**form_of(owner, place), **wrong, "do": "save"})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert small_register.get_process("benefits") == before


def test_a_row_is_added_without_script_and_nothing_that_was_typed_is_lost(
    owner: Client, small_register: Builder
) -> None:
    place = "processes/benefits/edit/"
    before = small_register.get_process("benefits")
    sent = {**form_of(owner, place), "summary_nl": "half getypt", "need-0-add_0": "grid", "rto_min_0": "zo"}
    for field, prefix in (("requirements", "need"), ("staffing", "staff")):
        answer = owner.post(f"{BASE}/{place}", {**sent, "do": f"add-{field}"})
        assert answer.status_code == 200
        shown = answer.content.decode()
        assert f'name="{prefix}-TOTAL_FORMS" value="2"' in shown
        assert "half getypt" in shown
        assert 'value="zo"' in shown
        assert re.search(r'name="need-0-members" value="resource:grid"[^>]* checked', shown)
        assert "This field is required" not in shown
    assert small_register.get_process("benefits") == before


def test_two_people_who_change_different_fields_both_keep_their_work(
    owner: Client, coordinator: Client, small_register: Builder
) -> None:
    place = "processes/benefits/edit/"
    first, second = form_of(owner, place), form_of(coordinator, place)
    owner.post(f"{BASE}/{place}", {**first, "summary_nl": "van de eigenaar", "do": "save"})
    answer = coordinator.post(
        f"{BASE}/{place}", {**second, "mbco_nl": "van de coördinator", "do": "save"}, follow=True
    )
    assert (
        "Somebody else changed this in the meantime, and that is kept too: What it is, in Dutch"
        in text_of(answer)
    )
    row = small_register.get_process("benefits")
    assert (row.summary_nl, row.mbco_nl) == ("van de eigenaar", "van de coördinator")


def test_two_people_who_change_the_same_field_see_both(
    owner: Client, coordinator: Client, small_register: Builder
) -> None:
    place = "processes/benefits/edit/"
    first, second = form_of(owner, place), form_of(coordinator, place)
    owner.post(
        f"{BASE}/{place}", {**first, "rto_min_0": "6", "rto_min_1": "hours", "rpo_min_0": "2", "do": "save"}
    )
    answer = coordinator.post(
        f"{BASE}/{place}", {**second, "rto_min_0": "8", "rto_min_1": "hours", "do": "save"}
    )
    assert answer.status_code == 409
    shown = text_of(answer)
    assert "Somebody else changed this in the meantime. Nothing was saved yet." in shown
    assert "A colleague wrote here in the meantime: 6 hours" in shown
    assert shown.count("A colleague wrote here") == 1
    assert small_register.get_process("benefits").rto_min == 360
    # what only the other changed came along; what both changed is mine, for me to save or not
    again = re.search(r'<input[^>]*name="rto_min_0"[^>]*>', answer.content.decode())
    assert again is not None
    assert 'value="8"' in again[0]
    body = {**second, "rto_min_0": "8", "rto_min_1": "hours", "rpo_min_0": "2", "version": "2", "do": "save"}
    assert coordinator.post(f"{BASE}/{place}", body).status_code == 302
    row = small_register.get_process("benefits")
    assert (row.rto_min, row.rpo_min) == (480, 120)


def test_a_second_editor_of_a_role_and_a_person_is_shown_the_first(
    owner: Client, coordinator: Client, small_register: Builder
) -> None:
    person = small_register.person("Jansen", unit_code="social")
    for place, field in (("roles/clerk/edit/", "task_nl"), (f"people/{person}/edit/", "phone")):
        first, second = form_of(owner, place), form_of(coordinator, place)
        assert owner.post(f"{BASE}/{place}", {**first, field: "eerste"}).status_code == 302
        answer = coordinator.post(f"{BASE}/{place}", {**second, field: "tweede"})
        assert answer.status_code == 409
        assert "eerste tweede" in text_of(answer)
        assert 'name="version" value="2"' in answer.content.decode()


def test_the_steps_on_the_page_are_those_that_one_may_take(
    owner: Client, coordinator: Client, town: MunicipalityRow, client_for: SignIn, small_register: Builder
) -> None:
    place, approver = f"{BASE}/processes/benefits/", client_for(town, APPROVER)
    sent = {**form_of(owner, "processes/benefits/edit/"), "rpo_min_0": "1", "do": "save"}
    owner.post(f"{place}edit/", sent)

    def buttons(client: Client) -> set[str]:
        return set(re.findall(r'action="[^"]*/benefits/([a-z-]+)/"', client.get(place).content.decode()))

    assert buttons(owner) == {"offer", "remove"}
    assert owner.post(f"{place}review/", {"version": "2"}).status_code == 403
    assert owner.post(f"{place}offer/", {"version": "1"}).status_code == 409
    assert owner.post(f"{place}offer/", {"version": "2"}).status_code == 302
    assert "You were the last to change this." in text_of(owner.get(place))
    assert buttons(coordinator) == {"review", "send-back", "remove"}
    assert buttons(approver) == {"send-back"}
    assert coordinator.post(f"{place}review/", {"version": "2"}).status_code == 302
    assert buttons(approver) == {"approve", "send-back"}
    assert approver.post(f"{place}approve/", {"version": "2"}).status_code == 302
    shown = text_of(approver.get(place))
    assert "approved on" in shown
    assert "to be reviewed again on" in shown
    for words in (
        "Approved approver person",
        "Reviewed editor-continuity person",
        "Offered for review process-owner",
    ):
        assert words in shown
    assert "Maximum loss of data not filled in → 1 hour" in shown


def test_what_is_missing_for_a_review_is_said(owner: Client, small_register: Builder) -> None:
    sent = {**form_of(owner, "processes/benefits/edit/"), "workaround_nl": "op papier", "do": "save"}
    owner.post(f"{BASE}/processes/benefits/edit/", sent)
    answer = owner.post(f"{BASE}/processes/benefits/offer/", {"version": "2"})
    assert answer.status_code == 422
    assert "Workaround, in English: Write the workaround in both languages" in text_of(answer)


def test_the_process_page_says_what_matters(owner: Client, small_register: Builder) -> None:
    shown = text_of(owner.get(f"{BASE}/processes/benefits/"))
    assert "Must go on within 24 hours People cannot do without income." in shown
    assert "Maximum tolerable disruption 3 days the first time at which an impact is intolerable" in shown
    assert re.search(
        r"Resource benefits-app 1 hour Resource network 2 hours any 1 of these 2 Resource grid 24 hours",
        shown,
    )
    assert "Maximum loss of data not yet known" in shown
    dutch = text_of(owner.get(f"{BASE}/processes/benefits/".replace("/en/", "/nl/")))
    assert "Moet binnen 24 uur weer doorgaan Mensen kunnen niet zonder inkomen." in dutch
    assert "Maximaal dataverlies nog niet bekend" in dutch


def test_a_circle_is_shown_and_does_not_hang_the_page(
    owner: Client, small_register: Builder, town: MunicipalityRow
) -> None:
    services.set_requirements(PROGRAM, town.id, resource_ref("grid"), (any_of(resource_ref("network")),))
    for place in ("processes/benefits/", "resources/grid/", "resources/network/"):
        answer = owner.get(f"{BASE}/{place}")
        assert answer.status_code == 200
    assert "need one another in a circle: Resource grid, Resource network." in text_of(
        owner.get(f"{BASE}/resources/network/")
    )


def test_what_others_need_is_not_removed_by_a_button(coordinator: Client, small_register: Builder) -> None:
    answer = coordinator.post(f"{BASE}/resources/network/remove/", {"version": "1"})
    assert answer.status_code == 422
    assert "still needed by Process contact-centre, Resource benefits-app" in text_of(answer)
    assert coordinator.post(f"{BASE}/processes/benefits/remove/", {}).status_code == 409
    answer = coordinator.post(f"{BASE}/processes/benefits/remove/", {"version": "1"}, follow=True)
    assert "Pay benefits was removed." in text_of(answer)
    answer = coordinator.post(f"{BASE}/units/social/remove/", follow=True)
    assert "cannot be removed: still needed by Benefits clerk, Resource benefits-app" in text_of(answer)


def test_lists_filter_sort_and_download(coordinator: Client, small_register: Builder) -> None:
    small_register.process("zz", name_en="=HYPERLINK(1)", track="crisis", rto_min=30)

    def names(query: str) -> list[str]:
        shown = coordinator.get(f"{BASE}/processes/?{query}").content.decode()
        return re.findall(r'scope="row"><a[^>]*/processes/([a-z-]+)/', shown)

    assert names("") == ["zz", "benefits", "contact-centre"]
    assert names("track=crisis") == ["zz"]
    assert names("unit=services&status=draft") == ["contact-centre"]
    assert names("decision=must_go_on") == ["benefits"]
    assert names("q=pay") == ["benefits"]
    assert names("q=nothing+at+all") == []
    assert names("sort=rto") == ["zz", "contact-centre", "benefits"]
    assert names("sort=-rto") == ["benefits", "contact-centre", "zz"]
    assert names("sort=mtpd")[0] == names("sort=-mtpd")[0] == "benefits"  # unknown comes last both ways
    file = coordinator.get(f"{BASE}/processes.csv?track=crisis").content.decode("utf-8-sig")
    assert file.splitlines()[1].startswith(
        "zz,'=HYPERLINK(1),crisis management,Social Affairs,,not yet decided,,0.5"
    )
    dutch = coordinator.get(f"{BASE}/processes.csv?track=crisis".replace("/en/", "/nl/"))
    assert ";0,5;" in dutch.content.decode("utf-8-sig")
    kinds = coordinator.get(f"{BASE}/resources/?kind=ict").content.decode()
    assert re.findall(r'scope="row"><a[^>]*/resources/([a-z-]+)/', kinds) == ["benefits-app"]
    file = coordinator.get(f"{BASE}/resources.csv").content.decode("utf-8-sig")
    assert "grid,Resource grid,power supply,,24,assumed,,,,1" in file.splitlines()


def test_empty_pages_say_how_to_begin(town: MunicipalityRow, client_for: SignIn) -> None:
    coordinator, reader = client_for(town, COORDINATOR), client_for(town, VIEWER)
    assert "Begin with the starter content" in text_of(coordinator.get(f"{BASE}/processes/"))
    assert "The coordinator of continuity begins" in text_of(reader.get(f"{BASE}/processes/"))
    for place in ("resources/", "units/", "roles/", "people/", "work/"):
        assert coordinator.get(f"{BASE}/{place}").status_code == 200


def test_the_coordinator_sets_up_the_organisation(
    town: MunicipalityRow, client_for: SignIn, small_register: Builder
) -> None:
    coordinator = client_for(town, COORDINATOR)
    client_for(town, OWNER)
    keeper = User.objects.get(email="process-owner@kleinstad.example").pk
    unit = {"name_nl": "Burgerzaken", "name_en": "Civil Affairs", "kind": "department", "version": "0"}
    answer = coordinator.post(f"{BASE}/new-unit/", {**unit, "parent_code": "services", "staff_count": "12"})
    assert answer.status_code == 302
    answer = coordinator.post(f"{BASE}/units/burgerzaken/editors/", {"editors": [keeper]}, follow=True)
    assert "Saved." in text_of(answer)
    assert "– Civil Affairs" in text_of(coordinator.get(f"{BASE}/units/"))
    assert "process-owner person" in text_of(coordinator.get(f"{BASE}/units/"))
    person = {"name": "Ali", "phone": "1", "unit_code": "burgerzaken", "version": "0"}
    assert coordinator.post(f"{BASE}/new-person/", person).status_code == 302
    ali = queries.contacts(town.id)[0]
    role = {"name_nl": "Ambtenaar", "name_en": "Registrar", "version": "0", "holder_1": str(ali.id)}
    assert coordinator.post(f"{BASE}/new-role/", role).status_code == 302
    assert next(r.holders for r in queries.register(town.id).roles if r.code == "ambtenaar") == (ali.id,)
    assert "never" in text_of(coordinator.get(f"{BASE}/people/"))
    coordinator.post(f"{BASE}/people/{ali.id}/checked/")
    assert queries.contacts(town.id)[0].checked_on == timezone.localdate()
    coordinator.post(f"{BASE}/people/{ali.id}/remove/")
    assert queries.contacts(town.id) == ()


def test_unknown_things_are_not_there(coordinator: Client) -> None:
    for place in (
        "processes/moon/",
        "processes/moon/edit/",
        "resources/moon/",
        "resources/moon/edit/",
        "units/moon/edit/",
        "roles/moon/edit/",
        "people/999/edit/",
    ):
        assert coordinator.get(f"{BASE}/{place}").status_code == 404, place
    for place in ("processes/moon/approve/", "processes/moon/remove/", "units/moon/editors/"):
        assert coordinator.post(f"{BASE}/{place}").status_code in {403, 404}, place


PAGES_WITH_MANY = (
    "processes/",
    "processes.csv",
    "processes/benefits/",
    "processes/benefits/edit/",
    "resources/",
    "resources.csv",
    "resources/network/",
    "units/",
    "roles/",
    "people/",
    "work/",
)


def test_lists_take_as_many_queries_for_many_as_for_one(coordinator: Client, small_register: Builder) -> None:
    small_register.person("Een")

    def counts() -> dict[str, int]:
        found = {}
        for place in PAGES_WITH_MANY:
            with CaptureQueriesContext(connection) as captured:
                assert coordinator.get(f"{BASE}/{place}").status_code == 200
            found[place] = len(captured)
        return found

    counts()  # what is remembered between requests
    few = counts()
    network = resource_ref("network")
    for number in range(12):
        small_register.unit(f"u{number}", parent_code="social")
        small_register.role(f"r{number}", unit_code=f"u{number}")
        small_register.person(f"Persoon {number}", unit_code=f"u{number}")
        extra = small_register.resource(f"x{number}", "ict", requirements=(any_of(network),))
        small_register.process(
            f"p{number}", unit=f"u{number}", requirements=(any_of(extra, process_ref("benefits")),)
        )
    assert counts() == few


def work_list(client: Client, **query: str) -> str:
    """What the work list says to who is signed in."""
    with translation.override("en"):
        address = reverse("continuity:work", kwargs={"municipality": "kleinstad"})
    return text_of(client.get(address, query))


def test_the_work_list_changes_with_who_looks(
    owner: Client, coordinator: Client, town: MunicipalityRow, client_for: SignIn, small_register: Builder
) -> None:
    shown = work_list(owner)
    assert "Pay benefits" in shown
    assert "Process contact-centre" not in shown
    assert "Process contact-centre" in work_list(coordinator)
    assert "Nothing waits for you." in work_list(client_for(town, VIEWER))
    models.Process.objects.filter(code="benefits").update(
        status="approved", approved_at=timezone.now(), review_due_on=timezone.localdate() - timedelta(days=3)
    )
    assert "To be reviewed again 1" in work_list(owner)
    assert "To be reviewed again" not in work_list(coordinator)  # it has an owner
    assert "To be reviewed again 1" in work_list(coordinator, all="1")
    assert "due for review" in text_of(owner.get(f"{BASE}/processes/"))


def test_the_actor_of_a_page_is_who_signed_in(owner: Client, small_register: Builder) -> None:
    sent = {**form_of(owner, "processes/benefits/edit/"), "rpo_min_0": "1", "do": "save"}
    owner.post(f"{BASE}/processes/benefits/edit/", sent)
    entry = AuditEntry.objects.filter(action="continuity.process.edited").get()
    assert Actor(entry.actor_id, entry.actor_label) == Actor(
        User.objects.get(email="process-owner@kleinstad.example").pk, "process-owner person"
    )
