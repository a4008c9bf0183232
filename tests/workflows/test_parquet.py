"""The columnar output: every review a row, typed, and the same bytes for the same records."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pyarrow import parquet

from reviewer.errors import UsageError
from reviewer.review import Review
from reviewer.workflows.outputs import open_output, parse_target
from reviewer.workflows.outputs.parquet import GROUP
from reviewer.workflows.records import Record, brief_review, failed_review, write_line

from .fakes import RUBRIC, make_fix, make_review


def record(place: int, review: Review) -> Record:
    return Record(place, review.task.path, write_line(review), brief_review(review))


RECORDS = [
    record(0, make_review("tasks/one", 9, (make_fix("a-rule", "A"), make_fix()))),
    record(1, make_review("tasks/two", 4, ())),
    record(2, failed_review("tasks/odd-\udcff", RUBRIC, "it fell over")),
]


def write(path: Path, records: list[Record], *, complete: bool = True) -> Path:
    output = open_output(parse_target(f"parquet:{path}"))
    for each in records:
        output.write(each)
    output.close(complete=complete)
    return path


def test_each_review_is_a_row_with_its_fixes(tmp_path: Path):
    """Numbers are numbers, what is missing is null, and the fixes of a task lie within its row."""
    rows = parquet.read_table(write(tmp_path / "out.parquet", RECORDS)).to_pylist()
    assert [(row["path"], row["status"], row["score"], row["passed"]) for row in rows] == [
        ("tasks/one", "scored", 9, True),
        ("tasks/two", "scored", 4, False),
        ("tasks/odd-\\udcff", "failed", None, None),
    ]
    assert [[(fix["rule"], fix["category"], fix["changes"]) for fix in row["fixes"]] for row in rows] == [
        [("a-rule", "A", 1), ("deletion-protection", "B", 1)],
        [],
        [],
    ]


def test_every_column_says_what_it_holds(tmp_path: Path):
    """Who opens the file needs no other document."""
    schema = parquet.read_schema(write(tmp_path / "out.parquet", []))
    assert all(field.metadata[b"holds"] for field in schema)


def test_the_same_records_give_the_same_bytes(tmp_path: Path):
    """Neither a clock nor a random name enters the file."""
    first, second = (write(tmp_path / name, RECORDS).read_bytes() for name in ("a.parquet", "b.parquet"))
    assert first == second


def test_an_interrupted_file_can_be_read(tmp_path: Path):
    """What was written before the interruption is there, across row groups."""
    many = [RECORDS[0]._replace(place=place) for place in range(GROUP + 1)]
    file = parquet.ParquetFile(write(tmp_path / "out.parquet", many, complete=False))
    assert (file.num_row_groups, file.metadata.num_rows) == (2, GROUP + 1)


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """One line says what to install, and no file is made."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match="parquet needs pyarrow") as caught:
        open_output(parse_target(f"parquet:{tmp_path / 'out.parquet'}"))
    assert caught.value.hint == "install reviewer[parquet]"
    assert not (tmp_path / "out.parquet").exists()
