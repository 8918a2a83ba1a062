"""How good is the network: figures, proof, assumptions and sources, and the files behind them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import small_town
from tests.portal import network
from weerbaar.accounts.types import MunicipalityRow
from weerbaar.territory.models import DataSource, Neighbourhood

PAGE = "/en/kleinstad/network/"


def read(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_without_a_network_the_page_says_what_will_stand_there(client: Client, town: MunicipalityRow) -> None:
    network.design(town)
    page = read(client)
    assert "Kleinstad has not chosen a network yet" in page
    assert "75.0%" not in page
    assert client.get("/en/kleinstad/network/coverage.csv").status_code == 404


def test_the_figures_come_with_norm_day_money_and_who_is_left_out(
    client: Client, town: MunicipalityRow
) -> None:
    network.adopt(town)
    page = read(client)
    assert "75.0%" in page
    assert "1,206 of 1,608 residents" in page
    assert "37.5%" in page
    assert ">402<" in page  # a quarter of 1,608
    assert "within 15\u00a0min" in page
    assert "2\u00a0November\u00a02026" in page
    assert "€97,500" in page
    assert "of €420,000 set aside; then €16,500 a year" in page
    assert "1 of 4 points ready for use today." in page


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (0.0, "no other choice is better"),
        (0.0012, "no other choice is more than 0.12% better"),
    ],
)
def test_the_proof_is_told_as_it_is(client: Client, town: MunicipalityRow, gap: float, words: str) -> None:
    network.design(town, gap=gap, current=True, adopted_on=network.date(2026, 11, 2))
    assert words in read(client)


def test_sources_stand_with_licence_date_and_checksum(client: Client, town: MunicipalityRow) -> None:
    network.adopt(town)
    DataSource.objects.update(sha256="ab" * 32)
    page = read(client)
    assert "EUPL-1.2" in page
    assert "ab" * 32 in page
    assert "1\u00a0November\u00a02026" in page


def test_only_illustrative_data_are_called_an_example(client: Client, town: MunicipalityRow) -> None:
    network.adopt(town)
    pages = (PAGE, "/en/kleinstad/", "/en/kleinstad/support-points/", "/en/kleinstad/support-points/1/")
    for page in pages:
        assert "This is an example" in read(client, page)
    DataSource.objects.update(illustrative=False)
    for page in pages:
        assert "This is an example" not in read(client, page)


def test_assumptions_are_marked_and_the_norm_comes_first(client: Client, town: MunicipalityRow) -> None:
    network.adopt(town)
    page = read(client, "/nl/kleinstad/network/")
    table = page[page.index("Wat is aangenomen?") : page.index("Waar komen de gegevens vandaan?")]
    assert table.index("Langste wandeltijd naar een noodsteunpunt") < table.index("Eenmalige kosten")
    assert "€\u00a012.500" in table
    assert "4,8 km per uur" in table
    assert "aanname" in table
    assert "rekentijd" not in table


def test_the_table_file_adds_up_and_says_that_it_is_an_example(client: Client, town: MunicipalityRow) -> None:
    network.adopt(town)
    Neighbourhood.objects.filter(name="Oudwijk").update(name="=HYPERLINK(1)")
    made = network.NetworkDesign.objects.get()
    made.summary = network.summary(town).as_json()
    made.save()
    answer = client.get("/nl/kleinstad/network/coverage.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert sum(float(row["residents"]) for row in rows) == small_town.RESIDENTS
    assert sum(float(row["covered"]) for row in rows) == pytest.approx(small_town.RESIDENTS * 0.75)
    assert {row["illustrative"] for row in rows} == {"1"}
    assert not any(row["name"].startswith("=") for row in rows)


def test_the_map_holds_every_neighbourhood_with_its_share(client: Client, town: MunicipalityRow) -> None:
    network.adopt(town)
    document = json.loads(client.get("/en/kleinstad/network/map.json").content)
    layers = {layer["kind"]: layer["data"]["features"] for layer in document["layers"]}
    for area in layers["neighbourhood"]:
        assert area["properties"]["share"] == pytest.approx(0.75)
    assert len(layers["neighbourhood"]) == 4
    assert len(layers["point"]) == 4
    west, south, east, north = document["bounds"]
    for area in layers["neighbourhood"]:
        for lon, lat in area["geometry"]["coordinates"][0]:
            assert west <= lon <= east
            assert south <= lat <= north


def test_the_page_takes_as_many_queries_with_many_points_as_with_one(
    client: Client, town: MunicipalityRow
) -> None:
    made = network.adopt(town, (1,))
    read(client)
    with CaptureQueriesContext(connection) as few:
        read(client)
    for number in range(2, 13):
        network.add_point(town, number, design=made)
    with CaptureQueriesContext(connection) as many:
        read(client)
    assert len(many) == len(few)
