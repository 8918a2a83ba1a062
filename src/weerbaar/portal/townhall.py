"""The dashboard's words about the municipality itself: one sentence, two figures, the next step."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weerbaar.accounts.types import MunicipalityRow, Permission
from weerbaar.continuity.types_recovery import ContinuityStanding
from weerbaar.interface.numbers import number


@dataclass(frozen=True)
class TownHallCard:
    """What stands in the first column. Figures that are not measured are None."""

    sentence: str
    lasting: str | None
    lasting_note: str
    teams: str | None
    teams_note: str
    title: str
    why: str
    action: str
    address: str
    who: str


def card(
    standing: ContinuityStanding, municipality: MunicipalityRow, permissions: frozenset[Permission]
) -> TownHallCard:
    """The first column for this person."""
    title, why, action, page, needed = _step(standing)
    allowed = needed in permissions
    return TownHallCard(
        sentence=_sentence(standing),
        lasting=_of(standing.lasting, standing.must_go_on) if standing.must_go_on else None,
        lasting_note=_note(standing),
        teams=_of(standing.teams_covered, standing.teams) if standing.teams else None,
        teams_note=_("a holder and a deputy for every seat") if standing.teams else "",
        title=title,
        why=why,
        action=action,
        address=reverse(page, kwargs={"municipality": municipality.slug}) if allowed else "",
        who="" if allowed else _("An editor of continuity can do this."),
    )


def _of(some: int, whole: int) -> str:
    return _("%(some)s of %(whole)s") % {"some": number(some), "whole": number(whole)}


def _sentence(standing: ContinuityStanding) -> str:
    if not standing.processes:
        return _("It is not yet known what must go on.")
    if standing.undecided:
        return ngettext(
            "For %(count)s process it is not yet decided whether it must go on.",
            "For %(count)s processes it is not yet decided whether they must go on.",
            standing.undecided,
        ) % {"count": number(standing.undecided)}
    if standing.lasting == standing.must_go_on:
        return _("What must go on, goes on.")
    stops = standing.must_go_on - standing.lasting
    return ngettext(
        "%(count)s process that must go on stops within 72 hours.",
        "%(count)s processes that must go on stop within 72 hours.",
        stops,
    ) % {"count": number(stops)}


def _note(standing: ContinuityStanding) -> str:
    if not standing.must_go_on:
        return ""
    parts = [_("computed today from the register")]
    if standing.illustrative:
        parts.append(
            ngettext(
                "%(count)s process to be confirmed",
                "%(count)s processes to be confirmed",
                standing.illustrative,
            )
            % {"count": number(standing.illustrative)}
        )
    if standing.unknown_times:
        parts.append(
            ngettext(
                "%(count)s recovery time not yet known",
                "%(count)s recovery times not yet known",
                standing.unknown_times,
            )
            % {"count": number(standing.unknown_times)}
        )
    return "; ".join(parts)


def _step(standing: ContinuityStanding) -> tuple[str, str, str, str, Permission]:
    """Title, reason, the words on the link, its page, and who may take the step."""
    if not standing.processes:
        return (
            _("Begin with the starter content"),
            _("The processes that every municipality has are ready to be taken over and confirmed."),
            _("To the starter content"),
            "continuity:starter",
            Permission.EDIT_CONTINUITY,
        )
    if standing.undecided or standing.illustrative:
        return (
            _("Confirm the processes"),
            _("Each department says of its own processes what must go on and what can wait."),
            _("To the processes"),
            "continuity:processes",
            Permission.EDIT_OWN_CONTINUITY,
        )
    if standing.late:
        return (
            _("Solve what is not back in time"),
            ngettext(
                "%(count)s process that must go on is back too late.",
                "%(count)s processes that must go on are back too late.",
                standing.late,
            )
            % {"count": number(standing.late)},
            _("See what settles it"),
            "continuity:recovery",
            Permission.VIEW,
        )
    return (
        _("Keep the plan up to date"),
        _("Review each process once a year, and hold an exercise."),
        _("To the plan"),
        "continuity:plan",
        Permission.VIEW,
    )
