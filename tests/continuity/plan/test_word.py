"""The plan as DOCX: sound by itself, opened by LibreOffice, and set in a municipality's own template."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from docx.shared import Pt, RGBColor

from tests.continuity.plan import office, sample
from tests.continuity.plan.office import WP, W
from weerbaar.continuity.documents.plan_content import plan_document
from weerbaar.continuity.documents.tree import Document, Figure, Table
from weerbaar.continuity.documents.word import MARKER, as_docx
from weerbaar.continuity.documents.word_template import checked_template
from weerbaar.interface.typesetting import picture_as_png

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    '<rect width="40" height="20" fill="#a00"/></svg>'
)


def plan(language: str = "nl") -> Document:
    return plan_document(sample.facts(), sample.edition(), language, with_contacts=True)


def template(*, marker: bool = True, plain: bool = False) -> bytes:
    """A municipality's own document: a red heading 1, a logo in the header, a cover, a colophon."""
    made = docx.Document()
    made.styles["Heading 1"].font.color.rgb = RGBColor(0xAA, 0, 0)
    made.styles["Normal"].font.size = Pt(12)
    header = made.sections[0].header.paragraphs[0]
    header.add_run("Gemeente Kleinstad ").add_picture(io.BytesIO(picture_as_png(LOGO, 20.0)))
    made.sections[0].footer.paragraphs[0].text = "Postbus 1"
    made.add_paragraph("Voorblad van de gemeente", style="Title")
    made.add_paragraph().add_run().add_picture(io.BytesIO(picture_as_png(LOGO, 20.0)))
    if marker:
        made.add_paragraph(MARKER)
    made.add_paragraph("Colofon")
    if plain:
        for style in list(made.styles):
            if style.name not in (
                "Normal",
                "Default Paragraph Font",
                "Normal Table",
                "Title",
                "header",
                "footer",
            ):
                style.element.getparent().remove(style.element)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_docx_is_a_sound_package_that_says_what_the_tree_says(language: str) -> None:
    document = plan(language)
    content = as_docx(document, sample.MADE)
    roots = office.check_package(content)
    found = office.headings(roots)
    assert found == [(each.level, each.text) for each in document.headings()]
    whole = office.text_of(roots["word/document.xml"])
    figures = {block.alt for block in document.blocks if isinstance(block, Figure)}
    for text in document.texts():
        for line in text.split("\n"):
            assert line in whole or text in figures, line
    body = roots["word/document.xml"]
    alternatives = [each.get("descr") for each in body.iter(f"{WP}docPr")]
    assert sorted(alternatives) == sorted(figures)
    assert "TOC" in "".join(each.text or "" for each in body.iter(f"{W}instrText"))


def test_every_table_repeats_its_head_and_has_a_description() -> None:
    document = plan()
    body = office.check_package(as_docx(document, sample.MADE))["word/document.xml"]
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) >= sum(isinstance(block, Table) for block in document.blocks)
    for table in tables:
        first = table.find(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in list(table.iter(f"{W}tr"))[1:])


def test_every_run_of_text_has_its_language() -> None:
    body = office.check_package(as_docx(plan("en"), sample.MADE))["word/document.xml"]
    languages: dict[str, str] = {}
    for run in body.iter(f"{W}r"):
        text = office.text_of(run).strip()
        if text:
            language = run.find(f"{W}rPr/{W}lang")
            assert language is not None, text
            languages[text] = language.get(f"{W}val")
    assert languages["Anders stroomt het riool over."] == "nl-NL"
    assert languages["Contact centre"] == "en-GB"
    assert set(languages.values()) == {"nl-NL", "en-GB"}


def test_every_list_counts_from_one() -> None:
    roots = office.check_package(as_docx(plan(), sample.MADE))
    numbers: list[str] = []
    for paragraph in roots["word/document.xml"].iter(f"{W}p"):
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        numbers.append("" if number is None else number.get(f"{W}val"))
    # a list's paragraphs stand together; the same number later would count on
    blocks = [
        each for place, each in enumerate(numbers) if each and (place == 0 or numbers[place - 1] != each)
    ]
    assert len(blocks) == len(set(blocks)) > 8


