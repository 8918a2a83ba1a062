"""Writes on what processes and resources need: k out of n, of processes and resources."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.continuity.models import Process, Requirement, RequirementMember, Resource
from weerbaar.continuity.rules import Fault
from weerbaar.continuity.services.editing import refuse
from weerbaar.continuity.types import NodeKind, NodeRef, RequirementRow


def requirements_of(owner: Process | Resource) -> tuple[RequirementRow, ...]:
    """What it needs now, in order."""
    return tuple(
        RequirementRow(
            need.needed,
            tuple(_ref(member) for member in need.members.all()),
            need.label_nl,
            need.label_en,
        )
        for need in owner.requirements.order_by("order", "pk").prefetch_related(
            "members__process", "members__resource"
        )
    )


def _ref(member: RequirementMember) -> NodeRef:
    if member.process is not None:
        return NodeRef(NodeKind.PROCESS, member.process.code)
    return NodeRef(NodeKind.RESOURCE, member.resource.code if member.resource is not None else "")


def resolve(municipality_id: int, needs: Sequence[RequirementRow]) -> dict[NodeRef, int]:
    """The number of everything that is needed; refused for what is not in this municipality's register."""
    wanted = {member for need in needs for member in need.members}
    found: dict[NodeRef, int] = {}
    for kind, model in ((NodeKind.PROCESS, Process), (NodeKind.RESOURCE, Resource)):
        codes = [ref.code for ref in wanted if ref.kind == kind]
        if not codes:
            continue
        for pk, code in model.objects.filter(municipality_id=municipality_id, code__in=codes).values_list(
            "pk", "code"
        ):
            found[NodeRef(kind, code)] = pk
    refuse(
        Fault(
            "requirements",
            f"{member.code} staat niet in het register.",
            f"{member.code} is not in the register.",
            row,
        )
        for row, need in enumerate(needs)
        for member in need.members
        if member not in found
    )
    return found


def write_requirements(
    owner: Process | Resource, needs: Sequence[RequirementRow], numbers: dict[NodeRef, int]
) -> None:
    """Puts these needs in place of those that were; called inside the transaction of an edit."""
    owner.requirements.all().delete()
    side = "process" if isinstance(owner, Process) else "resource"
    for order, need in enumerate(needs):
        made = Requirement.objects.create(
            **{side: owner},
            needed=need.needed,
            order=order,
            label_nl=need.label_nl,
            label_en=need.label_en,
        )
        RequirementMember.objects.bulk_create(
            RequirementMember(requirement=made, **{f"{member.kind}_id": numbers[member]})
            for member in need.members
        )
