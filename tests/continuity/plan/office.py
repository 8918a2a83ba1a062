"""Reads DOCX files without the library that wrote them: the archive, its parts and their ties."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from typing import Any

from defusedxml import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/package/2006/relationships}"
T = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# ECMA-376 part 1, 17.3.1.26 and 17.4.60: the order that Word insists on, as far as plans use it
PARAGRAPH = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs"),
    *("spacing", "ind", "jc", "outlineLvl", "rPr"),
)
TABLE = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"]
RUN = ["rStyle", "rFonts", "b", "i", "color", "sz", "szCs", "lang"]


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names)), "no part twice"
        return {name: archive.read(name) for name in names}


def check_package(content: bytes) -> dict[str, Any]:
    """Every part well-formed and typed, every link leading somewhere; answers the roots."""
    parts = parts_of(content)
    roots = {
        name: ElementTree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))
    }
    types = roots["[Content_Types].xml"]
    overrides = {each.get("PartName") for each in types.iter(f"{T}Override")}
    defaults = {each.get("Extension") for each in types.iter(f"{T}Default")}
    for name in parts:
        if name != "[Content_Types].xml":
            assert f"/{name}" in overrides or name.rpartition(".")[2] in defaults, name
    assert {each.lstrip("/") for each in overrides} <= parts.keys()
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        base = posixpath.dirname(posixpath.dirname(name))
        known = set()
        for link in root.iter(f"{R}Relationship"):
            assert link.get("Id") not in known
            known.add(link.get("Id"))
            if link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(base, link.get("Target")))
                assert target.lstrip("/") in parts, (name, target)
        source = posixpath.join(base, posixpath.basename(name).removesuffix(".rels"))
        if source in roots:
            used = {
                value
                for element in roots[source].iter()
                for key, value in element.attrib.items()
                if key in (f"{OFFICE}id", f"{OFFICE}embed", f"{OFFICE}link")
            }
            assert used <= known, (source, used - known)
    for required in ("word/document.xml", "word/styles.xml", "docProps/core.xml", "_rels/.rels"):
        assert required in parts
    check_document(roots["word/document.xml"], roots["word/styles.xml"], roots.get("word/numbering.xml"))
    return roots


def check_document(document: Any, styles: Any, numbering: Any) -> None:
    """Styles and numberings exist, ids are used once, children stand in their order."""
    known = {each.get(f"{W}styleId") for each in styles.iter(f"{W}style")}
    for tag in ("pStyle", "tblStyle", "rStyle"):
        for each in document.iter(f"{W}{tag}"):
            assert each.get(f"{W}val") in known, each.get(f"{W}val")
    lists = set() if numbering is None else {each.get(f"{W}numId") for each in numbering.iter(f"{W}num")}
    for each in document.iter(f"{W}numId"):
        assert each.get(f"{W}val") in lists
    starts = [each.get(f"{W}id") for each in document.iter(f"{W}bookmarkStart")]
    ends = [each.get(f"{W}id") for each in document.iter(f"{W}bookmarkEnd")]
    assert Counter(starts) == Counter(ends)
    assert len(set(starts)) == len(starts)
    names = [each.get(f"{W}name") for each in document.iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names)
    assert {each.get(f"{W}anchor") for each in document.iter(f"{W}hyperlink")} - {None} <= set(names)
    drawings = [each.get("id") for each in document.iter(f"{WP}docPr")]
    assert len(set(drawings)) == len(drawings)
    for tag, order in (("pPr", PARAGRAPH), ("tblPr", TABLE), ("rPr", RUN)):
        for each in document.iter(f"{W}{tag}"):
            children = [child.tag.rpartition("}")[2] for child in each]
            places = [order.index(child) for child in children if child in order]
            assert places == sorted(places), (tag, children)
    depth = 0
    for each in document.iter(f"{W}fldChar"):
        kind = each.get(f"{W}fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        assert depth >= 0
    assert depth == 0
    for cell in document.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p", "a cell ends with a paragraph"


def headings(roots: dict[str, Any]) -> list[tuple[int, str]]:
    """(level, text) of every paragraph in a style of the outline."""
    levels = {}
    for style in roots["word/styles.xml"].iter(f"{W}style"):
        name = style.find(f"{W}name").get(f"{W}val").lower()
        if name.startswith("heading ") and name[8:].isdigit():
            levels[style.get(f"{W}styleId")] = int(name[8:])
    found = []
    for paragraph in roots["word/document.xml"].iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in levels:
            found.append((levels[style.get(f"{W}val")], text_of(paragraph)))
    return found


def text_of(element: Any) -> str:
    return "".join(
        each.text or "" if each.tag == f"{W}t" else "\n"
        for each in element.iter()
        if each.tag in (f"{W}t", f"{W}br")
    )
