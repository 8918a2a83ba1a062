"""Typed rows that other rooms see of what the interface keeps."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class JobRow:
    """One run of long work, as a page shows it. `progress` is a share in [0, 1]."""

    id: uuid.UUID
    kind: str
    state: str
    progress: float
    message_nl: str
    message_en: str
    cancel_asked: bool
    asked_by: str
    result_url: str

    @property
    def ended(self) -> bool:
        return self.state in {"done", "failed", "cancelled"}
