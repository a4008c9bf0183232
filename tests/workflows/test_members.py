"""Setting keys in the text of a JSON object: the wanted values, and every other byte as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.workflows.members import set_members

VALUES = {"training_quality": 9, "aws_services": ["RDS", "S3"]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '{\n  "a": 1.0\n}\n',
            '{\n  "a": 1.0,\n  "training_quality": 9,\n  "aws_services": [\n    "RDS",\n    "S3"\n  ]\n}\n',
        ),
        (
            '{\r\n\t"training_quality" : 7,\r\n\t"a": "\\u00e9"\r\n}',
            '{\r\n\t"training_quality" : 9,\r\n\t"a": "\\u00e9",'
            '\r\n\t"aws_services" : [\r\n\t\t"RDS",\r\n\t\t"S3"\r\n\t]\r\n}',
        ),
        ('{"a":1}', '{"a":1,"training_quality":9,"aws_services":["RDS","S3"]}'),
        ('{"a": 1}', '{"a": 1, "training_quality": 9, "aws_services": ["RDS", "S3"]}'),
        (
            '{\n    "aws_services": ["EC2"],\n    "training_quality": "9"\n}',
            '{\n    "aws_services": ["RDS", "S3"],\n    "training_quality": 9\n}',
        ),
        (
            '{\n  "aws_services": null,\n  "training_quality": 9.0}',
            '{\n  "aws_services": [\n    "RDS",\n    "S3"\n  ],\n  "training_quality": 9.0}',
        ),
        (
            '{"training_quality": 1, "x": {"aws_services": 2}, "training_quality": 3, "aws_services": ["RDS", "S3"]}',
            '{"training_quality": 1, "x": {"aws_services": 2}, "training_quality": 9, "aws_services": ["RDS", "S3"]}',
        ),
        ("{}", '{\n  "training_quality": 9,\n  "aws_services": [\n    "RDS",\n    "S3"\n  ]\n}'),
        (
            '\ufeff{"aws_services" : "RDS" , "training_quality": true}',
            '\ufeff{"aws_services" : ["RDS", "S3"] , "training_quality": 9}',
        ),
    ],
)
def test_layout_stays(before: str, after: str) -> None:
    assert set_members(before, VALUES) == after
    assert set_members(after, VALUES) == after


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["training_quality", "aws_services", "a", "b", 'q"\\'])


@given(
    st.dictionaries(KEYS, JSON, max_size=5),
    st.sampled_from([None, 0, 1, 2, "\t"]),
    st.booleans(),
    st.sampled_from("\r "),
)
def test_it_is_what_a_person_would_have_set(data: dict[str, Any], indent: Any, ascii_only: bool, end: str) -> None:
    """The parsed values are the wanted ones, in the old order with new keys last, and a second time changes nothing."""
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    text = text.replace("\n", "\r\n") if end == "\r" else text
    changed = set_members(text, VALUES)
    wanted = {**data, **VALUES}
    assert json.loads(changed) == wanted
    assert list(json.loads(changed)) == list(wanted)
    assert set_members(changed, VALUES) == changed


@given(st.dictionaries(KEYS, JSON, min_size=1, max_size=5), st.sampled_from([2, 4, "\t"]))
def test_a_file_laid_out_by_json_itself_stays_so(data: dict[str, Any], indent: Any) -> None:
    """An empty list that becomes longer, or a value of one line, is laid out as json does it."""
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    assert set_members(text, VALUES) == json.dumps({**data, **VALUES}, indent=indent, ensure_ascii=False) or any(
        data.get(key) == value for key, value in VALUES.items()
    )


@pytest.mark.parametrize("text", ["", "[]", "1", '{"a": 1', '{"a": 1,}', "\ufeff"])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        set_members(text, VALUES)
