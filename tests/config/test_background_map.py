"""The background map's address opens the security policy for its origin, and for nothing else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from weerbaar.config.environment import origin


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", []),
        ("/tiles/{z}/{x}/{y}.png", []),
        ("https://tiles.example/map/{z}/{x}/{y}.png", ["https://tiles.example"]),
        ("https://tiles.example:8443/{z}/{x}/{y}.png?a=b", ["https://tiles.example:8443"]),
        ("http://127.0.0.1:9000/{z}/{x}/{y}.png", ["http://127.0.0.1:9000"]),
    ],
)
def test_origin(address: str, expected: list[str]) -> None:
    assert origin(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "tiles.example/{z}",
        "javascript:alert(1)",
        "https:///x",
        "https://a.example;script-src *",
        "https://{s}.a.nl/",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        origin(address)


def test_policy_names_the_origin_for_images_and_fetching_only() -> None:
    code = (
        "from weerbaar.config import settings;"
        "d = settings.CONTENT_SECURITY_POLICY['DIRECTIVES'];"
        "print(sorted(k for k, v in d.items() if 'https://tiles.example' in v))"
    )
    environment = {**os.environ, "WEERBAAR_BACKGROUND_MAP": "https://tiles.example/{z}/{x}/{y}.png"}
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "['connect-src', 'img-src']"
