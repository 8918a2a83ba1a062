"""What the front-end build left: which files belong to an entry, by Vite's manifest."""

from __future__ import annotations

import json
import logging
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "static" / "built"
log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def _read(file: Path, changed: int) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def manifest() -> dict[str, Any] | None:
    """The manifest of the build, read again when it changed; None when nothing was built."""
    file = FOLDER / "manifest.json"
    try:
        return _read(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        log.error("the front end is not built: run scripts/build_frontend.sh")
        return None


def files(entry: str) -> tuple[list[str], list[str]] | None:
    """Scripts and style sheets of an entry, as paths below the static address; None without a build.

    The entry's own script comes first, then those that it imports at once. An entry that is not in the
    build is a `LookupError`.
    """
    built = manifest()
    if built is None:
        return None
    first = f"src/{entry}.ts"
    if first not in built:
        raise LookupError(f"the front end has no entry {entry!r}")
    scripts: list[str] = []
    styles: list[str] = []
    waiting = [first]
    while waiting:
        chunk = built[waiting.pop(0)]
        path = f"built/{chunk['file']}"
        if path in scripts:
            continue
        scripts.append(path)
        styles += [f"built/{css}" for css in chunk.get("css", []) if f"built/{css}" not in styles]
        waiting += chunk.get("imports", [])
    return scripts, styles
