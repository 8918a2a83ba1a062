"""The demonstration as a person starts it: with the real files, without any, and a second time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.shared_data import shared


def demo(data: Path, *arguments: str, code: int = 0) -> tuple[dict[str, Any], str]:
    """Runs `weerbaar demo --no-serve` on a data folder; answers its figures and what it printed."""
    out = data.with_suffix(".json")
    done = subprocess.run(
        [sys.executable, "-m", "weerbaar", "demo", "--no-serve", "--json", str(out), *arguments],
        env={**os.environ, "WEERBAAR_DATA": str(data), "WEERBAAR_DATABASE_URL": "", "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return (json.loads(out.read_text()) if out.exists() else {}), done.stdout + done.stderr


def assert_proven(figures: dict[str, Any]) -> None:
    design = figures["design"]
    assert design["model"] == "maximal_covering"
    assert design["bound"] >= design["objective"] * (1 - 1e-9)
    assert design["gap"] == pytest.approx((design["bound"] - design["objective"]) / design["objective"])
    assert design["cost_eur"] <= 420_000
    assert design["points"] == len(design["chosen"]) <= figures["candidates"]
    assert 0 < design["share_covered"] <= 1
    assert figures["norm_m"] == 1200


def test_the_real_maastricht(tmp_path: Path) -> None:
    figures, printed = demo(tmp_path / "data", "--from", str(shared("data", "maastricht")))
    assert figures["residents"] == 120_465
    assert figures["neighbourhoods"] == 44
    assert figures["illustrative"] is False
    assert_proven(figures)
    assert {"name", "seconds", "peak_mb"} == set(figures["steps"][0])
    assert f"{figures['design']['share_covered']:.1%}" in printed


def test_without_files_and_a_second_time(tmp_path: Path) -> None:
    first, printed = demo(tmp_path / "data")
    assert first["illustrative"] is True
    assert "illustrative" in printed
    assert first["residents"] == 120_465
    assert_proven(first)
    again, _ = demo(tmp_path / "data")
    assert [step["name"] for step in again["steps"]] == ["Preparing the database"]
    assert again["design"] == first["design"]


def test_what_is_compiled_ahead_is_all_that_the_demonstration_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "loops"))
    subprocess.run(
        [sys.executable, "-m", "weerbaar.core.compiling"],
        env={**os.environ, "PYTHONPATH": "src"},
        check=True,
    )
    before = set((tmp_path / "loops").rglob("*.nbc"))
    assert len(before) > 40
    demo(tmp_path / "data")
    assert set((tmp_path / "loops").rglob("*.nbc")) == before


def test_another_town_needs_its_files(tmp_path: Path) -> None:
    figures, printed = demo(tmp_path / "data", "--municipality", "GM0363", code=1)
    assert not figures
    assert "--from" in printed
    assert "Traceback" not in printed
