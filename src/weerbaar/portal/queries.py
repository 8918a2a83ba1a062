"""What the public pages and the dashboard show, from the rooms below. Constant numbers of queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.continuity import queries as continuity
from weerbaar.portal import norms
from weerbaar.portal.milestones import milestones
from weerbaar.portal.next_step import next_step
from weerbaar.portal.types import Answer, Dashboard, MunicipalityFigures, Network, Standing
from weerbaar.supportpoints import queries as supportpoints
from weerbaar.supportpoints.queries.overview import networks
from weerbaar.supportpoints.queries.walking import nearest_of, walk_to
from weerbaar.supportpoints.types import DesignRow, PointRow, Walk
from weerbaar.territory import queries as territory
from weerbaar.territory.types import Parameter, Place

IN_USE = frozenset({"adopted", "agreed", "fitting_out", "ready"})
AGREED = frozenset({"agreed", "fitting_out", "ready"})
LATELY = timedelta(days=30)
NEARBY = 3


def _in_use(points: Sequence[PointRow]) -> tuple[PointRow, ...]:
    """The points that the public may know of: decided on, and not withdrawn."""
    return tuple(point for point in points if point.state in IN_USE)


def public_points(municipality_id: int) -> tuple[PointRow, ...]:
    """The support points of the adopted network, by number."""
    return _in_use(supportpoints.points(municipality_id))


def public_point(municipality_id: int, number: int) -> PointRow | None:
    """One support point of the adopted network."""
    found = supportpoints.point(municipality_id, number)
    return found if found and found.state in IN_USE else None


def is_illustrative(municipality_id: int) -> bool:
    """Whether what is known of a municipality was made up to show how the program works."""
    return any(source.illustrative for source in territory.sources(municipality_id))


def norm_minutes(parameters: dict[str, Parameter]) -> float:
    """Minutes that a resident may have to walk."""
    return parameters[norms.WALKING_MINUTES].value


def answer(municipality_id: int, points: Sequence[PointRow], place: Place, minutes: float) -> Answer:
    """The nearest of these points to a place, over the streets. `minutes` is the walking norm."""
    nearby = nearest_of(municipality_id, list(points), place.x, place.y, limit=NEARBY)
    return Answer(tuple(nearby), minutes)


def walk_of(municipality_id: int, place: Place, found: Answer) -> Walk | None:
    """The walk from a place to its nearest point; None when there is no point or no way."""
    nearest = found.nearest
    if nearest is None or nearest.metres is None:
        return None
    return walk_to(municipality_id, nearest.point, place.x, place.y)


def network(municipality: MunicipalityRow) -> Network:
    """The network as the public may see it, with the design, norms and sources behind it."""
    return Network(
        municipality=municipality,
        points=public_points(municipality.id),
        design=supportpoints.current_design(municipality.id),
        parameters=territory.all_parameters(municipality.id),
        sources=tuple(territory.sources(municipality.id)),
    )


def _previous(designs: Sequence[DesignRow], current: DesignRow | None) -> DesignRow | None:
    """The design that was the network before the current one."""
    earlier = [
        design
        for design in designs
        if design.adopted_at and design.summary and (current is None or design.id != current.id)
    ]
    return max(earlier, key=lambda design: (design.adopted_at, design.id), default=None)


def _standing(
    fingerprint: str, designs: Sequence[DesignRow], points: Sequence[PointRow], current: DesignRow | None
) -> Standing:
    functions = [function for point in points for function in point.functions]
    return Standing(
        has_territory=bool(fingerprint),
        designs_running=sum(design.summary is None and not design.failed for design in designs),
        designs_answered=sum(design.summary is not None for design in designs),
        adopted=current is not None,
        outdated=current.outdated if current else False,
        points=len(points),
        without_agreement=sum(point.state not in AGREED for point in points),
        functions_lacking=sum(function.state != "present" for function in functions),
        not_ready=sum(point.state != "ready" for point in points),
    )


def dashboard(municipality: MunicipalityRow, today: date) -> Dashboard:
    """Where the municipality itself and its support points stand today, and what to do next."""
    designs = supportpoints.designs(municipality.id)
    current = next((design for design in designs if design.is_current), None)
    parameters = territory.all_parameters(municipality.id)
    points = public_points(municipality.id)
    standing = _standing(territory.fingerprint(municipality.id), designs, points, current)
    previous = _previous(designs, current)
    own = continuity.standing(municipality.id)
    reserved, share = parameters.get(norms.RESERVED), parameters.get(norms.POINTS_BUDGET)
    return Dashboard(
        network=Network(municipality, points, current, parameters, tuple(territory.sources(municipality.id))),
        state=supportpoints.network_state(municipality.id),
        standing=standing,
        todo=next_step(standing),
        share_before=previous.summary.share_covered if previous and previous.summary else None,
        ready_lately=sum(point.state == "ready" and point.state_since > today - LATELY for point in points),
        reserved_eur=reserved.value if reserved else None,
        points_budget_eur=share.value if share else None,
        milestones=milestones(points, current is not None, own, today),
        continuity=own,
    )


def figures(municipalities: Sequence[MunicipalityRow]) -> list[MunicipalityFigures]:
    """The key figures of several municipalities, in their order."""
    standing = networks([municipality.id for municipality in municipalities])
    return [
        MunicipalityFigures(
            municipality=municipality,
            share_covered=standing[municipality.id].share_covered,
            points=standing[municipality.id].points,
            ready=standing[municipality.id].ready,
            adopted_on=standing[municipality.id].adopted_on,
        )
        for municipality in municipalities
    ]
