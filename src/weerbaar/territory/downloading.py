"""Downloading a municipality from the official services that the settings name, into the cache folder."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings

from weerbaar.interface.jobs import SILENT, Progress
from weerbaar.territory.importers.online.fetching import Fetcher
from weerbaar.territory.importers.online.municipality import download
from weerbaar.territory.importers.online.official import Services

FRESH_FOR = timedelta(days=30)


def download_municipality(
    code: str, year: int, progress: Progress = SILENT, *, refresh: bool = False
) -> Path:
    """Fetches the files of the municipality with this CBS code; answers the folder that holds them.

    What is in the cache and fresh is not fetched again, unless `refresh`. Raises ImportRefused.
    """
    folder = Path(settings.DATA_FOLDER) / "cache" / "online" / f"{code}-{year}"
    fetcher = Fetcher(folder, keep_for=timedelta(0) if refresh else FRESH_FOR)
    try:
        download(fetcher, Services(**settings.OFFICIAL_SERVICES), code, year, progress.tell)
    finally:
        fetcher.session.close()
    return folder
