"""Spellings that mean the same.

``"5"`` and ``5``, ``"true"`` and ``true``, ``{"Fn::Join": ["", [...]]}`` and ``{"Fn::Sub": "..."}``, a string and the
list of that one string where the property takes a list. ``"15"`` and ``"15.0"`` are different versions and stay so: a
number means what the template's text says, so the float 1.1 equals ``"1.1"`` and not ``"1.10"``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from reviewer.diff.code_forms import code_form
from reviewer.diff.joined_texts import joined_text
from reviewer.diff.references import Renames
from reviewer.diff.same_attributes import same_attributes
from reviewer.diff.same_code import same_code
from reviewer.diff.sets import holds_characters, is_set, takes_list
from reviewer.leaves import intrinsic
from reviewer.model import Expression

#: Part of a text: a literal, or the reference that stands there.
Part = str | tuple[str, ...]

#: Languages in which a number in quotes is the number.
DATA_LANGUAGES: Final = frozenset({"yaml", "json", "hcl", "toml", ""})

_VARIABLE: Final = re.compile(r"\$\{(!?)([^${}]*)\}")
#: ``this.vpc`` and ``vpc`` are one thing, whether a class or a function keeps it.
_MEMBER: Final = re.compile(r"(?<![\w.$@])(?:this|self)\.(?=[A-Za-z_])")
#: Keys under which a plain string names another element.
_NAMING: Final = frozenset({"DependsOn", "Condition", "Fn::If", "Fn::FindInMap", "needs", "dependencies", "extends"})
#: Keys whose number may be a version.
_VERSIONED: Final = re.compile(r"(?i)version|^default$")
#: Joins nested deeper than this are compared as they stand: no template nests them, and each level costs a call.
_DEPTH: Final = 20


@cache
def _alias() -> re.Pattern[str]:
    """A module in front of a class: a program that imports ``Duration`` means what one that imports ``cdk`` does.

    Go's modules have ``aws`` in their names (``awscloudwatch``), and an SDK may be imported whole (``aws.ec2``). Of
    Pulumi it is the names that mean nothing else: ``pulumi.Sprintf`` is not Go's own ``Sprintf``.
    """
    data = json.loads(Path(__file__).with_name("module_aliases.json").read_text("utf-8"))
    libraries, names, pulumi = ("|".join(map(re.escape, data[key])) for key in ("libraries", "names", "pulumi"))
    prefixes = "|".join(rf"{re.escape(each)}\w+" for each in data["prefixes"])
    qualified = "|".join(rf"{re.escape(each)}(?:services\.\w+\.)?" for each in data["packages"])
    return re.compile(
        rf"(?<![\w.$])(?:(?:(?:(?:{libraries})\.)?(?:{prefixes}|{names})\.|{qualified})(?=[A-Z])"
        rf"|pulumi\.(?=(?:{pulumi})\b)|json\.(?=(?:dumps|loads)\b))"
    )


def without_module(name: str) -> str:
    """Gives the name of a class without the module in front of it, where that is one of the libraries."""
    return _alias().sub("", name)


@lru_cache(maxsize=8192)  # both sides have most of their code in common, and each value is met for several questions
def _without_carriers(code: str) -> str:
    """Code without what only says where its names come from, ``this.`` or the module of a class, attributes alike."""
    return without_module(_MEMBER.sub("", same_code(same_attributes(code))))


class Spelling:
    """Brings values into the form that stands for all their spellings.

    Args:
        renames: names that the left side's references follow.
        loose: True for data languages (YAML, JSON, HCL), which turn ``"5"`` into 5 by themselves; a program doesn't.
    """

    def __init__(self, renames: Renames, *, loose: bool = True) -> None:
        self._renames = renames
        self._loose = loose

    def leaf(self, value: Any, key: str) -> Hashable:
        """Gives the form of a scalar that stands under this key."""
        if isinstance(value, Expression):
            code = _without_carriers(self._renames.code(str(value)))
            joined = None if self._loose else joined_text(code)
            if joined is not None and joined[0] == "plain" and len(joined[1]) == 1 and isinstance(joined[1][0], str):
                return "text", joined[1][0]
            return "code", joined or code_form(code)
        if isinstance(value, str):
            return "text", self._string(value, key)
        if self._loose and value is not None:
            # a threshold of 4.0 is one of 4; of a version, which a default may be, every sign counts
            whole = isinstance(value, float) and value.is_integer() and not _VERSIONED.search(key)
            return "text", _scalar_text(int(value) if whole else value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # a program means the same number by 80 and by 80.0
        return type(value), repr(value)

    def container(self, value: Any, key: str) -> Hashable | None:
        """Gives the form of an intrinsic function or of a list of one, None where it has none of its own."""
        if isinstance(value, dict):
            parts = self._parts(value, 0) if intrinsic(value) else None
            if parts is None:
                return None
            if self._loose and parts and isinstance(parts[-1], str):
                parts[-1] = parts[-1].rstrip("\n")
            return _join(parts)
        if self._loose and len(value) == 1 and takes_list(key) and not isinstance(value[0], list):
            return self._single(value[0], key)
        return None

    def sequence(self, value: Sequence[Any], numbers: list[int], key: str) -> Hashable:
        """Gives the form of a list from the numbers of its items."""
        if is_set(key, value):
            return ("set", *sorted(numbers))
        return ("list", *numbers)

    def _single(self, value: Any, key: str) -> Hashable | None:
        if isinstance(value, dict):
            return self.container(value, key)
        return self.leaf(value, key)

    def _string(self, value: str, key: str) -> str:
        if holds_characters(key):
            return "".join(sorted(set(value)))
        if self._loose:
            value = value.rstrip("\n")  # a block of YAML ends with one unless its author says otherwise
        if not self._renames:
            return value
        return self._renames.name(value) if key in _NAMING else self._renames.text(value)

    def _parts(self, value: Any, depth: int) -> list[Part] | None:
        """Takes a text apart that intrinsic functions put together, None where it can't be told."""
        if isinstance(value, (str, int, float)):
            return [value if isinstance(value, str) else _scalar_text(value)]
        function = intrinsic(value)
        if function is None or depth > _DEPTH:
            return None
        argument = value[function]
        if function == "Fn::Join":
            return self._joined(argument, depth)
        return _READ[function](self, argument) if function in _READ else None

    def _reference(self, argument: Any) -> list[Part] | None:
        return [("ref", self._renames.name(argument))] if isinstance(argument, str) else None

    def _attribute(self, argument: Any) -> list[Part] | None:
        tokens = argument.split(".") if isinstance(argument, str) else argument
        if not isinstance(tokens, list) or len(tokens) < 2 or not all(isinstance(token, str) for token in tokens):
            return None
        return [("att", self._renames.name(tokens[0]), ".".join(tokens[1:]))]

    def _substituted(self, argument: Any) -> list[Part] | None:
        if not isinstance(argument, str):
            return None
        parts: list[Part] = []
        end = 0
        for match in _VARIABLE.finditer(argument):
            parts += [argument[end : match.start()], self._variable(*match.groups())]
            end = match.end()
        return [*parts, argument[end:]]

    def _variable(self, escape: str, name: str) -> Part:
        if escape:
            return "${" + name + "}"
        target, dot, attribute = name.strip().partition(".")
        return ("att", self._renames.name(target), attribute) if dot else ("ref", self._renames.name(target))

    def _joined(self, argument: Any, depth: int) -> list[Part] | None:
        if not isinstance(argument, list) or len(argument) != 2:
            return None
        delimiter, items = argument
        if not isinstance(delimiter, str) or not isinstance(items, list):
            return None
        parts: list[Part] = []
        for index, item in enumerate(items):
            inner = self._parts(item, depth + 1)
            # A reference to a list parameter expands under a delimiter; only a plain join is as decidable as Fn::Sub.
            if inner is None:
                return None
            parts += [delimiter, *inner] if index else inner
        return parts


_READ: Final = {"Ref": Spelling._reference, "Fn::GetAtt": Spelling._attribute, "Fn::Sub": Spelling._substituted}


def _scalar_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _join(parts: list[Part]) -> Hashable:
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part:
            joined.append(part)
    if not joined:
        return "text", ""
    if len(joined) == 1 and isinstance(joined[0], str):
        return "text", joined[0]
    return ("parts", *joined)
