"""CloudFormation templates, JSON or YAML, complete or in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from reviewer.extract.plain import LineSpans
from reviewer.extract.positions import ELISION, Node, NodeSpans, Parsed
from reviewer.extract.readers import Reading
from reviewer.extract.structured import TEMPLATE_SECTIONS, bare_section, is_template, parse_block
from reviewer.extract.yaml_repairs import Unread
from reviewer.model import CodeBlock, Element, Span

#: Kind of the elements of each section; a section that isn't here has settings.
_KINDS: Final = {
    "Resources": "resource",
    "Parameters": "parameter",
    "Outputs": "output",
    "Mappings": "mapping",
    "Conditions": "condition",
    "Metadata": "metadata",
    "Rules": "condition",
    "Globals": "setting",
    "Hooks": "setting",
}


def read_template(block: CodeBlock) -> Reading:
    """Makes every entry of every section of a template an element.

    Raises:
        Unreadable: the block is neither JSON nor YAML.
    """
    structure = parse_block(block)
    elements = [element for document in structure.documents for element in _elements(document, block)]
    elements += [_unread_element(entry, block) for entry in structure.unread]
    elements.sort(key=lambda element: element.span.start)
    bare = any(_section_around(document.value) == "Resources" for document in structure.documents)
    return Reading(tuple(elements), structure.comments, structure.notifications, "cfn", bare)


def _section_around(value: Any) -> str | None:
    """The section, which isn't there, and neither is the template, around entries that stand by themselves."""
    if not isinstance(value, dict) or not value or is_template(value):
        return None
    return bare_section(value)


def _elements(document: Parsed, block: CodeBlock) -> Iterator[Element]:
    value, node = document.value, document.node
    if not isinstance(value, dict):
        return
    bare = _section_around(value)
    if bare:
        yield from _section(bare, value, node, block)
        return
    for section, body in value.items():
        child = (node.children or {}).get(section, node)
        if section in _KINDS and not isinstance(body, dict):
            continue  # an empty heading, whose entries stand in another block, or a list that only tells of them
        if section in _KINDS:
            yield from _section(section, body, child, block)
        else:
            yield _element((section,), "setting", body, child, block)


def _section(section: str, body: dict[str, Any], node: Node, block: CodeBlock) -> Iterator[Element]:
    for name, value in body.items():
        if name == ELISION:
            continue
        child = (node.children or {}).get(name, node)
        yield _element((section, name), _KINDS[section], value, child, block)


def _element(path: tuple[str, ...], kind: str, value: Any, node: Node, block: CodeBlock) -> Element:
    native = value.get("Type") if kind == "resource" and isinstance(value, dict) else None
    native = native if isinstance(native, str) else ""
    return Element(
        path=path,
        kind=kind,
        type=native,
        service=_service_of(native),
        name=path[-1],
        value=value,
        spans=NodeSpans(node, block.span.file, block.span.start),
        language=block.language,
        file=block.name or "",
    )


def _unread_element(entry: Unread, block: CodeBlock) -> Element:
    """An entry that can't be parsed, compared by line."""
    start = block.span.start + entry.start
    return Element(
        path=entry.path,
        kind="file",
        type="",
        service=None,
        name=entry.path[-1],
        value=block.text.split("\n")[entry.start : entry.end + 1],
        spans=LineSpans(Span(block.span.file, start, block.span.start + entry.end)),
        language=block.language,
        file=block.name or "",
    )


def _service_of(native: str) -> str | None:
    from reviewer.extract.services import service_of

    return service_of(native) if native else None


__all__ = ["TEMPLATE_SECTIONS", "read_template"]
