"""What crosses the door of the territory: the draft of an importer, the arrays for designs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from weerbaar.accounts.types import Permission

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class SourceRow:
    """Origin, licence, time and checksum of one imported data set."""

    kind: str
    title: str
    origin: str
    licence: str
    reference_date: str
    retrieved_at: datetime
    sha256: str
    illustrative: bool = False


@dataclass(frozen=True)
class Remark:
    """One thing that an import repaired or refused: what, where, what to do; in both languages."""

    file: str
    row: int | None
    column: str
    nl: str
    en: str
    count: int = 1


@dataclass
class FileReport:
    """What an import did with one file: rows read, used, repaired and refused, with their reasons."""

    file: str
    kind: str
    read: int = 0
    used: int = 0
    repaired: list[Remark] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)


@dataclass(frozen=True)
class Total:
    """A sum of the import beside the official figure (None where no official figure was given)."""

    name_nl: str
    name_en: str
    imported: float
    official: float | None
    source: str


@dataclass
class ImportReport:
    """The report that every import ends with."""

    files: list[FileReport] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        from dataclasses import asdict

        return asdict(self)


@dataclass(frozen=True)
class DistrictDraft:
    code: str
    name: str
    residents_official: int | None = None
    geometry: BaseGeometry | None = None


@dataclass(frozen=True)
class NeighbourhoodDraft:
    """`x`, `y` in RD New metres; `indicators` in per cent, by base name of the RIVM column."""

    code: str
    name: str
    district_code: str
    x: float
    y: float
    residents: float
    households: float
    aged_65_plus: float
    vulnerable_share: float | None
    geometry: BaseGeometry | None = None
    indicators: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class DemandDraft:
    """Where residents are, as columns of one length n. Coordinates in RD New metres, counts of people."""

    code: list[str]
    neighbourhood_code: list[str]
    x: Floats
    y: Floats
    residents: Floats
    households: Floats
    aged_65_plus: Floats
    vulnerable: Floats


@dataclass(frozen=True)
class BuildingDraft:
    external_id: str
    kind: str
    name: str
    x: float
    y: float
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    step_free: str = "unknown"
    neighbourhood_code: str = ""


@dataclass(frozen=True)
class NetworkDraft:
    """A walkable street network as flat arrays.

    `x`, `y` (n,) in RD New metres; `u`, `v` (m,) node numbers; `length_m` (m,); `name` (m,) index in
    `names`, -1 without a name; `bridge` (m,) bool. `shape_start` (m + 1,), `shape_x`, `shape_y`: the
    inner vertices of each edge's course from u to v (empty between two straight ends).
    """

    x: Floats
    y: Floats
    u: Integers
    v: Integers
    length_m: Floats
    name: Integers
    names: list[str]
    bridge: NDArray[np.bool_]
    shape_start: Integers
    shape_x: Floats
    shape_y: Floats


@dataclass
class TerritoryDraft:
    """Everything that an importer found, checked but not yet kept."""

    municipality_code: str
    municipality_name: str
    districts: list[DistrictDraft]
    neighbourhoods: list[NeighbourhoodDraft]
    demand: DemandDraft
    buildings: list[BuildingDraft]
    network: NetworkDraft
    sources: list[SourceRow]
    report: ImportReport


@dataclass(frozen=True)
class DemandArrays:
    """Demand points as arrays of one length n, in the order of their codes."""

    id: Integers
    code: list[str]
    neighbourhood: Integers  # index into `NeighbourhoodRow`s of `queries.neighbourhoods`
    x: Floats
    y: Floats
    residents: Floats
    households: Floats
    vulnerable: Floats


@dataclass(frozen=True)
class NeighbourhoodRow:
    id: int
    code: str
    name: str
    district_code: str
    district_name: str
    x: float
    y: float
    residents: float
    households: float
    aged_65_plus: float
    vulnerable_share: float | None
    geometry: BaseGeometry | None


@dataclass(frozen=True)
class BuildingRow:
    id: int
    external_id: str
    kind: str
    kind_label: str
    name: str
    address: str
    postcode: str
    step_free: str
    step_free_label: str
    neighbourhood_code: str
    neighbourhood_name: str
    x: float
    y: float


@dataclass(frozen=True)
class Place:
    """A place that somebody searched for: a postcode or a street, with a point in RD New metres."""

    label: str
    kind: str  # "postcode" or "street"
    x: float
    y: float
    neighbourhood_name: str


@dataclass(frozen=True)
class StreetShape:
    """A street to draw: `courses` are lines of [longitude, latitude]; `name` is empty where there is none.

    `through`: what carries this name is long, so that the street probably leads somewhere.
    """

    name: str
    bridge: bool
    through: bool
    courses: list[list[list[float]]]

    def feature(self) -> dict[str, Any]:
        """The street as a GeoJSON feature; properties that say nothing are left out."""
        said = {"name": self.name, "bridge": self.bridge, "through": self.through}
        return {
            "type": "Feature",
            "properties": {key: value for key, value in said.items() if value},
            "geometry": {"type": "MultiLineString", "coordinates": self.courses},
        }


@dataclass(frozen=True)
class Parameter:
    """A norm or parameter: value, unit, source and date; `own` when the municipality set it itself.

    `source_in_dutch` is empty when the source is a name, or words of the municipality itself. Beside who may
    bring in data, who has the `permission` may set it.
    """

    key: str
    title_nl: str
    title_en: str
    value: float
    unit: str
    source: str
    date: date
    own: bool = False
    assumption: bool = False
    source_in_dutch: str = ""
    permission: Permission = Permission.IMPORT_TERRITORY

    @property
    def room(self) -> str:
        """The room that declared it."""
        return self.key.partition(".")[0]

    @property
    def source_nl(self) -> str:
        return self.source_in_dutch or self.source

    @property
    def source_en(self) -> str:
        return self.source


@dataclass(frozen=True)
class ImportRunRow:
    """One import as it was kept: an `ImportReport` as JSON, or `error_nl` and `error_en`."""

    id: int
    at: datetime
    actor_label: str
    succeeded: bool
    fingerprint: str
    report: dict[str, Any]
