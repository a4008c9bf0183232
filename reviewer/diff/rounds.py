"""What a loop or a helper function fills in: the names that are another thing in every round, or at every call.

``for_each`` and ``count`` say so themselves. In a program an element stands for several where its id holds what a loop
goes through, or a parameter of a function that is called more than once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from reviewer.diff.loop_signs import signs
from reviewer.diff.scopes import Scopes
from reviewer.leaves import scalars_in
from reviewer.model import Element, Expression, Path, Span

#: What a loop of Terraform fills in.
_ROUND: Final = re.compile(r"\b(?:each\.(?:key|value)|count\.index)\b")
#: How the languages write what a loop goes through, and the names that it gives to each.
_HEADERS: Final = (
    re.compile(r"for\s*\(\s*(?:(?:const|let|var|final)\s+)?(?P<names>.+?)\s+(?:of|in)\s"),
    re.compile(r"for\s*\(\s*(?P<names>(?:final\s+)?[\w<>, ]+?)\s*:\s"),
    re.compile(r"for\s*\(?\s*(?:(?:let|var|int)\s+)?(?P<names>\w+)\s*:?=\s*\d"),
    re.compile(r"for\s+(?P<names>[\w, ]+?)\s*:?=\s*range\b"),
    re.compile(r"for\s+(?P<names>.+?)\s+in\s"),
)
#: The parameters of a function without a name.
_ARROW: Final = re.compile(r"(?:async\s+)?\(?(?P<names>.*?)\)?(?:\s*:\s*[\w<>\[\]., |]+)?\s*(?:=>|->)", re.DOTALL)
_LAMBDA: Final = re.compile(r"lambda\s+(?P<names>[^:]+):")
#: What stands behind the name of a parameter: its type, and what it is by default.
_TYPED: Final = re.compile(r"\??\s*[:=][^,]*")
_WORD: Final = re.compile(r"[A-Za-z_]\w*")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_BRACED: Final = re.compile(r"\{([^{}]*)\}")
#: What is added to what a loop counts by, and what stands around a text of a program.
_SUM: Final = r"(?:\s*[-+]\s*\d+)?"
_OUTER: Final = re.compile(r"""\A[fFrR]{0,2}["'`]|["'`]\Z""")
_HOLE: Final = re.compile(r"\$?\{[^{}]*\}|%[sdv]")
_CALLED: Final = re.compile(r"([A-Za-z_]\w*)\(")
#: A name of a program, and no field of another object.
_NAME: Final = re.compile(r"(?<![\w.$])([A-Za-z_]\w*)")
#: A variable, or a field of an object, and nothing else.
_WHOLE: Final = re.compile(r"(?:[A-Za-z_]\w*\??\.)*([A-Za-z_]\w*)\Z")
_CONSTRUCTORS: Final = frozenset({"constructor", "__init__"})
_RESOURCE: Final = "resource"
#: The path of what a variable keeps: type, variable, name.
_KEPT: Final = 3
_PARAMETERS: Final = "parameters"
_HEADER: Final = "header"
_CALL: Final = "call"
#: From so many calls on a function makes several.
_SEVERAL: Final = 2
#: Values that hold values are followed so far.
_STEPS: Final = 3


def is_looped(element: Element) -> bool:
    """Says whether an element stands for several by its own words: a condition makes one of it or none."""
    if element.kind != "resource":
        return False
    if element.language != "hcl":
        return _counted().search(str(element.path[-1])) is not None
    value = element.value if isinstance(element.value, dict) else {}
    count = value.get("count", 1)
    return "for_each" in value or (count not in (0, 1) and "?" not in str(count))


@cache
def _counted() -> re.Pattern[str]:
    """A name that is put together with what a loop counts by."""
    names = "|".join(signs().counters)
    return re.compile(rf"\{{\s*(?:{names}|az\w*)\b[^{{}}]*\}}|\+\s*\(?\s*(?:{names})\b|%d", re.IGNORECASE)


class _Region(NamedTuple):
    """Lines in which names are another thing in every round.

    Attributes:
        span: the lines.
        names: what is given.
        value: what is set there.
    """

    span: Span
    names: frozenset[str]
    value: Any


class Rounds:
    """The elements of one document that stand for several, and what is filled in from one to the next.

    Args:
        elements: of the document.
    """

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements
        self._scopes = Scopes(elements)
        self._calls: Counter[str] | None = None
        self._handed: frozenset[str] | None = None
        self._found: dict[int, list[_Region]] = {}
        self._known: dict[tuple[int, ...], frozenset[str]] = {}
        #: What a program keeps in variables.
        self._kept = [
            each for each in elements if each.kind == _RESOURCE and each.language != "hcl" and len(each.path) >= _KEPT
        ]

    def stands_for_several(self, element: Element) -> bool:
        """Says whether a loop or a function that is called more than once makes the element."""
        if is_looped(element):
            return True
        if element.kind != "resource" or element.language == "hcl":
            return False
        return not self._bound(element).isdisjoint(_in_id(element))

    def fills(self, element: Element, value: Any) -> bool:
        """Says whether a value of an element that stands for several is another one from round to round."""
        if element.language == "hcl":
            return any(_ROUND.search(str(each)) for each in scalars_in(value))
        bound = self._bound(element)
        return any(not bound.isdisjoint(_names_used(each)) for each in scalars_in(value) if isinstance(each, str))

    def fills_in(self, element: Element, value: Any, other: Any) -> list[str] | None:
        """Gives what stands in another value where the loop fills one in; None where the rest of it is not the same.

        ``names[count.index]`` and ``names[1]``, ``f"{farm}-queue"`` and ``"hill-queue"``.
        """
        names = "|".join(map(re.escape, sorted(self._bound(element))))
        name = _ROUND.pattern if element.language == "hcl" else rf"(?<![\w.$])(?:{names})(?![\w(])"
        rounds = re.compile(rf"\$?\{{\s*(?:{name}){_SUM}\s*\}}|(?:{name}){_SUM}")
        parts = rounds.split(_OUTER.sub("", str(value)))
        if len(parts) == 1 or not any(re.search(r"\w", part) for part in parts):
            return None
        found = re.fullmatch("(.+?)".join(map(re.escape, parts)), _OUTER.sub("", str(other)), re.DOTALL)
        return list(found.groups()) if found is not None else None

    def fixed(self, element: Element) -> str:
        """Gives what is fixed in the name of an element that stands for several."""
        name = str(element.path[-1])
        if name in self._bound(element):
            return ""
        return _HOLE.sub(" ", " ".join(_QUOTED.findall(name)) or name) if element.language != "hcl" else name

    def _bound(self, element: Element) -> frozenset[str]:
        """The names that are another thing in every round, where an element is made."""
        if element.language == "hcl":
            return frozenset()
        around = [each for each in self._regions(self._scopes.around(element)) if _is_within(element.span, each.span)]
        place = tuple(map(id, around))
        if place not in self._known:
            self._known[place] = frozenset(self._follow(around))
        return self._known[place]

    def _regions(self, function: Element | None) -> list[_Region]:
        """The loops of a function, the functions in it, and itself where it is called more than once."""
        if function is None:
            return []
        if id(function) not in self._found:
            regions = list(_regions_in(function))
            owner = str(function.path[-2]) if len(function.path) > 1 else ""
            name = owner if function.path[-1] in (*_CONSTRUCTORS, owner) else str(function.path[-1])
            declared = function.value.get(_PARAMETERS)
            if isinstance(declared, dict) and self._count_calls()[name] >= _SEVERAL:
                own = frozenset(map(str, declared)) - signs().no_names - self._handed_on()
                regions.append(_Region(function.span, own, function.value))
            self._found[id(function)] = regions
        return self._found[id(function)]

    def _follow(self, around: Sequence[_Region]) -> set[str]:
        """The names that loops give, and those of what is made of them there."""
        bound = {name for each in around for name in each.names}
        held = [pair for each in around for pair in _held(each.value)]
        for _ in range(_STEPS if bound else 0):
            bound |= {name for name, texts in held if any(not bound.isdisjoint(_names_used(each)) for each in texts)}
            bound |= {
                str(each.path[-2])
                for each in self._kept
                if any(_is_within(each.span, region.span) for region in around) and not bound.isdisjoint(_in_id(each))
            }
        return bound

    def _handed_on(self) -> frozenset[str]:
        """The names that are handed from one function to the next as they are, and that no loop gives: one for all."""
        if self._handed is None:
            values = [each.value for each in self._elements if each.kind in ("function", "module", "statement")]
            codes = {each for value in values for each in scalars_in(value) if isinstance(each, Expression)}
            handed = {match[1] for each in codes if (match := _WHOLE.match(each))}
            given = {name for value in values for each in _regions_of(value) for name in each}
            self._handed = frozenset(handed - given)
        return self._handed

    def _count_calls(self) -> Counter[str]:
        """How often each function is called, twice where that is in a loop."""
        if self._calls is None:
            self._calls = Counter()
            for each in self._elements:
                self._calls.update(_calls_in(each.value))
                if each.kind == "module":
                    self._calls[each.type.rpartition(".")[2]] += 1
        return self._calls


def _regions_in(function: Element) -> Iterator[_Region]:
    """The loops of a function, and the functions without a name in it, at any depth."""
    for path, names, item in _giving(function.value):
        yield _Region(function.span_of(path), names, item)


def _regions_of(value: Any) -> Iterator[frozenset[str]]:
    """The names that loops give in a value."""
    return (names for path, names, _ in _giving(value) if path[-1:] != (_CALL,) and path[-2:-1] != (_CALL,))


def _giving(value: Any) -> Iterator[tuple[Path, frozenset[str], Any]]:
    """Where a loop or a function without a name begins, the names that it gives, and what is set in it."""
    stack: list[tuple[Path, Any]] = [((), value)]
    while stack:
        path, item = stack.pop()
        if isinstance(item, dict):
            for key, place in ((_HEADER, path), (_CALL, (*path, _CALL))):
                given = item.get(key)
                several = isinstance(given, list) and bool(given)
                text = given[0] if isinstance(given, list) and given else given
                names = frozenset(_given_by(text)) if isinstance(text, str) else frozenset[str]()
                if names:
                    yield (*place, 0) if several else place, names, item
            stack.extend(((*path, token), inner) for token, inner in item.items())
        elif isinstance(item, list):
            stack.extend(((*path, token), inner) for token, inner in enumerate(item))


def _is_within(part: Span, whole: Span) -> bool:
    return part.file == whole.file and whole.start <= part.start and part.end <= whole.end


def _given_by(text: str) -> Iterator[str]:
    """The names that a loop, or a function without a name, gives to what it goes through."""
    if text.startswith("for"):
        found = next((match for each in _HEADERS if (match := each.match(text))), None)
    else:
        found = _LAMBDA.match(text) or (_ARROW.match(text) if "=>" in text or "->" in text else None)
    if found is not None:
        for part in _TYPED.sub("", found["names"]).split(","):
            words = [word for word in _WORD.findall(part) if word not in signs().no_names]
            yield from words[-1:]  # the type of a parameter stands in front of it, where it does


def _held(value: Any) -> Iterator[tuple[str, list[str]]]:
    """The variables that are set in a function, at any depth, with the texts that they are made of."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            for key, inner in item.items():
                if _WORD.fullmatch(str(key)) and key not in (_PARAMETERS, _HEADER, _CALL):
                    yield str(key), [each for each in scalars_in(inner) if isinstance(each, Expression)]
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def _names_used(text: str) -> frozenset[str]:
    """The names that code uses; of a text those that fill it in."""
    filled = [name for part in _BRACED.findall(text) for name in _NAME.findall(_QUOTED.sub("", part))]
    return frozenset([*filled, *_NAME.findall(_QUOTED.sub("", text))] if isinstance(text, Expression) else filled)


def _in_id(element: Element) -> frozenset[str]:
    given = element.value.get("id") if isinstance(element.value, dict) else None
    if isinstance(given, Expression):
        return _names_used(given)
    name = str(element.path[-1])
    if "{" in name:
        return _names_used(name)
    return frozenset(_NAME.findall(_QUOTED.sub("", name))) if '"' in name or "'" in name else frozenset()


def _calls_in(value: Any) -> Mapping[str, int]:
    """The calls of functions in a value: by key, once for each set of arguments; in code; twice within a loop."""
    found: Counter[str] = Counter()
    stack: list[tuple[Any, int]] = [(value, 1)]
    while stack:
        item, times = stack.pop()
        if isinstance(item, dict):
            times = _SEVERAL if str(item.get(_HEADER, "")).startswith("for") else times
            for key, inner in item.items():
                if isinstance(inner, list):
                    found[str(key).partition("#")[0].rpartition(".")[2]] += len(inner) * times
                elif key == _CALL and isinstance(inner, Expression):
                    found[inner.rpartition(".")[2]] += times
                stack.append((inner, times))
        elif isinstance(item, list):
            stack.extend((inner, times) for inner in item)
        elif isinstance(item, Expression):
            for name in _CALLED.findall(item):
                found[name] += times
    return found


def known_words(elements: Iterable[Element]) -> Iterator[str]:
    """Gives what loops go through and helpers are called with: the texts of all that is no resource."""
    for each in elements:
        if each.kind not in ("resource", "data", "import"):
            yield from (str(scalar) for scalar in scalars_in(each.value))
