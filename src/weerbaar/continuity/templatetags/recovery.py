"""What the analysis says of one process, for its page."""

from __future__ import annotations

from typing import Any

from django import template

from weerbaar.continuity import queries
from weerbaar.continuity.recovery import wording
from weerbaar.continuity.types import NodeKind, NodeRef

register = template.Library()


@register.inclusion_tag("continuity/_process_recovery.html", takes_context=True)
def process_recovery(context: template.Context, code: str) -> dict[str, Any]:
    """`{% process_recovery process.code %}`: when it is back, through what, and where it fails first."""
    request = context["request"]
    of = queries.register(request.municipality.id)
    analysis = queries.analysis_of(of)
    row = next((row for row in analysis.processes if row.ref == NodeRef(NodeKind.PROCESS, code)), None)
    if row is None:
        return {"row": None}
    cuts, complete = queries.cuts_of(of, code)
    return {
        "request": request,
        "row": row,
        "back": wording.time_back(row),
        "conflicts": [wording.conflict_words(conflict) for conflict in row.conflicts],
        "cuts": [[of.node(ref) for ref in cut] for cut in cuts],
        "complete": complete,
    }
