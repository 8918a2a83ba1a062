"""Taking a register over from a document: all that was chosen or nothing, and nothing is ever removed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.exchange.checking import Checking
from weerbaar.continuity.exchange.comparing import Choices, Comparison, Item, Left, State, compare, left_out
from weerbaar.continuity.exchange.document import Entry, RegisterDocument, restricted
from weerbaar.continuity.exchange.problems import RefusedFile
from weerbaar.continuity.exchange.rows import Row, flatten
from weerbaar.continuity.exchange.starter import starter_document
from weerbaar.continuity.exchange.writing import Writing
from weerbaar.continuity.models import Track
from weerbaar.continuity.queries.exchange import OwnRegister, own_register
from weerbaar.interface.jobs import SILENT, Progress, UserError

MOST_NAMED = 200


class RegisterChanged(UserError):  # noqa: N818 - somebody was first
    """Somebody changed the register since the preview was made. Nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "Iemand heeft het register intussen gewijzigd. Kijk het overzicht nog eens na.",
            "Somebody changed the register in the meantime. Look at the overview again.",
        )


class LeftOut(UserError):  # noqa: N818 - a choice that cannot be carried out
    """Something was left out that something else cannot do without. Nothing was written."""

    def __init__(self, left: list[Left]) -> None:
        first = left[0]
        name = first.needed_by.theirs
        super().__init__(
            f"“{name.name_nl}” heeft “{first.code}” nodig, en dat nam u niet over. Neem het ook "
            f"over, of laat “{name.name_nl}” weg.",
            f"“{name.name_en}” needs “{first.code}”, which you left out. Take it over too, or leave out "
            f"“{name.name_en}”.",
        )
        self.left = left


@dataclass(frozen=True)
class Applied:
    """What an import did, by section."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.added.values()) + sum(self.changed.values())


@transaction.atomic
def apply_register(
    actor: Actor,
    municipality_id: int,
    document: RegisterDocument,
    choices: Choices | None = None,
    *,
    fingerprint: str | None = None,
    progress: Progress = SILENT,
) -> Applied:
    """Takes over what was chosen of a checked document; what is the same already costs nothing.

    What is new or changed is a draft afterwards. `fingerprint` is that of the register in the preview.
    Raises `RegisterChanged`, `LeftOut`, `RefusedFile` (mixing both breaks a rule); then nothing is written.
    """
    own = own_register(municipality_id)
    if fingerprint is not None and own.fingerprint != fingerprint:
        raise RegisterChanged
    choices = choices or Choices()
    comparison = compare(own.document, document, own.approved)
    taken, left = left_out(own.document, comparison, choices)
    if left:
        raise LeftOut(left)
    if not taken:
        return Applied()
    _check_mixture(own, taken)
    writing = Writing(actor, municipality_id, progress)
    writing.write(taken)
    applied = Applied(_counted(taken, State.ADDED), _counted(taken, State.CHANGED))
    record(
        actor,
        municipality_id,
        "continuity.register.imported",
        "register",
        municipality_id,
        after={
            "from": document.origin.municipality_name or document.origin.municipality_code,
            "added": applied.added,
            "changed": applied.changed,
            "codes_added": [item.key for item, _ in taken if item.state == State.ADDED][:MOST_NAMED],
        },
    )
    return applied


def preview(municipality_id: int, document: RegisterDocument) -> tuple[OwnRegister, Comparison]:
    """The register as it is and what the document would change in it."""
    own = own_register(municipality_id)
    return own, compare(own.document, document, own.approved)


def load_starter(actor: Actor, municipality_id: int, tracks: frozenset[str] | None = None) -> Applied:
    """Puts the starter content of some tracks (None: all four) in the register; what is there stays."""
    document = starter_document()
    if tracks is not None:
        unknown = tracks - set(Track.values)
        if unknown:
            raise UserError(
                f"Er is geen spoor {', '.join(sorted(unknown))}.",
                f"There is no track {', '.join(sorted(unknown))}.",
            )
        document = restricted(document, tracks)
    return apply_register(actor, municipality_id, document)


def _check_mixture(own: OwnRegister, taken: list[tuple[Item, Entry]]) -> None:
    """Filling in only what is empty mixes two registers; what comes of it keeps the same rules."""
    mixed = [entry for item, entry in taken if entry is not item.theirs]
    if not mixed:
        return
    sections: dict[str, Any] = {}
    for item, entry in taken:
        if entry is not item.theirs:
            sections.setdefault(item.section, []).append(entry)
    part = RegisterDocument(own.document.origin, **{name: tuple(found) for name, found in sections.items()})
    others = {(item.section, item.code): entry for item, entry in taken}
    merged = _over(own.document, others)
    rows = [
        Row(table, values, f"{table}.{values.get('code') or next(iter(values.values()))}")
        for table, values in flatten(part)
    ]
    checking = Checking(rows, merged)
    if checking.document(part.origin) is None:
        raise RefusedFile(checking.problems)


def _over(mine: RegisterDocument, others: dict[tuple[str, str], Entry]) -> RegisterDocument:
    """The register as it would be after the import."""
    sections: dict[str, dict[str, Any]] = {
        name: {entry.code: entry for entry in mine.section(name)}
        for name in ("units", "roles", "teams", "resources", "processes")
    }
    for (section, code), entry in others.items():
        sections[section][code] = entry
    return RegisterDocument(mine.origin, **{name: tuple(found.values()) for name, found in sections.items()})


def _counted(taken: list[tuple[Item, Entry]], state: State) -> dict[str, int]:
    found: dict[str, int] = {}
    for item, _ in taken:
        if item.state == state:
            found[item.section] = found.get(item.section, 0) + 1
    return found
