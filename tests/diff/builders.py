"""Small documents, made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from reviewer.diff import diff_documents
from reviewer.model import Change, Document, Element, Passage, Path, Span

LEFT, RIGHT = "MODEL_RESPONSE.md", "IDEAL_RESPONSE.md"
_KINDS = {"Resources": "resource", "Parameters": "parameter", "Outputs": "output", "Conditions": "condition"}


def element(
    path: Path,
    value: Any,
    *,
    kind: str = "resource",
    type: str = "",  # noqa: A002 - the model's word
    language: str = "yaml",
    file: str = "",
    spans: Mapping[Path, Span] | None = None,
) -> Element:
    """Builds an element on lines 1 to 9."""
    name = str(path[-1]) if path else ""
    return Element(path, kind, type, None, name, value, spans or {(): Span(LEFT, 1, 9)}, language, file)


def template(sections: Mapping[str, Mapping[str, Any]]) -> Document:
    """Builds a document of CloudFormation elements."""
    found = []
    for section, members in sections.items():
        for name, value in members.items():
            native = value.get("Type", "") if isinstance(value, dict) else ""
            found.append(element((section, name), value, kind=_KINDS[section], type=native))
    return document(found)


def document(elements: Iterable[Element] = (), passages: Iterable[Passage] = (), **rest: Any) -> Document:
    """Builds one side."""
    return Document("model", LEFT, tuple(elements), tuple(passages), **rest)


def resource(properties: Any, native: str = "AWS::Test::Thing", name: str = "Thing") -> Document:
    """Builds a template with one resource."""
    return template({"Resources": {name: {"Type": native, "Properties": properties}}})


def passage(
    text: str,
    *section: str,
    kind: Literal["heading", "paragraph", "item", "row", "block", "comment"] = "paragraph",
    line: int = 1,
) -> Passage:
    """Builds a passage on one line."""
    return Passage(section, kind, text, Span(LEFT, line, line))


def compare(left: Any, right: Any, native: str = "AWS::Test::Thing") -> tuple[Change, ...]:
    """Compares the properties of one resource."""
    return diff_documents(resource(left, native), resource(right, native))


def brief(changes: Iterable[Change]) -> list[tuple[Any, ...]]:
    """Gives operation, path below ``Properties`` and noise of each change."""
    return [(each.op, *each.path[3:], each.noise) for each in changes]


def meaningful(changes: Iterable[Change]) -> list[Change]:
    """Leaves out the noise."""
    return [each for each in changes if each.noise is None]
