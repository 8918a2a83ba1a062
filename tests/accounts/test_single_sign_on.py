"""Single sign-on against a small OpenID Connect provider that listens on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.conftest import PASSWORD, set_up_app
from tests.accounts.identity_provider import CLIENT_ID, SECRET, Provider, serving
from weerbaar.accounts import queries
from weerbaar.accounts.models import AuditEntry, User
from weerbaar.accounts.types import MunicipalityRow, Permission
from weerbaar.config import single_sign_on
from weerbaar.config.single_sign_on import SingleSignOn

START = "/account/oidc/sso/login/"


@pytest.fixture(scope="module")
def _provider() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(_provider: Provider, settings: Any) -> Provider:
    _provider.claims = {
        "sub": "1234",
        "name": "A. Jansen",
        "email": "a.jansen@kleinstad.example",
        "email_verified": True,
    }
    _provider.token_claims = {}
    use(
        settings,
        SingleSignOn("Town account", _provider.address, CLIENT_ID, SECRET, (), {}, frozenset({"mfa"})),
    )
    return _provider


def use(settings: Any, sso: SingleSignOn) -> None:
    settings.OIDC = sso
    settings.SOCIALACCOUNT_PROVIDERS = single_sign_on.providers(sso)


def come_in(provider: Provider, client: Client | None = None, path: str = START) -> Client:
    """The whole way: our button, the provider, and back; the last answer is in `.answer`."""
    browser = client or Client()
    away = browser.post(path)
    assert away.status_code == 302, away.content
    back = provider.authorize(away["Location"])
    browser.answer = browser.get("/account/oidc/sso/login/callback/", back)  # type: ignore[attr-defined]
    return browser


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def people_page(town: MunicipalityRow) -> str:
    return reverse("accounts:people", kwargs={"municipality": town.slug})


def test_a_known_address_comes_in_and_keeps_its_password(
    provider: Provider, person: User, sign_in: Callable[..., Client]
) -> None:
    browser = come_in(provider)
    assert browser.session["_auth_user_id"] == str(person.pk)
    assert is_in(sign_in(person.email))
    # next time it is known by the provider's own number, even when the address there has changed
    provider.claims["email"] = "a.jansen-smit@kleinstad.example"
    assert come_in(provider).session["_auth_user_id"] == str(person.pk)


def test_an_unknown_address_gets_no_account(provider: Provider, town: MunicipalityRow) -> None:
    browser = come_in(provider)
    assert not is_in(browser)
    assert not User.objects.exists()


@pytest.mark.parametrize("verified", [False, "false", None, 0])
def test_an_address_that_is_not_vouched_for_is_not_believed(
    provider: Provider, person: User, verified: object
) -> None:
    provider.claims["email_verified"] = verified
    assert not is_in(come_in(provider))


def test_a_domain_can_be_vouched_for_by_setting(provider: Provider, person: User, settings: Any) -> None:
    del provider.claims["email_verified"]
    use(settings, replace(settings.OIDC, email_domains=("kleinstad.example",)))
    assert is_in(come_in(provider))
    provider.claims |= {"sub": "5", "email": "a.jansen@kleinstad.example.evil.example"}
    assert not is_in(come_in(provider))


def test_second_factor_of_the_provider_counts_when_it_says_so(
    provider: Provider, person: User, town: MunicipalityRow
) -> None:
    browser = come_in(provider)
    assert browser.get(people_page(town))["Location"].endswith(reverse("mfa_index"))
    provider.token_claims = {"amr": ["pwd", "mfa"]}
    assert come_in(provider).get(people_page(town)).status_code == 200


def test_second_factor_by_acr_and_never(
    provider: Provider, person: User, town: MunicipalityRow, settings: Any
) -> None:
    use(settings, replace(settings.OIDC, second_factor=frozenset({"urn:high"})))
    provider.token_claims = {"acr": "urn:high", "amr": ["mfa"]}
    assert come_in(provider).get(people_page(town)).status_code == 200
    use(settings, replace(settings.OIDC, second_factor=frozenset()))
    assert come_in(provider).get(people_page(town)).status_code == 302


def test_who_has_a_second_factor_here_is_asked_unless_the_provider_asked(
    provider: Provider, person: User, sign_in: Callable[..., Client]
) -> None:
    set_up_app(sign_in(person.email))
    browser = come_in(provider)
    assert browser.answer["Location"] == reverse("mfa_authenticate")  # type: ignore[attr-defined]
    assert not is_in(browser)
    provider.token_claims = {"amr": ["mfa"]}
    assert is_in(come_in(provider))


def test_what_the_provider_said_ends_with_the_session(
    provider: Provider, person: User, town: MunicipalityRow, sign_in: Callable[..., Client]
) -> None:
    provider.token_claims = {"amr": ["mfa"]}
    browser = come_in(provider)
    browser.post(reverse("account_logout"))
    sign_in(person.email, PASSWORD, client=browser)
    assert browser.get(people_page(town))["Location"] == reverse("mfa_index")


def test_domain_rule_makes_a_viewer(provider: Provider, town: MunicipalityRow, settings: Any) -> None:
    use(settings, replace(settings.OIDC, admit={"kleinstad.example": town.code}))
    browser = come_in(provider)
    user = User.objects.get(email="a.jansen@kleinstad.example")
    assert is_in(browser)
    assert not user.has_usable_password()
    assert queries.permissions(user.pk, town.id) == {Permission.VIEW}
    added = AuditEntry.objects.get(action="accounts.person.added")
    assert added.actor_label == "single sign-on"
    assert browser.get(reverse("account_change_password")).status_code == 404


def test_domain_rule_needs_a_vouched_for_address(
    provider: Provider, town: MunicipalityRow, settings: Any
) -> None:
    use(settings, replace(settings.OIDC, admit={"kleinstad.example": town.code}))
    provider.claims["email_verified"] = False
    assert not is_in(come_in(provider))
    assert not User.objects.exists()


def test_a_closed_account_stays_closed(provider: Provider, person: User, settings: Any) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    use(settings, replace(settings.OIDC, admit={"kleinstad.example": "GM9999"}))
    assert not is_in(come_in(provider))
    assert User.objects.count() == 1


def test_nobody_connects_a_second_identity(
    provider: Provider, person: User, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in(person.email)
    provider.claims |= {"sub": "evil", "email": "evil@elsewhere.example"}
    come_in(provider, browser, f"{START}?process=connect")
    assert browser.answer.status_code == 403  # type: ignore[attr-defined]
    assert person.socialaccount_set.count() == 0


def test_wrong_answers_are_refused(provider: Provider, person: User) -> None:
    browser = Client()
    back = provider.authorize(browser.post(START)["Location"])
    stolen = Client()
    stolen.get("/account/oidc/sso/login/callback/", back)  # another browser than the one that asked
    assert not is_in(stolen)
    forged = {**back, "state": "made-up"}
    browser.get("/account/oidc/sso/login/callback/", forged)
    assert not is_in(browser)


def test_an_id_token_for_somebody_else_is_refused(provider: Provider, person: User) -> None:
    provider.token_claims = {"aud": "another-program"}
    assert not is_in(come_in(provider))


def test_opening_the_address_signs_nobody_in(provider: Provider, person: User) -> None:
    page = Client().get(START)
    assert page.status_code == 200
    assert b"csrfmiddlewaretoken" in page.content


def test_the_sign_in_page_offers_it(db: None, provider: Provider, client: Client) -> None:
    assert "Sign in with Town account" in client.get("/en/account/login/").content.decode()


def test_without_settings_there_is_no_single_sign_on(db: None, client: Client) -> None:
    assert client.get(START).status_code == 404
    assert "oidc" not in client.get("/en/account/login/").content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEERBAAR_OIDC_CLIENT_ID", ""),
        ("WEERBAAR_OIDC_ADMIT", "kleinstad.example"),
        ("WEERBAAR_OIDC_ADMIT", "kleinstad.example=0935"),
        ("WEERBAAR_OIDC_SERVER", "http://login.example"),
    ],
)
def test_half_settings_are_refused_with_their_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    for each, usual in (("SERVER", "https://login.example"), ("CLIENT_ID", "x"), ("SECRET", "y")):
        monkeypatch.setenv(f"WEERBAAR_OIDC_{each}", usual)
    assert single_sign_on.read().server == "https://login.example"
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match=name):
        single_sign_on.read()
