"""The continuity plan: its versions and files, its own texts, its template, and where paper copies lie."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PlanVersion(models.Model):
    """One version: a snapshot of everything the plan says. Approved, it never changes again."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OFFERED = "offered", _("offered for approval")
        APPROVED = "approved", _("approved")

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    facts = models.JSONField(null=True, blank=True)  # None until it has been made
    facts_sha256 = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=300, blank=True)  # why this version was made
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_versions"
    )
    made_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_label = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    offered_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    offered_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.CharField(max_length=300, blank=True)
    approved_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by_label = models.CharField(max_length=120, blank=True)
    approved_as = models.CharField(max_length=120, blank=True)  # the office: mayor, town clerk
    approved_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    job_id = models.UUIDField(null=True, blank=True)
    files_state = models.CharField(max_length=10, blank=True)  # the state that the files show; "" for none
    names_erased_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("municipality", "number"), name="plan_version_number_once"),
            models.UniqueConstraint(
                fields=("municipality",),
                condition=Q(state__in=("draft", "offered")),
                name="plan_one_open_version",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (
                    Q(approved_at__isnull=False, valid_until__isnull=False, facts__isnull=False)
                    & ~Q(approved_as="")
                    & ~Q(approved_by_label="")
                ),
                name="plan_approved_by_somebody_for_some_time",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(made_by__isnull=True)
                | ~Q(approved_by=F("made_by")),
                name="plan_approved_by_other_eyes",
            ),
        )

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses to change what was approved, except for where its files are made."""
        allowed = {"job_id", "files_state"}
        if self.pk and not set(kwargs.get("update_fields") or ("*",)) <= allowed:
            stored = PlanVersion.objects.filter(pk=self.pk).values_list("state", flat=True).first()
            if stored == self.State.APPROVED:
                raise ValueError("an approved version of the plan does not change")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuses to throw away what was approved."""
        if self.state == self.State.APPROVED:
            raise ValueError("an approved version of the plan stays")
        return super().delete(*args, **kwargs)


class PlanFile(models.Model):
    """One document of a version, kept in the data folder under the hash of its content."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("plan")
        CARDS = "cards", _("cards per crisis role")
        PACK = "pack", _("print pack")

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    format = models.CharField(max_length=4)
    language = models.CharField(max_length=2)
    with_contacts = models.BooleanField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("kind", "language", "format", "with_contacts")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "kind", "format", "language", "with_contacts"), name="plan_file_once"
            ),
            models.CheckConstraint(condition=Q(format__in=("pdf", "docx")), name="plan_file_format"),
            models.CheckConstraint(condition=Q(language__in=("nl", "en")), name="plan_file_language"),
        )

    def __str__(self) -> str:
        return f"{self.version_id}: {self.kind}.{self.language}.{self.format}"


class PlanText(models.Model):
    """A text of the plan in the municipality's own words; without one the suggestion is printed as such."""

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    key = models.SlugField(max_length=40)
    text_nl = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    is_confirmed = models.BooleanField(default=False)
    changed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("key",)
        constraints = (models.UniqueConstraint(fields=("municipality", "key"), name="plan_text_once"),)

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.key}"


class PlanTemplate(models.Model):
    """The municipality's own DOCX in which the plan is set; kept in the data folder under its hash."""

    municipality = models.OneToOneField(
        "accounts.Municipality", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    has_marker = models.BooleanField()
    uploaded_by_label = models.CharField(max_length=120)
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file_name


class PaperPlace(models.Model):
    """A place where copies of the print pack lie, and which version was put there."""

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=160)
    holder = models.CharField(max_length=160, blank=True)  # a function, not a person
    copies = models.PositiveSmallIntegerField(default=1)
    version = models.ForeignKey(
        PlanVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="copies"
    )
    placed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=("municipality", "place"), name="paper_place_once"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="paper_place_has_copies"),
            models.CheckConstraint(
                condition=Q(version__isnull=True, placed_on__isnull=True)
                | Q(version__isnull=False, placed_on__isnull=False),
                name="paper_placed_on_some_day",
            ),
        )

    def __str__(self) -> str:
        return self.place
