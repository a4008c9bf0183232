"""One task a row in columns, for notebooks and warehouses; its fixes are a list within the row.

pyarrow comes with the extra ``parquet``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from reviewer.errors import UsageError
from reviewer.workflows.outputs.rows import TABLES, Column, fix_row, review_row
from reviewer.workflows.records import Record

if TYPE_CHECKING:
    import pyarrow

#: Records a row group: large enough to be read in columns, a few megabytes while it is collected.
GROUP: Final = 1_000
#: Columns of :data:`..rows.TABLES` that SQL knows as integers only.
_BOOLEAN: Final = frozenset({"passed"})


class Parquet:
    """Writes row groups as they fill up; the file is whole once it is closed."""

    def __init__(self, stream: BinaryIO, *, owned: bool) -> None:
        from pyarrow import parquet

        self._stream, self._owned = stream, owned
        self._schema = schema()
        self._writer = parquet.ParquetWriter(stream, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def write(self, record: Record) -> None:
        """Adds one row."""
        self._rows.append(_row(record, self._schema.names))
        if len(self._rows) >= GROUP:
            self._write_group()

    def close(self, *, complete: bool = True) -> None:  # noqa: ARG002 - the rows that are there are whole
        """Writes what is left and the footer, without which nobody can read the file."""
        self._write_group()
        self._writer.close()
        self._stream.flush()
        if self._owned:
            self._stream.close()

    def _write_group(self) -> None:
        import pyarrow

        rows, self._rows = self._rows, []
        if rows:
            self._writer.write_table(pyarrow.Table.from_pylist(rows, schema=self._schema))


def schema() -> pyarrow.Schema:
    """The columns of the file: those of table ``reviews``, each with what it holds, and the list of fixes."""
    import pyarrow

    fixes = pyarrow.struct([_field(column) for column in TABLES["fixes"][2:]])
    holds = {"holds": "the fixes, gravest first"}
    columns = [_field(column) for column in TABLES["reviews"][1:]]
    return pyarrow.schema([*columns, pyarrow.field("fixes", pyarrow.list_(fixes), metadata=holds)])


def _field(column: Column) -> pyarrow.Field:
    import pyarrow

    plain = column.type.split()[0]
    kind = pyarrow.bool_() if column.name in _BOOLEAN else pyarrow.int64() if plain == "INTEGER" else pyarrow.string()
    return pyarrow.field(column.name, kind, nullable="NOT NULL" not in column.type, metadata={"holds": column.holds})


def _row(record: Record, names: list[str]) -> dict[str, Any]:
    of_fix = [column.name for column in TABLES["fixes"][2:]]
    fixes = [dict(zip(of_fix, map(_clean, fix_row(fix)), strict=True)) for fix in record.parsed()["fixes"]]
    return dict(zip(names, (*map(_clean, review_row(record)), fixes), strict=True))


def _clean(cell: Any) -> Any:
    """A name on disk that is no UTF-8 carries lone surrogates, which a column can't hold."""
    return cell.encode("utf-8", "backslashreplace").decode() if isinstance(cell, str) else cell


def open_parquet(path: str, stream: BinaryIO | None = None) -> Parquet:
    """Starts a new file, or writes to ``stream`` where the path is ``-``.

    Raises:
        UsageError: where pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401 - asked for before a file is made
    except ImportError:
        raise UsageError("parquet needs pyarrow", hint="install reviewer[parquet]") from None
    if path == "-" and stream is not None:
        return Parquet(stream, owned=False)
    return Parquet(Path(path).open("wb"), owned=True)
