"""An editor makes, stops, compares and adopts designs; the public site follows, and the files agree."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import Site
from tests.e2e.processes import ask, children, held, state_of_work, wait_for_work

pytestmark = pytest.mark.e2e
OpenPage = Callable[..., Page]
EDITOR = "editor@maastricht.example"
STUDIO = "/en/maastricht/staff/support-points/designs/"
AMOUNTS = {"Little": "200000", "More": "300000"}


def order(page: Page, name: str, amount: str) -> None:
    """Fills in the wishes in the studio and asks for the design."""
    page.goto(STUDIO)
    page.get_by_label("Name of this design").fill(name)
    page.get_by_label("Money for setting up").fill(amount)
    page.get_by_role("button", name="Make this design").click()


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, str]:
    """Addresses of the designs that the first test made, by name."""
    return {}


def test_an_editor_makes_designs_and_sees_how_far_they_are(
    open_page: OpenPage, site: Site, made: dict[str, str]
) -> None:
    page = open_page(EDITOR)
    (worker,) = children(site.process_id, "db_worker")
    for name, amount in AMOUNTS.items():
        order(page, name, amount)
        wait_for_work(site.data, "running", "supportpoints.design")
        with held(site.data, worker):
            expect(page.locator("progress")).to_be_visible()
            expect(page.get_by_role("button", name="Stop this work")).to_be_visible()
        page.wait_for_url(re.compile(r"/designs/\d+/$"), timeout=90_000)
        expect(page.locator("h1")).to_have_text(name)
        answer = page.locator("section[aria-labelledby='answer-title']")
        expect(answer).to_contain_text("of residents within 15 minutes")
        expect(answer).to_contain_text("proven")
        spent = re.search(r"€\s?([\d,]+)", answer.inner_text())
        assert spent
        assert 0 < int(spent[1].replace(",", "")) <= int(amount)
        expect(page.locator("weerbaar-map")).to_have_attribute("data-state", "ready")
        made[name] = page.url


def test_a_long_table_is_short_on_a_phone_until_asked(open_page: OpenPage, made: dict[str, str]) -> None:
    page = open_page(EDITOR, width=360)
    page.goto(made["More"])
    shown = page.locator(".wb-table-scroll--tall").last.locator("tbody tr:visible")
    expect(shown).to_have_count(10)
    search = page.get_by_label("Search in this table").last
    search.fill("Buitenwijk")
    expect(shown.nth(10)).to_be_visible()
    search.fill("")
    page.get_by_role("button", name="Show all 44 rows").click()
    expect(shown).to_have_count(44)


def test_work_that_runs_is_stopped(open_page: OpenPage, site: Site) -> None:
    """A design can be done before anybody presses the button; then another one is asked for."""
    page, kind = open_page(EDITOR), "supportpoints.design"
    (worker,) = children(site.process_id, "db_worker")
    for number in range(3, 13):
        name = f"Proef {number}"
        order(page, name, str(300_000 + 11_000 * number))
        wait_for_work(site.data, ("running", "done"), kind)
        with held(site.data, worker):
            if state_of_work(site.data, kind) != "running":
                continue
            page.get_by_role("button", name="Stop this work").click()
            expect(page.locator("#progress")).to_contain_text("Stopping at the next safe moment")
        wait_for_work(site.data, ("cancelled", "done"), kind)
        if state_of_work(site.data, kind) == "cancelled":
            break
    expect(page.locator("h1")).to_have_text("Stopped", timeout=90_000)
    expect(page.locator("main")).to_contain_text("Nothing was changed.")
    (found,) = ask(site.data, "select summary from supportpoints_networkdesign where name = ?", name)
    assert found[0] in (None, "", "null")


def test_wishes_that_cannot_be_are_refused_with_words(open_page: OpenPage) -> None:
    page = open_page(EDITOR)
    order(page, "", "250000")
    expect(page).to_have_url(re.compile("/designs/(order/)?$"))
    assert page.locator("[aria-invalid=true], :invalid").count() > 0


def test_two_designs_side_by_side_and_one_becomes_the_network(
    open_page: OpenPage, made: dict[str, str]
) -> None:
    page = open_page(EDITOR)
    page.goto(STUDIO)
    for name in made:
        page.get_by_role("checkbox", name=f"Compare {name}", exact=True).check()
    page.get_by_role("button", name="Compare the two ticked").click()
    expect(page.locator("h1")).to_have_text("Two designs compared")
    for name in made:
        expect(page.locator("main").get_by_role("link", name=name, exact=True).first).to_be_visible()
    page.goto(made["More"])
    points = page.locator("section[aria-labelledby='points-title'] tbody tr").count()
    page.get_by_role("button", name="Adopt as the network").click()
    expect(page.locator("main")).to_contain_text("The design is the network now")

    public = open_page()
    public.goto("/en/maastricht/support-points/")
    rows = public.locator("main tbody tr")
    expect(rows).to_have_count(points)
    shown = rows.locator("a[href*='/support-points/']").all_inner_texts()
    public.goto("/en/maastricht/network/")
    expect(public.locator("main")).to_contain_text(f"{points} support points")
    page.goto(made["More"])  # where each point of the network now leads to its own page
    linked = page.locator("section[aria-labelledby='points-title'] tbody th a").all_inner_texts()
    assert sorted(linked) == sorted(shown)


def numbers_on(page: Page) -> tuple[dict[str, float], int]:
    """Residents per neighbourhood, and the number of points, as a design's page shows them."""
    rows = page.locator("section[aria-labelledby='neighbourhoods-title'] tbody tr").evaluate_all(
        """rows => rows.map(row => [row.cells[0], row.cells[2]].map(
            cell => cell.dataset.value ?? cell.innerText.trim()
        ))"""
    )
    points = page.locator("section[aria-labelledby='points-title'] tbody tr").count()
    return {name: float(value.replace(",", "")) for name, value in rows}, points


