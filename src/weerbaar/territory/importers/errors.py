"""What a file must not be: an import that is refused, said so that a person can act on it."""

from __future__ import annotations

from weerbaar.interface.jobs import UserError


class ImportRefused(UserError):  # noqa: N818 - the word of the house for it
    """A file that cannot be used: what was wrong, where (file, row, column), and what to do.

    As a `UserError` it becomes the message of the job that read the file. `row` is the row number as the
    person sees it in the file (the first line is 1).
    """

    def __init__(
        self, *, nl: str, en: str, file: str, row: int | None = None, column: str | None = None
    ) -> None:
        self.file = file
        self.row = row
        self.column = column
        super().__init__(_located(nl, file, row, column, "nl"), _located(en, file, row, column, "en"))
        self.reason_nl = nl
        self.reason_en = en


def _located(text: str, file: str, row: int | None, column: str | None, language: str) -> str:
    where = file
    if row is not None:
        where += f", {'rij' if language == 'nl' else 'row'} {row}"
    if column:
        where += f", {'kolom' if language == 'nl' else 'column'} {column}"
    return f"{where}: {text}"
