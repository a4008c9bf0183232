"""Arguments of well-known methods that Python may give by name: ``add_ingress_rule(peer=..., connection=...)``.

The other languages give them by their place, and so do most programs in Python; by name they are the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reviewer.extract.programs.calls import Argument


class _Known(NamedTuple):
    """The data file.

    Attributes:
        parameters: of each method, in their order.
        also: what some classes call a parameter, and its usual name.
    """

    parameters: Mapping[str, tuple[str, ...]]
    also: Mapping[str, str]


@cache
def _known() -> _Known:
    """Reads the data file, once."""
    data = json.loads(Path(__file__).with_name("named_arguments.json").read_text("utf-8"))
    rows = data["parameters"].items()
    return _Known({method: tuple(names.split()) for names, methods in rows for method in methods}, data["also"])


def in_their_places(method: str, arguments: list[Argument]) -> list[Argument]:
    """Gives the arguments of a call with those by their place that it could have given so.

    Args:
        method: the name of the method.
        arguments: as written; what stands by its place comes first.
    """
    known = _known()
    parameters = known.parameters.get(method, ())
    named = {known.also.get(each.name, each.name): each for each in arguments if each.name is not None}
    placed = [each for each in arguments if each.name is None]
    for name in parameters[len(placed) :]:
        if name not in named:
            break
        placed.append(Argument(None, named.pop(name).node))
    return [*placed, *named.values()]
