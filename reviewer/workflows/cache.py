"""Reviews that were made before, found again by what they were made of: content of the task, rubric, and this program.

Nothing goes by a date of a task's files: one changed byte is another key. The program's own files do go by size and
date, so that who works on it is not served what the code before made.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from pathlib import Path

import reviewer
from reviewer.storage import fingerprint, is_remote
from reviewer.workflows.records import Brief, Record

#: Directories that hold no part of a task, however large they are.
SKIPPED = frozenset({".git", ".hg", ".venv", "__pycache__", "node_modules", ".terraform", "cdk.out"})
#: Reports of earlier reviews lie in the task; no review reads them.
UNREAD = frozenset({"MODEL_FAILURES.md"})
#: zlib's quickest level makes a review about a tenth as large in a millisecond.
COMPRESSION = 1
#: Reviews written at once.
SAVE_EVERY = 20
#: Past this size the older half is dropped.
MOST_BYTES = 4 << 30

_TABLE = "CREATE TABLE IF NOT EXISTS reviews (key BLOB PRIMARY KEY, path TEXT, brief TEXT, line BLOB)"


def digest_task(path: str) -> bytes | None:
    """A hash over names and content of a task's files; None where one can't be read.

    Of a remote task it is what its store says of each file, so that an unchanged one is not fetched.
    """
    if is_remote(path):
        return fingerprint(path)
    whole = hashlib.sha256(Path(path).name.encode("utf-8", "surrogateescape"))
    try:
        for name, place in _list_files(path, ""):
            content = Path(place).read_bytes()
            head = f"\0{name}\0{len(content)}\0".encode("utf-8", "surrogateescape")
            whole.update(head)
            whole.update(content)
    except OSError:
        return None
    return whole.digest()


def _list_files(directory: str, prefix: str) -> list[tuple[str, str]]:
    """Files below a directory, each with its name below the task, in a fixed order."""
    found: list[tuple[str, str]] = []
    with os.scandir(directory) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in SKIPPED:
                    found += _list_files(entry.path, f"{prefix}{entry.name}/")
            elif entry.is_file() and entry.name not in UNREAD:
                found.append((prefix + entry.name, entry.path))
    return found


def stamp_program() -> str:
    """Tells one state of this program from another: version, and size and date of every module."""
    root = Path(reviewer.__file__).parent
    states = sorted((str(each.relative_to(root)), each.stat()) for each in root.rglob("*.py"))
    text = "\n".join(f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states)
    return f"{reviewer.__version__} {hashlib.sha256(text.encode()).hexdigest()}"


class Cache:
    """One file with the reviews of one or many batches. What goes wrong with it only makes a run slower.

    Attributes:
        broken: True once the file could not be used; then nothing is found and nothing kept.
    """

    def __init__(self, file: Path, *, rubric: str, program: str, turn: int | None = None) -> None:
        """Opens or makes the file.

        Args:
            file: the database.
            rubric: sha256 of the rubric.
            program: :func:`stamp_program`.
            turn: the turn that is asked for.
        """
        self._rubric = rubric.encode()
        self._basis = f"{rubric}\0{program}\0{turn}".encode()
        self._unsaved: list[tuple[bytes, str, str, bytes]] = []
        self.broken = False
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._database = self._open(file)
        except (OSError, sqlite3.Error):
            self.broken = True

    def _open(self, file: Path) -> sqlite3.Connection:
        try:
            return self._connect(file)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise  # locked or unwritable: not ours to throw away
            file.unlink(missing_ok=True)
            return self._connect(file)

    def _connect(self, file: Path) -> sqlite3.Connection:
        database = sqlite3.connect(file, timeout=5)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = OFF")
        database.execute(_TABLE)
        return database

    def key_of(self, path: str) -> bytes | None:
        """The key of a task as it is now; None where it can't be read, or nothing is kept."""
        content = None if self.broken else digest_task(path)
        return None if content is None else hashlib.sha256(content + self._basis).digest()

    def find(self, key: bytes, index: int, path: str) -> Record | None:
        """The review under a key, as a record of this batch."""
        if self.broken:
            return None
        try:
            row = self._database.execute("SELECT path, brief, line FROM reviews WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            self.broken = True
            return None
        if row is None:
            return None
        try:
            line = zlib.decompress(row[2])
            brief = _load_brief(row[1])
        except (zlib.error, ValueError, TypeError):
            return None  # a damaged entry is no entry
        return Record(index, path, line if row[0] == path else _rename(line, path), brief, origin="cached")

    def keep(self, key: bytes, record: Record) -> None:
        """Keeps a review. A failure is not kept: it may have been the machine's."""
        if self.broken or record.brief.status == "failed":
            return
        if self._rubric not in record.line:
            return  # the rubric's file was changed during the run, and a worker that started late has read it anew
        row = (key, record.path, json.dumps(record.brief), zlib.compress(record.line, COMPRESSION))
        self._unsaved.append(row)
        if len(self._unsaved) >= SAVE_EVERY:
            self._save()

    def _save(self) -> None:
        """Writes in one short transaction, so that batches which share the file do not wait for each other."""
        rows, self._unsaved = self._unsaved, []
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO reviews VALUES (?, ?, ?, ?)", rows)
        except sqlite3.OperationalError:
            return  # held by another batch for seconds, or the disk is full: these are reviewed again next time
        except sqlite3.Error:
            self.broken = True

    def close(self) -> None:
        """Saves, and drops the older half where the file has grown past :data:`MOST_BYTES`."""
        if self.broken:
            return
        self._save()
        try:
            self._shrink()
            self._database.close()
        except sqlite3.Error:
            self.broken = True

    def _shrink(self) -> None:
        ask = self._database.execute
        pages, unused, size = (
            ask(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - unused) * size > MOST_BYTES:
            ask("DELETE FROM reviews WHERE rowid <= (SELECT (min(rowid) + max(rowid)) / 2 FROM reviews)")
            self._database.commit()


def _load_brief(text: str) -> Brief:
    status, score, passed, platform, rules, reason = json.loads(text)
    return Brief(status, score, passed, platform, tuple(rules), reason)


def _rename(line: bytes, path: str) -> bytes:
    """The same review of a task that is now called otherwise."""
    review = json.loads(line)
    review["task"]["path"] = path
    return json.dumps(review, ensure_ascii=False).encode("utf-8", "backslashreplace")
