"""Makes the pictures of the documentation anew, from the demonstration in Debian's Chromium.

    python scripts/make_screenshots.py

Starts the demonstration on a free port with a data folder of its own, and ends it. The front end has to be
built.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.e2e.browser import launch  # noqa: E402 - the repository has to be on the path first

FOLDER = ROOT / "docs" / "explanation" / "look"
EDITOR = "editor@maastricht.example"
LARGEST = 200_000  # bytes of one picture


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Returns when the server answers; fails when it ended or takes half a minute."""
    for _ in range(60):
        if server.poll() is not None:
            raise SystemExit("the server ended before it answered")
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own server
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the server did not answer within 30 s")


def draw_map(page: Page) -> None:
    """Waits until the map of the page is on the screen."""
    page.locator("weerbaar-map").scroll_into_view_if_needed()
    page.wait_for_selector("weerbaar-map[data-state=ready]", timeout=30_000)
    page.wait_for_timeout(1_000)


def keep(page: Page, name: str, top: int, height: int) -> None:
    """Keeps a part of the page as a JPEG that is small enough."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    file = FOLDER / f"{name}.jpg"
    whole = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": top, "width": width, "height": min(height, whole - top)}
    for quality in (82, 70, 55):
        page.screenshot(path=file, type="jpeg", quality=quality, full_page=True, clip=clip)  # type: ignore[arg-type]
        if file.stat().st_size <= LARGEST:
            break
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB")


def top_of(page: Page, selector: str) -> int:
    """Where an element begins on the page, with some air above it."""
    return max(
        0,
        int(page.evaluate("s => document.querySelector(s).getBoundingClientRect().top + scrollY", selector))
        - 32,
    )


def take(address: str, password: str) -> None:
    """Takes all pictures from the site at `address`; `password` is that of its demo editor."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/nl/style/")
        draw_map(page)
        keep(page, "desk-nl", 0, 1_320)
        keep(page, "desk-nl-figures", top_of(page, "#h-figures"), 1_000)
        keep(page, "desk-nl-form", top_of(page, "#h-form"), 1_150)
        page.goto(f"{address}/en/account/login/")
        page.fill("input[type=email]", EDITOR)
        page.fill("input[type=password]", password)
        page.press("input[type=password]", "Enter")
        page.wait_for_url("**/staff/")
        page.goto(f"{address}/en/maastricht/staff/support-points/designs/2/")
        draw_map(page)
        keep(page, "design", 0, 1_100)
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.goto(f"{address}/en/style/")
        draw_map(page)
        keep(page, "phone-en", 0, 1_900)
        page.goto(f"{address}/nl/style/field/")
        keep(page, "phone-nl-field", 0, 1_000)
        browser.close()


def main() -> None:
    """Serves the demonstration for as long as the pictures take."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "WEERBAAR_DATA": folder,
            "WEERBAAR_DEMO": "1",
            "WEERBAAR_DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "weerbaar.config.settings",
            "PYTHONPATH": str(ROOT / "src"),
        }
        demo = [sys.executable, "-m", "weerbaar", "demo", "--no-serve"]
        subprocess.run(demo, env=environment, check=True, stdout=subprocess.DEVNULL)
        password = json.loads(Path(folder, "demo-sign-ins.json").read_text(encoding="utf-8"))[EDITOR]
        django = [sys.executable, "-m", "django"]
        serve = [*django, "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}"]
        server = subprocess.Popen(
            serve, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/nl/style/", server)
            take(f"http://127.0.0.1:{port}", password)
        finally:
            server.terminate()
            server.wait(10)


if __name__ == "__main__":
    main()
