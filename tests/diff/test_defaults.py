"""A value by way of a parameter whose default it is, or by the name of a constant, is the value that it was."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.model import Change, Document, Expression
from tests.diff.builders import document, element, template

_GROUP = "AWS::EC2::SecurityGroup"


def terraform(value: Any, variables: dict[str, Any] | None = None, /, **constants: Any) -> Document:
    named = [(f"{name}", {"default": held}) for name, held in (variables or {}).items()]
    return document(
        [
            *(element(("variable", name), held, kind="parameter", language="hcl") for name, held in named),
            *(element(("local", name), held, kind="local", language="hcl") for name, held in constants.items()),
            element(("aws_vpc", "main"), {"value": value}, type="aws_vpc", language="hcl"),
        ]
    )


def counted(count: Any, of: Any, /, **constants: Any) -> Document:
    """Subnets of which there are so many, and a network with a value that is counted of them."""
    subnet = element(("aws_subnet", "barn"), {"count": count}, type="aws_subnet", language="hcl")
    return document([*terraform(of, **constants).elements, subnet])


def stack(value: Any, **parameters: Any) -> Document:
    declared = {name: held if isinstance(held, dict) else {"Default": held} for name, held in parameters.items()}
    group = {"Type": _GROUP, "Properties": {"GroupDescription": value}}
    return template({"Parameters": declared, "Resources": {"Group": group}})


def told(left: Document, right: Document, root: str) -> list[Change]:
    return [each for each in diff_documents(left, right) if each.path[0] == root and each.path[1] in ("main", "Group")]


@pytest.mark.parametrize(
    ("left", "right", "noise"),
    [
        (terraform("a"), terraform(Expression("local.x"), x="a"), "reference"),
        (terraform(Expression('"a-b"')), terraform(Expression('"${local.x}-b"'), x="a"), "reference"),
        (terraform(Expression('"${var.p}-vpc"')), terraform(Expression('"${local.x}-vpc"'), x=Expression("var.p")),
         "reference"),
        (terraform(Expression('"${var.p}-vpc"')), terraform(Expression('"${local.x}-vpc"'), x=Expression('"${var.p}"')),
         "reference"),
        (terraform(Expression("f(local.x)"), x=10), terraform(Expression("f(10)")), "reference"),
        (terraform(Expression("f(local.x)"), x={"a": 1}), terraform(Expression("f(local.y)"), y={"a": 1}), "reference"),
        (terraform(Expression("local.x.size"), x={"size": 10}), terraform(10), "reference"),
        (terraform("a"), terraform(Expression("local.x"), x="b"), None),
        (terraform(Expression('"${var.p}-vpc"')), terraform(Expression('"${var.q}-vpc"')), None),
        (terraform(Expression("f(local.x)"), x={"a": 1}), terraform(Expression("f(local.y)"), y={"a": 2}), None),
    ],
)  # fmt: skip
def test_a_constant_by_its_name_is_the_same_value(left: Document, right: Document, noise: str | None) -> None:
    changes = told(left, right, "aws_vpc")
    assert [(each.noise, each.by_default) for each in changes] == [(noise, False)]


@pytest.mark.parametrize(
    ("left", "right", "noise"),
    [
        (counted(2, Expression("length(aws_subnet.barn)")), counted(2, 2), "reference"),
        (counted(2, Expression("length(aws_subnet.barn[*].id)")), counted(2, 2), "reference"),
        (counted(Expression("length(local.x)"), Expression("length(aws_subnet.barn)"), x=["a", "b"]),
         counted(2, Expression("length(local.y)"), y=["c", "d"]), "reference"),
        (counted(3, Expression("length(local.x)"), x=Expression("slice(data.zones.all.names, 0, 3)")), counted(3, 3),
         "reference"),
        (counted(2, Expression("length(aws_subnet.barn)")), counted(2, 3), None),
        (counted(2, Expression("length(aws_subnet.field)")), counted(2, 2), None),
        (counted(2, Expression("length(local.x)"), x=Expression("data.zones.all.names")), counted(2, 2), None),
    ],
)  # fmt: skip
def test_as_many_are_as_many_however_they_are_counted(left: Document, right: Document, noise: str | None) -> None:
    (change,) = told(left, right, "aws_vpc")
    assert (change.noise, change.by_default) == (noise, False)


def test_what_is_written_alike_in_two_lists_is_no_constant() -> None:
    """What went from the one statement and came with another one, at the same place, is not given otherwise."""
    barn, field, chores = Expression("farm.barn"), Expression("farm.field"), ["feed", "milk", "shear"]
    left = terraform([{"does": chores, "of": [barn, field]}], y="a")
    right = terraform([{"does": ["look"], "of": [barn]}, {"does": chores, "of": [field]}], y="a")
    assert {each.noise for each in told(left, right, "aws_vpc") if each.op in ("add", "remove")} == {None}


@pytest.mark.parametrize(
    ("left", "right", "by_default"),
    [
        (terraform("a"), terraform(Expression("var.x"), {"x": "a"}), True),
        (terraform(Expression("var.x"), {"x": "a"}), terraform("a"), True),
        (terraform(["a", "b"]), terraform(Expression("var.x"), {"x": ["a", "b"]}), True),
        (terraform("a"), terraform(Expression("local.y"), {"x": "a"}, y=Expression("var.x")), True),
        (terraform(Expression("length(var.x)"), {"x": ["a", "b"]}), terraform(2), True),
        (terraform(Expression("length(var.x)"), {"x": ["a", "b", "c"]}), terraform(2), False),
        (terraform(Expression("length(var.x)"), {"x": "ab"}), terraform(2), False),
        (terraform("a"), terraform(Expression("var.x"), {"x": "b"}), False),
        (terraform("a"), terraform(Expression("var.x")), False),
        (terraform("a"), terraform(Expression("var.xy"), {"x": "a"}), False),
        (terraform("a"), terraform(Expression("module.var.x"), {"x": "a"}), False),
    ],
)
def test_a_variable_with_the_value_as_its_default_is_told_so(left: Document, right: Document, by_default: bool) -> None:
    changes = told(left, right, "aws_vpc")
    assert [(each.noise, each.by_default) for each in changes] == [(None, by_default)]


@pytest.mark.parametrize(
    ("left", "right", "by_default"),
    [
        (stack("a"), stack({"Ref": "X"}, X="a"), True),
        (stack({"Fn::Sub": "a-${AWS::Region}"}), stack({"Fn::Sub": "${X}-${AWS::Region}"}, X="a"), True),
        (stack("a-b"), stack({"Fn::Sub": "${X}-b"}, X="a"), True),
        (stack("5"), stack({"Ref": "X"}, X=5), True),
        (stack("a"), stack({"Ref": "X"}, X="b"), False),
        (stack("a"), stack({"Ref": "X"}, X={"Type": "String"}), False),
        (stack("/a"), stack({"Ref": "X"}, X={"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a"}), False),
        (stack("a-b"), stack({"Fn::Sub": "${!X}-b"}, X="a"), False),
    ],
)
def test_so_is_a_parameter_of_cloudformation(left: Document, right: Document, by_default: bool) -> None:
    changes = [each for each in told(left, right, "Resources") if each.noise is None]
    assert [each.by_default for each in changes] == [by_default]


@pytest.mark.parametrize(
    ("table", "looked_up", "by_default"),
    [
        ("T", "small", True),
        ("T", {"Ref": "X"}, True),
        ("T", "large", False),
        ("U", "small", False),
    ],
)
def test_so_is_what_a_table_of_the_template_holds(table: str, looked_up: Any, by_default: bool) -> None:
    held = element(("Mappings", "T"), {"small": {"Text": "a"}, "large": {"Text": "b"}}, kind="mapping")
    used = stack({"Fn::FindInMap": [table, looked_up, "Text"]}, X="small")
    left = document([held, *used.elements])
    assert [each.by_default for each in told(left, stack("a"), "Resources")] == [by_default]


def test_in_a_list_the_value_goes_and_the_parameter_comes() -> None:
    left = document([element(("aws_vpc", "main"), {"zones": ["a", "b"]}, type="aws_vpc", language="hcl")])
    right = terraform(None, {"x": "b"}).elements[:1]
    zones = [Expression("var.y"), Expression("var.x"), "c"]
    used = element(("aws_vpc", "main"), {"zones": zones}, type="aws_vpc", language="hcl")
    changes = told(left, document([*right, used]), "aws_vpc")
    assert [str(each.before if each.op == "remove" else each.after) for each in changes if each.by_default] == [
        "b",
        "var.x",
    ]
    assert [each.by_default for each in changes].count(False) == 2


def test_what_two_modules_or_a_file_of_values_give_is_no_default() -> None:
    used = terraform(Expression("var.x"), {"x": "a"})
    again = element(("modules/vpc.tf", "variable", "x"), {"default": "b"}, kind="parameter", language="hcl")
    given = element(("x",), "b", kind="setting", language="hcl", file="prod.tfvars")
    for beside in (again, given):
        right = document([*used.elements, beside])
        assert [each.by_default for each in told(terraform("a"), right, "aws_vpc")] == [False]


def modular(value: Any, *calls: dict[str, Any]) -> Document:
    """A network in the folder of a module, and the blocks that call it."""
    named = enumerate(calls)
    return document(
        [
            *(element(("module", f"m{at}"), call, kind="module", language="hcl", file="main.tf") for at, call in named),
            element(("aws_vpc", "main"), {"value": value}, type="aws_vpc", language="hcl", file="lib/net/main.tf"),
        ]
    )


@pytest.mark.parametrize(
    ("calls", "noise"),
    [
        (({"source": "./net", "prefix": Expression("local.prefix")},), "reference"),
        (({"source": "./net", "prefix": Expression("local.other")},), None),
        (({"source": "./web", "prefix": Expression("local.prefix")},), None),
        (({"source": "./net", "prefix": Expression("local.prefix"), "count": 2},), None),
        (({"source": "./net", "prefix": Expression("local.prefix")}, {"source": "./net", "prefix": "a"}), None),
    ],
)
def test_what_a_module_is_handed_is_what_nobody_hands_on(calls: tuple[dict[str, Any], ...], noise: str | None) -> None:
    """A module that is called twice holds two values, and one that nobody calls none."""
    left = modular(Expression('"${var.prefix}-vpc"'), *calls)
    right = terraform(Expression('"${local.prefix}-vpc"'))
    for changes in (diff_documents(left, right), diff_documents(right, left)):
        assert [each.noise for each in changes if each.op == "replace"] == [noise]


def test_what_a_module_gives_back_is_what_it_holds() -> None:
    given = [
        element(("module", "net"), {"source": "./net"}, kind="module", language="hcl", file="main.tf"),
        element(
            ("output", "id"), {"value": Expression("aws_vpc.a.id")}, kind="output", language="hcl", file="net/o.tf"
        ),
    ]
    sides = [
        document([*extra, element(("aws_subnet", "b"), {"vpc": Expression(value)}, language="hcl", file="main.tf")])
        for extra, value in ((given, "module.net.id"), ([], "aws_vpc.a.id"))
    ]
    assert [each.noise for each in diff_documents(*sides) if each.path[0] == "aws_subnet"] == ["reference"]
