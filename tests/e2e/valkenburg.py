"""Files of the neighbouring municipality of the browser tests, in the true formats, small or long to read."""

from __future__ import annotations

from pathlib import Path

from tests.territory.importers import made_folder

CODE = "GM0994"


def files(folder: Path, more_postcodes: int = 0) -> list[Path]:
    """Files of two neighbourhoods with 200 residents; each further postcode adds ten."""
    made_folder.build(folder)
    if more_postcodes:
        rows = [
            f"{1000 + number // 676}{chr(65 + number // 26 % 26)}{chr(65 + number % 26)},10,2,2,2,2,2,5,"
            f"{176_100 + number % 800},{318_100 + number // 800 % 800},{made_folder.WEST}"
            for number in range(more_postcodes)
        ]
        with (folder / "pc6_2021.csv").open("a", encoding="utf-8") as table:
            table.write("\n".join(rows) + "\n")
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("GM9999", CODE).replace("BU9999", "BU0994"), encoding="utf-8")
    return sorted(folder.iterdir())
