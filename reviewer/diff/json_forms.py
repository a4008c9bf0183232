"""JSON that a program writes: the text itself, or an object that a function turns into it."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from reviewer.leaves import scalars_in
from reviewer.model import MISSING, Expression

#: The key of an object that holds the name of what is called with it, and that of other arguments.
CALL: Final = "call"
ARGUMENTS: Final = "args"
#: Functions that write an object as JSON, and those of Pulumi that wait for the outputs in it.
_WRITERS: Final = frozenset({"dumps", "json.dumps", "JSON.stringify"})
_OUTPUT_WRITERS: Final = frozenset(
    {"pulumi.jsonStringify", "jsonStringify", "pulumi.Output.json_dumps", "Output.json_dumps"}
)
_WRITTEN: Final = re.compile(r"(?P<writer>[A-Za-z_][\w.]*)\((?P<what>[\w.]+)(?:,\s*(?:null,\s*|indent=)\d)?\)\Z")
_JSON, _OUTPUT_JSON = Expression("json"), Expression("json of outputs")


def written(code: str) -> tuple[Expression, Expression] | None:
    """Gives what writes JSON in code and the name of what is written, None where code does something else."""
    found = _WRITTEN.match(code)
    if found is None or found["writer"] not in _WRITERS | _OUTPUT_WRITERS:
        return None
    return Expression(found["writer"]), Expression(found["what"])


def write(writer: Expression, held: Any) -> Any:
    """Gives an object or list as what a function writes, in the form in which a program's literal is kept."""
    if isinstance(held, dict) and CALL not in held:
        return {CALL: writer, **held}
    return {CALL: writer, ARGUMENTS: [held]} if isinstance(held, list) else MISSING


def as_json(value: Any) -> Any:
    """Gives one form for JSON, whoever writes it, and any other value as it is.

    A text that an output stands in is a defect, so that what waits for outputs is told apart where any can be.
    """
    if type(value) is str and value.lstrip()[:1] in ("{", "["):
        try:
            held = json.loads(value)
        except (ValueError, RecursionError):
            return value
        return write(_JSON, held)
    if not writes_json(value):
        return value
    called = _OUTPUT_JSON if str(value[CALL]) in _OUTPUT_WRITERS and not is_literal(value) else _JSON
    return {**value, CALL: called}


def writes_json(value: Any) -> bool:
    """Tells whether a value is an object that a function writes as JSON."""
    return isinstance(value, dict) and is_writer(value.get(CALL))


def is_writer(name: Any) -> bool:
    """Tells whether a function of this name writes JSON."""
    return isinstance(name, Expression) and str(name) in _WRITERS | _OUTPUT_WRITERS


def is_plain_writer(name: Any) -> bool:
    """Tells whether a function of this name writes JSON as it stands, so that no output may be in it."""
    return isinstance(name, Expression) and str(name) in _WRITERS


def is_output_writer(name: Any) -> bool:
    """Tells whether a function of this name waits for the outputs in what it writes as JSON."""
    return isinstance(name, Expression) and str(name) in _OUTPUT_WRITERS


def is_literal(value: dict[str, Any]) -> bool:
    """Tells whether nothing in an object is code, the name of what is called with it left out."""
    return not any(isinstance(each, Expression) for each in scalars_in([value[key] for key in value if key != CALL]))
