"""Policies of Terraform in one form: a document of its own (``aws_iam_policy_document``) is the JSON that it renders.

One answer writes a policy out with ``jsonencode`` where it belongs, the other declares a data source and refers to its
``json``: the same policy. So a data source that only one side has, and that nothing else asks for, stands where it is
used, in the words of the policy language and at the lines where its author wrote it.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from reviewer.leaves import walk_leaves
from reviewer.model import Document, Element, Expression, Path, Span
from reviewer.references import name_of, names_in, without_file

_TYPE: Final = "aws_iam_policy_document"
#: The keys of a statement in the policy language, by their names in the data source.
_KEYS: Final[Mapping[str, str]] = {
    "sid": "Sid",
    "effect": "Effect",
    "actions": "Action",
    "not_actions": "NotAction",
    "resources": "Resource",
    "not_resources": "NotResource",
}
_PRINCIPALS: Final[Mapping[str, str]] = {"principals": "Principal", "not_principals": "NotPrincipal"}
#: What the data source writes where its author leaves it out.
_VERSION: Final = "2012-10-17"
_EFFECT: Final = "Allow"
_STATEMENT: Final = "Statement"


class _Policy(NamedTuple):
    """A policy in the words of its language.

    Attributes:
        value: the policy.
        origins: where in the data source each part stands, by its path in the value.
    """

    value: dict[str, Any]
    origins: dict[Path, Path]


class _StrangeError(Exception):
    """The data source holds what has no place in a policy that is written out."""


def inline_policies(document: Document, other: Document) -> Document:
    """Gives the document with the policies that only it declares apart written out where they are used."""
    theirs = {without_file(each) for each in other.elements if each.type == _TYPE}
    apart = {
        _name_of(each): each
        for each in document.elements
        if each.type == _TYPE and each.kind == "data" and each.language == "hcl" and without_file(each) not in theirs
    }
    found = {name: policy for name, each in apart.items() if (policy := _written_out(each.value)) is not None}
    if not found:
        return document
    uses = {each.path: tuple(_uses_of(each, found)) for each in document.elements}
    found = {name: policy for name, policy in found.items() if _is_only_used(name, document.elements, uses)}
    gone = {apart[name].path for name in found}
    elements = [
        _with_policies(each, [(path, found[name], apart[name]) for path, name in uses[each.path] if name in found])
        for each in document.elements
        if each.path not in gone
    ]
    return replace(document, elements=tuple(elements)) if gone else document


def _name_of(source: Element) -> str:
    """How what it renders is named; one that is made on a condition is the first of its list."""
    counted = isinstance(source.value, dict) and "count" in source.value
    return f"{name_of(source)}{'[0]' if counted else ''}.json"


def _uses_of(element: Element, names: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """The places in a resource whose whole value is one of the documents."""
    if element.kind != "resource":
        return
    for path, leaf in walk_leaves(element.value):
        if isinstance(leaf, Expression) and str(leaf) in names:
            yield path, str(leaf)


def _is_only_used(name: str, elements: Iterable[Element], uses: Mapping[Path, tuple[tuple[Path, str], ...]]) -> bool:
    """Whether a document is used, and every mention of it is the whole value of something."""
    called = name.removesuffix(".json").removesuffix("[0]")
    used = sum(name == each for places in uses.values() for _, each in places)
    mentioned = sum(called in names_in(leaf) for element in elements for _, leaf in walk_leaves(element.value))
    return 0 < used == mentioned


def _with_policies(element: Element, policies: list[tuple[Path, _Policy, Element]]) -> Element:
    value, spans = element.value, dict[Path, Span]()
    for path, policy, source in policies:
        value = _put(value, path, {"jsonencode": policy.value})
        spans |= {(*path, "jsonencode", *below): source.span_of(origin) for below, origin in policy.origins.items()}
    return replace(element, value=value, spans=ChainMap(spans, dict(element.spans))) if policies else element


def _put(value: Any, path: Path, item: Any) -> Any:
    """A copy of a value with another item at a path."""
    if not path:
        return item
    inner = _put(value[path[0]], path[1:], item)
    if isinstance(value, list):
        return [inner if at == path[0] else each for at, each in enumerate(value)]
    return {key: inner if key == path[0] else each for key, each in value.items()}


def _written_out(value: Any) -> _Policy | None:
    """The policy that a data source renders; None where it is put together of others, or made in a loop."""
    try:
        statements = value["statement"]
        parts = [_statement(each, ("statement", at)) for at, each in enumerate(statements)]
        if not parts or value.keys() - {"statement", "version", "policy_id", "count"}:
            return None
    except (_StrangeError, KeyError, TypeError, AttributeError):
        return None
    written = {"Version": value.get("version", _VERSION), _STATEMENT: [each.value for each in parts]}
    origins: dict[Path, Path] = {(): (), ("Version",): ("version",) if "version" in value else ()}
    if "policy_id" in value:
        written["Id"], origins["Id",] = value["policy_id"], ("policy_id",)
    origins[_STATEMENT,] = ("statement",)
    for at, part in enumerate(parts):
        origins |= {(_STATEMENT, at, *path): origin for path, origin in part.origins.items()}
    return _Policy(written, origins)


def _statement(value: Mapping[str, Any], origin: Path) -> _Policy:
    if value.keys() - _KEYS.keys() - _PRINCIPALS.keys() - {"condition"}:
        raise _StrangeError
    written: dict[str, Any] = {}
    origins: dict[Path, Path] = {(): origin}
    if "effect" not in value:
        written["Effect"], origins["Effect",] = _EFFECT, origin
    for key, item in value.items():
        at = (*origin, key)
        if key in _KEYS:
            written[_KEYS[key]] = item
            origins |= {(_KEYS[key], *path): (*at, *path) for path in _places(item)}
        elif key in _PRINCIPALS:
            written[_PRINCIPALS[key]] = _principals(item, at, _PRINCIPALS[key], origins)
        else:
            written["Condition"] = _conditions(item, at, origins)
    return _Policy(written, origins)


def _places(item: Any) -> Iterator[Path]:
    """The value itself, and the items of a list."""
    yield ()
    if isinstance(item, list):
        yield from ((position,) for position in range(len(item)))


def _principals(blocks: Any, origin: Path, key: str, origins: dict[Path, Path]) -> Any:
    origins[key,] = origin
    found: dict[str, Any] = {}
    for at, block in enumerate(blocks):
        if block.keys() != {"type", "identifiers"} or block["type"] in found or not isinstance(block["type"], str):
            raise _StrangeError
        kind, names = block["type"], block["identifiers"]
        if kind == "*" and names == ["*"] and len(blocks) == 1:
            return "*"
        found[kind] = names
        place = (*origin, at, "identifiers")
        origins |= {(key, kind, *path): (*place, *path) for path in _places(names)}
    return found


def _conditions(blocks: Any, origin: Path, origins: dict[Path, Path]) -> dict[str, dict[str, Any]]:
    origins["Condition",] = origin
    found: dict[str, dict[str, Any]] = {}
    for at, block in enumerate(blocks):
        if block.keys() != {"test", "variable", "values"}:
            raise _StrangeError
        test, variable = block["test"], block["variable"]
        if not isinstance(test, str) or variable in found.setdefault(test, {}):
            raise _StrangeError
        found[test][variable] = block["values"]
        origins["Condition", test] = (*origin, at)
        place = (*origin, at, "values")
        origins |= {("Condition", test, variable, *path): (*place, *path) for path in _places(block["values"])}
    return found
