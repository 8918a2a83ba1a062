"""Power cuts: the whole program, its worker or its web server ends at once, in the middle of work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import ROOT, Site, copy_installation, free_port, wait_until_up
from tests.e2e.processes import ask, children, of_installation, wait_for_work, wait_until_gone
from tests.e2e.valkenburg import files

pytestmark = pytest.mark.e2e
EDITOR, VALKENBURG = "editor@maastricht.example", "admin@valkenburg.example"
STUDIO = "/en/maastricht/staff/support-points/designs/"
DESIGNS = "select count(*) from supportpoints_networkdesign"
LEFT = "select count(*) from territory_importrun r join accounts_municipality m on m.id = r.municipality_id "


class Installation:
    """An installation whose power can be cut and given back."""

    def __init__(self, site: Site, data: Path) -> None:
        self.site = replace(
            site, data=data, address="", environment={**site.environment, "WEERBAAR_DATA": str(data)}
        )
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> int:
        port = free_port()
        with (self.site.data / "site.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "weerbaar", "serve", "--port", str(port)],
                env={**self.site.environment, "WEERBAAR_SITE_URL": f"http://127.0.0.1:{port}"},
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.site = replace(self.site, address=f"http://127.0.0.1:{port}", process_id=self.process.pid)
        wait_until_up(self.site.address, self.process)
        return self.process.pid

    def cut(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


@pytest.fixture(scope="module")
def installation(
    site: Site, signed_in: Callable[[str], dict[str, object]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    for email in (EDITOR, VALKENBURG):
        signed_in(email)  # before the copy, so that the sessions are in it
    data = tmp_path_factory.mktemp("installation")
    copy_installation(site.data, data)
    made = Installation(site, data)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def page_of(
    installation: Installation, browser: Browser, signed_in: Callable[[str], dict[str, object]]
) -> Iterator[Callable[[str], Page]]:
    contexts = []

    def made(email: str) -> Page:
        context = browser.new_context(
            base_url=installation.site.address,
            storage_state=signed_in(email),  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        return page

    yield made
    for context in contexts:
        context.close()


def order(page: Page, name: str, amount: str) -> None:
    page.goto(STUDIO)
    page.get_by_label("Name of this design").fill(name)
    page.get_by_label("Money for setting up").fill(amount)
    page.get_by_role("button", name="Make this design").click()
    page.wait_for_url("**/staff/work/**")


def test_the_power_fails_during_a_design(installation: Installation, page_of: Callable[[str], Page]) -> None:
    page = page_of(EDITOR)
    order(page, "Cut short", "222000")
    number = wait_for_work(installation.site.data, "running", "supportpoints.design")
    installation.cut()
    installation.start()
    assert ask(installation.site.data, "pragma integrity_check") == [("ok",)]
    assert ask(installation.site.data, "select state from interface_job where id = ?", number) == [
        ("failed",)
    ]
    page = page_of(EDITOR)
    page.goto(STUDIO)
    row = page.locator("main tr", has_text="Cut short")
    expect(row).to_contain_text("no answer yet")
    row.get_by_role("link", name="Cut short").click()
    page.get_by_role("button", name="Run again").click()
    page.wait_for_url("**/designs/*/", timeout=90_000)
    expect(page.locator("section[aria-labelledby='answer-title']")).to_contain_text("proven")


def test_the_power_fails_during_an_import(
    installation: Installation, page_of: Callable[[str], Page], tmp_path: Path
) -> None:
    def send(more_postcodes: int) -> Page:
        page = page_of(VALKENBURG)
        page.goto("/en/valkenburg/staff/territory/sources/import/")
        given = files(tmp_path / str(more_postcodes), more_postcodes)
        page.locator("input[type=file]").set_input_files(given)
        page.get_by_role("button", name="Import", exact=True).click()
        return page

    before = ask(installation.site.data, LEFT + "where m.code = 'GM0994'")
    people = ask(installation.site.data, "select count(*), sum(residents) from territory_demandpoint")
    send(30_000)
    number = wait_for_work(installation.site.data, "running", "territory.import")
    installation.cut()
    installation.start()
    assert ask(installation.site.data, "pragma integrity_check") == [("ok",)]
    assert ask(installation.site.data, "select state from interface_job where id = ?", number) == [
        ("failed",)
    ]
    assert ask(installation.site.data, LEFT + "where m.code = 'GM0994'") == before
    assert ask(installation.site.data, "select count(*), sum(residents) from territory_demandpoint") == people
    page = send(10)
    page.wait_for_url("**/sources/imports/*/", timeout=90_000)
    expect(page.locator("main")).to_contain_text("300")


@pytest.mark.parametrize("words", ["granian", "db_worker"])
def test_a_part_that_falls_over_is_started_again(
    installation: Installation, page_of: Callable[[str], Page], words: str
) -> None:
    serving = installation.site.process_id
    (fallen,) = children(serving, words)
    if words == "db_worker":
        order(page_of(EDITOR), "Worker gone", "211000")
        wait_for_work(installation.site.data, "running", "supportpoints.design")
    os.kill(fallen, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and children(serving, words) in ([], [fallen]):
        time.sleep(0.1)
    assert installation.process is not None
    wait_until_up(installation.site.address, installation.process)
    if words == "db_worker":
        wait_for_work(installation.site.data, "failed", "supportpoints.design")
    order(page_of(EDITOR), "After the fall", "233000")
    wait_for_work(installation.site.data, "done", "supportpoints.design")


def test_a_killed_web_server_leaves_no_web_process_behind(
    installation: Installation, page_of: Callable[[str], Page]
) -> None:
    data = installation.site.data
    order(page_of(EDITOR), "Before the server fell", "244000")
    wait_for_work(data, "done", "supportpoints.design")
    made = ask(data, DESIGNS)
    serving = installation.site.process_id
    (server,) = children(serving, "granian")
    old = {server, *children(server, "")}
    assert len(old) > 1, "the server has web processes of its own"
    os.kill(server, signal.SIGKILL)
    wait_until_gone(old)
    assert installation.process is not None
    wait_until_up(installation.site.address, installation.process)
    (again,) = children(serving, "granian")
    assert again not in old
    there = of_installation(data)
    assert {there[each] for each in there} <= {*there, os.getpid()}, "nobody lost its parent"
    assert ask(data, "pragma integrity_check") == [("ok",)]
    assert ask(data, DESIGNS) == made
    order(page_of(EDITOR), "After the server fell", "255000")
    wait_for_work(data, "done", "supportpoints.design")


def test_a_killed_program_leaves_nothing_behind(
    installation: Installation, page_of: Callable[[str], Page]
) -> None:
    data = installation.site.data
    order(page_of(EDITOR), "Killed meanwhile", "266000")
    wait_for_work(data, "running", "supportpoints.design")
    made = ask(data, DESIGNS)
    there = set(of_installation(data))
    assert len(there) >= 4, "the program, its worker, its web server and at least one web process"
    os.kill(installation.site.process_id, signal.SIGKILL)  # it alone, not its group
    assert installation.process is not None
    installation.process.wait(10)
    wait_until_gone(there)
    assert of_installation(data) == {}
    installation.start()
    assert ask(data, "pragma integrity_check") == [("ok",)]
    assert ask(data, DESIGNS) == made
    wait_for_work(data, "failed", "supportpoints.design")
    order(page_of(EDITOR), "After the program fell", "277000")
    wait_for_work(data, "done", "supportpoints.design")
