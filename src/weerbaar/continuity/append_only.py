"""Tables to which rows are only added, held by the database itself; for migrations.

On SQLite a later migration that rebuilds such a table loses its triggers. The tests of the decision log then
fail until that migration calls `refuse_changes` again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_SQLITE = (
    "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table}: rows are added, never changed'); END"
)
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '{table}: rows are added, never changed' USING ERRCODE = '23001'; END $$"
)
_POSTGRESQL = (
    "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
)
_VERBS = ("update", "delete")


def refuse_changes(table: str) -> Callable[[Any, Any], None]:
    """For RunPython: from here on the database refuses UPDATE and DELETE of rows of `table`."""

    def apply(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(_FUNCTION.format(table=table), params=None)
            template = _POSTGRESQL
        else:
            template = _SQLITE
        for verb in _VERBS:
            schema_editor.execute(template.format(table=table, verb=verb), params=None)

    return apply


def allow_changes(table: str) -> Callable[[Any, Any], None]:
    """The way back of `refuse_changes`."""

    def apply(_apps: Any, schema_editor: Any) -> None:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for verb in _VERBS:
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}{on_table}", params=None)
        if on_table:
            schema_editor.execute(f"DROP FUNCTION {table}_refuse()", params=None)

    return apply
