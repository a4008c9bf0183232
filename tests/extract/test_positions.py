"""JSON and YAML with lines: values as the reference parsers read them, and every line within the text."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reviewer.extract.json_text import parse_json
from reviewer.extract.positions import MAX_DEPTH, Node, ParseError
from reviewer.extract.yaml_repairs import parse_repaired
from reviewer.extract.yaml_text import parse_yaml

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
json_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20
)


def lines_of(node: Node) -> list[tuple[int, int]]:
    return [(node.start, node.end)] + [each for child in (node.children or {}).values() for each in lines_of(child)]


def first(text: str) -> Any:
    return parse_yaml(text).documents[0].value


@given(json_values, st.sampled_from([None, 2]))
def test_json_is_read_as_the_standard_library_reads_it(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    parsed = parse_json(text)
    assert parsed.value == json.loads(text)
    assert parsed.repairs == ()
    assert all(0 <= start <= end <= text.count("\n") for start, end in lines_of(parsed.node))


@given(json_values)
def test_yaml_is_read_as_pyyaml_wrote_it(value: Any) -> None:
    text = yaml.safe_dump({"v": value}, allow_unicode=False)
    expected = json.loads(json.dumps(value))
    assert first(text) == {"v": expected}


@given(st.text(alphabet='{}[]",:ab1\n\\ .#/|-', max_size=60))
def test_no_text_makes_the_json_reader_fail_otherwise(text: str) -> None:
    try:
        parsed = parse_json(text)
    except ParseError as error:
        assert 0 <= error.line <= text.count("\n")
    else:
        assert all(0 <= start <= end <= text.count("\n") for start, end in lines_of(parsed.node))


@given(st.text(alphabet="ab: \n-[]{}&*!|>#'\"\t<", max_size=60))
def test_no_text_makes_the_yaml_reader_fail_otherwise(text: str) -> None:
    try:
        read = parse_repaired(text).yaml
    except ParseError as error:
        assert 0 <= error.line <= text.count("\n") + 1
    else:
        for document in read.documents:
            assert all(0 <= start <= end <= text.count("\n") + 1 for start, end in lines_of(document.node))


@pytest.mark.parametrize("parse", [parse_json, parse_yaml])
def test_deep_nesting_is_refused(parse: Any) -> None:
    with pytest.raises(ParseError, match="nested"):
        parse("[" * (MAX_DEPTH + 5) + "]" * (MAX_DEPTH + 5))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1,}', {"a": 1}),
        ('{"a": 1 // one\n}', {"a": 1}),
        ('{"a": "x\ny"}', {"a": "x\ny"}),
        ('{"a": True}', {"a": True}),
        ('{"a": 1\n "b": 2}', {"a": 1, "b": 2}),
        ('{"a": [1, {"b": 2', {"a": [1, {"b": 2}]}),
        ('{"a": 1,\n ...\n "b": 2}', {"a": 1, "b": 2}),
        ('{"a": {"b": {...}, "c": [...]},\n "d": 2}', {"a": {"b": {"...": ""}, "c": ["..."]}, "d": 2}),
        ('{"a": {"b": 1, ... and more},\n "c": 2}', {"a": {"b": 1}, "c": 2}),
        ('{"a": 1,\n ... [and more]\n}', {"a": 1}),
        ('{"a": {\n // as before\n },\n "b": 2}', {"a": {"...": ""}, "b": 2}),
        ('{"a": 1}\n\nText.', {"a": 1}),
        ('{"a": {"b": "cut o', {"a": {"b": "cut o"}}),
        ('{\n  "a": |\n    x\n      y\n}', {"a": "x\n  y"}),
    ],
)
def test_almost_json_is_repaired_and_each_repair_named(text: str, value: Any) -> None:
    parsed = parse_json(text)
    assert parsed.value == value
    assert parsed.repairs


def test_a_missing_brace_is_closed_where_the_indentation_falls_back() -> None:
    parsed = parse_json('{\n  "a": {\n    "b": {\n      "c": 1\n  },\n  "d": 2\n}')
    assert parsed.value == {"a": {"b": {"c": 1}}, "d": 2}
    assert any("missing" in each.message for each in parsed.repairs)
    assert parsed.node.children is not None
    assert lines_of(parsed.node.children["d"]) == [(5, 5)]


def test_a_text_that_breaks_off_is_no_missing_brace() -> None:
    assert parse_json('{\n"a": 1,\n"b": {\n"c": 2,').value == {"a": 1, "b": {"c": 2}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a:\n\tb: 1", {"a": {"b": 1}}),
        ("a: *\nb: 1", {"a": "*", "b": 1}),
        ("a: %x", {"a": "%x"}),
        ("a: 1\n**bold**\nb: 2", {"a": 1, "b": 2}),
    ],
)
def test_almost_yaml_is_repaired_and_each_repair_named(text: str, value: Any) -> None:
    read, repairs, _ = parse_repaired(text)
    assert read.documents[0].value == value
    assert repairs


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("!Ref X", {"Ref": "X"}),
        ("!Sub '${X}-a'", {"Fn::Sub": "${X}-a"}),
        ("!GetAtt A.B.C", {"Fn::GetAtt": ["A", "B.C"]}),
        ("!GetAtt [A, B]", {"Fn::GetAtt": ["A", "B"]}),
        ("{'Fn::GetAtt': A.B}", {"Fn::GetAtt": "A.B"}),
        ("!Join ['-', [a, !Ref B]]", {"Fn::Join": ["-", ["a", {"Ref": "B"}]]}),
        ("!If [C, 1, !Ref AWS::NoValue]", {"Fn::If": ["C", 1, {"Ref": "AWS::NoValue"}]}),
        ("!Equals [!Ref A, b]", {"Fn::Equals": [{"Ref": "A"}, "b"]}),
        ("!Condition C", {"Condition": "C"}),
        ("!GetAZs ''", {"Fn::GetAZs": ""}),
        ("!Select [0, !GetAZs '']", {"Fn::Select": [0, {"Fn::GetAZs": ""}]}),
        ("2010-09-09", "2010-09-09"),
        ("012345678901", "012345678901"),
        ("12:30:45", "12:30:45"),
        ("yes", True),
        ("~", None),
        ("1.5", 1.5),
        ("!!str 5", "5"),
        (".inf", ".inf"),
    ],
)
def test_yaml_values_have_one_canonical_form(text: str, value: Any) -> None:
    assert first(f"v: {text}") == {"v": value}


def test_keys_are_strings() -> None:
    assert first("on: 1\n5: 2\nyes: 3") == {"on": 1, "5": 2, "yes": 3}


def test_merges_and_aliases_unfold() -> None:
    assert first("a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\nc: *x")["b"] == {"q": 3, "p": 1}


def test_aliases_that_unfold_without_end_are_refused() -> None:
    text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    text += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    with pytest.raises(ParseError, match="unfold"):
        parse_yaml(text)


def test_a_key_that_stands_twice_is_named_and_the_last_one_counts() -> None:
    (document,) = parse_yaml("a: 1\nb: 2\na: 3").documents
    assert document.value == {"b": 2, "a": 3}
    assert [repair.line for repair in document.repairs] == [2]


def test_lines_of_yaml_end_with_the_value() -> None:
    (document,) = parse_yaml("a:\n  b: |\n    x\n    y\n\n  c:\n    - 1\n    - 2\nd: 1\n").documents
    assert document.node.children is not None
    a = document.node.children["a"]
    assert a.children is not None
    assert (a.start, a.end) == (0, 7)
    assert (a.children["b"].start, a.children["b"].end) == (1, 3)
    assert (a.children["c"].start, a.children["c"].end) == (5, 7)