@pytest.fixture
def exported(open_page: OpenPage, made: dict[str, str], tmp_path: Path) -> tuple[Page, dict[str, Path]]:
    page = open_page(EDITOR)
    page.goto(made["More"])
    files = {}
    for label in ("PDF", "XLSX", "CSV", "GeoJSON", "GeoPackage"):
        with page.expect_download(timeout=120_000) as waiting:
            page.locator("main").get_by_role("link", name=label, exact=True).click()
        files[label] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(files[label])
    return page, files


def test_the_files_open_and_say_what_the_page_says(exported: tuple[Page, dict[str, Path]]) -> None:
    page, files = exported
    residents, points = numbers_on(page)
    assert len(residents) == 44
    name = page.locator("h1").inner_text()

    text = " ".join(sheet.extract_text() for sheet in PdfReader(files["PDF"]).pages)
    assert name in text
    assert str(points) in text
    if shutil.which("pdfinfo"):
        subprocess.run(["pdfinfo", files["PDF"]], check=True, capture_output=True)

    book = load_workbook(files["XLSX"], read_only=True)
    tables = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    book.close()
    cells = {value for rows in tables.values() for row in rows for value in row}
    assert set(residents) <= cells
    assert any(
        len(rows) - at - 1 >= points for rows in tables.values() for at, row in enumerate(rows) if any(row)
    )

    rows = list(csv.reader(io.StringIO(files["CSV"].read_text(encoding="utf-8-sig"))))
    assert len(rows) - 1 == points

    document = json.loads(files["GeoJSON"].read_text())
    kinds = [feature["geometry"]["type"] for feature in document["features"]]
    assert kinds.count("Point") == points


def test_ogrinfo_reads_the_geo_files(exported: tuple[Page, dict[str, Path]]) -> None:
    page, files = exported
    _, points = numbers_on(page)
    if not shutil.which("ogrinfo"):
        pytest.skip("ogrinfo is not installed")
    for label, layers in (("GeoJSON", 1), ("GeoPackage", 2)):
        said = subprocess.run(
            ["ogrinfo", "-al", "-so", files[label]], check=True, capture_output=True, text=True
        )
        assert "ERROR" not in said.stdout + said.stderr
        assert "Warning" not in said.stderr
        assert said.stdout.count("Feature Count: ") >= layers
        if label == "GeoPackage":
            assert f"Feature Count: {points}\n" in said.stdout
            assert "Feature Count: 44\n" in said.stdout
