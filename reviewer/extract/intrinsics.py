"""CloudFormation's intrinsic functions in their one canonical form, however a template spells them."""

from __future__ import annotations

from typing import Any, Final

from reviewer.extract.positions import Node

#: Short forms of YAML that aren't ``Fn::`` and their own name.
_PLAIN: Final = {"!Ref": "Ref", "!Condition": "Condition"}

#: Every other short form that CloudFormation knows.
_FUNCTIONS: Final = frozenset(
    {
        "!And", "!Base64", "!Cidr", "!Equals", "!FindInMap", "!ForEach", "!GetAZs", "!GetAtt", "!If", "!ImportValue",
        "!Join", "!Length", "!Not", "!Or", "!Select", "!Split", "!Sub", "!ToJsonString", "!Transform",
    }
)  # fmt: skip
#: Short forms that people write and CloudFormation doesn't know, with what they mean.
_SPELLINGS: Final = {tag.lower(): tag for tag in _FUNCTIONS | _PLAIN.keys()}


def long_form(tag: str) -> str:
    """Gives the key that a YAML tag stands for; a tag that isn't CloudFormation's stays as it is."""
    tag = _SPELLINGS.get(tag.lower(), tag)
    if tag in _PLAIN:
        return _PLAIN[tag]
    return "Fn::" + tag[1:] if tag in _FUNCTIONS else tag


def canonical_argument(key: str, value: Any, node: Node) -> tuple[Any, Node]:
    """Gives the argument of a short form as the long form has it: ``!GetAtt A.B`` is ``["A", "B"]``.

    A long form that is written with a text keeps it: a patch has to give back what stands there, and the comparison
    knows that both mean the same.
    """
    if key == "Fn::GetAtt" and isinstance(value, str) and "." in value:
        name, _, attribute = value.partition(".")
        line = Node(node.start, node.end)
        return [name, attribute], Node(node.start, node.end, {0: line, 1: line})
    return value, node
