"""The tables of pillar 1, split by subject."""

from weerbaar.continuity.models.crisis import (
    ReadinessCheck,
    ReadinessItem,
    Rota,
    RotaDuty,
)
from weerbaar.continuity.models.decisions import (
    DecisionEntry,
    DecisionLog,
)
from weerbaar.continuity.models.exercise_run import (
    ExerciseClockEvent,
    ExerciseNote,
    ExerciseStateReport,
    Finding,
    ImprovementMeasure,
    InjectEvent,
    MeasurementTaken,
    Observation,
)
from weerbaar.continuity.models.exercises import (
    Channel,
    Exercise,
    ExerciseRole,
    Inject,
    Objective,
    Participant,
    PlayerGroup,
    Scenario,
)
from weerbaar.continuity.models.organisation import (
    CrisisTeam,
    OrganisationUnit,
    Person,
    RoleHolder,
    StaffRole,
    TeamSeat,
    UnitEditor,
)
from weerbaar.continuity.models.plan import (
    PaperPlace,
    PlanFile,
    PlanTemplate,
    PlanText,
    PlanVersion,
)
from weerbaar.continuity.models.processes import (
    CabinetPillar,
    Process,
    ProcessImpact,
    ProcessStaffing,
    Track,
)
from weerbaar.continuity.models.reminders import (
    WorkReminder,
)
from weerbaar.continuity.models.resources import (
    Delivery,
    Requirement,
    RequirementMember,
    Resource,
)

__all__ = [
    "CabinetPillar",
    "Channel",
    "CrisisTeam",
    "DecisionEntry",
    "DecisionLog",
    "Delivery",
    "Exercise",
    "ExerciseClockEvent",
    "ExerciseNote",
    "ExerciseRole",
    "ExerciseStateReport",
    "Finding",
    "ImprovementMeasure",
    "Inject",
    "InjectEvent",
    "MeasurementTaken",
    "Objective",
    "Observation",
    "OrganisationUnit",
    "PaperPlace",
    "Participant",
    "Person",
    "PlanFile",
    "PlanTemplate",
    "PlanText",
    "PlanVersion",
    "PlayerGroup",
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
    "Scenario",
    "StaffRole",
    "TeamSeat",
    "Track",
    "UnitEditor",
    "WorkReminder",
]
