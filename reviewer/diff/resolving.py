"""Values with what the variables in them hold in their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from reviewer.diff.closed import MARK
from reviewer.diff.json_forms import write, written
from reviewer.model import MISSING, Expression

_MEMBERS: Final = r"(?P<members>(?:\??\.[A-Za-z_]\w*|\[(?:[\"'][\w-]+[\"']|\d+)\])*)"
_NAME: Final = re.compile(rf"(?:(?:this|self)\.)?(?P<name>[A-Za-z_]\w*){_MEMBERS}\Z")
#: A word that may name a variable: no field of another object, no key, no name of a function that is called. What is
#: chosen with ``? :`` stands before a colon as a key does.
_WORD: Final = re.compile(
    rf"(?<![\w.$\"'{MARK}])(?P<chosen>(?<=\? ))?(?:(?:this|self)\.)?(?P<name>[A-Za-z_]\w*){_MEMBERS}"
    r"(?![\w$(\"'])(?(chosen)|(?!\s*[:=](?!=)))"
)
#: A call of a function of the same program.
_OWN_CALL: Final = re.compile(r"(?:(?:this|self)\.)?(?P<name>[A-Za-z_]\w*)\([^()]*\)\Z")
_MEMBER: Final = re.compile(r"[\w-]+")
_SIMPLE: Final = re.compile(rf"[\w.{MARK}]+(?:\([^()]*\))?\Z")
#: Text that can stand in code between any quotes.
_PLAIN: Final = re.compile(r"[^\"'`\\{}$\n]*\Z")
#: The key of an object that holds the name of its class: its arguments are no members of it.
_CALL: Final = "call"
#: Variables that hold variables, and values in values, are followed so far.
_DEPTH: Final = 6


def resolve(value: Any, names: Mapping[str, Any], depth: int = 0) -> Any:
    """Gives a value with what the variables of a place hold in their places."""
    if depth > _DEPTH:
        return value
    if isinstance(value, Expression):
        return _resolve_code(value, names, depth)
    if isinstance(value, dict):
        return {key: resolve(inner, names, depth + 1) for key, inner in value.items()}
    return [resolve(inner, names, depth + 1) for inner in value] if isinstance(value, list) else value


def _resolve_code(code: Expression, names: Mapping[str, Any], depth: int) -> Any:
    called = _OWN_CALL.match(code)
    if called is not None and f"{called['name']}()" in names:
        return names[f"{called['name']}()"]
    text = written(code)
    if text is not None:
        found = write(text[0], resolve(text[1], names, depth + 1))
        if found is not MISSING:
            return found
    whole = _NAME.match(code)
    if whole is not None:
        held, rest = _held(whole, names)
        if held is MISSING or held == code:
            return code
        if not rest:
            return resolve(held, names, depth + 1)
    return Expression(_WORD.sub(lambda match: _text(match, names, depth), code))


def _held(match: re.Match[str], names: Mapping[str, Any]) -> tuple[Any, str]:
    """What is held under a name and those of its members that are known, and the names of the members that aren't."""
    held = names.get(match["name"], MISSING)
    rest = match["members"]
    while rest and isinstance(held, dict) and _CALL not in held:
        member = _MEMBER.search(rest)
        if member is None or member[0] not in held:
            return MISSING, rest
        held = held[member[0]]
        rest = rest[member.end() :].lstrip("\"']")
    return held, rest


def _text(match: re.Match[str], names: Mapping[str, Any], depth: int) -> str:
    held, rest = _held(match, names)
    found = resolve(held, names, depth + 1)
    if isinstance(found, Expression):
        return f"{found}{rest}" if _SIMPLE.match(found) else f"({found}){rest}"
    if isinstance(found, str) and _PLAIN.match(found):
        quote = "'" if '"' in match.string else '"'
        return f"{quote}{found}{quote}{rest}"
    return f"{found}{rest}" if isinstance(found, int) and not isinstance(found, bool) and not rest else match[0]
