"""A municipality without a territory: enough for a register, and quick to make."""

from __future__ import annotations

import pytest

from weerbaar.accounts.services import ensure_municipality
from weerbaar.accounts.types import PROGRAM, MunicipalityRow


@pytest.fixture
def place(db: None) -> MunicipalityRow:
    return ensure_municipality(
        PROGRAM, code="GM7777", slug="leegstad", name="Leegstad", region=("VR24", "Zuid-Limburg")
    )


@pytest.fixture
def neighbour(db: None) -> MunicipalityRow:
    return ensure_municipality(
        PROGRAM, code="GM6666", slug="buiten", name="Buiten", region=("VR24", "Zuid-Limburg")
    )
