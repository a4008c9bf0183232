"""The elements of a program as they come to light, and what they are in the end."""

from __future__ import annotations

from typing import Final

from reviewer.extract.programs.located import Lines, Located, put
from reviewer.extract.services import service_of
from reviewer.model import STATEMENTS, TOP_LEVEL, CodeBlock, Element, Path

#: Kinds whose type names something that a service offers.
_OFFERED: Final = frozenset(("resource", "data", "statement", "output", "parameter"))


class Draft:
    """An element that may still grow: a construct is configured by later calls.

    Attributes:
        path: tokens before they are made unique.
        body: its value, or a single scalar.
    """

    __slots__ = ("body", "end", "kind", "name", "path", "start", "type")

    def __init__(self, path: Path, kind: str, native: str, name: str, body: Located) -> None:
        self.path = path
        self.kind = kind
        self.type = native
        self.name = name
        self.body: dict[str, Located] | Located = body.value if isinstance(body.value, dict) else body
        self.start = body.start
        self.end = body.end

    @property
    def label(self) -> str:
        """How other code refers to it: type and name in angle brackets."""
        return f"<{' '.join(str(token) for token in self.path)}>"

    def properties(self) -> dict[str, Located]:
        """Its value as an object; a scalar goes under ``value``."""
        if isinstance(self.body, Located):
            self.body = {"value": self.body}
        return self.body

    def located(self) -> Located:
        """Its value with the lines of the element itself (those of later calls lie below)."""
        if isinstance(self.body, Located):
            return self.body
        return Located(self.body, self.start, self.end, rich=True)


class Outline:
    """The elements of one block, in order of appearance."""

    def __init__(self, block: CodeBlock) -> None:
        self._block = block
        self._drafts: list[Draft] = []
        self._imports: dict[str, Draft] = {}
        self._lines = Lines(block.span, block.language)

    def add(self, path: Path, kind: str, body: Located, native: str = "", name: str = "") -> Draft:
        """Adds an element."""
        draft = Draft(path, kind, native, name or str(path[-1]), body)
        self._drafts.append(draft)
        return draft

    def drop(self, draft: Draft) -> None:
        """Takes out what turned out to be a part of another element."""
        self._drafts = [each for each in self._drafts if each is not draft]

    def add_top_level(self, body: dict[str, Located]) -> None:
        """Adds what a program does outside of its functions, declarations apart: it shares one element."""
        if body:
            start, end = min(each.start for each in body.values()), max(each.end for each in body.values())
            self.add((STATEMENTS,), "function", Located(body, start, end, rich=True), name=TOP_LEVEL)

    def add_import(self, module: str, names: dict[str, str], start: int, end: int) -> None:
        """Adds the names that an import brings; imports of one module are one element."""
        draft = self._imports.get(module)
        if draft is None:
            draft = self.add(("import", module), "import", Located({}, start, end))
            self._imports[module] = draft
        for name, local in names.items():
            put(draft.properties(), name, Located(local, start, end))

    def elements(self) -> tuple[Element, ...]:
        """The elements, each with a path of its own."""
        addresses = _Addresses()
        return tuple(self._element(draft, addresses.unique(draft.path)) for draft in self._drafts)

    def _element(self, draft: Draft, path: Path) -> Element:
        value, spans = self._lines.plain(draft.located())
        service = service_of(draft.type) if draft.type and draft.kind in _OFFERED else None
        return Element(
            path,
            draft.kind,
            draft.type,
            service,
            draft.name,
            value,
            spans,
            self._block.language,
            self._block.name or "",
        )


class _Addresses:
    """Gives every element a path of its own.

    Where a path is taken its last token is followed by ``#2``, ``#3`` and so on, in order of appearance. No
    path may be the beginning of another either, since the tree of all elements has one value at a place: there the
    token at which the two meet is numbered.
    """

    def __init__(self) -> None:
        self._leaves: set[Path] = set()
        self._stems: set[Path] = set()
        self._count: dict[Path, int] = {}

    def unique(self, path: Path) -> Path:
        """The path itself where it is free, else a numbered one."""
        candidate = path
        n = self._count.get(path, 1)
        while (at := self._clash(candidate)) is not None:
            n += 1
            candidate = (*path[:at], f"{path[at]}#{n}", *path[at + 1 :])
        self._count[path] = n
        self._leaves.add(candidate)
        self._stems.update(candidate[:i] for i in range(1, len(candidate)))
        return candidate

    def _clash(self, path: Path) -> int | None:
        """Position of the token to number, None where the path is free."""
        for i in range(1, len(path)):
            if path[:i] in self._leaves:
                return i - 1
        return len(path) - 1 if path in self._leaves or path in self._stems else None
