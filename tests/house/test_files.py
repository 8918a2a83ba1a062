"""Rules about every file of the repository."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "weerbaar"
LONGEST = 450
SKIPPED_FOLDERS = {".venv", ".setup", "node_modules", ".git", "data", "built", "__pycache__", ".mypy_cache"}
# put together here, so that this file does not find itself
REGISTRIES = [
    *(".".join(("pypi", end)) for end in ("org", "python.org")),
    ".".join(("files", "pythonhosted", "org")),
    ".".join(("registry", "npmjs", "org")),
    ".".join(("registry", "yarnpkg", "com")),
    ".".join(("registry", "npmmirror", "com")),
]
MACHINE_PATH = re.compile(r"(?<![\w.$}/-])/(?:" + "|".join(("work", "root", "home", "Users")) + ")/")


def tracked() -> list[Path]:
    """Every text file that is kept; by git where it is there, else by walking."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not SKIPPED_FOLDERS & set(path.parts)]
    return [path for path in paths if path.is_file()]


def text_of(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


TRACKED = tracked()
TEMPLATES = sorted(SOURCE.rglob("*.html"))


def test_no_file_names_a_package_registry() -> None:
    for path in TRACKED:
        text = text_of(path) or ""
        for host in REGISTRIES:
            assert host not in text, f"{path.relative_to(ROOT)} names {host}"


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    for path in TRACKED:
        for number, line in enumerate((text_of(path) or "").splitlines(), 1):
            assert not MACHINE_PATH.search(line), f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"


def test_no_secret_is_kept() -> None:
    pattern = re.compile(r"-----BEGIN [A-Z ]*PRIVATE " + r"KEY-----|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}")
    for path in TRACKED:
        assert path.name not in {"secret_key", ".env"}
        assert not pattern.search(text_of(path) or ""), path.relative_to(ROOT)


def test_no_compiled_messages_are_kept() -> None:
    assert not [path for path in TRACKED if path.suffix == ".mo"]


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix()
)
def test_modules_stay_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "migrations" in path.parts:
        return
    assert len(text.splitlines()) <= LONGEST, "split it by subject"
    if path.name not in {"apps.py", "__init__.py", "__main__.py"}:
        assert text.startswith('"""'), "a module begins with what lives here"


class Inline(HTMLParser):
    """Collects what the content security policy would block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocked: list[str] = []
        self._script: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.blocked += [
            f"<{tag} {name}>" for name in named if name == "style" or re.fullmatch(r"on[a-z]+", name)
        ]
        if any((value or "").strip().lower().startswith("javascript:") for value in named.values()):
            self.blocked.append(f"<{tag}> javascript:")
        if tag == "style":
            self.blocked.append("<style>")
        if tag == "script":
            self._script = named

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None

    def handle_data(self, data: str) -> None:
        # data blocks are not run, so the policy lets them be
        if self._script is not None and data.strip() and "json" not in (self._script.get("type") or ""):
            self.blocked.append("<script> with content")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_template_has_inline_script_style_or_handlers(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    plain = re.sub(r"{%.*?%}|{#.*?#}", "", text, flags=re.DOTALL)
    plain = re.sub(r"{{.*?}}", "x", plain, flags=re.DOTALL)
    parser = Inline()
    parser.feed(plain)
    assert not parser.blocked
    assert "|safe" not in text, "escape, or build it with format_html"
    assert "autoescape off" not in text


BASES = {"interface/public.html", "interface/staff.html", "interface/base.html"}


def parent_of(path: Path) -> str | None:
    found = re.search(r"{%\s*extends\s+[\"']([^\"']+)[\"']", path.read_text(encoding="utf-8"))
    return found.group(1) if found else None


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_page_extends_a_base(path: Path) -> None:
    """Pages are templates with a title block of their own; the rest are parts that pages include."""
    by_name = {each.as_posix().partition("/templates/")[2]: each for each in TEMPLATES}
    name = path.as_posix().partition("/templates/")[2]
    text = path.read_text(encoding="utf-8")
    if name in BASES or name == "500.html":  # after an error nothing that a base needs is sure to work
        return
    parent = parent_of(path)
    if parent is None:
        assert "<html" not in text, "a page extends interface/public.html or interface/staff.html"
        assert "{% block content" not in text
        return
    chain = [name]
    while parent not in BASES:
        assert parent in by_name, f"{chain[-1]} extends {parent}, which is not one of ours"
        chain.append(parent)
        parent = parent_of(by_name[parent])
        assert parent, f"{chain[-1]} ends the chain without a base"
    if name in {parent_of(each) for each in TEMPLATES}:
        return  # a frame of other pages, which have the titles
    assert any("block title" in by_name[each].read_text(encoding="utf-8") for each in chain), (
        "a page has a title"
    )
