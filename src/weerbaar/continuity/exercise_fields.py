"""What the forms of exercises are built from: a scenario time, dates, choices out of the register."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.exercise_types import NodeName
from weerbaar.continuity.templatetags.exercises import language, said_in
from weerbaar.continuity.types import NodeKind, NodeRef

LONGEST_HOURS = 14 * 24


def date_input() -> forms.DateInput:
    """A date as browsers ask for it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def area(rows: int = 3) -> forms.Textarea:
    """A field of several lines."""
    return forms.Textarea(attrs={"rows": rows})


class ScenarioTimeField(forms.CharField):
    """A scenario time as hours and minutes, "26:15"; minutes come out."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("help_text", _("Hours and minutes since the beginning, for example 26:15."))
        super().__init__(max_length=10, **more)

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 60}:{value % 60:02d}" if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = re.fullmatch(r"(?:[Tt]\s*\+\s*)?(\d{1,3})(?:[:.](\d\d))?", text.strip())
        if not found or int(found[2] or 0) > 59 or int(found[1]) > LONGEST_HOURS:
            raise forms.ValidationError(gettext("Write hours and minutes, for example 26:15."))
        return int(found[1]) * 60 + int(found[2] or 0)


def codes_of(rows: Iterable[Any], name: str, nothing: Any) -> list[tuple[str, Any]]:
    """Parts of a scenario by code, with a first choice for none."""
    return [("", nothing), *((row.code, said_in(row, name, language())[0]) for row in rows)]


def named(names: dict[Any, tuple[str, str]]) -> list[tuple[Any, str]]:
    """Choices by name in the language of the page."""
    place = 0 if language() == "nl" else 1
    return sorted(((key, pair[place]) for key, pair in names.items()), key=lambda choice: choice[1].lower())


def node_choices(known: dict[NodeRef, NodeName], nothing: Any) -> list[tuple[Any, Any]]:
    """Processes and resources, in two groups."""
    groups: dict[NodeKind, list[tuple[str, str]]] = {NodeKind.PROCESS: [], NodeKind.RESOURCE: []}
    for node, name in known.items():
        groups[node.kind].append((f"{node.kind}:{node.code}", said_in(name, "name", language())[0]))
    return [
        ("", nothing),
        (_("Processes"), sorted(groups[NodeKind.PROCESS], key=lambda choice: choice[1].lower())),
        (_("Resources"), sorted(groups[NodeKind.RESOURCE], key=lambda choice: choice[1].lower())),
    ]


def node_of(value: str) -> NodeRef | None:
    """A process or resource as a form sends it; None for an empty one."""
    kind, _colon, code = value.partition(":")
    return NodeRef(NodeKind(kind), code) if code else None
