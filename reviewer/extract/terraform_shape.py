"""The shape in which an HCL body is compared.

It never depends on how many blocks of a type there are:

- a nested block is a list of objects even where there is one (``/aws_lb_listener/https/default_action/0/type``), as
  Terraform's own plans show it, so that a second block is an addition and not a change of everything;
- the blocks of which the language itself allows only one (``lifecycle``, ``backend``, ...) are plain objects;
- labels of nested blocks are keys (``/terraform/backend/s3``);
- ``dynamic "x"`` is one more item of ``x`` with the properties of its content and, below ``dynamic``, what drives it:
  a property has one place whether its block is written out or generated;
- ``merge(a, {...})`` is the object with the other arguments below ``merge``; ``jsonencode({...})`` and a heredoc that
  holds JSON are ``{"jsonencode": {...}}``.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from reviewer.extract.positions import Node

#: Blocks that can stand only once in their body, by the language itself.
SINGLE: Final = frozenset({"lifecycle", "content", "backend", "cloud", "required_providers", "timeouts", "connection"})


class Located(NamedTuple):
    """A value with its lines."""

    value: Any
    node: Node


def flattened(read: Located) -> Located:
    """A dynamic block in the shape of the block that it generates."""
    content = read.value.get("content", {})
    if not isinstance(content, dict):
        return read
    drive = {key: item for key, item in read.value.items() if key != "content"}
    nodes = read.node.children or {}
    inner = nodes["content"].children or {} if "content" in nodes else {}
    driving = read.node._replace(children={key: node for key, node in nodes.items() if key != "content"})
    return Located({**content, "dynamic": drive}, read.node._replace(children={**inner, "dynamic": driving}))


def below(
    value: dict[str, Any], nodes: dict[str | int, Node], key: str, node: Node
) -> tuple[dict[str, Any], dict[str | int, Node]]:
    """The object below a key, made where there is none."""
    if not isinstance(value.get(key), dict):
        value[key] = {}
        nodes[key] = node._replace(children={})
    children = nodes[key].children
    assert children is not None  # noqa: S101 - for the type checker
    nodes[key] = nodes[key]._replace(end=max(node.end, nodes[key].end))
    return value[key], children


def put_block(
    key: str, read: Located, value: dict[str, Any], nodes: dict[str | int, Node], *, single: bool = False
) -> None:
    """Adds a nested block to the body around it."""
    if single and key not in value:
        value[key], nodes[key] = read
    else:
        append(key, read, value, nodes)


def append(key: str, read: Located, value: dict[str, Any], nodes: dict[str | int, Node]) -> None:
    """Adds an item to the list below a key; a single value that stands there becomes its first item."""
    if key not in value:
        value[key] = []
        nodes[key] = read.node._replace(children={})
    elif not isinstance(value[key], list) or nodes[key].children is None:
        value[key] = [value[key]]
        nodes[key] = nodes[key]._replace(children={0: nodes[key]})
    children = nodes[key].children
    assert children is not None  # noqa: S101 - for the type checker
    children[len(value[key])] = read.node
    value[key].append(read.value)
    nodes[key] = nodes[key]._replace(end=max(read.node.end, nodes[key].end))
