"""The typed rows of the continuity plan that cross the room's door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class PlanFileRow:
    """A document of a version. `with_contacts`: only for who may see names and numbers."""

    kind: str
    format: str
    language: str
    with_contacts: bool
    sha256: str
    size: int


@dataclass(frozen=True)
class PlanVersionRow:
    """One version of the plan. `files_state`: the state that its files show; "" while there are none."""

    id: int
    number: int
    state: str
    note: str
    is_made: bool
    previous: int | None
    made_by_id: int | None
    made_by: str
    made_at: datetime
    offered_by_id: int | None
    offered_at: datetime | None
    returned_reason: str
    approved_by: str
    approved_as: str
    approved_at: datetime | None
    valid_until: date | None
    job_id: UUID | None
    files_state: str
    facts_sha256: str
    names_erased_on: date | None
    files: tuple[PlanFileRow, ...] = ()

    @property
    def has_files(self) -> bool:
        """Whether there are files that show the version as it is now."""
        return bool(self.files) and self.files_state == self.state

    def may_be_approved_by(self, user_id: int | None) -> bool:
        """Four eyes: not who made it, and not who offered it."""
        return user_id is not None and user_id not in (self.made_by_id, self.offered_by_id)


@dataclass(frozen=True)
class PaperRow:
    """A place with paper copies; `is_old`: another version than the one in force lies there, or none."""

    id: int
    place: str
    holder: str
    copies: int
    version: int | None
    placed_on: date | None
    is_old: bool


@dataclass(frozen=True)
class PlanTextRow:
    """A text of the plan as the page shows it: the municipality's own or the suggestion."""

    key: str
    chapter: int
    title_nl: str
    title_en: str
    help_nl: str
    help_en: str
    text_nl: str
    text_en: str
    is_own: bool
    is_confirmed: bool


@dataclass(frozen=True)
class PlanTemplateRow:
    """The municipality's own template."""

    file_name: str
    sha256: str
    size: int
    has_marker: bool
    uploaded_by: str
    uploaded_at: datetime


@dataclass(frozen=True)
class PlanChangeRow:
    """One change between two versions, in both languages. `is_computed`: it follows from other changes."""

    nl: str
    en: str
    is_computed: bool
