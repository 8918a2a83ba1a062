"""Counting what a reader repaired and refused: one remark per reason, with true counts and a few rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from weerbaar.territory.types import FileReport, Remark

EXAMPLES = 5


@dataclass
class _Reason:
    rows: list[int] = field(default_factory=list)
    count: int = 0


@dataclass
class Findings:
    """Gathers reasons for one file and puts them in its report at the end.

    The same reason on many rows becomes one remark: `row` is its first row, `count` how often it
    occurred, and the text ends with the first rows.
    """

    report: FileReport
    _reasons: dict[tuple[bool, str, str, str], _Reason] = field(default_factory=dict)

    def repaired(self, row: int | None, column: str, nl: str, en: str, count: int = 1) -> None:
        """Something was put right; the row is used."""
        self._add(False, row, column, nl, en, count)

    def refused(self, row: int | None, column: str, nl: str, en: str, count: int = 1) -> None:
        """A row or part is not used."""
        self._add(True, row, column, nl, en, count)

    def _add(self, refused: bool, row: int | None, column: str, nl: str, en: str, count: int) -> None:
        reason = self._reasons.setdefault((refused, column, nl, en), _Reason())
        reason.count += count
        if row is not None and len(reason.rows) < EXAMPLES:
            reason.rows.append(row)

    def close(self) -> FileReport:
        """Writes the remarks in the report."""
        for (refused, column, nl, en), reason in self._reasons.items():
            dots = " …" if reason.count > len(reason.rows) else ""
            listed = ", ".join(map(str, reason.rows)) + dots
            many = len(reason.rows) > 1
            remark = Remark(
                self.report.file,
                reason.rows[0] if reason.rows else None,
                column,
                f"{nl} (rijen {listed})" if many else nl,
                f"{en} (rows {listed})" if many else en,
                reason.count,
            )
            (self.report.refused if refused else self.report.repaired).append(remark)
        self._reasons.clear()
        return self.report
