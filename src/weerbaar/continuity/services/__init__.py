"""Every write of pillar 1, split by subject."""

from weerbaar.continuity.services.crisis_teams import (
    StarterResult,
    TeamEdit,
    add_team,
    edit_team,
    load_crisis_starter,
    note_alert_list_opened,
    remove_seat,
    remove_team,
    set_seat,
)
from weerbaar.continuity.services.decisions import (
    Entry,
    add_decision_entry,
    close_decision_log,
    open_decision_log,
)
from weerbaar.continuity.services.readiness import (
    ItemEdit,
    add_room_item,
    check_room_item,
    edit_room_item,
    load_room_starter,
)
from weerbaar.continuity.services.rotas import add_rota, propose_rota, remove_rota, set_rota_duty

__all__ = [
    "Entry",
    "ItemEdit",
    "StarterResult",
    "TeamEdit",
    "add_decision_entry",
    "add_room_item",
    "add_rota",
    "add_team",
    "check_room_item",
    "close_decision_log",
    "edit_room_item",
    "edit_team",
    "load_crisis_starter",
    "load_room_starter",
    "note_alert_list_opened",
    "open_decision_log",
    "propose_rota",
    "remove_rota",
    "remove_seat",
    "remove_team",
    "set_rota_duty",
    "set_seat",
]
