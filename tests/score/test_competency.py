"""What was right at once: counts that can be checked against the changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model import MISSING, Change, Element, Expression
from reviewer.review import Strength
from reviewer.rubric import Rubric
from reviewer.score import assess_competency, find_learning, find_strengths, judge_leaves
from tests.rubrics import shipped
from tests.score.builders import document, element

DB = element(
    "Db",
    "AWS::RDS::DBCluster",
    "RDS",
    Type="AWS::RDS::DBCluster",
    Properties={
        "StorageEncrypted": True,
        "Port": 5432,
        "Tags": [{"Key": "a", "Value": "b"}, {"Key": "c", "Value": "d"}],
    },
)
IDEAL = document(DB)


class Taught(NamedTuple):
    """All that learning asks of a fix."""

    category: str
    words: dict[str, str]
    concern: str = "compute"


def change(*below: str | int, op: str = "replace", after: Any = 1, **more: Any) -> Change:
    path = ("Resources", "Db", *below)
    sides: dict[str, Element | None] = {"element_before": DB if op != "add" else None, "element_after": DB}
    return Change(op, path, 0 if op != "add" else MISSING, after, **{**sides, **more})  # type: ignore[arg-type]


def test_everything_right(default: Rubric) -> None:
    """Without a change every leaf was right."""
    found = assess_competency(judge_leaves((), IDEAL), default)
    assert (found.correct, found.total, found.percent, found.word) == (7, 7, 100.0, "very high")


def test_imports_say_nothing_of_what_was_right(default: Rubric) -> None:
    imported = replace(DB, kind="import", path=("import", "aws-cdk-lib", "*"))
    assert judge_leaves((), document(DB, imported)) == judge_leaves((), IDEAL)


def test_changes_with_meaning_count(default: Rubric) -> None:
    """A replaced leaf counts once, noise, removals and other sources do not count."""
    changes = [
        change("Properties", "Port"),
        change("Properties", "StorageEncrypted", noise="spelling"),
        change("Properties", "Old", op="remove", after=MISSING),
        change("Properties", "StorageEncrypted", source="deployed"),
    ]
    assert assess_competency(judge_leaves(changes, IDEAL), default).correct == 6


def test_an_added_block_counts_by_its_leaves(default: Rubric) -> None:
    """An item of two leaves that was added was wrong twice, wherever in the list it stands."""
    added = change("Properties", "Tags", 5, op="add", after={"Key": "c", "Value": "d"})
    assert assess_competency(judge_leaves([added], IDEAL), default).correct == 5


def test_many_changes_within_one_text_count_once(default: Rubric) -> None:
    """Changes below a single leaf, such as the lines of a text, cannot make more wrong than there is."""
    changes = [change("Properties", "Port", "line", number) for number in range(9)]
    assert assess_competency(judge_leaves(changes, IDEAL), default).correct == 6


def test_nothing_to_compare(default: Rubric) -> None:
    """A document without leaves gives no share and the lowest word."""
    found = assess_competency(judge_leaves((), document()), default)
    assert (found.correct, found.total, found.percent, found.word) == (0, 0, 0.0, "low")


def test_strengths_by_concern(default: Rubric) -> None:
    """Each concern has its own counts, and names its most telling values."""
    found = {
        each.concern: each for each in find_strengths(judge_leaves([change("Properties", "Port")], IDEAL), default)
    }
    assert found["security"] == Strength("security", 1, 1, ("Db.StorageEncrypted: true",))
    assert (found["tagging"].correct, found["tagging"].total) == (4, 4)
    assert (found["networking"].correct, found["networking"].total) == (0, 1)


@pytest.mark.parametrize(
    ("below", "after", "noise", "wrong"),
    [
        (("parameters", "self"), Expression(""), "formatting", 1),
        (("backend", "s3"), {}, "spelling", 1),
        (("call",), Expression("VpcArgs"), "spelling", 0),
        (("lines", 1), "", "formatting", 0),
    ],
)
def test_what_the_model_never_had_is_not_right(
    below: tuple[str | int, ...], after: Any, noise: str, wrong: int
) -> None:
    """A key without a value and an emptied block are new, though without meaning; a spelling or a blank line is not."""
    body = {"parameters": {"self": Expression("")}, "backend": {"s3": {}}, "call": Expression("VpcArgs")}
    ideal = element("Fn", body={**body, "lines": ["a", "", "b"]})
    came = Change("add", (*ideal.path, *below), MISSING, after, element_after=ideal, noise=noise)
    assert sum(each.wrong for each in judge_leaves([came], document(ideal))) == wrong


def test_evidence_is_short(default: Rubric) -> None:
    """At most eight items, no property twice while there are others."""
    wide = element("Fn", service="Lambda", **{f"Flag{letter}": True for letter in "ABCDEFGHIJKL"})
    (found,) = find_strengths(judge_leaves((), document(wide)), default)
    assert (found.total, len(found.evidence)) == (12, 8)


def test_a_concern_with_a_fix_is_not_mastered(default: Rubric) -> None:
    """Where something had to be corrected the share that was right is no limited opportunity."""
    fixes = [Taught("C", {"title": "Output added"}, "outputs")]
    found = find_learning(fixes, [Strength("outputs", 99, 100), Strength("data", 41, 41)], default)
    assert found["limited"] == ("Output added", "Data: the model had 41 of 41 values right at once")


@pytest.mark.parametrize(
    ("keys", "kind", "concern"),
    [
        (("MetricName",), "resource", "monitoring"),
        (("Dimensions", 0, "Name"), "resource", "monitoring"),
        (("AlarmName",), "resource", "naming"),
        ((), "metadata", "documentation"),
        (("Default",), "parameter", "parameters"),
    ],
)
def test_what_was_right_is_sorted_by_what_it_is(keys: tuple[str | int, ...], kind: str, concern: str, default: Rubric):
    """A metric's name names nothing of ours, and the version of a template is no parameter."""
    body: Any = "right"
    for key in reversed(keys):
        body = [body] if isinstance(key, int) else {key: body}
    ideal = document(element("Alarm", "AWS::CloudWatch::Alarm", "CloudWatch", kind, body=body))
    assert [each.concern for each in find_strengths(judge_leaves((), ideal), default)] == [concern]


def test_learning(default: Rubric) -> None:
    """Strong categories teach, the others and what was mastered teach little."""
    fixes = [Taught("A", {"title": "Key added"}), Taught("C", {"title": "Output added"})]
    found = find_learning(fixes, [Strength("security", 41, 41), Strength("data", 1, 2)], default)
    assert found["strong"] == ("Key added",)
    assert found["limited"] == ("Output added", "Security: the model had 41 of 41 values right at once")


RUBRIC = shipped()
BODIES = st.recursive(
    st.integers() | st.booleans() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
PLACES = st.lists(st.sampled_from(["a", "b", "c", 0, 1]), max_size=3)


@given(BODIES, st.lists(st.tuples(PLACES, BODIES), max_size=6))
def test_the_counts_add_up(body: Any, edits: list[tuple[list[str | int], Any]]) -> None:
    """Whatever changes, correct lies between 0 and total, and the concerns add up to the whole."""
    ideal = document(element("Db", body=body))
    changes = [change(*place, after=after, element_after=ideal.elements[0]) for place, after in edits]
    judged = judge_leaves(changes, ideal)
    whole = assess_competency(judged, RUBRIC)
    assert 0 <= whole.correct <= whole.total
    found = find_strengths(judged, RUBRIC)
    assert sum(each.correct for each in found) == whole.correct
    assert sum(each.total for each in found) == whole.total
