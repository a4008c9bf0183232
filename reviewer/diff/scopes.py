"""Which variables mean what at a place of a program."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from reviewer.model import MISSING, Element, Expression

_IDENTIFIER: Final = re.compile(r"[A-Za-z_]\w*(?:\(\))?\Z")
#: A field that is only declared holds nothing yet.
_DECLARED: Final = re.compile(r"(?:public|private|protected|readonly|static|declare)\s")
#: How a second value of a variable is called, and a value of one of its members.
_AGAIN: Final = re.compile(r"(?:(?:this|self)\.)?(?P<name>[A-Za-z_]\w*)[.\[#]")
#: What statements with others in them begin with.
BLOCKS: Final = frozenset({"if", "else", "elif", "for", "while", "try", "except", "catch", "switch", "case", "with"})
_PARAMETERS: Final = "parameters"
_HEADER: Final = "header"
_IN_HEADER: Final = re.compile(r"\s(\w+)\s*(?=[,)])")
_CLASS: Final = "class"
_RETURN: Final = "return"
_FUNCTION: Final = "function"
_RESOURCE: Final = "resource"
#: The path of a resource that a variable keeps: type, variable, name.
_NAMED: Final = 3
#: What a program says outside of functions.
_STATEMENT: Final = "statement"


class Scopes:
    """The variables of one document that hold one value each, place by place.

    In a function its own variables come first, then those of its class, then those that mean one thing all over the
    document. A parameter holds whatever it is called with.

    Args:
        elements: of the document.
    """

    def __init__(self, elements: Iterable[Element]) -> None:
        known = list(elements)
        self.functions = [each for each in known if each.kind == _FUNCTION and isinstance(each.value, dict)]
        constants = [{str(each.path[-1]): each.value} for each in known if each.kind == _STATEMENT and each.path]
        self._everywhere = _merge([*map(_held_by, self.functions), *constants])
        made = Counter(str(each.path[-2]) for each in known if each.kind == _RESOURCE and len(each.path) >= _NAMED)
        self.made = frozenset(made)
        self._made = {name for name, times in made.items() if times == 1 and name not in self._everywhere}
        self._calls = _merge(self._returned(each) for each in self.functions)
        self._known: dict[int, Mapping[str, Any]] = {}

    def __bool__(self) -> bool:
        return bool(self._everywhere)

    def at(self, element: Element) -> Mapping[str, Any]:
        """Gives what each variable holds where an element is declared."""
        function = self.around(element)
        place = id(function)
        if place not in self._known:
            held = self._everywhere if function is None else self._within(function)
            self._known[place] = _certain({**held, **self._calls})
        return self._known[place]

    def _returned(self, function: Element) -> dict[str, Any]:
        """What a call of a function gives: the one resource that it makes, by the name that only this one has."""
        returned = function.value.get(_RETURN)
        given = returned[0] if isinstance(returned, list) and len(returned) == 1 else returned
        is_made = isinstance(given, Expression) and str(given) in self._made
        return {f"{function.path[-1]}()": given if is_made else MISSING}

    def around(self, element: Element) -> Element | None:
        """The innermost function around an element."""
        span = element.span
        around = [
            each
            for each in self.functions
            if each.path[-1] != _CLASS
            and each.file == element.file
            and each.span.start <= span.start
            and span.end <= each.span.end
        ]
        return min(around, key=lambda each: each.span.end - each.span.start, default=None)

    def _within(self, function: Element) -> dict[str, Any]:
        owner = function.path[:-1]
        siblings = [each for each in self.functions if owner and each.path[:-1] == owner and each.file == function.file]
        own = _merge([_held_by(function)])
        parameters = dict.fromkeys(_parameters(function), MISSING)
        return {**self._everywhere, **_merge(map(_held_by, siblings)), **parameters, **own}


def _held_by(function: Element) -> dict[str, Any]:
    names = dict.fromkeys(_parameters(function), MISSING)
    return {**names, **{str(key): value for key, value in function.value.items() if key != _PARAMETERS}}


def _parameters(function: Element) -> list[str]:
    """The names of a function's parameters, which stand by themselves or in how it is declared."""
    declared = function.value.get(_PARAMETERS)
    if isinstance(declared, dict):
        return [str(name) for name in declared]
    header = function.value.get(_HEADER)
    return _IN_HEADER.findall(header) if isinstance(header, str) else []


def _merge(held: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Puts variables together; what is set twice, or differs from one place to another, holds nothing for certain."""
    found: dict[str, Any] = {}
    for name, value in _all(held):
        found[name] = value if name not in found or _is_same(found[name], value) else MISSING
        again = _AGAIN.match(name)
        if again is not None and str(value) != again["name"]:
            # set once more, or one of its members is: it is no longer what it was made with
            found[again["name"]] = MISSING
        elif name.split()[0] in BLOCKS:
            found.update(dict.fromkeys(_set_in(value), MISSING))
    return found


def _set_in(block: Any) -> Iterator[str]:
    """The names that stand in a block that may not run, or runs more than once."""
    stack = [block]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            yield from map(str, item)
        if isinstance(item, (dict, list)):
            stack.extend(item.values() if isinstance(item, dict) else item)


def _all(held: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    for each in held:
        yield from each.items()


def _certain(held: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in held.items()
        if value is not MISSING and _IDENTIFIER.match(name) and _holds(value)
    }


def _holds(value: Any) -> bool:
    return not isinstance(value, list) and not (isinstance(value, Expression) and _DECLARED.match(value))


def _is_same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)
