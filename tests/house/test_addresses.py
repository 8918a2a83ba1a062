"""Walks every address of the program: who comes in, who is sent to sign in, who finds nothing."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.house.addresses import BARE_404, PUBLIC, SIGNED_IN, TOKEN
from weerbaar.accounts.services import ensure_municipality
from weerbaar.accounts.types import GRANTS, PROGRAM, MunicipalityRow, Permission, Role

ClientFor = Callable[[MunicipalityRow, str], Client]
pytestmark = pytest.mark.django_db

FILLERS: dict[str, Any] = {
    "int": 1,
    "slug": "x",
    "str": "x",
    "path": "x",
    "uuid": uuid.UUID(int=0),
}


@dataclass(frozen=True)
class Address:
    """One address: its name with namespaces (or its route), its arguments, and its guard's permission."""

    name: str
    route: str
    arguments: tuple[tuple[str, str], ...]
    permission: Permission | None

    def reverse(self, **kwargs: Any) -> str:
        return reverse(self.name, kwargs=kwargs or None)

    def filled(self, municipality: str) -> str:
        """The address in a municipality, with any other argument filled with something of the right kind."""
        kwargs = {name: FILLERS[kind] for name, kind in self.arguments if name != "municipality"}
        return self.reverse(municipality=municipality, **kwargs)


def walk(
    patterns: list[URLPattern | URLResolver],
    route: str = "",
    space: str = "",
    arguments: tuple[Any, ...] = (),
) -> Iterator[Address]:
    for pattern in patterns:
        converters = getattr(pattern.pattern, "converters", {})
        own = tuple(
            (name, type(each).__name__.removesuffix("Converter").lower().replace("string", "str"))
            for name, each in converters.items()
        )
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from walk(pattern.url_patterns, here, inner, arguments + own)
        else:
            name = space + pattern.name if pattern.name else here
            yield Address(name, here, arguments + own, getattr(pattern.callback, "permission", None))


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """So many requests in a row would meet the rate limits."""
    cache.clear()


def _municipality(code: str, slug: str) -> MunicipalityRow:
    return ensure_municipality(
        PROGRAM, code=code, slug=slug, name=slug.title(), region=("VR24", "Zuid-Limburg")
    )


@pytest.fixture
def place(db: None) -> MunicipalityRow:
    """A municipality without a territory: enough to ask who may come in, and quick to make."""
    return _municipality("GM7777", "leegstad")


@pytest.fixture
def other_place(db: None) -> MunicipalityRow:
    return _municipality("GM6666", "buiten")


ALL = list({(each.name, each.arguments): each for each in walk(get_resolver().url_patterns)}.values())
GUARDED = [address for address in ALL if address.permission is not None]
BY_NAME = {address.name: address for address in ALL}


def named(address: Address) -> str:
    return address.name


def test_every_address_is_guarded_or_listed() -> None:
    listed = {*PUBLIC, *SIGNED_IN, *TOKEN}
    loose = [
        f"{each.name} ({each.route})" for each in ALL if each.permission is None and each.name not in listed
    ]
    assert not loose, f"guard these with staff_page, or give each a line in tests/house/addresses.py: {loose}"


def test_the_list_holds_no_address_that_is_gone_or_guarded_and_none_twice() -> None:
    for table in (PUBLIC, SIGNED_IN, TOKEN):
        for name in table:
            assert name in BY_NAME, f"{name} is in tests/house/addresses.py, but there is no such address"
            assert BY_NAME[name].permission is None, f"{name} has a guard and needs no line"
    assert len({*PUBLIC, *SIGNED_IN, *TOKEN}) == len(PUBLIC) + len(SIGNED_IN) + len(TOKEN)


def test_guarded_addresses_say_which_municipality() -> None:
    assert GUARDED
    for address in GUARDED:
        assert dict(address.arguments).get("municipality") == "slug", address.name


@pytest.mark.parametrize("address", GUARDED, ids=named)
def test_anonymous_people_are_sent_to_sign_in(
    client: Client, place: MunicipalityRow, address: Address
) -> None:
    for method in (client.get, client.post):
        answer = method(address.filled(place.slug))
        assert answer.status_code == 302 or answer.status_code == 405
        if answer.status_code == 302:
            assert answer["Location"].startswith(f"{reverse('account_login')}?next=")
    statuses = {
        client.get(address.filled(place.slug)).status_code,
        client.post(address.filled(place.slug)).status_code,
    }
    assert 302 in statuses, "neither GET nor POST reaches the guard"


