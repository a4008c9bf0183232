"""Which native types are one thing under several names: an ``aws_alb`` is an ``aws_lb``, whoever declares it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from reviewer.diff.words import core_type

_SIGNS: Final = re.compile(r"[^a-z0-9]")
_LOOKUP: Final = re.compile(r"(?<=\w)\.from[A-Z_]\w*\Z")


@cache
def _leads() -> Mapping[str, str]:
    """Reads the data file, once: every type of a line, and the one that stands for all of them."""
    data = json.loads(Path(__file__).with_name("same_types.json").read_text("utf-8"))
    return {each: line[0] for line in data["same"] for each in line}


@lru_cache(maxsize=4096)
def same_type(native_type: str) -> str:
    """Gives one name for all types that are the same thing, whatever the case in which they are written.

    What is looked up is what it is, however that is done (``ec2.Vpc.fromLookup``, ``ec2.Vpc.fromVpcAttributes``).
    """
    plain = _SIGNS.sub("", core_type(_LOOKUP.sub("", native_type)).lower())
    return _leads().get(plain, plain)
