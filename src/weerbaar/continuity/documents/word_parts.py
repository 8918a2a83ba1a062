"""The parts of WordprocessingML that python-docx has no words for, and the look of a plan without a template.

Element names are those of ECMA-376 part 1; the order of children within an element is fixed there, and kept
here.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from weerbaar.continuity.documents.tree import Document, Heading

ACCENT, DARK, GREY, RULE = "0B6E75", "084C52", "52616B", "C9D2D8"
NOTE_LOOK = {
    "info": ("E6F2F3", ACCENT),
    "unknown": ("F1F4F6", GREY),
    "confirm": ("FDF3E4", "B45F06"),
    "signal": ("FDF3E4", "B45F06"),
}
LEAD, SOURCE, CELL = "Plan Lead", "Plan Source", "Plan Cell"
LANGUAGE = {"nl": "nl-NL", "en": "en-GB"}
FONT = "Calibri"
# characters that XML 1.0 does not know at all
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LIST_INDENT = 360  # twentieths of a point


def allowed(text: str) -> str:
    """The text without characters that an XML file cannot hold."""
    return _FORBIDDEN.sub("", text)


def _element(name: str, /, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _qn(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


# --- styles -------------------------------------------------------------------------------------------------


def own_look(target: Any) -> None:
    """A4, our colours and quiet headings, for a municipality that has no template."""
    from docx.shared import Mm, Pt, RGBColor

    section = target.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    normal = target.styles["Normal"]
    _font(normal, 10.5)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.12
    for name, size, above, below in (
        ("Title", 28, 60, 4),
        ("Subtitle", 14, 0, 24),
        ("Heading 1", 18, 28, 8),
        ("Heading 2", 13, 16, 5),
        ("Heading 3", 11, 12, 4),
        ("Caption", 9.5, 10, 3),
    ):
        style = target.styles[name]
        _font(style, size)
        style.font.bold = name in ("Heading 2", "Heading 3", "Caption")
        style.font.italic = False
        style.font.color.rgb = RGBColor.from_string(GREY if name == "Subtitle" else DARK)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(below)
        style.paragraph_format.keep_with_next = name != "Subtitle"
        for border in style.element.pPr.findall(_qn("w:pBdr")):
            style.element.pPr.remove(border)
    for name in ("List Bullet", "List Number"):
        target.styles[name].paragraph_format.space_after = Pt(3)


def _font(style: Any, size: float) -> None:
    """One typeface for every script; theme fonts would win over it."""
    from docx.shared import Pt

    style.font.name = FONT
    style.font.size = Pt(size)
    fonts = style.element.rPr.find(_qn("w:rFonts"))
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(_qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(_qn(f"w:{name}"), FONT)


def complete_styles(target: Any) -> None:
    """Adds the styles that the plan uses and the document does not have; never changes one that is there."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    names = {style.name for style in target.styles}
    base = target.styles["Normal"] if "Normal" in names else None
    for name in (
        "Normal",
        "Title",
        "Subtitle",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Caption",
        "List Bullet",
        "List Number",
        LEAD,
        SOURCE,
        CELL,
    ):
        if name in names:
            continue
        style = target.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=not name.startswith("Plan"))
        style.quick_style = True
        if base is not None:
            style.base_style = base
        if name.startswith("Heading"):
            level = int(name[-1])
            style.font.bold, style.font.size = True, Pt((0, 16, 13, 11)[level])
            style.paragraph_format.keep_with_next = True
            style.element.get_or_add_pPr().append(_element("w:outlineLvl", val=str(level - 1)))
        elif name in ("Title", "Subtitle"):
            style.font.size = Pt(26 if name == "Title" else 14)
        elif name == LEAD:
            style.font.size = Pt(13)
            style.paragraph_format.space_after = Pt(8)
            style.paragraph_format.keep_with_next = True
        elif name == SOURCE:
            style.font.size = Pt(8.5)
            style.font.color.rgb = RGBColor.from_string(GREY)
            style.paragraph_format.space_after = Pt(10)
        elif name == CELL:
            style.font.size = Pt(9)
            style.paragraph_format.space_after = Pt(0)
            style.paragraph_format.space_before = Pt(0)
        elif name == "Caption":
            style.font.bold = True


# --- paragraphs and runs ------------------------------------------------------------------------------------


def language(run: Any, code: str) -> None:
    """Marks a run with its language, so that spelling and voices follow."""
    properties = run._r.get_or_add_rPr()
    for old in properties.findall(_qn("w:lang")):
        properties.remove(old)
    properties.append(_element("w:lang", val=LANGUAGE.get(code, code)))


def colour_runs(paragraph: Any, colour: str) -> None:
    from docx.shared import Pt, RGBColor

    for run in paragraph.runs:
        run.font.color.rgb = RGBColor.from_string(colour)
        run.font.size = Pt(10)


def keep_with_next(paragraph: Any) -> None:
    paragraph.paragraph_format.keep_with_next = True


