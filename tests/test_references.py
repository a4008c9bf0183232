"""Who refers to whom: Terraform names an element by its type and name, everything else by a word."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.model import Expression, Path
from reviewer.references import find_references, name_of, names_of
from tests.diff.builders import element

TERRAFORM: dict[Path, tuple[str, str]] = {
    ("aws_vpc", "main"): ("resource", "aws_vpc.main"),
    ("aws_subnet", "main"): ("resource", "aws_subnet.main"),
    ("data", "aws_vpc", "main"): ("data", "data.aws_vpc.main"),
    ("variable", "main"): ("parameter", "var.main"),
    ("local", "main"): ("local", "local.main"),
    ("module", "main"): ("module", "module.main"),
}


def terraform(path: Path, value: Any = None) -> Any:
    kind = TERRAFORM[path][0] if path in TERRAFORM else "resource"
    return element(path, value or {}, kind=kind, language="hcl")


@pytest.mark.parametrize("path", TERRAFORM)
def test_elements_of_one_name_are_told_apart_by_their_type(path: Path):
    """Six elements are called ``main``; a reference finds the one that it names."""
    name = TERRAFORM[path][1]
    user = terraform(("aws_instance", "user"), {"x": [Expression(f"{name}.id")]})
    found = find_references([*map(terraform, TERRAFORM), user])
    assert name_of(terraform(path)) == name
    assert found[user.path] == (path,)


def test_a_file_name_in_front_is_no_part_of_the_name():
    """Where two files hold one address the file's name stands in front of it."""
    assert name_of(element(("a.tf", "aws_vpc", "main"), {}, language="hcl", file="a.tf")) == "aws_vpc.main"
    assert name_of(element(("a.tf",), "text", kind="file", language="hcl", file="a.tf")) == "a.tf"
    sell = element(("shop.py", "sell"), {}, kind="function", language="py", file="shop.py")
    assert set(names_of(sell)) == {"sell"}


def test_other_languages_name_by_a_word():
    """A logical id of a template, a variable of a program."""
    queue = element(("Resources", "Queue"), {"Type": "AWS::SQS::Queue"})
    user = element(("Resources", "Policy"), {"Queues": [{"Ref": "Queue"}]})
    assert find_references([queue, user]) == {queue.path: (), user.path: (queue.path,)}


def test_an_element_of_a_program_answers_to_its_variable_and_to_its_id():
    """What points to it uses the variable; its type is no name of it."""
    made = element(("aws.s3.Bucket", "accessLog", "access-log"), {}, language="java", type="aws.s3.Bucket")
    assert set(names_of(made)) == {"accessLog", "access-log"}
    assert names_of(terraform(("aws_vpc", "main"))) == ("aws_vpc.main",)


def test_the_class_of_a_construct_is_no_name_of_it():
    """``new ec2.Vpc(this, "Vpc")`` is not what other code means by ``ec2.Vpc``."""
    made = element(("ec2.Vpc", "network", "Vpc"), {}, type="ec2.Vpc", language="ts")
    other = element(("Guard", "visit"), {"header": Expression("if (node instanceof ec2.Vpc)")}, kind="function")
    user = element(("Guard", "count"), {"zones": Expression("network.zones")}, kind="function")
    found = find_references([made, other, user])
    assert found[other.path] == ()
    assert found[user.path] == (made.path,)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("`list-of-${barn.id}`", True),
        ("`barn-list`", False),
        ('f"the-barn-{name}"', False),
        ('f"the-{barn}"', True),
        ("`${list.map(each => { return `${barn}` })}`", True),
        ('barn.named("list")', True),
    ],
)
def test_a_text_that_is_filled_in_names_only_what_fills_it_in(code: str, names: bool) -> None:
    barn = element(("Barn", "barn", "Home"), {}, language="ts")
    user = element(("Sign", "sign", "Sign"), {"text": Expression(code)}, language="ts")
    assert find_references([barn, user])[user.path] == ((barn.path,) if names else ())


def test_an_import_is_known_by_what_it_imports() -> None:
    assert "barn" not in names_of(element(("import", "farm.barn", "Hay"), "Hay", kind="import", language="py"))
    assert "barn" in names_of(element(("import", "farm.barn", "*"), "barn", kind="import", language="py"))


def test_what_is_made_where_it_is_used_is_named_by_its_id() -> None:
    role = element(("FarmRole", "helper-role"), {}, language="ts", type="FarmRole")
    user = element(("Barn", "barn"), {"role": Expression("<FarmRole helper-role>.arn")}, language="ts")
    assert find_references([role, user])[user.path] == (role.path,)
