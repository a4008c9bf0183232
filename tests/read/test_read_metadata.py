"""metadata.json is read leniently, and each oddity is said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.read.metadata import read_metadata

GOOD: dict[str, Any] = {"platform": "cfn", "language": "yaml"}


@pytest.mark.parametrize(
    ("key", "written", "read"),
    [
        ("platform", "CloudFormation", "cfn"),
        ("platform", "Terraform", "tf"),
        ("platform", "TF", "tf"),
        ("language", "Python", "py"),
        ("language", "typescript", "ts"),
        ("language", "YML", "yaml"),
    ],
)
def test_spellings_are_brought_together(key: str, written: str, read: str) -> None:
    found = read_metadata(json.dumps(GOOD | {key: written}))
    assert getattr(found.metadata, key) == read
    assert found.notifications == ()


@pytest.mark.parametrize(
    ("extra", "field", "value"),
    [
        ({"aws_services": "RDS, S3"}, "services", ("RDS", "S3")),
        ({"aws_services": None}, "services", ()),
    ],
)
def test_what_can_be_coerced_is(extra: dict[str, Any], field: str, value: Any) -> None:
    found = read_metadata(json.dumps(GOOD | extra))
    assert getattr(found.metadata, field) == value
    assert found.notifications == ()


def test_a_number_is_an_id_too() -> None:
    assert read_metadata(json.dumps(GOOD | {"po_id": 101})).id == "101"


def test_a_value_that_makes_no_sense_is_named_and_the_rest_is_read() -> None:
    found = read_metadata(json.dumps(GOOD | {"aws_services": {"a": 1}, "complexity": "hard"}))
    assert found.metadata.services == ()
    assert found.metadata.complexity == "hard"
    assert [note.message.split()[0] for note in found.notifications] == ["aws_services"]


def test_invalid_json_is_named_with_its_line() -> None:
    found = read_metadata('{\n "platform": "cfn",\n}')
    assert found.metadata.platform is None
    assert found.notifications[0].line == 3


@pytest.mark.parametrize("text", [None, "[]", "{}", '{"platform": "abacus", "language": "yaml"}'])
def test_what_is_missing_or_unknown_is_named(text: str | None) -> None:
    assert read_metadata(text).notifications


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
known_keys = st.sampled_from(["platform", "language", "po_id", "aws_services", "provider"])


@given(st.dictionaries(known_keys | st.text(), json_values))
def test_no_metadata_makes_reading_fail(raw: dict[str, Any]) -> None:
    assert read_metadata(json.dumps(raw)).metadata.raw is not None
