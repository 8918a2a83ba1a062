"""The register of a municipality in the form in which it travels, and what tells whether it changed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.continuity.exchange.document import (
    Origin,
    RegisterDocument,
    SeatEntry,
    TeamEntry,
    from_register,
    tidied,
)
from weerbaar.continuity.exchange.json_file import write_json
from weerbaar.continuity.models import CrisisTeam, TeamSeat
from weerbaar.continuity.queries.register import register


@dataclass(frozen=True)
class OwnRegister:
    """What an import is compared with: the register, and what in it is approved (process codes)."""

    document: RegisterDocument
    approved: frozenset[str]

    @property
    def fingerprint(self) -> str:
        """Differs whenever anything that travels differs."""
        nameless = RegisterDocument(
            Origin(),
            self.document.units,
            self.document.roles,
            self.document.teams,
            self.document.resources,
            self.document.processes,
        )
        return hashlib.sha256(write_json(nameless)).hexdigest()


def own_register(municipality_id: int, origin: Origin | None = None) -> OwnRegister:
    """The register as it is now, in a constant number of SQL queries."""
    rows = register(municipality_id)
    return OwnRegister(
        from_register(rows, _teams(municipality_id), origin),
        frozenset(row.code for row in rows.processes if row.status == "approved"),
    )


def export_document(municipality: MunicipalityRow) -> RegisterDocument:
    """The register of a municipality, signed with its name and today's date."""
    origin = Origin(municipality.code, municipality.name, timezone.localdate())
    return own_register(municipality.id, origin).document


def _teams(municipality_id: int) -> tuple[TeamEntry, ...]:
    seats = defaultdict(list)
    for seat in TeamSeat.objects.filter(team__municipality_id=municipality_id).select_related("role"):
        seats[seat.team_id].append(SeatEntry(seat.role.code, seat.people, seat.is_chair))
    rows = CrisisTeam.objects.filter(municipality_id=municipality_id).select_related("reports_to")
    return tuple(
        tidied(
            TeamEntry(
                code=row.code,
                name_nl=row.name_nl,
                name_en=row.name_en,
                task_nl=row.task_nl,
                task_en=row.task_en,
                level=row.level,
                reports_to_code=row.reports_to.code if row.reports_to else "",
                meets_within_min=row.meets_within_min,
                is_illustrative=row.is_illustrative,
                seats=tuple(seats[row.pk]),
            )
        )
        for row in rows
    )
