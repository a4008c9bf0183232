"""Calls of what a class was handed: ``props.secret.addRotationSchedule(...)`` configures the secret of another file.

Within one file the walker knows which construct a variable keeps. What is handed on to the class of another file is
called the same there, behind the name of the object that carries it. In an answer that shows its code piece by piece
the variable itself stands in another piece.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from reviewer.model import STATEMENTS, Element, Path, Span

#: How the objects are called that a constructor takes, and a method that configures the construct that it belongs to.
_CARRIED: Final = re.compile(
    r"(?:(?:this|self)\.)?_?(?:props|args|config|params)\.(?P<name>[A-Za-z_]\w*)\.(?P<method>(?:add|grant)[_A-Z]\w*)\Z"
)
#: The same on a variable, which another piece of the code declares.
_ELSEWHERE: Final = re.compile(r"(?:(?:this|self)\.)?(?P<name>[A-Za-z_]\w*)\.(?P<method>(?:add|grant)[_A-Z]\w*)\Z")
_RESOURCE: Final = "resource"
_FUNCTION: Final = "function"
#: The path of what a variable keeps: type, variable, name.
_KEPT: Final = 3


def with_carried_calls(elements: Iterable[Element], whole: Sequence[Span] = ()) -> list[Element]:
    """Gives the elements with the calls of what was handed on in the construct that they configure.

    Only one construct of the response may be kept in a variable of that name.

    Args:
        elements: of all files of a response.
        whole: lines of the blocks in which nothing is left out; an excerpt says only what it quotes of a construct.
    """
    known = list(elements)
    calls = list(_calls(known, whole))
    if not calls:
        return known
    kept: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(known):
        if each.kind == _RESOURCE and len(each.path) >= _KEPT and isinstance(each.value, dict):
            kept[str(each.path[-2])].append(at)
    for at, key, match in calls:
        holders = kept.get(match["name"], [])
        if len(holders) == 1:
            holder = holders[0]
            known[holder] = _with_items(known[holder], match["method"], known[at], key)
            known[at] = _without(known[at], key)
    return [each for each in known if each.value or not _is_piece(each, whole)]


def _calls(elements: Iterable[Element], whole: Sequence[Span]) -> Iterable[tuple[int, str, re.Match[str]]]:
    for at, each in enumerate(elements):
        if each.kind == _FUNCTION and isinstance(each.value, dict):
            for key, value in each.value.items():
                match = _CARRIED.match(str(key)) or (_ELSEWHERE.match(str(key)) if _is_piece(each, whole) else None)
                if match is not None and isinstance(value, list):
                    yield at, str(key), match


def _is_piece(element: Element, whole: Sequence[Span]) -> bool:
    """Whether an element is what a piece of code without a file does outside of any function."""
    if element.kind != _FUNCTION or element.path != (STATEMENTS,) or element.file:
        return False
    return any(each.start <= element.span.start <= each.end for each in whole)


def _with_items(holder: Element, method: str, function: Element, key: str) -> Element:
    """The construct with the arguments of the calls, and their lines; what a piece quotes once more is said once."""
    before: Any = holder.value.get(method, [])
    held = list(before) if isinstance(before, list) else [before]
    spans = dict(holder.spans)
    for at, given in enumerate(function.value[key]):
        if given in held:
            continue
        for path, span in _below(function.spans, (key, at)).items():
            spans[method, len(held), *path] = span
        spans.setdefault((method, len(held)), function.span_of((key, at)))
        held.append(given)
    spans.setdefault((method,), function.span_of((key,)))
    return replace(holder, value={**holder.value, method: held}, spans=spans)


def _without(function: Element, key: str) -> Element:
    value = {name: each for name, each in function.value.items() if name != key}
    return replace(function, value=value, spans={at: span for at, span in function.spans.items() if at[:1] != (key,)})


def _below(spans: Mapping[Path, Span], path: Path) -> dict[Path, Span]:
    return {at[len(path) :]: span for at, span in spans.items() if at[: len(path)] == path}
