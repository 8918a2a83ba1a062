"""Pages of the style page's own small server, and what goes wrong on them without anybody looking."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

# Playwright's synchronous API keeps an event loop in this thread, in which Django would refuse its database
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

PHONE = {"width": 360, "height": 800}
DESK = {"width": 1440, "height": 900}


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """`open_page("/nl/…", PHONE)`: a page in a fresh profile.

    The test fails when the page says anything in its console: an error, a warning, or something that the
    security policy stopped.
    """
    contexts = []
    complaints: list[str] = []

    def opened(address: str, viewport: dict[str, int] = DESK, quiet: bool = True, **options: Any) -> Page:
        context = browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        if quiet:
            page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
            page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{live_server.url}{address}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
