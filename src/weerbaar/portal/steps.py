"""The dashboard's words about the support points: one sentence, the notes of the figures, the next step."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weerbaar.accounts.types import MunicipalityRow, Permission
from weerbaar.interface.numbers import day, euro, number, percent
from weerbaar.portal.types import Dashboard, Standing, Todo

RESIDENTS = ("residents", "embedded")  # kinds of source that count people
SAME = 0.0005  # a share that moved by less shows as the same figure


@dataclass(frozen=True)
class StepCard:
    """What to do next. `address` is empty for who may not do it; `who` then says who may."""

    todo: Todo
    title: str
    why: str
    action: str
    address: str
    who: str


_PAGES: dict[Todo, tuple[str, Permission]] = {
    Todo.IMPORT: ("territory:import", Permission.IMPORT_TERRITORY),
    Todo.WAIT: ("supportpoints:studio", Permission.VIEW),
    Todo.DESIGN: ("supportpoints:studio", Permission.EDIT_SUPPORT_POINTS),
    Todo.ADOPT: ("supportpoints:studio", Permission.APPROVE),
    Todo.COMPARE: ("supportpoints:studio", Permission.APPROVE),
    Todo.REDESIGN: ("supportpoints:studio", Permission.EDIT_SUPPORT_POINTS),
    Todo.AGREE: ("supportpoints:points", Permission.EDIT_SUPPORT_POINTS),
    Todo.FIT_OUT: ("supportpoints:points", Permission.EDIT_SUPPORT_POINTS),
    Todo.OPEN: ("supportpoints:points", Permission.EDIT_SUPPORT_POINTS),
    Todo.KEEP: ("supportpoints:points", Permission.VIEW),
}


def _words(todo: Todo, standing: Standing) -> tuple[str, str, str]:
    """Title, reason, and the words on the link."""
    lacking = {"count": standing.without_agreement, "of": standing.points}
    functions = {"count": standing.functions_lacking}
    closed = {"count": standing.not_ready, "of": standing.points}
    return {
        Todo.IMPORT: lambda: (
            _("Load the municipality"),
            _("Residents, streets and buildings are needed before anything can be computed."),
            _("Load data"),
        ),
        Todo.WAIT: lambda: (
            _("A design is being computed"),
            _("You can leave this page. The answer stays in the design studio."),
            _("See how far it is"),
        ),
        Todo.DESIGN: lambda: (
            _("Make a first design of the network"),
            _("The data are there. Say what you want; the program finds the best points."),
            _("To the design studio"),
        ),
        Todo.ADOPT: lambda: (
            _("Adopt the design, or make another"),
            _("There is one design. Residents see the network once it is adopted."),
            _("Look at the design"),
        ),
        Todo.COMPARE: lambda: (
            _("Compare the designs and adopt one"),
            _("There are %(count)s designs. Residents see the network once one is adopted.")
            % {"count": standing.designs_answered},
            _("Compare designs"),
        ),
        Todo.REDESIGN: lambda: (
            _("Compute the network again"),
            _("New data were loaded after this network was designed."),
            _("To the design studio"),
        ),
        Todo.AGREE: lambda: (
            ngettext("Agree with %(count)s owner", "Agree with %(count)s owners", lacking["count"]) % lacking,
            ngettext(
                "%(count)s of %(of)s points has no agreement yet.",
                "%(count)s of %(of)s points have no agreement yet.",
                lacking["count"],
            )
            % lacking,
            _("See the points"),
        ),
        Todo.FIT_OUT: lambda: (
            _("Fit out the points"),
            ngettext(
                "%(count)s function is not there yet.",
                "%(count)s functions are not there yet.",
                functions["count"],
            )
            % functions,
            _("See the points"),
        ),
        Todo.OPEN: lambda: (
            ngettext("Declare %(count)s point ready", "Declare %(count)s points ready", closed["count"])
            % closed,
            _("Every function is there. Check each point on the spot and declare it ready."),
            _("See the points"),
        ),
        Todo.KEEP: lambda: (
            _("Keep it ready"),
            _("All points are ready. Check them once a year and after every change."),
            _("See the points"),
        ),
    }[todo]()


def step_card(
    dashboard: Dashboard, municipality: MunicipalityRow, permissions: frozenset[Permission]
) -> StepCard:
    """The next step for this person: with the link when they may take it, with who may when not."""
    todo = dashboard.todo
    title, why, action = _words(todo, dashboard.standing)
    page, needed = _PAGES[todo]
    allowed = needed in permissions
    who = {
        Permission.IMPORT_TERRITORY: _("An administrator can do this."),
        Permission.EDIT_SUPPORT_POINTS: _("An editor of support points can do this."),
        Permission.APPROVE: _("An approver can do this."),
    }
    return StepCard(
        todo=todo,
        title=title,
        why=why,
        action=action,
        address=reverse(page, kwargs={"municipality": municipality.slug}) if allowed else "",
        who="" if allowed else who[needed],
    )


def sentence(dashboard: Dashboard) -> str:
    """Where the network stands, in one sentence."""
    state = dashboard.state.state
    if not dashboard.standing.adopted:
        return _("No network has been adopted yet.")
    if state == "ready":
        return _("Every support point is ready.")
    if state == "being_fitted_out":
        return _("The network is adopted and being set up.")
    return _("The network is adopted; setting it up has yet to begin.")


def covered_note(dashboard: Dashboard) -> str:
    """Trend, vulnerable residents, date and source of the share of residents covered."""
    design = dashboard.network.design
    if design is None or design.summary is None:
        return ""
    summary = design.summary
    parts = []
    before = dashboard.share_before
    if before is None:
        parts.append(_("first network"))
    elif abs(summary.share_covered - before) < SAME:
        parts.append(_("the same as the network before"))
    else:
        points = {"points": number(abs(summary.share_covered - before) * 100, 1)}
        more = summary.share_covered > before
        parts.append(
            (
                _("▲ %(points)s percentage points on the network before")
                if more
                else _("▼ %(points)s percentage points on the network before")
            )
            % points
        )
    if summary.vulnerable:
        parts.append(_("vulnerable: %(share)s") % {"share": percent(summary.share_vulnerable_covered, 1)})
    parts.append(_("computed %(day)s") % {"day": day(design.created_at)})
    residents = next((source for source in dashboard.network.sources if source.kind in RESIDENTS), None)
    if residents:
        parts.append(_("residents of %(date)s") % {"date": residents.reference_date or residents.title})
    return "; ".join(parts)


def ready_note(dashboard: Dashboard) -> str:
    """Trend of the points, and how many of their functions are there."""
    lately = dashboard.ready_lately
    trend = _("▲ %(count)s in the last 30 days") % {"count": lately} if lately else _("no change in 30 days")
    state = dashboard.state
    functions = _("%(present)s of %(needed)s functions present") % {
        "present": state.functions_present,
        "needed": state.functions_needed,
    }
    return f"{trend}; {functions}"


def over_budget(dashboard: Dashboard) -> bool:
    """Whether the adopted network costs more than the share of the money that is meant for points."""
    summary = dashboard.network.design.summary if dashboard.network.design else None
    budget = dashboard.points_budget_eur
    return bool(summary and budget is not None and summary.cost_one_off_eur > budget)


def money_note(dashboard: Dashboard) -> str:
    """What is left of the share for points, or what is lacking."""
    summary = dashboard.network.design.summary if dashboard.network.design else None
    budget = dashboard.points_budget_eur
    if summary is None or budget is None:
        return ""
    left = budget - summary.cost_one_off_eur
    if left < 0:
        return _("%(amount)s more than the share for points") % {"amount": euro(-left)}
    return _("%(amount)s of the share is left") % {"amount": euro(left)}
