"""One task a row, for spreadsheets."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, BinaryIO

from reviewer.workflows.outputs.rows import REVIEW_COLUMNS, review_row
from reviewer.workflows.records import Record

#: A spreadsheet would run a cell that starts so as a formula; names of tasks and reasons are not ours.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Csv:
    """Writes RFC 4180 with a header, UTF-8, lines ended by CRLF as the RFC has it."""

    def __init__(self, stream: BinaryIO, *, owned: bool) -> None:
        self._stream, self._owned = stream, owned
        self._put(REVIEW_COLUMNS)

    def write(self, record: Record) -> None:
        """Adds one row."""
        self._put(tuple(_defuse(cell) for cell in review_row(record)))

    def close(self, *, complete: bool = True) -> None:  # noqa: ARG002 - rows are whole at any time
        """Ends the file."""
        self._stream.flush()
        if self._owned:
            self._stream.close()

    def _put(self, cells: tuple[Any, ...]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerow(cells)
        self._stream.write(text.getvalue().encode("utf-8", "backslashreplace"))
        self._stream.flush()


def _defuse(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "'" + cell if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def open_csv(path: str, stream: BinaryIO | None = None) -> Csv:
    """Starts a new file, or writes to ``stream`` where the path is ``-``."""
    if path == "-" and stream is not None:
        return Csv(stream, owned=False)
    return Csv(Path(path).open("wb"), owned=True)
