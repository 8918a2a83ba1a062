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
from weerbaar.continuity.models.plan import PaperPlace, PlanFile, PlanTemplate, PlanText, PlanVersion
from weerbaar.continuity.models.processes import (
    CabinetPillar,
    Process,
    ProcessImpact,
    ProcessStaffing,
    Track,
)
from weerbaar.continuity.models.reminders import WorkReminder
from weerbaar.continuity.models.resources import Delivery, Requirement, RequirementMember, Resource

__all__ = [
    "CabinetPillar",
    "CrisisTeam",
    "Delivery",
    "OrganisationUnit",
    "PaperPlace",
    "Person",
    "PlanFile",
    "PlanTemplate",
    "PlanText",
    "PlanVersion",
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
    "WorkReminder",
]
