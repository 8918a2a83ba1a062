"""The tree as PDF (PDF/UA-1, A4). How it looks is in `templates/plan.typ`, what it says in the tree."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from weerbaar.continuity.documents.tree import (
    Block,
    Document,
    Figure,
    Heading,
    NewPage,
    Table,
    as_json,
    shows_caption,
)
from weerbaar.interface.typesetting import set_pdf

_TEMPLATE = Path(__file__).parent / "templates" / "plan.typ"
MOST_IN_CONTENTS = 60  # headings; with more, the table of contents names chapters only


def as_pdf(document: Document, made_at: datetime) -> bytes:
    """The document as PDF; raises typst's error when it would break a rule of PDF/UA-1."""
    pictures: dict[str, str] = {}
    sections: list[dict[str, Any]] = [{"layout": "text", "blocks": []}]
    for place, values in enumerate(as_json(document)["blocks"]):
        block = document.blocks[place]
        if isinstance(block, NewPage):
            sections.append({"layout": block.layout, "blocks": []})
            continue
        values = _with_lines(_with_picture(block, values, pictures))
        if isinstance(block, Table):
            values["shows_caption"] = shows_caption(document.blocks, place)
        sections[-1]["blocks"].append(values)
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.level < 3]
    content = {
        "kind": document.kind,
        "language": document.language,
        "region": "NL" if document.language == "nl" else "GB",
        "title": document.title,
        "subtitle": document.subtitle,
        "municipality": document.municipality,
        "description": document.description,
        "running": document.title,
        "stamp": document.stamp,
        "foot": document.foot,
        "warning": document.warning,
        "is_final": not document.warning,
        "cover": [list(pair) for pair in document.cover],
        "words": dict(document.words),
        "depth": 2 if len(headings) <= MOST_IN_CONTENTS else 1,
        "sections": [section for section in sections if section["blocks"]],
    }
    return set_pdf(_TEMPLATE, content, made_at, pictures)


def _with_picture(block: Block, values: dict[str, Any], pictures: dict[str, str]) -> dict[str, Any]:
    """A figure's drawing travels beside the content; the block holds its name."""
    if not isinstance(block, Figure):
        return values
    name = f"picture-{len(pictures)}"
    pictures[name] = block.svg
    return {**{key: value for key, value in values.items() if key != "svg"}, "picture": name}


def _with_lines(value: Any) -> Any:
    """Every run of text with its lines apart: what can be printed knows no line break."""
    if isinstance(value, dict):
        made = {key: _with_lines(item) for key, item in value.items()}
        return {**made, "lines": value["text"].split("\n")} if "strong" in value else made
    return [_with_lines(item) for item in value] if isinstance(value, list) else value
