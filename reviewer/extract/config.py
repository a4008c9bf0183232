"""Reads configuration files in JSON, YAML and TOML: every key at the top an element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from reviewer.extract.positions import Node, Parsed, element_at
from reviewer.extract.readers import Reading, Unreadable
from reviewer.model import CodeBlock, Element, Path

#: A table's head, or a key that begins a line.
_TOML_LINE: Final = re.compile(r"\[{1,2}\s*([^\]]+?)\s*\]|([\w.\-\"']+)\s*=")


def read_config(block: CodeBlock) -> Reading:
    """Reads a configuration file, or a workflow that only its jobs show to be one.

    Raises:
        Unreadable: it is neither JSON nor YAML, or nothing but one plain value.
    """
    from reviewer.extract.structured import parse_block
    from reviewer.extract.workflows import is_workflow, read_workflow

    structure = parse_block(block)
    if any(is_workflow(document.value) for document in structure.documents):
        return read_workflow(block)
    several = len(structure.documents) > 1
    elements = [
        element
        for position, document in enumerate(structure.documents)
        for element in settings_of(document, block, _label(document.value, position) if several else None)
    ]
    if not any(isinstance(document.value, (dict, list)) for document in structure.documents):
        raise Unreadable("no keys in it", block.span.start)
    return Reading(tuple(elements), structure.comments, structure.notifications)


def read_toml(block: CodeBlock) -> Reading:
    """Reads a TOML file.

    Raises:
        Unreadable: it is not TOML.
    """
    import tomllib

    try:
        value = tomllib.loads(block.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Unreadable(f"not TOML: {error}"[:200], block.span.start) from None
    node = _toml_node(block.text, value)
    return Reading(tuple(settings_of(Parsed(_plain(value), node), block)))


def settings_of(document: Parsed, block: CodeBlock, label: str | None = None) -> Iterator[Element]:
    """One element a key at the top; a list, or an object without keys, is one element as a whole."""
    path: Path = (block.name or block.language, *([label] if label else []))
    if not isinstance(document.value, dict) or not document.value:
        yield element_at(path, "setting", document.value, document.node, block)
        return
    nodes = document.node.children or {}
    for key, value in document.value.items():
        yield element_at((*path, key), "setting", value, nodes.get(key, document.node), block)


def _label(value: Any, position: int) -> str:
    """What tells the documents of one file apart: Kubernetes names them, others are counted."""
    if not isinstance(value, dict):
        return str(position)
    metadata = value.get("metadata")
    name = metadata.get("name") if isinstance(metadata, dict) else None
    kind = value.get("kind")
    return f"{kind}/{name}" if isinstance(kind, str) and isinstance(name, str) else str(position)


def _plain(value: Any) -> Any:
    """TOML's dates as text, the rest as it is."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def _toml_node(text: str, value: dict[str, Any]) -> Node:
    """Lines of the keys at the top, from where each is first named to where the next begins.

    The standard library's parser keeps no places, and for files as short as these no finer ones are needed.
    """
    lines = text.rstrip().split("\n")
    starts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(lines):
        match = _TOML_LINE.match(line.strip())
        if match:
            table = _first_key(match[1]) if match[1] else table
            key = table or _first_key(match[2])
            if key in value:
                starts.setdefault(key, number)
    order = sorted(starts.items(), key=lambda item: item[1])
    ends = [start - 1 for _, start in order[1:]] + [len(lines) - 1]
    children: dict[str | int, Node] = {
        key: Node(start, max(start, end)) for (key, start), end in zip(order, ends, strict=True)
    }
    return Node(0, len(lines) - 1, children)


def _first_key(dotted: str) -> str:
    return dotted.strip("[] ").split(".")[0].strip("\"' ")
