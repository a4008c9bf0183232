"""The tables that csv, sqlite and parquet share: columns, and how a review becomes rows of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from reviewer.workflows.records import Record

Row = tuple[Any, ...]


class Column(NamedTuple):
    """One column of a table: its SQL type, and what it holds."""

    name: str
    type: str
    holds: str


#: Table name -> columns. ``seq`` is the place of the task in the batch, from 0, and ties the tables together.
TABLES: dict[str, tuple[Column, ...]] = {
    "reviews": (
        Column("seq", "INTEGER PRIMARY KEY", "place of the task in the batch, from 0"),
        Column("task", "TEXT NOT NULL", "id of the task"),
        Column("path", "TEXT NOT NULL", "the task as the user named it"),
        Column("platform", "TEXT", "cfn, tf, cdk, ..."),
        Column("language", "TEXT", "json, yaml, hcl, ..."),
        Column("complexity", "TEXT", "as metadata.json has it"),
        Column("status", "TEXT NOT NULL", "scored, not_comparable or failed"),
        Column("score", "INTEGER", "final score; NULL where there is none"),
        Column("calculated", "INTEGER", "score before the ceilings"),
        Column("passed", "INTEGER", "1 where the score reaches the threshold"),
        Column("a", "INTEGER NOT NULL", "fixes of category A"),
        Column("b", "INTEGER NOT NULL", "fixes of category B"),
        Column("c", "INTEGER NOT NULL", "fixes of category C"),
        Column("changes", "INTEGER NOT NULL", "atomic changes"),
        Column("in_fixes", "INTEGER NOT NULL", "changes that belong to a fix"),
        Column("without_meaning", "INTEGER NOT NULL", "changes that mean nothing"),
        Column("blocker", "TEXT", "name of the blocker that set the score"),
        Column("reason", "TEXT", "why there is no score"),
        Column("rubric", "TEXT NOT NULL", "sha256 of the rubric"),
        Column("fingerprint", "TEXT NOT NULL", "the same for the same inputs, rubric and version"),
    ),
    "fixes": (
        Column("seq", "INTEGER NOT NULL REFERENCES reviews(seq)", "the review"),
        Column("fix", "INTEGER NOT NULL", "place of the fix in its review, from 0"),
        Column("rule", "TEXT NOT NULL", "id of the rule"),
        Column("category", "TEXT NOT NULL", "A, B or C"),
        Column("concern", "TEXT NOT NULL", "security, availability, ..."),
        Column("title", "TEXT NOT NULL", "what a person would call it"),
        Column("source", "TEXT NOT NULL", "response, deployed or documentation"),
        Column("direction", "TEXT NOT NULL", "repairs, beyond or regresses"),
        Column("changes", "INTEGER NOT NULL", "how many changes are its evidence"),
    ),
    "changes": (
        Column("seq", "INTEGER NOT NULL REFERENCES reviews(seq)", "the review"),
        Column("fix", "INTEGER NOT NULL", "the fix it belongs to"),
        Column("op", "TEXT NOT NULL", "add, remove, replace or move"),
        Column("pointer", "TEXT", "RFC 6901; NULL for prose"),
        Column("section", "TEXT", "headings, for prose"),
        Column("before", "TEXT", "JSON; NULL where there is none"),
        Column("after", "TEXT", "JSON; NULL where there is none"),
        Column("file", "TEXT", "where it is best looked at"),
        Column("start", "INTEGER", "first line there"),
        Column("end", "INTEGER", "last line there"),
    ),
    "notifications": (
        Column("seq", "INTEGER NOT NULL REFERENCES reviews(seq)", "the review"),
        Column("level", "TEXT NOT NULL", "info, warning or error"),
        Column("message", "TEXT NOT NULL", "what was skipped, degraded or guessed"),
        Column("file", "TEXT", "where"),
        Column("line", "INTEGER", "where"),
    ),
}

#: The header of a csv file; ``seq`` is of use to sqlite only.
REVIEW_COLUMNS = tuple(column.name for column in TABLES["reviews"][1:])


def review_row(record: Record) -> Row:
    """The row of table ``reviews`` without ``seq``."""
    review = record.parsed()
    return _review(review, record)


def all_rows(record: Record) -> Iterator[tuple[str, Row]]:
    """Every row that a review gives, each with the name of its table."""
    review = record.parsed()
    yield "reviews", (record.place, *_review(review, record))
    for place, fix in enumerate(review["fixes"]):
        yield "fixes", (record.place, place, *fix_row(fix))
        for change in fix["changes"]:
            yield "changes", (record.place, place, *_change(change))
    for note in review["notifications"]:
        yield "notifications", (record.place, note["level"], note["message"], note.get("file"), note.get("line"))


def _review(review: dict[str, Any], record: Record) -> Row:
    task, counts, changes = review["task"], review["counts"], review["changes"]
    score = review["score"] or {}
    blockers = sorted(score.get("blockers") or (), key=lambda each: each["score"])
    return (
        task["id"],
        task["path"],
        task.get("platform"),
        task.get("language"),
        task.get("complexity"),
        review["status"],
        score.get("final"),
        score.get("calculated"),
        score.get("passed"),
        counts["A"],
        counts["B"],
        counts["C"],
        changes["total"],
        changes["in_fixes"],
        changes["without_meaning"],
        blockers[0]["name"] if blockers else None,
        None if review["status"] == "scored" else record.brief.reason,
        review["rubric"]["sha256"],
        review.get("fingerprint", ""),
    )


def fix_row(fix: dict[str, Any]) -> Row:
    """The row of table ``fixes`` without the places."""
    names = ("rule", "category", "concern", "title", "source", "direction")
    return (*(fix[name] for name in names), len(fix["changes"]))


def _change(change: dict[str, Any]) -> Row:
    lines = change.get("ideal") or change.get("model") or change.get("deployed") or {}
    values = (json.dumps(change[side], ensure_ascii=False) if side in change else None for side in ("before", "after"))
    where = (lines.get("file"), lines.get("start"), lines.get("end"))
    return (change["op"], change.get("pointer"), change.get("section"), *values, *where)
