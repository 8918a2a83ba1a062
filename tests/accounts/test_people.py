"""Inviting, roles, closing accounts: what administrators can do, and what they cannot."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.accounts.conftest import PASSWORD, set_up_app
from weerbaar.accounts import queries, services
from weerbaar.accounts.models import AuditEntry, Invitation, Membership, SafetyRegion, User
from weerbaar.accounts.types import (
    GRANTS,
    PROGRAM,
    Actor,
    MunicipalityRow,
    Permission,
    Refused,
    Role,
)

ClientFor = Callable[[MunicipalityRow, str], Client]
NEW_PASSWORD = "zeven rode tractoren"


def page(name: str, town: MunicipalityRow, **kwargs: object) -> str:
    return reverse(f"accounts:{name}", kwargs={"municipality": town.slug, **kwargs})


def add(town: MunicipalityRow, email: str, role: str, password: str | None = None) -> int:
    number = services.ensure_person(PROGRAM, email=email, name=email.split("@")[0], password=password)
    services.grant(PROGRAM, user_id=number, role=role, municipality_id=town.id)
    return number


def administrator(town: MunicipalityRow) -> Actor:
    number = add(town, f"first@{town.slug}.example", Role.ADMINISTRATOR)
    return Actor(number, "first")


def test_from_invitation_to_staff_page(client_for: ClientFor, town: MunicipalityRow) -> None:
    boss = client_for(town, Role.ADMINISTRATOR)
    answer = boss.post(
        page("invite", town),
        {"name": "B. de Vries", "email": "b@kleinstad.example", "role": Role.VIEWER, "language": "en"},
    )
    (link,) = re.findall(r"http://127\.0\.0\.1:8000(/en/account/invitation/\S+?/)<", answer.content.decode())
    guest = Client()
    assert guest.get(link).status_code == 200
    assert guest.get(link).status_code == 200, "looking at the link does not use it up"
    weak = guest.post(link, {"password": "b@kleinstad.example", "again": "b@kleinstad.example"})
    assert weak.context["form"].errors["password"]
    done = guest.post(link, {"password": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert done["Location"] == "/en/account/security/"
    set_up_app(guest)
    assert Client().get(link).status_code == 410, "a link works once"
    user = User.objects.get(email="b@kleinstad.example")
    assert user.language == "en"
    assert queries.permissions(user.pk, town.id) == {Permission.VIEW}


def test_invitation_is_not_readable_in_the_database_and_expires(town: MunicipalityRow) -> None:
    _, token = services.invite(
        administrator(town), email="c@x.example", name="C", role=Role.VIEWER, municipality_id=town.id
    )
    assert token
    kept = Invitation.objects.get()
    assert token not in kept.token_hash
    assert queries.invitation(token) is not None
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert queries.invitation(token) is None
    with pytest.raises(Refused):
        services.accept_invitation(PROGRAM, invitation_id=kept.pk, password=NEW_PASSWORD)
    assert Client().get(reverse("account_invitation", kwargs={"token": token})).status_code == 410


def test_a_new_link_ends_the_old_one(town: MunicipalityRow) -> None:
    boss = administrator(town)
    number, old = services.invite(
        boss, email="c@x.example", name="C", role=Role.VIEWER, municipality_id=town.id
    )
    new = services.make_link(boss, user_id=number, municipality_id=town.id)
    assert old
    assert queries.invitation(old) is None
    assert queries.invitation(new) is not None


def test_link_is_mailed_where_there_is_a_mail_server(
    client_for: ClientFor, town: MunicipalityRow, settings: object, mailoutbox: list[object]
) -> None:
    settings.HAS_MAIL_SERVER = True  # type: ignore[attr-defined]
    answer = client_for(town, Role.ADMINISTRATOR).post(
        page("invite", town),
        {"name": "B", "email": "b@kleinstad.example", "role": Role.VIEWER, "language": "en"},
    )
    (mail,) = mailoutbox
    (link,) = re.findall(r"http://127\.0\.0\.1:8000(\S+)", mail.body)  # type: ignore[attr-defined]
    assert Client().get(link).status_code == 200
    assert link not in answer.content.decode()


def test_a_link_for_a_new_password_keeps_the_second_factor(
    town: MunicipalityRow, person: User, sign_in: Callable[..., Client]
) -> None:
    set_up_app(sign_in(person.email))
    token = services.make_link(PROGRAM, user_id=person.pk, municipality_id=None)
    browser = Client()
    answer = browser.post(
        reverse("account_invitation", kwargs={"token": token}),
        {"password": NEW_PASSWORD, "again": NEW_PASSWORD},
    )
    assert answer["Location"] == reverse("mfa_authenticate")
    assert browser.get(page("people", town)).status_code == 302


def test_the_last_administrator_stays(town: MunicipalityRow) -> None:
    boss = administrator(town)
    assert boss.user_id
    with pytest.raises(Refused):
        services.revoke(boss, user_id=boss.user_id, role=Role.ADMINISTRATOR, municipality_id=town.id)
    with pytest.raises(Refused):
        services.deactivate(PROGRAM, user_id=boss.user_id, municipality_id=town.id)
    second = add(town, "second@x.example", Role.ADMINISTRATOR)
    services.deactivate(boss, user_id=second, municipality_id=town.id)
    with pytest.raises(Refused):  # a closed account does not count
        services.revoke(boss, user_id=boss.user_id, role=Role.ADMINISTRATOR, municipality_id=town.id)
    services.activate(boss, user_id=second, municipality_id=town.id)
    services.revoke(boss, user_id=boss.user_id, role=Role.ADMINISTRATOR, municipality_id=town.id)
    assert Permission.MANAGE_ACCOUNTS not in queries.permissions(boss.user_id, town.id)


def test_refusal_is_shown_and_changes_nothing(client_for: ClientFor, town: MunicipalityRow) -> None:
    boss = client_for(town, Role.ADMINISTRATOR)
    me = User.objects.get(email=f"administrator@{town.slug}.example")
    before = AuditEntry.objects.count()
    boss.post(page("take_role", town, person_id=me.pk), {"role": Role.ADMINISTRATOR})
    assert boss.get(page("people", town)).status_code == 200
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("deed", ["make_link", "deactivate", "reset_second_factor"])
def test_nobody_takes_over_an_account_that_also_works_elsewhere(
    town: MunicipalityRow, other_town: MunicipalityRow, deed: str
) -> None:
    boss = administrator(town)
    victim = add(other_town, "chief@buurstad.example", Role.ADMINISTRATOR, PASSWORD)
    add(other_town, "deputy@buurstad.example", Role.ADMINISTRATOR)
    number, token = services.invite(
        boss, email="chief@buurstad.example", name="x", role=Role.VIEWER, municipality_id=town.id
    )
    assert (number, token) == (victim, None)
    with pytest.raises(Refused):
        getattr(services, deed)(boss, user_id=victim, municipality_id=town.id)
    # who administers both may, and so may the command line
    assert boss.user_id
    services.grant(PROGRAM, user_id=boss.user_id, role=Role.ADMINISTRATOR, municipality_id=other_town.id)
    getattr(services, deed)(boss, user_id=victim, municipality_id=town.id)


def test_an_invited_account_of_elsewhere_gives_no_link_either(
    town: MunicipalityRow, other_town: MunicipalityRow
) -> None:
    add(other_town, "new@buurstad.example", Role.EDITOR_CONTINUITY)
    _, token = services.invite(
        administrator(town), email="NEW@buurstad.example", name="x", role=Role.VIEWER, municipality_id=town.id
    )
    assert token is None


def test_a_person_of_another_municipality_does_not_exist(
    client_for: ClientFor, town: MunicipalityRow, other_town: MunicipalityRow
) -> None:
    stranger = add(other_town, "chief@buurstad.example", Role.ADMINISTRATOR)
    boss = client_for(town, Role.ADMINISTRATOR)
    assert boss.get(page("person", town, person_id=stranger)).status_code == 404
    for name in ("give_role", "take_role", "deactivate", "activate", "reset_second_factor", "new_link"):
        answer = boss.post(page(name, town, person_id=stranger), {"role": Role.ADMINISTRATOR})
        assert answer.status_code == 404, name
    assert not Membership.objects.filter(user_id=stranger, municipality_id=town.id).exists()


def test_pages_give_no_role_for_a_region(client_for: ClientFor, town: MunicipalityRow) -> None:
    boss = client_for(town, Role.ADMINISTRATOR)
    me = User.objects.get(email=f"administrator@{town.slug}.example")
    answer = boss.post(page("give_role", town, person_id=me.pk), {"role": Role.REGION_VIEWER})
    assert answer.status_code == 404


def test_reset_of_the_second_factor_ends_sessions(
    town: MunicipalityRow, person: User, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in(person.email)
    set_up_app(browser)
    services.reset_second_factor(PROGRAM, user_id=person.pk, municipality_id=town.id)
    assert reverse("account_login") in browser.get(page("people", town))["Location"]
    assert sign_in(person.email).get(page("people", town))["Location"] == reverse("mfa_index")


def test_the_people_page_asks_as_much_of_the_database_for_one_as_for_many(
    client_for: ClientFor, town: MunicipalityRow, django_assert_num_queries: Callable[..., object]
) -> None:
    boss = client_for(town, Role.ADMINISTRATOR)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        boss.get(page("people", town))
    for i in range(30):
        add(town, f"p{i}@x.example", Role.VIEWER)
    with django_assert_num_queries(len(few)):  # type: ignore[attr-defined]
        boss.get(page("people", town))


REGION = Role.REGION_VIEWER


def test_the_region_reads_all_its_municipalities_and_no_others(
    town: MunicipalityRow, other_town: MunicipalityRow
) -> None:
    region = SafetyRegion.objects.get(municipalities=town.id)
    services.invite_to_region(PROGRAM, email="r@region.example", name="R", region_code=region.code)
    reader = User.objects.get(email="r@region.example").pk
    far = services.ensure_municipality(
        PROGRAM, code="GM0001", slug="verweg", name="Verweg", region=("VR01", "Verre regio")
    )
    assert queries.permissions(reader, town.id) == {Permission.VIEW}
    assert queries.permissions(reader, other_town.id) == {Permission.VIEW}
    assert queries.permissions(reader, far.id) == frozenset()


def test_roles_give_what_the_reference_page_says() -> None:
    text = Path(__file__).parents[2].joinpath("docs/reference/permissions.md").read_text(encoding="utf-8")
    header = next(line for line in text.splitlines() if line.startswith("| role | `view`"))
    lines = [line for line in text.splitlines() if line.count("|") == header.count("|") and "yes" in line]
    columns = [cell.strip(" `") for cell in header.strip("|").split("|")][1:]
    documented = {}
    for line in lines:
        role, *cells = [cell.strip(" `") for cell in line.strip("|").split("|")]
        documented[role] = {column for column, cell in zip(columns, cells, strict=True) if cell}
    assert documented == {role: {str(each) for each in granted} for role, granted in GRANTS.items()}


@pytest.mark.parametrize("role", list(Role.values))
def test_each_role_may_do_what_it_grants_and_no_more(town: MunicipalityRow, role: str) -> None:
    if role == Role.REGION_VIEWER:
        region = SafetyRegion.objects.get(municipalities=town.id)
        services.invite_to_region(PROGRAM, email="r@x.example", name="R", region_code=region.code)
        number = User.objects.get(email="r@x.example").pk
    else:
        number = add(town, "r@x.example", role)
    assert queries.permissions(number, town.id) == GRANTS[role]
    User.objects.filter(pk=number).update(is_active=False)
    assert queries.permissions(number, town.id) == frozenset()
