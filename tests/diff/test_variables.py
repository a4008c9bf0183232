"""A variable under another name, or none at all, is no change of the resources that use it."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.model import Document, Element, Expression, Span
from tests.diff.builders import document, element, meaningful


def program(name: Any, /, **variables: Any) -> Document:
    return document(
        [
            element(("Stack", "constructor"), variables, kind="function", language="ts"),
            element(("s3.Bucket", "b", "B"), {"bucketName": name}, type="s3.Bucket", language="ts"),
        ]
    )


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (program(Expression("x"), x="files"), program(Expression("name"), name="files"), True),
        (program(Expression("x"), x="files"), program("files"), True),
        (program(Expression("`a-${env}`"), env=Expression("p.env")), program(Expression("`a-${p.env}`")), True),
        (program(Expression("tags"), tags={"a": 1}), program({"a": 1}), True),
        (program(Expression("x"), x="files"), program(Expression("name"), name="other"), False),
        (program(Expression("x"), x=["files", "more"]), program(Expression("name"), name="files"), False),
        (program(Expression("p.env")), program(Expression("q.env")), False),
    ],
)
def test_a_value_is_the_same_whatever_variable_holds_it(left: Document, right: Document, same: bool) -> None:
    changes = [each for each in diff_documents(left, right) if each.path[0] == "s3.Bucket"]
    assert (meaningful(changes) == []) is same
    assert changes


def test_a_value_of_a_variable_outside_of_functions_is_the_same_with_the_constant_in_its_place() -> None:
    def tagged(farm: Any) -> Document:
        name = element(("farm",), "hill", kind="statement", language="ts")
        return document([name, element(("tags",), {"Farm": farm, "Owner": "a"}, kind="statement", language="ts")])

    changes = diff_documents(tagged(Expression("farm")), tagged("hill"))
    assert [each.noise for each in changes] == ["reference"]
    assert meaningful(diff_documents(tagged(Expression("farm")), tagged("mill")))


def test_a_variable_that_is_set_in_two_ways_holds_nothing_for_certain() -> None:
    one = placed(("Stack", "some"), {"x": "files"}, (10, 19))
    other = placed(("Stack", "more"), {"x": "other"}, (20, 29))
    used = bucket({"bucketName": Expression("x")})
    assert is_same(document([one, used]), program("files"))
    assert not is_same(document([one, other, used]), program("files"))


def placed(path: tuple[str, ...], value: Any, lines: tuple[int, int], kind: str = "function", **rest: str) -> Element:
    return element(path, value, kind=kind, language="ts", spans={(): Span("MODEL_RESPONSE.md", *lines)}, **rest)


def bucket(value: dict[str, Any], lines: tuple[int, int] = (3, 5)) -> Element:
    return placed(("s3.Bucket", "b", "B"), value, lines, "resource", type="s3.Bucket")


def is_same(left: Document, right: Document) -> bool:
    changes = [each for each in diff_documents(left, right) if each.path[0] == "s3.Bucket"]
    assert changes
    return meaningful(changes) == []


@pytest.mark.parametrize(
    ("variables", "code", "same"),
    [
        ({"config": {"name": "files"}}, "config.name", True),
        ({"config": {"names": {"own": "files"}}}, "this.config.names.own", True),
        ({"config": {"names": {"own": "files"}}}, 'config["names"]["own"]', True),
        ({"config": {"name": "files"}}, "config.other", False),
        ({"config": {"name": "other"}}, "config.name", False),
        ({"config": {"call": Expression("Config"), "name": "files"}}, "config.name", False),
        ({"config": {"name": "files"}, "config.name": Expression("other()")}, "config.name", False),
        ({"x": "files", "x#2": "other"}, "x", False),
        ({"x": "files", "x#2": Expression("x")}, "x", True),
        ({"x": "files", "if late": [{"x": "other"}]}, "x", False),
        ({"end": "les"}, "`fi${end}`", True),
        ({"end": "les"}, "`fi${start}`", False),
        ({"end": 5}, "`files${end}`", False),
    ],
)
def test_a_member_is_the_same_as_its_value(variables: dict[str, Any], code: str, same: bool) -> None:
    assert is_same(program(Expression(code), **variables), program("files")) is same


def test_a_variable_means_what_its_own_function_says() -> None:
    one = placed(("Stack", "one"), {"parameters": {}, "name": "files"}, (1, 9))
    other = placed(("Other", "two"), {"parameters": {"name": Expression("")}, "x": 1}, (10, 19))
    used = {"bucketName": Expression("name")}
    right = document([bucket({"bucketName": "files"})])
    assert is_same(document([one, other, bucket(used)]), right)
    assert not is_same(document([one, other, bucket(used, (12, 14))]), right)


def test_a_member_of_a_class_is_known_in_its_other_functions() -> None:
    made = placed(("Stack", "constructor"), {"parameters": {}, "name": Expression("props.name")}, (1, 9))
    again = placed(("Other", "constructor"), {"parameters": {}, "name": "else"}, (30, 39))
    used = placed(("Stack", "two"), {"parameters": {}}, (10, 19))
    left = document([made, used, again, bucket({"bucketName": Expression("this.name")}, (12, 14))])
    assert is_same(left, document([bucket({"bucketName": Expression("props.name")})]))


@pytest.mark.parametrize(("more", "same"), [(Expression("admin.role"), True), (Expression("guest"), False)])
def test_an_argument_of_a_call_is_the_same_under_another_name(more: Expression, same: bool) -> None:
    function = placed(("Stack", "constructor"), {"parameters": {}, "whoever": more}, (1, 9))
    calls = [
        {"grantRead": [[Expression("x1"), Expression(code), Expression("y1")]]} for code in ("whoever", "admin.role")
    ]
    assert is_same(document([function, bucket(calls[0])]), document([bucket(calls[1])])) is same


def test_what_is_spread_is_the_same_under_another_name() -> None:
    function = placed(("Stack", "constructor"), {"parameters": {}, "mine": Expression("props.tags")}, (1, 9))
    sides = [{"tags": {f"...{code}": Expression(code), "a": "b"}} for code in ("mine", "props.tags")]
    assert is_same(document([function, bucket(sides[0])]), document([bucket(sides[1])]))
    assert not is_same(document([bucket(sides[0])]), document([bucket(sides[1])]))


@pytest.mark.parametrize("again", [False, True])
def test_what_a_function_returns_is_the_resource_that_it_makes(again: bool) -> None:
    def side(code: str, *, twice: bool = False) -> Document:
        maker = placed(("Stack", "makeTopic"), {"parameters": {}, "return": [Expression("topic")]}, (1, 4))
        user = placed(("Stack", "constructor"), {"parameters": {}, "alarms": Expression("this.makeTopic(id)")}, (5, 30))
        topics = [("sns.Topic", "topic", name) for name in ("T", "U")[: 1 + twice]]
        made = [placed(path, {"a": 1}, (2, 3), "resource", type="sns.Topic") for path in topics]
        return document([maker, *made, user, bucket({"topicArn": Expression(code)}, (6, 9))])

    left, right = side("topic.topicArn", twice=again), side("this.alarms.topicArn", twice=again)
    assert is_same(left, right) is not again


@pytest.mark.parametrize(
    ("call", "code", "same"),
    [
        ((Expression("pulumi.all([role.arn, x.id]).apply"), Expression("([who, x]) =>")), "`${who}/*`", True),
        ((Expression("pulumi.all([x.id, role.arn]).apply"), Expression("([who, x]) =>")), "`${who}/*`", False),
        ((Expression("role.arn.apply"), Expression("who =>")), "`${who}/*`", True),
        ((Expression("role.name.apply"), Expression("who =>")), "`${who}/*`", False),
        ((Expression("JSON.stringify"),), "`${role.arn}/*`", False),
    ],
)
def test_a_parameter_stands_for_the_output_that_it_is_applied_to(
    call: tuple[Expression, ...], code: str, same: bool
) -> None:
    usual = [Expression("role.arn.apply"), Expression("(arn) =>")]
    policies = [{"call": one, "to": Expression(name)} for one, name in ((list(call), code), (usual, "`${arn}/*`"))]
    changes = diff_documents(*(document([bucket({"policy": each, "a": "b"})]) for each in policies))
    assert ([each for each in meaningful(changes) if each.path[-1] == "to"] == []) is same


def test_a_parameter_in_a_header_is_a_parameter() -> None:
    function = placed(("Stack", "make"), {"header": Expression("void make(final String name)"), "x": "a"}, (1, 9))
    other = placed(("Stack", "main"), {"header": Expression("void main()"), "name": "files"}, (10, 19))
    left = document([function, other, bucket({"bucketName": Expression("name")})])
    assert not is_same(left, document([bucket({"bucketName": "files"})]))


def test_what_another_object_of_a_list_holds_is_not_the_same_value() -> None:
    sides = [
        {"rules": [{"who": "a", "key": 1, "deeds": [Expression("deed"), "x"]}, {"own": 1}], "a": "b"},
        {"rules": [{"for": "c", "name": 2, "deeds": [Expression("deed"), "y"]}, {"own": 1}], "a": "b"},
    ]
    changes = diff_documents(*(document([bucket(each)]) for each in sides))
    assert all(each.noise is None for each in changes)


def named(name: str, /, language: str = "py", variable: str = "b", **variables: Any) -> Document:
    return document(
        [
            element(("Stack", "__init__"), variables, kind="function", language=language),
            element(("s3.Bucket", variable, name), {"versioned": True}, type="s3.Bucket", language=language),
        ]
    )


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (named("files-{suffix}"), named("files-{self.suffix}"), True),
        (named("files-{suffix}", suffix=Expression("p.env")), named("files-{p.env}"), True),
        (named("files-${suffix}", "ts", suffix=Expression("p.env")), named("files-${p.env}", "ts"), True),
        (named("files-{suffix}", suffix="dev"), named("files-dev"), True),
        (named("files-{suffix}"), named("files-{other}"), False),
        (named("files-{suffix}", suffix=Expression("p.env")), named("files-{q.env}"), False),
        (named("files-{suffix}"), named("file-{self.suffix}"), False),
        (named("files-{suffix}"), named("files-{self.suffix}", variable="c"), False),
    ],
)
def test_a_name_is_the_same_whatever_variable_fills_it_in(left: Document, right: Document, same: bool) -> None:
    moves = [each for each in diff_documents(left, right) if each.op == "move" and each.path[0] == "s3.Bucket"]
    assert [each.noise for each in moves] == ["reference" if same else None]


def policy(value: Any, /, **variables: Any) -> Document:
    return document(
        [
            element(("Stack", "__init__"), variables, kind="function", language="py"),
            element(("s3.BucketPolicy", "b", "B"), {"policy": value}, type="s3.BucketPolicy", language="py"),
        ]
    )


_TEXT = '{"Action": ["s3:GetObject"]}'
_HELD = {"Action": ["s3:GetObject"]}
_DUMPED = {"call": Expression("dumps"), **_HELD}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (policy(_DUMPED), policy(Expression("json.dumps(held)"), held=_HELD), True),
        (policy(_DUMPED), policy(Expression("json.dumps(held, indent=2)"), held=_HELD), True),
        (policy(Expression("json.dumps(a)"), a=_HELD), policy(Expression("json.dumps(b)"), b=_HELD), True),
        (policy(_DUMPED), policy(Expression("held"), held=_DUMPED), True),
        (policy(_DUMPED), policy(_TEXT), True),
        (policy(_DUMPED), policy({**_DUMPED, "call": Expression("JSON.stringify")}), True),
        (policy(_DUMPED), policy({**_DUMPED, "call": Expression("pulumi.jsonStringify")}), True),
        (
            policy({**_DUMPED, "Resource": Expression("b.arn")}),
            policy({**_DUMPED, "Resource": Expression("b.arn"), "call": Expression("pulumi.jsonStringify")}),
            False,
        ),
        (policy(_DUMPED), policy(Expression("json.dumps(held)"), held={"Action": ["s3:*"]}), False),
        (policy(_DUMPED), policy(Expression("json.dumps(held)")), False),
        (policy(_DUMPED), policy(_TEXT.replace("Get", "Put")), False),
        (policy(_HELD), policy(Expression("json.dumps(held)"), held=_HELD), False),
    ],
)
def test_json_is_the_same_whoever_writes_it(left: Document, right: Document, same: bool) -> None:
    changes = [each for each in diff_documents(left, right) if each.path[0] == "s3.BucketPolicy"]
    assert (meaningful(changes) == []) is same
    assert changes


@pytest.mark.parametrize(
    ("first", "by_default"), [("", True), ("eu-west-1", True), ("eu-west-2", False), (Expression("read()"), False)]
)
def test_a_constant_that_goes_before_a_setting_where_it_is_not_empty(first: Any, by_default: bool) -> None:
    place = Expression('PLACE ? PLACE : props?.place || "eu-west-1"')
    right = program(Expression("`${place}a`"), PLACE=first, place=place)
    changes = [each for each in diff_documents(program("eu-west-1a"), right) if each.path[0] == "s3.Bucket"]
    assert [each.by_default for each in changes] == [by_default]
