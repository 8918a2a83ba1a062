"""The shapes in which starter content is written down: small tables of facts, read by `building`."""

from __future__ import annotations

from dataclasses import dataclass, field

HOUR = 60
DAY = 24 * HOUR
Both = tuple[str, str]  # Dutch, English
NOTHING: Both = ("", "")


@dataclass(frozen=True)
class Law:
    """A statutory basis; `confirmed` when somebody looked it up."""

    nl: str
    en: str
    confirmed: bool = False


@dataclass(frozen=True)
class Deadline:
    """A statutory deadline: minutes from an event, with a note."""

    minutes: int
    counts_from: str
    note: Both = NOTHING


@dataclass(frozen=True)
class Fact:
    """One process. `hours` is the upper end of its band: 4, 24, 72, or 168 for what can wait over 72 hours.

    `needs` are names of `NEEDS`; `staff` are (role, people on the first day, people after that).
    """

    code: str
    name: Both
    hours: int
    unit: str
    category: str
    summary: Both
    needs: tuple[str, ...] = ()
    staff: tuple[tuple[str, int, int], ...] = ()
    owner: str = ""
    law: Law | None = None
    deadline: Deadline | None = None
    minimum: Both = NOTHING
    workaround: Both = NOTHING
    workaround_hours: float | None = None
    restart: Both = NOTHING
    restart_hours: int | None = None
    rto_hours: float | None = None
    recovery_min: int = 30
    second: str = "administration"
    pillar: str = "vital"


@dataclass(frozen=True)
class Need:
    """At least `k` of these resources or processes ("process:code")."""

    label: Both
    members: tuple[str, ...]
    k: int = 1


@dataclass(frozen=True)
class Thing:
    """One resource; times in minutes, `needs` as in `Fact`."""

    code: str
    name: Both
    kind: str
    unit: str
    recovery: int
    note: Both = NOTHING
    needs: tuple[Need, ...] = ()
    autonomy: int | None = None
    contract: str = ""
    capacity: float | None = None
    capacity_unit: str = ""
    mobile: bool = False
    tank: float | None = None
    use: float | None = None
    deliveries: tuple[tuple[int, float], ...] = field(default_factory=tuple)
