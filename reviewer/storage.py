"""Places that are no folder of this machine: ``s3://bucket/tasks`` and whatever else fsspec knows.

Everything else in this package works on local files; here remote ones are listed, fetched and put. A run without
object stores never imports fsspec (extra ``s3``).
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from reviewer.errors import TaskError, UsageError


def is_remote(path: str) -> bool:
    """Tells a URL from a path."""
    return "://" in path


def walk(root: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Walks the folders at and below a URL as :func:`os.walk` does, its list of folders to be changed as there."""
    with _told(root):
        system, top = _open(root)
        for folder, below, names in system.walk(top):
            place = str(folder).removeprefix(top).strip("/")
            yield (f"{root.rstrip('/')}/{place}" if place else root.rstrip("/")), below, list(names)


def list_names(folder: str) -> list[str]:
    """Names of the files right below a URL; none where there is no such folder."""
    with _told(folder):
        system, top = _open(folder)
        try:
            entries = system.ls(top, detail=True)
        except FileNotFoundError:
            return []
        return [PurePosixPath(each["name"]).name for each in entries if each["type"] == "file"]


@contextmanager
def fetched(folder: str) -> Iterator[Path]:
    """A copy of all below a URL in a temporary folder of the same name, for as long as the context lasts."""
    with tempfile.TemporaryDirectory(prefix="reviewer-") as home:
        local = Path(home, PurePosixPath(folder.rstrip("/")).name or "task")
        with _told(folder):
            system, top = _open(folder)
            if not system.isdir(top):
                raise TaskError("there is no such directory", file=folder, hint="check bucket and prefix")
            system.get(f"{top}/", f"{local}/", recursive=True)
        yield local


def fingerprint(folder: str) -> bytes | None:
    """A hash over what the store says of every file below a URL (name, size, entity tag); None where it doesn't."""
    try:
        system, top = _open(folder)
        found = system.find(top, detail=True)
    except Exception:  # whoever reads the files next says what is wrong with the store
        return None
    whole = hashlib.sha256(PurePosixPath(folder.rstrip("/")).name.encode())
    for name in sorted(found):
        whole.update(f"\0{name.removeprefix(top)}\0{sorted(map(str, found[name].items()))}".encode())
    return whole.digest()


def fetch_file(url: str, local: Path) -> bool:
    """Copies a remote file here; False where there is none."""
    with _told(url):
        system, place = _open(url)
        if not system.exists(place):
            return False
        system.get_file(place, str(local))
        return True


def put_file(local: Path, url: str) -> None:
    """Copies a local file to a URL, which then holds nothing else."""
    with _told(url):
        system, place = _open(url)
        system.put_file(str(local), place)


@contextmanager
def open_binary(path: str) -> Iterator[BinaryIO]:
    """Opens a file to be read, wherever it lies.

    Raises:
        OSError: a local one can't be read.
    """
    if not is_remote(path):
        with Path(path).open("rb") as local:
            yield local
        return
    with _told(path):
        system, place = _open(path)
        with system.open(place, "rb") as remote:
            yield remote


def _open(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the place in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise UsageError("object stores need fsspec", file=url, hint="install reviewer[s3]") from None
    try:
        system, place = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"this kind of place is not known here: {error}",
            file=url,
            hint="give a folder, or a URL as in s3://bucket/x",
        ) from None
    return system, str(place).rstrip("/")


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turns whatever a driver raises into one line: each of them has errors of its own for one and the same trouble."""
    try:
        yield
    except (UsageError, TaskError, GeneratorExit):
        raise
    except Exception as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise UsageError(f"cannot be reached: {said}", file=url, hint="check address and credentials") from error
