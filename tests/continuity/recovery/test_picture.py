"""The dependency picture: layers from left to right, no box on another, cycles and all."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.continuity.recovery.registers import process, ref, register_of, resource
from weerbaar.continuity.recovery import picture
from weerbaar.continuity.types import NodeRef, Register


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Up to 14 nodes with any requirements between them, circles too."""
    count = draw(st.integers(2, 14))
    names = [f"p:{i}" if i < count // 3 else f"r{i}" for i in range(count)]
    rows = []
    for name in names:
        others = [other for other in names if other != name]
        groups = draw(st.lists(st.sets(st.sampled_from(others), min_size=1, max_size=3), max_size=3))
        wanted = [(1, " ".join(sorted(group))) for group in groups]
        rows.append(process(name[2:], *wanted) if name.startswith("p:") else resource(name, *wanted))
    return register_of(*rows)


def reachable(register: Register, start: NodeRef) -> set[NodeRef]:
    """By walking, node by node: an independent way to what `below` gives."""
    found: set[NodeRef] = set()
    row = register.node(start)
    for need in row.requirements if row else ():
        for member in need.members:
            if member not in found:
                found.add(member)
    while True:
        more = {
            member
            for node in found
            for need in (register.node(node).requirements)  # type: ignore[union-attr]
            for member in need.members
        } - found
        if not more:
            return found
        found |= more


@given(registers())
@settings(max_examples=150, deadline=None)
def test_what_is_needed_stands_to_the_right_unless_it_waits_in_a_circle(register: Register) -> None:
    everything = {row.ref for row in (*register.processes, *register.resources)}
    drawn = picture.draw(register, everything)
    layer = {box.ref: box.layer for box in drawn.boxes}
    assert layer.keys() == everything
    for line in drawn.lines:
        in_circle = line.owner in reachable(register, line.member)
        assert layer[line.owner] < layer[line.member] or in_circle
        if in_circle:
            assert layer[line.owner] == layer[line.member]
    places = [(box.x, box.y) for box in drawn.boxes]
    for i, (x, y) in enumerate(places):
        assert 0 <= x <= drawn.width - drawn.box_width
        assert 0 <= y <= drawn.height - drawn.box_height
        for other_x, other_y in places[:i]:
            assert abs(x - other_x) >= drawn.box_width or abs(y - other_y) >= drawn.box_height
    assert drawn == picture.draw(register, everything)


@given(registers())
@settings(max_examples=60, deadline=None)
def test_below_is_what_can_be_walked_to(register: Register) -> None:
    start = register.processes[0].ref if register.processes else register.resources[0].ref
    assert picture.below(register, [start]) == reachable(register, start) | {start}


def test_around_goes_so_many_steps_both_ways() -> None:
    register = register_of(
        process("a", (1, "b")), resource("b", (1, "c")), resource("c", (1, "d")), resource("d")
    )
    assert picture.around(register, ref("b"), 1) == {ref("p:a"), ref("b"), ref("c")}
    assert picture.around(register, ref("b"), 2) == {ref("p:a"), ref("b"), ref("c"), ref("d")}
    assert picture.around(register, ref("c"), 1) == {ref("b"), ref("c"), ref("d")}
