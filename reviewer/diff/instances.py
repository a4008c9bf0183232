"""What a program's own classes are made with: ``args.size`` in a component is what its one instance was given."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from reviewer.diff.closed import close
from reviewer.diff.resolving import resolve
from reviewer.diff.scopes import Scopes
from reviewer.model import MISSING, Element, Expression
from reviewer.paths import is_test_path

_CALL: Final = "call"
_PARAMETERS: Final = "parameters"
_MODULE: Final = "module"
_RESOURCES: Final = frozenset({"resource", "data"})
#: The path of what a variable keeps: type, variable, name.
_KEPT: Final = 3
_CLASS: Final = "class"
#: How a constructor is called, besides by the name of its class.
_CONSTRUCTORS: Final = frozenset({"constructor", "__init__"})
#: Parameters that place a construct and name it, and those that every instance has.
_PLACING: Final = frozenset(
    {"self", "this", "scope", "id", "id_", "construct_id", "name", "resource_name", "opts", "options", "parent"}
)
#: Keys of an instance that say how it was made and not what with.
_NOT_GIVEN: Final = frozenset({_CALL, "scope", "id", "opts", "args"})
#: The key of an instance that was given an object that a variable holds.
_WHOLE: Final = "props"
_NAME: Final = re.compile(r"[A-Za-z_]\w*\Z")
_WORD: Final = re.compile(r"[A-Za-z_]\w*")
#: An object that is made of a class of the program with nothing but its own values.
_MADE: Final = re.compile(r"(?:new\s+)?(?P<type>[A-Z]\w*)\(\)\Z")
_TYPE: Final = re.compile(r"(?P<type>[A-Z]\w*)\Z")


class Instances:
    """The variables of one document with what the instances of its classes hold.

    Args:
        elements: of the document.
    """

    def __init__(self, elements: Iterable[Element]) -> None:
        known = list(elements)
        self._scopes = Scopes(known)
        self._classes: dict[str, list[Element]] = defaultdict(list)
        for each in self._scopes.functions:
            if len(each.path) > 1 and each.path[-1] in (*_CONSTRUCTORS, each.path[-2]):
                self._classes[str(each.path[-2])].append(each)
        self._made: dict[str, list[Element]] = defaultdict(list)
        for each in known:
            # a test makes its own instances, none of which is deployed
            if each.kind == _MODULE and not is_test_path(each.file):
                self._made[each.type.rpartition(".")[2]].append(each)
        self._own = {str(each.path[-2]) for each in self._scopes.functions if len(each.path) > 1}
        self._parts = self._find_parts(known)
        self._known: dict[int, Mapping[str, Any]] = {}
        self._busy: set[str] = set()
        self._fields: dict[str, Mapping[str, Any] | None] = {}

    def at(self, element: Element) -> Mapping[str, Any]:
        """Gives what each variable holds where an element is declared."""
        function = self._scopes.around(element)
        place = id(function)
        if place not in self._known:
            held = {**self._parts, **self._scopes.at(element), **self._given(function)}
            names = self._with_fields(held, function)
            if self._busy:
                return names  # what depends on itself is not known yet, and would be kept as if it were
            self._known[place] = names
        return self._known[place]

    def plain(self, element: Element) -> Mapping[str, Any]:
        """Gives what each variable holds there, without what the objects among them hold."""
        return self._scopes.at(element)

    def makes(self, name: str) -> bool:
        """Tells whether a variable of this name keeps a resource."""
        return name in self._scopes.made

    def carries(self, element: Element, name: str) -> bool:
        """Tells whether an object that a function, or the constructor of its class, takes only hands on values.

        A class of the program may give its fields values of its own.
        """
        declared = self._declared(self._scopes.around(element))
        return name in declared and self._own.isdisjoint(_WORD.findall(str(declared[name])))

    def _find_parts(self, known: Iterable[Element]) -> Mapping[str, Any]:
        """The resources of a component by the variable that keeps it: ``network.vpc`` is its ``vpc``."""
        kept = {
            str(name): made[0] for name, made in self._made.items() if len(made) == 1 and len(made[0].path) >= _KEPT
        }
        inside: dict[str, Counter[str]] = {name: Counter() for name in kept}
        for each in known if kept else ():
            function = self._scopes.around(each) if each.kind in _RESOURCES and len(each.path) >= _KEPT else None
            owner = str(function.path[-2]) if function is not None and len(function.path) > 1 else ""
            if owner in inside and _NAME.match(str(each.path[-2])):
                inside[owner][str(each.path[-2])] += 1
        return {
            str(made.path[-2]): {part: close(Expression(part)) for part, times in inside[name].items() if times == 1}
            for name, made in kept.items()
            if _NAME.match(str(made.path[-2]))
        }

    def _given(self, function: Element | None) -> Mapping[str, Any]:
        """What the parameters of the constructor stand for, in it and in the methods that have none of that name."""
        if function is None or len(function.path) < 2:
            return {}
        name = str(function.path[-2])
        maker, instance = self._only(self._classes, name), self._only(self._made, name)
        if maker is None or instance is None or name in self._busy or not isinstance(instance.value, dict):
            return {}
        self._busy.add(name)
        caller = self.at(instance)
        self._busy.discard(name)
        bound = _bind(_parameters(maker), instance.value, caller)
        own = set(_parameters(function)) if function is not maker else set()
        return {
            key: value
            for key, value in bound.items()
            if key not in own and maker.value.get(key, Expression(key)) in (Expression(key), MISSING)
        }

    def _with_fields(self, names: Mapping[str, Any], function: Element | None) -> Mapping[str, Any]:
        """Puts the fields of an object in its place, where its class alone decides on them."""
        typed = {name: made["type"] for name, value in names.items() if (made := _MADE.match(str(value)))}
        for name, declared in self._declared(function).items():
            made = _TYPE.match(str(declared).removeprefix(":").strip())
            if made is not None and names.get(name, Expression(name)) == Expression(name):
                typed[name] = made["type"]
        fields = {name: self._fields_of(of) for name, of in typed.items()}
        return {**names, **{name: held for name, held in fields.items() if held is not None}}

    def _declared(self, function: Element | None) -> Mapping[str, Any]:
        """The parameters of a function, and of the constructor of its class, with their types."""
        if function is None:
            return {}
        maker = self._only(self._classes, str(function.path[-2])) if len(function.path) > 1 else None
        return {**(_parameters(maker) if maker is not None else {}), **_parameters(function)}

    def _fields_of(self, name: str) -> Mapping[str, Any] | None:
        if name not in self._fields:
            self._fields[name] = None  # a class that holds itself
            maker = self._only(self._classes, name)
            if maker is not None and not set(_parameters(maker)) - _PLACING:
                names = {key: held for key, held in self._scopes.at(maker).items() if key in maker.value}
                fields = {key: close(resolve(held, names)) for key, held in names.items()}
                self._fields[name] = fields
        return self._fields[name]

    @staticmethod
    def _only(among: Mapping[str, Sequence[Element]], name: str) -> Element | None:
        found = among.get(name, ())
        return found[0] if len(found) == 1 else None


def _bind(parameters: Mapping[str, Any], given: Mapping[str, Any], caller: Mapping[str, Any]) -> dict[str, Any]:
    """Gives what each parameter holds: an argument of its name, or the one object with all that was given."""
    members = {
        str(key): close(resolve(value, caller))
        for key, value in given.items()
        if _NAME.match(str(key)) and key not in _NOT_GIVEN
    }
    whole = members.get(_WHOLE)
    if isinstance(whole, dict) and _WHOLE not in parameters:
        members = {**whole, **{key: value for key, value in members.items() if key != _WHOLE}}
    own = {name: members[name] for name in parameters if name in members and name not in _PLACING}
    rest = [name for name in parameters if name not in own and name not in _PLACING and _NAME.match(name)]
    if len(rest) == 1 and not own and "args" not in given:
        held = whole if isinstance(whole, dict) and rest[0] == _WHOLE else members
        return {rest[0]: held}
    return own


def _parameters(function: Element) -> dict[str, Any]:
    declared = function.value.get(_PARAMETERS)
    return {str(name): kind for name, kind in declared.items()} if isinstance(declared, dict) else {}
