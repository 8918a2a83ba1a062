"""What crosses the door of the support points: wishes, designs with their answers, and the points."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

import numpy as np
from numpy.typing import NDArray


class Model(StrEnum):
    """Siting models: most residents within a limit, or everybody for the least."""

    MAXIMAL_COVERING = "maximal_covering"
    SET_COVERING = "set_covering"


@dataclass(frozen=True)
class Wishes:
    """What a designer asks of the network, with the norms in force at that moment.

    Maximal covering uses `budget_eur` or `points` (the other is None); set covering uses `share` and
    `minimise` ("cost" or "points"). `required` and `excluded` hold building numbers, on top of what is
    decided about candidates. `kinds` are the kinds of building that may be chosen.
    """

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
    kinds: tuple[str, ...]
    required: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    local_one_off_eur: float = 0.0
    local_yearly_eur: float = 0.0
    main_one_off_eur: float = 0.0
    main_yearly_eur: float = 0.0
    time_limit_s: float = 120.0

    @property
    def norm_m(self) -> float:
        """Metres that a resident may walk."""
        return self.walking_minutes / 60.0 * self.speed_kmh * 1000.0

    @property
    def norm_vulnerable_m(self) -> float:
        """Metres that a vulnerable resident may walk."""
        return self.walking_minutes / 60.0 * self.speed_vulnerable_kmh * 1000.0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        lists = {name: tuple(data[name]) for name in ("kinds", "required", "excluded")}
        return cls(**{**data, **lists})


@dataclass(frozen=True)
class AreaCoverage:
    """Residents of a neighbourhood or district, and how many of them reach a point within the norm."""

    code: str
    name: str
    district_code: str
    residents: float
    covered: float
    vulnerable: float
    vulnerable_covered: float
    points: int

    @property
    def share(self) -> float | None:
        """Share of residents covered; None where nobody lives."""
        return self.covered / self.residents if self.residents else None


@dataclass(frozen=True)
class ChosenPoint:
    """A candidate that a design chose, with the residents for whom it is the nearest point."""

    building_id: int
    name: str
    kind: str
    address: str
    postcode: str
    neighbourhood_name: str
    district_code: str
    tier: str
    required: bool
    x: float
    y: float
    residents: float  # nearest point of these, within the norm
    vulnerable: float
    mean_m: float
    farthest_m: float
    one_off_eur: float
    yearly_eur: float


@dataclass(frozen=True)
class DesignSummary:
    """The proven answer of a design: everything that a page or a report shows of it."""

    model: str
    status: str  # "optimal" or "time_limit"
    objective: float
    bound: float
    gap: float
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
    points: tuple[ChosenPoint, ...]
    neighbourhoods: tuple[AreaCoverage, ...]
    districts: tuple[AreaCoverage, ...]
    seconds: float
    solver: str
    settings: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            **{
                **data,
                "points": tuple(ChosenPoint(**point) for point in data["points"]),
                "neighbourhoods": tuple(AreaCoverage(**area) for area in data["neighbourhoods"]),
                "districts": tuple(AreaCoverage(**area) for area in data["districts"]),
            }
        )


@dataclass(frozen=True)
class DesignRow:
    """A design as lists and pages show it; `summary` is None until the run ended well."""

    id: int
    name: str
    wishes: Wishes
    summary: DesignSummary | None
    job_id: UUID | None
    made_by: str
    created_at: datetime
    adopted_at: datetime | None
    adopted_by: str
    is_current: bool
    territory_fingerprint: str
    outdated: bool  # the territory changed since
    municipality_id: int = 0
    failure_nl: str = ""  # why there is no answer, when the wishes cannot be met
    failure_en: str = ""
    result_sha256: str = ""
    solver_log: str = ""

    @property
    def failed(self) -> bool:
        """Whether the run ended without an answer, for a reason that a person can act on."""
        return bool(self.failure_nl)


@dataclass(frozen=True)
class DesignArrays:
    """Per demand point of `territory.queries.demand`, in its order (length n).

    `nearest` is the building number of the nearest chosen point within the norm for residents (-1: none),
    `metres` the walk to it (inf: none); `covered` and `covered_vulnerable` say who is within their norm:
    residents who are not vulnerable within `norm_m`, the vulnerable within `norm_vulnerable_m`.

    The demand as it was at that time is kept beside it, so that a design stays readable after an import:
    `x`, `y` (RD New metres), `residents`, `vulnerable`, and `neighbourhood`, an index into the summary's
    `neighbourhoods`.
    """

    nearest: NDArray[np.int64]
    metres: NDArray[np.float64]
    covered: NDArray[np.bool_]
    covered_vulnerable: NDArray[np.bool_]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    residents: NDArray[np.float64]
    vulnerable: NDArray[np.float64]
    neighbourhood: NDArray[np.int64]

    def within_norm(self) -> NDArray[np.float64]:
        """Residents within their own norm, the vulnerable by theirs and the others by theirs, (n,)."""
        others = self.residents - self.vulnerable
        return np.where(self.covered, others, 0.0) + np.where(self.covered_vulnerable, self.vulnerable, 0.0)

    def vulnerable_within_norm(self) -> NDArray[np.float64]:
        """Vulnerable residents within their norm, (n,)."""
        return np.where(self.covered_vulnerable, self.vulnerable, 0.0)


@dataclass(frozen=True)
class CandidateRow:
    """A building as a candidate: what is decided about it, its tier and what it would cost.

    `one_off_eur` and `yearly_eur` are the costs that a design counts: this building's own where it has them
    (`own_one_off_eur`, `own_yearly_eur`), else those of its tier. `district_code` is empty for a building
    outside every neighbourhood.
    """

    building_id: int
    name: str
    kind: str
    kind_label: str
    address: str
    postcode: str
    neighbourhood_code: str
    neighbourhood_name: str
    district_code: str
    district_name: str
    step_free_label: str
    x: float
    y: float
    choice: str  # "free", "required" or "excluded"
    tier: str
    one_off_eur: float
    yearly_eur: float
    own_one_off_eur: float | None
    own_yearly_eur: float | None
    reason: str
    suitable: bool  # of a kind that designs choose from by default

    @property
    def own_costs(self) -> bool:
        return self.own_one_off_eur is not None or self.own_yearly_eur is not None


@dataclass(frozen=True)
class AreaChange:
    """What changes for a neighbourhood from one design to another."""

    code: str
    name: str
    district_code: str
    residents: float
    share_before: float | None
    share_after: float | None
    gained: float
    lost: float
    vulnerable_gained: float
    vulnerable_lost: float

    @property
    def net(self) -> float:
        return self.gained - self.lost


@dataclass(frozen=True)
class Comparison:
    """What the second design gives and takes compared with the first.

    `exact` says whether residents were compared one by one (both designs on the same demand); else gains and
    losses are net per neighbourhood. The walks `mean_m_*` are means over the residents whom both designs
    cover; `nearer` and `farther` count those of them whose walk changes by more than 50 m.
    """

    first: DesignRow
    second: DesignRow
    exact: bool
    kept: tuple[ChosenPoint, ...]
    added: tuple[ChosenPoint, ...]
    dropped: tuple[ChosenPoint, ...]
    neighbourhoods: tuple[AreaChange, ...]
    gained: float
    lost: float
    vulnerable_gained: float
    vulnerable_lost: float
    cost_one_off_difference_eur: float
    cost_yearly_difference_eur: float
    mean_m_first: float | None
    mean_m_second: float | None
    nearer: float
    farther: float

    @property
    def who_benefits(self) -> tuple[AreaChange, ...]:
        """Neighbourhoods that gain on balance, most first."""
        return tuple(sorted((a for a in self.neighbourhoods if a.net > 0.5), key=lambda a: -a.net))

    @property
    def who_loses(self) -> tuple[AreaChange, ...]:
        """Neighbourhoods that lose on balance, most first."""
        return tuple(sorted((a for a in self.neighbourhoods if a.net < -0.5), key=lambda a: a.net))


@dataclass(frozen=True)
class Adoption:
    """What adopting a design did with the support points, by their numbers.

    `conflicts` are points outside the design that have come too far to be withdrawn without a person's word.
    """

    design_id: int
    kept: tuple[int, ...]
    added: tuple[int, ...]
    withdrawn: tuple[int, ...]
    conflicts: tuple[int, ...]


@dataclass(frozen=True)
class FunctionRow:
    """One of the four functions at a point."""

    function: str
    label: str
    state: str
    state_label: str
    since: date | None
    note: str


@dataclass(frozen=True)
class EventRow:
    """A step in a point's life."""

    on: date
    state: str
    state_label: str
    by: str
    note: str


