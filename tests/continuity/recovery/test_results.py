"""The analysis of small registers whose answers can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from tests.continuity.recovery.registers import HOUR, process, ref, register_of, resource, role
from weerbaar.continuity.recovery import kept, results
from weerbaar.continuity.types import Assumptions, DeliveryRow, ImpactRow, Register, StaffingRow
from weerbaar.continuity.types_recovery import HourByHour


def chain(with_generator: bool = False) -> Register:
    """The worked example of the facts page: power 24 h, network + 2 h, application + 1 h."""
    power = (1, "grid generator") if with_generator else (1, "grid")
    rows = [
        process("payments", (1, "app"), recovery_min=0, rto_min=8 * HOUR),
        resource("grid", kind="power", recovery_min=24 * HOUR),
        resource("network", power, kind="network", recovery_min=2 * HOUR),
        resource("app", (1, "network"), recovery_min=1 * HOUR),
    ]
    if with_generator:
        rows.append(resource("generator", kind="generator", recovery_min=HOUR // 2))
    return register_of(*rows)


def test_the_worked_example_takes_27_hours_and_names_its_path() -> None:
    (row,) = results.analyse(chain()).processes
    assert row.ready_min == 27 * HOUR
    assert [step.ref.code for step in row.path] == ["payments", "app", "network", "grid"]
    assert [(c.line, c.over_min) for c in row.conflicts] == [("rto", 19 * HOUR)]
    assert row.slack_min == -19 * HOUR
    assert {point.code for point in row.single_points} == {"app", "network", "grid"}


def test_with_a_generator_it_takes_three_and_a_half_hours() -> None:
    (row,) = results.analyse(chain(with_generator=True)).processes
    assert row.ready_min == 3.5 * HOUR
    assert not row.conflicts
    assert {point.code for point in row.single_points} == {"app", "network"}
    cuts, complete = results.cuts_of(chain(with_generator=True), "payments")
    assert complete
    assert {frozenset(r.code for r in cut) for cut in cuts} == {
        frozenset({"app"}),
        frozenset({"network"}),
        frozenset({"grid", "generator"}),
    }


def test_targets_are_pushed_back_to_what_the_process_rests_on() -> None:
    required = {row.ref.code: row for row in results.analyse(chain()).required}
    assert required["app"].required_min == 8 * HOUR
    assert required["network"].required_min == 7 * HOUR
    assert required["grid"].required_min == 5 * HOUR
    assert required["grid"].gap_min == 19 * HOUR
    assert [r.code for r in required["grid"].reason] == ["grid", "network", "app", "payments"]


def test_an_unknown_time_counts_as_nothing_and_is_named() -> None:
    register = register_of(
        process("permits", (1, "app"), recovery_min=30), resource("app"), resource("other")
    )
    analysis = results.analyse(register)
    (row,) = analysis.processes
    assert row.ready_min == 30
    assert row.is_at_least
    assert [r.code for r in row.unknown] == ["app"]
    assert {r.code for r in analysis.unknown} == {"app", "other"}
    assert row.path[-1].own_min is None or row.path[-1].ref.code == "permits"


def test_what_waits_in_a_circle_is_named_and_can_be_started_by_hand() -> None:
    register = register_of(
        process("alarm", (1, "telecom"), recovery_min=0),
        resource("power", (1, "telecom"), kind="power", recovery_min=4 * HOUR),
        resource("telecom", (1, "power"), kind="telecom", recovery_min=1 * HOUR),
    )
    analysis = results.analyse(register)
    assert [{r.code for r in row.refs} for row in analysis.deadlocks] == [{"power", "telecom"}]
    (row,) = analysis.processes
    assert row.ready_min is None
    assert row.started_min == 4 * HOUR


def test_a_process_that_can_wait_does_not_break_the_72_hours() -> None:
    slow = resource("grid", kind="power", recovery_min=100 * HOUR)
    must = process("must", (1, "grid"), recovery_min=0)
    wait = process("wait", (1, "grid"), recovery_min=0, decision="can_wait")
    by_code = {row.ref.code: row for row in results.analyse(register_of(must, wait, slow)).processes}
    assert [(c.line, c.over_min) for c in by_code["must"].conflicts] == [("horizon", 28 * HOUR)]
    assert not by_code["wait"].conflicts
    assert by_code["wait"].limit_min is None


def test_the_longest_tolerable_outage_follows_from_the_impact() -> None:
    impacts = (
        ImpactRow("life", 4 * HOUR, 3),
        ImpactRow("life", 24 * HOUR, 4),
        ImpactRow("money", 72 * HOUR, 4),
    )
    row = process("care", (1, "grid"), recovery_min=0, impacts=impacts)
    register = register_of(row, resource("grid", kind="power", recovery_min=30 * HOUR))
    (found,) = results.analyse(register).processes
    assert [(c.line, c.limit_min, c.over_min) for c in found.conflicts] == [("mtpd", 24 * HOUR, 6 * HOUR)]


def test_pairs_are_those_that_do_harm_only_together() -> None:
    register = register_of(
        process("one", (1, "a b"), recovery_min=0),
        process("two", (2, "b c d"), recovery_min=0),
        *(resource(code, recovery_min=10) for code in "abcd"),
    )
    found = {frozenset(r.code for r in row.refs) for row in results.pairs(register)}
    down = {
        frozenset(pair)
        for pair in combinations("abcd", 2)
        if set("ab") <= set(pair) or len(set("bcd") - set(pair)) < 2
    }
    assert found == down


def outage(**generator: float) -> Register:
    """A town hall on the grid or a generator that burns 10 litres an hour."""
    values = {"tank_litres": 100.0, "litres_per_hour": 10.0, "recovery_min": 0, **generator}
    return register_of(
        process("desk", (1, "grid generator"), recovery_min=0),
        resource("grid", kind="power", recovery_min=0),
        resource("generator", kind="generator", **values),
    )


def test_a_process_goes_on_until_the_tank_is_empty() -> None:
    found = results.hour_by_hour(outage())
    (row,) = found.processes
    assert row.hours_going == 10
    assert row.states[:10] == ("up",) * 10
    assert set(row.states[10:]) == {"down"}
    assert [fuel.empty_at_hour for fuel in found.fuel] == [10]


def test_a_workaround_is_kept_up_as_long_as_the_register_says() -> None:
    register = register_of(
        process("desk", (1, "grid"), recovery_min=0, workaround_max_min=6 * HOUR),
        resource("grid", kind="power", recovery_min=0),
    )
    (row,) = results.hour_by_hour(register).processes
    assert row.states == ("workaround",) * 6 + ("down",) * 66
    assert row.lacking == (ref("grid"),)


def test_a_battery_bridges_its_own_time() -> None:
    register = register_of(
        process("radio", (1, "mast"), recovery_min=0),
        resource("grid", kind="power", recovery_min=0),
        resource("mast", (1, "grid"), kind="telecom", recovery_min=0, autonomy_min=4 * HOUR),
    )
    (row,) = results.hour_by_hour(register).processes
    assert row.states == ("up",) * 4 + ("down",) * 68


@pytest.mark.parametrize(("recharge_h", "last"), [(8.0, 15), (0.0, 16)])
def test_a_battery_that_bridged_once_comes_back_as_fast_as_is_assumed(recharge_h: float, last: int) -> None:
    """The generator runs 4 h, the battery of 2 h bridges until 6 h, fuel comes after 10 h for 4 h more: in
    those the battery fills for a half, or at once, and then bridges again."""
    register = replace(
        register_of(
            process("server", (1, "ups"), recovery_min=0),
            resource("ups", (1, "grid generator"), autonomy_min=2 * HOUR, recovery_min=0),
            resource("grid", kind="power", recovery_min=0),
            resource(
                "generator",
                kind="generator",
                recovery_min=0,
                tank_litres=40.0,
                litres_per_hour=10.0,
                deliveries=(DeliveryRow(10 * HOUR, 40.0),),
            ),
        ),
        assumptions=Assumptions(recharge_min=recharge_h * HOUR),
    )
    (row,) = results.hour_by_hour(register).processes
    assert [hour for hour in range(72) if row.states[hour] == "up"] == [*range(6), *range(10, last)]


@pytest.mark.parametrize(("crews", "states"), [(1.0, "up"), (2.0, "up"), (3.0, "down"), (10.0, "down")])
def test_the_people_of_a_role_are_there_one_crew_at_a_time(crews: float, states: str) -> None:
    register = replace(
        register_of(
            process("desk", staffing=(StaffingRow("officer", 0, 72 * HOUR, 2),), recovery_min=0),
            resource("grid", kind="power"),
            roles=(role("officer", 5),),
        ),
        assumptions=Assumptions(crews=crews),
    )
    (row,) = results.hour_by_hour(register).processes
    assert set(row.states) == {states}


def test_people_go_to_the_process_that_the_municipality_finds_most_urgent() -> None:
    staffing = (StaffingRow("officer", 0, 72 * HOUR, 1),)
    register = register_of(
        process("within-a-day", staffing=staffing, recovery_min=0, mtpd_override_min=24 * HOUR),
        process("within-hours", staffing=staffing, recovery_min=0, mtpd_override_min=4 * HOUR),
        resource("grid", kind="power"),
        roles=(role("officer", 2),),
    )
    turned = replace(register, assumptions=Assumptions(worth=((240, 1.0), (1440, 9.0), (4320, 2.0))))
    for asked, first in ((register, "within-hours"), (turned, "within-a-day")):
        going = [row.ref.code for row in results.hour_by_hour(asked).processes if row.hours_going == 72]
        assert going == [first]


def test_half_of_the_people_of_a_role_are_there_at_a_time() -> None:
    staffing = (StaffingRow("officer", 0, 72 * HOUR, 3),)
    processes = [
        process("urgent", staffing=staffing, recovery_min=0, mtpd_override_min=60),
        process("later", staffing=staffing, recovery_min=0),
    ]
    enough = results.hour_by_hour(register_of(*processes, roles=(role("officer", 12),)))
    assert [row.hours_going for row in enough.processes] == [72, 72]
    scarce = results.hour_by_hour(register_of(*processes, roles=(role("officer", 6),)))
    assert [row.hours_going for row in scarce.processes] == [72, 0]
    assert [row.lacking_roles for row in scarce.processes] == [(), ("officer",)]
    unknown = results.hour_by_hour(register_of(*processes, roles=(role("officer", None),)))
    assert unknown.without_staff_figures == ("officer",)
    assert [row.hours_going for row in unknown.processes] == [72, 72]


def two_sites() -> Register:
    """One mobile generator, and two processes that stop without it."""
    return register_of(
        process("urgent", (1, "grid mobile"), recovery_min=0, mtpd_override_min=60),
        process("later", (1, "grid mobile"), recovery_min=0),
        resource("grid", kind="power", recovery_min=0),
        resource("mobile", kind="generator", is_mobile=True, capacity=1.0, recovery_min=0),
    )


@pytest.mark.parametrize("course", [results.hour_by_hour, results.best_sharing])
def test_one_mobile_generator_stands_at_one_place_at_a_time(course: Callable[[Register], HourByHour]) -> None:
    found = course(two_sites())
    assert [row.hours_going for row in found.processes] == [72, 0]
    (stand,) = found.mobile
    assert (stand.from_hour, stand.until_hour) == (0, 72)
    assert stand.places == ((ref("mobile"), ref("p:urgent")),)


def test_the_best_sharing_is_proven_and_never_worse_than_the_simple_rule() -> None:
    found = results.best_sharing(two_sites())
    assert found.is_proven
    assert found.value == pytest.approx(8 * 72)  # the urgent process for 72 hours, and nothing better
    assert found.bound == pytest.approx(found.value)
    assert found.simple_value is not None
    assert found.simple_value <= found.value + 1e-6


def test_a_sharing_is_read_back_as_it_was_kept() -> None:
    register = two_sites()
    assert kept.kept(register) is None
    found = results.best_sharing(register)
    kept.keep(register, found)
    assert kept.kept(register) == found
    other = register_of(*register.processes[:1], *register.resources)
    assert kept.kept(other) is None


def test_what_is_damaged_on_the_disk_counts_as_not_computed(settings: Any) -> None:
    register = two_sites()
    kept.keep(register, results.best_sharing(register))
    (file,) = (settings.DATA_FOLDER / "recovery").glob("*.json")
    file.write_bytes(file.read_bytes()[:-20])
    assert kept.kept(register) is None
