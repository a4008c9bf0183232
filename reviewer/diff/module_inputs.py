"""What the inputs and outputs of a module of Terraform stand for: what the one block that calls it hands over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from reviewer.model import Element

#: Arguments of a call that are none of the module; with these it is called more than once, or not at all.
_OF_THE_CALL: Final = frozenset({"source", "version", "providers", "depends_on"})
_MANY: Final = frozenset({"count", "for_each"})


class ModuleInputs:
    """The names in the files of one answer that stand for something that a call of a module hands over.

    A module that is called twice has two answers to what its inputs hold, so nothing is said of them.

    Args:
        elements: elements of one document.
    """

    def __init__(self, elements: Iterable[Element]) -> None:
        written = [each for each in elements if each.language == "hcl" and isinstance(each.value, dict)]
        calls = {_folder(each): each for each in written if each.kind == "module" and _folder(each)}
        often = Counter(_folder(each) for each in written if each.kind == "module")
        self._inputs: dict[str, Mapping[str, Any]] = {
            folder: {f"var.{name}": value for name, value in each.value.items() if name not in _OF_THE_CALL}
            for folder, each in calls.items()
            if often[folder] == 1 and not _MANY & each.value.keys()
        }
        self._outputs: dict[str, Any] = {}
        for each in written:
            folder = self._folder_of(each.file) if each.kind == "output" and self._inputs else None
            if folder is not None and "value" in each.value:
                self._outputs[f"module.{calls[folder].path[-1]}.{each.path[-1]}"] = each.value["value"]

    def of(self, file: str) -> Mapping[str, Any]:
        """Gives what the names in a file stand for."""
        folder = self._folder_of(file) if self._inputs else None
        return {**self._outputs, **(self._inputs[folder] if folder is not None else {})}

    def _folder_of(self, file: str) -> str | None:
        around = f"/{PurePosixPath(file).parent}"
        return next((folder for folder in self._inputs if around.endswith(f"/{folder}")), None)


def _folder(call: Element) -> str:
    """The folder that a call names, without the way to it; empty for a module from elsewhere."""
    source = call.value.get("source")
    if type(source) is not str or not source.startswith("."):
        return ""
    return "/".join(part for part in PurePosixPath(source).parts if part not in (".", ".."))
