"""What one side makes in a loop and the other writes out is neither added nor removed."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.model import Change, Element, Expression
from tests.diff.builders import document, element

ZONE = {"vpc_id": Expression("aws_vpc.main.id"), "availability_zone": "eu-west-1a", "cidr_block": "10.0.1.0/24"}


def subnet(name: str, **more: Any) -> Element:
    """Builds a subnet of Terraform."""
    return element(("aws_subnet", name), {**ZONE, **more}, type="aws_subnet", language="hcl")


def whole(left: list[Element], right: list[Element]) -> list[Change]:
    """Gives what came or went with its element and has a meaning."""
    changes = diff_documents(document(left), document(right))
    return [each for each in changes if each.noise is None and not (each.element_before and each.element_after)]


@pytest.mark.parametrize("more", [{"count": 2}, {"for_each": Expression("toset(var.zones)")}])
def test_what_was_a_loop_is_not_added_one_by_one(more: dict[str, Any]) -> None:
    """The first of the row is the loop under another name, the second one its copy."""
    loop, row = [subnet("public", **more)], [subnet("public_1"), subnet("public_2", cidr_block="10.0.2.0/24")]
    assert whole(loop, row) == []
    assert whole(row, loop) == []


def test_the_copies_are_all_there_without_meaning() -> None:
    """No change is dropped."""
    changes = diff_documents(document([subnet("public", count=2)]), document([subnet("public_a"), subnet("public_b")]))
    copies = [each for each in changes if each.noise == "loop"]
    assert len(copies) == len(ZONE)
    assert {each.op for each in copies} == {"add"}


@pytest.mark.parametrize(
    ("loop", "row"),
    [
        (subnet("public"), [subnet("public_1"), subnet("public_2")]),
        (subnet("public", count=Expression("var.wanted ? 1 : 0")), [subnet("public_1"), subnet("public_2")]),
        (subnet("public", count=2), [subnet("public_1"), subnet("private_2")]),
        (subnet("public", count=2), [subnet("public_1"), element(
            ("aws_subnet", "public_2"), {"ipv6_native": True, "outpost_arn": "x"}, type="aws_subnet", language="hcl"
        )]),
    ],
    ids=["no loop", "a condition", "another row", "other keys"],
)  # fmt: skip
def test_what_no_loop_makes_is_added(loop: Element, row: list[Element]) -> None:
    """One more of a row, and what only looks like one of it."""
    assert whole([loop], row)


def test_a_loop_of_a_program_counts_in_the_name() -> None:
    """An id with the number of the round is one of several."""
    kind = "ec2.Eip"
    loop = element((kind, "address", "nat-${index + 1}"), {"domain": "vpc"}, type=kind, language="ts")
    row = [element((kind, f"address{n}", f"nat-{n}"), {"domain": "vpc"}, type=kind, language="ts") for n in (1, 2)]
    assert whole([loop], row) == []
