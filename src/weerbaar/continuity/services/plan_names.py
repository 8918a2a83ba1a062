"""Names and telephone numbers leave a version of the plan some time after a newer one replaced it.

Files that no version has any more, such as those of an earlier draft, leave the disk too.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity import norms
from weerbaar.continuity.documents import keeping
from weerbaar.continuity.models import PlanFile, PlanTemplate, PlanVersion
from weerbaar.territory import queries as territory

UNUSED_FOR = timedelta(days=1)


def erase_names_of_replaced_plans(actor: Actor, municipality_id: int, today: date | None = None) -> int:
    """Erases them from every version that was replaced long enough ago, and answers from how many.

    The files with names go, and so do the people in what the version says; all else stays as it was approved.
    Files go from the disk first: a power cut in between leaves nothing behind that the next run does not see.
    """
    on = today or timezone.localdate()
    days = territory.all_parameters(municipality_id)[norms.PLAN_NAMES_DAYS].value
    approved = PlanVersion.objects.filter(
        municipality_id=municipality_id, state=PlanVersion.State.APPROVED
    ).order_by("number")
    erased = 0
    versions = list(approved.defer("facts"))
    for version, newer in pairwise(versions):
        replaced_on = timezone.localdate(newer.approved_at)
        if version.names_erased_on is None and replaced_on + timedelta(days=days) <= on:
            _erase(actor, version.pk, on)
            erased += 1
    return erased


def erase_unused_plan_files(actor: Actor, now: datetime | None = None) -> int:
    """Erases files of drafts that went on, of all municipalities, a day after they were made; how many.

    A job that makes files right now has them on the disk before the database knows them.
    """
    known = {
        *PlanFile.objects.values_list("sha256", flat=True),
        *PlanTemplate.objects.values_list("sha256", flat=True),
    }
    gone = keeping.sweep(known, (now or timezone.now()) - UNUSED_FOR)
    if gone:
        record(actor, None, "continuity.plan.drafts_erased", "plan", "", after={"files": gone})
    return gone


@transaction.atomic
def _erase(actor: Actor, version_id: int, on: date) -> None:
    version = PlanVersion.objects.select_for_update().get(pk=version_id)
    named = PlanFile.objects.filter(version=version, with_contacts=True)
    for file in named:
        if not PlanFile.objects.filter(sha256=file.sha256).exclude(pk__in=named).exists():
            keeping.erase(file.sha256)
    named.delete()
    facts = {**(version.facts or {}), "people": [], "names_erased": True}
    # past `save`, which lets nothing change in what was approved
    PlanVersion.objects.filter(pk=version.pk).update(facts=facts, names_erased_on=on)
    record(actor, version.municipality_id, "continuity.plan.names_erased", "plan", version.number)
