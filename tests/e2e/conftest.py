"""A whole site for the browser: the demonstration on a free port, people of every role, and a neighbour."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.e2e.browser import launch

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
NEIGHBOUR = """
import django; django.setup()
from weerbaar.accounts.services import ensure_municipality, ensure_person, grant
from weerbaar.accounts.types import PROGRAM
m = ensure_municipality(
    PROGRAM, code="GM0994", slug="valkenburg", name="Valkenburg", region=("VR24", "Zuid-Limburg")
)
for name, role in (("editor", "editor-supportpoints"), ("admin", "administrator")):
    p = ensure_person(
        PROGRAM, email=name + "@valkenburg.example", name="Buur " + name, password="{password}", is_demo=True
    )
    grant(PROGRAM, user_id=p, role=role, municipality_id=m.id)
"""
NEIGHBOUR_PASSWORD = "een-lang-wachtwoord-27"
LONGEST_START_S = 180
DATABASE = "weerbaar.sqlite3"
PATIENCE_MS = 30_000  # a machine that does more than this keeps a page waiting
expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True)
class Site:
    """A running site: its address, its data folder, and the passwords of its demo accounts by e-mail."""

    address: str
    data: Path
    passwords: dict[str, str]
    environment: dict[str, str]
    process_id: int


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def copy_installation(source: Path, target: Path) -> None:
    """A copy of a data folder that may be in use."""
    shutil.copytree(
        source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.sqlite3*", "*.lock", "site.log")
    )
    with sqlite3.connect(source / DATABASE) as old, sqlite3.connect(target / DATABASE) as new:
        old.backup(new)
    old.close()
    new.close()


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    """Waits for the first answer; fails at once when the program ended."""
    deadline = time.monotonic() + LONGEST_START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the site ended with {process.returncode} before it answered")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:  # noqa: S310 - loopback
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"the site did not answer within {LONGEST_START_S} s")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walk over every page comes first: it judges the words of the site, not what other tests type in."""
    items.sort(key=lambda item: item.path.name != "test_every_page.py")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration as `make demo` starts it, in a data folder of its own."""
    data, port = tmp_path_factory.mktemp("site"), free_port()
    environment = {
        **os.environ,
        "WEERBAAR_DATA": str(data),
        "WEERBAAR_DEMO": "1",
        "WEERBAAR_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "weerbaar.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    demo = [sys.executable, "-m", "weerbaar", "demo"]
    if prepared := os.environ.get("E2E_SITE"):  # a data folder of the demo, to begin from a copy of it
        copy_installation(Path(prepared), data)
    subprocess.run([*demo, "--no-serve"], env=environment, check=True, stdout=subprocess.DEVNULL)
    neighbour = NEIGHBOUR.format(password=NEIGHBOUR_PASSWORD)
    subprocess.run([sys.executable, "-c", neighbour], env=environment, check=True)
    address = f"http://127.0.0.1:{port}"
    with (data / "site.log").open("wb") as log:
        process = subprocess.Popen(
            [*demo, "--port", str(port)], env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            wait_until_up(address, process)
            passwords = json.loads((data / "demo-sign-ins.json").read_text())
            for name in ("editor", "admin"):
                passwords[f"{name}@valkenburg.example"] = NEIGHBOUR_PASSWORD
            yield Site(address, data, passwords, environment, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture(scope="session")
def signed_in(site: Site, browser: Browser) -> Callable[[str], dict[str, object]]:
    """`signed_in(email)`: cookies of a session, made once by signing in on the page."""
    states: dict[str, dict[str, object]] = {}

    def sign_in(email: str) -> dict[str, object]:
        if email not in states:
            context = browser.new_context(base_url=site.address)
            page = context.new_page()
            page.goto("/en/account/login/")
            page.locator("input[type=email]").fill(email)
            page.locator("input[type=password]").fill(site.passwords[email])
            page.locator("form").filter(has=page.locator("input[type=password]")).locator(
                "button"
            ).first.click()
            page.wait_for_url(lambda url: "/account/login" not in url)
            states[email] = dict(context.storage_state())
            context.close()
        return states[email]

    return sign_in


@pytest.fixture
def open_page(
    site: Site, browser: Browser, signed_in: Callable[[str], dict[str, object]]
) -> Iterator[Callable[..., Page]]:
    """`open_page(email=None, width=1440, …)`: a page in a fresh context; script errors fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(email: str | None = None, width: int = 1440, **options: object) -> Page:
        height = 800 if width < 600 else 900
        context = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": height},
            storage_state=signed_in(email) if email else None,  # type: ignore[arg-type]
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                errors.append(f"{page.url}: {message.text}")
                if message.type == "error" and "status of 4" not in message.text
                else None
            ),
        )
        return page

    yield make
    for context in contexts:
        context.close()
    assert not errors, "\n".join(errors)
