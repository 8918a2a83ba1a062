"""`weerbaar backup` and `weerbaar restore`: the database and the data folder in one checked archive.

A backup holds no signing key: whoever finds one cannot make sessions with it. After a restore on a new
machine people sign in again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

FORMAT = 1
MANIFEST = "manifest.json"
LEFT_OUT = ("secret_key", "demo-sign-ins.json", "serving.lock")
LEFT_OUT_FOLDERS = ("static", "cache", "before-restore")


@dataclass
class Manifest:
    """What an archive says of itself: program and migrations that it was made with, and each file's hash."""

    made_at: str
    version: str
    engine: str  # "sqlite" or "postgresql"
    migrations: list[str]
    sha256: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Writes the database and the data folder to FILE, while the site goes on working."""
    settings = _start()
    manifest = Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=_version(),
        engine=_engine(settings),
        migrations=_applied_migrations(),
    )
    folder = Path(settings.DATA_FOLDER)
    part = file.with_name(file.name + ".part")
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as name:
        database = Path(name) / "database"
        _copy_database(settings, database)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            _add(archive, manifest, database, "database")
            for path in _files(folder):
                _add(archive, manifest, path, f"files/{path.relative_to(folder).as_posix()}")
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
    part.chmod(0o600)
    with part.open("rb+") as handle:
        os.fsync(handle.fileno())
    part.replace(file)
    click.echo(f"{file}: {len(manifest.sha256)} files, {file.stat().st_size / 1e6:.1f} MB")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask before what is here now is replaced.")
def restore(file: Path, yes: bool) -> None:
    """Puts the backup FILE in the place of what is here now, which is kept beside it."""
    settings = _start()
    folder = Path(settings.DATA_FOLDER)
    with exclusive(folder), _opened(file) as archive:
        manifest = _checked(archive, settings)
        if not yes:
            click.confirm(f"Replace what is in {folder} by the backup of {manifest.made_at}?", abort=True)
        aside = folder / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S}"
        with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as name:
            archive.extractall(name)
            extracted = Path(name)
            # files are named after their content, so that putting them there first can harm nothing
            for member in manifest.sha256:
                if member.startswith("files/"):
                    target = folder / member.removeprefix("files/")
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(extracted / member, target)
            kept = _replace_database(settings, extracted / "database", aside)
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    click.echo(
        f"Restored the backup of {manifest.made_at}." + (f" What was here is in {kept}." if kept else "")
    )


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Holds the data folder for one program; refuses while the site is being served from it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "serving.lock").open("w", encoding="ascii") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise click.ClickException(
                f"The site is being served from {folder}. Stop `weerbaar serve` first, then try again."
            ) from None
        yield


def _start() -> Any:
    from weerbaar.cli import start_django

    start_django()
    from django.conf import settings

    return settings


def _version() -> str:
    from weerbaar import __version__

    return __version__


def _engine(settings: Any) -> str:
    return "sqlite" if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else "postgresql"


def _applied_migrations() -> list[str]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _known_migrations() -> set[str]:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    return {f"{app}.{name}" for app, name in loader.disk_migrations} | {
        f"{app}.{name}"
        for migration in loader.disk_migrations.values()
        for app, name in getattr(migration, "replaces", [])
    }


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = parts[0].startswith(".") or parts[0].startswith(LEFT_OUT_FOLDERS)
        database = path.name.startswith("weerbaar.sqlite3")
        if path.is_file() and not hidden and not database and path.name not in LEFT_OUT:
            yield path


def _add(archive: zipfile.ZipFile, manifest: Manifest, path: Path, member: str) -> None:
    manifest.sha256[member] = _hash(path.open("rb"))
    archive.write(path, member)


def _hash(handle: Any) -> str:
    with handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except zipfile.BadZipFile:
        raise click.ClickException(f"{file} is not a whole backup. Take another copy of it.") from None


def _checked(archive: zipfile.ZipFile, settings: Any) -> Manifest:
    """The manifest of an archive that is whole, safe and fit for this installation."""
    try:
        manifest = Manifest(**json.loads(archive.read(MANIFEST)))
    except (KeyError, TypeError, ValueError):
        raise click.ClickException("This is not a backup of Weerbaar: its manifest is missing.") from None
    if manifest.format != FORMAT:
        raise click.ClickException(f"This backup has format {manifest.format}; this program knows {FORMAT}.")
    if set(archive.namelist()) != {MANIFEST, *manifest.sha256}:
        raise click.ClickException("This backup holds other files than its manifest lists. Do not use it.")
    for member, expected in manifest.sha256.items():
        if member.startswith("/") or ".." in Path(member).parts:
            raise click.ClickException(
                f"This backup names a file outside its folder: {member!r}. Do not use it."
            )
        if _hash(archive.open(member)) != expected:
            raise click.ClickException(f"{member} in this backup is damaged. Take another copy of it.")
    if manifest.engine != _engine(settings):
        raise click.ClickException(
            f"This backup is of a {manifest.engine} database and this installation uses {_engine(settings)}; "
            "set WEERBAAR_DATABASE_URL to the same kind."
        )
    newer = set(manifest.migrations) - _known_migrations()
    if newer:
        raise click.ClickException(
            f"This backup was made by a newer version ({manifest.version}). Install that version first."
        )
    return manifest


def _copy_database(settings: Any, target: Path) -> None:
    if _engine(settings) == "postgresql":
        _postgres("pg_dump", settings, ["--format=custom", "--no-owner", f"--file={target}"])
        return
    with (
        closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        # Django's own function in check constraints; the check of the copy runs without Django's connection
        copy.create_function("REGEXP", 2, lambda pattern, text: bool(re.search(pattern, str(text))))
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise click.ClickException(f"The database is damaged: {verdict}. Restore an earlier backup.")


def _replace_database(settings: Any, fresh: Path, aside: Path) -> Path | None:
    """Puts `fresh` in the database's place and keeps what was there in `aside` (SQLite)."""
    from django.db import connections

    connections.close_all()
    if _engine(settings) == "postgresql":
        _postgres(
            "pg_restore",
            settings,
            ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", str(fresh)],
        )
        return None
    current = Path(settings.DATABASES["default"]["NAME"])
    kept = None
    if current.exists():
        aside.mkdir()
        _copy_database(settings, aside / current.name)
        with closing(sqlite3.connect(current)) as connection:
            # no log of the old database may lie beside the new one
            connection.execute("PRAGMA journal_mode=DELETE")
        kept = aside
    with fresh.open("rb+") as handle:
        os.fsync(handle.fileno())
    fresh.replace(current)
    directory = os.open(current.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return kept


def _postgres(program: str, settings: Any, arguments: list[str]) -> None:
    database = settings.DATABASES["default"]
    variables = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
    }
    target = ["--dbname", database["NAME"]]
    try:
        subprocess.run(
            [program, *target, *arguments],
            env={**os.environ, **{name: value for name, value in variables.items() if value}},
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        raise click.ClickException(
            f"{program} is not here; install it:  apt-get install postgresql-client"
        ) from None
    except subprocess.CalledProcessError as error:
        raise click.ClickException(f"{program} refused: {error.stderr.strip()}") from error
