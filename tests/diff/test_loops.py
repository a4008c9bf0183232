"""What one side makes in a loop and the other writes out is neither added nor removed."""

from __future__ import annotations

from typing import Any

import jsonpatch
import pytest

from reviewer.diff import build_patch, diff_documents, to_tree
from reviewer.extract import extract_response
from reviewer.model import Change, Document, Element, Expression, Metadata, TextFile
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
    copies = [each for each in changes if each.noise == "loop" and each.copy is not None]
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


def test_all_that_a_side_has_of_a_type_needs_less_in_common() -> None:
    """The nodes of the one cluster, with other settings; where the loop's side has a further node, nobody can tell."""
    kind = "RdsClusterInstance"

    def node(name: str, **more: Any) -> Element:
        return element((kind, name), {"engine": "tides", **more}, type=kind, language="ts")

    loop = node("tides-${i}", size="big", days=7, window="noon", tier=1, kept=7)
    row = [node(f"Db{n}", size="small", days=9, zone=n) for n in "AB"]
    assert whole([loop], row) == []
    assert whole([loop, node("replica", role="reader")], row)


def told(left: Document, right: Document) -> list[tuple[str, str, Any, Any]]:
    """Gives what has a meaning: operation, last key, before and after; what is paired with a loop is ``move``."""
    found = [each for each in diff_documents(left, right) if each.noise is None and each.passage is None]
    return [(each.op, str(each.path[-1]), each.before or "", each.after or "") for each in found]


def response(code: str, language: str) -> Document:
    """Reads a response of one program."""
    text = f"```{language}\n{code}```\n"
    return extract_response(TextFile("MODEL_RESPONSE.md", text), Metadata(), "model")


LOGS = """locals {
  farms = ["hill", "dale"]
}
resource "aws_cloudwatch_log_group" "farm" {
  for_each          = toset(local.farms)
  name              = "/farm/${each.value}"
  retention_in_days = 14
}
"""
ONE_LOG = """resource "aws_cloudwatch_log_group" "farm_%s" {
  name              = "/farm/%s"
  retention_in_days = %d
}
"""
FARMS = 'locals {\n  farms = ["hill", "dale"]\n}\n'


@pytest.mark.parametrize("days", [14, 30])
def test_a_copy_is_told_by_what_tells_it_from_the_loop(days: int) -> None:
    """The loop fills in the names; a retention that it does not have is another one."""
    rows = FARMS + ONE_LOG % ("hill", "hill", 14) + ONE_LOG % ("dale", "dale", days)
    sides = response(LOGS, "hcl"), response(rows, "hcl")
    changed = [("replace", "retention_in_days", 14, 30)] if days != 14 else []
    assert told(*sides) == [("move", "farm_hill", "farm", "farm_hill"), *changed]
    back = [("replace", "retention_in_days", 30, 14)] if days != 14 else []
    assert told(*sides[::-1]) == [("move", "farm", "farm_hill", "farm"), *back]
    for left, right in (sides, sides[::-1]):
        patch = build_patch(diff_documents(left, right), left.elements)
        assert jsonpatch.apply_patch(to_tree(left.elements), patch) == to_tree(right.elements)


GATE = """locals {
  ports = [443, 8443]
}
resource "aws_security_group_rule" "gate" {
  for_each  = toset(local.ports)
  type      = "ingress"
  protocol  = "tcp"
  from_port = each.value
}
"""
ONE_GATE = """resource "aws_security_group_rule" "gate_%s" {
  type      = "ingress"
  protocol  = "tcp"
  from_port = %d
}
"""


def test_a_port_that_no_loop_goes_through_is_told() -> None:
    """What a loop fills in hides only what it goes through."""
    rows = ONE_GATE % ("web", 443) + ONE_GATE % ("other", 22)
    found = told(response(GATE, "hcl"), response(rows, "hcl"))
    assert ("replace", "from_port", Expression("each.value"), 22) in found
    assert not [each for each in found if each[3] == 443]


PROGRAMS = {
    "py": (
        "class Barn(Stack):\n    def __init__(self, scope, id):\n{}",
        "        sqs.Queue(self, '{0}Queue', queue_name='{0}-queue', fifo=True)\n",
        "        for animal in ['cow', 'hen']:\n"
        "            sqs.Queue(self, f'{animal}Queue', queue_name=f'{animal}-queue', fifo=True)\n",
    ),
    "ts": (
        "class Barn extends Stack {{\n  constructor(scope: Construct, id: string) {{\n{}  }}\n}}\n",
        "    new sqs.Queue(this, '{0}Queue', {{ queueName: '{0}-queue', fifo: true }});\n",
        "    const stall = (animal: string) => {\n"
        "      return new sqs.Queue(this, `${animal}Queue`, { queueName: `${animal}-queue`, fifo: true });\n    };\n"
        "    stall('cow');\n    stall('hen');\n",
    ),
}


