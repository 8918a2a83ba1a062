"""The networks of several municipalities side by side: the key figures only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from weerbaar.supportpoints.models import NetworkDesign, SupportPoint

_STATE = SupportPoint.State


@dataclass(frozen=True)
class NetworkFigures:
    """Key figures of one network; `share_covered` and `adopted_on` are None before a design was adopted."""

    points: int = 0
    ready: int = 0
    share_covered: float | None = None
    adopted_on: date | None = None


def networks(municipality_ids: Sequence[int]) -> dict[int, NetworkFigures]:
    """The key figures per municipality, for every municipality that is asked."""
    counted = {
        municipality_id: (points, ready)
        for municipality_id, points, ready in SupportPoint.objects.filter(
            municipality_id__in=municipality_ids
        )
        .exclude(state__in=(_STATE.PROPOSED, _STATE.WITHDRAWN))
        .order_by()
        .values_list("municipality_id")
        .annotate(points=Count("pk"), ready=Count("pk", filter=Q(state=_STATE.READY)))
    }
    adopted = {
        municipality_id: (share, at)
        for municipality_id, share, at in NetworkDesign.objects.filter(
            municipality_id__in=municipality_ids, is_current=True
        )
        .order_by()
        .values_list("municipality_id", "summary__share_covered", "adopted_at")
    }
    found = {}
    for municipality_id in municipality_ids:
        points, ready = counted.get(municipality_id, (0, 0))
        share, at = adopted.get(municipality_id, (None, None))
        found[municipality_id] = NetworkFigures(
            points, ready, share, timezone.localdate(at) if at is not None else None
        )
    return found
