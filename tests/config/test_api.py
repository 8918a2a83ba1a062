"""The API as a whole: against its own document, who may read what, and what it never tells."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from weerbaar.accounts.services import make_token
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.core.projection import to_wgs84
from weerbaar.interface import rest
from weerbaar.supportpoints import queries, services
from weerbaar.supportpoints.models import SupportPoint

SECRETS = ("GEHEIME EIGENAAR", "GEHEIME AFSPRAAK", "GEHEIME NOTITIE")
BASE = "/api/v1/municipalities/kleinstad"


@pytest.fixture
def network(town: MunicipalityRow) -> MunicipalityRow:
    """Kleinstad with an adopted network, in which every private field of every point holds a secret."""
    design = services.run_design_now(PROGRAM, town.id, "Voorstel", queries.default_wishes(town.id))
    services.adopt_design(PROGRAM, design.id)
    SupportPoint.objects.update(owner=SECRETS[0], agreement=SECRETS[1])
    point = queries.points(town.id)[0]
    services.set_function(
        PROGRAM, town.id, point.number, "first_aid", "planned", note=SECRETS[2], version=point.version
    )
    return town


@pytest.fixture(autouse=True)
def no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rest, "PER_MINUTE", 1_000_000)
    cache.clear()


@pytest.fixture
def token(network: MunicipalityRow) -> str:
    return make_token(PROGRAM, network.id, "test", 1)[1]


@pytest.fixture
def api_schema(network: MunicipalityRow, token: str) -> Iterator[Any]:
    """The API in this process, in the transaction of the test."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    config = schemathesis.config.SchemathesisConfig.from_dict(
        {
            "headers": {"Authorization": f"Bearer {token}"},
            "seed": 72,
        }
    )
    loaded = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), config=config)
    known = {
        "municipality": ["kleinstad"],
        "number": [1, 2, 999],
        "design_id": [queries.designs(network.id)[0].id, 999],
        "postcode": ["9999AA", "9999 ab", "1000AA"],
    }
    for operations in loaded.raw_schema["paths"].values():
        for parameter in operations["get"]["parameters"]:
            if parameter["name"] in known:  # names made at random would only ever find nothing
                parameter["schema"] = {"enum": known[parameter["name"]]}
    yield loaded
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_every_answer_is_as_the_document_says(api_schema: Any, mode: schemathesis.GenerationMode) -> None:
    """Schemathesis with all its checks, on sound requests and on broken ones; the same ones every time."""
    tried = 0
    for found in api_schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=12,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        def every_case(case: schemathesis.Case) -> None:
            case.call_and_validate()

        try:
            every_case()
        except Unsatisfiable:
            continue  # an address without parameters cannot be asked wrongly
        tried += 1
    assert tried >= 15


def document() -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
    return found


def addresses(tag: str | None = None) -> list[str]:
    """Every address of the document, filled in for Kleinstad."""
    return [
        path.replace("{municipality}", "kleinstad")
        .replace("{number}", "1")
        .replace("{design_id}", "1")
        .replace("{postcode}", "9999AA")
        + ("?lon=5.69&lat=50.85" if path.endswith("ity}/nearest-support-points") else "")
        for path, operations in document()["paths"].items()
        if tag is None or tag in operations["get"]["tags"]
    ]


def private_addresses() -> list[str]:
    return addresses("with a token")


def public_addresses() -> list[str]:
    return [address for address in addresses() if address not in private_addresses()]


def test_the_document_is_a_valid_openapi_31_document(db: None) -> None:
    import jsonschema_rs

    found = document()
    assert found["openapi"].startswith("3.1")
    for schema_of in found["components"]["schemas"].values():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema_of})
    operations = [operation for methods in found["paths"].values() for operation in methods.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    tags = {tag["name"] for tag in found["tags"]}
    for operation in operations:
        assert operation["description"]
        assert set(operation["tags"]) <= tags
        for status, response in operation["responses"].items():
            if status != "200":
                assert list(response["content"]) == ["application/problem+json"]
        assert bool(operation.get("security")) == ("with a token" in operation["tags"])


def test_public_answers_hold_no_private_field(network: MunicipalityRow) -> None:
    client = Client()
    words = {"owner", "agreement", "agreement_date", "note", "version", "made_by", "adopted_by"}

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for item in value.values() for key in keys(item)}
        return {key for item in value for key in keys(item)} if isinstance(value, list) else set()

    seen = 0
    for address in public_addresses():
        response = client.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        assert not any(secret in text for secret in SECRETS), address
        assert not keys(json.loads(text)) & words, address
        seen += "Gebouw" in text
    assert seen >= 3  # the points themselves were there


