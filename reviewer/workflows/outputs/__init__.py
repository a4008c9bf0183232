"""Where the records of a batch go. One file a format; each takes records in the order of the tasks.

An output is made with its target's path, takes records by ``write``, and is closed once, ``close(complete=False)``
where the run was interrupted, after which what was written so far must be valid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, NamedTuple, Protocol

from reviewer.errors import UsageError
from reviewer.workflows.outputs.csv import open_csv
from reviewer.workflows.outputs.jsonl import open_jsonl
from reviewer.workflows.outputs.parquet import open_parquet
from reviewer.workflows.outputs.sqlite import open_sqlite
from reviewer.workflows.records import Record


class Output(Protocol):
    """Takes the records of a batch."""

    def write(self, record: Record) -> None:
        """Adds one record."""

    def close(self, *, complete: bool = True) -> None:
        """Ends the output; ``complete`` is False where tasks are missing."""


#: Opens an output by its path; the stream stands for the path ``-``.
Opener = Callable[[str, BinaryIO | None], Output]

OUTPUTS: dict[str, Opener] = {
    "csv": open_csv,
    "jsonl": open_jsonl,
    "parquet": open_parquet,
    "sqlite": open_sqlite,
}


class Target(NamedTuple):
    """One ``--format FMT:PATH``."""

    format: str
    path: str


def parse_targets(texts: Iterable[str]) -> tuple[Target, ...]:
    """Reads every ``FMT:PATH``.

    Raises:
        UsageError: where one can't be read, or two want the same place.
    """
    targets = tuple(map(parse_target, texts))
    if len({each.path for each in targets}) < len(targets):
        raise UsageError("two formats want the same place", hint="give each a file of its own, as in jsonl:PATH")
    return targets


def parse_target(text: str) -> Target:
    """Reads ``FMT:PATH``; without a path it is standard output, ``-``.

    Raises:
        UsageError: where there is no such format, or one that can't be written to a stream.
    """
    name, _, path = text.partition(":")
    if name not in OUTPUTS:
        raise UsageError(
            f"there is no format {name!r}", hint=f"choose one of {', '.join(sorted(OUTPUTS))}, as in jsonl:PATH"
        )
    if name == "sqlite" and path in ("", "-"):
        raise UsageError("sqlite needs a file", hint="write sqlite:PATH")
    return Target(name, path or "-")


def open_output(target: Target, stream: BinaryIO | None = None) -> Output:
    """Opens the output of a target.

    Raises:
        UsageError: where the file can't be written.
    """
    try:
        return OUTPUTS[target.format](target.path, stream)
    except OSError as error:
        raise UsageError(
            f"cannot be written: {error.strerror or error}",
            file=target.path,
            hint="give a file in a folder that exists",
        ) from error
