"""The tables of pillar 1, split by subject."""

from weerbaar.continuity.models.crisis import ReadinessCheck, ReadinessItem, Rota, RotaDuty
from weerbaar.continuity.models.decisions import DecisionEntry, DecisionLog
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
    "DecisionEntry",
    "DecisionLog",
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
    "ReadinessCheck",
    "ReadinessItem",
    "Requirement",
    "RequirementMember",
    "Resource",
    "RoleHolder",
    "Rota",
    "RotaDuty",
    "StaffRole",
    "TeamSeat",
    "Track",
    "UnitEditor",
    "WorkReminder",
]
