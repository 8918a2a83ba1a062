"""The readiness of the crisis room: a check holds until a day, a failure until the next check."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import queries, services
from weerbaar.continuity.queries.readiness import ItemRow
from weerbaar.continuity.services import ItemEdit
from weerbaar.continuity.starter.crisis_room import ITEMS
from weerbaar.interface.jobs import UserError

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(town: MunicipalityRow) -> MunicipalityRow:
    assert services.load_room_starter(PROGRAM, town.id) == len(ITEMS)
    return town


def item(town: MunicipalityRow, code: str, today: date | None = None) -> ItemRow:
    row = queries.room_item(town.id, code, today or timezone.localdate())
    assert row is not None
    return row


def test_the_starter_adds_once(room: MunicipalityRow) -> None:
    assert services.load_room_starter(PROGRAM, room.id) == 0
    assert len({each.code for each in ITEMS}) == len(ITEMS)
    state = queries.room_state(queries.room_items(room.id, timezone.localdate()))
    assert (state.unknown, state.total, state.ready) == (len(ITEMS), len(ITEMS), False)


def test_a_check_holds_through_its_last_day(room: MunicipalityRow) -> None:
    on = timezone.localdate() - timedelta(days=10)
    services.check_room_item(PROGRAM, room.id, "radio", is_good=True, checked_on=on)
    last_day = on + timedelta(days=item(room, "radio").valid_days)
    assert item(room, "radio").next_due == last_day
    assert item(room, "radio", last_day).state == "good"
    assert item(room, "radio", last_day + timedelta(days=1)).state == "due"


def test_a_failure_stays_until_somebody_finds_it_good(room: MunicipalityRow) -> None:
    today = timezone.localdate()
    services.check_room_item(PROGRAM, room.id, "keys", is_good=True, checked_on=today - timedelta(days=3))
    services.check_room_item(PROGRAM, room.id, "keys", is_good=False, note="Sleutel kwijt")
    assert (item(room, "keys").state, item(room, "keys").next_due) == ("failed", None)
    services.check_room_item(PROGRAM, room.id, "keys", is_good=True, checked_by="Anna")
    assert item(room, "keys").state == "good"
    assert [check.is_good for check in item(room, "keys").checks] == [True, False, True]
    assert item(room, "keys").checks[0].checked_by == "Anna"


def test_an_old_check_written_down_later_does_not_count_as_the_last(room: MunicipalityRow) -> None:
    today = timezone.localdate()
    services.check_room_item(PROGRAM, room.id, "maps", is_good=False, note="Oude kaart", checked_on=today)
    services.check_room_item(PROGRAM, room.id, "maps", is_good=True, checked_on=today - timedelta(days=30))
    assert item(room, "maps").state == "failed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_good": False},
        {"is_good": True, "checked_on": date(2999, 1, 1), "hours": 72},
        {"is_good": True},  # the fuel asks for hours
    ],
)
def test_what_is_no_check_is_refused(room: MunicipalityRow, wrong: dict[str, object]) -> None:
    with pytest.raises(UserError):
        services.check_room_item(PROGRAM, room.id, "fuel", **wrong)  # type: ignore[arg-type]
    assert not item(room, "fuel").checks


def test_everything_good_is_ready_and_a_retired_item_does_not_count(town: MunicipalityRow) -> None:
    codes = [services.add_room_item(PROGRAM, town.id, ItemEdit("power", "Lamp", "Lamp")) for _ in range(2)]
    assert codes == ["lamp", "lamp-2"]
    services.check_room_item(PROGRAM, town.id, "lamp", is_good=True)
    today = timezone.localdate()
    assert not queries.room_state(queries.room_items(town.id, today)).ready
    services.edit_room_item(PROGRAM, town.id, "lamp-2", ItemEdit("power", "Lamp", "Lamp", is_retired=True))
    assert queries.room_state(queries.room_items(town.id, today)).ready
    assert not queries.room_state(()).ready


@pytest.mark.parametrize(
    "wrong",
    [
        ItemEdit("power", "", "Lamp"),
        ItemEdit("power", "Lamp", "Lamp", how_en="Look"),
        ItemEdit("power", "Lamp", "Lamp", valid_days=0),
    ],
)
def test_an_item_needs_both_languages_and_a_period(town: MunicipalityRow, wrong: ItemEdit) -> None:
    with pytest.raises(UserError):
        services.add_room_item(PROGRAM, town.id, wrong)


def test_two_queries_however_long_the_list(room: MunicipalityRow, django_assert_num_queries: object) -> None:
    for code in ("keys", "maps", "radio"):
        services.check_room_item(PROGRAM, room.id, code, is_good=True)
    with django_assert_num_queries(2):  # type: ignore[operator]
        queries.room_items(room.id, timezone.localdate())
