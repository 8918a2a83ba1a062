"""A support point in words for residents: honest about what is there already and what is not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from weerbaar.supportpoints.types import FunctionRow, NearbyPoint, PointRow, Walk, WalkedStreet

ABOUT_M = 10.0  # nobody counts single metres while walking
BRIDGE = re.compile(r"brug|viaduct|bridge", re.IGNORECASE)  # a name that says so already
ICONS = {
    "information": "information",
    "drinking_water": "water",
    "first_aid": "first_aid",
    "alerting": "alerting",
}


@dataclass(frozen=True)
class FunctionCard:
    """One of the four functions: its icon, its name, and whether it is there."""

    icon: str
    name: str
    word: str
    state_icon: str
    tone: str


@dataclass(frozen=True)
class PointCard:
    """A support point for the public. Only what is said here reaches a public page: no owner, no agreement,
    no costs."""

    number: int
    name: str
    tier: str
    tier_label: str
    ready: bool
    status: str
    status_note: str
    tone: str
    kind_label: str
    address: str
    postcode: str
    neighbourhood: str
    step_free: str
    step_free_word: str
    access: str
    functions: tuple[FunctionCard, ...]
    metres: float | None = None
    minutes: float | None = None
    minutes_slow: float | None = None


@dataclass(frozen=True)
class WalkStep:
    """One line of a walk in words: which street, and how far along it (rounded to `ABOUT_M`)."""

    words: str
    metres: float


def walk_steps(walk: Walk | None) -> tuple[WalkStep, ...]:
    """The streets of a walk in the order of walking; empty without a walk."""

    def words(street: WalkedStreet) -> str:
        if not street.name:
            return _("a bridge") if street.bridge else _("a path without a name")
        if street.bridge and not BRIDGE.search(street.name):
            return _("%(street)s, over a bridge") % {"street": street.name}
        return street.name

    return tuple(
        WalkStep(words(street), max(ABOUT_M, round(street.metres / ABOUT_M) * ABOUT_M))
        for street in (walk.streets if walk else ())
    )


def function_card(row: FunctionRow) -> FunctionCard:
    names = {
        "information": _("Information"),
        "drinking_water": _("Drinking water"),
        "first_aid": _("First aid"),
        "alerting": _("Calling for help"),
    }
    words = {
        "present": (_("available"), "ready", "good"),
        "planned": (_("will come"), "planned", "neutral"),
        "missing": (_("not yet"), "missing", "signal"),
    }
    word, state_icon, tone = words[row.state]
    return FunctionCard(ICONS[row.function], names[row.function], word, state_icon, tone)


def _status(state: str) -> tuple[str, str, str]:
    """Badge, sentence and tone of a point's state."""
    if state == "ready":
        return _("Ready"), _("This support point is ready for use."), "good"
    if state == "fitting_out":
        return _("Being set up"), _("This support point is being set up. It is not ready yet."), "signal"
    return _("Chosen"), _("This place has been chosen. It has not been set up yet."), "signal"


def _step_free(state: str) -> tuple[str, str]:
    """A sentence, and a word for a table."""
    return {
        "yes": (_("You can get in without steps"), _("yes")),
        "limited": (_("You can get in partly without steps"), _("partly")),
        "no": (_("There are steps at the entrance"), _("no")),
    }.get(state, (_("We do not know yet whether there are steps"), _("not known")))


def point_card(point: PointRow, near: NearbyPoint | None = None) -> PointCard:
    """The public side of a point, in the language of the page."""
    status, note, tone = _status(point.state)
    step_free, step_free_word = _step_free(point.step_free)
    tiers = {
        "main": _("Main support point"),
        "local": _("Local support point"),
        "regional": _("Regional support point"),
    }
    return PointCard(
        number=point.number,
        name=point.name,
        tier=point.tier,
        tier_label=tiers[point.tier],
        ready=point.state == "ready",
        status=status,
        status_note=note,
        tone=tone,
        kind_label=point.kind_label,
        address=point.address,
        postcode=point.postcode,
        neighbourhood=point.neighbourhood_name,
        step_free=step_free,
        step_free_word=step_free_word,
        access=point.access_nl if get_language() == "nl" else point.access_en,
        functions=tuple(function_card(row) for row in point.functions),
        metres=near.metres if near else None,
        minutes=near.minutes if near else None,
        minutes_slow=near.minutes_vulnerable if near else None,
    )
