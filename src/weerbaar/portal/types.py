"""What the portal puts together from the other rooms, for its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.continuity.types_recovery import ContinuityStanding
from weerbaar.supportpoints.types import DesignRow, NearbyPoint, NetworkState, PointRow
from weerbaar.territory.types import Parameter, Place, SourceRow


class Outcome(StrEnum):
    """How a search for a place ended."""

    FOUND = "found"
    CHOOSE = "choose"  # several places fit: the visitor picks one
    NOTHING = "nothing"
    OUTSIDE = "outside"  # a location that is not in this municipality


@dataclass(frozen=True)
class Search:
    """What somebody asked, and the place or places that fit it.

    `here` says that the place is where the visitor is; its coordinates are then rounded and go nowhere.
    """

    text: str
    outcome: Outcome
    place: Place | None = None
    choices: tuple[Place, ...] = ()
    here: bool = False
    guessed: bool = False  # the place reads differently from what was typed
    more: bool = False  # other places fit as well as these choices


@dataclass(frozen=True)
class Answer:
    """The support points near a place. `too_far`: even the nearest is beyond the norm, or not reachable."""

    nearby: tuple[NearbyPoint, ...]
    norm_minutes: float

    @property
    def nearest(self) -> NearbyPoint | None:
        return self.nearby[0] if self.nearby else None

    @property
    def others(self) -> tuple[NearbyPoint, ...]:
        return self.nearby[1:]

    @property
    def unreachable(self) -> bool:
        """Whether no street that we know leads from here to a point."""
        return self.nearest is not None and self.nearest.minutes is None

    @property
    def too_far(self) -> bool:
        return self.nearest is not None and (
            self.nearest.minutes is not None and self.nearest.minutes > self.norm_minutes
        )


@dataclass(frozen=True)
class Network:
    """A municipality's network as it stands: the public points, the adopted design, and what it rests on."""

    municipality: MunicipalityRow
    points: tuple[PointRow, ...]
    design: DesignRow | None
    parameters: dict[str, Parameter]
    sources: tuple[SourceRow, ...]

    @property
    def illustrative(self) -> bool:
        """Whether a source of the figures is made up to show how the program works."""
        return any(source.illustrative for source in self.sources)


class Todo(StrEnum):
    """What the programme should do next for its support points, in the order in which it comes up."""

    IMPORT = "import"
    WAIT = "wait"
    DESIGN = "design"
    ADOPT = "adopt"
    COMPARE = "compare"
    REDESIGN = "redesign"
    AGREE = "agree"
    FIT_OUT = "fit_out"
    OPEN = "open"
    KEEP = "keep"


@dataclass(frozen=True)
class Standing:
    """The few facts from which the next step follows."""

    has_territory: bool
    designs_running: int
    designs_answered: int
    adopted: bool
    outdated: bool
    points: int
    without_agreement: int
    functions_lacking: int
    not_ready: int


class Progress(StrEnum):
    """Where a milestone stands."""

    NOT_MEASURED = "not_measured"
    TO_DO = "to_do"
    BUSY = "busy"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True)
class Milestone:
    """A milestone of the programme with its status, derived from the data. `due` is the last day."""

    key: str
    title: str
    when: str
    due: date | None
    progress: Progress
    detail: str


@dataclass(frozen=True)
class Dashboard:
    """Everything on the staff dashboard about the support points, and the steps that follow from it."""

    network: Network
    state: NetworkState
    standing: Standing
    todo: Todo
    share_before: float | None  # share of residents covered by the design that was adopted before this one
    ready_lately: int  # points that became ready in the last 30 days
    reserved_eur: float | None
    points_budget_eur: float | None
    milestones: tuple[Milestone, ...]
    continuity: ContinuityStanding


@dataclass(frozen=True)
class MunicipalityFigures:
    """One line of the list of municipalities for somebody who may look into several."""

    municipality: MunicipalityRow
    share_covered: float | None
    points: int
    ready: int
    adopted_on: date | None
