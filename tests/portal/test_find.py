"""Find your support point: every way to ask, and honest answers. Distances are checked by hand.

Kleinstad is a grid of streets 200 m apart, so a walk is the difference in x plus the difference in y,
plus the steps to and from the street.
"""

from __future__ import annotations

import json
import re
import time

import numpy as np
import pytest
import shapely
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from pyproj import Geod

from tests import small_town
from tests.portal import network
from weerbaar.accounts.types import MunicipalityRow
from weerbaar.core.projection import to_wgs84
from weerbaar.portal.cards import walk_steps
from weerbaar.portal.search import CHOICES, plain, tidy
from weerbaar.portal.types import Answer
from weerbaar.portal.views.public import PER_MINUTE
from weerbaar.supportpoints.models import SupportPoint
from weerbaar.supportpoints.types import NearbyPoint, Walk, WalkedStreet

FIND = "/en/kleinstad/"
HOSTILE = (
    "<script>alert(1)</script>",
    "'; DROP TABLE territory_street; --",
    "\x00\x01\x1b",
    "%00%ff",
    "../../../etc/passwd",
    "{{ 7 * 7 }}{% debug %}",
    "\u202edrowkcab",
    "\U0001f4a7\U0001f6b6",
    "%_%",
    "9" * 90,
    "ß" * 90,
    "-- , , ,",
)


@pytest.fixture
def adopted(town: MunicipalityRow) -> MunicipalityRow:
    network.adopt(town)
    return town


def ask(client: Client, text: str, page: str = FIND) -> str:
    answer = client.get(page, {"q": text})
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("typed", ["9999AB", "9999 AB", "9999ab", " 9999   aB ", "9999\u00a0AB", "9999 ab\n"])
def test_a_postcode_finds_the_nearest_point_however_it_is_typed(
    client: Client, adopted: MunicipalityRow, typed: str
) -> None:
    page = ask(client, typed)
    nearest = page.index("Steunpunt 2")
    # postcode AB lies 300 m along the street, building 2 at 460 m: 160 m, and 10 + 15 m off the street
    assert "185\u00a0m" in page[nearest:]
    # 185 m at 80 m a minute is 2.3 min, at 50 m a minute 3.7 min
    assert "2\u00a0min on foot" in page[nearest:]
    assert "For a slow walker: 4\u00a0min" in page[nearest:]
    # building 1 lies 240 m back along the street; building 3 at 860 m, 560 m on
    assert nearest < page.index("265\u00a0m") < page.index("585\u00a0m")
    assert page.count('data-map-feature="point-') == 3


def test_both_languages_say_the_same(client: Client, adopted: MunicipalityRow) -> None:
    dutch = ask(client, "9999AB", "/nl/kleinstad/")
    assert "Uw dichtstbijzijnde noodsteunpunt" in dutch
    assert "2\u00a0min lopen" in dutch
    assert "Loopt u langzaam? Dan 4\u00a0min" in dutch
    assert "Wordt ingericht" in dutch
    assert "Het is nog niet klaar" in dutch
    assert '<html lang="nl"' in dutch
    assert 'hreflang="en"' in dutch


def test_a_point_that_is_not_ready_does_not_pretend(client: Client, adopted: MunicipalityRow) -> None:
    page = ask(client, "9999AB")
    card = page[page.index("<article") : page.index("</article>")]
    assert "It is not ready yet" in card
    assert "Being set up" in card
    words = re.findall(r"</svg>([a-z ]+)</span></span></li>", card)
    assert words == ["available", "will come", "not yet", "not yet"]
    assert "We do not know yet whether there are steps" in card


def test_a_point_that_is_ready_says_so(client: Client, adopted: MunicipalityRow) -> None:
    page = ask(client, "9999AA")
    card = page[page.index("<article") : page.index("</article>")]
    assert "Steunpunt 1" in card
    assert card.count("available") == 4
    assert "not ready" not in card
    assert "You can get in without steps" in card


