"""JSON and YAML are many languages in one coat: what a block is, its content tells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reviewer.extract.positions import ELISION, Parsed, ParseError, Trouble
from reviewer.extract.readers import STRUCTURED, Reading, Unreadable
from reviewer.model import CodeBlock, Notification, Passage, Span

if TYPE_CHECKING:
    from reviewer.extract.yaml_repairs import Repaired, Unread

#: Top-level keys that only a CloudFormation (or SAM) template has together.
TEMPLATE_SECTIONS: Final = (
    "AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions",
    "Transform", "Globals", "Hooks", "Resources", "Outputs",
)  # fmt: skip
_MEMBER: Final = re.compile(r'"(?:[^"\\]|\\.){1,200}"\s*:')
#: What a parameter and an output of a template may say; both have a word that makes them what they are.
_PARAMETER: Final = frozenset({
    "Type", "Default", "Description", "AllowedValues", "AllowedPattern", "ConstraintDescription", "MinLength",
    "MaxLength", "MinValue", "MaxValue", "NoEcho",
})  # fmt: skip
_OUTPUT: Final = frozenset({"Value", "Description", "Export", "Condition"})
#: Texts whose values are kept: the responses and the deployed code often hold the same file.
_TEXTS: Final = 8
_WORKFLOW_KEYS: Final = frozenset({"jobs", "stages", "pipelines", "pipeline", "phases"})


class Structure(NamedTuple):
    """A block read as JSON or YAML.

    Attributes:
        documents: one for JSON, any number for YAML.
        comments: as passages.
        notifications: what was repaired.
        unread: entries that stayed unreadable.
    """

    documents: tuple[Parsed, ...]
    comments: tuple[Passage, ...] = ()
    notifications: tuple[Notification, ...] = ()
    unread: tuple[Unread, ...] = ()


def read_structured(block: CodeBlock) -> Reading:
    """Reads a JSON or YAML block by the reader that its content asks for.

    Raises:
        Unreadable: it is neither JSON nor YAML.
    """
    structure = parse_block(block)
    kinds = {kind_of(document.value) for document in structure.documents}
    for kind in ("template", "workflow"):
        if kind in kinds:
            return STRUCTURED[kind](block)
    return STRUCTURED["config"](block)


def kind_of(value: Any) -> str:
    """Tells a ``template`` from a ``workflow`` from a plain ``config``."""
    if is_template(value) or is_fragment(value):
        return "template"
    if isinstance(value, dict) and not _WORKFLOW_KEYS.isdisjoint(value):
        return "workflow"
    return "config"


def is_template(value: Any) -> bool:
    """Whether a value is a CloudFormation template, complete or not."""
    if not isinstance(value, dict):
        return False
    if "AWSTemplateFormatVersion" in value:
        return True
    resources = value.get("Resources")
    if isinstance(resources, dict):
        return any(is_resource(body) for body in resources.values()) or not set(resources) - {ELISION}
    return False


def is_fragment(value: Any) -> bool:
    """Whether a value is a piece of a template: resources, or sections without the resources."""
    if not isinstance(value, dict) or not value:
        return False
    if bare_section(value) is not None:
        return True
    return set(value) <= set(TEMPLATE_SECTIONS) and any(
        isinstance(value.get(section), dict)
        for section in ("Parameters", "Outputs", "Mappings", "Conditions", "Globals")
    )


def bare_section(value: dict[str, Any]) -> str | None:
    """Tells which section of a template entries belong in that stand without it, None where nothing shows it."""
    bodies = list(value.values())
    if any(map(is_resource, bodies)):
        return "Resources"
    if all(_is_output(body) for body in bodies):
        return "Outputs"
    return "Parameters" if all(_is_parameter(body) for body in bodies) else None


def _is_output(body: Any) -> bool:
    """Whether a value is an output of a template: that it exports it, or where its value comes from, shows it."""
    if not isinstance(body, dict) or "Value" not in body or not set(body) <= _OUTPUT:
        return False
    given = body["Value"]
    return isinstance(body.get("Export"), dict) or (isinstance(given, dict) and _is_intrinsic(given))


def _is_intrinsic(value: dict[str, Any]) -> bool:
    return len(value) == 1 and any(key == "Ref" or str(key).startswith("Fn::") for key in value)


def _is_parameter(body: Any) -> bool:
    if not isinstance(body, dict) or not set(body) <= _PARAMETER:
        return False
    return body.get("Type") in ("String", "Number", "CommaDelimitedList") and "Default" in body


def is_resource(body: Any) -> bool:
    """Whether a value is one CloudFormation resource."""
    kind = body.get("Type") if isinstance(body, dict) else None
    return isinstance(kind, str) and "::" in kind and not kind.startswith(("AWS::SSM::Parameter::", "List<"))


#: The last block parsed and what came of it: deciding what a block is and reading it parse the same text.
_last: list[tuple[tuple[str, str, Span], Structure]] = []


def parse_block(block: CodeBlock) -> Structure:
    """Parses a block as the language its first character shows, and as the other one where that fails.

    Raises:
        Unreadable: neither works; the place is where the likelier one stopped.
    """
    key = (block.text, block.language, block.span)
    if _last and _last[0][0] == key:
        return _last[0][1]
    structure = _parse(block)
    _last[:] = [(key, structure)]
    return structure


def _parse(block: CodeBlock) -> Structure:
    attempts = [_as_json, _as_yaml] if looks_like_json(block.text) else [_as_yaml, _as_json]
    if block.language == "json" and looks_like_members(block.text):
        attempts = [_as_members, *attempts]
    trouble: ParseError | None = None
    for attempt in attempts:
        try:
            return attempt(block)
        except ParseError as error:
            trouble = trouble or error
    assert trouble is not None  # noqa: S101 - for the type checker
    raise Unreadable(trouble.message, block.span.start + trouble.line)


def looks_like_json(text: str) -> bool:
    """Whether the first line that is no comment begins a JSON object or list."""
    return _first_line(text)[:1] in ("{", "[")


def looks_like_members(text: str) -> bool:
    """Whether the first line that is no comment is a member of a JSON object whose braces are left out."""
    return _MEMBER.match(_first_line(text)) is not None


def _first_line(text: str) -> str:
    for line in text.split("\n"):
        stripped = line.strip(" \t\r\ufeff")
        if stripped and not stripped.startswith(("#", "//", "/*", "*")):
            return stripped
    return ""


def _as_members(block: CodeBlock) -> Structure:
    """Reads members without the braces around them; no line moves."""
    from reviewer.extract.json_text import parse_json

    parsed = parse_json(f"{{{block.text.rstrip().removesuffix(',')}\n}}")
    repairs = (Trouble(0, "members of a JSON object without braces around them"), *parsed.repairs)
    return Structure((parsed,), notifications=_notifications(repairs, block))


def _as_json(block: CodeBlock) -> Structure:
    parsed = _parse_json(block.text)
    return Structure((parsed,), notifications=_notifications(parsed.repairs, block))


def _as_yaml(block: CodeBlock) -> Structure:
    yaml, repairs, unread = _parse_yaml(block.text)
    comments = tuple(
        Passage(block.section, "comment", each.text, _span(block, each.start, each.end)) for each in yaml.comments
    )
    troubles = (*repairs, *(trouble for document in yaml.documents for trouble in document.repairs))
    return Structure(yaml.documents, comments, _notifications(troubles, block), unread)


@lru_cache(maxsize=_TEXTS)
def _parse_json(text: str) -> Parsed:
    from reviewer.extract.json_text import parse_json

    return parse_json(text)


@lru_cache(maxsize=_TEXTS)
def _parse_yaml(text: str) -> Repaired:
    from reviewer.extract.yaml_repairs import parse_repaired

    return parse_repaired(text)


def _span(block: CodeBlock, start: int, end: int) -> Span:
    return Span(block.span.file, block.span.start + start, block.span.start + end)


def _notifications(troubles: tuple[Trouble, ...], block: CodeBlock) -> tuple[Notification, ...]:
    return tuple(
        Notification("warning", trouble.message, block.span.file, block.span.start + trouble.line)
        for trouble in troubles
    )
