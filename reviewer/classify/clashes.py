"""Constructs of one scope that were given the same id: the CDK and CDKTF refuse the second one, and nothing is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from reviewer.model import Element, Path

_KINDS: Final = frozenset({"resource", "data", "module", "output"})
_FUNCTION: Final = "function"
_CLASS: Final = "class"
_SCOPE: Final = "scope"


def find_clashes(elements: Sequence[Element], platform: str | None) -> frozenset[Path]:
    """Finds the constructs whose id another one of their scope has.

    Two constructs of one type may stand in the two branches of a condition, of which only one runs, so that only those
    of different types count.

    Args:
        elements: of one side.
        platform: other libraries tell resources of different types apart by their types.

    Returns:
        Their paths.
    """
    if platform not in ("cdk", "cdktf"):
        return frozenset()
    named: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for each in elements:
        if each.kind in _KINDS and each.name:
            named[each.file, each.name].append(each)
    functions = [each for each in elements if each.kind == _FUNCTION and each.path[-1] != _CLASS]
    found: set[Path] = set()
    for group in named.values():
        if len({each.type for each in group}) > 1:
            found.update(_clashing(group, functions))
    return frozenset(found)


def _clashing(group: Iterable[Element], functions: Sequence[Element]) -> Iterable[Path]:
    scoped: dict[tuple[Path, str], list[Element]] = defaultdict(list)
    for each in group:
        scope = each.value.get(_SCOPE) if isinstance(each.value, dict) else None
        scoped[_around(each, functions), str(scope)].append(each)
    return [each.path for same in scoped.values() if len({one.type for one in same}) > 1 for each in same]


def _around(element: Element, functions: Iterable[Element]) -> Path:
    """The path of the innermost function around an element, empty outside of functions."""
    span = element.span
    around = [
        each
        for each in functions
        if each.file == element.file and each.span.start <= span.start and span.end <= each.span.end
    ]
    innermost = min(around, key=lambda each: each.span.end - each.span.start, default=None)
    return innermost.path if innermost is not None else ()