def rule_below(paragraph: Any) -> None:
    borders = _element("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz="4", space="1", color=RULE))
    _insert(paragraph._p.get_or_add_pPr(), borders)


def note_look(paragraph: Any, kind: str) -> None:
    """A tinted box with a line at its left; the words in it say what it is, so colour is never alone."""
    ground, colour = NOTE_LOOK[kind]
    properties = paragraph._p.get_or_add_pPr()
    borders = _element("w:pBdr")
    borders.append(_element("w:left", val="single", sz="24", space="8", color=colour))
    _insert(properties, borders)
    _insert(properties, _element("w:shd", val="clear", color="auto", fill=ground))
    paragraph.paragraph_format.keep_together = True


# the order of children that ECMA-376 17.3.1.26 asks for, as far as we write them
_PARAGRAPH_ORDER = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
)


def _insert(properties: Any, child: Any) -> None:
    name = child.tag.rpartition("}")[2]
    before = {_qn(f"w:{each}") for each in _PARAGRAPH_ORDER[: _PARAGRAPH_ORDER.index(name)]}
    place = 0
    for index, other in enumerate(properties):
        if other.tag in before:
            place = index + 1
    properties.insert(place, child)


def anchor(number: int) -> str:
    return f"_Plan{number:05d}"


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place to link to, around the text of a heading."""
    start = _element("w:bookmarkStart", id=str(90_000 + number), name=name)
    end = _element("w:bookmarkEnd", id=str(90_000 + number))
    properties = paragraph._p.pPr
    properties.addnext(start)
    paragraph._p.append(end)


# --- lists --------------------------------------------------------------------------------------------------


def new_list(target: Any, is_ordered: bool) -> int:
    """A numbering of its own, so that every list begins at 1 again; answers its id."""
    numbering = _numbering(target)
    kinds = [int(each.get(_qn("w:abstractNumId"))) for each in numbering.findall(_qn("w:abstractNum"))]
    abstract_id = max(kinds, default=-1) + 1
    abstract = _element("w:abstractNum", abstractNumId=str(abstract_id))
    abstract.append(_element("w:multiLevelType", val="singleLevel"))
    level = _element("w:lvl", ilvl="0")
    level.append(_element("w:start", val="1"))
    level.append(_element("w:numFmt", val="decimal" if is_ordered else "bullet"))
    level.append(_element("w:lvlText", val="%1." if is_ordered else "•"))
    level.append(_element("w:lvlJc", val="left"))
    properties = _element("w:pPr")
    properties.append(_element("w:ind", left=str(_LIST_INDENT), hanging=str(_LIST_INDENT)))
    level.append(properties)
    abstract.append(level)
    existing = numbering.findall(_qn("w:abstractNum"))
    if existing:
        existing[-1].addnext(abstract)
    else:
        numbering.insert(0, abstract)
    numbers = [int(each.get(_qn("w:numId"))) for each in numbering.findall(_qn("w:num"))]
    number_id = max(numbers, default=0) + 1
    number = _element("w:num", numId=str(number_id))
    number.append(_element("w:abstractNumId", val=str(abstract_id)))
    found = numbering.findall(_qn("w:num"))
    (found[-1] if found else numbering.findall(_qn("w:abstractNum"))[-1]).addnext(number)
    return number_id


def _numbering(target: Any) -> Any:
    """The numbering definitions, made when a template has none."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.parts.numbering import NumberingPart

    try:
        return target.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        part = NumberingPart(
            PackURI("/word/numbering.xml"),
            CONTENT_TYPE.WML_NUMBERING,
            parse_xml(f"<w:numbering {nsdecls('w')}/>"),
            target.part.package,
        )
        target.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return part.element


def number_paragraph(paragraph: Any, number: int) -> None:
    properties = _element("w:numPr")
    properties.append(_element("w:ilvl", val="0"))
    properties.append(_element("w:numId", val=str(number)))
    _insert(paragraph._p.get_or_add_pPr(), properties)


# --- tables -------------------------------------------------------------------------------------------------


def table_look(table: Any, widths: list[int], caption: str, *, is_blank: bool) -> None:
    """Fixed widths, quiet rules, and a description for who hears the table."""
    table.autofit = False
    properties = table._tbl.tblPr
    for old in ("w:tblW", "w:tblBorders", "w:tblCellMar", "w:tblLook", "w:tblCaption"):
        for found in properties.findall(_qn(old)):
            properties.remove(found)
    layout = properties.find(_qn("w:tblLayout"))
    width = _element("w:tblW", w=str(round(sum(widths) / 635)), type="dxa")
    borders = _element("w:tblBorders")
    kinds = ("top", "left", "bottom", "right", "insideH", "insideV") if is_blank else ("bottom", "insideH")
    for kind in kinds:
        borders.append(_element(f"w:{kind}", val="single", sz="4", space="0", color=RULE))
    margins = _element("w:tblCellMar")
    for side, twips in (("top", "50"), ("left", "80"), ("bottom", "50"), ("right", "80")):
        margins.append(_element(f"w:{side}", w=twips, type="dxa"))
    look = _element("w:tblLook", val="04A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0")
    if layout is None:
        layout = _element("w:tblLayout", type="fixed")
    else:
        properties.remove(layout)
    # the order of ECMA-376 17.4.60
    for child in (width, borders, layout, margins, look, _element("w:tblCaption", val=allowed(caption))):
        properties.append(child)
    for place, column in enumerate(table.columns):
        column.width = widths[place]
    for place, cell in enumerate(table.rows[0].cells):
        cell.width = widths[place]