@pytest.mark.parametrize("language", PROGRAMS)
def test_what_a_program_makes_in_a_loop_or_by_a_helper_is_there(language: str) -> None:
    """Neither is a queue lost nor another one new."""
    frame, one, loop = PROGRAMS[language]
    written = frame.format("".join(one.format(each) for each in ("cow", "hen")))
    sides = response(frame.format(loop), language), response(written, language)
    for left, right in (sides, sides[::-1]):
        changes = [each for each in diff_documents(left, right) if each.element and each.element.kind == "resource"]
        assert [each.op for each in changes if each.noise is None] == ["move"]


def test_a_parameter_of_what_is_made_once_makes_no_loop() -> None:
    """The name of an environment is in every id, and makes no more of anything."""
    frame = "class Barn(Stack):\n    def __init__(self, scope, id, env):\n{}"
    one = "        sqs.Queue(self, f'{env}-queue', fifo=True)\n"
    two = "        sqs.Queue(self, 'cow-queue', fifo=True)\n        sqs.Queue(self, 'hen-queue', fifo=True)\n"
    changes = diff_documents(response(frame.format(one), "py"), response(frame.format(two), "py"))
    assert not [each for each in changes if each.noise == "loop"]


STALL = """resource "aws_subnet" "stall" {
  count             = 2
  vpc_id            = var.farm
  availability_zone = data.aws_availability_zones.all.names[count.index]
  cidr_block        = "10.0.${count.index + 1}.0/24"
}
"""
ONE_STALL = """resource "aws_subnet" "stall_%s" {
  vpc_id            = var.farm
  availability_zone = data.aws_availability_zones.all.names[%d]
  cidr_block        = "%s"
}
"""


@pytest.mark.parametrize(("block", "other"), [("10.0.2.0/24", []), ("0.0.0.0/0", ["0.0.0.0/0"])])
def test_what_a_loop_counts_is_written_out(block: str, other: list[str]) -> None:
    """A number in the place of the index is what the loop gives; another range is none of its own."""
    rows = ONE_STALL % ("a", 0, "10.0.1.0/24") + ONE_STALL % ("b", 1, block)
    found = told(response(STALL, "hcl"), response(rows, "hcl"))
    assert [after for op, _, _, after in found if op != "move"] == other


def test_an_endpoint_that_a_loop_adds_is_one_whatever_its_id_is() -> None:
    """A method of the network makes it, with the id first."""
    frame = "class Barn(Stack):\n    def __init__(self, scope, id):\n        self.vpc = ec2.Vpc(self, 'Vpc')\n"
    loop = (
        "        for name, svc in [('Cow', ec2.InterfaceVpcEndpointAwsService.SSM), "
        "('Hen', ec2.InterfaceVpcEndpointAwsService.KMS)]:\n"
        "            self.vpc.add_interface_endpoint(name, service=svc)\n"
    )
    one = "        self.{0} = self.vpc.add_interface_endpoint('{1}', service=ec2.InterfaceVpcEndpointAwsService.{2})\n"
    rows = one.format("cow", "Cow", "SSM") + one.format("hen", "Hen", "KMS")
    changes = diff_documents(response(frame + rows, "py"), response(frame + loop, "py"))
    told_apart = [
        each.op for each in changes if each.noise is None and each.element and each.element.kind == "resource"
    ]
    assert told_apart == ["move"]


USES = """resource "aws_lb" "gate" {
  subnets = %s
}
output "first" {
  value = %s
}
"""


@pytest.mark.parametrize(
    ("loop", "rows"),
    [
        ("aws_subnet.stall[*].id", "[aws_subnet.stall_a.id, aws_subnet.stall_b.id]"),
        ("[aws_subnet.stall[0].id, aws_subnet.stall[1].id]", "[aws_subnet.stall_a.id, aws_subnet.stall_b.id]"),
    ],
)
def test_references_follow_what_is_written_out(loop: str, rows: str) -> None:
    """An index and a name of its own say the same."""
    written = ONE_STALL % ("a", 0, "10.0.1.0/24") + ONE_STALL % ("b", 1, "10.0.2.0/24")
    sides = (
        response(STALL + USES % (loop, '"${aws_subnet.stall[1].arn}/*"'), "hcl"),
        response(written + USES % (rows, '"${aws_subnet.stall_b.arn}/*"'), "hcl"),
    )
    assert [op for op, *_ in told(*sides)] == ["move"]
    assert [op for op, *_ in told(*sides[::-1])] == ["move"]


def test_a_list_that_leaves_one_out_is_another() -> None:
    """All of a loop are not one of what is written out."""
    written = ONE_STALL % ("a", 0, "10.0.1.0/24") + ONE_STALL % ("b", 1, "10.0.2.0/24")
    left = response(STALL + USES % ("aws_subnet.stall[*].id", "aws_subnet.stall[0].id"), "hcl")
    right = response(written + USES % ("[aws_subnet.stall_a.id]", "aws_subnet.stall_a.id"), "hcl")
    assert "replace" in [op for op, *_ in told(left, right)]
