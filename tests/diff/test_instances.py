"""What a class of the program is made with is what its members stand for, and settings have defaults."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.diff.settings import with_defaults
from reviewer.model import Change, Document, Element, Expression, Span
from tests.diff.builders import document, element


def placed(path: tuple[str, ...], value: Any, lines: tuple[int, int], kind: str = "function", **rest: str) -> Element:
    spans = {(): Span("MODEL_RESPONSE.md", *lines)}
    return element(path, value, kind=kind, language="ts", spans=spans, **rest)


def component(size: Any, /, *made: dict[str, Any], **caller: Any) -> Document:
    """A program whose component makes a queue, and is made with each of the objects."""
    parameters = {"scope": Expression("Construct"), "id": Expression("string"), "args": Expression("QueueArgs")}
    return document(
        [
            placed(("Queues", "constructor"), {"parameters": parameters}, (1, 20)),
            placed(("sqs.Queue", "q", "Q"), {"size": size}, (5, 9), "resource", type="sqs.Queue"),
            placed(("App", "constructor"), caller, (30, 60)),
            *(
                placed(("Queues", f"queues{at}", "Queues"), value, (40, 41), "module", type="Queues")
                for at, value in enumerate(made)
            ),
        ]
    )


def queue(left: Document, right: Document) -> list[Change]:
    return [each for each in diff_documents(left, right) if each.path[0] == "sqs.Queue"]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (component(5), component(Expression("args.size"), {"size": 5}), True),
        (component(5), component(Expression("this.args.size"), {"size": Expression("n")}, n=5), True),
        (component(Expression("n")), component(Expression("args.size"), {"size": Expression("n")}), True),
        (component(Expression("`${n}-a`")), component(Expression("`${args.name}-a`"), {"name": Expression("n")}), True),
        (component(5), component(Expression("args.size"), {"size": 6}), False),
        (component(5), component(Expression("args.size"), {"more": 5}), False),
        (component(5), component(Expression("args.size"), {"size": 5}, {"size": 6}), False),
        (component(5), component(Expression("args.size"), {"args": [5]}), False),
    ],
)
def test_a_member_is_what_the_one_instance_was_given(left: Document, right: Document, same: bool) -> None:
    assert [each.noise for each in queue(left, right)] == ["reference" if same else None]


def test_a_variable_of_the_caller_is_none_of_the_component() -> None:
    right = component(Expression("args.size"), {"size": Expression("n")})
    constructor = right.elements[0]
    inside = placed(constructor.path, {**constructor.value, "n": 5}, (1, 20))
    outside = placed(("App", "constructor"), {"n": Expression("other()")}, (30, 60))
    right = document([inside, right.elements[1], outside, *right.elements[3:]])
    assert [each.noise for each in queue(component(5), right)] == [None]


def network(used: Any, variable: str = "vpc", made: int = 1) -> Document:
    """A program whose component keeps a network, which something outside of it uses."""
    return document(
        [
            placed(("Network", "constructor"), {}, (1, 20)),
            placed(("ec2.Vpc", variable, "Vpc"), {}, (5, 9), "resource", type="ec2.Vpc"),
            placed(("App", "constructor"), {}, (30, 60)),
            *(placed(("Network", f"net{at}", "Net"), {}, (40, 41), "module", type="Network") for at in range(made)),
            placed(("sqs.Queue", "q", "Q"), {"vpc": used}, (50, 52), "resource", type="sqs.Queue"),
        ]
    )


@pytest.mark.parametrize(
    ("right", "same"),
    [
        (network(Expression("net0.vpc")), True),
        (network(Expression("this.net0.vpc")), True),
        (network(Expression("net0.other")), False),
        (network(Expression("net0.vpc"), variable="net"), False),
        (network(Expression("net0.vpc"), made=2), False),
    ],
)
def test_what_a_component_keeps_is_known_by_its_own_variable(right: Document, same: bool) -> None:
    assert [each.noise for each in queue(network(Expression("vpc")), right)] == ["reference" if same else None]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (component(Expression("vpc.id")), component(Expression("args.vpc.id")), True),
        (component(Expression("`${stage}-a`")), component(Expression("`${args.stage}-a`")), True),
        (component(Expression("vpc.id")), component(Expression("props.vpc.id")), False),
        (component(Expression("vpc.id")), component(Expression("args.net.id")), False),
        (component(5), component(Expression("args.size")), False),
        (component(Expression("args.vpc")), component(Expression("args?.vpc")), False),
        (component(Expression("args.vpc.id")), component(Expression("args.net.id")), False),
    ],
)
def test_an_object_that_only_hands_on_a_value_says_nothing(left: Document, right: Document, same: bool) -> None:
    assert [each.noise for each in queue(left, right)] == ["reference" if same else None]


def test_two_objects_that_only_hand_on_a_value_say_the_same() -> None:
    right = component(Expression("config.vpc.id"))
    constructor = right.elements[0]
    right = document(
        [placed(constructor.path, {"parameters": {"config": Expression("Config")}}, (1, 20)), *right.elements[1:]]
    )
    assert [each.noise for each in queue(component(Expression("args.vpc.id")), right)] == ["reference"]


def test_an_object_of_a_class_of_the_program_may_have_values_of_its_own() -> None:
    right = component(Expression("args.size"))
    right = document([*right.elements, placed(("QueueArgs", "constructor"), {"size": 7}, (70, 75))])
    assert [each.noise for each in queue(component(Expression("size")), right)] == [None]


def configured(size: Any, /, **fields: Any) -> Document:
    return document(
        [
            placed(("Config", "__init__"), fields, (1, 5)),
            placed(("Stack", "__init__"), {"parameters": {"config": Expression("Config")}}, (10, 30)),
            placed(("sqs.Queue", "q", "Q"), {"size": size}, (15, 19), "resource", type="sqs.Queue"),
        ]
    )


@pytest.mark.parametrize(
    ("fields", "noise", "by_default"),
    [
        ({"size": 5}, "reference", False),
        ({"size": Expression('int(os.getenv("SIZE", "5"))')}, None, True),
        ({"size": Expression('int(os.getenv("SIZE", "6"))')}, None, False),
        ({"size": Expression("size"), "parameters": {"size": Expression("int")}}, None, False),
    ],
)
def test_a_field_of_a_class_that_decides_on_it_alone(
    fields: dict[str, Any], noise: str | None, by_default: bool
) -> None:
    changes = queue(configured(5), configured(Expression("self.config.size"), **fields))
    assert [(each.noise, each.by_default) for each in changes] == [(noise, by_default)]


@pytest.mark.parametrize(
    ("code", "default"),
    [
        ('os.getenv("SIZE", "5")', "5"),
        ('int(os.environ.get("SIZE", "5"))', 5),
        ('Number(config.get("size") || 5)', 5),
        ('config.getNumber("size") ?? 5', 5),
        ('config.get_bool("late") or False', False),
        ('props?.stage || this.node.tryGetContext("stage") || "dev"', "dev"),
        ('process.env.STAGE || "dev"', "dev"),
        ('(args.stage || "dev")', "dev"),
        ('os.getenv("SIZE")', None),
        ('stage || "dev"', None),
        ('`${process.env.STAGE || "dev"}-a`', "dev-a"),
        ('f"{os.getenv("PLACE", "eu")}-{os.getenv("ZONE", "a")}"', None),
        ("f\"{os.getenv('PLACE', 'eu')}-{os.getenv('ZONE', 'a')}\"", "eu-a"),
        ('`${process.env.STAGE || "dev"}-${place}`', None),
        ("`harbour`", None),
        ('"" ? "" : props?.place || "eu-west-1"', "eu-west-1"),
        ('"eu-west-2" ? "eu-west-2" : props?.place || "eu-west-1"', "eu-west-2"),
        ('"" ? "" : place', None),
        ('"a" ? "b" : props?.place || "c"', None),
        ('names.get("size", "5")', None),
    ],
)
def test_the_default_of_a_setting(code: str, default: Any) -> None:
    assert with_defaults(Expression(code)) == (Expression(code) if default is None else default)
    assert with_defaults({"a": [Expression(code)]}) == {"a": [Expression(code) if default is None else default]}
