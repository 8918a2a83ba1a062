"""The tabs of pillar 1: its sections, with the one that a page belongs to marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

SECTIONS = (
    ("overview", _("Overview")),
    ("processes", _("Processes")),
    ("resources", _("Resources")),
    ("recovery", _("Recovery")),
    ("crisis", _("Crisis organisation")),
    ("plan", _("Plan")),
    ("exercises", _("Exercises")),
    ("awareness", _("Awareness of staff")),
)


@dataclass(frozen=True)
class Tab:
    """A section as a tab: "page" is this page, "true" a page within it, "" another."""

    label: str
    address: str
    current: str


@register.inclusion_tag("continuity/_tabs.html", takes_context=True)
def continuity_tabs(context: template.Context) -> dict[str, Any]:
    """`{% continuity_tabs %}`: the sections, for a page of this room."""
    request = context["request"]
    tabs = []
    for name, label in SECTIONS:
        try:
            address = reverse(f"continuity:{name}", kwargs={"municipality": request.municipality.slug})
        except NoReverseMatch:
            continue
        tabs.append((str(label), address))
    here = max((address for _, address in tabs if request.path.startswith(address)), key=len, default="")
    return {
        "tabs": [
            Tab(label, address, ("page" if request.path == address else "true") if address == here else "")
            for label, address in tabs
        ]
    }
