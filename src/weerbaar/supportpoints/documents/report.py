"""The report for the council as PDF (PDF/UA-1, A4): what it says. How it looks: `templates/design.typ`.

Everything goes to the template as data; no name of a building or design is ever read as markup.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from weerbaar.interface.typesetting import set_pdf
from weerbaar.supportpoints.documents import drawing, tables, words
from weerbaar.supportpoints.documents.export import TIERS, DesignExport
from weerbaar.supportpoints.documents.figures import day, euro, metres, number, percent
from weerbaar.supportpoints.documents.method import (
    answer,
    budget_line,
    left_out_line,
    method_lines,
    proof_lines,
    status_line,
    warnings,
)
from weerbaar.supportpoints.documents.sentences import SENTENCES, say
from weerbaar.supportpoints.documents.tables import Cell, Kind, Table
from weerbaar.supportpoints.documents.words import word

_TEMPLATE = Path(__file__).parent / "templates" / "design.typ"

MOST_BARS = 10
MOST_LEFT_OUT = 15


def design_report(export: DesignExport) -> bytes:
    """The report of a design as PDF."""
    picture = drawing.network_map(export)
    # the maps are drawn by the program and hold no text from outside
    pictures = {
        "map": picture.svg if picture else "",
        **{f"marker-{tier}": drawing.marker_drawing(tier) for tier in TIERS},
    }
    return set_pdf(_TEMPLATE, _content(export), export.made_at, pictures)


def _content(export: DesignExport) -> dict[str, Any]:
    language, summary = export.language, export.summary
    headings = {
        key: say(key, language)
        for key in SENTENCES
        if key.startswith(("heading_", "legend_")) or key in {"overline", "page", "page_of"}
    }
    headings["short_share"] = word(words.NARROW, "share_covered", language)
    headings["short_residents"] = word(words.COLUMNS, "residents", language)
    return {
        "language": language,
        "region": "NL" if language == "nl" else "GB",
        "words": headings,
        "title": say("title", language, municipality=export.municipality),
        "description": say("description", language, municipality=export.municipality),
        "status": status_line(export),
        "made": say("made", language, made=day(export.made_at, language)),
        "municipality": export.municipality,
        "warnings": warnings(export),
        "answer": answer(export),
        "purpose": say("purpose", language),
        "figures": _figures(export),
        "bars": _bars(export),
        "left_out": left_out_line(export),
        "budget": budget_line(export),
        "basis": _basis(export),
        "map": _map(export),
        "points": {
            "intro": say("points_intro", language),
            "empty": say("points_none", language),
            "fixed": say("fixed_mark", language) if any(p.required for p in summary.points) else "",
            "table": _points_table(export),
        },
        "districts": _shown(tables.districts(export), _AREA_SHOWN[1:], export),
        "neighbourhoods": _shown(tables.neighbourhoods(export), _AREA_SHOWN, export),
        "out": {
            "intro": say("left_out_intro", language),
            "empty": say("left_out_nobody", language),
            **_out(export),
        },
        "money": _money(export),
        "method": method_lines(export),
        "proof": proof_lines(export),
        "norms": {"empty": say("norms_none", language), "rows": _norms(export)},
        "sources": {"empty": say("sources_none", language), "rows": _sources(export)},
    }


_AREA_SHOWN = (
    "neighbourhood",
    "district",
    "points",
    "residents",
    "share_covered",
    "not_covered",
    "vulnerable_not_covered",
)
_LEFT_OUT_SHOWN = ("neighbourhood", "district", "not_covered", "share_covered", "vulnerable_not_covered")


def _figures(export: DesignExport) -> list[dict[str, str]]:
    summary, language = export.summary, export.language
    counted = [(tier, sum(point.tier == tier for point in summary.points)) for tier in TIERS]
    tiers = ", ".join(f"{count} {word(words.TIER, tier, language)}" for tier, count in counted if count)
    measured = summary.vulnerable > 0
    return [
        {
            "value": number(len(summary.points), language),
            "label": say("figure_points", language),
            "note": tiers,
        },
        {
            "value": percent(summary.share_covered if summary.residents else None, language),
            "label": say("figure_share", language),
            "note": say(
                "figure_share_note",
                language,
                covered=number(summary.covered, language),
                residents=number(summary.residents, language),
                norm=metres(summary.norm_m, language),
            ),
        },
        {
            "value": percent(summary.share_vulnerable_covered if measured else None, language),
            "label": say("figure_vulnerable", language),
            "note": say(
                "figure_vulnerable_note",
                language,
                covered=number(summary.vulnerable_covered, language),
                vulnerable=number(summary.vulnerable, language),
                norm=metres(summary.norm_vulnerable_m, language),
            )
            if measured
            else say("figure_vulnerable_unknown", language),
        },
        {
            "value": euro(summary.cost_one_off_eur, language),
            "label": say("figure_cost", language),
            "note": say("figure_cost_note", language, yearly=euro(summary.cost_yearly_eur, language)),
        },
    ]


def _bars(export: DesignExport) -> list[dict[str, Any]]:
    """The coverage of the districts, for the first page; the least covered where there are many."""
    areas = [area for area in export.summary.districts if area.share is not None]
    if len(areas) > MOST_BARS:
        areas = sorted(areas, key=lambda area: (area.share or 0.0, area.code))[:MOST_BARS]
    return [
        {
            "name": area.name,
            "share": area.share or 0.0,
            "text": percent(area.share, export.language),
            "residents": number(area.residents, export.language),
        }
        for area in sorted(areas, key=lambda area: area.code)
    ]


def _basis(export: DesignExport) -> str:
    language, created = export.language, day(export.design.created_at, export.language)
    if not export.sources:
        return say("figures_source_none", language, created=created)
    titles = [
        f"{source.title} ({source.reference_date})" if source.reference_date else source.title
        for source in export.sources
    ]
    if len(titles) > 4:
        titles = [*titles[:4], say("and_others", language, count=len(titles) - 4)]
    return say("figures_source", language, created=created, sources=", ".join(titles))


def _map(export: DesignExport) -> dict[str, Any]:
    language, summary = export.language, export.summary
    inhabited = [area for area in summary.neighbourhoods if area.share is not None]
    worst = sorted(inhabited, key=lambda area: (area.share or 0.0, area.code))[:3]
    bounds = [least for least, _ in drawing.SHADES]
    shades = []
    for index, (least, colour) in enumerate(drawing.SHADES):
        above = "100" if index == 0 else f"{bounds[index - 1] * 100:.0f}"
        shades.append({"colour": colour, "label": f"{least * 100:.0f}–{above} %"})
    if any(area.share is None for area in summary.neighbourhoods):
        shades.append({"colour": drawing.NOBODY, "label": say("legend_nobody", language)})
    return {
        "caption": say("map_caption", language),
        "alt": say(
            "map_alt",
            language,
            municipality=export.municipality,
            points=len(summary.points),
            areas=len(summary.neighbourhoods),
            full=sum((area.share or 0.0) >= 0.95 for area in inhabited),
            worst=", ".join(f"{area.name} ({percent(area.share, language)})" for area in worst) or "–",
        ),
        "tiers": [
            {"tier": tier, "label": word(words.TIER_POINTS, tier, language)}
            for tier in TIERS
            if any(point.tier == tier for point in summary.points)
        ],
        "shades": shades,
        "outside": drawing.OUTSIDE if (export.outside >= 0.5).any() else "",
    }


def _points_table(export: DesignExport) -> dict[str, Any]:
    shown = _shown(
        tables.points(export),
        ("number", "name", "address", "tier", "residents", "mean_m", "farthest_m", "one_off_eur"),
        export,
    )
    for row, point in zip(shown["rows"], export.points, strict=True):
        if point.chosen.required:
            row[1] += "\u202f*"
    return shown


def _shown(table: Table, keys: tuple[str, ...], export: DesignExport) -> dict[str, Any]:
    """The chosen columns of a table as text, ready to set."""
    language = export.language
    index = {column.key: place for place, column in enumerate(table.columns)}
    chosen = [table.columns[index[key]] for key in keys]

    def row(cells: tuple[Cell, ...]) -> list[str]:
        return [_text(cells[index[column.key]], column.kind, language) for column in chosen]

    total = row(table.total) if table.total else None
    if total and table.name == "points":
        total[keys.index("name")] = say("total", language)
    if total and table.name in {"districts", "neighbourhoods"}:
        total[0] = say("total", language)
    return {
        "heads": [
            word(words.NARROW if column.key in words.NARROW else words.COLUMNS, column.key, language)
            for column in chosen
        ],
        "align": ["left" if column.kind is Kind.TEXT else "right" for column in chosen],
        "rows": [row(cells) for cells in table.rows],
        "total": total,
    }


def _text(cell: Cell, kind: Kind, language: str) -> str:
    if isinstance(cell, str):
        return cell
    if kind is Kind.SHARE:
        return percent(float(cell) if isinstance(cell, int | float) else None, language)
    if cell is None:
        return ""
    if not isinstance(cell, int | float):
        return day(cell, language)
    if kind is Kind.EURO:
        return euro(cell, language)
    if kind is Kind.METRES:
        return f"{number(cell, language)}\u00a0m"  # one unit in a column, so that rows compare
    return number(cell, language)


def _out(export: DesignExport) -> dict[str, Any]:
    """The neighbourhoods where most people are left out, and how many more there are."""
    table = _shown(tables.left_out(export), _LEFT_OUT_SHOWN, export)
    more = max(0, len(table["rows"]) - MOST_LEFT_OUT)
    table["rows"] = table["rows"][:MOST_LEFT_OUT]
    return {"table": table, "more": say("out_more", export.language, count=more) if more else ""}


def _money(export: DesignExport) -> dict[str, Any]:
    language, summary, budget = export.language, export.summary, export.design.wishes.budget_eur
    rows = []
    for tier in TIERS:
        points = [point for point in summary.points if point.tier == tier]
        if points:
            rows.append(
                [
                    word(words.TIER_POINTS, tier, language),
                    number(len(points), language),
                    euro(sum(point.one_off_eur for point in points), language),
                    euro(sum(point.yearly_eur for point in points), language),
                ]
            )
    below = []
    if budget is not None:
        left = budget - summary.cost_one_off_eur
        below = [
            [say("money_budget", language), "", euro(budget, language), ""],
            [say("money_left" if left >= 0 else "money_short", language), "", euro(abs(left), language), ""],
        ]
    return {
        "intro": say("money_intro", language),
        "table": {
            "heads": [
                word(words.COLUMNS, "tier", language),
                say("money_count", language),
                word(words.COLUMNS, "one_off_eur", language).split(" (")[0],
                word(words.COLUMNS, "yearly_eur", language).split(" (")[0],
            ],
            "align": ["left", "right", "right", "right"],
            "rows": rows,
            "total": [
                say("money_total", language),
                number(len(summary.points), language),
                euro(summary.cost_one_off_eur, language),
                euro(summary.cost_yearly_eur, language),
            ],
            "below": below,
        },
    }


def _norms(export: DesignExport) -> list[dict[str, str]]:
    language = export.language
    rows = []
    for norm in export.parameters:
        remark = "own" if norm.own else "assumption" if norm.assumption else ""
        unit = word(words.UNIT, norm.unit, language)
        decimals = 0 if norm.value == int(norm.value) else 2 if abs(norm.value) < 1 else 1
        rows.append(
            {
                "title": norm.title_nl if language == "nl" else norm.title_en,
                "value": f"{number(norm.value, language, decimals)} {unit}".strip(),
                "source": (norm.source_nl if language == "nl" else norm.source_en)
                + f", {day(norm.date, language)}"
                + (f" ({say(remark, language)})" if remark else ""),
            }
        )
    return rows


def _sources(export: DesignExport) -> list[dict[str, str]]:
    language = export.language
    return [
        {
            "title": source.title,
            "line": say(
                "source_line" if source.reference_date else "source_line_undated",
                language,
                origin=source.origin,
                reference=source.reference_date,
                licence=source.licence,
                retrieved=day(source.retrieved_at, language),
            ),
            "illustrative": say("source_illustrative", language) if source.illustrative else "",
            "sha256": source.sha256,
        }
        for source in export.sources
    ]
