"""What was done to code: ``component Shop added; function build removed; parameter props of Shop.init changed``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Final

from reviewer.classify.places import place_of, tell_values
from reviewer.classify.units import status_of
from reviewer.model import MISSING, TOP_LEVEL, Change, Element
from reviewer.rubric.words import join_words, show_names

_CODE: Final = frozenset({"function", "statement"})
#: More names than this are too many for a clause.
_NAMED: Final = 3
#: A title of more clauses, or of more characters, is not read to its end.
_CLAUSES: Final = 3
_LONGEST: Final = 170
#: Of more changed functions only the names are told.
_TOLD_BY_PART: Final = 2
#: More parts of one function than this are counted, of each of two functions still fewer.
_PARTS: Final = 4
_FEW: Final = 3
#: Of more renamed parts only the new names are told.
_STEPS: Final = 2
#: What a class is, by what it extends.
_BASES: Final = (
    (re.compile(r"ComponentResource"), "component"),
    (re.compile(r"NestedStack"), "nested stack"),
    (re.compile(r"Stack\b"), "stack"),
    (re.compile(r"Construct\b"), "construct"),
)
#: In the order in which a person would name them.
_NOUNS: Final = (
    *("entry point", "stack", "nested stack", "component", "construct", "class"),
    *("function", "method", "variable", "instance", "type", "code of", "export of", "unreadable text"),
)
_PLURALS: Final = {
    "class": "classes",
    "code of": "code of",
    "export of": "export of",
    "unreadable text": "unreadable text",
}
#: What else may go along with code, by its kind.
_KINDS: Final = {"file": "unreadable text", "module": "instance", "data": "lookup", "local": "local value"}
#: Keys that say how a value is written.
_FORM: Final = frozenset({"call", "args", "of", "props", "opts"})
#: Parts of a function or class that are no statement.
_NAMED_PARTS: Final = {
    "returns": "type of the result",
    "return": "result",
    "header": "signature",
    "extends": "base class",
    "modifiers": "modifiers",
    "raise": "errors",
    "throw": "errors",
    "export": "exports",
    "package": "package",
    "types": "types",
    "generic": "types",
}
#: What begins a statement of several lines: its key holds a list of such statements.
_COMPOUND: Final = re.compile(r"(?:if|for|while|try|with|do|switch|match|else|elif|except|catch|finally|case)\b")
_NAME: Final = re.compile(r"[\w$.\[\]\"']{1,50}\Z")


def tell_code(leads: Iterable[Change]) -> str:
    """Tells what became of functions, classes and statements; imports only where nothing else is there.

    Args:
        leads: what the changes of a fix come to, one for each value or element.
    """
    told = [each for each in leads if each.element is not None]
    by_status: dict[str, list[Change]] = {}
    for each in told:
        if each.element and each.element.kind != "import":
            by_status.setdefault(status_of(each), []).append(each)
    replaced = _take_replaced(by_status)
    whole = sorted(("added", "removed"), key=lambda word: -len(by_status.get(word, ())))
    clauses = [_tell_whole(by_status[word], word) for word in whole if word in by_status]
    if replaced:
        clauses.append(f"{_count('instance', replaced, len(replaced))} set up otherwise")
    if "changed" in by_status:
        clauses.append(_tell_changed(by_status["changed"]))
    if "renamed" in by_status:
        renamed = _tell_renamed(by_status["renamed"])
        clauses += [renamed] if renamed else ["variables renamed"] if not clauses else []
    if not clauses and told:
        clauses.append(f"imports {_verb(told)}")
    short = [clauses[0]] if clauses else []
    for clause in clauses[1:_CLAUSES]:
        short += [clause] if len("; ".join([*short, clause])) <= _LONGEST else []
    return "; ".join(short)


def _take_replaced(by_status: dict[str, list[Change]]) -> list[str]:
    """Takes out the instances of classes of which one came and another went: that class is used otherwise."""
    made = {word: {_called(each) for each in _modules(by_status.get(word, ()))} for word in ("added", "removed")}
    both = made["added"] & made["removed"]
    names: dict[str, None] = {}
    for word in ("added", "removed") if both else ():
        gone = [each for each in _modules(by_status[word]) if _called(each) in both]
        names |= dict.fromkeys(map(_called, gone))
        by_status[word] = [each for each in by_status[word] if each.element not in gone]
        if not by_status[word]:
            del by_status[word]
    return list(names)


def _modules(changes: Iterable[Change]) -> list[Element]:
    return [each.element for each in changes if each.element and each.element.kind == "module"]


def _tell_whole(changes: Sequence[Change], word: str) -> str:
    """Names what came or went, by what it is; a method goes without saying where its class does."""
    elements = list({each.element.path: each.element for each in changes if each.element}.values())
    classes = {each.name for each in elements if _is_class(each)}
    groups: dict[str, dict[str, None]] = {}
    for each in elements:
        owner = each.name.rpartition(".")[0]
        if not owner or owner not in classes:
            groups.setdefault(_noun(each), {})[_called(each)] = None
    named = [(noun, name) for noun in sorted(groups, key=_rank) for name in groups[noun]]
    shown: dict[str, list[str]] = {}
    for noun, name in named if len(groups) == 1 else named[:_NAMED]:
        shown.setdefault(noun, []).append(name)
    more = len(named) - _NAMED if len(groups) > 1 else 0
    parts = [_count(noun, names, len(groups[noun])) for noun, names in shown.items()]
    if more <= 0:
        return f"{join_words(parts)} {word}"
    return f"{', '.join(parts).replace('` and `', '`, `')} and {more} more {word}"


def _count(noun: str, names: Sequence[str], of: int) -> str:
    """Names things, in the plural where there are more of them than are named."""
    word = noun if of == 1 else _PLURALS.get(noun, f"{noun}s")
    if noun == "entry point":
        return word
    unnamed = noun == "code of" and list(names) == [TOP_LEVEL]
    return TOP_LEVEL if unnamed else f"{word} {show_names(names, _NAMED)}"


def _rank(noun: str) -> int:
    return _NOUNS.index(noun) if noun in _NOUNS else len(_NOUNS)


def _is_class(element: Element) -> bool:
    return element.kind == "function" and str(element.path[-1]).partition("#")[0] == "class"


def _noun(element: Element) -> str:
    if element.kind not in _CODE:
        return _KINDS.get(element.kind, element.kind)
    if element.name == TOP_LEVEL:
        return "export of" if _exported(element) else "code of"
    if element.type.rpartition(".")[2] == "App":
        return "entry point"
    if _is_class(element):
        heading = element.value if isinstance(element.value, dict) else {}
        base = " ".join(str(heading.get(key, "")) for key in ("extends", "header"))
        return next((noun for pattern, noun in _BASES if pattern.search(base)), "class")
    if element.kind == "function":
        return "method" if "." in element.name else "function"
    typed = isinstance(element.value, dict) and element.name[:1].isupper() and not element.name.isupper()
    return "type" if typed and not element.type else "variable"


def _called(element: Element) -> str:
    if element.name == TOP_LEVEL:
        return _exported(element) or element.file.rpartition("/")[2] or element.name
    # an instance is known by its class more than by its id
    return element.type.rpartition(".")[2] or element.name if element.kind == "module" else element.name


def _exported(element: Element) -> str:
    """What top-level code exports, where it does nothing else and exports one thing."""
    value = element.value if isinstance(element.value, dict) else {}
    named = value.get("export") if value.keys() == {"export"} else None
    return str(named[0]) if isinstance(named, list) and len(named) == 1 else ""


def _tell_changed(changes: Sequence[Change]) -> str:
    """Names what of which function changed, the functions alone where they are many."""
    parts: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    for each in changes:
        place = place_of(each)
        part = _part(each)
        known = parts.setdefault(place, [])
        known.extend({part} - {*known, ""})
        counts[place] = counts.get(place, 0) + 1
    # what a class declares goes without saying where its methods change
    parts = {place: each for place, each in parts.items() if not any(name.startswith(f"{place}.") for name in parts)}
    verb = _verb(changes)
    names = f"{show_names(sorted(parts, key=lambda name: -counts[name]), 3)} changed"
    if len(parts) > _TOLD_BY_PART or not all(parts.values()):
        return names
    if len(changes) == 1 and changes[0].op == "replace":
        verb = tell_values(changes[0].before, changes[0].after)
    most = _PARTS if len(parts) == 1 else _FEW
    said = [
        _join_parts(each, most) + (f" of {show_names([place])}" if place != TOP_LEVEL else "")
        for place, each in parts.items()
    ]
    told = f"{join_words(said)} {verb}"
    return told if len(told) <= _LONGEST else names


def _join_parts(parts: Sequence[str], most: int) -> str:
    """Joins parts of a function; one word stands for all calls, or all parameters."""
    shown = parts if len(parts) <= most else parts[: most - 1]
    groups: dict[str, list[str]] = {}
    for each in shown:
        head, tick, name = each.partition("`")
        groups.setdefault(head.strip(), []).extend([name.removesuffix("`")] if tick else ())
    told = []
    for head, names in groups.items():
        plural = _SEVERAL.get(head, head) if len(names) > 1 else head
        told.append(f"{plural} {show_names(names)}".strip())
    if len(parts) == len(shown):
        return join_words(told)
    return f"{', '.join(told).replace('` and `', '`, `')} and {len(parts) - len(shown)} more"


_SEVERAL: Final = {"parameter": "parameters", "call of": "calls of", "field": "fields", "condition": "conditions"}


def _part(change: Change) -> str:
    """Calls the part of a function that changed: ``parameter `size```, ``call of `log```, ``condition `if ready```."""
    element = change.element
    if element is None:
        return ""
    below = change.path[len(element.path) :]
    if not below or element.kind not in _CODE:
        return f"`{below[0]}`" if below and isinstance(below[0], str) and below[0] not in _FORM else ""
    return _part_of(below, _is_class(element), typed=bool(element.type))


def _part_of(below: Sequence[str | int], in_class: bool, *, typed: bool) -> str:
    keys = [key for key in below if isinstance(key, str) and key not in _FORM]
    if keys[:1] == ["parameters"]:
        return f"parameter `{keys[1].strip('*')}`" if len(keys) > 1 else "parameters"
    # the statements around the one that changed
    inside = len(list(takewhile(lambda key: _COMPOUND.match(key) is not None, keys)))
    own = keys[inside:]
    if inside and own[:1] in ([], ["header"]):
        return f"condition `{keys[inside - 1]}`"
    if len(own) > 1 and own[0].lower().endswith(".run"):
        # the whole program is what this call is given
        return _part_of(below[below.index(own[0]) + 1 :], in_class, typed=typed)
    return _statement(own, below, in_class, typed=typed) if own else ""


def _statement(own: Sequence[str], below: Sequence[str | int], in_class: bool, *, typed: bool) -> str:
    name = own[0]
    if name in _NAMED_PARTS or not _NAME.match(name.rstrip(":")):
        return _NAMED_PARTS.get(name, "")
    if in_class or name.endswith(":"):
        return f"{'field' if not name.endswith(':') else 'type of'} `{name.rstrip(':')}`"
    # a variable may hold a list as well; what an object of a library is told to do stands among its properties
    follows = below[below.index(name) + 1 :][:1]
    listed = bool(follows) and isinstance(follows[0], int)
    called = listed and (typed or "." in name or name == "super")
    return f"call of `{name}`" if called else f"`{'.'.join(own[:2])}`"


def _tell_renamed(changes: Sequence[Change]) -> str:
    """Names what code is called now; a class with a new name, whose methods follow it, once."""
    names: dict[tuple[str, str], None] = {}
    for each in changes:
        old, new = each.element_before, each.element_after
        if old is None or new is None or old.name == new.name:
            continue
        (one, _, rest), (other, _, last) = old.name.partition("."), new.name.partition(".")
        names[(one, other) if rest == last else (old.name, new.name)] = None
    if not names:
        return ""
    if len(names) <= _STEPS:
        return join_words([f"{show_names([old])} renamed to {show_names([new])}" for old, new in names])
    return f"{show_names([new for _, new in names], 3)} renamed"


def _verb(changes: Sequence[Change]) -> str:
    if all(each.before is MISSING for each in changes):
        return "added"
    return "dropped" if all(each.after is MISSING for each in changes) else "changed"
