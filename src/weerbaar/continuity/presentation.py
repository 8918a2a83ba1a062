"""The register as its pages show it: sentences, trees of needs, steps that one may take. No reading."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext

from weerbaar.accounts.types import Actor, Permission
from weerbaar.continuity.models import ProcessImpact
from weerbaar.continuity.models.processes import IMPACT_TIMES
from weerbaar.continuity.rights import may_edit_unit
from weerbaar.continuity.types import NodeKind, NodeRef, ProcessRow, Register, RequirementRow, ResourceRow
from weerbaar.continuity.wording import Names, dutch, name_of
from weerbaar.interface.numbers import duration

DEEPEST = 6  # levels of a tree of needs; below that one follows the links


@dataclass(frozen=True)
class Headline:
    """What matters most about a process, in one sentence, and why."""

    sentence: str
    reason: str
    tone: str


def headline(row: ProcessRow) -> Headline:
    """Must it go on, within how long; or can it wait, until when."""
    reason = _either(row.decision_reason_nl, row.decision_reason_en)
    if row.decision == "must_go_on":
        within = row.rto_min if row.rto_min is not None else row.mtpd_min
        if within is None:
            return Headline(gettext("Must go on; within how long is not yet known"), reason, "signal")
        if within == 0:
            return Headline(gettext("Must go on without a break"), reason, "accent")
        return Headline(gettext("Must go on within %(time)s") % {"time": duration(within)}, reason, "accent")
    if row.decision == "can_wait":
        return Headline(gettext("Can wait 72 hours"), reason, "neutral")
    return Headline(gettext("It is not yet decided whether this must go on"), reason, "signal")


def _either(nl: str, en: str) -> str:
    return (nl or en) if dutch() else (en or nl)


# --- the tree of needs --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Branch:
    """Something that is needed: its own recovery time, and in turn what it needs.

    `again` says that it stands higher up in the tree already; `circle` that it is needed by what needs it.
    """

    ref: NodeRef
    name: str
    kind: str
    recovery_min: int | None
    autonomy_min: int | None
    again: bool = False
    circle: bool = False
    groups: tuple[NeedGroup, ...] = ()

    @property
    def is_process(self) -> bool:
        return self.ref.kind == NodeKind.PROCESS


@dataclass(frozen=True)
class NeedGroup:
    """At least `needed` of these branches."""

    label: str
    needed: int
    branches: tuple[Branch, ...]

    @property
    def all_needed(self) -> bool:
        return self.needed == len(self.branches)


@dataclass
class _Walk:
    register: Register
    seen: set[NodeRef] = field(default_factory=set)

    def groups(self, needs: Collection[RequirementRow], path: tuple[NodeRef, ...]) -> tuple[NeedGroup, ...]:
        return tuple(
            NeedGroup(
                _either(need.label_nl, need.label_en),
                need.needed,
                tuple(branch for ref in need.members if (branch := self.branch(ref, path)) is not None),
            )
            for need in needs
        )

    def branch(self, ref: NodeRef, path: tuple[NodeRef, ...]) -> Branch | None:
        row = self.register.node(ref)
        if row is None:
            return None
        circle, again = ref in path, ref in self.seen
        self.seen.add(ref)
        deeper = not circle and not again and len(path) < DEEPEST
        return Branch(
            ref,
            name_of(row),
            row.kind if isinstance(row, ResourceRow) else "",
            row.recovery_min,
            row.autonomy_min,
            again=again and not circle and bool(row.requirements),
            circle=circle,
            groups=self.groups(row.requirements, (*path, ref)) if deeper else (),
        )


def needs_tree(register: Register, row: ProcessRow | ResourceRow) -> tuple[NeedGroup, ...]:
    """What something needs, and what that needs: each thing opened once, circles cut and marked."""
    return _Walk(register).groups(row.requirements, (row.ref,))


# --- steps --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Steps:
    """What one person may do with a process now, and why not where four eyes are needed."""

    offer: bool = False
    review: bool = False
    approve: bool = False
    send_back: bool = False
    waits_for_other: str = ""


def steps(
    row: ProcessRow, permissions: Collection[Permission], actor: Actor, editors: Collection[int]
) -> Steps:
    """The buttons on the page of a process; the services decide for themselves."""
    edits = may_edit_unit(permissions, actor, editors)
    approves = Permission.APPROVE in permissions
    changed_it = row.changed_by_id is not None and row.changed_by_id == actor.user_id
    waits = ""
    if changed_it and row.status == "draft" and edits and row.offered_at:
        waits = gettext("You were the last to change this. A colleague or the coordinator reviews it.")
    if changed_it and row.status == "reviewed" and approves:
        waits = gettext("You were the last to change this. Somebody else approves it.")
    return Steps(
        offer=row.status == "draft" and edits and row.offered_at is None,
        review=row.status == "draft" and edits and not changed_it,
        approve=row.status == "reviewed" and approves and not changed_it,
        send_back=(edits or approves) and (row.status == "reviewed" or row.offered_at is not None),
        waits_for_other=waits,
    )


# --- tables -------------------------------------------------------------------------------------------------


def impact_table(row: ProcessRow) -> list[tuple[str, list[int | None]]]:
    """Per category that somebody judged: the level after each time; None where nobody judged it."""
    levels = {(impact.category, impact.after_min): impact.level for impact in row.impacts}
    return [
        (str(label), [levels.get((category, after)) for after in IMPACT_TIMES])
        for category, label in ProcessImpact.Category.choices
        if any((category, after) in levels for after in IMPACT_TIMES)
    ]


def circle_of(ref: NodeRef, found: list[tuple[NodeRef, ...]], names: Names) -> str:
    """The names of the circle that something is in; empty when it is in none."""
    return next((", ".join(names.node(each) for each in circle) for circle in found if ref in circle), "")


def status_word(row: ProcessRow, today: date) -> tuple[str, str]:
    """The status of a process in words, and its tone."""
    if row.is_due(today):
        return gettext("due for review"), "alarm"
    if row.status == "approved":
        return gettext("approved"), "good"
    if row.status == "reviewed":
        return gettext("reviewed"), "accent"
    return (gettext("offered for review"), "accent") if row.offered_at else (gettext("draft"), "neutral")