def test_the_start_of_a_postcode_gives_a_choice(client: Client, adopted: MunicipalityRow) -> None:
    page = ask(client, "9999")
    assert "Which one do you mean?" in page
    link = re.search(r'href="(\?q=9999[^"]+)#answer"', page)
    assert link
    chosen = client.get(FIND + link[1].replace("&amp;", "&")).content.decode()
    assert "Your nearest support point" in chosen


def test_a_choice_that_is_cut_off_says_so(client: Client, adopted: MunicipalityRow) -> None:
    for number in range(CHOICES):
        network.add_street(adopted, f"Hoge {chr(65 + number)}weg", small_town.LEFT + 450, small_town.BOTTOM)
    page = ask(client, "hoge")
    assert page.count('href="?q=Hoge') == CHOICES
    assert "There are more." not in page
    network.add_street(adopted, "Hoge Zweg", small_town.LEFT + 450, small_town.BOTTOM)
    page = ask(client, "hoge")
    assert page.count('href="?q=Hoge') == CHOICES
    assert "There are more." in page


@pytest.mark.parametrize(
    "typed",
    ["Café de Bömmelstraat", "cafe de bommelstraat", "CAFE DE BOMMELSTRAAT", "Café de Bömmelstraat 12a"],
)
def test_a_street_is_found_without_its_accents(client: Client, adopted: MunicipalityRow, typed: str) -> None:
    network.add_street(adopted, "Café de Bömmelstraat", small_town.LEFT + 450, small_town.BOTTOM)
    page = ask(client, typed)
    assert "From Café de Bömmelstraat" in page
    assert "Type it again" not in page
    # the street lies on the street itself, 10 m before building 2 and 15 m beside it
    assert "25\u00a0m" in page


def test_a_typing_mistake_finds_the_street_and_says_which(client: Client, adopted: MunicipalityRow) -> None:
    network.add_street(adopted, "Wilhelminasingel", small_town.LEFT + 450, small_town.BOTTOM)
    page = ask(client, "Wilhelmniasingle")
    assert "From Wilhelminasingel" in page
    assert "Not right? Type it again." in page


def test_a_street_in_two_neighbourhoods_gives_a_choice_that_can_be_told_apart(
    client: Client, adopted: MunicipalityRow
) -> None:
    network.add_street(adopted, "Lange Gracht", small_town.LEFT + 450, small_town.BOTTOM + 100)
    network.add_street(adopted, "Lange Gracht", small_town.LEFT + 1250, small_town.BOTTOM + 100)
    page = ask(client, "lange gracht")
    assert "Which one do you mean?" in page
    assert "Oudwijk" in page
    assert "Veldzicht" in page
    links = re.findall(r'href="(\?q=Lange[^"]+)#answer"', page)
    assert len(links) == 2
    answers = [client.get(FIND + link).content.decode() for link in links]
    assert all("Your nearest support point" in answer for answer in answers)
    assert answers[0] != answers[1]


def test_a_street_whose_name_begins_another_is_meant_itself(client: Client, adopted: MunicipalityRow) -> None:
    network.add_street(adopted, "Markt", small_town.LEFT + 450, small_town.BOTTOM)
    network.add_street(adopted, "Marktstraat", small_town.LEFT + 850, small_town.BOTTOM)
    assert "From Markt" in ask(client, "markt")
    assert "From Markt" in ask(client, "Markt 12")


def test_what_is_not_found_says_what_to_try(client: Client, adopted: MunicipalityRow) -> None:
    page = ask(client, "Nergensstraat")
    assert "We cannot find “Nergensstraat” in Kleinstad" in page
    assert "without the house number" in page
    assert '/en/kleinstad/support-points/"' in page


def test_an_empty_question_is_told_at_the_field(client: Client, adopted: MunicipalityRow) -> None:
    page = ask(client, "   ")
    assert "Type your postcode or your street." in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_input_finds_nothing_and_breaks_nothing(
    client: Client, adopted: MunicipalityRow, text: str
) -> None:
    page = ask(client, text)
    assert "<script>alert" not in page
    assert "49" not in page.split("<main")[1].split("</main>")[0].replace("&#x27;", "")
    assert client.get("/en/kleinstad/find.json", {"q": text}).status_code == 200


