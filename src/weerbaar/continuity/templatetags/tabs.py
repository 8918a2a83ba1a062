"""The tabs of pillar 1: its sections, with the one that a page belongs to marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

# the page of each section, its label, and what the names of its other pages begin with
SECTIONS = (
    ("overview", _("Overview"), ("starter", "exchange")),
    ("work", _("Work list"), ()),
    ("processes", _("Processes"), ("process",)),
    ("resources", _("Resources"), ("resource",)),
    ("units", _("Organisation"), ("unit", "role", "person", "people")),
    ("recovery", _("Recovery"), ()),
    ("crisis", _("Crisis organisation"), ("crisis", "team", "rota")),
    ("plan", _("Plan"), ("plan",)),
    ("exercises", _("Exercises"), ("exercise", "scenario", "measure")),
    ("awareness", _("Awareness of staff"), ("awareness", "lesson")),
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
    match = request.resolver_match
    page = match.url_name or "" if match else ""
    tabs, home = [], ""
    for name, label, beginnings in SECTIONS:
        try:
            address = reverse(f"continuity:{name}", kwargs={"municipality": request.municipality.slug})
        except NoReverseMatch:
            continue
        tabs.append((str(label), address))
        if page == name or page.startswith(beginnings or ("/",)):
            home = address
    here = home or max(
        (address for _, address in tabs if request.path.startswith(address)), key=len, default=""
    )
    return {
        "tabs": [
            Tab(label, address, ("page" if request.path == address else "true") if address == here else "")
            for label, address in tabs
        ]
    }
