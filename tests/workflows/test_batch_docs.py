"""docs/batch.md: its tables are those that are written, and its queries answer."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from reviewer.workflows.outputs import OUTPUTS, open_output, parse_target
from reviewer.workflows.outputs.rows import TABLES
from reviewer.workflows.records import Record, brief_review, failed_review, write_line

from .fakes import RUBRIC, make_fix, make_review

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "batch.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", DOCUMENT, re.DOTALL)
ANSWERS = [
    [("deletion-protection", 2, 6.5), ("a-rule", 1, 9.0)],
    [("two", 4, "B Protection is off")],
    [("tasks/three", "failed", "it fell over", "it fell over")],
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("batch") / "reviews.sqlite"
    output = open_output(parse_target(f"sqlite:{path}"))
    reviews = (
        make_review("tasks/one", 9, (make_fix("a-rule", "A"), make_fix())),
        make_review("tasks/two", 4),
        failed_review("tasks/three", RUBRIC, "it fell over"),
    )
    for place, review in enumerate(reviews):
        output.write(Record(place, review.task.path, write_line(review), brief_review(review)))
    output.close()
    return path


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_documented(table: str) -> None:
    """Name, type and what it holds, as the database itself has them."""
    section = DOCUMENT.split(f"### Table `{table}`\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", section, re.MULTILINE)
    assert [tuple(row) for row in rows] == [tuple(column) for column in TABLES[table]]


def test_every_format_is_documented() -> None:
    """What ``--format`` takes is in the table of outputs."""
    assert set(re.findall(r"^\| `(\w+)` \|", DOCUMENT.split("### Table")[0], re.MULTILINE)) == set(OUTPUTS)


@pytest.mark.parametrize(("query", "answer"), list(zip(QUERIES, ANSWERS, strict=True)))
def test_every_query_answers(query: str, answer: list[tuple[object, ...]], database: Path) -> None:
    """As the document shows them, against a database that a batch wrote."""
    connection = sqlite3.connect(database)
    try:
        assert connection.execute(query).fetchall() == answer
    finally:
        connection.close()
