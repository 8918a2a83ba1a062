"""What a paper is made of, without saying how it looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Text:
    """A text in a language; "" is the language of the paper."""

    text: str
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Heading:
    """A heading of a section (level 2) or within one (3)."""

    text: str
    level: int = 2
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    """Running text; `strong` for what must not be missed."""

    body: tuple[Text, ...]
    strong: bool = False
    kind: str = "paragraph"


@dataclass(frozen=True)
class Items:
    """A list."""

    rows: tuple[Text, ...]
    kind: str = "items"


@dataclass(frozen=True)
class Table:
    """A table with a caption for who hears it; widths in parts of the page."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[float, ...]
    kind: str = "table"


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True)
class Paper:
    """A whole paper. `name` is the stem of its file name."""

    name: str
    title: str
    subtitle: str
    municipality: str
    language: str
    made_at: datetime
    made: str
    wide: bool = False
    warnings: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = field(default_factory=tuple)


def said(*parts: str | Text) -> Paragraph:
    """A paragraph of texts in the language of the paper, and of marked ones."""
    return Paragraph(tuple(part if isinstance(part, Text) else Text(part) for part in parts))
