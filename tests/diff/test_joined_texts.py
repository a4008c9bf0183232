"""Texts that code joins in one way or another are the same texts."""

from __future__ import annotations

import pytest

from reviewer.diff.joined_texts import joined_text, split_top
from reviewer.diff.references import NO_RENAMES
from reviewer.diff.spelling import Spelling
from reviewer.model import Expression


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('"Stack" + suffix', 'fmt.Sprintf("Stack%s", suffix)', True),
        ('"Stack" + suffix', 'jsii.String(fmt.Sprintf("Stack%s", *suffix))', True),
        ('"Stack" + this.suffix', "`Stack${suffix}`", True),
        ("'a-' + b + '-c'", "`a-${b}-c`", True),
        ('f"a-{self.b}-c"', '"a-" + b + "-c"', True),
        ('pulumi.Output.concat("a", b.id)', "pulumi.interpolate`a${b.id}`", True),
        ('pulumi.concat("a", b.id)', 'pulumi.Sprintf("a%s", b.id)', True),
        ('f"a{b}"', 'pulumi.Output.concat("a", b)', False),  # an output in a plain text is a defect
        ('f"a{b:03d}"', '"a" + b', False),
        ('fmt.Sprintf("%s-%s", b)', '"-" + b', False),
        ("a + b", "`${a}${b}`", False),  # numbers may be added
        ('"a" + b', '"a-" + b', False),
        ('"a" + (b ? c : d)', "`a${b}`", False),
    ],
)
def test_the_same_text_is_the_same(one: str, other: str, same: bool) -> None:
    spelling = Spelling(NO_RENAMES, loose=False)
    assert (spelling.leaf(Expression(one), "") == spelling.leaf(Expression(other), "")) is same


def test_code_that_joins_nothing_stays_code() -> None:
    assert joined_text("new Bucket(scope)") is None
    assert joined_text("x" * 1000 + '+ "a"') is None


def test_marks_inside_of_texts_and_brackets_split_nothing() -> None:
    assert split_top("a, 'b, c', (d, e)", ",") == ["a", " 'b, c'", " (d, e)"]
