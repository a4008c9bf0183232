"""What the parameters of a function stand for that is applied to outputs: ``pulumi.all([a]).apply(([x]) => ...)``.

What waits for its outputs is written in many forms: a function that is applied to them, JSON that Pulumi writes itself,
a text that outputs are filled in. A plain text has no place for an output, so that what repairs one is a change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from reviewer.diff.joined_texts import joined_outputs
from reviewer.diff.json_forms import CALL, is_output_writer, is_plain_writer, is_writer
from reviewer.diff.lambdas import Bound, bind
from reviewer.diff.values import Edit
from reviewer.model import MISSING, Expression, Path

#: Stands behind an output for what it holds.
_APPLIED: Final = ".applied"
_MARKED: Final = re.compile(re.escape(_APPLIED) + r"\b")
#: A member of what a variable holds, with what stands behind it.
_MEMBER: Final = re.compile(r"(?<![\w.])(?:(?:this|self)\.)?(?P<name>[A-Za-z_]\w*)\.(?P<members>[\w.]+)")
#: How TypeScript fills outputs in a text, which may be JSON.
_FILLED: Final = frozenset({"pulumi.interpolate", "interpolate"})


def applied_names(value: Any, path: Path) -> Mapping[str, Any]:
    """Gives what the parameters of the functions around a place in an element's value stand for.

    What an output holds is told apart from the output itself, since a plain text has no place for an output.
    """
    return {name: held for _, calls in _calls_around(value, path) for name, held in _bound(calls)}


def as_outputs(
    values: tuple[Any, Any],
    places: tuple[tuple[Any, Path], tuple[Any, Path]],
    makes: tuple[Callable[[str], bool], Callable[[str], bool]],
) -> tuple[Any, Any]:
    """Gives two values in the form that outputs have in either, where an output may stand for what it holds in both.

    Args:
        values: one of each side, in which parameters are replaced by what they stand for.
        places: the value of each side's element, and the path of the one of these values in it.
        makes: tells for each side whether a variable of that name keeps a resource, whose members are outputs.
    """
    around = [[calls for _, calls in _calls_around(*place)] for place in places]
    if any(not any(map(_is_waiting, calls)) and any(map(is_writer, calls)) for calls in around):
        return values
    if any(map(_is_stuck, values, around, makes)):
        return values
    one, other = (
        _as_output(value, filled=any(str(each) in _FILLED for each in calls if isinstance(each, Expression)))
        for value, calls in zip(values, around, strict=True)
    )
    return one, other


def _is_stuck(value: Any, calls: list[Any], makes: Callable[[str], bool]) -> bool:
    """Tells whether an output stands in what a function writes as JSON that can't: it waits for others, not for it."""
    last = calls[-1] if calls else None
    if not isinstance(value, Expression) or not isinstance(last, list) or not is_plain_writer(last[-1]):
        return False
    return any(makes(each["name"]) and not _MARKED.search(f".{each['members']}") for each in _MEMBER.finditer(value))


def _as_output(value: Any, *, filled: bool) -> Any:
    """A text is one of outputs where what they hold is filled in, and where Pulumi fills it in itself."""
    if not isinstance(value, Expression) or not (filled or _MARKED.search(value)):
        return value
    return joined_outputs(_MARKED.sub("", value))


def tells_only_how(edit: Edit, one: Any, other: Any) -> bool:
    """Tells whether an edit only changes by which function the same object waits for its outputs and is written.

    Args:
        edit: of an element.
        one: value of the element on the left.
        other: value of the element on the right.
    """
    places = {_holder(path) for path in (edit.left, edit.right) if path is not None}
    place = places.pop() if len(places) == 1 else None
    return place is not None and all(
        any(at == place and _is_waiting(calls) for at, calls in _calls_around(each, (*place, CALL)))
        for each in (one, other)
    )


def _holder(path: Path) -> Path | None:
    """Where the object stands whose call a path leads to."""
    return path[: path.index(CALL)] if CALL in path else None


def _is_waiting(calls: Any) -> bool:
    """Tells whether calls wait for outputs and write what they are given as JSON."""
    if isinstance(calls, list):
        return len(calls) > 1 and is_writer(calls[-1]) and any(True for _ in _bound(calls))
    return is_output_writer(calls) or (isinstance(calls, Expression) and str(calls) in _FILLED)


def _calls_around(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """The calls that the objects around a place are given to, from the outside in, with the place of each object."""
    for depth, token in enumerate(path):
        if isinstance(value, dict):
            if CALL in value:
                yield path[:depth], value[CALL]
            value = value.get(str(token), MISSING)
        elif isinstance(value, list) and isinstance(token, int) and token < len(value):
            value = value[token]
        else:
            break


def _bound(calls: Any) -> Iterator[tuple[str, Any]]:
    for call, function in pairwise(calls) if isinstance(calls, list) else ():
        if isinstance(call, Expression) and isinstance(function, Expression):
            applied = bind(call, function)
            yield from ((name, _held(output)) for name, output in applied.names.items()) if applied is not None else ()


def _held(output: Bound) -> Any:
    if isinstance(output, str):
        return Expression(f"{output}{_APPLIED}")
    return {key: Expression(f"{each}{_APPLIED}") for key, each in output.items()}
