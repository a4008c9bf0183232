"""Which tasks a batch is about: directories, lists, globs, and names from a stream, in an order that never changes."""

from __future__ import annotations

import glob
import hashlib
import heapq
import re
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Final

from reviewer.errors import UsageError
from reviewer.storage import is_remote

#: Finds the tasks at or below a directory: :func:`reviewer.read.find_tasks`.
Finder = Callable[[str], Iterable[str]]
#: How a place starts that an object store may know: ``s3://``, also of a chain of stores.
_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.:-]*://")


class TaskList:
    """Names of tasks, counted, and kept in a temporary file so that a million of them need no memory."""

    def __init__(self, names: Iterable[str]) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="reviewer-")  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._count = 0
        for name in names:
            self._file.write(name.encode("utf-8", "surrogateescape") + b"\0")
            self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        self._file.flush()
        at, rest = 0, b""
        while True:
            self._file.seek(at)
            block = self._file.read(1 << 16)
            if not block:
                return
            at += len(block)
            *names, rest = (rest + block).split(b"\0")
            for name in names:
                yield name.decode("utf-8", "surrogateescape")


def find_sources(sources: Iterable[str], find_tasks: Finder, stream: Iterable[str] = ()) -> Iterator[str]:
    """Yields the path of every task that the sources name.

    Args:
        sources: each a directory or URL (all tasks at or below it), a file that lists paths, a glob, or ``-``.
        find_tasks: finds the tasks below a directory, in a fixed order.
        stream: the lines that ``-`` stands for.

    Raises:
        UsageError: where a source doesn't exist or holds no task. A *listed* path that is none is no error of the
            list but a task that fails.
    """
    for source in sources:
        if source == "-":
            yield from _find_listed(stream, find_tasks, "standard input")
        elif is_remote(source) or Path(source).is_dir():
            yield from _require(source, find_tasks(source))
        elif Path(source).is_file():
            with Path(source).open(encoding="utf-8", errors="surrogateescape") as lines:
                yield from _require(source, _find_listed(lines, find_tasks, source))
        elif glob.has_magic(source):
            matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 - absolute ones too
            folders = (each for each in matches if Path(each).is_dir())
            yield from _require(source, _find_listed(folders, find_tasks, source))
        else:
            raise UsageError(
                "no such directory, list or glob", file=source, hint="give a directory with tasks at or below it"
            )


def _require(source: str, names: Iterable[str]) -> Iterator[str]:
    none = True
    for name in names:
        none = False
        yield name
    if none:
        raise UsageError(
            "no task here", file=source, hint="a task is a directory with a MODEL_RESPONSE.md, there or in lib/"
        )


def _find_listed(lines: Iterable[str], find_tasks: Finder, source: str) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        name = line.strip("\r\n")
        if not name.strip():
            continue
        if is_remote(name) and not _URL.match(name):
            # a sentence with a link in it: somebody named a document where a task or a list belongs
            raise UsageError(
                "this is no list of tasks",
                file=source,
                line=number,
                hint="a list has one directory or URL on each line",
            )
        found = False
        if is_remote(name) or Path(name).is_dir():
            for task in find_tasks(name):
                found = True
                yield task
        if not found:
            yield name


def sample_names(names: Iterable[str], size: int, seed: int) -> list[str]:
    """Chooses tasks at random but for good, in their order.

    The choice goes by a hash of seed and name, so that one task more changes at most one of those chosen.
    """
    chosen = heapq.nsmallest(size, ((_rank(name, seed), at, name) for at, name in enumerate(names)))
    return [name for _, _, name in sorted(chosen, key=lambda each: each[1])]


def _rank(name: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}:{name}".encode("utf-8", "surrogateescape")).digest()
