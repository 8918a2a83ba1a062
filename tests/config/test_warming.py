"""Warming: what it leaves behind, and that it takes nothing down."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.portal import network
from weerbaar.accounts.types import MunicipalityRow
from weerbaar.config import warming
from weerbaar.supportpoints import queries
from weerbaar.supportpoints.ground import _ground


def test_a_warm_process_knows_the_streets_and_writes_nothing(town: MunicipalityRow) -> None:
    network.adopt(town)
    _ground.cache_clear()
    with CaptureQueriesContext(connection) as asked:
        assert queries.warm_walks([town.id]) == 1
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
    assert _ground.cache_info().currsize == 1


def test_only_so_many_and_only_those_with_points(town: MunicipalityRow, other_town: MunicipalityRow) -> None:
    network.adopt(town)
    assert queries.warm_walks([other_town.id, town.id, 0]) == 1
    network.adopt(other_town)
    assert queries.warm_walks([other_town.id, town.id]) == 2
    assert queries.warm_walks([other_town.id, town.id], most=1) == 1


@pytest.mark.django_db
def test_a_failure_is_logged_and_leaves_the_site_up(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: list[int]) -> int:
        raise OSError("the disk is gone")

    closed: list[bool] = []
    monkeypatch.setattr(queries, "warm_walks", broken)
    monkeypatch.setattr(connections, "close_all", lambda: closed.append(True))
    warming.warm()
    assert "the disk is gone" in caplog.text
    assert closed == [True]  # a thread that ended would keep its connection open
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(("before", "threads"), [("", True), ("import django.core.servers.basehttp", False)])
def test_a_web_process_warms_itself_and_the_development_server_does_not(before: str, threads: bool) -> None:
    code = f"""
import threading
{before}
seen = []
start = threading.Thread.start
threading.Thread.start = lambda thread: seen.append((thread.name, thread.daemon))
import weerbaar.config.wsgi
assert (("warming", True) in seen) is {threads}, seen
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
