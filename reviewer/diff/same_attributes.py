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


@cache
def _known() -> Mapping[str, str]:
    """Reads the data file, once."""
    data: dict[str, str] = json.loads(Path(__file__).with_name("same_attributes.json").read_text("utf-8"))
    return {name: attribute for name, attribute in data.items() if name != "comment"}


def same_attributes(code: str) -> str:
    """Gives source text in which attributes that hold the id of their resource are called so."""
    return _REFERENCE.sub(_by_id, code) if "aws_" in code else code


def _by_id(found: re.Match[str]) -> str:
    attribute = "id" if _known().get(found[1]) == found[3] else found[3]
    return f"{found[1]}{found[2]}.{attribute}"
