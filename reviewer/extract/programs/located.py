"""Values that know their lines: what a walk over a syntax tree builds, and what an element's value is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewer.extract.programs.text import normalise
from reviewer.model import Expression, Path, Span

if TYPE_CHECKING:
    from tree_sitter import Node

#: The key that names the function, class or wrapper around a value: ``new iam.PolicyStatement({...})`` is its
#: properties and, under this key, ``iam.PolicyStatement``. Several wrappers (``pulumi.all([..]).apply``,
#: ``JSON.stringify``) are a list, outermost first.
CALL = "call"
#: Below it lie the arguments of a call that is no wrapper of one object.
ARGUMENTS = "args"


class Code(NamedTuple):
    """Source of an expression, brought into its one spelling only when the element is finished.

    What a value says is often known to be no more than its text after its parts were looked at, and those are never
    needed then.
    """

    text: str


class Located(NamedTuple):
    """A value with its lines.

    Attributes:
        value: a scalar, :class:`Code`, an :class:`Expression`, a ``dict[str, Located]`` or a ``list[Located]``.
        start: first row in the block, from 0.
        end: last row, inclusive.
        rich: whether anything below it is an object, so that it is worth more than its text.
    """

    value: Any
    start: int
    end: int
    rich: bool = False


def wrap(name: Located, inner: Located, start: int, end: int) -> Located:
    """Puts a wrapper around an object: its name joins those under :data:`CALL`, its keys stay where they are."""
    body: dict[str, Located] = inner.value
    names = body.get(CALL)
    if names is None:
        called = name
    elif isinstance(names.value, list):
        called = Located([name, *names.value], name.start, names.end)
    else:
        called = Located([name, names], name.start, names.end)
    rest = {key: value for key, value in body.items() if key != CALL}
    return Located({CALL: called, **rest}, start, end, rich=True)


def put(body: dict[str, Located], key: str, value: Located) -> None:
    """Sets a key; where it is taken, ``key#2``, ``key#3`` and so on is."""
    if key in body:
        n = 2
        while f"{key}#{n}" in body:
            n += 1
        key = f"{key}#{n}"
    body[key] = value


def append(body: dict[str, Located], key: str, item: Located) -> None:
    """Appends to the list under a key."""
    have = body.get(key)
    if have is None or not isinstance(have.value, list):
        put(body, key, Located([item], item.start, item.end, rich=True))
        return
    have.value.append(item)
    body[key] = Located(have.value, min(have.start, item.start), max(have.end, item.end), rich=True)


def end_row(node: Node) -> int:
    """Last row of a node; one that ends at the beginning of a row ends on the row before."""
    row, column = node.end_point
    return row - 1 if column == 0 and row > node.start_point.row else row


class Lines:
    """Turns rows of a block into spans on disk; equal lines share one span."""

    def __init__(self, span: Span, language: str) -> None:
        self._language = language
        self._file = span.file
        self._first = span.start
        self._known: dict[tuple[int, int], Span] = {}

    def span(self, start: int, end: int) -> Span:
        """The span of rows ``start`` to ``end``, both from 0 and inclusive."""
        key = (start, end)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Span(self._file, self._first + start, self._first + max(start, end))
        return found

    def plain(self, located: Located) -> tuple[Any, Mapping[Path, Span]]:
        """Separates a located value into the plain value and the spans of all paths below it."""
        return self._plain(located.value), LocatedSpans(located, self)

    def _plain(self, value: Any) -> Any:
        if isinstance(value, Code):
            return Expression(normalise(value.text, self._language))
        if isinstance(value, dict):
            return {key: self._plain(item.value) for key, item in value.items()}
        if isinstance(value, list):
            return [self._plain(item.value) for item in value]
        return value


class LocatedSpans(Mapping[Path, Span]):
    """The spans below one element, made when they are asked for: most of an element is in no change."""

    __slots__ = ("_lines", "_located")

    def __init__(self, located: Located, lines: Lines) -> None:
        self._located = located
        self._lines = lines

    def __getitem__(self, path: Path) -> Span:
        located = self._find(path)
        if located is None:
            raise KeyError(path)
        return self._lines.span(located.start, located.end)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, tuple) and self._find(path) is not None

    def __iter__(self) -> Iterator[Path]:
        return _paths(self._located, ())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return repr(dict(self))

    def _find(self, path: Path) -> Located | None:
        found: Located | None = self._located
        for token in path:
            inside = found.value if found is not None else None
            if isinstance(inside, dict):
                found = inside.get(token)
            elif isinstance(inside, list) and isinstance(token, int) and token < len(inside):
                found = inside[token]
            else:
                return None
        return found


def _paths(located: Located, path: Path) -> Iterator[Path]:
    yield path
    inside = located.value
    if isinstance(inside, dict):
        for key, item in inside.items():
            yield from _paths(item, (*path, key))
    elif isinstance(inside, list):
        for index, item in enumerate(inside):
            yield from _paths(item, (*path, index))
