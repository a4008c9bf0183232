"""What the parameters and local values of a template hold: the value that is deployed where nobody gives another one.

A local value of Terraform is a constant by a name, so that naming it changes nothing. A parameter with a default is
more: the value stays, and whoever deploys can now choose it. That is a change, and no change of the value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from reviewer.diff.meanings import Meanings, Table
from reviewer.diff.module_inputs import ModuleInputs
from reviewer.diff.references import NO_RENAMES, Renames
from reviewer.diff.spelling import Spelling
from reviewer.diff.values import Edit
from reviewer.leaves import intrinsic
from reviewer.model import MISSING, Element, Expression, Path
from reviewer.references import name_of

_MEMBERS: Final = r"""(?:\.[A-Za-z_][\w-]*|\[(?:\d+|"[\w-]+")\])*"""
#: A local value, a variable or an output of a module of Terraform in code, and what of it is meant.
_NAME: Final = re.compile(
    rf"(?<![\w.$\"-])(?P<name>(?:local|var|module\.[\w-]+)\.[A-Za-z_][\w-]*)(?P<members>{_MEMBERS})(?![\w(*\[-])"
)
_MEMBER: Final = re.compile(r"[\w-]+")
#: How many there are of what a name holds.
_LENGTH: Final = re.compile(rf"length\(\s*({_NAME.pattern})\s*\)")
#: How many resources there are of one name, or of what each of them has.
_MADE: Final = re.compile(
    r"length\(\s*(?P<name>(?!(?:local|var|module|data)\.)[a-z]\w*\.[\w-]+)(?:(?:\[\*\]|\.\*)\.\w+)?\s*\)"
)
#: A part of a list with bounds that are written out: it has so many items, whatever the list holds.
_SLICE: Final = re.compile(r"slice\(.*,\s*(?P<start>\d+)\s*,\s*(?P<end>\d+)\s*\)", re.DOTALL)
#: A text of Terraform with nothing in it that would end it, and what is filled in.
_TEXT: Final = re.compile(r'"(?P<text>(?:[^"\\]|\$\{[^{}]*\})*)"\Z')
_HOLE: Final = re.compile(r"\$\{([^{}]*)\}")
_WHOLE: Final = re.compile(r"\$\{([^{}]*)\}\Z")
#: What CloudFormation fills in; ``${!Name}`` is no reference.
_SUBSTITUTED: Final = re.compile(r"\$\{([A-Za-z0-9]+)\}")
#: A parameter that is looked up: its default is the name under which the value lies.
_LOOKED_UP: Final = "AWS::SSM::"
_PARAMETERS: Final = ("Parameters",)
#: Kinds that are made of what parameters hold.
_USERS: Final = frozenset({"resource", "data", "output", "module", "provider", "local"})
#: Names that stand for names, and values in values, are followed so far.
_DEPTH: Final = 12


class DefaultFollower:
    """Tells whether two values of a pair of templates are the same while parameters hold their defaults.

    Args:
        left: elements of the one document.
        right: elements of the other one.
        renames: names of the left document in the right one.
    """

    def __init__(self, left: Iterable[Element], right: Iterable[Element], renames: Renames) -> None:
        sides = list(left), list(right)
        self._constants = tuple(_certain(_locals(each)) for each in sides)
        defaults = (_certain((*_locals(each), *_defaults(each))) for each in sides)
        self._defaults = tuple(defaults)
        self._handed = tuple(ModuleInputs(each) for each in sides)
        table: Table = {}
        self._meanings = Meanings(Spelling(renames), table), Meanings(Spelling(NO_RENAMES), table)

    def follow(self, edits: Iterable[Edit], one: Element, other: Element) -> list[Edit]:
        """Gives the edits of an element: without a meaning where only a constant was named, else marked by default.

        What a module is handed is the same value as where nobody hands it on. In a list the old value goes and the new
        one comes; where it is written alike it went from another list, or both would be a pair.
        """
        found = list(edits)
        handed = self._handed[0].of(one.file), self._handed[1].of(other.file)
        if one.kind not in _USERS or not any((*self._defaults, *handed)):
            return found
        gone = [at for at, edit in enumerate(found) if edit.op == "remove" and _list_of(edit) is not None]
        for at, edit in enumerate(found):
            if edit.op == "replace" and edit.noise is None:
                found[at] = edit._replace(**self._mark(edit, edit, handed))
            elif edit.op == "add" and _list_of(edit) is not None:
                here = [each for each in gone if _list_of(found[each]) == _list_of(edit)]
                here = [each for each in here if found[each].before != edit.after]
                partner = next((each for each in here if self._mark(found[each], edit, handed)), None)
                if partner is not None:
                    gone.remove(partner)
                    mark = self._mark(found[partner], edit, handed)
                    found[partner], found[at] = found[partner]._replace(**mark), edit._replace(**mark)
        return found

    def _mark(self, old: Edit, new: Edit, handed: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
        """What an edit, or the two of an item of a list, are told to be: nothing where the values differ."""
        before, after = old.before, new.after
        if not (_is_code(before) or _is_code(after)):
            return {}
        if self._is_same(before, after, new, handed) or self._is_same(before, after, new, self._constants):
            return {"noise": "reference"}
        return {"by_default": True} if self._is_same(before, after, new, self._defaults) else {}

    def _is_same(self, before: Any, after: Any, edit: Edit, names: tuple[Mapping[str, Any], ...]) -> bool:
        if not any(names):
            return False
        path = edit.right or edit.left or ()
        key = next((str(token) for token in reversed(path) if not isinstance(token, int)), "")
        values = resolve(before, names[0]), resolve(after, names[1])
        return self._meanings[0].of(values[0], key) == self._meanings[1].of(values[1], key)


def resolve(value: Any, names: Mapping[str, Any], depth: int = 0) -> Any:
    """Gives a value with what the names in it hold in their places."""
    if depth > _DEPTH:
        return value
    if isinstance(value, Expression):
        return _resolve_code(value, names, depth)
    if isinstance(value, list):
        return [resolve(each, names, depth + 1) for each in value]
    return _resolve_object(value, names, depth) if isinstance(value, dict) else value


def _resolve_object(value: dict[str, Any], names: Mapping[str, Any], depth: int) -> Any:
    function = intrinsic(value)
    argument = value[function] if function is not None else None
    if function == "Ref":
        return names.get(f"&{argument}", value)
    if function == "Fn::Sub" and isinstance(argument, str):
        return {"Fn::Sub": _SUBSTITUTED.sub(lambda match: _filled(match, names), argument)}
    if function == "Fn::FindInMap" and isinstance(argument, list):
        return _looked_up([resolve(each, names, depth + 1) for each in argument], names)
    return {key: resolve(inner, names, depth + 1) for key, inner in value.items()}


def _looked_up(keys: list[Any], names: Mapping[str, Any]) -> Any:
    """What a table of the template holds under these keys; the lookup itself where nobody can tell."""
    held: Any = names.get(f"%{keys[0]}", MISSING) if keys else MISSING
    for key in keys[1:]:
        held = held.get(key, MISSING) if isinstance(held, dict) and isinstance(key, str) else MISSING
    return {"Fn::FindInMap": keys} if held is MISSING else held


def _resolve_code(code: Expression, names: Mapping[str, Any], depth: int) -> Any:
    whole = _NAME.fullmatch(code)
    if whole is not None:
        held = _held(whole, names)
        return code if held is MISSING else resolve(held, names, depth + 1)
    count = _counted(code, names, depth)
    if count is not MISSING:
        return count
    text = _TEXT.match(code)
    if text is None:
        return Expression(_NAME.sub(lambda match: _in_code(match, names, depth), code))
    filled = _HOLE.sub(lambda match: _in_text(match, names, depth), text["text"])
    alone = _WHOLE.match(filled)
    if alone is not None:
        return Expression(alone[1].strip())
    return Expression(f'"{filled}"') if "${" in filled or "%{" in filled else filled


def _counted(code: Expression, names: Mapping[str, Any], depth: int) -> Any:
    """How many there are of what code counts: missing where nobody can tell."""
    made = _MADE.fullmatch(code)
    if made is not None:
        return resolve(names.get(f"#{made['name']}", MISSING), names, depth + 1)
    counted = _LENGTH.fullmatch(code)
    listed = resolve(Expression(counted[1]), names, depth + 1) if counted is not None else MISSING
    part = _SLICE.fullmatch(listed) if isinstance(listed, Expression) else None
    if part is not None:
        return int(part["end"]) - int(part["start"])
    return len(listed) if isinstance(listed, list) else MISSING


def _held(match: re.Match[str], names: Mapping[str, Any]) -> Any:
    held = names.get(match["name"], MISSING)
    for member in _MEMBER.findall(match["members"]):
        if isinstance(held, dict):
            held = held.get(member, MISSING)
        else:
            at = int(member) if member.isdigit() else -1
            held = held[at] if isinstance(held, list) and 0 <= at < len(held) else MISSING
    return held


def _in_text(hole: re.Match[str], names: Mapping[str, Any], depth: int) -> str:
    """What a text is filled with: a text becomes part of the text around it."""
    held = resolve(Expression(hole[1].strip()), names, depth + 1)
    if isinstance(held, Expression):
        inner = _TEXT.match(held)
        return inner["text"] if inner is not None else "${" + held + "}"
    return hole[0] if isinstance(held, (dict, list)) or held is None else _plain(held)


def _in_code(match: re.Match[str], names: Mapping[str, Any], depth: int) -> str:
    """What stands in code for a name: whole objects in a form that is the same for the same object alone."""
    held = _held(match, names)
    if held is MISSING:
        return match[0]
    found = resolve(held, names, depth + 1)
    if isinstance(found, Expression):
        return str(found) if _TEXT.match(found) or _NAME.fullmatch(found) else f"({found})"
    return json.dumps(found, sort_keys=True, default=str)


def _filled(match: re.Match[str], names: Mapping[str, Any]) -> str:
    held = names.get(f"&{match[1]}", MISSING)
    return match[0] if held is MISSING or isinstance(held, (dict, list)) else _plain(held)


def _plain(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _locals(elements: Iterable[Element]) -> Iterator[tuple[str, Any]]:
    """The local values of Terraform, and how many there are of each resource."""
    for each in elements:
        if each.language == "hcl" and each.kind == "local":
            yield f"local.{each.path[-1]}", each.value
        elif each.language == "hcl" and each.kind == "resource" and isinstance(each.value, dict):
            yield f"#{name_of(each)}", each.value.get("count", MISSING)


def _defaults(elements: Iterable[Element]) -> Iterator[tuple[str, Any]]:
    """The defaults of variables and parameters, and tables; what a file of values gives is not left at its default."""
    for each in elements:
        name = str(each.path[-1]) if each.path else ""
        if each.file.endswith(".tfvars"):
            yield f"var.{name}", MISSING
        elif each.kind == "mapping":
            yield f"%{name}", each.value
        elif each.kind != "parameter" or not isinstance(each.value, dict):
            continue
        elif each.language == "hcl":
            yield f"var.{name}", each.value.get("default", MISSING)
        elif each.path[-2:-1] == _PARAMETERS and not str(each.value.get("Type", "")).startswith(_LOOKED_UP):
            yield f"&{name}", each.value.get("Default", MISSING)


def _certain(held: Iterable[tuple[str, Any]]) -> Mapping[str, Any]:
    """Puts names together; one that stands for two values, as in two modules, stands for none."""
    found: dict[str, Any] = {}
    for name, value in held:
        found[name] = value if name not in found or found[name] == value else MISSING
    return {name: value for name, value in found.items() if value is not MISSING}


def _is_code(value: Any) -> bool:
    return isinstance(value, (Expression, dict, list))


def _list_of(edit: Edit) -> Path | None:
    """The list that an item came to or went from; None for any other edit."""
    path = edit.left or edit.right
    return path[:-1] if edit.noise is None and path and isinstance(path[-1], int) else None
