"""Instances of classes that a response declares in another of its files.

A program of Java names a class of its package without importing it, and one of ``import library.*`` might have it as
well: only the other files tell that the class is the program's own, and its instance a component, no resource.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from reviewer.model import Element

_CLASS: Final = "class"
_MODULE: Final = "module"
#: What stands in front of a class that may come from the core of a library.
_CORES: Final = frozenset({"", "cdk", "cdktf"})


def with_own_classes(elements: Iterable[Element]) -> list[Element]:
    """Gives the elements with the instances of declared classes as components.

    Args:
        elements: of all files of a response.
    """
    known = list(elements)
    own = {
        str(each.path[-2]) for each in known if each.kind == "function" and each.path[1:] and each.path[-1] == _CLASS
    }
    return [_component(each) if own and _is_own(each, own) else each for each in known]


def _is_own(element: Element, own: set[str]) -> bool:
    core, _, name = element.type.rpartition(".")
    # a wrapper may have the name of what it wraps: what belongs to a service is of the library
    return element.kind == "resource" and element.service is None and core in _CORES and name in own


def _component(element: Element) -> Element:
    name = element.type.rpartition(".")[2]
    path = tuple(name if token == element.type else token for token in element.path)
    return replace(element, kind=_MODULE, type=name, path=path)
