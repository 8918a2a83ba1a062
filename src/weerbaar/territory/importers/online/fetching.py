"""Fetching one file or one answer over HTTP: retries, resuming, checksums, a cache. Knows no service."""

from __future__ import annotations

import hashlib
import json
import os
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from weerbaar import __version__
from weerbaar.territory.importers.errors import ImportRefused

CHUNK = 1 << 18
TRIES = 5
TIMEOUT_S = (10.0, 60.0)  # to connect, and between two pieces of an answer
LONGEST_PAUSE_S = 60.0
MOST_ANSWER_BYTES = 64 * 1024 * 1024  # one page of figures
MOST_FILE_BYTES = 4 * 1024**3  # the Netherlands as OpenStreetMap extract is 1.4 GB
WORTH_ANOTHER_TRY = frozenset({408, 425, 429, 500, 502, 503, 504})

Progress = Callable[[int, int | None], None]  # bytes so far, bytes in all where known; may raise to stop


@dataclass(frozen=True)
class Fetched:
    """A file in the cache, and where it came from."""

    path: Path
    url: str
    sha256: str
    retrieved_at: datetime


@dataclass
class Fetcher:
    """One conversation with the services: keeps the connection, the cache folder and the patience.

    `sleep` is an argument so that a test of ten retries need not wait for them.
    """

    folder: Path
    keep_for: timedelta = timedelta(days=30)
    timeout_s: tuple[float, float] = TIMEOUT_S
    sleep: Callable[[float], None] = time.sleep
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.headers["User-Agent"] = f"weerbaar/{__version__}"
        self.folder.mkdir(parents=True, exist_ok=True)

    def answer(self, url: str, params: dict[str, str] | None = None) -> dict[str, Any]:
        """The JSON object at an address. Raises ImportRefused after `TRIES` tries, or at once on a 4xx."""
        trouble = ""
        for attempt in range(TRIES):
            try:
                with self.session.get(url, params=params, timeout=self.timeout_s, stream=True) as response:
                    if response.status_code in WORTH_ANOTHER_TRY:
                        trouble = f"HTTP {response.status_code}"
                        self._pause(attempt, response)
                        continue
                    self._refuse_error(response, url)
                    body = _whole_body(response)
                found = json.loads(body)
            except (requests.RequestException, OSError, ValueError) as error:
                trouble = _words(error)
                self._pause(attempt)
                continue
            if not isinstance(found, dict):
                raise _changed(url, "an object", type(found).__name__)
            return found
        raise _no_answer(url, trouble)

    def text(self, url: str) -> str | None:
        """A short text at an address (a checksum); None where there is none."""
        try:
            response = self.session.get(url, timeout=self.timeout_s)
        except requests.RequestException:
            return None
        return response.text if response.status_code == 200 and len(response.content) < 10_000 else None

    def file(self, url: str, name: str, *, md5_url: str | None = None, progress: Progress) -> Fetched:
        """A large file: from the cache while it is fresh, else downloaded, resumed where it broke off.

        With `md5_url` the file must have the checksum that the service states there. Raises ImportRefused.
        """
        target = self.folder / name
        cached = self.cached(name, url)
        if cached:
            return cached
        part = self.folder / f".{name}.part"
        trouble = ""
        for attempt in range(TRIES):
            try:
                etag = self._continue(url, part, progress)
            except (requests.RequestException, OSError) as error:
                trouble = _words(error)
                self._pause(attempt)
                continue
            stated = (self.text(md5_url) or "").split() if md5_url else []
            if stated and _hash(part, "md5") != stated[0].lower():
                trouble = "checksum differs"
                part.unlink()
                self._pause(attempt)
                continue
            with part.open("rb+") as handle:
                os.fsync(handle.fileno())
            part.replace(target)
            return self.remember(name, url, etag)
        raise _no_answer(url, trouble)

    def cached(self, name: str, url: str) -> Fetched | None:
        """The file in the cache, when it is whole, of this address, and fresh."""
        target, note = self.folder / name, self._note(name)
        try:
            origin = json.loads(note.read_text(encoding="utf-8"))
            retrieved_at = datetime.fromisoformat(origin["retrieved_at"])
            fresh = origin["url"] == url and datetime.now(UTC) - retrieved_at < self.keep_for
            if fresh and _hash(target, "sha256") == origin["sha256"]:
                return Fetched(target, url, origin["sha256"], retrieved_at)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return None

    def remember(self, name: str, url: str, etag: str = "") -> Fetched:
        """Notes where a file in the cache came from, with its checksum."""
        target = self.folder / name
        fetched = Fetched(target, url, _hash(target, "sha256"), datetime.now(UTC))
        origin = {
            **asdict(fetched),
            "path": name,
            "etag": etag,
            "retrieved_at": fetched.retrieved_at.isoformat(),
        }
        write_whole(self._note(name), json.dumps(origin, indent=1).encode())
        return fetched

    def _note(self, name: str) -> Path:
        # hidden, as unfinished files are: importers read the folder and skip what is hidden
        return self.folder / f".{name}.origin.json"

    def _continue(self, url: str, part: Path, progress: Progress) -> str:
        """Downloads what is missing of `part`; answers the service's version mark (ETag)."""
        mark = part.with_name(part.name + ".etag")
        had = part.stat().st_size if part.exists() else 0
        etag = mark.read_text(encoding="utf-8") if mark.exists() else ""
        # only a strong ETag says that the pieces belong together
        headers = {"Range": f"bytes={had}-", "If-Range": etag} if had and etag.startswith('"') else {}
        with self.session.get(url, headers=headers, timeout=self.timeout_s, stream=True) as response:
            if response.status_code == 416:
                part.unlink(missing_ok=True)
                raise requests.ConnectionError("the service no longer has that piece")
            if response.status_code in WORTH_ANOTHER_TRY:
                raise requests.ConnectionError(f"HTTP {response.status_code}")
            self._refuse_error(response, url)
            resumed = response.status_code == 206
            etag = response.headers.get("ETag", "")
            mark.write_text(etag, encoding="utf-8")
            length = response.headers.get("Content-Length")
            done = had if resumed else 0
            total = done + int(length) if length else None
            if (total or 0) > MOST_FILE_BYTES:
                raise _too_large(url, MOST_FILE_BYTES)
            with part.open("ab" if resumed else "wb") as handle:
                for piece in response.iter_content(CHUNK):
                    handle.write(piece)
                    done += len(piece)
                    if done > MOST_FILE_BYTES:
                        raise _too_large(url, MOST_FILE_BYTES)
                    progress(done, total)
            if total is not None and done != total:
                raise requests.ConnectionError(f"broke off at {done} of {total} bytes")
        mark.unlink(missing_ok=True)
        return etag

    def _refuse_error(self, response: requests.Response, url: str) -> None:
        if response.status_code < 400:
            return
        raise ImportRefused(
            nl=f"De dienst antwoordt met fout {response.status_code}. Controleer gemeentecode en jaar; "
            "als die kloppen, is het adres van de dienst misschien veranderd.",
            en=f"The service answers with error {response.status_code}. Check the municipality's code and "
            "the year; if they are right, the service's address may have changed.",
            file=_shown(url),
        )

    def _pause(self, attempt: int, response: requests.Response | None = None) -> None:
        asked = (response.headers.get("Retry-After") or "") if response is not None else ""
        # spread, so that many municipalities do not come back at the same moment
        pause = float(asked) if asked.isdigit() else 2.0**attempt * random.uniform(0.5, 1.0)  # noqa: S311
        self.sleep(min(pause, LONGEST_PAUSE_S))


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file so that after a power cut it is there whole, or not at all."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(path)


