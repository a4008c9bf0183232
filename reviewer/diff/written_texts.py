"""A text of several lines that a template writes as it is, fills in by ``Fn::Sub``, or joins by ``Fn::Join``."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from reviewer.leaves import intrinsic
from reviewer.model import Path

_HOLE = re.compile(r"\$\{(?!!)")


class Written(NamedTuple):
    """A text in the notation of ``Fn::Sub``.

    Attributes:
        text: as it comes out; what is filled in stands as ``${Name}``, a plain ``${name}`` as ``${!name}``.
        below: the path from the value to the text that its lines are counted in.
    """

    text: str
    below: Path = ()


def read_written(value: Any) -> Written | None:
    """Reads a text in one of its forms, None where the value holds none."""
    function = intrinsic(value)
    if function != "Fn::Join":
        text = _piece(value)
        return None if text is None else Written(text, () if function is None else (function,))
    match value[function]:
        case ["" | "\n" as delimiter, [*items]]:
            pieces = [each for each in map(_piece, items) if each is not None]
            return Written(delimiter.join(pieces)) if len(pieces) == len(items) else None
    return None


def _piece(value: Any) -> str | None:
    if type(value) is str:
        return _HOLE.sub("${!", value)
    function = intrinsic(value)
    if function not in ("Ref", "Fn::Sub") or not isinstance(value[function], str):
        return None
    return str(value[function]) if function == "Fn::Sub" else f"${{{value[function]}}}"
