"""The neutral tree of a document: what it says, in order, without a word about how it looks.

Texts are plain text: no markup of any kind is ever read in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

NL, EN = "nl", "en"
DASH = "–"


@dataclass(frozen=True)
class Span:
    """A run of text; `language` only where it differs from the document's (a text that is not translated)."""

    text: str
    strong: bool = False
    language: str = ""


Inline = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """`level` 1 is a chapter, 2 a section, 3 a part of it; levels never skip one on the way down."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """`role`: "body", "lead" (the answer first), "source" (where a figure comes from)."""

    spans: Inline
    role: str = "body"


@dataclass(frozen=True)
class Bullets:
    """A list; `boxes` puts an empty box before each item, to tick on paper."""

    items: tuple[Inline, ...]
    ordered: bool = False
    boxes: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under heads; `caption` names it for who hears the document. `widths` are shares, `right` columns
    of figures.

    `row_heads`: the first cell of every row is the name of the row. `blank`: rows to fill in by hand, set
    taller.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    widths: tuple[float, ...] = ()
    right: tuple[int, ...] = ()
    row_heads: bool = True
    blank: bool = False


@dataclass(frozen=True)
class Pairs:
    """Terms with what they are: the facts of one thing."""

    items: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True)
class Figure:
    """A drawing as SVG of ours, with what it shows in words (`alt`) and its caption."""

    svg: str
    alt: str
    caption: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True)
class Note:
    """`kind`: "info", "unknown" (nobody knows it yet), "confirm" (to be confirmed), "signal"."""

    kind: str
    title: str
    spans: Inline = ()


@dataclass(frozen=True)
class Lines:
    """Room to write on paper: a label and so many ruled lines."""

    label: str
    count: int = 1


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a page of its own. `layout`: "text", "card" (all on one page) or "form"."""

    layout: str = "text"


Block = Heading | Paragraph | Bullets | Table | Pairs | Figure | Note | Lines | NewPage


@dataclass(frozen=True)
class Document:
    """One document.

    `kind`: "plan" and "pack" have a cover and a table of contents, "cards" only cards. `cover`: the lines
    under the title. `stamp` says on every page what it is (version, draft); `warning` stands on the cover of
    what is not final.
    """

    kind: str
    language: str
    title: str
    subtitle: str
    municipality: str
    description: str
    stamp: str
    foot: str
    warning: str
    cover: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    words: tuple[tuple[str, str], ...] = ()

    def word(self, key: str) -> str:
        return dict(self.words)[key]

    def headings(self, level: int | None = None) -> Iterator[Heading]:
        for block in self.blocks:
            if isinstance(block, Heading) and level in (None, block.level):
                yield block

    def texts(self) -> Iterator[str]:
        """Every text that a reader sees, in order."""
        yield self.title
        for label, value in self.cover:
            yield from (label, value)
        for block in self.blocks:
            yield from texts_of(block)


def plain(*parts: str | Span) -> Inline:
    """Texts and spans as one inline; empty texts are left out."""
    return tuple(
        part if isinstance(part, Span) else Span(part)
        for part in parts
        if (part.text if isinstance(part, Span) else part)
    )


def strong(text: str) -> Span:
    return Span(text, strong=True)


def said(inline: Inline) -> str:
    return "".join(span.text for span in inline)


def shows_caption(blocks: Sequence[Block], place: int) -> bool:
    """Whether the caption of the table at `place` says more than the heading right above it."""
    table = blocks[place]
    above = blocks[place - 1] if place else None
    return not (isinstance(above, Heading) and isinstance(table, Table) and above.text == table.caption)


def texts_of(block: Block) -> Iterator[str]:
    """The texts of one block, in the order in which they are read."""
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield said(block.spans)
        case Bullets():
            yield from (said(item) for item in block.items)
        case Table():
            yield block.caption
            yield from block.heads
            yield from (said(cell) for row in block.rows for cell in row)
        case Pairs():
            for term, value in block.items:
                yield from (term, said(value))
        case Figure():
            yield from (block.alt, block.caption)
        case Note():
            yield from (block.title, said(block.spans))
        case Lines():
            yield block.label
        case _:
            return


def as_json(document: Document) -> dict[str, Any]:
    """The document as JSON values."""
    return {
        **{f.name: _jsonable(getattr(document, f.name)) for f in fields(document) if f.name != "blocks"},
        "blocks": [
            {"is": type(b).__name__, **{f.name: _jsonable(getattr(b, f.name)) for f in fields(b)}}
            for b in document.blocks
        ],
    }


def _jsonable(value: Any) -> Any:
    if isinstance(value, Span):
        return {"text": value.text, "strong": value.strong, "language": value.language}
    return [_jsonable(item) for item in value] if isinstance(value, tuple) else value
