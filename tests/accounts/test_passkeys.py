"""Passkeys, with an authenticator written from the WebAuthn specification (level 2, sections 6 and 7)."""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from django.urls import reverse
from fido2 import cbor

from tests.accounts.conftest import PASSWORD
from weerbaar.accounts.models import User
from weerbaar.accounts.types import MunicipalityRow

HOST, ORIGIN = "testserver", "https://testserver"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def raw(data: str) -> bytes:
    return urlsafe_b64decode(data + "=" * (-len(data) % 4))


class SoftwareKey:
    """One passkey, on one origin."""

    def __init__(self, origin: str = ORIGIN) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.origin = origin
        self.count = 0
        self.user_handle = b""

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _authenticator_data(self, flags: int) -> bytes:
        self.count += 1
        return hashlib.sha256(HOST.encode()).digest() + struct.pack(">BI", flags, self.count)

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        wanted = options["publicKey"]
        self.user_handle = raw(wanted["user"]["id"])
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(cose)
        data = self._authenticator_data(PRESENT | VERIFIED | ATTESTED) + attested
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return {
            "id": text(self.id),
            "rawId": text(self.id),
            "type": "public-key",
            "clientExtensionResults": {"credProps": {"rk": True}},
            "response": {
                "clientDataJSON": text(self._client_data("webauthn.create", wanted["challenge"])),
                "attestationObject": text(attestation),
                "transports": ["internal"],
            },
        }

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        client_data = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        data = self._authenticator_data(PRESENT | VERIFIED)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        return {
            "id": text(self.id),
            "rawId": text(self.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": text(client_data),
                "authenticatorData": text(data),
                "signature": text(signature),
                "userHandle": text(self.user_handle),
            },
        }


@pytest.fixture
def key(person: User) -> SoftwareKey:
    """A passkey that the person added on the account page."""
    browser = Client()
    browser.post(reverse("account_login"), {"login": person.email, "password": PASSWORD}, secure=True)
    address = reverse("mfa_add_webauthn")
    ask = browser.get(address, secure=True)
    browser.post(ask["Location"], {"password": PASSWORD, "next": address}, secure=True)
    page = browser.get(address, secure=True)
    made = SoftwareKey()
    credential = made.create(page.context["js_data"]["creation_options"])
    done = browser.post(
        address, {"name": "Laptop", "passwordless": "on", "credential": json.dumps(credential)}, secure=True
    )
    assert done.status_code == 302, done.context["form"].errors
    return made


def sign_in_with(key: SoftwareKey) -> Client:
    browser = Client()
    address = reverse("mfa_login_webauthn")
    options = browser.get(address, HTTP_ACCEPT="application/json", secure=True).json()["request_options"]
    browser.post(address, {"credential": json.dumps(key.get(options))}, secure=True)
    return browser


def people_page(town: MunicipalityRow) -> str:
    return reverse("accounts:people", kwargs={"municipality": town.slug})


def test_a_passkey_alone_signs_in(key: SoftwareKey, town: MunicipalityRow) -> None:
    assert sign_in_with(key).get(people_page(town), secure=True).status_code == 200


def test_another_key_does_not(key: SoftwareKey, town: MunicipalityRow) -> None:
    other = SoftwareKey()
    other.id, other.user_handle = key.id, key.user_handle
    assert "_auth_user_id" not in sign_in_with(other).session


def test_a_copied_site_cannot_use_it(key: SoftwareKey) -> None:
    key.origin = "https://testserver.evil.example"
    assert "_auth_user_id" not in sign_in_with(key).session


def test_an_answer_cannot_be_used_again(key: SoftwareKey) -> None:
    browser = Client()
    address = reverse("mfa_login_webauthn")
    options = browser.get(address, HTTP_ACCEPT="application/json", secure=True).json()["request_options"]
    answer = {"credential": json.dumps(key.get(options))}
    browser.post(address, answer, secure=True)
    assert "_auth_user_id" in browser.session
    other = Client()
    other.get(address, HTTP_ACCEPT="application/json", secure=True)
    other.post(address, answer, secure=True)
    assert "_auth_user_id" not in other.session


def test_a_passkey_is_the_second_step_after_a_password(
    key: SoftwareKey, person: User, town: MunicipalityRow, sign_in: Callable[..., Client]
) -> None:
    browser = Client()
    browser.post(reverse("account_login"), {"login": person.email, "password": PASSWORD}, secure=True)
    address = reverse("mfa_authenticate")
    options = browser.get(address, secure=True).context["js_data"]["request_options"]
    assert "_auth_user_id" not in browser.session
    browser.post(address, {"credential": json.dumps(key.get(options))}, secure=True)
    assert browser.get(people_page(town), secure=True).status_code == 200


def test_the_list_shows_its_name(key: SoftwareKey) -> None:
    page = sign_in_with(key).get(reverse("mfa_list_webauthn"), secure=True)
    assert "Laptop" in page.content.decode()
