"""The front end as it was really built: there, small, and without addresses of others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from weerbaar.interface import built

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 200_000  # bytes of every page together with its typeface, before compression


def size(paths: list[str]) -> int:
    return sum((built.FOLDER.parent / path).stat().st_size for path in paths)


def test_the_front_end_is_built() -> None:
    assert built.manifest() is not None, "run scripts/build_frontend.sh first"


def test_what_every_page_loads_is_small() -> None:
    found = built.files("main")
    assert found is not None
    scripts, styles = found
    latin = [f"built/{file.name}" for file in built.FOLDER.glob("source-sans-3-latin-wght-*.woff2")]
    assert len(latin) == 1
    assert size(scripts + styles + latin) < LIMIT


def test_the_engine_of_the_map_waits_until_it_is_needed() -> None:
    found = built.files("map")
    assert found is not None
    assert size(found[0]) < 30_000


def test_built_files_name_no_other_host_to_fetch_from() -> None:
    for file in built.FOLDER.glob("*.css"):
        assert not re.findall(r"url\(['\"]?(?:https?:)?//", file.read_text(encoding="utf-8")), file.name


def test_every_built_name_is_one_that_browsers_may_keep(settings: object) -> None:
    pattern = re.compile(settings.WHITENOISE_IMMUTABLE_FILE_TEST)  # type: ignore[attr-defined]
    for file in built.FOLDER.iterdir():
        if file.suffix in {".js", ".mjs", ".css", ".woff2"}:
            assert pattern.match(f"/static/built/{file.name}"), file.name
    assert not pattern.match("/static/built/manifest.json")
    assert not pattern.match("/static/accounts/key.js")


def test_the_lock_file_carries_no_addresses() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


@pytest.mark.parametrize("folder", ["src/weerbaar/interface", "frontend/src"])
def test_no_inline_script_or_style_in_our_sources(folder: str) -> None:
    for file in (ROOT / folder).rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text), file
    for file in (ROOT / folder).rglob("*.ts"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", file.read_text("utf-8")
        ), file
