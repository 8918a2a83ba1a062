"""Designs and networks in one sentence, and wishes in plain words, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from weerbaar.interface import numbers
from weerbaar.supportpoints.types import DesignRow, Model, NetworkState, Wishes


def answer_sentence(row: DesignRow) -> str:
    """ "24 points, 97.2% of residents within 15 minutes, €412,000, proven within 0.1%." """
    summary = row.summary
    if summary is None:
        return ""
    points = ngettext("%(count)s point", "%(count)s points", len(summary.points)) % {
        "count": numbers.number(len(summary.points))
    }
    reached = gettext("%(share)s of residents within %(minutes)s minutes") % {
        "share": numbers.percent(summary.share_covered, 1),
        "minutes": numbers.number(
            row.wishes.walking_minutes, 0 if row.wishes.walking_minutes.is_integer() else 1
        ),
    }
    proof = (
        gettext("proven to be the best")
        if summary.status == "optimal"
        else gettext("proven within %(gap)s") % {"gap": numbers.percent(summary.gap, 1)}
    )
    return f"{points}, {reached}, {numbers.euro(summary.cost_one_off_eur)}, {proof}."


def wish_lines(wishes: Wishes, names: dict[int, str]) -> list[tuple[str, str]]:
    """Wishes as a list of term and words."""
    lines = [
        (gettext("Goal"), _goal(wishes)),
        (
            gettext("Longest walk"),
            gettext("%(minutes)s minutes: %(metres)s for residents, %(vulnerable)s for vulnerable residents")
            % {
                "minutes": numbers.number(
                    wishes.walking_minutes, 0 if wishes.walking_minutes.is_integer() else 1
                ),
                "metres": numbers.metres(wishes.norm_m),
                "vulnerable": numbers.metres(wishes.norm_vulnerable_m),
            },
        ),
    ]
    if wishes.model == Model.MAXIMAL_COVERING:
        lines.append(
            (
                gettext("A vulnerable resident counts as"),
                numbers.number(wishes.vulnerable_weight, 0 if wishes.vulnerable_weight.is_integer() else 1),
            )
        )
    if wishes.every_district:
        lines.append((gettext("Districts"), gettext("at least one point in every district")))
    for label, buildings in (
        (gettext("Must be in"), wishes.required),
        (gettext("Must be out"), wishes.excluded),
    ):
        if buildings:
            lines.append(
                (label, ", ".join(names.get(b, gettext("a building that is gone")) for b in buildings))
            )
    lines.append(
        (
            gettext("Cost of a point"),
            gettext("local %(local)s and %(local_yearly)s a year, main %(main)s and %(main_yearly)s a year")
            % {
                "local": numbers.euro(wishes.local_one_off_eur),
                "local_yearly": numbers.euro(wishes.local_yearly_eur),
                "main": numbers.euro(wishes.main_one_off_eur),
                "main_yearly": numbers.euro(wishes.main_yearly_eur),
            },
        )
    )
    return lines


def _goal(wishes: Wishes) -> str:
    if wishes.model == Model.SET_COVERING:
        words = {
            "cost": gettext("%(share)s of the residents, for the least money"),
            "points": gettext("%(share)s of the residents, with the fewest points"),
        }
        return words[wishes.minimise] % {"share": numbers.percent(wishes.share, 1)}
    if wishes.budget_eur is not None:
        return gettext("as many residents as possible for %(budget)s") % {
            "budget": numbers.euro(wishes.budget_eur)
        }
    return ngettext(
        "as many residents as possible with %(count)s point",
        "as many residents as possible with %(count)s points",
        wishes.points or 0,
    ) % {"count": wishes.points}


def network_sentence(state: NetworkState) -> str:
    """The state of the network in one sentence."""
    words = {
        "none": gettext("There is no network yet."),
        "proposed": gettext("The network is proposed."),
        "adopted": gettext("The network is adopted; nothing is agreed with owners yet."),
        "being_fitted_out": gettext("The network is on its way: %(ready)s of %(points)s points are ready."),
        "ready": gettext("The network is ready: all %(points)s points."),
    }
    return words[state.state] % {"ready": state.ready, "points": state.points}
