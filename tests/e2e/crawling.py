"""Following every link of the site as one person, and reading what each page says; no browser is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation

SILENT = {"script", "style", "template", "code", "pre", "svg", "textarea"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SPOKEN = ("aria-label", "title", "alt", "placeholder", "label")


@dataclass
class Reading(HTMLParser):
    """What a page says: its language, title, headings, links, forms, and every text that a person meets."""

    html: str
    language: str = ""
    title: str = ""
    headings: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    actions: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    identities: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, bool]] = []  # tag, and whether its text is not this page's language
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        foreign = given.get("lang", self.language) != self.language
        hidden = bool(self._open and self._open[-1][1]) or foreign or tag in SILENT
        if tag == "h1":
            self.headings.append("")
        if tag == "a" and given.get("href") and "download" not in given:
            self.links.append(given["href"])
        if tag == "form" and given.get("method", "get").lower() == "post":
            self.actions.add(given.get("action", ""))
        if given.get("id"):
            self.identities.append(given["id"])
        if not hidden:
            self.texts += [given[name] for name in SPOKEN if given.get(name, "").strip()]
        if tag not in VOID:
            self._open.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth][0] == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words or not self._open:
            return
        if self._open[-1][0] == "title":
            self.title += words
        if any(tag == "h1" for tag, _ in self._open) and self.headings:
            self.headings[-1] += words
        if not self._open[-1][1]:
            self.texts.append(words)


@dataclass(frozen=True)
class Visited:
    """One address, what answered there, and its kind: the view with the names of its parameters."""

    address: str
    kind: str
    status: int
    found_on: str
    reading: Reading | None


def kind_of(address: str) -> str:
    """Addresses of one kind show the same page about different things."""
    parts = urlsplit(address)
    language = parts.path.strip("/").split("/")[0]
    with translation.override(language if language in {"nl", "en"} else "nl"):
        try:
            match = resolve(parts.path)
        except Resolver404:
            return f"? {parts.path}"
    named = "+".join(sorted({name for name, value in parse_qsl(parts.query) if value}))
    return f"{language} {match.view_name}{'?' if named else ''}{named}"


def crawl(
    get: Callable[[str], tuple[int, str, str]],
    starts: Iterable[str],
    most_per_kind: int,
    leave: Callable[[str], bool],
) -> list[Visited]:
    """Visits what can be reached from `starts` by links, `most_per_kind` addresses of each kind.

    `get` answers status, content type and body of an address; `leave` says which are not followed.
    """
    waiting = [(start, "") for start in starts]
    known = {start for start, _ in waiting}
    seen: dict[str, int] = defaultdict(int)
    visited: list[Visited] = []
    while waiting:
        address, found_on = waiting.pop(0)
        kind = kind_of(address)
        if seen[kind] >= most_per_kind:
            continue
        seen[kind] += 1
        status, content_type, body = get(address)
        reading = Reading(body) if content_type.startswith("text/html") else None
        visited.append(Visited(address, kind, status, found_on, reading))
        for link in reading.links if reading else ():
            there = urldefrag(urljoin(address, link)).url
            if there.startswith("/") and there not in known and not leave(there):
                known.add(there)
                waiting.append((there, address))
    return visited
