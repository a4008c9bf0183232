"""Filters and tests for the words of a rubric: what a text asks of values that whole statements and rules hold.

docs/rubrics.md lists them for those who write rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from reviewer.keys import to_snake_case
from reviewer.model import MISSING
from reviewer.rubric.matching import match_type, read_text, search

#: A longer value hides the title that quotes it.
_QUOTABLE: Final = 40
#: Keys of the first port of a rule, and of its last one, without underscores.
_FIRST: Final = frozenset({"fromport"})
_LAST: Final = frozenset({"toport"})
#: How programs write one port of a protocol.
_WRITTEN_PORT: Final = re.compile(r"(?<![A-Za-z])(?:tcp|udp)\((\d+)\)")
#: How programs write the version of an engine.
_CONSTANT: Final = re.compile(r"VER_\w+")
_OF_VERSION: Final = re.compile(r"""\.of\(\s*["']?([^"',)]*)""")
#: The name of a managed policy, by its ARN or as a program asks for it.
_QUOTED: Final = re.compile(r'"([^"]*)"')
#: What a line of a function's code declares, and what it loads: Python and JavaScript, as functions are written inline.
_DECLARED: Final = re.compile(r"^\s*(?:export\s+)?(?:async\s+)?(def|function|class)\s+([A-Za-z_$][\w$]*)", re.MULTILINE)
_LOADED: Final = re.compile(
    r"^\s*import\s+([\w.]+)(?:\s+as\s+\w+)?[ \t]*$|^\s*from\s+([\w.]+)\s+import\b"
    r"""|(?:\brequire\(|\bfrom\s+)["']([^"']+)""",
    re.MULTILINE,
)


def is_absent(value: Any) -> bool:
    """Whether a side has no value, not even an empty one."""
    return value is MISSING


def is_within(fields: Sequence[str], known: Sequence[str]) -> bool:
    """Whether there are properties, and all of them are known ones, however spelled."""
    return bool(fields) and set(map(_plain, fields)) <= set(map(_plain, known))


def is_of_type(types: Iterable[str], patterns: Sequence[str]) -> bool:
    """Whether one of the types fits one of the patterns."""
    return any(match_type(tuple(patterns), each) for each in types)


def _plain(key: Any) -> str:
    return to_snake_case(str(key)).replace("_", "")


def name_types(types: Iterable[str], called: Mapping[str, str]) -> list[str]:
    """Gives what types are called, in the order of the table, each once.

    Args:
        types: native types.
        called: what each pattern of types is called.
    """
    known = list(types)
    return list(dict.fromkeys(word for pattern, word in called.items() if is_of_type(known, (pattern,))))


def pick_telling(names: Sequence[str], *words: str) -> list[str]:
    """Picks the names that hold one of the first words that any holds, all where none does.

    Args:
        names: of elements.
        words: regular expressions, the best first.
    """
    for word in words:
        found = [each for each in names if re.search(word, each, re.IGNORECASE)]
        if found:
            return found
    return list(names)


def leave_out(names: Sequence[str], *words: str) -> list[str]:
    """Leaves out the names that hold one of the words, none where all do."""
    return [each for each in names if not any(word in each.lower() for word in words)] or list(names)


def pick_state(states: Mapping[str, str], wanted: str) -> list[str]:
    """Picks the names of what became just that."""
    return [name for name, became in states.items() if became == wanted]


def fit_number(names: Sequence[Any], one: str, many: str = "") -> str:
    """Gives a word as it stands before so many names: ``file``, ``files``."""
    return one if len(names) == 1 else many or f"{one}s"


def fit_pronoun(names: Sequence[Any]) -> str:
    """Gives the pronoun for what was named: ``it``, ``them``."""
    return fit_number(names, "it", "them")


def begin_large(text: str) -> str:
    """Writes the first letter large, and leaves the others as they are."""
    return text[:1].upper() + text[1:]


def find_condition(value: Any) -> str:
    """Finds the condition that a value of a template asks (``Fn::If``), empty where it asks none."""
    asked = value.get("Fn::If") if isinstance(value, Mapping) else None
    return str(asked[0]) if isinstance(asked, list) and asked else ""


def pick_gone(pairs: Iterable[tuple[Any, Any]]) -> list[Any]:
    """Picks the values that went with nothing in their place."""
    return [old for old, new in pairs if new is MISSING]


def pick_new(pairs: Iterable[tuple[Any, Any]]) -> list[Any]:
    """Picks the values that came where nothing was."""
    return [new for old, new in pairs if old is MISSING]


def is_saying(value: Any, *words: str) -> bool:
    """Whether the text of a value holds one of the words, case ignored."""
    return any(word in str(value).lower() for word in words)


def is_fitting(value: Any, pattern: str) -> bool:
    """Whether a regular expression is found in the text of a value, case ignored."""
    return search(pattern, str(value))


def pick_saying(values: Iterable[Any], *words: str) -> list[Any]:
    """Picks the values whose text holds one of the words, case ignored."""
    return [each for each in values if is_saying(each, *words)]


def is_short(value: Any) -> bool:
    """Whether a value is a text or number that a title can quote."""
    return isinstance(value, (str, int, float)) and 0 < len(str(value)) <= _QUOTABLE


def is_dotted(value: Any) -> bool:
    """Whether a value is a dotted name, as programs write their constants."""
    return isinstance(value, str) and "." in value


def last_part(value: Any) -> str:
    """Gives the last part of a dotted name."""
    return str(value).rsplit(".", 1)[-1]


def find_port(rule: Any) -> str:
    """Finds the one port that a rule of a security group admits, empty where it admits several or says none."""
    if not isinstance(rule, Mapping):
        written = {each[1] for each in _WRITTEN_PORT.finditer(str(rule))}
        return written.pop() if len(written) == 1 else ""
    ends = [str(value) for keys in (_FIRST, _LAST) for key, value in rule.items() if _plain(key) in keys]
    return ends[0] if len(set(ends)) == 1 and ends[0].isdigit() and ends[0] != "0" else ""


def find_actions(statement: Any) -> list[str]:
    """Finds the actions of the first statement in a value that names some."""
    for each in _maps(statement):
        for key, value in each.items():
            if _plain(key) in ("action", "actions"):
                found = [value] if isinstance(value, str) else value if isinstance(value, list) else []
                if found and all(isinstance(name, str) for name in found):
                    return list(found)
    return []


def find_statement_ids(values: Iterable[Any]) -> list[str]:
    """Finds the ids of the statements among values, those inside lists too, as calls have them."""
    maps = (each for each in _flat(values) if isinstance(each, Mapping))
    return [str(found) for each in maps if (found := each.get("Sid") or each.get("sid"))]


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for each in values:
        if isinstance(each, list):
            yield from _flat(each)
        else:
            yield each


def _maps(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
    if isinstance(value, (Mapping, list)):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _maps(each)


def find_policies(values: Iterable[Any]) -> list[str]:
    """Finds the names of the managed policies that texts name, by ARN or in the call that looks one up."""
    texts = (each for each in values if isinstance(each, str))
    called = (each for each in texts if "arn:" in each or ("anaged" in each and '"' in each))
    return [_name_policy(each) for each in called]


def _name_policy(text: str) -> str:
    quoted = _QUOTED.search(text)
    return (quoted[1] if quoted else text).rsplit("/", 1)[-1]


def find_text(value: Any) -> str:
    """Finds the text that a value is or that a template fills in (``Fn::Sub``), empty where it is none."""
    text = value.get("Fn::Sub") if isinstance(value, Mapping) else value
    return text if isinstance(text, str) else ""


def find_steps(pairs: Iterable[tuple[Any, Any]]) -> list[str]:
    """Tells which short text came for which: ```1.2` to `1.3```."""
    texts = ((old, new) for old, new in pairs if isinstance(old, str) and isinstance(new, str))
    return [f"`{old}` to `{new}`" for old, new in texts if is_short(old) and is_short(new)]


def find_version(value: Any) -> Any:
    """Finds the version in how a program asks for an engine, empty where a value is neither that nor a version."""
    for pattern in (_CONSTANT, _OF_VERSION):
        found = pattern.search(str(value))
        if found:
            return found[found.re.groups]
    return value if isinstance(value, (str, int, float)) else ""


def find_code(pairs: Iterable[tuple[Any, Any]], side: int) -> list[str]:
    """Tells what lines of code declare and load on one side only: ``function `f` ``, ``module `m` ``.

    What is declared goes before what is loaded: it says what the code does.

    Args:
        pairs: pairs of values.
        side: 0 for what only the left side has, 1 for the right one.
    """
    sides: tuple[list[str], list[str]] = ([], [])
    for pair in pairs:
        texts = ["" if value is MISSING else read_text(value) for value in pair]
        # code that a variable or a file holds has lines that nobody sees here
        if all(texts) and len({"\n" in text for text in texts}) > 1:
            continue
        for found, text in zip(sides, texts, strict=True):
            found.extend(_code_in(text))
    parts = [part for part in dict.fromkeys(sides[side]) if part not in sides[1 - side]]
    return sorted(parts, key=lambda part: part.startswith("module "))


def _code_in(text: str) -> Iterator[str]:
    for word, name in _DECLARED.findall(text):
        yield f"{'class' if word == 'class' else 'function'} `{name}`"
    for names in _LOADED.findall(text):
        yield f"module `{''.join(names)}`"


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "called": name_types,
    "telling": pick_telling,
    "without": leave_out,
    "which": pick_state,
    "word": fit_number,
    "them": fit_pronoun,
    "capital": begin_large,
    "condition": find_condition,
    "text": find_text,
    "steps": find_steps,
    "only_before": pick_gone,
    "only_after": pick_new,
    "saying": pick_saying,
    "last_part": last_part,
    "port": find_port,
    "actions": find_actions,
    "statement_ids": find_statement_ids,
    "policies": find_policies,
    "version": find_version,
    "coded": find_code,
}
TESTS: Final[dict[str, Callable[..., bool]]] = {
    "absent": is_absent,
    "within": is_within,
    "of_type": is_of_type,
    "saying": is_saying,
    "fitting": is_fitting,
    "short": is_short,
    "dotted": is_dotted,
}
