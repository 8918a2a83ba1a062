"""`weerbaar continuity plan` writes the plan, or says what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner, Result

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.cli import main

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["continuity", "plan", *words])


def test_it_writes_the_plan_in_each_format_and_language(town: MunicipalityRow, tmp_path: Path) -> None:
    for language, word in (("nl", "Continuïteitsplan"), ("en", "Continuity plan")):
        pdf = tmp_path / f"plan-{language}.pdf"
        done = run("--language", language, "--format", "pdf", "--out", str(pdf))
        assert done.exit_code == 0, done.output
        reader = pypdf.PdfReader(io.BytesIO(pdf.read_bytes()))
        assert reader.metadata is not None
        assert word in str(reader.metadata.title)
    document = tmp_path / "plan.docx"
    done = run("--format", "docx", "--out", str(document), "--municipality", "gm9999")
    assert done.exit_code == 0, done.output
    assert b"Kleinstad" in zipfile.ZipFile(document).read("word/document.xml")
    assert not list(tmp_path.glob("*.part"))


def test_it_says_what_is_wrong(town: MunicipalityRow, tmp_path: Path) -> None:
    out = str(tmp_path / "plan.pdf")
    assert "no municipality GM1234" in run("--out", out, "--municipality", "GM1234").output
    assert "no such version" in run("--out", out, "--version", "7", "--language", "en").output
    assert "PDF only" in run("--out", out, "--kind", "pack", "--format", "docx").output
    assert not Path(out).exists()


def test_of_several_municipalities_one_must_be_named(
    town: MunicipalityRow, other_town: MunicipalityRow, tmp_path: Path
) -> None:
    assert "Say which municipality" in run("--out", str(tmp_path / "plan.pdf")).output
