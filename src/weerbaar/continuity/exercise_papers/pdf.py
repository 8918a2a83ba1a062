"""A paper as PDF (PDF/UA-1, A4). How it looks: `exercise.typ`; no text is ever read as markup."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from django.utils.translation import gettext

from weerbaar.continuity.exercise_papers.blocks import Paper
from weerbaar.continuity.templatetags.exercises import MARK
from weerbaar.interface.typesetting import set_pdf

_TEMPLATE = Path(__file__).parent / "exercise.typ"


def pdf(paper: Paper) -> bytes:
    """The paper as PDF, with the mark on every page."""
    content = {
        **asdict(paper),
        "made_at": "",
        "mark": MARK,
        "region": "NL" if paper.language == "nl" else "GB",
        "page": gettext("page"),
        "of": gettext("of"),
    }
    return set_pdf(_TEMPLATE, content, paper.made_at)