def test_the_token_opens_what_is_private(network: MunicipalityRow, token: str) -> None:
    client = Client(headers={"Authorization": f"Bearer {token}"})
    design = client.get(f"{BASE}/designs").json()["items"][0]
    detail = client.get(f"{BASE}/designs/{design['id']}").json()
    summary = queries.current_design(network.id).summary  # type: ignore[union-attr]
    assert summary is not None
    assert detail["answer"]["covered"] == pytest.approx(summary.covered)
    assert len(detail["answer"]["points"]) == len(summary.points)
    assert {row["owner"] for row in client.get(f"{BASE}/agreements").json()} == {SECRETS[0]}
    assert client.get(f"{BASE}/candidates").json()["count"] == 12


def test_without_a_valid_token_nothing_private(town: MunicipalityRow) -> None:
    headers = [
        {},
        *({"Authorization": text} for text in ("Bearer", "Bearer nonsense", "Basic YTpi", "bearer  ")),
    ]
    for address, header in itertools.product(private_addresses(), headers):
        response = Client().get(address, headers=header)
        assert response.status_code == 401, address
        assert response["Content-Type"] == "application/problem+json"
        assert response["WWW-Authenticate"].startswith("Bearer")
        assert "Access-Control-Allow-Origin" not in response


def test_a_token_of_another_municipality_finds_nothing(
    network: MunicipalityRow, other_town: MunicipalityRow
) -> None:
    other = make_token(PROGRAM, other_town.id, "test", 1)[1]
    client = Client(headers={"Authorization": f"Bearer {other}"})
    for address in private_addresses():
        assert client.get(address).status_code == 404, address
    design = queries.designs(network.id)[0]
    assert client.get(f"/api/v1/municipalities/buurstad/designs/{design.id}").status_code == 404


def test_private_answers_are_kept_by_nobody_and_read_by_no_other_site(token: str) -> None:
    client = Client(headers={"Authorization": f"Bearer {token}", "Origin": "https://elders.example"})
    for address in private_addresses():
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert "Authorization" in response["Vary"]
        assert "Access-Control-Allow-Origin" not in response


def test_public_answers_may_be_kept_and_are_not_sent_twice(network: MunicipalityRow) -> None:
    client = Client()
    for address in public_addresses():
        first = client.get(address)
        assert first["Access-Control-Allow-Origin"] == "*"
        assert first["Cache-Control"].startswith("public")
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert again.content == b""
    before = client.get(f"{BASE}/support-points")["ETag"]
    SupportPoint.objects.filter(number=1).update(name="Nieuwe naam")
    assert client.get(f"{BASE}/support-points", headers={"If-None-Match": before}).status_code == 200


def test_geojson_is_geojson(network: MunicipalityRow) -> None:
    for name in ("support-points", "neighbourhoods", "coverage"):
        response = Client().get(f"{BASE}/{name}.geojson")
        assert response["Content-Type"] == "application/geo+json"
        collection = response.json()
        assert collection["type"] == "FeatureCollection"
        plain = Client().get(f"{BASE}/{name}").json()
        rows = plain if isinstance(plain, list) else plain["neighbourhoods"]
        assert [feature["properties"] for feature in collection["features"]] == rows


def test_coverage_adds_up_and_names_its_norm_date_and_sources(network: MunicipalityRow) -> None:
    found = Client().get(f"{BASE}/coverage").json()
    for areas in (found["districts"], found["neighbourhoods"]):
        assert sum(area["residents"] for area in areas) == pytest.approx(1608.0)
        assert sum(area["covered"] for area in areas) == pytest.approx(found["covered"])
    assert found["norm_m"] == pytest.approx(1200.0)
    assert found["illustrative"] is True
    assert found["sources"][0]["licence"] == "EUPL-1.2"
    assert found["bound"] >= found["objective"] - 1e-6


def test_nearest_by_place_and_by_postcode_agree(network: MunicipalityRow) -> None:
    from weerbaar.territory import queries as territory

    demand = territory.demand(network.id)
    lon, lat = to_wgs84(demand.x[0], demand.y[0])
    client = Client()
    by_place = client.get(f"{BASE}/nearest-support-points", {"lon": float(lon), "lat": float(lat)}).json()
    by_code = client.get(f"{BASE}/postcodes/{demand.code[0][:4]} aa/nearest-support-points").json()
    assert [row["point"]["number"] for row in by_place] == [row["point"]["number"] for row in by_code]
    walks = [row["metres"] for row in by_place]
    assert walks == sorted(walks)


