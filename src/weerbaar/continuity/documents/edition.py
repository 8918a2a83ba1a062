"""All documents of one version: which there are, and how each is made from the facts and the edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from weerbaar.continuity.documents.changes import differences, sentences
from weerbaar.continuity.documents.facts import Edition, PlanFacts
from weerbaar.continuity.documents.papers import cards_document, pack_document
from weerbaar.continuity.documents.pdf import as_pdf
from weerbaar.continuity.documents.plan_content import plan_document
from weerbaar.continuity.documents.tree import EN, NL, Document
from weerbaar.continuity.documents.word import as_docx

PLAN, CARDS, PACK = "plan", "cards", "pack"
PDF, DOCX = "pdf", "docx"
CONTENT_TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_DOCUMENTS: dict[str, Callable[..., Document]] = {
    PLAN: plan_document,
    CARDS: cards_document,
    PACK: pack_document,
}


@dataclass(frozen=True)
class Variant:
    """One file of a version."""

    kind: str
    format: str
    language: str
    with_contacts: bool


VARIANTS = tuple(
    Variant(kind, format_, language, with_contacts)
    for kind, format_ in ((PLAN, PDF), (PLAN, DOCX), (CARDS, PDF), (PACK, PDF))
    for language in (NL, EN)
    for with_contacts in (False, True)
)


@dataclass(frozen=True)
class Maker:
    """Makes the files of one version. `before`: the facts of the approved version before it."""

    facts: PlanFacts
    edition: Edition
    made_at: datetime
    before: PlanFacts | None = None
    template: bytes | None = None

    def make(self, variant: Variant) -> bytes:
        """One file. Without contacts the facts hold no people at all, so that none can slip in."""
        facts = self.facts if variant.with_contacts else replace(self.facts, people=())
        changes = (
            () if self.before is None else sentences(differences(self.before, self.facts), variant.language)
        )
        document = _DOCUMENTS[variant.kind](
            facts,
            replace(self.edition, changes=changes),
            variant.language,
            with_contacts=variant.with_contacts,
        )
        if variant.format == DOCX:
            return as_docx(document, self.made_at, self.template)
        return as_pdf(document, self.made_at)

    def all(self) -> Iterator[tuple[Variant, bytes]]:
        """Every file of the version, one at a time: only one is in memory."""
        for variant in VARIANTS:
            yield variant, self.make(variant)
