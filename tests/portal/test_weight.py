"""The public page is light: all that it needs without the map stays under 300 kB, and it needs no script."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.portal import network
from weerbaar.accounts.types import MunicipalityRow
from weerbaar.interface import built

LIMIT = 300_000
STATIC = "/static/"
LEADS_TO = {"/favicon.ico": f"{STATIC}portal/icon.svg"}  # a redirect


class References(HTMLParser):
    """Style sheets, scripts, images and inline code of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attributes}
        self.inline += [name for name in known if name.startswith("on") or name == "style"]
        data = known.get("type") == "application/json"  # no script: a browser never runs it
        if tag == "style" or (tag == "script" and "src" not in known and not data):
            self.inline.append(tag)
        address = known.get("src") if tag in {"script", "img"} else None
        if tag == "link" and known.get("rel") in {"stylesheet", "modulepreload", "preload", "icon"}:
            address = known.get("href")
        if address and not address.startswith("data:"):
            self.files.append(address)


def size(address: str) -> int:
    """Bytes of a file uncompressed; a style sheet with everything that it asks for."""
    address = LEADS_TO.get(address, address)
    assert address.startswith(STATIC), f"{address} comes from elsewhere"
    path = finders.find(address.removeprefix(STATIC))
    assert path, f"{address} does not exist"
    content = Path(str(path)).read_bytes()
    total = len(content)
    if address.endswith(".css"):
        for name in set(re.findall(rb"url\(([^)]+)\)", content)):
            name = name.strip(b"\"'")
            if not name.startswith((b"data:", b"#", b"%23")):
                total += (
                    (Path(str(path)).parent / name.decode().removeprefix("/static/built/")).stat().st_size
                )
    return total


@pytest.mark.parametrize("page", ["", "?q=9999AB", "support-points/", "support-points/1/", "network/"])
def test_public_pages_are_light_and_hold_no_inline_code(
    client: Client, town: MunicipalityRow, page: str
) -> None:
    if built.manifest() is None:
        pytest.skip("the front end is not built: run scripts/build_frontend.sh")
    network.adopt(town)
    content = client.get(f"/nl/kleinstad/{page}").content
    found = References()
    found.feed(content.decode())
    assert not found.inline
    scripts, styles = built.files("map") or ([], [])
    of_the_map = {f"{STATIC}{path}" for path in [*scripts, *styles]}
    needed = {address for address in found.files if address not in of_the_map}
    total = len(content) + sum(size(address) for address in needed)
    assert total < LIMIT, f"{total} bytes"
