"""Differences inside one element."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.diff.values import ValueDiffer
from reviewer.model import MISSING, Document, Expression
from tests.diff.builders import brief, compare, document, element, meaningful, resource


def test_a_changed_property_is_one_replace_with_both_values() -> None:
    (change,) = compare({"DeletionProtection": True}, {"DeletionProtection": False})
    assert (change.op, change.before, change.after, change.noise) == ("replace", True, False, None)
    assert change.path == ("Resources", "Thing", "Properties", "DeletionProtection")
    assert change.keys == ("deletion_protection",)


def test_an_added_object_gives_one_change_per_leaf() -> None:
    changes = compare({}, {"Encryption": {"Enabled": True, "Keys": ["a", "b"], "Options": {}}})
    assert brief(meaningful(changes)) == [
        ("add", "Encryption", "Enabled", None),
        ("add", "Encryption", "Keys", 0, None),
        ("add", "Encryption", "Keys", 1, None),
        ("add", "Encryption", "Options", None),
    ]


def test_a_removed_element_gives_one_change_per_leaf_with_its_type() -> None:
    changes = diff_documents(resource({"A": 1, "B": {"C": 2}}), document())
    assert [each.path[2:] for each in changes] == [("Type",), ("Properties", "A"), ("Properties", "B", "C")]
    assert {each.op for each in changes} == {"remove"}
    assert all(each.after is MISSING and each.right is None for each in changes)


def test_intrinsics_without_an_object_inside_are_atomic() -> None:
    assert brief(compare({"Key": {"Ref": "A"}}, {"Key": {"Ref": "B"}})) == [("replace", "Key", None)]
    assert brief(compare({"Key": "plain"}, {"Key": {"Fn::GetAtt": ["A", "Arn"]}})) == [("replace", "Key", None)]
    assert brief(compare({}, {"Key": {"Fn::Select": [0, {"Fn::GetAZs": ""}]}}))[-1] == ("add", "Key", None)


def test_an_intrinsic_around_an_object_is_compared_inside() -> None:
    left = {"Rule": {"Fn::If": ["Prod", {"Days": 30}, {"Ref": "AWS::NoValue"}]}}
    right = {"Rule": {"Fn::If": ["Prod", {"Days": 90}, {"Ref": "AWS::NoValue"}]}}
    assert brief(compare(left, right)) == [("replace", "Rule", "Fn::If", 1, "Days", None)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("5", 5),
        ("true", True),
        (1.5, "1.5"),
        (False, "false"),
        ({"Fn::GetAtt": "A.Arn"}, {"Fn::GetAtt": ["A", "Arn"]}),
        ({"Fn::Sub": "plain"}, "plain"),
        ({"Fn::Sub": "${A}"}, {"Ref": "A"}),
        ({"Fn::Sub": "${A.Arn}/*"}, {"Fn::Join": ["", [{"Fn::GetAtt": ["A", "Arn"]}, "/*"]]}),
        ({"Fn::Join": ["-", ["app", {"Ref": "Env"}]]}, {"Fn::Sub": "app-${Env}"}),
        ({"Fn::Sub": "${!Literal}"}, "${Literal}"),
        ("feed all\n", "feed all"),
        ({"Fn::Sub": "feed all\n"}, "feed all\n"),
    ],
)
def test_equal_spellings_are_noise(left: Any, right: Any) -> None:
    assert brief(compare({"P": left}, {"P": right})) == [("replace", "P", "spelling")]
    assert brief(compare({"P": right}, {"P": left})) == [("replace", "P", "spelling")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("15", "15.0"),
        (1.1, "1.10"),
        (True, 1),
        (0, False),
        (None, "null"),
        ("yes", True),
        ({"Fn::Sub": "${A}"}, "${A}"),
        ({"Fn::Join": [",", {"Ref": "List"}]}, {"Fn::Sub": "${List}"}),
        (Expression("var.size"), "var.size"),
    ],
)
def test_what_only_looks_alike_is_a_change(left: Any, right: Any) -> None:
    assert brief(compare({"P": left}, {"P": right})) == [("replace", "P", None)]


def test_a_set_of_characters_has_no_order() -> None:
    assert brief(compare({"ExcludeCharacters": "/@'"}, {"ExcludeCharacters": "@'//"})) == [
        ("replace", "ExcludeCharacters", "spelling")
    ]
    assert brief(compare({"ExcludeCharacters": "/@'"}, {"ExcludeCharacters": "/@"})) == [
        ("replace", "ExcludeCharacters", None)
    ]
    assert brief(compare({"Pattern": "[ab]"}, {"Pattern": "[ba]"})) == [("replace", "Pattern", None)]


@pytest.mark.parametrize(("key", "noise"), [("Threshold", "spelling"), ("EngineVersion", None), ("Default", None)])
def test_a_whole_number_is_the_same_with_a_point(key: str, noise: str | None) -> None:
    """Of a version every sign counts: 15.0 is not what 15 is."""
    assert brief(compare({key: 15}, {key: 15.0})) == [("replace", key, noise)]


def test_a_program_does_not_turn_quoted_numbers_into_numbers() -> None:
    sides = [document([element(("s3.Bucket", "b"), {"size": size}, language="ts")]) for size in (5, "5")]
    assert [each.noise for each in diff_documents(sides[0], sides[1])] == [None]


def test_one_string_is_the_list_of_it_where_the_property_takes_a_list() -> None:
    assert brief(compare({"Action": "s3:GetObject"}, {"Action": ["s3:GetObject"]})) == [
        ("replace", "Action", "spelling")
    ]
    assert brief(compare({"Name": "x"}, {"Name": ["x"]})) == [("replace", "Name", None)]


def test_reordered_keys_are_no_change() -> None:
    assert compare({"A": 1, "B": {"C": 2, "D": 3}}, {"B": {"D": 3, "C": 2}, "A": 1}) == ()


def test_json_in_a_string_is_compared_by_meaning() -> None:
    left = {"Policy": '{"Effect": "Allow", "Action": ["a", "b"]}'}
    right = {"Policy": '{"Action": ["b", "a"],  "Effect": "Deny"}'}
    assert brief(compare(left, right)) == [
        ("replace", "Policy", "Effect", None),
        ("move", "Policy", "Action", 1, "order"),
    ]


def test_json_in_a_string_that_is_only_indented_otherwise_is_formatting() -> None:
    assert brief(compare({"P": '{"a":1}'}, {"P": '{\n "a": 1 }'})) == [("replace", "P", "formatting")]


_WRITTEN = {"call": Expression("json.dumps"), "Effect": "Allow", "Action": ["s3:Get*"]}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    "text, edits",
    [
        ('{"Effect": "Allow",\n "Action": "*"}', [("replace", "Policy", "Action", None)]),
        ('{"Effect": "Allow",\n "Action": ["s3:Get*"]}', [("replace", "Policy", "formatting")]),
        ('{"Name": "x"}', [("replace", "Policy", None)]),
    ],
)
def test_json_in_a_string_is_compared_with_the_object_that_a_call_writes(
    text: str, edits: list[tuple[Any, ...]], turned: bool
) -> None:
    sides = {"Policy": text}, {"Policy": _WRITTEN}
    assert brief(compare(*(sides[::-1] if turned else sides))) == edits


def test_json_of_another_kind_is_one_replace_of_the_string() -> None:
    (change,) = compare({"P": '{"a": 1}'}, {"P": "[1]"})
    assert (change.before, change.after) == ('{"a": 1}', "[1]")


def test_inline_code_is_compared_by_line() -> None:
    left = {"ZipFile": "import boto3\n\ndef handler(e, c):\n    return 1\n"}
    right = {"ZipFile": "import boto3\ndef handler(e, c):\n      return 1\n    # done\n"}
    assert brief(compare(left, right)) == [
        ("replace", "ZipFile", 4, "formatting"),
        ("remove", "ZipFile", 2, "formatting"),
        ("add", "ZipFile", 4, None),
    ]


def test_user_data_below_an_intrinsic_is_compared_by_line() -> None:
    sides = [
        {"UserData": {"Fn::Base64": {"Fn::Sub": f"#!/bin/sh\nyum install -y {name}\n"}}} for name in ("nginx", "httpd")
    ]
    assert brief(compare(sides[0], sides[1])) == [("replace", "UserData", "Fn::Base64", "Fn::Sub", 2, None)]


def test_texts_with_interpolations_are_compared_by_line() -> None:
    sides = [Expression(f"#!/bin/sh\nyum install -y {name}\necho ${{var.x}}\n") for name in ("nginx", "httpd")]
    assert brief(compare({"user_data": sides[0]}, {"user_data": sides[1]})) == [("replace", "user_data", 2, None)]
    plain = {"user_data": "#!/bin/sh\nyum install -y nginx\necho x\n"}
    assert brief(compare({"user_data": sides[0]}, plain)) == [("replace", "user_data", 3, None)]


def test_an_emptied_object_loses_its_leaves() -> None:
    assert brief(compare({"A": {"B": 1, "C": 2}}, {"A": {}})) == [
        ("remove", "A", "B", None),
        ("remove", "A", "C", None),
        ("add", "A", "spelling"),
    ]


def test_white_space_of_a_file_compared_by_line_is_formatting() -> None:
    sides = [
        document([element(("run.sh",), lines, kind="file", language="sh", file="run.sh")])
        for lines in (["set -e", "", "ls  -l"], ["set -e", "ls -l"])
    ]
    assert {each.noise for each in diff_documents(sides[0], sides[1])} == {"formatting"}


def test_a_thousand_levels_do_not_crash() -> None:
    deep: tuple[Any, Any] = (1, 2)
    for level in range(1000):
        deep = tuple([each] if level % 2 else {"k": each} for each in deep)  # type: ignore[assignment]
    (change,) = compare({"P": deep[0]}, {"P": deep[1]})
    assert (change.before, change.after, len(change.path)) == (1, 2, 1004)
    assert len(diff_documents(resource({"P": deep[0]}), document())) == 2


def test_twenty_thousand_other_lines_do_not_take_forever() -> None:
    sides = ["\n".join(f"{word} {number * 7919 % 20011}" for number in range(20_000)) for word in ("old", "new")]
    assert compare({"ZipFile": sides[0]}, {"ZipFile": sides[1]})


@pytest.mark.parametrize("side", [0, 1])
def test_arguments_are_the_same_with_and_without_their_class(side: int) -> None:
    """Pulumi takes a dictionary wherever it takes a class of arguments; another class is another thing."""
    plain = {"rules": [{"port": 443}]}
    typed = {"rules": [{"call": Expression("aws.ec2.SecurityGroupRuleArgs"), "port": 443}]}
    pair = (plain, typed) if side else (typed, plain)
    assert not meaningful(compare(*pair))
    other = {"rules": [{"call": Expression("aws.ec2.OtherRuleArgs"), "port": 443}]}
    assert brief(meaningful(compare(typed, other))) == [("replace", "rules", 0, "call", None)]


def test_what_is_undefined_is_not_there() -> None:
    edits = list(ValueDiffer(loose=False).compare({"key": Expression("undefined"), "a": 1}, {"a": 1}))
    assert [(each.op, each.noise) for each in edits] == [("remove", "spelling")]
    edits = list(ValueDiffer(loose=False).compare({"key": Expression("undefined")}, {"key": Expression("x")}))
    assert [(each.op, each.noise) for each in edits] == [("replace", None)]


def test_the_type_of_a_list_is_written_for_go_alone() -> None:
    typed = {"types": Expression("[]farm.Dependable"), "after": [1]}
    assert meaningful(compare({"after": [1]}, typed)) == []
    assert len(meaningful(compare({"after": [1]}, {"types": ["REGIONAL"], "after": [1]}))) == 1


def test_a_number_of_a_program_is_the_same_with_a_point_and_without() -> None:
    def alarm(threshold: object) -> Document:
        return document([element(("Alarm", "a"), {"threshold": threshold, "period": 5}, language="go")])

    assert meaningful(diff_documents(alarm(80), alarm(80.0))) == []
    assert meaningful(diff_documents(alarm(80), alarm(80.5)))
    assert meaningful(diff_documents(alarm(1), alarm(True)))


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [
        (Expression("local.herd"), {"Name": "a", "merge": [Expression("local.herd")]}, [("add", "tags", "Name")]),
        ({"**self.herd": Expression("self.herd"), "Pen": 1}, Expression("self.herd"), [("remove", "tags", "Pen")]),
        # another map, or two of them, has entries that nobody sees
        (Expression("local.flock"), {"Name": "a", "merge": [Expression("local.herd")]}, [("replace", "tags")]),
        (Expression("herd"), {"...herd": Expression("herd"), "...b": Expression("b")}, [("replace", "tags")]),
    ],
)
def test_a_map_is_the_same_when_entries_are_spread_around_it(
    left: Any, right: Any, edits: list[tuple[str, ...]]
) -> None:
    found = ValueDiffer(loose=False).compare({"tags": left}, {"tags": right})
    assert [(each.op, *(each.left or each.right or ())) for each in found] == edits


@pytest.mark.parametrize(
    ("loose", "key", "noise"), [(False, "name", "spelling"), (False, "default", None), (True, "name", None)]
)
def test_an_argument_that_is_nothing_is_left_out(loose: bool, key: str, noise: str | None) -> None:
    """A program leaves out what it sets to nothing; that a variable has nothing for a default says that it may."""
    (edit,) = ValueDiffer(loose=loose).compare({"barn": 1, key: None}, {"barn": 1})
    assert (edit.op, edit.noise) == ("remove", noise)
