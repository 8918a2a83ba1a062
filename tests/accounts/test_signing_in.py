"""Signing in by password and second factor, being kept out, and how long it lasts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tests.accounts.conftest import PASSWORD, code_now, set_up_app
from weerbaar.accounts.middleware import SIGNED_IN_AT
from weerbaar.accounts.models import AuditEntry, User
from weerbaar.accounts.types import MunicipalityRow

SignIn = Callable[..., Client]


def people_page(town: MunicipalityRow) -> str:
    return reverse("accounts:people", kwargs={"municipality": town.slug})


def test_passwords_are_kept_as_argon2(person: User) -> None:
    assert person.password.startswith("argon2")


def test_no_staff_page_before_a_second_factor(person: User, town: MunicipalityRow, sign_in: SignIn) -> None:
    browser = sign_in(person.email)
    answer = browser.get(people_page(town))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_index")
    set_up_app(browser)
    assert browser.get(people_page(town)).status_code == 200


def test_public_pages_stay_open_before_a_second_factor(person: User, sign_in: SignIn) -> None:
    assert sign_in(person.email).get(reverse("portal:home"), follow=True).status_code == 200


def test_password_alone_does_not_sign_in_who_has_a_second_factor(
    person: User, town: MunicipalityRow, sign_in: SignIn
) -> None:
    secret = set_up_app(sign_in(person.email))
    browser = sign_in(person.email)
    assert browser.answer["Location"] == reverse("mfa_authenticate")
    assert browser.get(people_page(town)).status_code == 302
    answer = browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert answer.context["form"].errors["code"]
    browser.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert browser.get(people_page(town)).status_code == 200


def test_recovery_code_works_once(person: User, town: MunicipalityRow, sign_in: SignIn) -> None:
    browser = sign_in(person.email)
    set_up_app(browser)
    codes = browser.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    assert len(codes) == 10
    first = sign_in(person.email)
    first.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert first.get(people_page(town)).status_code == 200
    again = sign_in(person.email)
    again.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert again.get(people_page(town)).status_code == 302


def test_secrets_of_second_factors_are_unreadable_in_the_database(person: User, sign_in: SignIn) -> None:
    from allauth.mfa.models import Authenticator

    secret = set_up_app(sign_in(person.email))
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_without_the_signing_key_no_code_fits(
    person: User, town: MunicipalityRow, sign_in: SignIn, settings: Any
) -> None:
    """A restored database on a machine with another key: refused in words, never an error or a way in."""
    browser = sign_in(person.email)
    secret = set_up_app(browser)
    codes = browser.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    settings.SECRET_KEY = "another key of another machine, just as long as the first one was"
    for code in (code_now(secret), codes[0]):
        later = sign_in(person.email)
        assert later.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
        assert later.get(people_page(town)).status_code == 302


@pytest.mark.parametrize(
    ("language", "said"), [("en", "It can be tried again in 15 minutes"), ("nl", "over 15 minuten")]
)
def test_lockout_after_five_failures_says_so_in_words(
    person: User, sign_in: SignIn, language: str, said: str
) -> None:
    address = f"/{language}/account/login/"
    browser = Client()
    for _ in range(4):
        assert browser.post(address, {"login": person.email, "password": "wrong"}).status_code == 200
    locked = browser.post(address, {"login": person.email.upper(), "password": "wrong"})
    assert locked.status_code == 429
    assert said in locked.content.decode()
    assert locked["Retry-After"] == "900"
    # the right password does not help from this address, but does from another
    assert browser.post(address, {"login": person.email, "password": PASSWORD}).status_code == 429
    elsewhere = sign_in(person.email, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.answer.status_code == 302


def test_lockout_ends(person: User, sign_in: SignIn) -> None:
    for _ in range(5):
        sign_in(person.email, "wrong")
    assert sign_in(person.email).answer.status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(person.email).answer.status_code == 302


def test_unknown_address_and_wrong_password_get_the_same_answer(person: User, sign_in: SignIn) -> None:
    def answer(email: str) -> str:
        page = sign_in(email, "wrong wrong wrong").answer.content.decode()
        return re.sub(r'value="[^"]*"', "", page)

    assert answer(person.email) == answer("nobody@kleinstad.example")


def test_a_session_ends_12_hours_after_signing_in(
    person: User, town: MunicipalityRow, sign_in: SignIn
) -> None:
    browser = sign_in(person.email)
    set_up_app(browser)
    session = browser.session
    session[SIGNED_IN_AT] = int(time.time()) - 12 * 3600 - 1
    session.save()
    assert reverse("account_login") in browser.get(people_page(town))["Location"]


def test_signing_in_changes_the_session_key(person: User, sign_in: SignIn) -> None:
    browser = Client()
    session = browser.session
    session["language"] = "nl"
    session.save()
    before = session.session_key
    sign_in(person.email, client=browser)
    assert browser.session.session_key != before


def test_own_sessions_are_listed_and_ended(person: User, town: MunicipalityRow, sign_in: SignIn) -> None:
    here = sign_in(person.email, HTTP_USER_AGENT="Firefox on the desk")
    there = sign_in(person.email, HTTP_USER_AGENT="Telephone in the train")
    page = here.get(reverse("usersessions_list")).content.decode()
    assert "Telephone in the train" in page
    here.post(reverse("usersessions_list"))
    assert reverse("account_login") in there.get(people_page(town))["Location"]
    assert here.get(people_page(town))["Location"] == reverse("mfa_index")


def test_closing_an_account_ends_its_session(person: User, town: MunicipalityRow, sign_in: SignIn) -> None:
    browser = sign_in(person.email)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert reverse("account_login") in browser.get(people_page(town))["Location"]
    assert "_auth_user_id" not in sign_in(person.email).session


def test_changing_the_password_ends_other_sessions_and_is_recorded(
    person: User, town: MunicipalityRow, sign_in: SignIn
) -> None:
    here, there = sign_in(person.email), sign_in(person.email)
    new = {"oldpassword": PASSWORD, "password1": "negen blauwe boten", "password2": "negen blauwe boten"}
    assert here.post(reverse("account_change_password"), new).status_code == 302
    assert reverse("account_login") in there.get(people_page(town))["Location"]
    assert here.get(people_page(town))["Location"] == reverse("mfa_index")
    assert AuditEntry.objects.filter(action="accounts.password.changed", subject_id=str(person.pk)).exists()


def test_password_reset_by_mail_does_not_skip_the_second_factor(
    person: User, town: MunicipalityRow, sign_in: SignIn, mailoutbox: list[object]
) -> None:
    set_up_app(sign_in(person.email))
    mailoutbox.clear()
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": person.email})
    (mail,) = mailoutbox
    (link,) = re.findall(r"http://testserver(\S+)", mail.body)  # type: ignore[attr-defined]
    form = browser.get(link, follow=True)
    new = {"password1": "negen blauwe boten", "password2": "negen blauwe boten"}
    assert browser.post(form.request["PATH_INFO"], new).status_code == 302
    assert browser.get(people_page(town)).status_code == 302
    assert sign_in(person.email, "negen blauwe boten").answer["Location"] == reverse("mfa_authenticate")
    again = Client().get(link, follow=True)
    assert again.context["token_fail"]


def test_password_reset_tells_nobody_who_has_an_account(person: User, mailoutbox: list[object]) -> None:
    known = Client().post(reverse("account_reset_password"), {"email": person.email})
    unknown = Client().post(reverse("account_reset_password"), {"email": "nobody@kleinstad.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mailoutbox) == 1


def test_without_mail_the_reset_page_says_whom_to_ask(settings: object, client: Client) -> None:
    settings.SENDS_MAIL = False  # type: ignore[attr-defined]
    assert "administrator" in client.get("/en/account/password/reset/").content.decode()
    assert client.post("/en/account/password/reset/", {"email": "a@b.example"}).status_code == 405


@pytest.mark.parametrize("demo", [True, False])
def test_demo_accounts_exist_in_a_demonstration_only(
    person: User, town: MunicipalityRow, sign_in: SignIn, settings: object, demo: bool
) -> None:
    User.objects.filter(pk=person.pk).update(is_demo=True)
    settings.DEMO_SIGN_INS = True  # type: ignore[attr-defined]
    browser = sign_in(person.email)
    assert browser.get(people_page(town)).status_code == 200
    settings.DEMO_SIGN_INS = demo  # type: ignore[attr-defined]
    assert (browser.get(people_page(town)).status_code == 200) is demo
    assert ("_auth_user_id" in sign_in(person.email).session) is demo


def test_in_a_demonstration_others_still_need_a_second_factor(
    person: User, town: MunicipalityRow, sign_in: SignIn, settings: object
) -> None:
    settings.DEMO_SIGN_INS = True  # type: ignore[attr-defined]
    assert sign_in(person.email).get(people_page(town)).status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_set_password",
        "account_confirm_email",
        "account_request_login_code",
        "socialaccount_signup",
        "socialaccount_connections",
        "mfa_signup_webauthn",
    ],
)
def test_pages_of_the_sign_in_library_that_are_not_used_have_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name, kwargs={"key": "x"} if name == "account_confirm_email" else None)


@pytest.mark.parametrize("path", ["signup", "email", "password/set", "3rdparty", "3rdparty/signup", "2fa"])
def test_usual_addresses_of_the_sign_in_library_answer_404(client: Client, path: str) -> None:
    assert client.get(f"/nl/account/{path}/").status_code == 404


def test_a_sensitive_form_asks_to_confirm_and_is_carried_out_after(
    person: User, town: MunicipalityRow, sign_in: SignIn
) -> None:
    browser = sign_in(person.email)
    set_up_app(browser)
    session = browser.session  # an hour later
    records = session["account_authentication_methods"]
    for record in records:
        record["at"] -= 3600
    session["account_authentication_methods"] = records
    session.save()
    address = reverse("accounts:tokens", kwargs={"municipality": town.slug})
    asked = browser.post(address, {"name": "map", "days": "30"})
    assert asked.status_code == 302
    assert reverse("account_reauthenticate") in asked["Location"]
    done = browser.post(asked["Location"], {"password": PASSWORD, "next": address})
    assert done.status_code == 200
    assert done.context["secret"].startswith("wb_")


def test_forms_without_a_token_are_refused_in_words(person: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post("/en/account/login/", {"login": person.email, "password": PASSWORD})
    assert refused.status_code == 403
    assert "This form is too old" in refused.content.decode()


def test_the_api_does_not_take_a_session_without_second_factor(
    person: User, sign_in: SignIn, rf: object, settings: object
) -> None:
    from django.contrib.auth.models import AnonymousUser

    from weerbaar.accounts.middleware import SignedInMiddleware

    browser = sign_in(person.email)
    seen = []
    middleware = SignedInMiddleware(lambda request: seen.append(request.user))  # type: ignore[arg-type, return-value, func-returns-value]
    request = rf.get("/api/points")  # type: ignore[attr-defined]
    request.COOKIES = {settings.SESSION_COOKIE_NAME: "x"}  # type: ignore[attr-defined]
    request.session, request.user = browser.session, person
    middleware(request)
    assert isinstance(seen[0], AnonymousUser)
