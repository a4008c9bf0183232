"""A database to query: tables reviews, fixes, changes and notifications, as :data:`..rows.TABLES` documents them."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import BinaryIO, Final

from reviewer.workflows.outputs.rows import TABLES, Column, all_rows
from reviewer.workflows.records import Record

#: Records between two commits: a commit waits for the disk, and what an interruption may cost is one batch of these.
COMMIT_EVERY = 200
#: How every database begins; what begins otherwise is somebody's file.
_MAGIC: Final = b"SQLite format 3\0"
INDEXES = ("fixes(rule)", "fixes(seq)", "changes(seq, fix)", "notifications(seq)")


class Sqlite:
    """Fills a new database."""

    def __init__(self, path: str) -> None:
        Path(path).unlink(missing_ok=True)
        self._database = sqlite3.connect(path)
        self._database.execute("PRAGMA journal_mode = MEMORY")
        self._database.execute("PRAGMA synchronous = OFF")
        self._written = 0
        for table, columns in TABLES.items():
            self._database.execute(f"CREATE TABLE {table} (\n{_describe(columns)})")

    def write(self, record: Record) -> None:
        """Adds the rows of one review."""
        for table, row in all_rows(record):
            marks = ", ".join("?" * len(row))
            self._database.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 - names are ours
        self._written += 1
        if self._written % COMMIT_EVERY == 0:
            self._database.commit()

    def close(self, *, complete: bool = True) -> None:
        """Commits, and makes the indexes where the run is complete."""
        for index in INDEXES if complete else ():
            name = "".join(each if each.isalnum() else "_" for each in index).strip("_")
            self._database.execute(f"CREATE INDEX {name} ON {index}")
        self._database.commit()
        self._database.close()


def _describe(columns: tuple[Column, ...]) -> str:
    """The columns with what they hold as comments, which ``.schema`` shows."""
    ends = [","] * (len(columns) - 1) + [""]
    rows = zip(columns, ends, strict=True)
    return "".join(f'  "{column.name}" {column.type}{end} -- {column.holds}\n' for column, end in rows)


def open_sqlite(path: str, stream: BinaryIO | None = None) -> Sqlite:  # noqa: ARG001 - a database needs a file
    """Starts a new database in place of one that may be there.

    Raises:
        OSError: where it can't be written.
    """
    try:
        with Path(path).open("rb") as there:
            begin = there.read(len(_MAGIC))
    except FileNotFoundError:
        begin = b""
    if begin and begin != _MAGIC:
        raise OSError("it is there and is no database; name another file")
    try:
        return Sqlite(path)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
