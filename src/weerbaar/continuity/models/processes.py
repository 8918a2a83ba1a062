"""The processes of the municipality: what they are, what their loss does, and what they need of people."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.types import INTOLERABLE

HOUR = 60
IMPACT_TIMES = (HOUR, 4 * HOUR, 24 * HOUR, 72 * HOUR, 7 * 24 * HOUR)  # minutes of disruption that are judged
LEVELS = range(INTOLERABLE + 1)


class Track(models.TextChoices):
    """The four tracks of the mission (P1-01 to P1-04)."""

    GOVERNMENT = "government", _("government and public services")
    CRISIS = "crisis", _("crisis management")
    DEMOCRACY = "democracy", _("democracy and law enforcement")
    SOCIETY = "society", _("societal continuity")


class CabinetPillar(models.TextChoices):
    """The six cabinet pillars of the programme (N07)."""

    VITAL = "vital", _("protect vital processes")
    SOCIETY = "society", _("resilient society")
    DEMOCRACY = "democracy", _("democracy, rule of law and government")
    ECONOMY = "economy", _("resilient economy")
    TERRITORY = "territory", _("protect allied territory")
    ARMED_FORCES = "armed_forces", _("civil support to the armed forces")


class RecoveryBasis(models.TextChoices):
    """What the recovery time of a process rests on."""

    ASSUMED = "assumed", _("assumed")
    MEASURED = "measured", _("measured in an exercise")


class Process(models.Model):
    """One process. Times are minutes; an empty time is unknown, never zero."""

    class Decision(models.TextChoices):
        UNDECIDED = "undecided", _("not yet decided")
        MUST_GO_ON = "must_go_on", _("must go on")
        CAN_WAIT = "can_wait", _("can wait 72 hours")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEWED = "reviewed", _("reviewed")
        APPROVED = "approved", _("approved")

    class CountsFrom(models.TextChoices):
        BIRTH = "birth", _("the birth")
        DEATH = "death", _("the death")
        APPLICATION = "application", _("the application")
        DISCOVERY = "discovery", _("the discovery")
        REPORT = "report", _("the report")
        DECISION = "decision", _("the decision")
        DISRUPTION = "disruption", _("the start of the disruption")

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=60)  # permanent: addresses and exchanged files carry it
    name_nl = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    summary_nl = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    track = models.CharField(max_length=12, choices=Track.choices)
    cabinet_pillar = models.CharField(max_length=14, choices=CabinetPillar.choices, blank=True)
    unit = models.ForeignKey("OrganisationUnit", on_delete=models.PROTECT, related_name="processes")
    owner_role = models.ForeignKey(
        "StaffRole", null=True, blank=True, on_delete=models.SET_NULL, related_name="owned_processes"
    )

    basis_nl = models.CharField(max_length=300, blank=True)  # the law and its article
    basis_en = models.CharField(max_length=300, blank=True)
    basis_confirmed = models.BooleanField(default=False)  # somebody looked it up
    deadline_min = models.PositiveIntegerField(null=True, blank=True)  # by law, from `deadline_from`
    deadline_from = models.CharField(max_length=12, choices=CountsFrom.choices, blank=True)
    deadline_note_nl = models.CharField(max_length=300, blank=True)
    deadline_note_en = models.CharField(max_length=300, blank=True)

    mtpd_override_min = models.PositiveIntegerField(null=True, blank=True)
    mtpd_reason_nl = models.CharField(max_length=300, blank=True)
    mtpd_reason_en = models.CharField(max_length=300, blank=True)
    rto_min = models.PositiveIntegerField(null=True, blank=True)
    rpo_min = models.PositiveIntegerField(null=True, blank=True)
    mbco_nl = models.TextField(blank=True)
    mbco_en = models.TextField(blank=True)

    workaround_nl = models.TextField(blank=True)
    workaround_en = models.TextField(blank=True)
    workaround_max_min = models.PositiveIntegerField(null=True, blank=True)

    decision = models.CharField(max_length=12, choices=Decision.choices, default=Decision.UNDECIDED)
    decision_reason_nl = models.TextField(blank=True)
    decision_reason_en = models.TextField(blank=True)
    restart_nl = models.CharField(max_length=300, blank=True)  # when and how a process that waits restarts
    restart_en = models.CharField(max_length=300, blank=True)
    restart_after_min = models.PositiveIntegerField(null=True, blank=True)  # since the disruption began

    recovery_min = models.PositiveIntegerField(null=True, blank=True)  # once all it needs is there
    recovery_basis = models.CharField(
        max_length=10, choices=RecoveryBasis.choices, default=RecoveryBasis.ASSUMED
    )
    recovery_source = models.CharField(max_length=200, blank=True)  # the exercise, who assumed
    recovery_on = models.DateField(null=True, blank=True)
    autonomy_min = models.PositiveIntegerField(null=True, blank=True)  # runs on without what it needs

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    offered_at = models.DateTimeField(null=True, blank=True)  # a draft that waits for a reviewer
    review_due_on = models.DateField(null=True, blank=True)
    is_illustrative = models.BooleanField(default=False)  # starter content, to be confirmed
    changed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)
    reviewed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # of the content, for conflicting edits

    class Meta:
        ordering = ("track", "code")
        constraints = (
            models.UniqueConstraint(fields=("municipality", "code"), name="process_code_once"),
            models.CheckConstraint(condition=~Q(name_nl="") & ~Q(name_en=""), name="process_has_both_names"),
            models.CheckConstraint(
                condition=Q(deadline_min__isnull=True, deadline_from="")
                | (Q(deadline_min__isnull=False) & ~Q(deadline_from="")),
                name="process_deadline_counts_from_something",
            ),
            models.CheckConstraint(
                condition=~Q(recovery_basis="measured") | Q(recovery_on__isnull=False),
                name="process_measured_on_a_date",
            ),
            models.CheckConstraint(
                condition=Q(mtpd_override_min__isnull=True) | ~Q(mtpd_reason_nl="") | ~Q(mtpd_reason_en=""),
                name="process_mtpd_override_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(decision="undecided") | ~Q(decision_reason_nl="") | ~Q(decision_reason_en=""),
                name="process_decision_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_at__isnull=False),
                name="process_approved_at_some_time",
            ),
        )

    def __str__(self) -> str:
        return self.name_nl


class ProcessImpact(models.Model):
    """How bad it is when the process has been disrupted this long: 0 none to 4 intolerable."""

    class Category(models.TextChoices):
        LIFE = "life", _("life and health")
        SOCIETY = "society", _("residents and society")
        LEGAL = "legal", _("law and rights")
        ADMINISTRATION = "administration", _("government and trust")
        MONEY = "money", _("money")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="impacts")
    category = models.CharField(max_length=16, choices=Category.choices)
    after_min = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("process", "category", "after_min")
        constraints = (
            models.UniqueConstraint(fields=("process", "category", "after_min"), name="impact_once"),
            models.CheckConstraint(condition=Q(level__lte=INTOLERABLE), name="impact_level_in_scale"),
            models.CheckConstraint(condition=Q(after_min__in=IMPACT_TIMES), name="impact_time_in_bands"),
        )

    def __str__(self) -> str:
        return f"{self.process_id} {self.category} {self.after_min}: {self.level}"


class ProcessStaffing(models.Model):
    """The fewest people of a role that the process needs, from and until minutes after the start."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="staffing")
    role = models.ForeignKey("StaffRole", on_delete=models.PROTECT, related_name="staffing")
    from_min = models.PositiveIntegerField(default=0)
    until_min = models.PositiveIntegerField(default=72 * HOUR)
    people = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("process", "role", "from_min")
        constraints = (
            models.UniqueConstraint(fields=("process", "role", "from_min"), name="staffing_once"),
            models.CheckConstraint(condition=Q(until_min__gt=F("from_min")), name="staffing_takes_time"),
        )

    def __str__(self) -> str:
        return f"{self.process_id} {self.role_id}: {self.people}"
