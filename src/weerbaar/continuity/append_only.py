"""Rows that do not change any more, held by the database itself; for migrations.

On SQLite a later migration that rebuilds such a table loses its triggers. The tests of the decision log and
of the plan then fail until that migration puts them back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Step = Callable[[Any, Any], None]
_SQLITE = (
    "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {when} "
    "BEGIN SELECT RAISE(ABORT, '{table}: {words}'); END"
)
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '{table}: {words}' USING ERRCODE = '23001'; END $$"
)
_POSTGRESQL = (
    "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH ROW {when} "
    "EXECUTE FUNCTION {table}_refuse()"
)
_ADDED = "rows are added, never changed"


def refuse_changes(table: str) -> Step:
    """For RunPython: from here on the database refuses UPDATE and DELETE of rows of `table`."""
    return _refuse(table, _ADDED, {"update": "", "delete": ""})


def refuse_changes_of_approved(table: str, columns: Iterable[str], once: str, marked_by: str) -> Step:
    """For RunPython: a row whose `state` is approved keeps these columns, and its state, and stays.

    The column `once` may change one time, in the statement that first fills in the column `marked_by`.
    """

    def apply(apps: Any, schema_editor: Any) -> None:
        differ = "IS DISTINCT FROM" if schema_editor.connection.vendor == "postgresql" else "IS NOT"
        kept = " OR ".join(f"NEW.{column} {differ} OLD.{column}" for column in ("state", *columns))
        again = f"NEW.{once} {differ} OLD.{once} OR NEW.{marked_by} {differ} OLD.{marked_by}"
        first = f"OLD.{marked_by} IS NULL AND NEW.{marked_by} IS NOT NULL"
        update = f"WHEN (OLD.state = 'approved' AND ({kept} OR (({again}) AND NOT ({first}))))"
        delete = "WHEN (OLD.state = 'approved')"
        _refuse(table, "what was approved stays", {"update": update, "delete": delete})(apps, schema_editor)

    return apply


def _refuse(table: str, words: str, when: dict[str, str]) -> Step:
    def apply(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(_FUNCTION.format(table=table, words=words), params=None)
            template = _POSTGRESQL
        else:
            template = _SQLITE
        for verb, condition in when.items():
            statement = template.format(table=table, verb=verb, when=condition, words=words)
            schema_editor.execute(statement, params=None)

    return apply


def allow_changes(table: str) -> Step:
    """The way back of both."""

    def apply(_apps: Any, schema_editor: Any) -> None:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}{on_table}", params=None)
        if on_table:
            schema_editor.execute(f"DROP FUNCTION {table}_refuse()", params=None)

    return apply
