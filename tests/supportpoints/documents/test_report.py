"""The report as PDF, read back with pypdf and with Poppler's pdftotext."""

from __future__ import annotations

import io
import shutil
import string
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from defusedxml import ElementTree

from tests.supportpoints.documents.sample import export, wishes
from weerbaar.interface import typesetting
from weerbaar.supportpoints.documents import drawing, sentences, words
from weerbaar.supportpoints.documents.figures import percent
from weerbaar.supportpoints.documents.method import proof_lines
from weerbaar.supportpoints.documents.report import design_report


def text_of(pdf: bytes) -> str:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return " ".join(unicodedata.normalize("NFKC", " ".join(pages)).replace("\u00ad", "").split())


def tags(pdf: bytes) -> list[str]:
    """The structure types in the document, in order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for item in node:
                walk(item)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_report_is_an_accessible_document_in_its_language(language: str) -> None:
    pdf = design_report(export(language=language))
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == ("nl-NL" if language == "nl" else "en-GB")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert "Kleinstad" in str(reader.metadata.title)
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    found = tags(pdf)
    assert found.count("/H1") >= 8
    assert found.count("/Table") >= 5
    assert "/TH" in found
    assert "/Figure" in found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_report_answers_first_and_says_all(language: str) -> None:
    made = export(language=language)
    pdf = design_report(made)
    first = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    first = " ".join(unicodedata.normalize("NFKC", first).split())
    share = unicodedata.normalize("NFKC", percent(made.summary.share_covered, language))
    assert share in first
    assert ("1.608" if language == "nl" else "1,608") in first
    everything = text_of(pdf)
    for key in (key for key in sentences.SENTENCES if key.startswith("heading_")):
        assert sentences.say(key, language) in everything, key
    for point in made.points:
        assert point.chosen.name in everything
    assert "EUPL-1.2" in everything
    assert ("illustratief" if language == "nl" else "illustrative") in everything


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="Poppler is not installed")
def test_another_reader_finds_the_same_figures(tmp_path: Path) -> None:
    made = export()
    file = tmp_path / "report.pdf"
    file.write_bytes(design_report(made))
    run = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
    total = next(line for line in run.stdout.splitlines() if line.strip().startswith("Totaal"))
    assert f"{made.summary.cost_one_off_eur:,.0f}".replace(",", ".") in total.replace("\u202f", "")
    info = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True)
    assert info.stderr == run.stderr == ""
    assert "Tagged:          yes" in info.stdout


@pytest.mark.parametrize(
    "name",
    [
        '#panic[x] $a^2$ *vet* _s_ `r` <l> @ref // niets \\ #image("/etc/passwd")',
        "</script><svg onload=x>&amp;",
        "中文 🚒 \u202e\u0000\u0007 \U0010ffff",
        "é̂̃" * 40,
        "zonderspatie" * 30,
        "",
    ],
)
def test_hostile_names_are_text(name: str) -> None:
    made = export(names={0: name}, design_name=name[:120] or "x")
    text = text_of(design_report(replace(made, municipality=name[:40] or "Kleinstad")))
    if "panic" in name:
        assert "#panic[x] $a^2$ *vet*" in text


def test_every_character_that_counts_as_printable_has_a_glyph() -> None:
    letters = [chr(code) for low, high in typesetting.SHOWN for code in range(low, high + 1)]
    name = " ".join(letters)
    assert typesetting.printable(name).count(typesetting.EMPTY_BOX) == 0
    design_report(export(names={0: name}))  # PDF/UA-1 refuses a character without a glyph


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda: export(chosen=()), id="empty"),
        pytest.param(lambda: export(many=300), id="300 points"),
        pytest.param(lambda: export(arrays=None, streets=None, sources=(), parameters=()), id="bare"),
        pytest.param(lambda: export(neighbourhoods=(), chosen=(), arrays=None), id="nothing to draw"),
        pytest.param(lambda: export(adopted=True, language="en"), id="adopted"),
    ],
)
def test_unusual_networks_have_a_report(made: Any) -> None:
    export_of = made()
    text = text_of(design_report(export_of))
    for point in export_of.points[:3] + export_of.points[-3:]:
        assert point.name(export_of.language) in text


def test_report_says_what_was_asked_and_how_sure_it_is() -> None:
    made = export(language="en")
    unproven = replace(made, summary=replace(made.summary, status="time_limit", gap=0.00012))
    assert "0.02% better" in " ".join(proof_lines(unproven))
    assert "proven mathematically" in " ".join(proof_lines(made))
    asked = replace(made.design, wishes=wishes(model="set_covering", share=0.95, minimise="points"))
    assert "fewest buildings that reach at least 95.0%" in text_of(design_report(replace(made, design=asked)))


def test_a_whole_is_the_only_hundred_per_cent() -> None:
    assert percent(0.9999, "nl") == "99,9\u00a0%"
    assert percent(1.0, "nl") == "100,0\u00a0%"
    assert percent(0.29, "en") == "29.0%"
    assert percent(None, "en") == "–"


@pytest.mark.parametrize(
    "table",
    [
        sentences.SENTENCES,
        words.COLUMNS,
        words.NARROW,
        words.SHEETS,
        words.TIER,
        words.TIER_POINTS,
        words.KIND,
        words.POINT_STATE,
        words.FUNCTION_STATE,
        words.STEP_FREE,
        words.UNIT,
    ],
)
def test_both_languages_are_complete_and_take_the_same_figures(table: dict[str, tuple[str, str]]) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, (dutch, english) in table.items():
        assert dutch.strip(), key
        assert english.strip(), key
        assert places(dutch) == places(english), key


def test_words_cover_every_kind_tier_and_state_of_the_tables() -> None:
    from weerbaar.supportpoints.models import PointFunction, SupportPoint, Tier
    from weerbaar.territory import parameters
    from weerbaar.territory.models import Building

    assert set(words.TIER) == set(words.TIER_POINTS) == set(Tier.values)
    assert set(words.POINT_STATE) == set(SupportPoint.State.values)
    assert set(words.FUNCTION_STATE) == set(PointFunction.State.values)
    assert set(words.KIND) == set(Building.Kind.values)
    assert {row.unit for row in parameters.declared() if row.key.startswith("supportpoints.")} <= set(
        words.UNIT
    )
    assert set(words.STEP_FREE) == set(Building.Access.values)


def test_the_map_is_sound_xml_with_a_marker_per_point_to_scale() -> None:
    made = export()
    drawn = drawing.network_map(made)
    assert drawn is not None
    root = ElementTree.fromstring(drawn.svg)
    svg = "{http://www.w3.org/2000/svg}"
    numbers = {node.text for node in root.iter(f"{svg}text")}
    assert {str(point.number) for point in made.points} <= numbers
    # two points 800 m apart east to west are 800 m apart on paper, by the bar that says how long a km is
    bar = next(
        node for node in root.iter(f"{svg}path") if "H" in node.get("d", "") and "V" in node.get("d", "")
    )
    start, end = (
        float(part)
        for part in (bar.get("d", "").split("M")[1].split()[0], bar.get("d", "").split("H")[1].split("V")[0])
    )
    label = next(text for text in numbers if text and text.endswith("km"))
    per_metre = (end - start) / (float(label.split()[0].replace(",", ".")) * 1000)
    squares = [node for node in root.iter(f"{svg}rect") if node.get("rx")]
    circles = [n for n in root.iter(f"{svg}circle") if n.get("stroke")]
    west = float(squares[0].get("x", 0)) + float(squares[0].get("width", 0)) / 2
    east = max(float(node.get("cx", 0)) for node in circles)
    assert (east - west) / per_metre == pytest.approx(800.0, abs=2.0)
