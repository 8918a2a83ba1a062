"""A folder with a small municipality in the true formats of CBS, RIVM and OSMnx, made by hand.

GM9999 has two square neighbourhoods of 1 km side by side, from (176000, 318000) in RD New. Tests change one
file and see what the import makes of it.
"""

from __future__ import annotations

import json
from pathlib import Path

from weerbaar.core.projection import to_wgs84

CODE = "GM9999"
WEST, EAST = "BU99990000", "BU99990001"


def square(left: float, bottom: float, side: float = 1000.0) -> list[list[list[float]]]:
    corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)]
    return [[[left + x, bottom + y] for x, y in corners]]


def collection(features: list[dict[str, object]], crs: str | None = "urn:ogc:def:crs:EPSG::28992") -> str:
    document: dict[str, object] = {"type": "FeatureCollection", "features": features}
    if crs:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(document)


def feature(coordinates: object, kind: str = "Polygon", **properties: object) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def neighbourhoods() -> list[dict[str, object]]:
    return [
        feature(square(176_000, 318_000), statcode=WEST, statnaam="West", jrstatcode=f"2022{WEST}"),
        feature(square(177_000, 318_000), statcode=EAST, statnaam="Oost", jrstatcode=f"2022{EAST}"),
    ]


HEADER = (
    "pc6,aantal_inwoners,aantal_inwoners_0_tot_15_jaar,aantal_inwoners_15_tot_25_jaar,"
    "aantal_inwoners_25_tot_45_jaar,aantal_inwoners_45_tot_65_jaar,aantal_inwoners_65_jaar_en_ouder,"
    "aantal_part_huishoudens,rd_x,rd_y,buurtcode"
)
POSTCODES = (
    f"9999AA,100,20,10,30,20,20,50,176200,318200,{WEST}",
    f"9999AB,60,10,0,20,20,0,30,176700,318700,{WEST}",
    f"9999BA,40,0,0,20,20,0,20,177500,318500,{EAST}",
)
AGES = (
    "postcode,inw_0_4,inw_5_9,inw_10_14,inw_15_19,inw_20_24,inw_25_44,inw_45_64,inw_65_plus,inwoners\n"
    "9999,15,10,10,5,10,70,60,25,200\n"
)
HEALTH_HEADER = (
    "ID,Leeftijd,Marges,WijkenEnBuurten,Perioden,Gemeentenaam_1,SoortRegio_2,Codering_3,"
    "EenOfMeerLichamelijkeBeperkingen_20,Eenzaam_28"
)


def health(age: str, values: dict[str, str], year: int = 2020) -> str:
    rows = [
        f"{i},{age},MW00000,{code}  ,{year}JJ00,Kleinstad     ,Buurt     ,{code}  ,   {value},    50.0"
        for i, (code, value) in enumerate(values.items())
    ]
    return "\n".join([HEALTH_HEADER, *rows]) + "\n"


def streets(folder: Path) -> None:
    """A ladder of streets through both neighbourhoods, as OSMnx writes CSV."""
    nodes, edges = ["id,x,y,street_count,highway"], ["source,target,key,osmid,highway,name,oneway,length"]
    for row in range(3):
        for column in range(5):
            lon, lat = to_wgs84(176_100.0 + 450 * column, 318_100.0 + 400 * row)
            nodes.append(f"{row * 5 + column + 1},{float(lon):.7f},{float(lat):.7f},4,")
            here = row * 5 + column + 1
            if column < 4:
                edges.append(f"{here},{here + 1},0,{here},residential,Langestraat {row},False,450.0")
            if row < 2:
                edges.append(f"{here},{here + 5},0,{here + 100},residential,Dwarsstraat,False,400.0")
    (folder / "nodes.csv").write_text("\n".join(nodes) + "\n", encoding="utf-8")
    (folder / "edges.csv").write_text("\n".join(edges) + "\n", encoding="utf-8")


def build(folder: Path) -> Path:
    """The whole folder: 200 residents in 3 postcodes, of whom 25 are 65 and over."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "buurten.geojson").write_text(collection(neighbourhoods()), encoding="utf-8")
    (folder / "pc6_2021.csv").write_text("\n".join([HEADER, *POSTCODES]) + "\n", encoding="utf-8")
    (folder / "pc4_2021.csv").write_text(AGES, encoding="utf-8")
    (folder / "rivm.csv").write_text(health("20300", {WEST: "20.0", EAST: "10.0"}), encoding="utf-8")
    streets(folder)
    return folder
