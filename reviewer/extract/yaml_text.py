"""YAML with line numbers, CloudFormation's short tags and JSON's values only.

PyYAML's C parser gives events; the values are built here, because its constructors know neither the tags nor places.
Dates stay strings, keys are strings, a number with a leading zero is an account or a mode and stays a string.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from reviewer.extract.intrinsics import canonical_argument, long_form
from reviewer.extract.positions import MAX_DEPTH, Node, Parsed, ParseError, Trouble

#: Values that aliases may unfold into before a text is refused: a hundred times what a large template holds.
MAX_ALIASED = 200_000

_INT: Final = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)\Z")
_FLOAT: Final = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)?\.[0-9_]*(?:[eE][-+]?[0-9]+)?\Z|[-+]?[1-9][0-9]*[eE][-+][0-9]+\Z")
_CONSTANTS: Final[dict[str, Any]] = {
    word: value
    for words, value in (
        (("true", "yes", "on"), True),
        (("false", "no", "off"), False),
        (("null",), None),
    )
    for lower in words
    for word in (lower, lower.title(), lower.upper())
} | {"~": None, "": None}
#: Integers longer than this stay text; Python refuses to convert very long ones.
_MAX_DIGITS: Final = 400
#: Characters that end a line for YAML 1.1 and for nobody else: lines would be counted wrongly.
_OTHER_BREAKS: Final = dict.fromkeys(map(ord, "\r\x85\u2028\u2029"), " ")
_BLOCK_STYLES: Final = ("|", ">")


class Comment(NamedTuple):
    """A comment: 0-based first and last line, and its text without the marks."""

    start: int
    end: int
    text: str


class Yaml(NamedTuple):
    """A text read as YAML.

    Attributes:
        documents: one a document; an empty text has none.
        comments: in order of appearance.
    """

    documents: tuple[Parsed, ...]
    comments: tuple[Comment, ...]


def parse_yaml(text: str) -> Yaml:
    """Reads every document of a text.

    Raises:
        ParseError: it isn't YAML, or it unfolds into more than anything sensible.
    """
    import yaml

    text = text.translate(_OTHER_BREAKS)
    events: Any = yaml.parse
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(text)
    try:
        for event in events(text, Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ParseError(mark.line if mark else 0, error.problem or "not YAML") from None
    except yaml.YAMLError as error:
        raise ParseError(0, "a character that YAML doesn't allow") from error
    return Yaml(tuple(builder.documents), tuple(builder.comments()))


class _Frame:
    """A collection that is being built."""

    __slots__ = ("anchor", "end", "flow", "key", "key_line", "mapping", "merges", "nodes", "start", "tag", "value")

    def __init__(self, event: Any, mapping: bool) -> None:
        self.mapping = mapping
        self.tag: str | None = event.tag
        self.anchor: str | None = event.anchor
        self.flow: bool = bool(event.flow_style)
        self.start: int = event.start_mark.line
        self.end: int = self.start
        self.value: Any = {} if mapping else []
        self.nodes: dict[str | int, Node] = {}
        self.key: str | None = None
        self.key_line = self.start
        self.merges: list[tuple[Any, Node]] = []


class _Builder:
    """Turns the events of one text into values; keeps its own stack, so that depth is ours to limit."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.documents: list[Parsed] = []
        self._repairs: list[Trouble] = []
        self._stack: list[_Frame] = []
        self._anchors: dict[str, tuple[Any, Node, int]] = {}
        self._unfolded = 0
        self._columns: dict[int, int] = {}
        self._literal: list[tuple[int, int]] = []
        self._takers = _takers()

    def take(self, event: Any) -> None:
        taker = self._takers.get(type(event))
        if taker:
            taker(self, event)

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.line, event.end_mark.line
        if event.style in _BLOCK_STYLES:
            end = self._block_end(start, end, event.end_mark.column)
            self._literal.append((start + 1, end))
            self._columns[start] = max(self._columns.get(start, 0), event.start_mark.column + 1)
        else:
            self._columns[end] = max(self._columns.get(end, 0), event.end_mark.column)
            if end > start:
                self._literal.append((start + 1, end - 1))
        frame = self._stack[-1] if self._stack else None
        if frame and frame.mapping and frame.key is None and not event.tag and not event.anchor:
            # half of all scalars are keys, and a key is its text whatever value that would be
            frame.key, frame.key_line = event.value, start
            frame.end = max(frame.end, end)
            return
        value = event.value if event.style or event.tag else _resolve(event.value)
        self._add(value, Node(start, end), event.tag, event.anchor, event.value)

    def _block_end(self, start: int, end: int, column: int) -> int:
        """The last line of a block scalar that isn't blank: its event ends where the next token begins."""
        if column == 0 or end >= len(self.lines):
            end = min(end, len(self.lines)) - 1
        while end > start and not self.lines[end].strip():
            end -= 1
        return max(end, start)

    def _open(self, event: Any, mapping: bool) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise ParseError(event.start_mark.line, f"nested deeper than {MAX_DEPTH} levels")
        self._stack.append(_Frame(event, mapping))

    def _close(self, event: Any) -> None:
        frame = self._stack.pop()
        if frame.flow:
            frame.end = event.end_mark.line
            self._columns[frame.end] = max(self._columns.get(frame.end, 0), event.end_mark.column)
        for value, node in frame.merges:
            _merge(frame, value, node)
        self._add(frame.value, Node(frame.start, frame.end, frame.nodes), frame.tag, frame.anchor, None)

    def _end_document(self, _event: Any) -> None:
        self._anchors.clear()

    def _alias(self, event: Any) -> None:
        line = event.start_mark.line
        self._columns[line] = max(self._columns.get(line, 0), event.end_mark.column)
        if event.anchor not in self._anchors:
            raise ParseError(line, f"alias *{event.anchor} names nothing above it")
        value, node, size = self._anchors[event.anchor]
        self._unfolded += size
        if self._unfolded > MAX_ALIASED:
            raise ParseError(line, "aliases unfold into too many values")
        self._place(value, Node(line, line, node.children), str(value), size)

    def _add(self, value: Any, node: Node, tag: str | None, anchor: str | None, raw: str | None) -> None:
        value, node = _tagged(value, node, tag)
        if anchor:
            self._anchors[anchor] = (value, node, _size(value))
        self._place(value, node, raw, 1)

    def _place(self, value: Any, node: Node, raw: str | None, _size: int) -> None:
        """Puts a finished value where it belongs: into the collection around it, or at the top."""
        if not self._stack:
            self.documents.append(Parsed(value, node, tuple(self._repairs)))
            self._repairs = []
            return
        frame = self._stack[-1]
        if not frame.mapping:
            frame.nodes[len(frame.value)] = node
            frame.value.append(value)
            frame.end = max(frame.end, node.end)
        elif frame.key is None:
            frame.key = raw if raw is not None else _key_of(value)
            frame.key_line = node.start
            frame.end = max(frame.end, node.end)
        else:
            self._entry(frame, frame.key, value, node)
            frame.key = None

    def _entry(self, frame: _Frame, key: str, value: Any, node: Node) -> None:
        frame.end = max(frame.end, node.end)
        if key == "<<" and isinstance(value, (dict, list)):
            frame.merges.append((value, node))
            return
        if key in frame.value:
            self._repairs.append(Trouble(frame.key_line, f"key {key!r} stands twice, the last one counts"))
            del frame.value[key], frame.nodes[key]
        frame.value[key] = value
        frame.nodes[key] = Node(frame.key_line, max(node.end, frame.key_line), node.children)

    def comments(self) -> Iterator[Comment]:
        """The comments of the text: lines of their own, joined where they follow one another, and those behind code."""
        pending: list[tuple[int, str]] = []
        literal = {line for start, end in self._literal for line in range(start, end + 1)}
        for number, line in enumerate(self.lines):
            stripped = line.strip()
            if stripped.startswith("#") and number not in literal:
                pending.append((number, stripped))
                continue
            if pending:
                yield from _joined(pending)
                pending = []
            if "#" in stripped and number not in literal and (at := line.find(" #", self._columns.get(number, 0))) >= 0:
                yield from _joined([(number, line[at + 1 :])])
        yield from _joined(pending)


