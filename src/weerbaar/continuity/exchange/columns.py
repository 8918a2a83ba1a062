"""What can be said of each thing in a register: its fields, with their heads, kinds and limits.

One table for every way in and out: files, workbooks, the comparison. A thing with parts (a process with its
impacts) is told in several tables, whose rows name what they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.utils.translation import override

from weerbaar.continuity import models
from weerbaar.continuity.types import INTOLERABLE

HOUR = 60
LONGEST_TIME = 10 * 365 * 24 * HOUR  # minutes: ten years; what is longer is a slip of the keyboard
LONGEST_TEXT = 20_000  # signs; a cell of a workbook holds 32,767


class Kind(StrEnum):
    """How a value is written and read."""

    CODE = "code"
    REFERENCE = "reference"  # the code of something else
    LINE = "line"  # one line of text
    TEXT = "text"  # text of several lines
    TIME = "time"  # minutes
    COUNT = "count"  # a whole number
    AMOUNT = "amount"  # a number with decimals
    CHOICE = "choice"
    FLAG = "flag"
    DAY = "day"
    MEMBERS = "members"  # codes of processes and resources


@dataclass(frozen=True)
class Field:
    """One field: its name in the document, its heads, and what a value may be.

    `most` is the longest text in signs or the largest number; `of` is the section that a reference points
    at, or the set of choices.
    """

    name: str
    kind: Kind
    nl: str
    en: str
    most: int = 0
    of: str = ""
    required: bool = False
    decimals: int = 0

    def head(self, language: str) -> str:
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class Table:
    """The fields of one kind of row. `owner` names the field that says to what a row belongs."""

    name: str
    nl: str
    en: str
    fields: tuple[Field, ...]
    owner: str = ""

    def title(self, language: str) -> str:
        return self.nl if language == "nl" else self.en

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


def _code(most: int) -> Field:
    return Field("code", Kind.CODE, "Code", "Code", most, required=True)


def _to(name: str, of: str, nl: str, en: str, most: int, *, required: bool = False) -> Field:
    return Field(name, Kind.REFERENCE, nl, en, most, of, required)


def _line(name: str, nl: str, en: str, most: int, *, required: bool = False) -> Field:
    return Field(name, Kind.LINE, nl, en, most, required=required)


def _both(name: str, nl: str, en: str, most: int, *, required: bool = False) -> tuple[Field, Field]:
    """A text that exists in both languages."""
    return (
        _line(f"{name}_nl", f"{nl} (Nederlands)", f"{en} (Dutch)", most, required=required),
        _line(f"{name}_en", f"{nl} (Engels)", f"{en} (English)", most, required=required),
    )


def _long(name: str, nl: str, en: str) -> tuple[Field, Field]:
    return (
        Field(f"{name}_nl", Kind.TEXT, f"{nl} (Nederlands)", f"{en} (Dutch)", LONGEST_TEXT),
        Field(f"{name}_en", Kind.TEXT, f"{nl} (Engels)", f"{en} (English)", LONGEST_TEXT),
    )


def _time(name: str, nl: str, en: str, *, required: bool = False) -> Field:
    return Field(name, Kind.TIME, nl, en, LONGEST_TIME, required=required)


def _count(name: str, nl: str, en: str, most: int, *, required: bool = False) -> Field:
    return Field(name, Kind.COUNT, nl, en, most, required=required)


def _amount(name: str, nl: str, en: str, most: int, decimals: int, *, required: bool = False) -> Field:
    return Field(name, Kind.AMOUNT, nl, en, most, required=required, decimals=decimals)


def _choice(name: str, of: str, nl: str, en: str, *, required: bool = False) -> Field:
    return Field(name, Kind.CHOICE, nl, en, of=of, required=required)


def _flag(name: str, nl: str, en: str) -> Field:
    return Field(name, Kind.FLAG, nl, en)


_NAMES = _both("name", "Naam", "Name", 160, required=True)
_MADE_UP = _flag("is_illustrative", "Nog te bevestigen", "To be confirmed")
_SMALL, _WHOLE = 32_767, 2_147_483_647

UNITS = Table(
    "units",
    "Afdelingen",
    "Units",
    (
        _code(40),
        *_NAMES,
        _choice("kind", "unit_kind", "Soort", "Kind"),
        _to("parent_code", "units", "Valt onder", "Part of", 40),
        _count("staff_count", "Medewerkers", "Employees", _WHOLE),
        _MADE_UP,
    ),
)
ROLES = Table(
    "roles",
    "Rollen",
    "Roles",
    (
        _code(40),
        *_NAMES,
        *_long("task", "Taak", "Task"),
        _to("unit_code", "units", "Afdeling", "Unit", 40),
        _flag("is_crisis_role", "Crisisrol", "Crisis role"),
        _count("people_available", "Mensen beschikbaar", "People available", _WHOLE),
        _MADE_UP,
    ),
)
TEAMS = Table(
    "teams",
    "Crisisteams",
    "Crisis teams",
    (
        _code(40),
        *_NAMES,
        *_long("task", "Taak", "Task"),
        _choice("level", "team_level", "Niveau", "Level"),
        _to("reports_to_code", "teams", "Rapporteert aan", "Reports to", 40),
        _time("meets_within_min", "Bijeen binnen", "Meets within"),
        _MADE_UP,
    ),
)
SEATS = Table(
    "seats",
    "Plaatsen in teams",
    "Seats in teams",
    (
        _to("team", "teams", "Crisisteam", "Crisis team", 40, required=True),
        _to("role_code", "roles", "Rol", "Role", 40, required=True),
        _count("people", "Mensen", "People", _SMALL),
        _flag("is_chair", "Voorzitter", "Chair"),
    ),
    owner="team",
)
RESOURCES = Table(
    "resources",
    "Middelen",
    "Resources",
    (
        _code(60),
        *_NAMES,
        _choice("kind", "resource_kind", "Soort", "Kind", required=True),
        *_long("note", "Toelichting", "Note"),
        _to("unit_code", "units", "Afdeling", "Unit", 40),
        _to("role_code", "roles", "Rol", "Role", 40),
        _time("recovery_min", "Hersteltijd", "Recovery time"),
        _choice("recovery_basis", "recovery_basis", "Hersteltijd is", "Recovery time is"),
        _line("recovery_source", "Bron van de hersteltijd", "Source of the recovery time", 200),
        Field("recovery_on", Kind.DAY, "Datum van de hersteltijd", "Date of the recovery time"),
        _time("autonomy_min", "Overbruggingstijd", "Autonomy"),
        _amount("capacity", "Capaciteit", "Capacity", 9_999_999_999, 2),
        _line("capacity_unit", "Eenheid van de capaciteit", "Unit of the capacity", 40),
        _flag("is_mobile", "Verplaatsbaar", "Mobile"),
        _amount("tank_litres", "Tank in liters", "Tank in litres", 999_999_999, 1),
        _amount("litres_per_hour", "Verbruik in liters per uur", "Use in litres per hour", 999_999, 2),
        _MADE_UP,
    ),
)
DELIVERIES = Table(
    "deliveries",
    "Leveringen",
    "Deliveries",
    (
        _to("resource", "resources", "Middel", "Resource", 60, required=True),
        _time("after_min", "Na het begin van de storing", "After the start of the outage", required=True),
        _amount("litres", "Liters", "Litres", 999_999_999, 1, required=True),
    ),
    owner="resource",
)
PROCESSES = Table(
    "processes",
    "Processen",
    "Processes",
    (
        _code(60),
        *_NAMES,
        _choice("track", "track", "Spoor", "Track", required=True),
        _to("unit_code", "units", "Afdeling", "Unit", 40, required=True),
        _to("owner_role_code", "roles", "Rol van de eigenaar", "Role of the owner", 40),
        _choice("decision", "decision", "Besluit", "Decision"),
        *_long("decision_reason", "Reden van het besluit", "Reason of the decision"),
        _time("rto_min", "Hersteltijddoel (RTO)", "Recovery time objective (RTO)"),
        _time("rpo_min", "Maximaal dataverlies (RPO)", "Tolerable data loss (RPO)"),
        _time("recovery_min", "Eigen hersteltijd", "Own recovery time"),
        _time("autonomy_min", "Overbruggingstijd", "Autonomy"),
        *_long("summary", "Omschrijving", "Summary"),
        *_both("basis", "Wettelijke grondslag", "Statutory basis", 300),
        _flag("basis_confirmed", "Grondslag nagekeken", "Basis confirmed"),
        _time("deadline_min", "Wettelijke termijn", "Statutory deadline"),
        _choice("deadline_from", "counts_from", "Termijn loopt vanaf", "Deadline counts from"),
        *_both("deadline_note", "Toelichting bij de termijn", "Note to the deadline", 300),
        _time("mtpd_override_min", "Afwijkende MTPD", "MTPD override"),
        *_both("mtpd_reason", "Reden van de afwijking", "Reason of the override", 300),
        *_long("mbco", "Minimaal dienstverleningsniveau", "Minimum level of service"),
        *_long("workaround", "Noodprocedure", "Workaround"),
        _time("workaround_max_min", "Noodprocedure hoogstens", "Workaround at most"),
        *_both("restart", "Herstart", "Restart", 300),
        _time("restart_after_min", "Herstart na", "Restart after"),
        _choice("cabinet_pillar", "cabinet_pillar", "Kabinetspijler", "Cabinet pillar"),
        _MADE_UP,
    ),
)
IMPACTS = Table(
    "impacts",
    "Gevolgen",
    "Impacts",
    (
        _to("process", "processes", "Proces", "Process", 60, required=True),
        _choice("category", "impact_category", "Soort gevolg", "Kind of impact", required=True),
        _time("after_min", "Na", "After", required=True),
        _count("level", "Ernst (0-4)", "Level (0-4)", INTOLERABLE, required=True),
    ),
    owner="process",
)
STAFFING = Table(
    "staffing",
    "Bezetting",
    "Staffing",
    (
        _to("process", "processes", "Proces", "Process", 60, required=True),
        _to("role_code", "roles", "Rol", "Role", 40, required=True),
        _time("from_min", "Vanaf", "From"),
        _time("until_min", "Tot", "Until"),
        _count("people", "Mensen", "People", _SMALL, required=True),
    ),
    owner="process",
)
REQUIREMENTS = Table(
    "requirements",
    "Benodigdheden",
    "Requirements",
    (
        _choice("owner_kind", "node_kind", "Soort", "Kind", required=True),
        Field("owner", Kind.REFERENCE, "Wie iets nodig heeft", "Who needs it", 60, "nodes", True),
        _count("needed", "Nodig (k)", "Needed (k)", _SMALL),
        Field("members", Kind.MEMBERS, "Uit deze", "Out of these", LONGEST_TEXT, "nodes", True),
        *_both("label", "Omschrijving", "Label", 160),
    ),
    owner="owner",
)
# in the order of the sheets
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        PROCESSES,
        IMPACTS,
        STAFFING,
        RESOURCES,
        DELIVERIES,
        REQUIREMENTS,
        UNITS,
        ROLES,
        TEAMS,
        SEATS,
    )
}
PARTS = {  # section → the tables that tell its parts
    "units": (),
    "roles": (),
    "teams": ("seats",),
    "resources": ("deliveries", "requirements"),
    "processes": ("impacts", "staffing", "requirements"),
}
DEFAULTS = {"kind": "department", "level": "municipal", "recovery_basis": "assumed", "decision": "undecided"}

_ENUMS = {
    "unit_kind": models.OrganisationUnit.Kind,
    "team_level": models.CrisisTeam.Level,
    "resource_kind": models.Resource.Kind,
    "recovery_basis": models.Resource.Basis,
    "track": models.Track,
    "decision": models.Process.Decision,
    "counts_from": models.Process.CountsFrom,
    "cabinet_pillar": models.CabinetPillar,
    "impact_category": models.ProcessImpact.Category,
}


@cache
def choices(of: str) -> dict[str, tuple[str, str]]:
    """The values of a set of choices, each with its Dutch and its English words."""
    if of == "node_kind":
        return {"process": ("proces", "process"), "resource": ("middel", "resource")}
    values = _ENUMS[of]
    found: dict[str, tuple[str, str]] = {}
    for value, label in values.choices:
        with override("nl"):
            dutch = str(label)
        with override("en"):
            found[value] = (dutch, str(label))
    return found
