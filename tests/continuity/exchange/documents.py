"""Documents for tests: a small one by hand, and any document that the rules allow (Hypothesis)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from weerbaar.continuity.exchange.document import (
    Origin,
    ProcessEntry,
    RegisterDocument,
    ResourceEntry,
    RoleEntry,
    SeatEntry,
    TeamEntry,
    UnitEntry,
    tidied,
    tidy,
)
from weerbaar.continuity.models import processes as tables
from weerbaar.continuity.types import (
    DeliveryRow,
    ImpactRow,
    NodeKind,
    NodeRef,
    RequirementRow,
    StaffingRow,
)

SMALL = RegisterDocument(
    Origin("GM7777", "Leegstad", date(2026, 11, 1)),
    units=(UnitEntry("burgerzaken", "Burgerzaken", "Civil affairs", staff_count=12),),
    roles=(RoleEntry("ambtenaar", "Ambtenaar", "Registrar", people_available=4),),
    teams=(
        TeamEntry(
            "gbt", "Beleidsteam", "Policy team", meets_within_min=60, seats=(SeatEntry("ambtenaar", 1, True),)
        ),
    ),
    resources=(
        ResourceEntry("aggregaat", "Aggregaat", "Generator", "generator", recovery_min=30, tank_litres=500.0),
        ResourceEntry(
            "net",
            "Net",
            "Grid",
            "power",
            recovery_min=1440,
            recovery_basis="measured",
            recovery_source="Oefening",
            recovery_on=date(2026, 5, 4),
        ),
    ),
    processes=(
        ProcessEntry(
            "geboorte",
            "Geboorteaangifte",
            "Birth registration",
            "government",
            "burgerzaken",
            owner_role_code="ambtenaar",
            rto_min=2880,
            impacts=(ImpactRow("legal", 1440, 2), ImpactRow("legal", 4320, 4)),
            staffing=(StaffingRow("ambtenaar", 0, 4320, 1),),
            requirements=(
                RequirementRow(
                    1,
                    (NodeRef(NodeKind.RESOURCE, "net"), NodeRef(NodeKind.RESOURCE, "aggregaat")),
                    "Stroom",
                    "Power",
                ),
            ),
        ),
    ),
)

# what spreadsheets choke on: formulas, quotes, line ends, signs from elsewhere, escapes of their own
_NASTY = st.sampled_from(
    [
        "=1+1",
        "+31 6",
        "-5",
        "@SUM(A1)",
        "'quoted",
        '"q"',
        "a\nb",
        "_x0041_",
        "<b>&amp;</b>",
        "1,5",
        "007",
        "ja",
        "TRUE",
        "2026-01-01",
        "é ñ 中",
        "🙂",
        "#N/A",
        "; a; b",
        "1e5",
        "{{ x }}",
    ]
)
texts = st.one_of(
    _NASTY, st.text(st.characters(blacklist_categories=("Cs",)), max_size=40).map(tidy), st.just("")
)
names = st.one_of(_NASTY, st.text(min_size=1, max_size=40)).map(tidy).map(lambda text: text or "naam")
codes = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,12}", fullmatch=True)
times = st.none() | st.integers(0, 60 * 24 * 400)
counts = st.none() | st.integers(0, 100_000)
flags = st.booleans()


def _amounts(decimals: int) -> st.SearchStrategy[float | None]:
    return st.none() | st.integers(0, 10**6).map(lambda whole: whole / 10**decimals)


def _optional(draw: Any, values: list[str]) -> str:
    found: str = draw(st.sampled_from(["", *values]))
    return found


@st.composite
def documents(draw: Any) -> RegisterDocument:
    """Any small document that keeps every rule, tidy and in order."""
    unit_codes = draw(st.lists(codes, min_size=1, max_size=3, unique=True))
    role_codes = draw(st.lists(codes, max_size=3, unique=True))
    team_codes = draw(st.lists(codes, max_size=2, unique=True))
    resource_codes = draw(st.lists(codes, max_size=4, unique=True))
    process_codes = draw(st.lists(codes, max_size=3, unique=True))
    nodes = [NodeRef(NodeKind.RESOURCE, code) for code in resource_codes]
    nodes += [NodeRef(NodeKind.PROCESS, code) for code in process_codes]

    def named(code: str) -> dict[str, Any]:
        return {"code": code, "name_nl": draw(names), "name_en": draw(names)}

    def needs(own: NodeRef) -> tuple[RequirementRow, ...]:
        others = [node for node in nodes if node != own]
        if not others:
            return ()
        found = []
        for _ in range(draw(st.integers(0, 2))):
            members = draw(st.lists(st.sampled_from(others), min_size=1, max_size=3, unique=True))
            needed = draw(st.integers(1, len(members)))
            found.append(RequirementRow(needed, tuple(members), draw(texts)[:160], draw(texts)[:160]))
        return tuple(found)

    units = [
        UnitEntry(
            **named(code),
            kind=draw(st.sampled_from(["department", "other"])),
            parent_code=_optional(draw, unit_codes[:at]),
            staff_count=draw(counts),
            is_illustrative=draw(flags),
        )
        for at, code in enumerate(unit_codes)
    ]
    roles = [
        RoleEntry(
            **named(code),
            task_nl=draw(texts),
            task_en=draw(texts),
            unit_code=_optional(draw, unit_codes),
            is_crisis_role=draw(flags),
            people_available=draw(counts),
        )
        for code in role_codes
    ]
    teams = [
        TeamEntry(
            **named(code),
            level=draw(st.sampled_from(["municipal", "regional", "national"])),
            reports_to_code=_optional(draw, team_codes[:at]),
            meets_within_min=draw(times),
            seats=tuple(
                SeatEntry(role, draw(st.integers(1, 9)), number == 0 and draw(flags))
                for number, role in enumerate(draw(st.permutations(role_codes)))
            ),
        )
        for at, code in enumerate(team_codes)
    ]
    resources = []
    for code in resource_codes:
        kind = draw(st.sampled_from(["power", "generator", "role", "water"]))
        basis = draw(st.sampled_from(["assumed", "contracted", "measured"]))
        resources.append(
            ResourceEntry(
                **named(code),
                kind=kind,
                note_nl=draw(texts),
                unit_code=_optional(draw, unit_codes),
                role_code=_optional(draw, role_codes) if kind == "role" else "",
                recovery_min=draw(times if basis == "assumed" else st.integers(0, 10_000)),
                recovery_basis=basis,
                recovery_source=draw(texts),
                recovery_on=draw(st.dates(date(2000, 1, 1), date(2026, 1, 1)))
                if basis == "measured"
                else None,
                autonomy_min=draw(times),
                capacity=draw(_amounts(2)),
                capacity_unit=draw(texts)[:40].strip(),
                is_mobile=draw(flags),
                tank_litres=draw(_amounts(1)),
                litres_per_hour=draw(_amounts(2)),
                deliveries=tuple(
                    DeliveryRow(after, draw(st.integers(1, 9999)) / 10)
                    for after in draw(st.lists(st.integers(0, 9999), max_size=2, unique=True))
                ),
                requirements=needs(NodeRef(NodeKind.RESOURCE, code)),
            )
        )
    processes = [_process(draw, named(code), unit_codes, role_codes, needs) for code in process_codes]
    document = RegisterDocument(
        Origin("GM7777", "Leegstad", date(2026, 11, 1)),
        *(
            tuple(sorted((tidied(entry) for entry in entries), key=lambda entry: entry.code))
            for entries in (units, roles, teams, resources, processes)
        ),
    )
    return replace(document)


def _process(
    draw: Any, named: dict[str, Any], unit_codes: list[str], role_codes: list[str], needs: Any
) -> ProcessEntry:
    deadline = draw(times)
    override = draw(times)
    decision = draw(st.sampled_from(["undecided", "must_go_on", "can_wait"]))
    impacts = []
    for category in draw(st.lists(st.sampled_from(["life", "legal", "money"]), max_size=2, unique=True)):
        judged = draw(st.lists(st.sampled_from(tables.IMPACT_TIMES), min_size=1, max_size=5, unique=True))
        levels = sorted(draw(st.lists(st.integers(0, 4), min_size=len(judged), max_size=len(judged))))
        impacts += [ImpactRow(category, *each) for each in zip(sorted(judged), levels, strict=True)]
    entry = ProcessEntry(
        **named,
        track=draw(st.sampled_from(["government", "crisis", "democracy", "society"])),
        unit_code=draw(st.sampled_from(unit_codes)),
        summary_nl=draw(texts),
        summary_en=draw(texts),
        cabinet_pillar=_optional(draw, ["vital", "democracy"]),
        owner_role_code=_optional(draw, role_codes),
        basis_nl=draw(texts),
        basis_confirmed=draw(flags),
        deadline_min=deadline,
        deadline_from=draw(st.sampled_from(["birth", "death"])) if deadline is not None else "",
        mtpd_override_min=override,
        mtpd_reason_nl=draw(names) if override is not None else "",
        rpo_min=draw(times),
        mbco_en=draw(texts),
        workaround_nl=draw(texts),
        workaround_max_min=draw(times),
        decision=decision,
        decision_reason_en=draw(names) if decision != "undecided" else "",
        restart_nl=draw(texts),
        restart_after_min=draw(times),
        recovery_min=draw(times),
        autonomy_min=draw(times),
        is_illustrative=draw(flags),
        impacts=tuple(impacts),
        staffing=tuple(
            StaffingRow(role, start, start + length, people)
            for role in role_codes
            for start, length, people in [
                (draw(st.integers(0, 999)), draw(st.integers(1, 9999)), draw(st.integers(1, 99)))
            ]
        ),
        requirements=needs(NodeRef(NodeKind.PROCESS, named["code"])),
    )
    longest = (
        override
        if override is not None
        else min((impact.after_min for impact in impacts if impact.level == 4), default=60 * 24 * 300)
    )
    return replace(entry, rto_min=draw(st.none() | st.integers(0, longest)))
