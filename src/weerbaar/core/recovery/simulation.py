"""Step by step through an outage: who is up, on a workaround or down. Decisions are given, not made here."""

from __future__ import annotations

from weerbaar.core.recovery.scenario import Decision, Scenario, Timeline


def simulate(scenario: Scenario, decision: Decision | None = None) -> Timeline:
    """The course of an outage. Without a decision: no mobile generators, fixed ones run when they can, staff
    goes by priority (weight)."""
    raise NotImplementedError
