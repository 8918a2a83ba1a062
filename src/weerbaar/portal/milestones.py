"""The milestones that the council was shown on 9 September 2025, with where they stand.

A status follows from the data. What no room measures yet says so; nobody types a status in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weerbaar.continuity.types_recovery import ContinuityStanding
from weerbaar.portal.types import Milestone, Progress
from weerbaar.supportpoints.types import PointRow

CONTINUITY_DUE = date(2026, 3, 31)  # "first quarter 2026"
POINTS_DUE = date(2026, 6, 20)  # "spring 2026": its last day
IN_HAND = frozenset({"fitting_out", "ready"})


def milestones(
    points: Sequence[PointRow], adopted: bool, continuity: ContinuityStanding, today: date
) -> tuple[Milestone, ...]:
    """T01 to T03 of the programme. `points` are those of the adopted network."""
    return (
        _continuity(continuity, today),
        Milestone(
            "T02",
            _("Residents aware and self-reliant"),
            _("from September 2025 on"),
            None,
            Progress.NOT_MEASURED,
            "",
        ),
        _support_points(points, adopted, today),
    )


def _continuity(standing: ContinuityStanding, today: date) -> Milestone:
    """Done when every vital process is approved, decided on, and back in time."""
    detail = ""
    if not standing.must_go_on:
        progress = Progress.NOT_MEASURED
    elif not (standing.undecided or standing.late) and standing.approved == standing.processes:
        progress = Progress.DONE
    else:
        progress = Progress.LATE if today > CONTINUITY_DUE else Progress.BUSY
    if standing.processes:
        detail = ngettext(
            "%(approved)s of %(count)s process approved; %(late)s not back in time",
            "%(approved)s of %(count)s processes approved; %(late)s not back in time",
            standing.processes,
        ) % {"approved": standing.approved, "count": standing.processes, "late": standing.late}
    return Milestone(
        "T01",
        _("Vital processes keep going"),
        _("first quarter of 2026"),
        CONTINUITY_DUE,
        progress,
        detail,
    )


def _support_points(points: Sequence[PointRow], adopted: bool, today: date) -> Milestone:
    in_hand = sum(point.state in IN_HAND for point in points)
    if adopted and points and in_hand == len(points):
        progress = Progress.DONE
    elif today > POINTS_DUE:
        progress = Progress.LATE
    else:
        progress = Progress.BUSY if adopted else Progress.TO_DO
    if adopted:
        detail = ngettext(
            "network adopted; %(busy)s of %(count)s point being set up",
            "network adopted; %(busy)s of %(count)s points being set up",
            len(points),
        ) % {"busy": in_hand, "count": len(points)}
    else:
        detail = _("no network adopted yet")
    return Milestone(
        "T03",
        _("Support points known and being set up"),
        _("spring of 2026"),
        POINTS_DUE,
        progress,
        detail,
    )
