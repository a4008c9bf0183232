"""Modules of its own that a response calls or imports, of which it shows no file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from reviewer.model import Document, Element
from reviewer.paths import is_test_path

#: So many modules that are not shown may be a mistake.
_FEWEST: Final = 2
#: A module beside the program, by its path from the file that imports it.
_RELATIVE: Final = {"py": re.compile(r"\.+\w"), "ts": re.compile(r"\.{1,2}/"), "js": re.compile(r"\.{1,2}/")}
#: Kinds by which a program declares what others import from it.
_DECLARES: Final = frozenset({"function", "statement", "local"})


def find_modules(response: Document) -> list[str]:
    """Gives the modules that nothing of is shown, where they are more than the resources shown beside them."""
    unshown = [*dict.fromkeys([*_called(response), *_imported(response)])]
    resources = sum(1 for each in response.elements if each.kind == "resource" and not is_test_path(each.file))
    return unshown if len(unshown) > max(resources, _FEWEST) else []


def _called(response: Document) -> Iterator[str]:
    """The folders of Terraform's modules that no file lies in."""
    shown = {PurePosixPath(block.name).parent.parts for block in response.blocks if block.name}
    for each in response.elements:
        folder = _module_folder(each)
        if folder and not any(parts[-len(folder) :] == folder for parts in shown):
            yield "/".join(folder)


def _imported(response: Document) -> Iterator[str]:
    """The modules beside a program that no file is named after and of which nothing is declared; a test has its own."""
    files = [PurePosixPath(block.name) for block in response.blocks if block.name]
    shown = {part for file in files for part in file.with_suffix("").parts}
    declared = {part for each in response.elements if each.kind in _DECLARES for part in each.path}
    for each in response.elements:
        relative = _RELATIVE.get(each.language)
        module = str(each.path[-1])
        if each.kind != "import" or is_test_path(each.file) or relative is None or not relative.match(module):
            continue
        name = re.split(r"[./]", module.removesuffix(".js"))[-1]
        names = each.value if isinstance(each.value, dict) else {}
        if name not in shown and declared.isdisjoint(names):
            yield module


def _module_folder(element: Element) -> tuple[str, ...] | None:
    """The folder of the program itself that a Terraform module stands in, None where it is no such module."""
    source = element.value.get("source") if element.kind == "module" and isinstance(element.value, dict) else None
    if not isinstance(source, str) or not source.startswith("."):
        return None
    return tuple(part for part in PurePosixPath(source).parts if part not in (".", "..")) or None
