"""One review a line: every line is whole at any time, so that the file can be followed and cut off anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from reviewer.workflows.records import Record


class Jsonl:
    """Writes lines to a stream, and can put a file right after an interruption."""

    def __init__(self, stream: BinaryIO, *, owned: bool) -> None:
        """Takes a stream that stands where the first line is to go; ``owned`` where it is ours to close."""
        self._stream, self._owned = stream, owned
        self._whole = stream.tell() if owned else 0

    def write(self, record: Record) -> None:
        """Adds one line and hands it to the system at once."""
        self._stream.write(record.line + b"\n")
        self._stream.flush()
        self._whole += len(record.line) + 1

    def close(self, *, complete: bool = True) -> None:
        """Ends the file; takes away half a line that an interruption may have left."""
        if not self._owned:
            self._stream.flush()
            return
        self._stream.flush()
        if not complete and self._stream.seekable():
            self._stream.truncate(self._whole)
        self._stream.close()


def open_jsonl(path: str, stream: BinaryIO | None = None) -> Jsonl:
    """Starts a new file, or writes to ``stream`` where the path is ``-``."""
    if path == "-" and stream is not None:
        return Jsonl(stream, owned=False)
    return Jsonl(Path(path).open("wb"), owned=True)


def continue_jsonl(path: str, size: int) -> Jsonl:
    """Goes on in a file after its first ``size`` bytes; what stands behind them is dropped."""
    stream = Path(path).open("r+b")  # noqa: SIM115 - closed by the output
    stream.truncate(size)
    stream.seek(size)
    return Jsonl(stream, owned=True)


class Replacing:
    """Writes beside an earlier file, and takes its place only when all is done."""

    def __init__(self, path: str) -> None:
        self._path, self._beside = Path(path), Path(f"{path}.part")
        self._lines = Jsonl(self._beside.open("wb"), owned=True)

    def write(self, record: Record) -> None:
        """Adds one line."""
        self._lines.write(record)

    def close(self, *, complete: bool = True) -> None:
        """Replaces the earlier file, or leaves it as it was."""
        self._lines.close()
        if complete:
            self._beside.replace(self._path)
        else:
            self._beside.unlink()
