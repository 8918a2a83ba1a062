"""Who was reminded of their work list, and when: nobody is mailed more often than once a week."""

from __future__ import annotations

from django.db import models


class WorkReminder(models.Model):
    """The last reminder of one person in one municipality."""

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("municipality", "user"), name="work_reminder_once"),)

    def __str__(self) -> str:
        return f"{self.municipality_id}, {self.user_id}: {self.sent_at:%Y-%m-%d}"
