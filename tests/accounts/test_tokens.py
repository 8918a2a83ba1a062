"""API tokens: shown once, kept as a hash, ended by time or by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weerbaar.accounts import queries, services
from weerbaar.accounts.models import ApiToken, AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Permission, Refused, Role

ClientFor = Callable[[MunicipalityRow, str], Client]


def test_the_secret_finds_its_municipality_and_may_only_look(town: MunicipalityRow) -> None:
    row, secret = services.make_token(PROGRAM, town.id, "map of the region", 30)
    owner = queries.token_owner(secret)
    assert owner is not None
    assert (owner.id, owner.municipality.id, owner.permissions) == (row.id, town.id, {Permission.VIEW})
    kept = ApiToken.objects.get()
    assert secret not in f"{kept.token_hash} {kept.prefix}"
    assert secret not in str(list(AuditEntry.objects.values_list("after", flat=True)))
    assert kept.last_used_at is not None


@pytest.mark.parametrize("wrong", ["", "wb_", "wb_x", "é" * 40])
def test_other_secrets_find_nothing(town: MunicipalityRow, wrong: str) -> None:
    _, secret = services.make_token(PROGRAM, town.id, "map", 30)
    assert queries.token_owner(wrong) is None
    assert queries.token_owner(secret[:-1]) is None
    assert queries.token_owner(secret.swapcase()) is None


def test_tokens_end(town: MunicipalityRow) -> None:
    row, secret = services.make_token(PROGRAM, town.id, "map", 1)
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert queries.token_owner(secret) is None
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert queries.token_owner(secret) is not None
    services.revoke_token(PROGRAM, town.id, row.id)
    services.revoke_token(PROGRAM, town.id, row.id)
    assert queries.token_owner(secret) is None
    assert AuditEntry.objects.filter(action="accounts.token.revoked").count() == 1


def test_another_municipality_cannot_end_a_token(town: MunicipalityRow, other_town: MunicipalityRow) -> None:
    row, secret = services.make_token(PROGRAM, town.id, "map", 1)
    services.revoke_token(PROGRAM, other_town.id, row.id)
    assert queries.token_owner(secret) is not None


@pytest.mark.parametrize("days", [0, -1, 367])
def test_no_token_lasts_for_ever(town: MunicipalityRow, days: int) -> None:
    with pytest.raises(Refused):
        services.make_token(PROGRAM, town.id, "map", days)


def test_the_page_shows_the_secret_once(client_for: ClientFor, town: MunicipalityRow) -> None:
    browser = client_for(town, Role.ADMINISTRATOR)
    address = reverse("accounts:tokens", kwargs={"municipality": town.slug})
    page = browser.post(address, {"name": "map", "days": "30"}).content.decode()
    (secret,) = set(re.findall(r"wb_[\w-]{43}", page))
    assert queries.token_owner(secret) is not None
    assert secret not in browser.get(address).content.decode()
    token = ApiToken.objects.get()
    browser.post(reverse("accounts:revoke_token", kwargs={"municipality": town.slug, "token_id": token.pk}))
    assert queries.token_owner(secret) is None