def head_row(row: Any) -> None:
    """Repeats the row on every page, and gives it a firm line below."""
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    properties.append(_element("w:tblHeader"))
    for cell in row._tr.tc_lst:
        borders = _element("w:tcBorders")
        borders.append(_element("w:bottom", val="single", sz="8", space="0", color=DARK))
        cell.get_or_add_tcPr().append(borders)


def paragraph_of(cell: Any, table: Any) -> Any:
    from docx.text.paragraph import Paragraph

    return Paragraph(cell.p_lst[0], table)


def tall(row: Any) -> None:
    properties = row.get_or_add_trPr()
    properties.append(_element("w:trHeight", val="480", hRule="atLeast"))


def space_after_table(target: Any, code: str) -> None:
    """A small empty line: without it two tables would grow into one."""
    from docx.shared import Pt

    paragraph = target.add_paragraph(style=CELL)
    paragraph.paragraph_format.space_after = Pt(4)
    language(paragraph.add_run(), code)


# --- the document as a whole --------------------------------------------------------------------------------


def contents(target: Any, document: Document) -> None:
    """A table of contents that the program fills in and the reader's word processor keeps up to date."""
    heading = target.add_paragraph(style=SOURCE)
    heading.paragraph_format.page_break_before = True
    run = heading.add_run(document.word("contents"))
    run.bold = True
    language(run, document.language)
    headings = list(document.headings())
    rows = [(place, each) for place, each in enumerate(headings, 1) if each.level <= 1]
    for index, (place, each) in enumerate(rows):
        paragraph = target.add_paragraph(style=CELL)
        if index == 0:
            _field_start(paragraph, r'TOC \o "1-2" \h \z \u')
        _link(paragraph, anchor(place), each, document.language)
        if index == len(rows) - 1:
            paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="end"))


def _field_start(paragraph: Any, instruction: str) -> None:
    start = _element("w:fldChar", fldCharType="begin", dirty="true")
    paragraph.add_run()._r.append(start)
    text = _element("w:instrText")
    text.text = f" {instruction} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.add_run()._r.append(text)
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="separate"))


def _link(paragraph: Any, name: str, heading: Heading, code: str) -> None:
    link = _element("w:hyperlink", anchor=name, history="1")
    run = paragraph.add_run(allowed(heading.text))
    language(run, code)
    paragraph._p.remove(run._r)
    link.append(run._r)
    paragraph._p.append(link)


def header_and_footer(target: Any, document: Document) -> None:
    """What stands on every page but the first, when the municipality has no template of its own."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    section = target.sections[0]
    section.different_first_page_header_footer = True
    for part, left, right in (
        (section.header, document.title, document.stamp),
        (section.footer, document.foot, None),
    ):
        paragraph = part.paragraphs[0]
        paragraph.style = SOURCE
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
        language(paragraph.add_run(allowed(left) + "\t"), document.language)
        if right is not None:
            language(paragraph.add_run(allowed(right)), document.language)
            continue
        language(paragraph.add_run(document.word("page") + " "), document.language)
        _simple_field(paragraph, "PAGE")
        language(paragraph.add_run(f" {document.word('page_of')} "), document.language)
        _simple_field(paragraph, "NUMPAGES")


def _simple_field(paragraph: Any, instruction: str) -> None:
    field = _element("w:fldSimple", instr=instruction)
    run = _element("w:r")
    text = _element("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def describe(target: Any, document: Document, made_at: datetime) -> None:
    """The properties of the file, and the language of everything that says none of its own."""
    properties = target.core_properties
    properties.title = allowed(document.title)[:255]
    properties.author = allowed(document.municipality)[:255]
    properties.last_modified_by = allowed(document.municipality)[:255]
    properties.subject = allowed(document.description)[:255]
    properties.keywords = allowed(document.stamp)[:255]
    properties.comments = ""
    properties.language = LANGUAGE[document.language]
    properties.created = properties.modified = made_at.replace(tzinfo=None)
    properties.revision = 1
    defaults = target.styles.element.find(_qn("w:docDefaults"))
    for found in () if defaults is None else defaults.iter(_qn("w:lang")):
        found.set(_qn("w:val"), LANGUAGE[document.language])


def number_drawings(target: Any) -> None:
    """Every drawing of the body its own number: a template's and ours may not share one."""
    name = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    for number, found in enumerate(target.element.body.iter(name), 1):
        found.set("id", str(number))
