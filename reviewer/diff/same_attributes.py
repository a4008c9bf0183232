"""Attributes of one resource that hold the same value: the ``name`` of an ``aws_iam_role`` is its ``id``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

#: A reference to an attribute: type and name, one of several copies, and the attribute, with nothing behind it that
#: would make it another one.
_REFERENCE: Final = re.compile(r"(?<![\w.-])(aws_\w+)(\.[\w-]+(?:\[[^\[\]]*\])?)\.(\w+)(?![\w(-])")


_SIGNS: Final = re.compile(r"[^a-z0-9]")


@cache
def same_by_type() -> Mapping[str, Mapping[str, str]]:
    """Reads the data file, once: by type, every output that holds the same as another, and the one for both."""
    data = json.loads(Path(__file__).with_name("same_outputs.json").read_text("utf-8"))
    found: dict[str, dict[str, str]] = {}
    for outputs, types in data["same"].items():
        lead, *others = outputs.split()
        for each in types:
            found.setdefault(each, {}).update(dict.fromkeys(others, lead))
    return found


def plain_type(native_type: str) -> str:
    """Gives a type as the data file has it, without case and signs."""
    return _SIGNS.sub("", native_type.lower())


def same_attributes(code: str) -> str:
    """Gives source text in which attributes that hold the id of their resource are called so."""
    return _REFERENCE.sub(_by_id, code) if "aws_" in code else code


def _by_id(found: re.Match[str]) -> str:
    known = same_by_type().get(plain_type(found[1]).removeprefix("aws"), {})
    return f"{found[1]}{found[2]}.{known.get(found[3], found[3])}"
