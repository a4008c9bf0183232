"""What is wrong with a rubric file, in the words of those who keep rubrics instead of those of the library that checks.

Each type of error that pydantic knows has its words in a table; a type that the table does not know keeps pydantic's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Location = tuple[str | int, ...]
_DOCS: Final = "see docs/rubrics.md for what a rubric can say"
_QUOTED: Final = re.compile(r"'([^']*)'")


class Fault(NamedTuple):
    """One thing that no rubric can say.

    Attributes:
        path: keys and places in the file that lead to it, as far as the file has them.
        message: where in the rubric, and what is wrong.
        hint: what to do about it.
    """

    path: Location
    message: str
    hint: str


class _Said(NamedTuple):
    """An error together with what the file has there and what it may have."""

    error: ErrorDetails
    model: type[BaseModel]

    @property
    def path(self) -> Location:
        """Without the marks that pydantic sets for keys and for the branches of a union."""
        return tuple(each for each in self.error["loc"] if each != "[key]")

    @property
    def key(self) -> str:
        return str(self.path[-1]) if self.path else "the file"


#: Message and hint of one error.
_Words = tuple[str, str]


def find_fault(errors: Sequence[ErrorDetails], model: type[BaseModel], data: Any) -> Fault:
    """Chooses the error to tell, the first but for a missing key that is there misspelled, and says it in plain words.

    Args:
        errors: what pydantic found, at least one.
        model: what the file was held against.
        data: what the file says.
    """
    said = _Said(_choose(errors), model)
    message, hint = _WORDS.get(said.error["type"], _say_other)(said)
    path = _known_part(said.path, data)
    place = _name_place(path[:-1] if said.error["type"] in _OF_THE_PARENT else path, data)
    return Fault(path, ": ".join(part for part in (place if path else "the file", message) if part), hint)


def _known_part(path: Location, data: Any) -> Location:
    """Cuts off what lies inside a text, which is checked as a list of one case."""
    for depth, part in enumerate(path):
        if not isinstance(data, (dict, list)):
            return path[:depth]
        data = _below(data, part)
    return path


def _choose(errors: Sequence[ErrorDetails]) -> ErrorDetails:
    first = errors[0]
    if first["type"] != "missing":
        return first
    beside = [each for each in errors if each["type"] == "extra_forbidden" and each["loc"][:-1] == first["loc"][:-1]]
    missing = [str(each["loc"][-1]) for each in errors if each["type"] == "missing"]
    return next((each for each in beside if _nearest(str(each["loc"][-1]), missing)), first)


def _name_place(path: Location, data: Any) -> str:
    """``rule deletion-protection-off > match 1 > property``: keys as they are written, entries of lists counted."""
    named: list[str] = []
    for part in path:
        inner = _below(data, part)
        if isinstance(part, int) and named:
            own = inner.get("id") if named == ["rules"] and isinstance(inner, dict) else None
            named[-1] = f"rule {own}" if own else f"{named[-1]} {part + 1}"
        elif inner is not None or isinstance(data, dict):
            named.append(str(part))
        data = inner
    return " > ".join(named)


def _below(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    return data[part] if isinstance(data, list) and isinstance(part, int) and part < len(data) else None


def _say_unknown_key(said: _Said) -> _Words:
    return f"there is no key {said.key!r} here", _offer(said.key, _keys_at(said.model, said.path[:-1]))


def _say_missing(said: _Said) -> _Words:
    if said.path and isinstance(said.path[-1], int):
        return _say_pair(said)
    return f"the key {said.key!r} is missing", f"add `{said.key}:` with its value"


def _say_choice(said: _Said) -> _Words:
    value = said.key if said.error["loc"][-1] == "[key]" else said.error["input"]
    allowed = _QUOTED.findall(said.error.get("ctx", {}).get("expected", ""))
    return f"{value!r} is not one of the values that it may have", _offer(str(value), allowed)


def _say_text(said: _Said) -> _Words:
    value = said.error["input"]
    if value is None:
        return _say_nothing(said)
    if isinstance(value, (list, dict)):
        return f"has to be a text, not {_kind_of(value)}", "write one text behind the colon"
    return f"has to be a text, {_kind_of(value)} is none", f'put it in quotes: "{value}"'


def _say_nothing(_: _Said) -> _Words:
    return "has nothing in it", "give it at least one value, or leave the key out where it may be left out"


def _say_id(said: _Said) -> _Words:
    hint = "use lower-case letters and digits joined by hyphens, as in deletion-protection-off"
    return f"{said.error['input']!r} can't be its name", hint


def _say_list(said: _Said) -> _Words:
    hint = "write each entry on a line of its own, as in `- entry`"
    return f"has to be a list, not {_kind_of(said.error['input'])}", hint


def _say_mapping(said: _Said) -> _Words:
    keys = _keys_at(said.model, said.path)
    hint = f"write keys of its own below it: {', '.join(keys)}" if keys else "write `key: value` lines below it"
    return f"has to have keys of its own, not {_kind_of(said.error['input'])}", hint


def _say_pair(_: _Said) -> _Words:
    return "has to be a pair of numbers", "write the least and the most, as in [2, 4], or [2, null] for two or more"


def _say_bound(said: _Said) -> _Words:
    bounds = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    told = " and ".join(f"{bounds[each]} {limit:g}" for each, limit in said.error.get("ctx", {}).items())
    return f"{said.error['input']} is outside its bounds", f"give a number that is {told}"


def _say_key(_: _Said) -> _Words:
    return "a key has to be a text", "put it in quotes: YAML takes on, off, yes and no for true and false"


def _say_own(said: _Said) -> _Words:
    """What a check of our own found, which has words already."""
    return said.error["msg"].removeprefix("Value error, "), _DOCS


def _say_other(said: _Said) -> _Words:
    return said.error["msg"][0].lower() + said.error["msg"][1:], _DOCS


def _has_to_be(what: str, hint: str) -> Callable[[_Said], _Words]:
    return lambda said: (f"has to be {what}, not {_kind_of(said.error['input'])}", hint)


_whole = _has_to_be("a whole number", "write digits, as in 2, without quotes")
_number = _has_to_be("a number", "write digits, as in 7.5, without quotes")
_switch = _has_to_be("true or false", "write true or false, without quotes")
_WORDS: Final[dict[str, Callable[[_Said], _Words]]] = {
    "extra_forbidden": _say_unknown_key,
    "missing": _say_missing,
    "literal_error": _say_choice,
    "string_type": _say_text,
    "string_too_short": _say_nothing,
    "too_short": _say_nothing,
    "string_pattern_mismatch": _say_id,
    "list_type": _say_list,
    "dict_type": _say_mapping,
    "model_type": _say_mapping,
    "tuple_type": _say_pair,
    "too_long": _say_pair,
    "int_type": _whole,
    "int_parsing": _whole,
    "int_from_float": _whole,
    "float_type": _number,
    "float_parsing": _number,
    "bool_type": _switch,
    "bool_parsing": _switch,
    "greater_than_equal": _say_bound,
    "greater_than": _say_bound,
    "less_than_equal": _say_bound,
    "less_than": _say_bound,
    "invalid_key": _say_key,
    "value_error": _say_own,
}
#: Errors whose last key is not in the file, or should not be: the place is what it belongs to.
_OF_THE_PARENT: Final = frozenset({"extra_forbidden", "missing", "invalid_key"})


def _offer(word: str, allowed: Sequence[str]) -> str:
    nearest = _nearest(word, allowed)
    meant = f"did you mean {nearest!r}? " if nearest else ""
    return f"{meant}allowed: {', '.join(allowed)}" if allowed else _DOCS


def _nearest(word: str, allowed: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(word, list(allowed), 1)), None)


def _kind_of(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "a list"
    return "keys of its own" if isinstance(value, dict) else str(value)


def _keys_at(model: Any, path: Location) -> tuple[str, ...]:
    """The keys that may stand where a path leads."""
    for part in path:
        model = _step(_plain_type(model), part)
    found = _plain_type(model)
    return tuple(found.model_fields) if isinstance(found, type) and issubclass(found, BaseModel) else ()


def _step(kind: Any, part: str | int) -> Any:
    """The type of what stands under a key or at a place of something of a type; None where it is not known."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(str(part))
        return field.annotation if field else None
    arguments = get_args(kind)
    return arguments[-1] if get_origin(kind) in (list, dict) and arguments else None


def _plain_type(kind: Any) -> Any:
    """A type without ``| None`` and without what ``Annotated`` adds."""
    while get_origin(kind) in (Annotated, Union, UnionType):
        kind = next(each for each in get_args(kind) if each is not type(None))
    return kind
