"""Template tags of exercises:

scenario time in words, texts in the language that they have, names of the register.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from weerbaar.continuity.exercise_types import NodeName, ScenarioRow
from weerbaar.continuity.exercising.files import ScenarioDraft, Words
from weerbaar.continuity.types import NodeRef

register = template.Library()
MARK = "OEFENING / EXERCISE"


@register.simple_tag
def exercise_mark() -> str:
    """The words that stand on every screen and paper of an exercise, in both languages at once."""
    return MARK


def language() -> str:
    """The language of the page."""
    return "nl" if (get_language() or "nl").startswith("nl") else "en"


@register.filter
def scenario_time(minute: Any) -> str:
    """1575 → "T+26:15"; None: a dash."""
    if not isinstance(minute, int):
        return "–"
    hours, minutes = divmod(max(minute, 0), 60)
    return f"T+{hours:02d}:{minutes:02d}"


@register.simple_tag
def story_time(scenario: ScenarioRow | ScenarioDraft, minute: int | None) -> str:
    """The day and time in the story: "Wednesday 18:55"."""
    if minute is None:
        return ""
    day, rest = divmod(scenario.start_clock_min + minute, 24 * 60)
    return f"{WEEKDAYS[(scenario.start_weekday + day) % 7]} {rest // 60:02d}:{rest % 60:02d}"


def said_in(thing: Any, name: str, wanted: str) -> tuple[str, str]:
    """The text of `name` in the wanted language or else in the other, and the language that it is in."""
    other = "en" if wanted == "nl" else "nl"
    for code in (wanted, other):
        text = (
            thing.get(f"{name}_{code}", "")
            if isinstance(thing, dict)
            else getattr(thing, f"{name}_{code}", "")
        )
        if text:
            return str(text), code
    return "", wanted


@register.simple_tag
def said(thing: Any, name: str) -> str:
    """The text of `name` in the language of the page; in the other one, marked, when that is all there is."""
    text, code = said_in(thing, name, language())
    return text if code == language() else format_html('<span lang="{}">{}</span>', code, text)


@register.simple_tag
def written(text: str, code: str) -> str:
    """A free text in the language in which somebody wrote it, marked where that is not the page's."""
    if not code or code == language():
        return text
    words = gettext("in Dutch") if code == "nl" else gettext("in English")
    return format_html('<span lang="{}">{}</span> <span class="wb-source">({})</span>', code, text, words)


@register.simple_tag
def node_name(names: dict[NodeRef, NodeName], node: NodeRef | None) -> str:
    """The name of a process or resource; its code when the register does not have it (any more)."""
    if node is None:
        return ""
    known = names.get(node)
    return said_in(known, "name", language())[0] if known else node.code


@register.filter
def key_of(mapping: dict[Any, Any], key: Any) -> Any:
    """The value under a key; nothing when it is not there."""
    return mapping.get(key)


@register.simple_tag
def in_words(words: Words | None) -> str:
    """A text of a scenario file in the language of the page; in the other one, marked, when that is all."""
    if not words:
        return ""
    text = getattr(words, language())
    if text:
        return str(text)
    other = "en" if language() == "nl" else "nl"
    return format_html('<span lang="{}">{}</span>', other, getattr(words, other))
