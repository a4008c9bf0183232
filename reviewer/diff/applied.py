"""What the parameters of a function stand for that is applied to outputs: ``pulumi.all([a]).apply(([x]) => ...)``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from reviewer.diff.joined_texts import split_top
from reviewer.model import MISSING, Expression, Path

_CALL: Final = "call"
_ARROW: Final = re.compile(r"\(?\s*(?P<several>\[?)(?P<names>\w+(?:\s*,\s*\w+)*)\s*\]?\s*\)?\s*=>\Z")
_ALL: Final = re.compile(r"(?:\w+\.)*all\(\[(?P<outputs>.*)\]\)\.apply\Z", re.DOTALL)
_APPLY: Final = re.compile(r"(?P<output>[\w.]+)\.apply\Z")


def applied_names(value: Any, path: Path) -> Mapping[str, Expression]:
    """Gives what the parameters of the functions around a place in an element's value stand for.

    What an output holds is told apart from the output itself, since a plain text has no place for an output.
    """
    names: dict[str, Expression] = {}
    for token in path:
        if isinstance(value, dict):
            names.update(_bound(value.get(_CALL)))
            value = value.get(str(token), MISSING)
        elif isinstance(value, list) and isinstance(token, int) and token < len(value):
            value = value[token]
        else:
            break
    return names


def _bound(calls: Any) -> Iterator[tuple[str, Expression]]:
    for call, function in pairwise(calls) if isinstance(calls, list) else ():
        arrow = _ARROW.match(function) if isinstance(function, Expression) else None
        if arrow is None or not isinstance(call, Expression):
            continue
        names = [name.strip() for name in arrow["names"].split(",")]
        outputs = _outputs(call, several=bool(arrow["several"]))
        if len(outputs) == len(names):
            yield from ((name, Expression(f"{output}.applied")) for name, output in zip(names, outputs, strict=True))


def _outputs(call: str, *, several: bool) -> list[str]:
    found = _ALL.match(call) if several else _APPLY.match(call)
    if found is None:
        return []
    return [each.strip() for each in split_top(found["outputs"], ",")] if several else [found["output"]]
