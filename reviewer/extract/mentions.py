"""Files and folders that code names by their path: a module's source, the folder of a function's code, a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from reviewer.model import CodeBlock

#: Folders that hold a whole program: who names one of them says nothing of a single file in it.
_ROOTS: Final = frozenset({"lib", "src", "bin", "app", "test", "tests", "__tests__", "dist", "infrastructure"})
#: How a path begins that is meant from where the code itself stands.
_HERE: Final = r"(?:(?:\$\{path\.(?:module|root|cwd)\}|\$\{?__dirname\}?|\.{1,2})/)"
#: What takes the folder of some code, so that even a single word is one.
_TAKES: Final = r"(?:[Jj]oin|[Aa]sset|[Aa]rchive|source_dir|source_path|package_path|CodeUri|ContentUri)\b"
#: Parts of a path that a call joins: ``path.join(__dirname, '..', 'lambda', 'orders')``.
_PARTS: Final = re.compile(r"([\"'])\s*,\s*\1")
_COMMENT: Final = re.compile(r"\s*(?:#|//|/\*|\*)")
#: What imports a module, whose path is not that of a folder.
_IMPORT: Final = re.compile(r"\s*(?:import|export)\b|.*\b(?:from\s|require\()\s*[\"']")
#: What takes a file away.
_DELETES: Final = re.compile(r"\b(?:rm|del|unlink|git rm)\s")


def find_mention(file: str, block: CodeBlock, *, folders: bool) -> int | None:
    """Finds the line where code names a file, or a folder around it, by the path.

    Args:
        file: as the other response announces it.
        block: code of this one.
        folders: whether to name a folder around it is enough.

    Returns:
        the line on disk, None where there is none.
    """
    path = PurePosixPath(file)
    # most code says nothing of it, and the patterns need not be tried
    parts = (path.name, *path.parts[:-1])
    if not any(part in block.text for part in parts):
        return None
    of_file = [re.compile(pattern) for pattern in _of_file(path)]
    of_folders = [re.compile(pattern) for pattern in _of_folders(path)]
    for at, line in enumerate(block.text.split("\n")):
        if not any(part in line for part in parts) or _COMMENT.match(line) or _DELETES.search(line):
            continue
        joined = _PARTS.sub("/", line)
        patterns = [*of_file, *of_folders] if folders and not _IMPORT.match(line) else of_file
        if any(pattern.search(joined) for pattern in patterns):
            return block.span.start + at
    return None


def _of_file(path: PurePosixPath) -> Iterator[str]:
    """A name alone is a file of that name beside the code only where it says so."""
    yield rf"(?<![\w.-]){_HERE}{re.escape(path.name)}(?![\w/.-])"
    if len(path.parts) > 1:
        yield rf"(?<![\w.-]){re.escape('/'.join(path.parts[-2:]))}(?![\w/-]|\.\w)"


def _of_folders(path: PurePosixPath) -> Iterator[str]:
    for folder in path.parents:
        if not folder.name or folder.name in _ROOTS:
            continue
        name = re.escape(folder.name)
        yield rf"[\"'`\s:]{_HERE}+{name}/?(?:[\"'`\s]|\Z)"
        yield rf"{_TAKES}[^\n]*[\"'`]{name}/?[\"'`]"
        if len(folder.parts) > 1:
            yield rf"[\"'`\s:/]{re.escape('/'.join(folder.parts[-2:]))}/?(?:[\"'`\s]|\Z)"
