"""How often one address may ask, and which address that is behind proxies."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from weerbaar.interface.ratelimit import client_address, limited, seconds_to_wait


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


@limited("test", per_minute=3)
def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("here")


def test_the_fourth_in_a_minute_waits_and_others_do_not(rf: RequestFactory) -> None:
    answers = [view(rf.get("/en/", REMOTE_ADDR="192.0.2.1")).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
    assert view(rf.get("/en/", REMOTE_ADDR="192.0.2.2")).status_code == 200


def test_no_sixty_seconds_hold_more_than_allowed() -> None:
    """Against a list of all accepted times: never more than the limit in any window of 60 s."""
    accepted = [at / 4 for at in range(4 * 300) if seconds_to_wait("a", "192.0.2.1", 30, at / 4) == 0]
    windows = [sum(1 for at in accepted if begin <= at < begin + 60) for begin in accepted]
    # the last minute's requests are taken as evenly spread, which can be off by its share
    assert max(windows) <= 36
    assert accepted[0] == 0.0


def test_waiting_as_long_as_told_helps() -> None:
    now = 1_000_000.0
    for _ in range(3):
        assert seconds_to_wait("b", "192.0.2.1", 3, now) == 0
    wait = seconds_to_wait("b", "192.0.2.1", 3, now)
    assert 0 < wait <= 60
    later = now + wait + 60
    assert seconds_to_wait("b", "192.0.2.1", 3, later) == 0


def test_one_subscriber_has_one_count_in_ipv6() -> None:
    for i in range(3):
        assert seconds_to_wait("c", f"2001:db8::{i + 1:x}", 3, 0.0) == 0
    assert seconds_to_wait("c", "2001:db8::ffff", 3, 0.0) > 0
    assert seconds_to_wait("c", "2001:db8:0:1::1", 3, 0.0) == 0


def test_the_answer_says_when_and_fits_who_asks(rf: RequestFactory) -> None:
    for _ in range(4):
        page = view(rf.get("/en/"))
        json = view(rf.get("/en/", HTTP_ACCEPT="application/json", REMOTE_ADDR="192.0.2.9"))
    assert page.status_code == json.status_code == 429
    assert int(page["Retry-After"]) > 0
    assert json["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "1.1.1.1, 203.0.113.5", "203.0.113.5"),
        (2, "1.1.1.1, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "203.0.113.5", "203.0.113.5"),
        (1, "", "192.0.2.1"),
        (1, "<script>", "192.0.2.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_forwarded_addresses_count_as_far_as_our_proxies_go(
    rf: RequestFactory, settings: Any, proxies: int, forwarded: str, seen: str
) -> None:
    settings.PROXIES = proxies
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_address(rf.get("/", REMOTE_ADDR="192.0.2.1", **extra)) == seen
