"""The best sharing of a register, kept as a file named after what it was computed from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from weerbaar.continuity.types import NodeKind, NodeRef, Register
from weerbaar.continuity.types_recovery import FuelRow, HourByHour, HourRow, StandRow
from weerbaar.interface.durable import write_whole

FORM = 2  # of the file; raised when it or the computation changes, so that old ones are not read


def fingerprint(register: Register) -> str:
    """The SHA-256 of all that the register says."""
    parts = (FORM, register.assumptions, register.roles, register.processes, register.resources)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _file(key: str) -> Path:
    return Path(settings.DATA_FOLDER) / "recovery" / f"{key}.json"


def keep(register: Register, found: HourByHour) -> None:
    """Keeps the answer for this register, on the disk before it returns."""
    write_whole(_file(fingerprint(register)), json.dumps(asdict(found)).encode())


def kept(register: Register) -> HourByHour | None:
    """What was kept of exactly this register; None when it was not computed, or cannot be read."""
    try:
        values = json.loads(_file(fingerprint(register)).read_bytes())
        return HourByHour(
            **{
                **values,
                "processes": tuple(
                    HourRow(
                        **{
                            **row,
                            "ref": _ref(row["ref"]),
                            "states": tuple(row["states"]),
                            "lacking": tuple(_ref(one) for one in row["lacking"]),
                            "lacking_roles": tuple(row["lacking_roles"]),
                        }
                    )
                    for row in values["processes"]
                ),
                "fuel": tuple(
                    FuelRow(**{**row, "ref": _ref(row["ref"]), "litres": tuple(row["litres"])})
                    for row in values["fuel"]
                ),
                "mobile": tuple(
                    StandRow(
                        row["from_hour"],
                        row["until_hour"],
                        tuple((_ref(one), _ref(other)) for one, other in row["places"]),
                    )
                    for row in values["mobile"]
                ),
                "without_staff_figures": tuple(values["without_staff_figures"]),
            }
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _ref(value: dict[str, str]) -> NodeRef:
    return NodeRef(NodeKind(value["kind"]), value["code"])
