"""HCL becomes elements whose values don't depend on how they are written, each with its lines."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.extract.readers import Reading, Unreadable
from reviewer.extract.terraform import read_hcl
from reviewer.model import CodeBlock, Element, Expression, Span, to_pointer

FIRST = 10


def read(text: str, name: str | None = None) -> Reading:
    text = dedent(text).strip("\n")
    span = Span("lib/IDEAL_RESPONSE.md", FIRST, FIRST + text.count("\n"))
    return read_hcl(CodeBlock("hcl", name, text, span))


def one(text: str) -> Element:
    (element,) = read(text).elements
    return element


def value_of(expression: str) -> Any:
    return one(f'resource "aws_x" "y" {{\n  a = {expression}\n}}').value["a"]


CONFIGURATION = """
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
  }
  backend "s3" {
    key = "state"
  }
}
provider "aws" {
  region = var.region
}
provider "aws" {
  alias = "dr"
}
variable "region" { default = "eu-west-1" }
locals {
  name = "app"
  size = 2
}
data "aws_ami" "linux" {
  most_recent = true
}
resource "aws_instance" "web" {
  ami = data.aws_ami.linux.id
}
module "network" {
  source = "terraform-aws-modules/vpc/aws"
}
output "id" { value = aws_instance.web.id }
moved {
  from = aws_instance.old
  to   = aws_instance.web
}
"""


def test_every_block_is_an_element_at_its_address() -> None:
    reading = read(CONFIGURATION)
    assert [(to_pointer(each.path), each.kind, each.service) for each in reading.elements] == [
        ("/terraform/required_version", "setting", None),
        ("/terraform/required_providers", "setting", None),
        ("/terraform/backend", "setting", None),
        ("/provider/aws", "provider", None),
        ("/provider/aws.dr", "provider", None),
        ("/variable/region", "parameter", None),
        ("/local/name", "local", None),
        ("/local/size", "local", None),
        ("/data/aws_ami/linux", "data", "EC2"),
        ("/aws_instance/web", "resource", "EC2"),
        ("/module/network", "module", "VPC"),
        ("/output/id", "output", None),
        ("/moved/aws_instance.old", "setting", None),
    ]
    assert reading.platform == "tf"


def test_the_settings_of_terraform_keep_their_labels_as_keys() -> None:
    backend = next(each for each in read(CONFIGURATION).elements if each.path == ("terraform", "backend"))
    assert backend.value == {"s3": {"key": "state"}}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('"plain"', "plain"),
        (r'"a\tb \"c\" \u00e9"', 'a\tb "c" é'),
        ('"$${kept} 100%%{x}"', "${kept} 100%{x}"),
        ("5", 5),
        ("-5", -5),
        ("1.5", 1.5),
        ("true", True),
        ("null", None),
        ('["a", 1, [true],]', ["a", 1, [True]]),
        ('{ a = 1, "b" : 2 }', {"a": 1, "b": 2}),
        ("var.size", Expression("var.size")),
        ('"${var.size}"', Expression("var.size")),
        ("(var.size)", Expression("var.size")),
        ('"x-${ var.size }"', Expression('"x-${var.size}"')),
        ('jsonencode({ Action = ["s3:Get"] })', {"jsonencode": {"Action": ["s3:Get"]}}),
        ("jsonencode(var.policy)", Expression("jsonencode(var.policy)")),
        ('merge(local.tags, { Name = "a" })', {"Name": "a", "merge": [Expression("local.tags")]}),
        ('merge({ Name = "a" }, var.tags)', Expression('merge({ Name = "a" }, var.tags)')),
    ],
)
def test_an_expression_has_the_value_that_it_spells(expression: str, value: Any) -> None:
    found = value_of(expression)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("f(a,b)", "f( a,\n  b, )"),
        ("a?b:c", "a ? b : c"),
        ("[for x in y : x.id if x.ok]", "[for x in y:\n x.id\n if x.ok]"),
        ("f({ a = 1, b = 2 })", "f({\n  a = 1\n  b : 2\n})"),
        ("a - -b", "a  -  -b"),
        ("x[0].y[*].z", "x[ 0 ].y[*].z"),
        ("f(a) # why", "f(a)"),
        ("f(<<EOT\nx\nEOT\n)", "f(\n<<EOT\nx\nEOT\n)"),
    ],
)
def test_spaces_commas_and_comments_of_an_expression_do_not_count(left: str, right: str) -> None:
    assert value_of(left) == value_of(right)


@pytest.mark.parametrize(("left", "right"), [("f(a, b)", "f(b, a)"), ('f("a b")', 'f("a  b")'), ("a - b", "a + b")])
def test_what_an_expression_says_does_count(left: str, right: str) -> None:
    assert value_of(left) != value_of(right)


def test_a_nested_block_is_a_list_however_many_there_are() -> None:
    single = one('resource "aws_x" "y" {\n  rule { a = 1 }\n}')
    double = one('resource "aws_x" "y" {\n  rule { a = 1 }\n  rule { a = 2 }\n}')
    assert single.value == {"rule": [{"a": 1}]}
    assert double.value == {"rule": [{"a": 1}, {"a": 2}]}


def test_a_block_that_the_language_allows_once_is_an_object() -> None:
    assert one('resource "aws_x" "y" {\n  lifecycle { prevent_destroy = true }\n}').value == {
        "lifecycle": {"prevent_destroy": True}
    }


def test_a_property_has_one_place_whether_its_block_is_written_or_generated() -> None:
    element = one("""
        resource "aws_security_group" "web" {
          ingress { from_port = 22 }
          dynamic "ingress" {
            for_each = var.ports
            content { from_port = ingress.value }
          }
        }
    """)
    assert element.value["ingress"] == [
        {"from_port": 22},
        {"from_port": Expression("ingress.value"), "dynamic": {"for_each": Expression("var.ports")}},
    ]
    assert element.spans["ingress", 1, "from_port"].start == FIRST + 4
    assert element.spans["ingress", 1, "dynamic", "for_each"].start == FIRST + 3


def test_a_policy_is_the_same_as_a_heredoc_and_as_a_call() -> None:
    heredoc = one("""
        resource "aws_x" "y" {
          policy = <<-EOT
            {
              "Action": "s3:Get",
              "Resource": "${aws_s3_bucket.b.arn}/*",
              "Who": "${var.who}"
            }
          EOT
        }
    """)
    call = one("""
        resource "aws_x" "y" {
          policy = jsonencode({ Action = "s3:Get", Resource = "${aws_s3_bucket.b.arn}/*", Who = var.who })
        }
    """)
    assert heredoc.value == call.value
    assert heredoc.spans["policy", "jsonencode", "Resource"] == Span("lib/IDEAL_RESPONSE.md", FIRST + 4, FIRST + 4)


def test_a_heredoc_loses_its_margin_and_stays_a_text() -> None:
    assert value_of("<<-EOT\n    one\n      two $${x}\n  EOT") == "one\n  two ${x}\n"
    assert value_of("<<-EOT\n    one ${var.x}\n  EOT") == Expression("one ${var.x}\n")


def test_an_encoded_heredoc_stays_a_text_below_its_function() -> None:
    assert value_of("base64encode(<<-EOT\n    one\n  EOT\n)") == {"base64encode": "one\n"}
    assert value_of("base64encode(file(var.x))") == Expression("base64encode(file(var.x))")


def test_every_value_has_the_lines_that_it_stands_on() -> None:
    element = one("""
        resource "aws_x" "y" {
          tags = {
            Name = "a"
          }
          rule {
            ids = [
              "x",
            ]
          }
        }
    """)
    lines = {path: (span.start - FIRST, span.end - FIRST) for path, span in element.spans.items()}
    assert lines == {
        (): (0, 9),
        ("tags",): (1, 3),
        ("tags", "Name"): (2, 2),
        ("rule",): (4, 8),
        ("rule", 0): (4, 8),
        ("rule", 0, "ids"): (5, 7),
        ("rule", 0, "ids", 0): (6, 6),
    }


def test_comments_become_passages_successive_lines_one() -> None:
    reading = read("""
        # ---- Network ----
        # of the application
        variable "a" {} // why

        /* long
           one */
        variable "b" { type = string # "#" in a comment
        }
        variable "c" { default = "# not one" }
    """)
    assert [(each.text, each.span.start - FIRST, each.span.end - FIRST) for each in reading.comments] == [
        ("Network of the application", 0, 1),
        ("why", 2, 2),
        ("long one", 4, 5),
        ('"#" in a comment', 6, 6),
    ]


def test_a_broken_block_costs_only_itself_and_keeps_its_address() -> None:
    reading = read("""
        resource "aws_a" "first" {
          x = 1
        }
        resource "aws_b" "broken" {
          y = 2
          z = = 3
        }
        resource "aws_c" "last" {
          x = 3
        }
    """)
    assert [each.path for each in reading.elements] == [("aws_a", "first"), ("aws_b", "broken"), ("aws_c", "last")]
    assert reading.elements[2].value == {"x": 3}
    assert [(note.level, note.line) for note in reading.notifications] == [("warning", FIRST + 5)]


def test_what_cannot_be_read_is_kept_as_text() -> None:
    reading = read("""
        resource "aws_a" "x" {
          stray words
          a = 1
          b = [1,
          c = 4
        }
        more of them
        resource "aws_b" "y" {
          d = 5
        }
    """)
    kept = " ".join(f"{each.path} {each.value}" for each in reading.elements)
    assert all(word in kept for word in ("stray", "words", "[1,", "4", "more", "of", "them", "'d': 5"))


def test_splinters_of_a_broken_block_stay_together_as_a_text() -> None:
    reading = read("""
        resource "aws_a" "x" {
          body = jsonencode({
            list = [
              {
                x = 0; y = 0; z = 1
                properties = {
                  a = 1
                }
              }
            ]
          })
        }
        resource "aws_b" "y" {
          d = 5
        }
    """)
    assert [each.path for each in reading.elements] == [("aws_a", "x"), ("aws_b", "y")]
    assert reading.elements[0].span.end == FIRST + 11


def test_a_block_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    reading = read('resource "aws_a" "x" {\n  a = 1\n  rule {\n    b = 2\n')
    assert reading.elements[0].value == {"a": 1, "rule": [{"b": 2}]}
    assert "closing brace missing" in reading.notifications[0].message


@pytest.mark.parametrize(
    ("end", "rule"),
    [
        ('rule = jsonencode({ list = [1, 2], name = "half-', {"jsonencode": {"list": [1, 2], "name": "half-"}}),
        ("rule = [1, 2", [1, 2]),
    ],
)
def test_code_that_breaks_off_is_closed_where_it_ends(end: str, rule: object) -> None:
    reading = read(f'resource "aws_a" "x" {{\n  # "a remark\n  a = 1\n  {end}')
    assert reading.elements[0].value == {"a": 1, "rule": rule}
    assert "breaks off here" in reading.notifications[0].message


def test_a_head_inside_a_heredoc_of_a_broken_file_begins_no_block() -> None:
    reading = read("""
        resource "aws_a" "x" {
          text = <<EOT
        resource "aws_no" "block" {
        EOT
        }
        resource "aws_b" "y" {
          a = = 1
        }
    """)
    assert [each.path for each in reading.elements] == [("aws_a", "x"), ("aws_b", "y")]


def test_values_of_variables_are_settings_of_their_file() -> None:
    reading = read('region = "eu-west-1"\nsizes = ["a"]', "prod.tfvars")
    assert [(each.path, each.kind, each.value) for each in reading.elements] == [
        (("prod.tfvars", "region"), "setting", "eu-west-1"),
        (("prod.tfvars", "sizes"), "setting", ["a"]),
    ]


def test_a_text_without_blocks_is_refused() -> None:
    with pytest.raises(Unreadable):
        read("")


TOKENS = [
    'resource "aws_a" "b" {', "}", "{", "a = ", "1", '"x"', '"${', "}", '"', "[", "]", "(", ")", "<<EOT", "EOT", "\n",
    "# c", "/*", "*/", "dynamic", 'dynamic "d" {', "content {", "content = 1", "content", "...", "merge(",
    "jsonencode(", ",", "é", "\\", "locals {", "x.y",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TOKENS) | st.text(max_size=4), max_size=30).map(" ".join))
def test_any_text_is_read_or_refused_with_lines_inside_it(text: str) -> None:
    last = FIRST + text.count("\n")
    try:
        reading = read_hcl(CodeBlock("hcl", None, text, Span("f", FIRST, last)))
    except Unreadable:
        return
    for element in reading.elements:
        assert all(FIRST <= span.start <= span.end <= last for span in element.spans.values())
    assert all(FIRST <= note.line <= last for note in reading.notifications if note.line is not None)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5_000 + "]" * 5_000,
        "a = " + "(" * 5_000 + "1" + ")" * 5_000,
        "a {\n" * 5_000 + "}\n" * 5_000,
        "a = b" + ".c" * 20_000,
        "a = " + '"${' * 1_000 + "1" + '}"' * 1_000,
        "a = <<EOT\n" * 5_000,
    ],
)
def test_deep_and_long_texts_are_read(text: str) -> None:
    assert read(text).elements


@pytest.mark.parametrize(
    ("text", "address", "value", "said"),
    [
        ('variable "size" { ... }\nlocals {\n  a = 1\n}\n', ("variable", "size"), {}, "code left out (...)"),
        (
            'resource "aws_x" "y" {\n  Resource = "\\*"\n}\n',
            ("aws_x", "y"),
            {"Resource": "*"},
            "escapes of markdown in the code left out",
        ),
    ],
)
def test_what_is_no_hcl_is_mended(text: str, address: tuple[str, ...], value: Any, said: str):
    reading = read(text)
    found = {each.path: each.value for each in reading.elements}
    assert found[address] == value
    assert [each.message for each in reading.notifications] == [said]