def same_host(first: str, second: str) -> bool:
    """Whether a link stays with the service that gave it: no answer sends us elsewhere."""
    a, b = urlsplit(first), urlsplit(second)
    return (a.scheme, a.netloc) == (b.scheme, b.netloc)


def _whole_body(response: requests.Response) -> bytes:
    pieces, size = [], 0
    for piece in response.iter_content(CHUNK):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_ANSWER_BYTES:
            raise _too_large(response.url, MOST_ANSWER_BYTES)
    length = response.headers.get("Content-Length")
    encoded = response.headers.get("Content-Encoding")
    if length and not encoded and size != int(length):
        raise requests.ConnectionError(f"broke off at {size} of {length} bytes")
    return b"".join(pieces)


def _hash(path: Path, name: str) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, name).hexdigest()


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"


def _words(error: Exception) -> str:
    return str(error)[:160] or type(error).__name__


def _no_answer(url: str, trouble: str) -> ImportRefused:
    return ImportRefused(
        nl=f"De dienst gaf na {TRIES} pogingen geen bruikbaar antwoord ({trouble}). Probeer het later: "
        "wat al binnen is, wordt bewaard. Of download de bestanden zelf en gebruik --from.",
        en=f"The service gave no usable answer after {TRIES} tries ({trouble}). Try again later: what is in "
        "already is kept. Or download the files yourself and use --from.",
        file=_shown(url),
    )


def _too_large(url: str, most: int) -> ImportRefused:
    return ImportRefused(
        nl=f"Het antwoord is groter dan {most // 1024**2} MB; dat hoort niet.",
        en=f"The answer is larger than {most // 1024**2} MB; it should not be.",
        file=_shown(url),
    )


def _changed(url: str, expected: str, found: str) -> ImportRefused:
    return ImportRefused(
        nl=f"De dienst antwoordt anders dan verwacht: {expected} ontbreekt ({found}). Misschien is de dienst "
        "veranderd; download de bestanden zelf en gebruik --from.",
        en=f"The service answers otherwise than expected: {expected} is missing ({found}). The service may "
        "have changed; download the files yourself and use --from.",
        file=_shown(url),
    )


def require(found: dict[str, Any], key: str, url: str) -> Any:
    """A field of an answer that must be there; says that the service changed when it is not."""
    if key not in found:
        raise _changed(url, f'"{key}"', ", ".join(sorted(found))[:120])
    return found[key]