ERRORS = (
    ("/api/", 404),
    ("/api/v1/", 404),
    ("/api/v1/niets", 404),
    ("/api/v1/municipalities/nergens", 404),
    ("/api/v1/municipalities/nergens/coverage", 404),
    ("/api/v1/municipalities/kleinstad/support-points/999", 404),
    ("/api/v1/municipalities/kleinstad/support-points/een", 422),
    ("/api/v1/municipalities/kleinstad/nearest-support-points", 422),
    ("/api/v1/municipalities/kleinstad/nearest-support-points?lon=5.7", 422),
    ("/api/v1/municipalities/kleinstad/nearest-support-points?lon=nan&lat=1", 422),
    ("/api/v1/municipalities/kleinstad/nearest-support-points?lon=5.7&lat=95", 422),
    ("/api/v1/municipalities/kleinstad/nearest-support-points?lon=100&lat=50", 404),
    ("/api/v1/municipalities/kleinstad/postcodes/x/nearest-support-points", 422),
    ("/api/v1/municipalities/kleinstad/postcodes/1000AA/nearest-support-points", 404),
)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_errors_are_problem_details_in_the_language_of_the_caller(
    network: MunicipalityRow, language: str
) -> None:
    for path, status in ERRORS:
        response = Client().get(path, headers={"Accept-Language": language})
        assert response.status_code == status, path
        assert response["Content-Type"] == "application/problem+json", path
        body = response.json()
        assert body["status"] == status
        assert body["title"] == rest.TITLES[status][0 if language == "nl" else 1]
        assert "Accept-Language" in response["Vary"]


def test_a_municipality_without_a_network_says_so(town: MunicipalityRow) -> None:
    assert Client().get(f"{BASE}/support-points").json() == []
    response = Client().get(f"{BASE}/coverage", headers={"Accept-Language": "en"})
    assert response.status_code == 404
    assert "not adopted" in response.json()["detail"]


def test_nothing_can_be_written(town: MunicipalityRow) -> None:
    methods = ("post", "put", "patch", "delete", "options")
    for address, method in itertools.product(addresses(), methods):
        response = getattr(Client(enforce_csrf_checks=True), method)(address)
        assert response.status_code == 405, address
        assert response["Allow"] == "GET, HEAD"


def test_head_answers_as_get_without_a_body(network: MunicipalityRow) -> None:
    response = Client().head(f"{BASE}/support-points")
    assert response.status_code == 200
    assert response["ETag"]


def test_who_asks_too_often_waits(network: MunicipalityRow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rest, "PER_MINUTE", 3)
    answers = [Client().get(f"{BASE}/districts", headers={"Accept-Language": "nl"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[3]["Retry-After"]) <= 60
    assert answers[3]["Content-Type"] == "application/problem+json"
    assert "seconden" in answers[3].json()["detail"]


def test_long_lists_come_in_pages(network: MunicipalityRow, token: str) -> None:
    client = Client(headers={"Authorization": f"Bearer {token}"})
    whole = client.get(f"{BASE}/candidates").json()["items"]
    pages = [client.get(f"{BASE}/candidates", {"limit": 5, "offset": n}).json() for n in (0, 5, 10, 15)]
    assert [len(page["items"]) for page in pages] == [5, 5, 2, 0]
    assert [item for page in pages for item in page["items"]] == whole


def test_a_point_more_costs_no_query_more(
    network: MunicipalityRow, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        assert len(Client().get(f"{BASE}/support-points").json()) > 1


def test_the_reference_describes_every_address_with_an_example(db: None) -> None:
    text = (Path(__file__).parents[2] / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    sections = {
        head.split("`")[1]: body
        for head, _, body in (section.partition("\n") for section in text.split("\n### ")[1:])
    }
    known = {f"GET {path}": operations["get"] for path, operations in document()["paths"].items()}
    assert set(sections) == set(known)
    schemas = document()["components"]["schemas"]
    for name, body in sections.items():
        example = json.loads(body.split("```json")[1].split("```")[0])
        (content,) = known[name]["responses"]["200"]["content"].values()
        assert_named(example, content["schema"], schemas, name)


def assert_named(example: Any, schema_of: dict[str, Any], schemas: dict[str, Any], where: str) -> None:
    """An example may leave fields out, but every field that it shows exists."""
    for option in schema_of.get("anyOf", []):
        if "$ref" in option and example is not None:
            schema_of = option
    if "$ref" in schema_of:
        schema_of = schemas[schema_of["$ref"].rsplit("/", 1)[1]]
    if isinstance(example, list):
        for item in example:
            assert_named(item, schema_of.get("items", {}), schemas, where)
    elif isinstance(example, dict):
        fields = schema_of["properties"]
        assert set(example) <= set(fields), where
        for key, value in example.items():
            assert_named(value, fields[key], schemas, f"{where} {key}")
