"""The files of a task that may be its deployed code, most likely first.

What lies in ``lib/`` is deployed code. A task that has its responses at its root has all sorts of things beside them (a
package.json, tests, scripts), of which only a stack by its name, or what the ideal response names, is taken.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from reviewer.model import Metadata, Notification, TextFile
from reviewer.read.text import read_text

_SUFFIXES: Final = {
    "json": (".json", ".template"),
    "yaml": (".yaml", ".yml"),
    "hcl": (".tf", ".tfvars"),
    "ts": (".ts", ".tsx"),
    "js": (".js", ".mjs"),
    "py": (".py",),
    "go": (".go",),
    "java": (".java",),
    "sh": (".sh",),
}
#: Languages that stand beside metadata's in the tasks of a platform: a pipeline calls scripts.
_BESIDE: Final = {"cicd": ("sh",), "analysis": ("sh",)}
_TEMPLATE_LANGUAGES: Final = ("json", "yaml")
_FOLDERS: Final = ("lib", "bin", "src", "modules", "app", "lambda")
_SKIPPED: Final = frozenset(
    {"node_modules", "__pycache__", "test", "tests", "dist", "build", "cdk.out", ".gen", "target"}
)
#: Configuration of tools, never deployed code.
_TOOLS: Final = frozenset(
    {"package.json", "package-lock.json", "tsconfig.json", "cdk.json", "cdktf.json", "metadata.json", "jest.config.js"}
)
_LEAD: Final = "tapstack"
#: Names of a stack, without what languages put between words; ``template.yaml`` is what SAM looks for.
_STACKS: Final = frozenset({_LEAD, "template"})
#: Folders in which everything is deployed code, however the task is laid out.
_CODE: Final = ("lib", "bin")
#: Files that are read at most: a deployed program has tens.
_MOST: Final = 200


def deployed_candidates(
    root: Path, metadata: Metadata, ideal: TextFile, notes: list[Notification]
) -> tuple[TextFile, ...]:
    """Reads what may be the deployed code, ``lib/TapStack.*`` first.

    Where two lead templates stand side by side, the one in metadata's language is kept and the other one named.

    Args:
        root: the task directory.
        metadata: of the task.
        ideal: the ideal response; a file that lies elsewhere than in ``lib/`` may be deployed where it is named there.
        notes: takes what is found out on the way.
    """
    template = metadata.platform in ("cfn", None)
    flat = "/" not in ideal.path
    code = (name for name in _names(root, metadata, template, flat) if _is_deployed(name, flat, ideal.text))
    names = sorted(code, key=lambda name: _rank(name, metadata))
    files = []
    for name in names[:_MOST]:
        file, found = read_text(root / name, name)
        notes += found
        files.append(file)
    return tuple(_one_lead(files, notes) if template else files)


def _names(root: Path, metadata: Metadata, template: bool, flat: bool) -> Iterator[str]:
    languages = (
        _TEMPLATE_LANGUAGES if template else (metadata.language or "", *_BESIDE.get(metadata.platform or "", ()))
    )
    suffixes = tuple(suffix for language in languages for suffix in _SUFFIXES.get(language, ()))
    if not suffixes:
        return
    for path in _walk(root, template or flat):
        if path.endswith(suffixes) and PurePosixPath(path).name not in _TOOLS and _inside(root, path):
            yield path


def _walk(root: Path, itself: bool) -> Iterator[str]:
    """Files of the task's code folders, and of the root itself."""
    if itself:
        yield from (entry.name for entry in os.scandir(root) if entry.is_file())
    for top in _FOLDERS:
        for folder, below, names in os.walk(root / top):
            below[:] = sorted(set(below) - _SKIPPED)
            yield from (Path(folder, name).relative_to(root).as_posix() for name in sorted(names))


def _is_deployed(name: str, flat: bool, ideal: str) -> bool:
    """Whether a file lies where deployed code lies, is called as a stack is, or is named by the ideal response."""
    folder = name.partition("/")[0] if "/" in name else ""
    if folder in _CODE or (folder and not flat):
        return True
    # Terraform itself takes every file of its own language for part of the configuration.
    return _is_stack(name) or name.endswith(".tf") or _is_named(name, ideal)


def _is_named(name: str, text: str) -> bool:
    """Whether a text names a file by its path; responses put ``lib/`` before files that lie at the root."""
    # looked for first: a task may hold many files, and each would be an expression of its own
    return name in text and re.search(rf"(?<![\w./-])(?:\./|lib/)?{re.escape(name)}(?![\w-]|\.\w)", text) is not None


def _inside(root: Path, name: str) -> bool:
    path = (root / name).resolve()
    return path.is_file() and path.is_relative_to(root.resolve())


def _rank(name: str, metadata: Metadata) -> tuple[int, int, str]:
    path = PurePosixPath(name)
    wanted = path.suffix in _SUFFIXES.get(metadata.language or "", ())
    return (0 if _is_lead(name) else 1, 0 if wanted else 1, name)


def _is_lead(name: str) -> bool:
    path = PurePosixPath(name)
    return path.stem.lower() == _LEAD and path.parent.as_posix() in ("lib", ".")


def _is_stack(name: str) -> bool:
    """``TapStack``, ``tap_stack`` or ``tap-stack``: each language has its own way to write the same name."""
    return re.sub("[-_]", "", PurePosixPath(name).stem.lower()) in _STACKS


def _one_lead(files: list[TextFile], notes: list[Notification]) -> list[TextFile]:
    leads = [file for file in files if _is_lead(file.path)]
    notes += [
        Notification("warning", f"{leads[0].path} is taken as the deployed template, not this one", file.path)
        for file in leads[1:]
    ]
    return [file for file in files if file not in leads[1:]]