@cache
def _takers() -> dict[Any, Callable[[_Builder, Any], None]]:
    """What takes which event; methods bound to a builder would be a cycle, and keep its text until it is collected."""
    import yaml

    return {
        yaml.ScalarEvent: _Builder._scalar,
        yaml.MappingStartEvent: lambda builder, event: builder._open(event, True),
        yaml.SequenceStartEvent: lambda builder, event: builder._open(event, False),
        yaml.MappingEndEvent: _Builder._close,
        yaml.SequenceEndEvent: _Builder._close,
        yaml.AliasEvent: _Builder._alias,
        yaml.DocumentEndEvent: _Builder._end_document,
    }


def _joined(lines: list[tuple[int, str]]) -> Iterator[Comment]:
    text = " ".join(filter(None, (line.strip("#=-*~ \t") for _, line in lines)))
    if text:
        yield Comment(lines[0][0], lines[-1][0], " ".join(text.split()))


def _resolve(text: str) -> Any:
    """Gives a plain scalar the JSON value that YAML 1.1 means by it, as far as CloudFormation has such values."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in "+-.0123456789" and len(text) < _MAX_DIGITS:
        if _INT.match(text):
            return int(text.replace("_", ""))
        if _FLOAT.match(text) and any(map(str.isdigit, text)):
            return _finite(text)
    return text


def _finite(text: str) -> Any:
    number = float(text.replace("_", ""))
    return number if abs(number) != float("inf") else text


def _tagged(value: Any, node: Node, tag: str | None) -> tuple[Any, Node]:
    """Gives ``!Ref X`` its long form; YAML's own tags (``!!str``) leave the value as it is."""
    if not tag or tag == "!" or tag.startswith("tag:yaml.org,2002:"):
        return value, node
    key = long_form(tag)
    value, node = canonical_argument(key, value, node)
    return {key: value}, Node(node.start, node.end, {key: node})


def _key_of(value: Any) -> str:
    """A key that is a collection or an alias: its text."""
    if isinstance(value, dict) and len(value) == 1:
        ((tag, argument),) = value.items()
        return f"{tag} {argument}"
    return str(value)


def _size(value: Any) -> int:
    """Values below a value, itself included."""
    if isinstance(value, dict):
        return 1 + sum(map(_size, value.values()))
    return 1 + sum(map(_size, value)) if isinstance(value, list) else 1


def _merge(frame: _Frame, value: Any, node: Node) -> None:
    """``<<``: what the mapping has itself stays, and of several merged mappings the first wins."""
    for mapping in value if isinstance(value, list) else [value]:
        for key, item in mapping.items() if isinstance(mapping, dict) else ():
            if key not in frame.value:
                frame.value[key] = item
                frame.nodes[key] = Node(node.start, node.end)
