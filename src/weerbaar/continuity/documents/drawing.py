"""The two drawings of the plan as SVG: times to recover against their targets, and the outage by the hour.

All text in them is set with the fonts of the program. What they show is also in words beside them, and in
tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from weerbaar.interface.typesetting import printable

INK, DARK, ACCENT, GREY, RULE, SIGNAL = "#16212b", "#084c52", "#0b6e75", "#52616b", "#c9d2d8", "#b45f06"
UP, WORKAROUND, DOWN = "#0b6e75", "#9fd0d3", "#e7d3bd"
FONT = 'font-family="Libertinus Serif"'
WIDTH = 480.0


@dataclass(frozen=True)
class Drawing:
    """An SVG with its size in millimetres."""

    svg: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True)
class Bar:
    """One process: its name, hours until it is back (None: never) and its target in hours (None: unknown)."""

    name: str
    hours: float | None
    target: float | None
    label: str


def times(bars: Sequence[Bar], never: str, hour: str) -> Drawing:
    """Bars of the times to recover, each with its target as a line; the axis runs to 72 hours or further."""
    left, right, row, top = 176.0, 96.0, 15.0, 6.0
    most = max([72.0, *(bar.hours or 0.0 for bar in bars), *(bar.target or 0.0 for bar in bars)])
    most = 12.0 * -(-most // 12.0)
    width = WIDTH - left - right
    height = top + row * len(bars) + 20.0
    parts = []
    step = 12.0 if most <= 96 else 24.0 if most <= 240 else 24.0 * -(-most // 240.0)
    tick = 0.0
    while tick <= most:
        x = left + width * tick / most
        parts.append(
            f'<path d="M{x:.1f} {top - 2:.1f}V{height - 16:.1f}" stroke="{RULE}" stroke-width="0.5"/>'
        )
        parts.append(_text(x, height - 5, f"{tick:.0f}", 7.5, GREY, "middle"))
        tick += step
    parts.append(_text(left + width + 8, height - 5, hour, 7.5, GREY))
    for place, bar in enumerate(bars):
        y = top + row * place
        late = bar.hours is None or (bar.target is not None and bar.hours > bar.target)
        length = width * min(most if bar.hours is None else bar.hours, most) / most
        colour = SIGNAL if late else ACCENT
        parts.append(_text(left - 6, y + 10, _short(bar.name, 36), 8.5, INK, "end"))
        parts.append(
            f'<rect x="{left:.1f}" y="{y + 3:.1f}" width="{max(length, 1.0):.1f}" '
            f'height="8.5" rx="1.5" fill="{colour}"'
            + (' fill-opacity="0.45"' if bar.hours is None else "")
            + "/>"
        )
        if bar.target is not None:
            x = left + width * bar.target / most
            parts.append(f'<path d="M{x:.1f} {y + 1:.1f}V{y + 13.5:.1f}" stroke="{INK}" stroke-width="1.6"/>')
        written = (never if bar.hours is None else bar.label) + (" !" if late else "")
        parts.append(_text(left + width + 8, y + 10, written, 8.0, SIGNAL if late else INK))
    return _drawing(parts, height)


def hours(counts: Sequence[tuple[int, int, int]], labels: tuple[str, str, str], axis: str) -> Drawing:
    """Stacked areas of how many processes are up, on a workaround and down, in each hour."""
    left, right, top, tall = 26.0, 10.0, 20.0, 104.0
    width, height = WIDTH - left - right, top + tall + 34.0
    total = max(sum(counts[0]), 1)
    span = max(len(counts), 1)

    def x(hour: float) -> float:
        return left + width * hour / span

    def y(count: float) -> float:
        return top + tall * (1 - count / total)

    parts = [f'<rect x="{left}" y="{top}" width="{width:.1f}" height="{tall}" fill="{DOWN}"/>']
    for colour, upper in ((WORKAROUND, [a + b for a, b, _ in counts]), (UP, [a for a, _, _ in counts])):
        path = f"M{x(0):.1f} {y(0):.1f}"
        for hour, count in enumerate(upper):
            path += f"V{y(count):.1f}H{x(hour + 1):.1f}"
        parts.append(f'<path d="{path}V{y(0):.1f}Z" fill="{colour}"/>')
    for hour in range(0, span + 1, 12):
        parts += [
            f'<path d="M{x(hour):.1f} {top + tall}v3" stroke="{GREY}" stroke-width="0.6"/>',
            _text(x(hour), top + tall + 12, str(hour), 7.5, GREY, "middle"),
        ]
    parts += [
        f'<path d="M{x(mark):.1f} {top}V{top + tall}" stroke="white" stroke-width="0.7" '
        'stroke-dasharray="2 2"/>'
        for mark in (4, 24)
        if mark < span
    ]
    parts.append(_text(left - 5, y(total) + 6, str(total), 7.5, GREY, "end"))
    parts.append(_text(left - 5, y(0), "0", 7.5, GREY, "end"))
    parts.append(_text(left + width, height - 6, axis, 7.5, GREY, "end"))
    place = left
    for label, colour in zip(labels, (UP, WORKAROUND, DOWN), strict=True):
        parts.append(
            f'<rect x="{place:.1f}" y="4" width="9" height="9" fill="{colour}" '
            f'stroke="{GREY}" stroke-width="0.3"/>'
        )
        parts.append(_text(place + 13, 11.5, label, 8.5, INK))
        place += 26 + 4.6 * len(label)
    return _drawing(parts, height)


def _text(x: float, y: float, content: str, size: float, colour: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" {FONT}>'
        f"{escape(printable(content))}</text>"
    )


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _drawing(parts: list[str], height: float) -> Drawing:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.1f}" '
        f'width="{WIDTH:.0f}" height="{height:.1f}">{"".join(parts)}</svg>'
    )
    return Drawing(svg, 170.0, 170.0 * height / WIDTH)
