"""The documents as PDF, read back with pypdf and with Poppler."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.continuity.plan import sample
from weerbaar.continuity.documents.facts import Both, SeatFact
from weerbaar.continuity.documents.papers import cards_document, pack_document
from weerbaar.continuity.documents.pdf import as_pdf
from weerbaar.continuity.documents.plan_content import plan_document
from weerbaar.continuity.documents.tree import Document, texts_of

A4 = (595, 842)
poppler = pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="Poppler is not installed")


def read(document: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(as_pdf(document, sample.MADE)))


def text_of(reader: pypdf.PdfReader) -> str:
    pages = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(unicodedata.normalize("NFKC", pages).replace("\u00ad", "").split())


def tags(reader: pypdf.PdfReader) -> list[tuple[str, str]]:
    """(structure type, alternative text) in the document, in order."""
    found: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for item in node:
                walk(item)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def outline(reader: pypdf.PdfReader) -> list[str]:
    def flat(entries: Any) -> list[str]:
        names: list[str] = []
        for entry in entries:
            names += flat(entry) if isinstance(entry, list) else [str(entry.title)]
        return names

    return flat(reader.outline)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_plan_is_an_accessible_document_in_its_language(language: str) -> None:
    document = plan_document(sample.facts(), sample.edition(), language, with_contacts=True)
    reader = read(document)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == ("nl-NL" if language == "nl" else "en-GB")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == document.title
    found = tags(reader)
    kinds = [kind for kind, _ in found]
    assert kinds.count("/H1") == 16  # the chapters and the table of contents
    assert kinds.count("/Table") >= 15
    assert {"/TH", "/L", "/LI", "/TOC", "/TOCI"} <= set(kinds)
    drawings = [alt for kind, alt in found if kind == "/Figure"]
    assert len(drawings) == 2
    assert all(len(alt) > 60 for alt in drawings)
    marks = outline(reader)
    for heading in document.headings(1):
        assert heading.text in marks


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("make", [plan_document, cards_document, pack_document])
def test_everything_in_the_tree_is_in_the_pdf(make: Any, language: str) -> None:
    """The two renderers cannot differ when each holds all that the tree says."""
    document = make(sample.facts(), sample.edition(), language, with_contacts=True)
    found = text_of(read(document)).replace(" ", "")
    for running in (document.title + document.stamp, document.foot):  # a sentence may go on after them
        found = found.replace(running.replace("\u00a0", "").replace(" ", ""), "")
    found = re.sub(r"(blz\.|page)\d+(van|of)\d+", "", found)
    figures = {block.alt for block in document.blocks if hasattr(block, "alt")}
    for text in (line for block in document.blocks for line in texts_of(block)):
        if text in figures:
            continue
        for line in text.split("\n"):
            bare = "".join(unicodedata.normalize("NFKC", line).split())
            # a word may be broken at the end of a line
            assert bare in found or bare.replace("-", "") in found.replace("-", ""), line


@poppler
@pytest.mark.parametrize("make", [plan_document, cards_document, pack_document])
def test_poppler_reads_it_without_complaint(make: Any, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(as_pdf(make(sample.facts(), sample.edition(), "nl", with_contacts=True), sample.MADE))
    info = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True)
    assert info.stderr == ""
    assert "Tagged:          yes" in info.stdout
    assert "595.276 x 841.89 pts (A4)" in info.stdout
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    )
    assert text.stderr == ""
    assert "Klantcontact" in text.stdout


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_card_and_chapter_0_is_one_page(language: str) -> None:
    cards = read(cards_document(sample.facts(), sample.edition(), language, with_contacts=True))
    assert len(cards.pages) == 3
    assert all(tuple(round(float(each)) for each in page.mediabox[2:]) == A4 for page in cards.pages)
    plan = read(plan_document(sample.facts(), sample.edition(), language, with_contacts=True))
    pages = [page.extract_text() for page in plan.pages]
    starts = {
        head: max(number for number, text in enumerate(pages) if head in " ".join(text.split()))
        for head in (("0. Het plan", "1. Reikwijdte") if language == "nl" else ("0. The plan", "1. Scope"))
    }
    first, second = starts.values()
    assert second - first == 1


def crowded(**changed: Any) -> Any:
    """A municipality with 30 long processes that must go on and a team of 12 roles with long names."""
    many = tuple(
        replace(
            sample.CONTACT,
            code=f"p{number}",
            name=Both(
                f"Proces met een behoorlijk lange naam nummer {number}",
                f"Process with a rather long name number {number}",
            ),
            mbco=Both(
                "Een uitgebreide omschrijving van het minimum. " * 3,
                "A long description of the minimum. " * 3,
            ),
        )
        for number in range(30)
    )
    roles = tuple(
        replace(
            sample.ROLES[0],
            code=f"r{number}",
            name=Both(f"Rol met een lange naam {number}", f"Role with a long name {number}"),
            task=Both(
                "Doet wat er moet gebeuren, en schrijft dat op. " * 8,
                "Does what is needed and writes it down. " * 8,
            ),
            holders=(1, 2, 3, 4),
        )
        for number in range(12)
    )
    team = replace(
        sample.TEAMS[0], seats=tuple(SeatFact(role.code, 1, place == 0) for place, role in enumerate(roles))
    )
    return sample.facts(processes=many, roles=roles, teams=(team,), figures=None, **changed)


def test_cards_stay_one_page_when_there_is_much_to_say() -> None:
    cards = read(cards_document(crowded(), sample.edition(), "nl", with_contacts=True))
    assert len(cards.pages) == 12
    for number, page in enumerate(cards.pages):
        text = " ".join(page.extract_text().split())
        assert f"Kaart: Rol met een lange naam {number}" in text
        assert "Uit het register op" in text  # the last line of a card has not fallen off
    assert "en nog 16; zie hoofdstuk 4" in " ".join(cards.pages[0].extract_text().split())


def test_an_approved_plan_says_by_whom_and_a_draft_that_it_is_one() -> None:
    draft = text_of(read(plan_document(sample.facts(), sample.edition(), "nl", with_contacts=False)))
    assert "versie 3, concept" in draft
    assert "Dit plan is niet vastgesteld" in draft
    final = text_of(
        read(plan_document(sample.facts(), sample.edition(**sample.APPROVED), "nl", with_contacts=False))
    )
    assert "versie 3, vastgesteld" in final
    assert "Anna de Vries, burgemeester" in final
    assert "25 november 2027" in final
    assert "niet vastgesteld" not in final


@pytest.mark.parametrize(
    "name",
    [
        '#panic[x] $a^2$ *vet* _s_ `r` <l> @ref // niets \\ #image("/etc/passwd")',
        "</script><svg onload=x>&amp;",
        "中文 🚒 \u202e\u0000\u0007 \U0010ffff",
        "é̂̃" * 40,
        "zonderspatie" * 30,
    ],
)
def test_hostile_names_are_text(name: str) -> None:
    hostile = replace(
        sample.CONTACT,
        name=Both(name, name),
        mbco=Both(name, name),
        workaround=Both(f"- {name}\n1. {name}", name),
    )
    facts = sample.facts(processes=(hostile, sample.PUMPS), municipality=name[:40])
    text = text_of(read(pack_document(facts, sample.edition(), "nl", with_contacts=True)))
    if "panic" in name:
        assert "#panic[x] $a^2$ *vet*" in text


def test_unusual_plans_are_set() -> None:
    for facts in (sample.empty(), sample.facts(figures=None), sample.facts(teams=(), roles=(), people=())):
        for make in (plan_document, cards_document, pack_document):
            assert len(read(make(facts, sample.edition(copies=()), "en", with_contacts=False)).pages) >= 1
