"""The tree as DOCX, to edit: real headings, lists and tables, in our own look or in a municipality's
template.

A template keeps its styles, its headers and footers and its own first pages; the plan comes at the paragraph
that holds only the marker, or after everything. Only what a template lacks is added to it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime
from typing import Any

from weerbaar.continuity.documents import word_parts
from weerbaar.continuity.documents.tree import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Inline,
    Lines,
    NewPage,
    Note,
    Pairs,
    Paragraph,
    Span,
    Table,
    shows_caption,
)
from weerbaar.interface.typesetting import picture_as_png

MARKER = "[[PLAN]]"
BOX = "\u2610 "


def as_docx(document: Document, made_at: datetime, template: bytes | None = None) -> bytes:
    """The document as DOCX; `template` is a checked DOCX of the municipality."""
    import docx

    target = docx.Document(io.BytesIO(template) if template else None)
    if template is None:
        word_parts.own_look(target)
    word_parts.complete_styles(target)
    writer = _Writer(target, document, has_own_pages=template is not None)
    before = list(target.element.body)
    writer.write()
    if template is not None:
        _place(target, before)
    else:
        word_parts.header_and_footer(target, document)
    word_parts.describe(target, document, made_at)
    word_parts.number_drawings(target)
    saved = io.BytesIO()
    target.save(saved)
    return saved.getvalue()


def _place(target: Any, before: list[Any]) -> None:
    """Moves what was written to the marker of the template, when it has one."""
    marker = next(
        (each for each in target.paragraphs if each.text.strip() == MARKER and each._p in before), None
    )
    if marker is None:
        return
    known = {id(element) for element in before}
    written = [element for element in target.element.body if id(element) not in known]
    place = marker._p
    for element in written:
        place.addnext(element)
        place = element
    marker._p.getparent().remove(marker._p)


class _Writer:
    """Puts blocks at the end of a document, in order."""

    def __init__(self, target: Any, document: Document, has_own_pages: bool) -> None:
        self.target = target
        self.document = document
        self.has_own_pages = has_own_pages
        self.new_page = has_own_pages
        self.bookmarks = 0
        self.style_ids: dict[str, str] = {}
        section = target.sections[-1]
        self.width = section.page_width - section.left_margin - section.right_margin

    def write(self) -> None:
        self._cover()
        word_parts.contents(self.target, self.document)
        self.new_page = True
        for place, block in enumerate(self.document.blocks):
            self._block(place, block)

    def _cover(self) -> None:
        document = self.document
        overline = self._paragraph((Span(document.word("overline")),), "Normal")
        word_parts.colour_runs(overline, word_parts.ACCENT)
        title = self._paragraph((Span(document.title),), "Title")
        word_parts.keep_with_next(title)
        self._paragraph((Span(document.subtitle),), "Subtitle")
        self._rows(
            (document.word("what"), document.word("content")),
            [((Span(term),), (Span(value),)) for term, value in document.cover],
            (1.0, 2.2),
            document.title,
        )
        if document.warning:
            self._note(Note("signal", document.warning))

    def _block(self, place: int, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                style = {"lead": word_parts.LEAD, "source": word_parts.SOURCE}.get(block.role, "Normal")
                self._paragraph(block.spans, style)
            case Bullets():
                self._bullets(block)
            case Table():
                if shows_caption(self.document.blocks, place):
                    caption = self._paragraph((Span(block.caption),), "Caption")
                    word_parts.keep_with_next(caption)
                self._rows(block.heads, block.rows, block.widths, block.caption, block)
            case Pairs():
                self._rows(
                    (self.document.word("what"), self.document.word("content")),
                    [((Span(term),), value) for term, value in block.items],
                    (1.0, 3.6),
                    self._nearest_heading(place),
                )
            case Figure():
                self._figure(block)
            case Note():
                self._note(block)
            case Lines():
                self._paragraph((Span(block.label, strong=True),), "Normal")
                for _ in range(block.count):
                    word_parts.rule_below(self._paragraph((), "Normal"))
            case NewPage():
                self.new_page = True

    def _nearest_heading(self, place: int) -> str:
        above = [each.text for each in self.document.blocks[:place] if isinstance(each, Heading)]
        return above[-1] if above else self.document.title

    def _paragraph(self, spans: Inline, style: str) -> Any:
        paragraph = self.target.add_paragraph()
        paragraph._p.style = self._style_id(style)
        if self.new_page:
            paragraph.paragraph_format.page_break_before = True
            self.new_page = False
        self._runs(paragraph, spans)
        return paragraph

    def _style_id(self, name: str) -> str:
        """The id of a style by its name; looked up once, for a look at all styles costs milliseconds."""
        if name not in self.style_ids:
            self.style_ids[name] = self.target.styles[name].style_id
        return self.style_ids[name]

    def _runs(self, paragraph: Any, spans: Iterable[Span], is_strong: bool = False) -> None:
        for span in spans:
            for place, line in enumerate(span.text.split("\n")):
                run = paragraph.add_run()
                if place:
                    run.add_break()
                run.add_text(word_parts.allowed(line))
                if span.strong or is_strong:
                    run.bold = True
                word_parts.language(run, span.language or self.document.language)

    def _heading(self, block: Heading) -> None:
        paragraph = self._paragraph((Span(block.text),), f"Heading {block.level}")
        self.bookmarks += 1
        word_parts.bookmark(paragraph, word_parts.anchor(self.bookmarks), self.bookmarks)

    def _bullets(self, block: Bullets) -> None:
        if block.boxes:
            for item in block.items:
                self._paragraph((Span(BOX), *item), "Normal")
            return
        style = "List Number" if block.ordered else "List Bullet"
        number = word_parts.new_list(self.target, block.ordered)
        for item in block.items:
            word_parts.number_paragraph(self._paragraph(item, style), number)

    def _note(self, block: Note) -> None:
        paragraph = self._paragraph((Span(block.title, strong=True),), "Normal")
        if block.spans:
            paragraph.add_run().add_break()
            self._runs(paragraph, block.spans)
        word_parts.note_look(paragraph, block.kind)

    def _figure(self, block: Figure) -> None:
        from docx.shared import Mm

        paragraph = self._paragraph((), "Normal")
        width = min(Mm(block.width_mm), self.width)
        run = paragraph.add_run()
        picture = run.add_picture(io.BytesIO(picture_as_png(block.svg, block.width_mm)), width=width)
        properties = picture._inline.docPr
        properties.set("descr", word_parts.allowed(block.alt))
        properties.set("title", word_parts.allowed(block.caption))
        word_parts.keep_with_next(paragraph)
        self._paragraph((Span(block.caption),), word_parts.SOURCE)

    def _rows(
        self,
        heads: tuple[str, ...],
        rows: Iterable[tuple[Inline, ...]],
        widths: tuple[float, ...],
        caption: str,
        block: Table | None = None,
    ) -> None:
        """A table whose first row repeats; rows are copies of one pattern: a long plan has many."""
        if self.new_page:
            self._paragraph((), "Normal")
        listed = list(rows)
        table = self.target.add_table(rows=1, cols=len(heads))
        shares = widths if len(widths) == len(heads) else (1.0,) * len(heads)
        sizes = [round(self.width * share / sum(shares)) for share in shares]
        word_parts.table_look(table, sizes, caption, is_blank=bool(block and block.blank))
        right = block.right if block else ()
        row_heads = block.row_heads if block else True
        for place, head in enumerate(heads):
            self._cell(table.rows[0].cells[place], (Span(head),), place in right, True)
        pattern = deepcopy(table.rows[0]._tr)
        for cell in pattern.tc_lst:
            for extra in cell.p_lst:
                for run in extra.r_lst:
                    extra.remove(run)
        word_parts.head_row(table.rows[0])
        for values in listed:
            row = deepcopy(pattern)
            table._tbl.append(row)
            for place, (cell, value) in enumerate(zip(row.tc_lst, values, strict=True)):
                paragraph = word_parts.paragraph_of(cell, table)
                self._runs(paragraph, value, is_strong=place == 0 and row_heads)
            if block and block.blank:
                word_parts.tall(row)
        word_parts.space_after_table(self.target, self.document.language)

    def _cell(self, cell: Any, spans: Inline, is_right: bool, is_strong: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = cell.paragraphs[0]
        paragraph._p.style = self._style_id(word_parts.CELL)
        if is_right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._runs(paragraph, spans, is_strong)