def test_properties_say_what_it_is() -> None:
    made = docx.Document(io.BytesIO(as_docx(plan("en"), sample.MADE))).core_properties
    assert made.title == "Continuity plan of Kleinstad"
    assert made.author == "Kleinstad"
    assert made.language == "en-GB"
    assert made.created is not None
    assert made.created.isoformat()[:10] == "2026-11-25"
    assert "python" not in (made.comments + made.last_modified_by).lower()


@pytest.mark.parametrize("marker", [True, False])
def test_own_template_keeps_its_styles_logo_header_and_words(marker: bool) -> None:
    own = checked_template(template(marker=marker))
    assert own.has_marker is marker
    content = as_docx(plan(), sample.MADE, own.content)
    roots = office.check_package(content)
    whole = office.text_of(roots["word/document.xml"])
    assert MARKER not in whole
    order = [
        whole.index(each)
        for each in ("Voorblad van de gemeente", "Continuïteitsplan Kleinstad", "14. Oefenen")
    ]
    assert order == sorted(order)
    colophon = whole.index("Colofon")
    assert colophon > order[2] if marker else colophon < order[1]
    parts = office.parts_of(content)
    headers = [name for name in parts if name.startswith("word/header")]
    assert any("Gemeente Kleinstad" in office.text_of(roots[name]) for name in headers)
    assert any("Postbus 1" in office.text_of(roots[n]) for n in parts if n.startswith("word/footer"))
    made = docx.Document(io.BytesIO(content))
    assert made.styles["Heading 1"].font.color.rgb == RGBColor(0xAA, 0, 0)
    assert made.styles["Normal"].font.size == Pt(12)
    assert len(made.sections) == 1


def test_template_without_any_style_gets_what_it_lacks() -> None:
    content = as_docx(plan(), sample.MADE, checked_template(template(plain=True)).content)
    roots = office.check_package(content)
    assert office.headings(roots) == [(each.level, each.text) for each in plan().headings()]


def test_template_without_numbering_gets_lists() -> None:
    """A file of another program may lack the part; a list must not turn into plain lines."""
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template(plain=True))) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/numbering.xml":
                continue
            if name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
                text = part.decode()
                start = text.index("numbering.xml")
                begin, end = text.rindex("<", 0, start), text.index("/>", start) + 2
                part = (text[:begin] + text[end:]).encode()
            new.writestr(name, part)
    office.check_package(as_docx(plan(), sample.MADE, checked_template(bare.getvalue()).content))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("own", [None, "template"])
def test_libreoffice_opens_it_without_repair(own: str | None, tmp_path: Path) -> None:
    document = plan()
    content = as_docx(document, sample.MADE, checked_template(template()).content if own else None)
    (tmp_path / "plan.docx").write_bytes(content)
    done = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "plan.docx"),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    assert "repair" not in (done.stdout + done.stderr).lower()
    reader = pypdf.PdfReader(tmp_path / "plan.pdf")
    found = "".join(
        "".join(unicodedata.normalize("NFKC", page.extract_text()).split()) for page in reader.pages
    )
    for heading in document.headings():
        assert "".join(unicodedata.normalize("NFKC", heading.text).split()) in found
    if own:
        return
    # the one page of chapter 0 is one page here as well
    starts = [
        number
        for number, page in enumerate(reader.pages)
        for head in ("0. Het plan op één bladzijde", "1. Reikwijdte")
        if head in page.extract_text() and number > 1
    ]
    assert starts[1] - starts[0] == 1


def test_hostile_names_are_text() -> None:
    from dataclasses import replace

    from weerbaar.continuity.documents.facts import Both

    name = "{{ 7*7 }} {% x %} <w:p/> & ]]> \x00\x07\ufffe 中文 🚒"
    hostile = replace(sample.CONTACT, name=Both(name, name))
    document = plan_document(sample.facts(processes=(hostile,)), sample.edition(), "nl", with_contacts=False)
    roots = office.check_package(as_docx(document, sample.MADE, checked_template(template()).content))
    assert "{{ 7*7 }} {% x %} <w:p/> & ]]>  中文 🚒" in office.text_of(roots["word/document.xml"])


def test_the_picture_is_the_same_drawing() -> None:
    content = as_docx(plan(), sample.MADE)
    pictures = [part for name, part in office.parts_of(content).items() if name.startswith("word/media/")]
    figure = next(block for block in plan().blocks if isinstance(block, Figure))
    assert picture_as_png(figure.svg, figure.width_mm) in pictures
