"""Setting a document as PDF with typst: the fonts of the program, what they can show, PDF/UA-1.

What a document says and how it looks is with its room. Content goes in as data, never as markup.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

# What the two fonts in the program can show. Another character becomes an empty box: PDF/UA allows no
# character without a glyph, and a building with a name in another script must not stop the report.
SHOWN = (
    (0x20, 0x7E),
    (0xA0, 0x2AF),
    (0x300, 0x33F),
    (0x386, 0x386),
    (0x388, 0x38A),
    (0x38C, 0x38C),
    (0x38E, 0x3A1),
    (0x3A3, 0x3CE),
    (0x400, 0x45F),
    (0x1E00, 0x1E9B),
    (0x1EA0, 0x1EF9),
    (0x2009, 0x200A),
    (0x2010, 0x2027),
    (0x202F, 0x2037),
    (0x2070, 0x2071),
    (0x2074, 0x208E),
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2212, 0x2212),
)
SUSPECTS = b"/Suspects false"
EMPTY_BOX = "\u25a1"
LARGE = 80_000  # characters of content
REMEMBERED = 10  # documents


def set_pdf(
    template: Path, content: Any, made_at: datetime, pictures: Mapping[str, str] | None = None
) -> bytes:
    """The tagged PDF (PDF/UA-1) that a template makes of `content`; `pictures` are drawings of ours as SVG.

    The template reads `sys.inputs.content` as JSON and each picture under its name. Raises typst's error when
    the document would break a rule of PDF/UA-1.
    """
    import typst

    inputs = {"content": json.dumps(printable_values(content), ensure_ascii=False), **(pictures or {})}
    compiler = typst.Compiler(
        template.read_bytes(), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs
    )
    pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(made_at.timestamp()))
    assert isinstance(pdf, bytes)  # noqa: S101 - one document, no output file: always bytes
    if len(inputs["content"]) > LARGE:
        _forget()
    # Poppler before 23 complains about an entry that states its default; blanks keep every offset
    return pdf.replace(SUSPECTS, b" " * len(SUSPECTS), 1)


_PICTURE = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.picture), format: "svg", width: float(sys.inputs.width) * 1mm)"""


def picture_as_png(svg: str, width_mm: float, dots_per_inch: int = 220) -> bytes:
    """A drawing of ours as PNG, with the same fonts as in the PDF, for formats that take no SVG."""
    import typst

    compiler = typst.Compiler(
        _PICTURE.encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"picture": svg, "width": str(width_mm)},
    )
    png = compiler.compile(format="png", ppi=float(dots_per_inch))
    assert isinstance(png, bytes)  # noqa: S101 - one page, no output file: always bytes
    return png


def _forget() -> None:
    """Lets typst drop what it remembers of earlier documents.

    It keeps parts of the last ten documents for the next, which helps an editor and not a server: of plans
    with 400 processes each held 250 MB. Small documents push the large ones out.
    """
    import typst

    for _ in range(REMEMBERED + 1):
        typst.Compiler(b"x", font_paths=_fonts(), ignore_system_fonts=True).compile(format="pdf")


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts that come with the program: a document looks the same on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False)


def printable(text: str) -> str:
    """The text in characters that the fonts can show; lines stay lines."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        letter
        if letter == "\n" or any(low <= ord(letter) <= high for low, high in SHOWN)
        else " "
        if letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf"}
        else EMPTY_BOX
        for letter in composed
    )


def printable_values(value: Any) -> Any:
    """The same for every text in a JSON value."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: printable_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable_values(item) for item in value]
    return value
