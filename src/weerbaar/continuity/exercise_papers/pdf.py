"""A paper as PDF (PDF/UA-1, A4). How it looks: `exercise.typ`; no text is ever read as markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from weerbaar.continuity.exercise_papers.blocks import Paper
from weerbaar.continuity.exercise_papers.glyphs import printable
from weerbaar.continuity.templatetags.exercises import MARK

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).parent / "exercise.typ"
_SUSPECTS = b"/Suspects false"


def pdf(paper: Paper) -> bytes:
    """The paper as PDF, with the mark on every page."""
    import typst

    content = _printable(
        {
            **asdict(paper),
            "made_at": "",
            "mark": MARK,
            "region": "NL" if paper.language == "nl" else "GB",
            "page": gettext("page"),
            "of": gettext("of"),
        }
    )
    compiler = typst.Compiler(
        _TEMPLATE.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(paper.made_at.timestamp()))
    assert isinstance(made, bytes)  # noqa: S101 - one document, no output file: always bytes
    # Poppler before 23 complains about an entry that states its default; blanks keep every offset
    return made.replace(_SUSPECTS, b" " * len(_SUSPECTS), 1)


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts that come with the program: a paper looks the same on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
