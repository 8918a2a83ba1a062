"""The public pages of support points: what residents may know, and nothing else."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import unquote

import pytest
import segno
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.portal import network
from weerbaar.accounts.types import MunicipalityRow

PUBLIC = (
    "",
    "?q=9999AB",
    "find.json?q=9999AB",
    "find.json",
    "support-points/",
    "support-points/map.json",
    "support-points.geojson",
    "support-points/1/",
    "support-points/1/map.json",
    "network/",
    "network/map.json",
    "network/coverage.csv",
)


@pytest.fixture
def adopted(town: MunicipalityRow) -> MunicipalityRow:
    network.adopt(town)
    return town


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PUBLIC)
def test_owners_agreements_and_notes_stay_inside(
    client: Client, adopted: MunicipalityRow, page: str, language: str
) -> None:
    answer = client.get(f"/{language}/kleinstad/{page}")
    assert answer.status_code == 200
    text = answer.content.decode()
    for secret in (network.SECRET_OWNER, network.SECRET_AGREEMENT, network.SECRET_NOTE, "owner", "agreement"):
        assert secret not in text
    assert not answer.cookies


def test_the_list_holds_every_point_with_an_honest_state(client: Client, adopted: MunicipalityRow) -> None:
    page = client.get("/en/kleinstad/support-points/").content.decode()
    assert "4 places have been chosen." in page
    assert "1 of them ready for use." in page
    rows = re.findall(
        r'<tr class="utrecht-table__row" data-map-feature="point-(\d+)">(.*?)</tr>', page, re.DOTALL
    )
    assert [number for number, _ in rows] == ["1", "2", "3", "4"]
    assert [re.findall(r'wb-badge--\w+">([^<]+)<', row) for _, row in rows] == [
        ["Ready"],
        ["Being set up"],
        ["Chosen"],
        ["Chosen"],
    ]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", [1, 2, 3, 4]),
        ("STEUNPUNT 3", [3]),
        ("oudwijk", [1, 2]),
        ("9999aa", [1, 2, 3, 4]),
        ("zzz", []),
        ("<zz>", []),
    ],
)
def test_the_list_is_filtered_without_script(
    client: Client, adopted: MunicipalityRow, typed: str, numbers: list[int]
) -> None:
    page = client.get("/en/kleinstad/support-points/", {"q": typed}).content.decode()
    assert [int(n) for n in re.findall(r'<tr[^>]*data-map-feature="point-(\d+)"', page)] == numbers
    assert "<zz>" not in page


@pytest.mark.parametrize("state", ["proposed", "withdrawn"])
def test_what_is_not_decided_or_was_given_up_is_not_public(
    client: Client, adopted: MunicipalityRow, state: str
) -> None:
    network.add_point(adopted, 9, state=state)
    assert client.get("/en/kleinstad/support-points/9/").status_code == 404
    assert client.get("/en/kleinstad/support-points/9/map.json").status_code == 404
    for page in ("support-points/", "support-points/map.json", "support-points.geojson", "?q=9999AB"):
        assert "Steunpunt 9" not in client.get(f"/en/kleinstad/{page}").content.decode()


def test_a_number_of_another_municipality_is_not_there(
    client: Client, adopted: MunicipalityRow, other_town: MunicipalityRow
) -> None:
    network.add_point(other_town, 7)
    assert client.get("/en/kleinstad/support-points/7/").status_code == 404
    assert client.get("/en/buurstad/support-points/7/").status_code == 200


def test_the_page_of_a_point_holds_what_one_takes_along(client: Client, adopted: MunicipalityRow) -> None:
    english = client.get("/en/kleinstad/support-points/1/").content.decode()
    dutch = client.get("/nl/kleinstad/support-points/1/").content.decode()
    assert "Entrance at the back." in english
    assert "Ingang aan de achterkant." in dutch
    assert "open within 1 hour, everything working within 2 hours" in english
    assert "open binnen 1 uur, alles werkt binnen 2 uur" in dutch
    assert "3 litres per person per day" in english
    for number in ("112", "0900 8844", "0800 9009", "Veilig-app"):
        assert number in english
        assert number in dutch


def _dark(path: str) -> set[tuple[int, int]]:
    """The (column, row) of every dark module that a path of strokes one unit high draws."""
    found: set[tuple[int, int]] = set()
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(number) for number in numbers.split()]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            found |= {(int(x) + step, int(y)) for step in range(int(values[0]))}
            x += values[0]
    return found


def test_the_code_leads_to_the_page_itself(
    client: Client, adopted: MunicipalityRow, settings: object
) -> None:
    settings.SITE_URL = "https://weerbaar.kleinstad.example"  # type: ignore[attr-defined]
    page = client.get("/nl/kleinstad/support-points/1/").content.decode()
    source = re.search(r'<img class="wb-qr" src="data:image/svg\+xml[^,]*,([^"]+)"', page)
    assert source
    path = re.search(r" d='([^']+)'", unquote(unescape(source[1])))
    assert path
    address = "https://weerbaar.kleinstad.example/nl/kleinstad/support-points/1/"
    assert address in page
    code = segno.make(address, error="m")
    expected = {
        (x + 2, y + 2) for y, row in enumerate(code.matrix) for x, module in enumerate(row) if module & 1
    }
    assert _dark(path[1]) == expected


def test_the_open_data_hold_states_and_places(client: Client, adopted: MunicipalityRow) -> None:
    answer = client.get("/nl/kleinstad/support-points.geojson")
    assert answer["Content-Type"].startswith("application/geo+json")
    document = json.loads(answer.content)
    assert len(document["features"]) == 4
    first = document["features"][0]
    assert first["properties"]["alerting"] == "present"
    assert first["properties"]["illustrative"] is True
    lon, lat = first["geometry"]["coordinates"]
    # RD (176060, 318015) lies just east of Maastricht
    assert (lon, lat) == (pytest.approx(5.6836, abs=0.01), pytest.approx(50.853, abs=0.01))


@pytest.mark.parametrize("page", ["support-points/", "support-points/map.json", "support-points/1/"])
def test_pages_take_as_many_queries_with_many_points_as_with_one(
    client: Client, town: MunicipalityRow, page: str
) -> None:
    made = network.adopt(town, (1,))
    client.get(f"/en/kleinstad/{page}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/en/kleinstad/{page}")
    for number in range(2, 13):
        network.add_point(town, number, design=made)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/en/kleinstad/{page}")
    assert len(many) == len(few)
