"""How the browser of tests and screenshots starts: Debian's Chromium, in a fresh profile, drawing WebGL.

The three flags about GL let a headless browser without a graphics card draw maps, in software.
"""

from __future__ import annotations

import os

from playwright.sync_api import Browser, Playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)


def launch(playwright: Playwright) -> Browser:
    """A headless browser that draws maps; every start has a profile of its own."""
    return playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(FLAGS))
