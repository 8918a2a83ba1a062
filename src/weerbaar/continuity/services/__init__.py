"""Every write of pillar 1, split by subject."""

from weerbaar.continuity.services.decisions import (
    Entry,
    add_decision_entry,
    close_decision_log,
    open_decision_log,
)

__all__ = ["Entry", "add_decision_entry", "close_decision_log", "open_decision_log"]
