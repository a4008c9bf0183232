"""Programs kept in strings are compared by their tokens: layout is no change, and nothing else is layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.diff.references import NO_RENAMES
from reviewer.diff.texts import compare_lines
from reviewer.extract.programs.embedded import tokens_of

PYTHON = """import json

def handler(event, context):
    body = {"a": 1, 'b': [1, 2]}
    if event:
        log(event)
    return {"statusCode": 200, "body": json.dumps(body)}
"""
SCRIPT = """const client = require('client');
exports.handler = async (event) => {
  const body = { a: 1, b: [1, 2] };
  return { statusCode: 200, body: JSON.stringify(body) };
};
"""
#: A program as the argument of a call: all its lines are one template.
QUOTED = f"Code.fromInline(`\n{SCRIPT}`)"


def meant(left: str, right: str) -> list[tuple[object, object]]:
    """The lines that differ in meaning."""
    edits = compare_lines(left, right, NO_RENAMES, tokens_of)
    return [(each.left, each.right) for each in edits if each.noise is None and not each.is_comment]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        pytest.param(PYTHON, '"a"', "'a'", id="quotes"),
        pytest.param(PYTHON, "[1, 2]}", "[1, 2,],}", id="trailing commas"),
        pytest.param(
            PYTHON, '{"statusCode": 200, "body"', '{\n        "statusCode": 200,\n        "body"', id="wrapped"
        ),
        pytest.param(PYTHON, "import json\n", "import json\n\n", id="blank lines"),
        pytest.param(SCRIPT, "'client');", '"client")', id="semicolons"),
        pytest.param(SCRIPT, "{ a: 1,", "{\n    a: 1,", id="wrapped object"),
    ],
)
def test_layout_is_no_change(text: str, old: str, new: str) -> None:
    """The same tokens in the same order mean the same."""
    assert old in text
    assert meant(text, text.replace(old, new)) == []


@pytest.mark.parametrize(
    ("text", "old", "new", "lines"),
    [
        pytest.param(PYTHON, "200", "201", [(7, 7)], id="value"),
        pytest.param(
            PYTHON, "        log(event)\n", "        pass\n    log(event)\n", [(None, 6)], id="moved out of a block"
        ),
        pytest.param(PYTHON, "    if event:\n", "    if not event:\n", [(5, 5)], id="condition"),
        pytest.param(SCRIPT, "[1, 2]", "[2, 1]", [(3, 3)], id="order"),
        pytest.param(QUOTED, "[1, 2]", "[2, 1]", [(4, 4)], id="in a template"),
        pytest.param(QUOTED, "  return", "  log(body);\n  return", [(None, 5)], id="added in a template"),
        pytest.param("not a { program\nat all\n", "all", "'all'", [(2, 2)], id="no program"),
    ],
)
def test_what_is_no_layout_is_found(text: str, old: str, new: str, lines: list[tuple[object, object]]) -> None:
    """The lines that hold other tokens are the change."""
    assert meant(text, text.replace(old, new)) == lines


@given(st.lists(st.sampled_from([*PYTHON.splitlines(), "x = 1", "y = (1,)", "z = [1, 2]"]), max_size=12))
def test_no_difference_of_tokens_goes_without_a_change(lines: list[str]) -> None:
    """Whatever stands there: where the tokens differ, at least one line does in meaning."""
    other = "\n".join(lines) + "\n"
    left, right = tokens_of(PYTHON), tokens_of(other)
    if left is not None and right is not None and [text for text, _ in left] != [text for text, _ in right]:
        assert meant(PYTHON, other)
