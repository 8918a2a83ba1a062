"""The tables of pillar 1, split by subject."""

from weerbaar.continuity.models.awareness import (
    AwarenessRound,
    Lesson,
    LessonAnswer,
    LessonCard,
    LessonDone,
    LessonQuestion,
    Participation,
    PersonalLink,
    QuizAnswer,
    RoundDepartment,
)
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
    "AwarenessRound",
    "CabinetPillar",
    "CrisisTeam",
    "DecisionEntry",
    "DecisionLog",
    "Delivery",
    "Lesson",
    "LessonAnswer",
    "LessonCard",
    "LessonDone",
    "LessonQuestion",
    "OrganisationUnit",
    "Participation",
    "Person",
    "PersonalLink",
    "Process",
    "ProcessImpact",
    "ProcessStaffing",
    "QuizAnswer",
    "ReadinessCheck",
    "ReadinessItem",
    "Requirement",
    "RequirementMember",
    "Resource",
    "RoleHolder",
    "Rota",
    "RotaDuty",
    "RoundDepartment",
    "StaffRole",
    "TeamSeat",
    "Track",
    "UnitEditor",
    "WorkReminder",
]
