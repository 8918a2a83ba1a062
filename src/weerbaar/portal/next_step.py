"""What the programme should do next, computed from where its support points stand. No reading, no writing."""

from __future__ import annotations

from weerbaar.portal.types import Standing, Todo


def next_step(standing: Standing) -> Todo:
    """The first thing that is not in order, in the order of the work itself."""
    if standing.adopted:
        return _with_a_network(standing)
    if not standing.has_territory:
        return Todo.IMPORT
    if standing.designs_answered > 1:
        return Todo.COMPARE
    if standing.designs_answered == 1:
        return Todo.ADOPT
    return Todo.WAIT if standing.designs_running else Todo.DESIGN


def _with_a_network(standing: Standing) -> Todo:
    if standing.outdated:
        return Todo.REDESIGN
    if standing.without_agreement:
        return Todo.AGREE
    if standing.functions_lacking:
        return Todo.FIT_OUT
    if standing.not_ready:
        return Todo.OPEN
    return Todo.KEEP
