"""Designs of the network: the alternatives tried, one of them, its arrays, and the wishes to start from."""

from __future__ import annotations

from weerbaar.supportpoints import kept_arrays, norms
from weerbaar.supportpoints.models import NetworkDesign
from weerbaar.supportpoints.types import DesignArrays, DesignRow, DesignSummary, Model, Wishes
from weerbaar.territory import queries as territory


def _row(row: NetworkDesign, fingerprint: str) -> DesignRow:
    return DesignRow(
        id=row.pk,
        name=row.name,
        wishes=Wishes.from_json(row.wishes),
        summary=DesignSummary.from_json(row.summary) if row.summary else None,
        job_id=row.job_id,
        made_by=row.made_by,
        created_at=row.created_at,
        adopted_at=row.adopted_at,
        adopted_by=row.adopted_by,
        is_current=row.is_current,
        outdated=row.summary is not None and row.territory_fingerprint != fingerprint,
        municipality_id=row.municipality_id,
        failure_nl=row.failure_nl,
        failure_en=row.failure_en,
        result_sha256=row.result_sha256,
        territory_fingerprint=row.territory_fingerprint,
        solver_log=row.solver_log,
    )


def designs(municipality_id: int) -> list[DesignRow]:
    """The alternatives tried, newest first; without their solver logs."""
    fingerprint = territory.fingerprint(municipality_id)
    rows = NetworkDesign.objects.filter(municipality_id=municipality_id).order_by("-created_at", "-id")
    found = []
    for row in rows.defer("solver_log"):
        row.solver_log = ""
        found.append(_row(row, fingerprint))
    return found


def design(municipality_id: int, design_id: int) -> DesignRow | None:
    """One design of this municipality."""
    row = NetworkDesign.objects.filter(municipality_id=municipality_id, pk=design_id).first()
    return _row(row, territory.fingerprint(municipality_id)) if row else None


def current_design(municipality_id: int) -> DesignRow | None:
    """The design that was adopted as the network; None before the first."""
    row = NetworkDesign.objects.filter(municipality_id=municipality_id, is_current=True).first()
    return _row(row, territory.fingerprint(municipality_id)) if row else None


def design_arrays(row: DesignRow) -> DesignArrays:
    """The answer per demand point. Raises ValueError for a design without an answer, and
    FileNotFoundError when its file is gone from the data folder."""
    if not row.result_sha256:
        raise ValueError(f"design {row.id} has no answer yet")
    return kept_arrays.read_design(row.result_sha256)


def default_wishes(municipality_id: int) -> Wishes:
    """What a designer starts from: most residents within the norm for the share of the money that is meant
    for points, fire stations as main points, a point in every district."""
    value = {key: row.value for key, row in territory.all_parameters(municipality_id).items()}
    fire_stations = sorted(
        row.id for row in territory.buildings(municipality_id) if row.kind in norms.MAIN_KINDS
    )
    return Wishes(
        model=Model.MAXIMAL_COVERING.value,
        budget_eur=value[norms.POINTS_BUDGET],
        points=None,
        share=1.0,
        minimise="cost",
        walking_minutes=value[norms.WALKING_MINUTES],
        speed_kmh=value[norms.SPEED],
        speed_vulnerable_kmh=value[norms.SPEED_VULNERABLE],
        vulnerable_weight=value[norms.VULNERABLE_WEIGHT],
        every_district=True,
        kinds=norms.SUITABLE_KINDS,
        required=tuple(fire_stations),
        excluded=(),
        local_one_off_eur=value[norms.LOCAL_ONE_OFF],
        local_yearly_eur=value[norms.LOCAL_YEARLY],
        main_one_off_eur=value[norms.MAIN_ONE_OFF],
        main_yearly_eur=value[norms.MAIN_YEARLY],
        time_limit_s=value[norms.SOLVER_SECONDS],
    )
