"""The properties that types of CloudFormation know, as ``known_properties.json`` holds them.

usage: python -m reviewer.rubric.known_properties

It makes the file anew from cfn-lint, of which no review needs anything. The types are those that the file names
already: to have one more, write its name with ``{}`` into the file first. Three levels of keys take 100 kB; what lies
deeper, and what any key may stand in, nobody judges.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

#: Keys by name, each with those that may stand below it; none where that is not judged.
Known = Mapping[str, "Known"]

_FILE: Final = Path(__file__).with_name("known_properties.json")
_LEVELS: Final = 3
_REGION: Final = "us-east-1"


def knows(native_type: str, path: Sequence[str | int]) -> bool:
    """Tells whether a type of CloudFormation may have what stands at a path below its ``Properties``.

    Where nobody listed the type, or what may stand there, it may.
    """
    known = _properties().get(native_type, {})
    for token in path:
        if isinstance(token, int):
            continue
        # what an intrinsic function holds may stand for anything
        if not known or token.startswith("Fn::"):
            return True
        if token not in known:
            return False
        known = known[token]
    return True


@cache
def _properties() -> Mapping[str, Known]:
    found: Mapping[str, Known] = json.loads(_FILE.read_text("utf-8"))
    return found


def _make(schema: Mapping[str, Any], part: Mapping[str, Any], levels: int) -> Known:
    """Reads the keys of one part of a schema; those of a list are those of its items."""
    while "$ref" in part or "items" in part:
        part = part["items"] if "items" in part else _follow(schema, part["$ref"])
    if not levels or part.get("additionalProperties") is not False:
        return {}
    return {key: _make(schema, each, levels - 1) for key, each in sorted(part.get("properties", {}).items())}


def _follow(schema: Mapping[str, Any], reference: str) -> Mapping[str, Any]:
    part = schema
    for token in reference.removeprefix("#/").split("/"):
        part = part[token]
    return part


def main() -> None:
    """Makes the file anew, one line a type."""
    folder = files("cfnlint") / "data" / "schemas"
    names = json.loads((folder / "providers" / f"{_REGION}.json").read_text("utf-8"))
    lines = []
    for native_type in sorted(_properties()):
        schema = json.loads((folder / "resources" / f"{names[native_type]}.json").read_text("utf-8"))
        known = json.dumps(_make(schema, schema, _LEVELS), separators=(",", ":"))
        lines.append(f"{json.dumps(native_type)}:{known}")
    _FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