def without(permission: Permission) -> str | None:
    """A role that lacks a permission; None when every role has it."""
    return next(
        (role for role in Role.values if permission not in GRANTS[role] and role != Role.REGION_VIEWER), None
    )


def answers(client: Client, path: str) -> set[int]:
    """The statuses to GET and POST, without 405 (that one is told before the guard, and tells nothing)."""
    return {client.get(path).status_code, client.post(path).status_code} - {405}


@pytest.mark.parametrize(
    "address", [each for each in GUARDED if each.permission and without(each.permission)], ids=named
)
def test_the_wrong_role_gets_403(client_for: ClientFor, place: MunicipalityRow, address: Address) -> None:
    assert address.permission is not None
    role = without(address.permission)
    assert role is not None
    assert answers(client_for(place, role), address.filled(place.slug)) == {403}


@pytest.mark.parametrize("address", GUARDED, ids=named)
def test_another_municipality_answers_404(
    client_for: ClientFor, place: MunicipalityRow, other_place: MunicipalityRow, address: Address
) -> None:
    stranger = client_for(other_place, Role.ADMINISTRATOR)
    assert answers(stranger, address.filled(place.slug)) == {404}
    assert answers(stranger, address.filled("nowhere")) == {404}


@pytest.mark.parametrize("address", GUARDED, ids=named)
def test_nobody_comes_in_without_a_second_factor(
    client_for: ClientFor, place: MunicipalityRow, address: Address
) -> None:
    from allauth.mfa.models import Authenticator

    role = next(role for role in Role.values if address.permission in GRANTS[role])
    browser = client_for(place, role)
    Authenticator.objects.all().delete()
    for answer in (browser.get(address.filled(place.slug)), browser.post(address.filled(place.slug))):
        assert answer.status_code == 302
        assert answer["Location"] == reverse("mfa_index")


@pytest.mark.parametrize(
    "address", [each for each in GUARDED if each.permission == Permission.VIEW], ids=named
)
def test_the_region_reads_along(client_for: ClientFor, town: MunicipalityRow, address: Address) -> None:
    reader = client_for(town, Role.REGION_VIEWER)
    assert reader.get(address.filled(town.slug)).status_code in {200, 302, 404, 405}
    if dict(address.arguments).keys() == {"municipality"} and address.name not in BARE_404:
        assert reader.get(address.filled(town.slug)).status_code in {200, 302, 405}


@pytest.mark.parametrize(
    "address",
    [each for each in GUARDED if dict(each.arguments).keys() == {"municipality"}],
    ids=named,
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_staff_pages_open_in_both_languages_and_stay_out_of_caches_and_search(
    client_for: ClientFor, town: MunicipalityRow, address: Address, language: str
) -> None:
    from django.utils.translation import override

    role = next(role for role in Role.values if address.permission in GRANTS[role])
    with override(language):
        path = address.filled(town.slug)
    answer = client_for(town, role).get(path)
    assert answer.status_code in ({404} if address.name in BARE_404 else {200, 302, 405}), path
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_pages_open_for_everybody(client: Client, town: MunicipalityRow, name: str) -> None:
    expected = PUBLIC[name]
    kwargs = expected.kwargs(town) if callable(expected.kwargs) else expected.kwargs
    nameless = BY_NAME[name].route == name
    path = f"/{name.strip('^')}nothing" if nameless else reverse(name, kwargs=kwargs or None)
    answer = client.get(path, expected.query)
    allowed = expected.status if isinstance(expected.status, tuple) else (expected.status,)
    assert answer.status_code in allowed


@pytest.mark.parametrize("name", sorted(SIGNED_IN))
def test_pages_of_ones_own_account_send_others_to_sign_in(
    client: Client, place: MunicipalityRow, name: str
) -> None:
    kwargs = {argument: FILLERS[kind] for argument, kind in BY_NAME[name].arguments if kind in FILLERS}
    answer = client.get(reverse(name, kwargs=kwargs or None))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", sorted(TOKEN))
def test_the_api_wants_a_token(client: Client, town: MunicipalityRow, name: str) -> None:
    kwargs = {argument: FILLERS[kind] for argument, kind in BY_NAME[name].arguments}
    if "municipality" in kwargs:
        kwargs["municipality"] = town.slug
    assert client.get(reverse(name, kwargs=kwargs or None)).status_code == 401
