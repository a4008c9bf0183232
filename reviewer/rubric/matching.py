"""The small language of matches: native types, dotted properties and predicates on values.

Used wherever rubric data meets a document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from reviewer.model import MISSING, Expression
from reviewer.remember import remember
from reviewer.rubric.globs import match_glob, take_apart
from reviewer.rubric.literals import literals_of
from reviewer.rubric.policy import Value

_TRUE = frozenset({"true", "yes", "on", "enabled", "enable", "1", "active"})
_FALSE = frozenset({"false", "no", "off", "disabled", "disable", "0", "none", "suspended", ""})
_ADDED = re.compile(r"(?:(?<=\A)|(?<=\.))Cfn(?=[A-Z])|(?<=[a-z])A\Z")
_to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode  # made once: most values are short
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@lru_cache(maxsize=4096)
def squash(native_type: str) -> str:
    """Writes a native type without case and punctuation: ``AWS::KMS::Key`` and ``aws_kms_key`` are ``awskmskey``.

    The CDK's ``Cfn`` in front of a plain resource says nothing: ``iam.CfnRole`` is ``iamrole``; nor does the letter
    that CDKTF appends where a name is taken (``S3BucketVersioningA``). A pattern of types keeps its ``*``.
    """
    return re.sub(r"[^a-z0-9*]", "", _ADDED.sub("", native_type).lower())


@lru_cache(maxsize=65536)
def match_type(patterns: tuple[str, ...], native_type: str) -> bool:
    """Tells whether a native type fits one of the patterns."""
    text = squash(native_type)
    return any(match_glob(pattern, text) for pattern in patterns)


@lru_cache(maxsize=65536)
def match_keys(patterns: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    """Tells whether one of the dotted patterns runs through consecutive keys; ``*`` alone also fits no key at all."""
    return any(run.runs_through(keys) for run in map(take_apart, patterns))


@lru_cache(maxsize=4096)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def search(source: str, text: str) -> bool:
    """Tells whether a regular expression of the rubric is found in a text, case ignored."""
    return _may_be_in(source, text) and _compiled(source).search(text) is not None


def _may_be_in(source: str, text: str) -> bool:
    """Tells whether a text has what an expression needs: most texts have not, and the expression is spared then."""
    needed = literals_of(source)
    if not needed or not text.isascii():
        return True
    lower = text.lower()
    for literal in needed:  # noqa: SIM110 - millions of calls a batch, and a generator for any() doubles their cost
        if literal in lower:
            return True
    return False


#: The same for sentences of a prompt, which many rules and both comparisons ask about; elements are too large to keep.
search_sentence = lru_cache(maxsize=32_768)(search)


def count(source: str, text: str) -> int:
    """Counts where a regular expression of the rubric is found in a text, case ignored."""
    return sum(1 for _ in _compiled(source).finditer(text))


def replace_found(source: str, by: str, text: str) -> str:
    """Replaces every place where a regular expression of the rubric is found in a text, case ignored."""
    return _compiled(source).sub(by, text)


def split_text(sources: Iterable[str], text: str) -> list[str]:
    """Splits a text wherever one of some regular expressions of the rubric is found."""
    parts = [text]
    for source in sources:
        parts = [part for each in parts for part in _compiled(source).split(each)]
    return parts


def find_groups(source: str, text: str) -> list[str]:
    """Gives what the first group of a regular expression of the rubric finds in a text, every time."""
    return [found[1] for found in _compiled(source).finditer(text) if found.re.groups and found[1] is not None]


def read_text(value: Any) -> str:
    """Writes the keys and the values of a document line by line, any depth: code as it stands, no JSON around it."""
    lines: list[str] = []
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            for key, inner in item.items():
                lines.append(str(key))
                stack.append(inner)
        elif isinstance(item, (list, tuple)):
            stack.extend(item)
        else:
            lines.append(to_text(item))
    return "\n".join(lines)


def to_text(value: Any) -> str:
    """Writes a value as the text that patterns see: strings as they are, everything else as JSON."""
    if value is MISSING:
        return ""
    return str(value) if isinstance(value, str) else _to_json(value)


def is_truthy(value: Any) -> bool | None:
    """Reads yes or no from a value whatever its spelling; None where it says neither."""
    if value is MISSING or value is None:
        return False
    text = to_text(value).strip().lower()
    return True if text in _TRUE else False if text in _FALSE else None


def to_number(value: Any) -> float | None:
    """Reads the number that a value is or starts with."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    found = _NUMBER.match(str(value).strip())
    return float(found[0]) if found else None


def json_type(value: Any) -> str:
    """Names the JSON type of a value; code and intrinsic functions are ``expression``."""
    if isinstance(value, Expression):
        return "expression"
    if isinstance(value, dict):
        key = next(iter(value), "")
        return "expression" if len(value) == 1 and (key == "Ref" or str(key).startswith("Fn::")) else "object"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    return "null" if value is None else "array" if isinstance(value, list) else "string"


def _bound(least: float, most: float) -> Callable[[Any], bool]:
    def test(value: Any) -> bool:
        number = to_number(value)
        return number is not None and least <= number <= most

    return test


def holds(predicate: Value | None, value: Any) -> bool:
    """Tells whether a value, or MISSING, satisfies everything that a predicate says."""
    if predicate is None:
        return True
    for test in _tests_of(predicate):  # noqa: SIM110 - asked for every value; a generator for all() doubles its cost
        if not test(value):
            return False
    return True


def _member(value: Any) -> str:
    """The last part of a dotted expression; calls after it (``.getName()``) are no part of it."""
    return to_text(value).partition("(")[0].rpartition(".")[2] if isinstance(value, str) else ""


@remember(16_384)  # a rubric has some thousands
def _tests_of(said: Value) -> tuple[Callable[[Any], bool], ...]:
    """The tests for what a predicate says, which is one thing of many for the most part."""
    tests: list[Callable[[Any], bool]] = []
    if said.absent is not None:
        tests.append(lambda value: (value is MISSING) == said.absent)
    if said.truthy is not None:
        tests.append(lambda value: is_truthy(value) is said.truthy)
    if said.const is not None:
        const = to_text(said.const).lower()
        tests.append(lambda value: value is not MISSING and to_text(value).lower() == const)
    if said.enum is not None:
        texts = _texts(said.enum)
        tests.append(lambda value: value is not MISSING and to_text(value).lower() in texts)
    if said.not_enum is not None:
        others = _texts(said.not_enum)
        tests.append(lambda value: to_text(value).lower() not in others)
    if (members := said.member) is not None:
        tests.append(lambda value: _member(value) in members)
    if (strangers := said.not_member) is not None:
        tests.append(lambda value: _member(value) not in strangers)
    if (pattern := said.pattern) is not None:
        tests.append(lambda value: value is not MISSING and search(pattern, to_text(value)))
    if (unwanted := said.not_pattern) is not None:
        tests.append(lambda value: not search(unwanted, to_text(value)))
    if said.type is not None:
        tests.append(lambda value: value is not MISSING and json_type(value) == said.type)
    if said.minimum is not None:
        tests.append(_bound(said.minimum, float("inf")))
    if said.maximum is not None:
        tests.append(_bound(float("-inf"), said.maximum))
    return tuple(tests)


def _texts(values: Iterable[Any]) -> frozenset[str]:
    return frozenset(to_text(each).lower() for each in values)
