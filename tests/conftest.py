"""What many tests need: an empty data folder, a tiny town, and people with a role in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests import small_town
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role


def pytest_report_header() -> str:
    """Says on which database the run is, so that a log shows that both were really used."""
    from django.conf import settings

    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, settings: object) -> None:
    """No test writes in the developer's data folder."""
    settings.DATA_FOLDER = tmp_path / "data"  # type: ignore[attr-defined]


@pytest.fixture
def town(db: None) -> MunicipalityRow:
    """Kleinstad, with its territory."""
    return small_town.build()


@pytest.fixture
def other_town(db: None) -> MunicipalityRow:
    """Another municipality in the same region and installation."""
    return small_town.build("GM8888", "buurstad", "Buurstad")


@pytest.fixture
def client_for(db: None) -> Callable[[MunicipalityRow, str], Client]:
    """`client_for(town, Role.VIEWER)`: a browser in which a new person with that role is signed in."""

    def sign_in(municipality: MunicipalityRow, role: str) -> Client:
        from allauth.mfa.models import Authenticator

        from weerbaar.accounts.models import Membership, SafetyRegion, User
        from weerbaar.accounts.services import ensure_person, grant

        email = f"{role}@{municipality.slug}.example"
        person = ensure_person(PROGRAM, email=email, name=f"{role} person", password=None)
        if role == Role.REGION_VIEWER:
            region = SafetyRegion.objects.get(municipalities=municipality.id)
            Membership.objects.get_or_create(user_id=person, role=role, region=region)
        else:
            grant(PROGRAM, user_id=person, role=role, municipality_id=municipality.id)
        # as everybody who may open staff pages has
        Authenticator.objects.get_or_create(user_id=person, type="totp", defaults={"data": {"secret": "x"}})
        client = Client()
        client.force_login(
            User.objects.get(pk=person), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return sign_in
