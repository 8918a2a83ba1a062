"""Template filters of the register: texts in either language, and the words of choices and levels."""

from __future__ import annotations

from typing import Any

from django import template

from weerbaar.continuity import wording

register = template.Library()


@register.filter
def either(thing: Any, field: str) -> str:
    """The text of `field` in the active language, or else in the other one; a draft may have only one."""
    first, second = ("nl", "en") if wording.dutch() else ("en", "nl")
    return str(getattr(thing, f"{field}_{first}", "") or getattr(thing, f"{field}_{second}", ""))


@register.filter
def choice_word(value: str, field: str) -> str:
    """What a stored choice of a field is called."""
    return wording.choice(field, value) if value else ""


@register.filter
def level_word(level: int | None) -> str:
    """A level of impact in words; nothing for one that nobody judged."""
    return "" if level is None else str(wording.LEVELS[level])


@register.filter
def field_word(name: str) -> str:
    """What a field is called."""
    return str(wording.LABELS.get(name, name))