def test_a_question_that_is_too_long_is_refused_in_words(client: Client, adopted: MunicipalityRow) -> None:
    assert "That is too long" in ask(client, "a" * 5000)


def test_tidy_and_plain_keep_what_matters() -> None:
    assert tidy(" a\x00b \u202e c\n\td ") == "a b c d"
    assert len(tidy("x" * 500)) == 100
    assert plain("Sint-Pietersstraat 1") == plain("SINT PIETERSSTRAAT1")
    assert plain("Bömmel") == "bommel"
    assert plain("--- ,") == ""


# --- location ---------------------------------------------------------------------------------------------


def here(x: float, y: float) -> dict[str, str]:
    lon, lat = to_wgs84(x, y)
    return {"lat": f"{float(lat):.7f}", "lon": f"{float(lon):.7f}"}


def test_a_location_is_answered_without_being_repeated_or_remembered(
    client: Client, adopted: MunicipalityRow
) -> None:
    sent = here(small_town.LEFT + 300, small_town.BOTTOM + 10)
    answer = client.post(FIND, sent)
    page = answer.content.decode()
    assert "Your nearest support point" in page
    assert "Steunpunt 2" in page[page.index("<article") : page.index("</article>")]
    walked = re.search(r"\((\d+)\u00a0m\)", page)
    # rounding to four decimals moves a place by 7 m at most
    assert walked
    assert abs(int(walked[1]) - 185) <= 12
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    # where somebody is stands in the data of the map inside the page, rounded, and nowhere else
    data = re.findall(r'<script id="map-here" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert len(data) == 1
    assert 'src="#map-here"' in page
    elsewhere = page.replace(data[0], "")
    for value in sent.values():
        assert value[:6] not in elsewhere
        assert value[:9] not in page  # rounded to four decimals


def test_the_map_for_a_location_is_the_one_for_an_address(client: Client, adopted: MunicipalityRow) -> None:
    page = client.post(FIND, here(small_town.LEFT + 300, small_town.BOTTOM + 10)).content.decode()
    (data,) = re.findall(r'<script id="map-here" type="application/json">(.*?)</script>', page, re.DOTALL)
    inside = {layer["kind"]: layer["data"]["features"] for layer in json.loads(data)["layers"]}
    asked = client.get("/en/kleinstad/find.json", {"q": "9999AB"}).json()
    apart = {layer["kind"]: layer["data"]["features"] for layer in asked["layers"]}
    assert inside.keys() == apart.keys() == {"street", "walk", "point", "place"}
    assert inside["point"] == apart["point"]
    for kind in ("walk", "place"):
        (one,), (other,) = inside[kind], apart[kind]
        first, second = shapely.geometry.shape(one["geometry"]), shapely.geometry.shape(other["geometry"])
        assert first.hausdorff_distance(second) < 2e-4  # rounding moves a place by 7 m at most


def test_a_name_cannot_end_the_data_of_the_map(client: Client, town: MunicipalityRow) -> None:
    network.adopt(town)
    nasty = "</script><script>alert(1)</script>&amp;<!--"
    for point in SupportPoint.objects.filter(municipality_id=town.id):
        point.name = nasty
        point.save()
    page = client.post(FIND, here(small_town.LEFT + 300, small_town.BOTTOM + 10)).content.decode()
    assert "<script>alert" not in page
    (data,) = re.findall(r'<script id="map-here" type="application/json">(.*?)</script>', page, re.DOTALL)
    points = next(layer for layer in json.loads(data)["layers"] if layer["kind"] == "point")
    assert {feature["properties"]["label"] for feature in points["data"]["features"]} == {nasty}


@pytest.mark.parametrize("way", ["get", "post"])
def test_the_card_tells_the_walk(client: Client, adopted: MunicipalityRow, way: str) -> None:
    # point 2 lies 160 m on along the first street
    sent = here(small_town.LEFT + 300, small_town.BOTTOM + 10)
    page = (client.post(FIND, sent) if way == "post" else client.get(FIND, {"q": "9999AB"})).content.decode()
    card = page[page.index("<article") : page.index("</article>")]
    walk = card[card.index("<details") : card.index("</details>")]
    assert "Your walk" in walk
    told = re.findall(r"<li[^>]*>(.*?)</li>", walk)
    assert told == ["Dwarsstraat 1 (160\u00a0m)"]
    assert page.count('<details class="wb-fold wb-fold--printed') == 1


@pytest.mark.parametrize(
    ("street", "english", "dutch"),
    [
        (WalkedStreet("Markt", 183.0), "Markt", "Markt"),
        (WalkedStreet("Sint Servaasbrug", 3.0, bridge=True), "Sint Servaasbrug", "Sint Servaasbrug"),
        (WalkedStreet("Viaductweg", 183.0, bridge=True), "Viaductweg", "Viaductweg"),
        (WalkedStreet("Kade", 183.0, bridge=True), "Kade, over a bridge", "Kade, over een brug"),
        (WalkedStreet("", 183.0, bridge=True), "a bridge", "een brug"),
        (WalkedStreet("", 183.0), "a path without a name", "een pad zonder naam"),
    ],
)
def test_a_step_of_a_walk_in_words(street: WalkedStreet, english: str, dutch: str) -> None:
    walk = Walk(200.0, np.zeros((2, 2)), (street,))
    for language, words in (("en", english), ("nl", dutch)):
        with override(language):
            (step,) = walk_steps(walk)
        assert step.words == words
        assert step.metres == (10.0 if street.metres < 10 else 180.0)
    assert walk_steps(None) == ()


def test_a_location_needs_no_token_and_residents_get_no_cookies(adopted: MunicipalityRow) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(FIND, here(small_town.LEFT + 300, small_town.BOTTOM + 10))
    assert answer.status_code == 200
    for page in (FIND, f"{FIND}?q=9999AB", f"{FIND}support-points/", f"{FIND}network/", f"{FIND}privacy/"):
        assert not strict.get(page).cookies


@pytest.mark.parametrize(
    ("lat", "lon"), [("52.37", "4.89"), ("0", "0"), ("-89.9", "179.9"), ("50.83", "4.35"), ("90", "-180")]
)
def test_somebody_elsewhere_is_told_so(client: Client, adopted: MunicipalityRow, lat: str, lon: str) -> None:
    page = client.post(FIND, {"lat": lat, "lon": lon}).content.decode()
    assert "You do not seem to be in Kleinstad" in page


@pytest.mark.parametrize(
    "sent", [{}, {"lat": "x", "lon": "y"}, {"lat": "nan", "lon": "5"}, {"lat": "91", "lon": "5"}]
)
def test_a_location_that_is_none_is_told_so(
    client: Client, adopted: MunicipalityRow, sent: dict[str, str]
) -> None:
    page = client.post(FIND, sent).content.decode()
    assert "Your location did not arrive" in page


# --- honest about what is not there -------------------------------------------------------------------------


def test_far_from_every_point_says_how_far(client: Client, town: MunicipalityRow) -> None:
    network.adopt(town, (1,))
    page = ask(client, "9999BV")  # the last postcode, in the far corner
    assert "The nearest support point is far" in page
    assert "farther than the 15\u00a0min" in page
    # 1440 m east and 1000 m north over the streets, 15 m and 10 m beside them: 2465 m
    assert "2.5\u00a0km" in page
    assert "31\u00a0min on foot" in page


def test_no_network_yet_says_what_will_come(client: Client, town: MunicipalityRow) -> None:
    network.design(town)
    network.add_point(town, 1, state="proposed")
    for page in (client.get(FIND).content.decode(), ask(client, "9999AB")):
        assert "Kleinstad has no support points yet" in page
        assert "Steunpunt" not in page.replace("Your support point", "")
        assert "Call 112" in page


def test_an_answer_knows_far_from_unreachable(town: MunicipalityRow) -> None:
    from weerbaar.supportpoints.queries import points

    network.adopt(town, (1,))
    point = points(town.id)[0]
    near, edge = NearbyPoint(point, 80.0, 1.0, 1.6), NearbyPoint(point, 1200.0, 15.0, 24.0)
    cut_off = NearbyPoint(point, None, None, None)
    assert not Answer((near,), 15.0).too_far
    assert not Answer((edge,), 15.0).too_far
    assert Answer((edge,), 14.9).too_far
    assert Answer((cut_off,), 15.0).unreachable
    assert not Answer((cut_off,), 15.0).too_far
    assert Answer((), 15.0).nearest is None


def test_an_island_is_told_that_no_street_leads_away(
    client: Client, adopted: MunicipalityRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from weerbaar.portal import queries
    from weerbaar.supportpoints.queries import points

    cut_off = tuple(NearbyPoint(point, None, None, None) for point in points(adopted.id)[:3])
    monkeypatch.setattr(queries, "answer", lambda *_: Answer(cut_off, 15.0))
    page = ask(client, "9999AB")
    assert "We know no way on foot to a support point" in page
    assert "No street that we know leads there" in page


# --- the map, the speed, the limits -------------------------------------------------------------------------


def test_the_map_shows_the_walk_that_the_card_tells(client: Client, adopted: MunicipalityRow) -> None:
    document = json.loads(client.get("/en/kleinstad/find.json", {"q": "9999AB"}).content)
    layers = {layer["kind"]: layer["data"]["features"] for layer in document["layers"]}
    assert set(layers) == {"street", "walk", "point", "place"}
    assert [feature["properties"]["id"] for feature in layers["point"]] == ["point-2", "point-1", "point-3"]
    line = layers["walk"][0]["geometry"]["coordinates"]
    length = Geod(ellps="GRS80").line_length([lon for lon, _ in line], [lat for _, lat in line])
    assert length == pytest.approx(185, abs=1.0)
    west, south, east, north = document["bounds"]
    for lon, lat in line:
        assert west <= lon <= east
        assert south <= lat <= north


def test_a_map_knows_when_it_has_not_changed(client: Client, adopted: MunicipalityRow) -> None:
    first = client.get("/en/kleinstad/find.json", {"q": "9999AB"})
    again = client.get("/en/kleinstad/find.json", {"q": "9999AB"}, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/en/kleinstad/find.json", {"q": "9999AD"}, headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200


def test_the_streets_are_those_in_view(client: Client, adopted: MunicipalityRow) -> None:
    document = client.get("/en/kleinstad/find.json", {"q": "9999AB"}).json()
    (streets,) = [layer["data"]["features"] for layer in document["layers"] if layer["kind"] == "street"]
    names = {feature["properties"]["name"] for feature in streets}
    # the walk runs along the first street, some 300 to 460 m from its beginning
    assert {"Dwarsstraat 1", "Langestraat 2", "Langestraat 3"} <= names
    assert "Dwarsstraat 7" not in names


def test_searching_takes_as_many_queries_with_many_points_as_with_few(
    client: Client, town: MunicipalityRow
) -> None:
    made = network.adopt(town, (1, 2, 3))
    ask(client, "9999AB")
    with CaptureQueriesContext(connection) as few:
        ask(client, "9999AB")
    for number in range(4, 13):
        network.add_point(town, number, design=made)
    ask(client, "9999AB")
    with CaptureQueriesContext(connection) as many:
        ask(client, "9999AB")
    assert len(many) == len(few)
    assert len(many) <= 14


def test_one_address_cannot_ask_without_end(
    client: Client, adopted: MunicipalityRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does a library full of people wait: what counts is ten a second, by address."""
    clock = time.time()
    monkeypatch.setattr("weerbaar.interface.ratelimit.time.time", lambda: clock)
    nowhere = FIND.replace(adopted.slug, "nergens")
    assert {client.get(nowhere).status_code for _ in range(PER_MINUTE - 1)} == {404}
    assert client.get(FIND, {"q": "9999AB"}).status_code == 200
    assert client.get(FIND, {"q": "9999AB"}).status_code == 429
    assert client.get(FIND, {"q": "9999AB"}, REMOTE_ADDR="192.0.2.7").status_code == 200
