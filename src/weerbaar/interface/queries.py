"""What other rooms ask about long work."""

from __future__ import annotations

import uuid

from weerbaar.interface.models import Job
from weerbaar.interface.types import JobRow


def job(job_id: uuid.UUID, municipality: str) -> JobRow | None:
    """The job of this municipality (by its slug); None when it is not there or somebody else's."""
    found = Job.objects.filter(pk=job_id, municipality=municipality).first()
    if found is None:
        return None
    return JobRow(
        id=found.pk,
        kind=found.kind,
        state=found.state,
        progress=found.progress,
        message_nl=found.message_nl,
        message_en=found.message_en,
        cancel_asked=found.cancel_asked,
        asked_by=found.asked_by,
        result_url=found.result_url,
    )
