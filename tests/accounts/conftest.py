"""People who sign in for real, and a clock-based code as RFC 6238 computes it."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from weerbaar.accounts.models import User
from weerbaar.accounts.services import ensure_person, grant
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role

PASSWORD = "vijf gele fietsen"


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """Rate limits and used codes of one test do not reach the next."""
    cache.clear()


@pytest.fixture
def person(town: MunicipalityRow) -> User:
    """An administrator of Kleinstad, with a password and no second factor."""
    number = ensure_person(PROGRAM, email="a.jansen@kleinstad.example", name="A. Jansen", password=PASSWORD)
    grant(PROGRAM, user_id=number, role=Role.ADMINISTRATOR, municipality_id=town.id)
    return User.objects.get(pk=number)


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """`sign_in(email, password)`: a browser that sent the sign-in form; its answer is in `.answer`."""

    def go(email: str, password: str = PASSWORD, client: Client | None = None, **extra: str) -> Client:
        browser = client or Client()
        browser.answer = browser.post(  # type: ignore[attr-defined]
            reverse("account_login"), {"login": email, "password": password}, **extra
        )
        return browser

    return go


def code_now(secret: str, steps: int = 0) -> str:
    """The six digits of RFC 6238 with SHA-1 and steps of 30 s, written out from the RFC."""
    counter = int(time.time() // 30) + steps
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", counter), "sha1")
    offset = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


def set_up_app(browser: Client) -> str:
    """Goes through setting up an authenticator app; answers its secret."""
    address = reverse("mfa_activate_totp")
    answer = browser.get(address)
    if answer.status_code == 302:  # confirm the password first
        browser.post(answer["Location"], {"password": PASSWORD, "next": address})
        answer = browser.get(address)
    secret: str = answer.context["form"].secret
    answer = browser.post(address, {"code": code_now(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    return secret
