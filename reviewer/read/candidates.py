"""The files of a task that may be its deployed code, most likely first."""

from __future__ import annotations

import os
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
#: Files that are read at most: a deployed program has tens.
_MOST: Final = 200


def deployed_candidates(root: Path, metadata: Metadata, notes: list[Notification]) -> tuple[TextFile, ...]:
    """Reads what may be the deployed code, ``lib/TapStack.*`` first.

    Where two lead templates stand side by side, the one in metadata's language is kept and the other one named.
    """
    template = metadata.platform in ("cfn", None)
    names = sorted(_names(root, metadata, template), key=lambda name: _rank(name, metadata))
    files = []
    for name in names[:_MOST]:
        file, found = read_text(root / name, name)
        notes += found
        files.append(file)
    return tuple(_one_lead(files, notes) if template else files)


def _names(root: Path, metadata: Metadata, template: bool) -> Iterator[str]:
    languages = (
        _TEMPLATE_LANGUAGES if template else (metadata.language or "", *_BESIDE.get(metadata.platform or "", ()))
    )
    suffixes = tuple(suffix for language in languages for suffix in _SUFFIXES.get(language, ()))
    if not suffixes:
        return
    for path in _walk(root, template):
        if path.endswith(suffixes) and PurePosixPath(path).name not in _TOOLS and _inside(root, path):
            yield path


def _walk(root: Path, template: bool) -> Iterator[str]:
    """Files of the task's code folders; a template may lie at the root as well."""
    if template:
        yield from (entry.name for entry in os.scandir(root) if entry.is_file())
    for top in _FOLDERS:
        for folder, below, names in os.walk(root / top):
            below[:] = sorted(set(below) - _SKIPPED)
            yield from (Path(folder, name).relative_to(root).as_posix() for name in sorted(names))


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


def _one_lead(files: list[TextFile], notes: list[Notification]) -> list[TextFile]:
    leads = [file for file in files if _is_lead(file.path)]
    notes += [
        Notification("warning", f"{leads[0].path} is taken as the deployed template, not this one", file.path)
        for file in leads[1:]
    ]
    return [file for file in files if file not in leads[1:]]
