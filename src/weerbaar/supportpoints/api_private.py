"""What a token opens in the API of the support points: designs, candidates, owners and agreements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from weerbaar.accounts.access import TOKEN, municipality_of_token
from weerbaar.accounts.types import Permission
from weerbaar.core.projection import to_wgs84
from weerbaar.interface.rest import NOT_FOUND, Page, Problem, Refusal, Slug, private, say
from weerbaar.supportpoints import queries
from weerbaar.supportpoints.api import Coverage, coverage_of, finite
from weerbaar.supportpoints.types import ChosenPoint, DesignRow, DesignSummary

router = Router(tags=["with a token"], auth=TOKEN)

REFUSED: dict[int, Any] = {401: Problem, 403: Problem, **NOT_FOUND}
Limit = Annotated[int, Query(description="At most this many on a page", ge=1, le=500)]
Offset = Annotated[int, Query(description="Skip this many", ge=0, le=1_000_000)]


class DesignBrief(Schema):
    """A design with its answer in a few figures; these are null while there is no answer."""

    id: int
    name: str
    made_by: str
    created_at: datetime
    adopted_at: datetime | None
    is_current: bool = Field(description="true: this is the adopted network")
    outdated: bool
    failure: str = Field(description="Why there is no answer; empty when there is one, or not yet")
    status: str | None
    points: int | None
    share_covered: float | None
    share_vulnerable_covered: float | None
    cost_one_off_eur: float | None
    cost_yearly_eur: float | None


class DesignPage(Page):
    items: list[DesignBrief]


class Chosen(Schema):
    """A building that a design chose, with the residents for whom it is the nearest point."""

    building_id: int
    name: str
    kind: str
    address: str
    postcode: str
    neighbourhood_name: str
    district_code: str
    tier: str
    required: bool
    lon: float
    lat: float
    residents: float
    vulnerable: float
    mean_m: float | None
    farthest_m: float | None
    one_off_eur: float
    yearly_eur: float


class Answer(Schema):
    """The proven answer of a design."""

    model: str
    status: str
    objective: float | None
    bound: float | None
    gap: float | None
    candidates: int
    demand_points: int
    residents: float
    covered: float
    share_covered: float
    vulnerable: float
    vulnerable_covered: float
    share_vulnerable_covered: float
    cost_one_off_eur: float
    cost_yearly_eur: float
    norm_m: float
    norm_vulnerable_m: float
    solver: str
    points: list[Chosen]
    districts: list[Coverage]
    neighbourhoods: list[Coverage]


class Wish(Schema):
    """What was asked of a design, with the norms in force at that moment."""

    model: str
    budget_eur: float | None
    points: int | None
    share: float
    minimise: str
    walking_minutes: float
    speed_kmh: float
    speed_vulnerable_kmh: float
    vulnerable_weight: float
    every_district: bool
    kinds: list[str]
    required: list[int]
    excluded: list[int]


class DesignDetail(DesignBrief):
    """A design with everything that was asked and answered."""

    wishes: Wish
    answer: Answer | None


class Candidate(Schema):
    """A building as a candidate: what is decided about it and what it would cost."""

    building_id: int
    name: str
    kind: str
    address: str
    postcode: str
    neighbourhood_code: str
    neighbourhood_name: str
    district_code: str
    choice: str = Field(description="free, required or excluded")
    tier: str
    one_off_eur: float
    yearly_eur: float
    own_costs: bool = Field(description="true: costs of this building, not those of its tier")
    reason: str
    suitable: bool = Field(description="true: of a kind that designs choose from by default")
    lon: float
    lat: float


class CandidatePage(Page):
    items: list[Candidate]


class Agreement(Schema):
    """The owner of a point and what was agreed with them."""

    number: int
    name: str
    state: str
    owner: str
    agreement: str
    agreement_date: date | None
    one_off_eur: float
    yearly_eur: float


def _brief(row: DesignRow) -> dict[str, Any]:
    summary = row.summary
    return {
        "id": row.id,
        "name": row.name,
        "made_by": row.made_by,
        "created_at": row.created_at,
        "adopted_at": row.adopted_at,
        "is_current": row.is_current,
        "outdated": row.outdated,
        "failure": say(row.failure_nl, row.failure_en),
        "status": summary.status if summary else None,
        "points": len(summary.points) if summary else None,
        "share_covered": summary.share_covered if summary else None,
        "share_vulnerable_covered": summary.share_vulnerable_covered if summary else None,
        "cost_one_off_eur": summary.cost_one_off_eur if summary else None,
        "cost_yearly_eur": summary.cost_yearly_eur if summary else None,
    }


def _chosen(points: tuple[ChosenPoint, ...]) -> list[Chosen]:
    lon, lat = to_wgs84([point.x for point in points], [point.y for point in points])
    plain = [name for name in Chosen.model_fields if name not in {"lon", "lat", "mean_m", "farthest_m"}]
    return [
        Chosen.model_validate(
            {
                **{name: getattr(point, name) for name in plain},
                "mean_m": finite(point.mean_m),
                "farthest_m": finite(point.farthest_m),
                "lon": round(float(lon[i]), 6),
                "lat": round(float(lat[i]), 6),
            }
        )
        for i, point in enumerate(points)
    ]


def _answer(summary: DesignSummary) -> Answer:
    parts = {"points", "districts", "neighbourhoods", "objective", "bound", "gap"}
    return Answer.model_validate(
        {
            **{name: getattr(summary, name) for name in Answer.model_fields if name not in parts},
            "objective": finite(summary.objective),
            "bound": finite(summary.bound),
            "gap": finite(summary.gap),
            "points": _chosen(summary.points),
            "districts": [coverage_of(area) for area in summary.districts],
            "neighbourhoods": [coverage_of(area) for area in summary.neighbourhoods],
        }
    )


@router.get("/municipalities/{municipality}/designs", response={200: DesignPage, **REFUSED})
@private
def designs(request: HttpRequest, municipality: Slug, limit: Limit = 100, offset: Offset = 0) -> DesignPage:
    """The designs of the network, newest first."""
    row = municipality_of_token(request, municipality, Permission.VIEW)
    found = queries.designs(row.id)
    items = [DesignBrief.model_validate(_brief(design)) for design in found[offset : offset + limit]]
    return DesignPage(count=len(found), limit=limit, offset=offset, items=items)


@router.get("/municipalities/{municipality}/designs/{design_id}", response={200: DesignDetail, **REFUSED})
@private
def design(
    request: HttpRequest,
    municipality: Slug,
    design_id: Annotated[int, Path(ge=1, le=9_223_372_036_854_775_807)],
) -> DesignDetail:
    """One design: what was asked, and the proven answer."""
    row = municipality_of_token(request, municipality, Permission.VIEW)
    found = queries.design(row.id, design_id)
    if found is None:
        raise Refusal(404, "Dit ontwerp is er niet.", "This design does not exist.")
    return DesignDetail.model_validate(
        {
            **_brief(found),
            "wishes": {name: getattr(found.wishes, name) for name in Wish.model_fields},
            "answer": _answer(found.summary) if found.summary else None,
        }
    )


@router.get("/municipalities/{municipality}/candidates", response={200: CandidatePage, **REFUSED})
@private
def candidates(
    request: HttpRequest, municipality: Slug, limit: Limit = 100, offset: Offset = 0
) -> CandidatePage:
    """The buildings that could become a support point, by name."""
    row = municipality_of_token(request, municipality, Permission.VIEW)
    found = queries.candidates(row.id)
    page = found[offset : offset + limit]
    lon, lat = to_wgs84([candidate.x for candidate in page], [candidate.y for candidate in page])
    plain = [name for name in Candidate.model_fields if name not in {"lon", "lat"}]
    items = [
        Candidate.model_validate(
            {
                **{name: getattr(candidate, name) for name in plain},
                "lon": round(float(lon[i]), 6),
                "lat": round(float(lat[i]), 6),
            }
        )
        for i, candidate in enumerate(page)
    ]
    return CandidatePage(count=len(found), limit=limit, offset=offset, items=items)


@router.get("/municipalities/{municipality}/agreements", response={200: list[Agreement], **REFUSED})
@private
def agreements(request: HttpRequest, municipality: Slug) -> list[Agreement]:
    """Owner, agreement and costs of every support point, by number."""
    row = municipality_of_token(request, municipality, Permission.VIEW)
    return [
        Agreement.model_validate({name: getattr(point, name) for name in Agreement.model_fields})
        for point in queries.points(row.id)
    ]