@dataclass(frozen=True)
class PointRow:
    """A support point as every room sees it. `x`, `y` in RD New metres; `lon`, `lat` in degrees."""

    id: int
    number: int
    name: str
    tier: str
    tier_label: str
    state: str
    state_label: str
    state_since: date
    building_id: int
    kind: str
    kind_label: str
    address: str
    postcode: str
    neighbourhood_code: str
    neighbourhood_name: str
    step_free: str
    step_free_label: str
    access_nl: str
    access_en: str
    x: float
    y: float
    lon: float
    lat: float
    owner: str
    agreement: str
    agreement_date: date | None
    one_off_eur: float
    yearly_eur: float
    version: int
    functions: tuple[FunctionRow, ...]
    design_id: int | None = None

    @property
    def is_ready(self) -> bool:
        return self.state == "ready"


@dataclass(frozen=True)
class NetworkState:
    """The state of the network, which follows from its points."""

    state: str  # "none", "proposed", "adopted", "being_fitted_out", "ready"
    points: int
    by_state: dict[str, int]
    functions_present: int
    functions_needed: int
    ready: int
    cost_one_off_eur: float
    cost_yearly_eur: float


@dataclass(frozen=True)
class NearbyPoint:
    """A support point near somebody, with the walk to it over the streets (None: not reachable on foot)."""

    point: PointRow
    metres: float | None
    minutes: float | None
    minutes_vulnerable: float | None


@dataclass(frozen=True)
class WalkedStreet:
    """A stretch of a walk along one street: its name (empty without one) and its metres."""

    name: str
    metres: float
    bridge: bool = False


@dataclass(frozen=True)
class Walk:
    """The walk from a place to a support point: its metres, its course (m, 2) in RD New metres, its streets.

    `streets` in the order of walking; what is too short to tell is left out, so they add up to less.
    """

    metres: float
    course: NDArray[np.float64]
    streets: tuple[WalkedStreet, ...] = ()
