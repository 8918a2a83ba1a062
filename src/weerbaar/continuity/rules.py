"""What must be true of an edit, said as faults in both languages next to a field. No reading, no writing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields

from weerbaar.continuity.edits import ProcessEdit, ResourceEdit
from weerbaar.continuity.models.processes import IMPACT_TIMES, LEVELS, ProcessImpact
from weerbaar.continuity.types import ImpactRow, NodeRef, RequirementRow, StaffingRow

LONGEST_MIN = 10 * 366 * 24 * 60  # ten years: longer is a slip of the pen
MOST_PEOPLE = 32_767
TEXT_PAIRS = (  # (field, Dutch name, English name) of what exists in both languages
    ("summary", "samenvatting", "summary"),
    ("basis", "wettelijke basis", "statutory basis"),
    ("deadline_note", "toelichting op de termijn", "note on the deadline"),
    ("mtpd_reason", "reden van de maximale uitvalsduur", "reason of the maximum tolerable disruption"),
    ("mbco", "minimaal niveau", "minimum level"),
    ("workaround", "noodprocedure", "workaround"),
    ("decision_reason", "reden van het besluit", "reason of the decision"),
    ("restart", "herstart", "restart"),
)


@dataclass(frozen=True)
class Fault:
    """Something that is not right: in which field (and which row of it, from 0), and what to do."""

    field: str
    nl: str
    en: str
    row: int | None = None


def process_faults(edit: ProcessEdit, own: NodeRef | None, roles: Collection[str]) -> list[Fault]:
    """Everything that keeps this edit from being saved; `own` is the process, None when it is new."""
    return [
        *_times(edit),
        *_reasons(edit),
        *_order_of_times(edit),
        *impact_faults(edit.impacts),
        *staffing_faults(edit.staffing, roles),
        *requirement_faults(edit.requirements, own),
    ]


def resource_faults(edit: ResourceEdit, own: NodeRef | None) -> list[Fault]:
    """Everything that keeps this edit of a resource from being saved, as far as it can be seen in it."""
    return [*_times(edit), *_amounts(edit), *_deliveries(edit), *requirement_faults(edit.requirements, own)]


def offer_faults(edit: ProcessEdit) -> list[Fault]:
    """What a process still lacks before somebody else can judge it; a draft may lack it."""
    faults = [
        Fault(
            f"{field}_{'en' if getattr(edit, f'{field}_nl') else 'nl'}",
            f"Schrijf de {nl} in beide talen, of laat beide leeg.",
            f"Write the {en} in both languages, or leave both empty.",
        )
        for field, nl, en in TEXT_PAIRS
        if bool(getattr(edit, f"{field}_nl")) != bool(getattr(edit, f"{field}_en"))
    ]
    faults += [
        Fault(
            "requirements",
            "Geef wat nodig is een naam in beide talen, of laat beide leeg.",
            "Name what is needed in both languages, or leave both empty.",
            row,
        )
        for row, need in enumerate(edit.requirements)
        if bool(need.label_nl) != bool(need.label_en)
    ]
    if edit.decision == "undecided":
        faults.append(
            Fault(
                "decision",
                "Kies eerst of dit proces moet doorgaan of 72 uur kan wachten.",
                "First choose whether this process must go on or can wait 72 hours.",
            )
        )
    if edit.decision == "can_wait" and not edit.restart_nl and edit.restart_after_min is None:
        faults.append(
            Fault(
                "restart_nl",
                "Zeg wanneer en hoe dit proces weer begint.",
                "Say when and how this process restarts.",
            )
        )
    return faults


def impact_faults(impacts: Sequence[ImpactRow]) -> Iterator[Fault]:
    """Known categories, times and levels, each once, and never milder after a longer time."""
    by_category: dict[str, dict[int, int]] = defaultdict(dict)
    for impact in impacts:
        unknown = (
            impact.category not in ProcessImpact.Category.values
            or impact.after_min not in IMPACT_TIMES
            or impact.level not in LEVELS
        )
        if unknown or impact.after_min in by_category[impact.category]:
            yield Fault("impacts", "Deze gevolgen zijn niet te lezen.", "These impacts cannot be read.")
            return
        by_category[impact.category][impact.after_min] = impact.level
    for category, levels in by_category.items():
        in_time = [levels[after] for after in sorted(levels)]
        if in_time != sorted(in_time):
            label = ProcessImpact.Category(category)
            yield Fault(
                "impacts",
                f"De gevolgen worden milder als de uitval langer duurt ({_dutch(category)}). Dat kan niet.",
                f"The impact becomes milder as the disruption lasts longer ({label.value}). That cannot be.",
                list(ProcessImpact.Category).index(label),
            )


def staffing_faults(staffing: Sequence[StaffingRow], roles: Collection[str]) -> Iterator[Fault]:
    """Roles that exist, at least one person, and no two bands of a role at the same time."""
    until: dict[str, int] = {}
    for row, need in sorted(enumerate(staffing), key=lambda each: (each[1].role_code, each[1].from_min)):
        if need.role_code not in roles:
            yield Fault("staffing", "Kies een rol.", "Choose a role.", row)
        if not 1 <= need.people <= MOST_PEOPLE:
            yield Fault("staffing", "Vul minstens één persoon in.", "Fill in at least one person.", row)
        if not 0 <= need.from_min < need.until_min <= LONGEST_MIN:
            yield Fault(
                "staffing", "Het einde ligt niet na het begin.", "The end does not lie after the begin.", row
            )
        if need.from_min < until.get(need.role_code, 0):
            yield Fault(
                "staffing",
                "Deze rol staat twee keer in dezelfde tijd.",
                "This role stands twice in the same time.",
                row,
            )
        until[need.role_code] = max(until.get(need.role_code, 0), need.until_min)


def requirement_faults(needs: Sequence[RequirementRow], own: NodeRef | None) -> Iterator[Fault]:
    """Each needs something, no more than it names, nothing twice, and never what it is a need of."""
    for row, need in enumerate(needs):
        if not need.members:
            yield Fault("requirements", "Kies wat er nodig is.", "Choose what is needed.", row)
        elif not 1 <= need.needed <= len(need.members):
            yield Fault(
                "requirements",
                f"Er zijn {need.needed} nodig, maar u noemt er {len(need.members)}.",
                f"{need.needed} are needed, but you name {len(need.members)}.",
                row,
            )
        if len(set(need.members)) < len(need.members):
            yield Fault("requirements", "Hetzelfde staat er twee keer.", "The same stands here twice.", row)
        if own in need.members:
            yield Fault(
                "requirements",
                "Iets kan zichzelf niet nodig hebben.",
                "Something cannot need itself.",
                row,
            )


def _times(edit: ProcessEdit | ResourceEdit) -> Iterator[Fault]:
    for field in fields(edit):
        value = getattr(edit, field.name)
        if field.name.endswith("_min") and value is not None and not 0 <= value <= LONGEST_MIN:
            yield Fault(
                field.name,
                "Vul een tijd in tussen 0 en tien jaar.",
                "Fill in a time between 0 and ten years.",
            )


def _reasons(edit: ProcessEdit) -> Iterator[Fault]:
    if edit.deadline_min is not None and not edit.deadline_from:
        yield Fault(
            "deadline_from", "Kies waarvandaan de termijn telt.", "Choose what the deadline counts from."
        )
    if edit.deadline_min is None and edit.deadline_from:
        yield Fault("deadline_min", "Vul de termijn in.", "Fill in the deadline.")
    if edit.mtpd_override_min is not None and not (edit.mtpd_reason_nl or edit.mtpd_reason_en):
        yield Fault(
            "mtpd_reason_nl",
            "Geef een reden waarom u afwijkt van wat uit de gevolgen volgt.",
            "Give a reason why this differs from what follows from the impacts.",
        )
    if edit.decision != "undecided" and not (edit.decision_reason_nl or edit.decision_reason_en):
        yield Fault(
            "decision_reason_nl", "Geef een reden voor het besluit.", "Give a reason for the decision."
        )


def _order_of_times(edit: ProcessEdit) -> Iterator[Fault]:
    longest = edit.mtpd_min
    if edit.rto_min is not None and longest is not None and edit.rto_min > longest:
        yield Fault(
            "rto_min",
            "Het hersteltijddoel is langer dan de maximaal toelaatbare uitvalsduur.",
            "The recovery time objective is longer than the maximum tolerable disruption.",
        )


def _amounts(edit: ResourceEdit) -> Iterator[Fault]:
    for field, most in (("capacity", 1e10), ("tank_litres", 1e9), ("litres_per_hour", 1e6)):
        value = getattr(edit, field)
        if value is not None and not 0 <= value < most:
            yield Fault(field, "Vul een getal van 0 of meer in.", "Fill in a number of 0 or more.")
    if edit.recovery_basis == "measured" and edit.recovery_on is None:
        yield Fault("recovery_on", "Wanneer is deze tijd gemeten?", "When was this time measured?")
    if edit.recovery_basis != "assumed" and edit.recovery_min is None:
        yield Fault(
            "recovery_min",
            "Vul de hersteltijd in die is afgesproken of gemeten.",
            "Fill in the recovery time that was contracted or measured.",
        )
    if edit.role_code and edit.kind != "role":
        yield Fault(
            "role_code",
            "Alleen een middel van de soort 'mensen in een rol' heeft een rol.",
            "Only a resource of the kind 'people in a role' has a role.",
        )


def _deliveries(edit: ResourceEdit) -> Iterator[Fault]:
    seen = set()
    for row, delivery in enumerate(edit.deliveries):
        if not 0 <= delivery.after_min <= LONGEST_MIN or not 0 < delivery.litres < 1e9:
            yield Fault(
                "deliveries",
                "Vul een tijd en een aantal liters in.",
                "Fill in a time and a number of litres.",
                row,
            )
        if delivery.after_min in seen:
            yield Fault(
                "deliveries",
                "Op dit moment staat er al een levering.",
                "There is a delivery at this time already.",
                row,
            )
        seen.add(delivery.after_min)


def _dutch(category: str) -> str:
    from django.utils.translation import override

    with override("nl"):
        return str(ProcessImpact.Category(category).label)
