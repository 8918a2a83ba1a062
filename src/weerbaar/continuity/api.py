"""What a token opens in the API of the register: processes and resources. It names no people."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from weerbaar.accounts.access import TOKEN, municipality_of_token
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries
from weerbaar.continuity.types import ProcessRow, Register, RequirementRow, ResourceRow
from weerbaar.interface.rest import NOT_FOUND, Page, Problem, Slug, private

router = Router(tags=["with a token"], auth=TOKEN)

REFUSED: dict[int, Any] = {401: Problem, 403: Problem, **NOT_FOUND}
Limit = Annotated[int, Query(description="At most this many on a page", ge=1, le=500)]
Offset = Annotated[int, Query(description="Skip this many", ge=0, le=1_000_000)]


class Member(Schema):
    """One of those of which a need asks some."""

    kind: str = Field(description="process or resource")
    code: str


class Need(Schema):
    """At least `needed` of `members` are needed at any time."""

    needed: int
    members: list[Member]
    label_nl: str
    label_en: str


class Impact(Schema):
    """How bad the loss is after so many minutes: 0 none to 4 intolerable."""

    category: str
    after_min: int
    level: int


class Staffing(Schema):
    """The fewest people of a role, from and until minutes after the disruption began."""

    role_code: str
    from_min: int
    until_min: int
    people: int


class Process(Schema):
    """A process. Times are minutes; null is not yet known."""

    code: str
    name_nl: str
    name_en: str
    track: str
    unit_code: str
    is_external: bool = Field(description="true: of another organisation")
    owner_role_code: str
    decision: str = Field(description="must_go_on, can_wait or undecided")
    decision_reason_nl: str
    decision_reason_en: str
    mtpd_min: int | None = Field(description="Maximum tolerable disruption, derived or set by hand")
    rto_min: int | None
    rpo_min: int | None
    recovery_min: int | None = Field(description="Own recovery time, once all that it needs is there")
    autonomy_min: int | None
    basis_nl: str
    basis_en: str
    basis_confirmed: bool
    deadline_min: int | None
    deadline_from: str
    workaround_nl: str
    workaround_en: str
    workaround_max_min: int | None
    restart_after_min: int | None
    status: str = Field(description="draft, reviewed or approved")
    review_due_on: date | None
    is_illustrative: bool = Field(description="true: starter content that nobody has confirmed yet")
    impacts: list[Impact]
    staffing: list[Staffing]
    requirements: list[Need]


class ProcessPage(Page):
    items: list[Process]


class Delivery(Schema):
    """Fuel that is expected, minutes after the disruption began."""

    after_min: int
    litres: float


class Resource(Schema):
    """A resource. Times are minutes; null is not yet known."""

    code: str
    name_nl: str
    name_en: str
    kind: str
    unit_code: str
    role_code: str
    recovery_min: int | None
    recovery_basis: str = Field(description="assumed, contracted or measured")
    recovery_source: str
    recovery_on: date | None
    autonomy_min: int | None
    capacity: float | None
    capacity_unit: str
    is_mobile: bool
    tank_litres: float | None
    litres_per_hour: float | None
    is_illustrative: bool
    deliveries: list[Delivery]
    requirements: list[Need]


class ResourcePage(Page):
    items: list[Resource]


def _need(row: RequirementRow) -> Need:
    return Need(
        needed=row.needed,
        members=[Member(kind=str(ref.kind), code=ref.code) for ref in row.members],
        label_nl=row.label_nl,
        label_en=row.label_en,
    )


def _as_dict(row: ProcessRow | ResourceRow, schema: type[Schema]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in schema.model_fields}
    for rows in ("impacts", "staffing", "deliveries"):
        if rows in values:
            values[rows] = [vars(each) for each in values[rows]]
    return {**values, "requirements": [_need(each) for each in row.requirements]}


def _register(request: HttpRequest, municipality: str) -> Register:
    return queries.register_rows(municipality_of_token(request, municipality, Permission.VIEW).id)


@router.get("/municipalities/{municipality}/continuity/processes", response={200: ProcessPage, **REFUSED})
@private
def continuity_processes(
    request: HttpRequest, municipality: Slug, limit: Limit = 100, offset: Offset = 0
) -> ProcessPage:
    """The processes of the register, by track and code."""
    found = _register(request, municipality).processes
    items = [Process.model_validate(_as_dict(row, Process)) for row in found[offset : offset + limit]]
    return ProcessPage(count=len(found), limit=limit, offset=offset, items=items)


@router.get("/municipalities/{municipality}/continuity/resources", response={200: ResourcePage, **REFUSED})
@private
def continuity_resources(
    request: HttpRequest, municipality: Slug, limit: Limit = 100, offset: Offset = 0
) -> ResourcePage:
    """The resources of the register, by kind and code."""
    found = _register(request, municipality).resources
    items = [Resource.model_validate(_as_dict(row, Resource)) for row in found[offset : offset + limit]]
    return ResourcePage(count=len(found), limit=limit, offset=offset, items=items)
