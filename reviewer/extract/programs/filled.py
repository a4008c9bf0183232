"""JSON that a program writes out as text and fills in: policies in ``pulumi.interpolate`` and in ``fmt.Sprintf``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reviewer.extract.json_text import parse_json
from reviewer.extract.positions import Node, ParseError
from reviewer.extract.programs.located import Located


def read_filled(text: str, row: int, fill: Callable[[str], Any]) -> Located | None:
    """Reads the object or list that a text holds.

    Args:
        text: what stands between the quotes.
        row: row of its first line in the block, from 0.
        fill: gives the value of a string in it: code where something is filled in. Called in order of the text.

    Returns:
        None where the text is no JSON: something is filled in that is no string, or it holds something else.
    """
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        parsed = parse_json(text)
    except ParseError:
        return None
    if parsed.repairs or not parsed.value or not isinstance(parsed.value, (dict, list)):
        return None
    return _locate(parsed.value, parsed.node, row, fill)


def _locate(value: Any, node: Node, row: int, fill: Callable[[str], Any]) -> Located:
    start, end, children = row + node.start, row + node.end, node.children or {}
    if isinstance(value, dict):
        inner = {key: _locate(item, children.get(key, node), row, fill) for key, item in value.items()}
        return Located(inner, start, end, rich=True)
    if isinstance(value, list):
        items = [_locate(item, children.get(at, node), row, fill) for at, item in enumerate(value)]
        return Located(items, start, end, rich=any(each.rich for each in items))
    return Located(fill(value) if isinstance(value, str) else value, start, end)
