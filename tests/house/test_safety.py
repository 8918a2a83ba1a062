"""Production settings, headers and cookies."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

PRODUCTION = {
    "WEERBAAR_SITE_URL": "https://weerbaar.kleinstad.example",
    "WEERBAAR_ALLOWED_HOSTS": "weerbaar.kleinstad.example",
}


def run(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WEERBAAR_")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "weerbaar", "manage", *words],
        env={**clean, "WEERBAAR_DATA": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_check_for_production_is_clean(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    # whether the front end is built is another matter, and not one of safety
    found = set(re.findall(r"\(([\w.]+\.[EW]\d+)\)", done.stdout + done.stderr)) - {"weerbaar.interface.W001"}
    assert not found, done.stderr
    assert "0 silenced" in done.stdout + done.stderr


def test_the_check_would_find_something(tmp_path: Path) -> None:
    """Without an https address the same check complains: so it does look."""
    done = run(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode != 0
    assert "security.W" in done.stderr


def test_cookies_and_mail_in_production(tmp_path: Path) -> None:
    shown = run(
        tmp_path,
        "shell",
        "-v0",
        "-c",
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, "
        "s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SECURE, s.PROXIES, "
        "s.SENDS_MAIL, s.EMAIL_BACKEND.split('.')[-2], s.DEBUG, s.SECURE_HSTS_SECONDS)",
        **PRODUCTION,
    )
    assert shown.stdout.split() == [
        *("__Host-sessionid", "True", "True", "Lax", "True", "1", "False", "dummy", "False", "31536000")
    ], shown.stderr


def test_the_signing_key_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    show = ("shell", "-v0", "-c", "from django.conf import settings; print(settings.SECRET_KEY)")
    first, second = run(tmp_path, *show), run(tmp_path, *show)
    assert first.stdout == second.stdout
    assert len(first.stdout.strip()) >= 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert run(tmp_path / "other", *show).stdout != first.stdout


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nl/", "/en/account/login/", "/nl/does-not-exist/"])
def test_headers_on_every_page(client: Client, path: str) -> None:
    answer = client.get(path, follow=True)
    policy = answer["Content-Security-Policy"]
    assert "unsafe-" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["script-src"] == "'self'"
    assert directives["style-src"] == "'self'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "geolocation=(self)" in answer["Permissions-Policy"]


@pytest.mark.django_db
def test_public_pages_can_be_found_and_kept(client: Client) -> None:
    answer = client.get("/nl/", follow=True)
    assert "X-Robots-Tag" not in answer
    assert "no-store" not in answer.get("Cache-Control", "")


def test_where_to_report_a_leak(client: Client, settings: object) -> None:
    settings.SECURITY_CONTACT = "mailto:veilig@kleinstad.example"  # type: ignore[attr-defined]
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert "Contact: mailto:veilig@kleinstad.example" in lines
    assert any(line.startswith("Expires: 2") for line in lines)


def test_mail_addresses_of_servers_are_understood() -> None:
    from weerbaar.config.environment import mail

    assert mail("") == {}
    assert mail("smtp+tls://u%40x:p%2Fw@mail.example") == {
        "host": "mail.example",
        "port": 587,
        "user": "u@x",
        "password": "p/w",
        "security": "tls",
    }
    assert mail("smtps://mail.example:1465")["port"] == 1465
    with pytest.raises(ValueError, match="WEERBAAR_EMAIL_URL"):
        mail("http://mail.example")


def test_tests_run_without_debug() -> None:
    assert settings.DEBUG is False
