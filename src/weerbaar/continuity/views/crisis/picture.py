"""The structure of the crisis teams as a drawing: boxes from left (above) to right (below), and lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.translation import gettext, ngettext

from weerbaar.continuity.queries.crisis import TeamRow
from weerbaar.continuity.views.crisis.common import name_of

WIDTH, HEIGHT = 206, 62
ACROSS, DOWN = 44, 14
MARGIN = 2


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    lines: tuple[tuple[int, str], ...]  # (y, text)
    note: str
    note_y: int
    lacks: bool


@dataclass(frozen=True)
class Picture:
    """All in pixels at scale 1; `paths` are SVG path data."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    paths: tuple[str, ...]
    box_width: int = WIDTH
    box_height: int = HEIGHT


def structure(teams: Sequence[TeamRow]) -> Picture:
    """Boxes and lines of the teams; a team stands at the height of the middle of those below it."""
    below: dict[str, list[TeamRow]] = defaultdict(list)
    for team in teams:
        below[team.reports_to_code].append(team)
    boxes: list[Box] = []
    paths: list[str] = []
    next_row = 0

    def place(team: TeamRow, depth: int) -> float:
        nonlocal next_row
        x = MARGIN + depth * (WIDTH + ACROSS)
        middles = [place(each, depth + 1) for each in below[team.code]]
        if middles:
            middle = (middles[0] + middles[-1]) / 2
        else:
            middle = MARGIN + next_row * (HEIGHT + DOWN) + HEIGHT / 2
            next_row += 1
        for each in middles:
            start, half, end = x + WIDTH, x + WIDTH + ACROSS // 2, x + WIDTH + ACROSS
            paths.append(f"M{start} {middle:g}H{half}V{each:g}H{end}")
        boxes.append(_box(team, x, round(middle - HEIGHT / 2)))
        return middle

    for team in below[""]:
        place(team, 0)
    width = max((box.x for box in boxes), default=0) + WIDTH + MARGIN
    height = max((box.y for box in boxes), default=0) + HEIGHT + MARGIN
    return Picture(width, height, tuple(boxes), tuple(paths))


def _box(team: TeamRow, x: int, y: int) -> Box:
    lines = wrap(name_of(team), 25)[:2]
    first = y + (18 if len(lines) > 1 else 25)
    lacking = sum(seat.lacking for seat in team.seats)
    people = sum(seat.people for seat in team.seats)
    note = ngettext("%(n)s place", "%(n)s places", people) % {"n": people}
    if lacking:
        note += ", " + gettext("%(n)s without anybody") % {"n": lacking}
    return Box(
        x,
        y,
        tuple((first + 16 * number, line) for number, line in enumerate(lines)),
        note,
        y + HEIGHT - 9,
        bool(lacking),
    )
