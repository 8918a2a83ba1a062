"""The tables of pillar 1, split by subject."""

from weerbaar.continuity.models.organisation import (
    CrisisTeam,
    OrganisationUnit,
    Person,
    RoleHolder,
    StaffRole,
    TeamSeat,
    UnitEditor,
)
from weerbaar.continuity.models.processes import (
    CabinetPillar,
    Process,
    ProcessImpact,
    ProcessStaffing,
    Track,
)
from weerbaar.continuity.models.resources import Delivery, Requirement, RequirementMember, Resource

__all__ = [
    "CabinetPillar",
    "CrisisTeam",
    "Delivery",
    "OrganisationUnit",
    "Person",
    "Process",
    "ProcessImpact",
    "ProcessStaffing",
    "Requirement",
    "RequirementMember",
    "Resource",
    "RoleHolder",
    "StaffRole",
    "TeamSeat",
    "Track",
    "UnitEditor",
]
