"""Brings answers back into the order of their tasks, in bounded memory."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from typing import IO

from reviewer.workflows.records import Record

#: Records that may wait for an earlier one. A task may take a minute while the others go on at hundreds a second; past
#: this no new task is started.
WINDOW = 8192
#: Bytes of waiting records kept in memory; the others wait in a temporary file.
IN_MEMORY = 16 << 20


class Reorder:
    """Holds records back until every earlier one is there."""

    def __init__(self, window: int = WINDOW, in_memory: int = IN_MEMORY) -> None:
        self._window, self._in_memory = window, in_memory
        self._held: dict[int, Record | int] = {}
        self._bytes = 0
        self._file: IO[bytes] | None = None
        self.next = 0

    def room(self, index: int) -> bool:
        """Whether the task of this index may be started."""
        return index - self.next < self._window

    def add(self, record: Record) -> Iterator[Record]:
        """Takes a record, and yields all those whose turn it is now."""
        self._held[record.place] = self._put(record) if record.place != self.next else record
        while self.next in self._held:
            held = self._held.pop(self.next)
            self.next += 1
            if isinstance(held, int):
                yield self._read(held)
            else:
                self._bytes -= len(held.line) if held is not record else 0
                yield held
        if not self._held and self._file is not None:
            self._file.close()
            self._file = None

    def _put(self, record: Record) -> Record | int:
        if self._bytes + len(record.line) <= self._in_memory:
            self._bytes += len(record.line)
            return record
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="reviewer-")  # noqa: SIM115 - closed when nothing waits
        at = self._file.seek(0, 2)
        pickle.dump(record, self._file)
        return at

    def _read(self, at: int) -> Record:
        if self._file is None:
            raise LookupError("the file of waiting records is gone")
        self._file.seek(at)
        record: Record = pickle.load(self._file)  # noqa: S301 - our own temporary file, which has no name
        return record
