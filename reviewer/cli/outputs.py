"""``--format FMT[:PATH]``: where each rendered review goes."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TextIO

from reviewer.cli.environment import line_width
from reviewer.errors import UsageError


class Output(NamedTuple):
    """One wanted output.

    Attributes:
        format: name of a renderer.
        path: file to write, None for standard output.
    """

    format: str
    path: Path | None


def parse_outputs(specs: Iterable[str], known: Iterable[str]) -> tuple[Output, ...]:
    """Reads ``FMT[:PATH]`` specifications.

    Raises:
        UsageError: for an unknown format, or where two outputs want standard output.
    """
    outputs = tuple(_parse(spec, tuple(known)) for spec in specs)
    if sum(each.path is None for each in outputs) > 1:
        raise UsageError("two formats want standard output", hint="give all but one a file, as in json:review.json")
    return outputs


def _parse(spec: str, known: tuple[str, ...]) -> Output:
    name, _, path = spec.partition(":")
    if name not in known:
        raise UsageError(f"there is no format {name!r}", hint=f"choose one of {', '.join(known)}")
    return Output(name, Path(path) if path and path != "-" else None)


def write_text(path: Path, text: str) -> None:
    """Writes a file as a whole or not at all.

    Raises:
        UsageError: where it cannot be written.
    """
    beside = path.with_name(f".{path.name}.tmp")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UsageError(f"cannot be written: {error.strerror}", file=str(path), hint="choose another place") from error


def print_lines(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Prints lines as they come: folded at a terminal's width, whole elsewhere.

    Args:
        lines: without line ends.
        stream: standard output by default.
    """
    from reviewer.render.page import NARROWEST
    from reviewer.render.wrap import fold

    width = line_width(stream)
    for line in lines:
        shown = [line] if width is None else fold(line, max(width, NARROWEST))
        print_text("".join(f"{each}\n" for each in shown), stream)


def print_text(text: str, stream: TextIO | None = None) -> None:
    """Prints as UTF-8, whatever the locale says; to standard output by default."""
    target = stream or sys.stdout
    target.flush()
    target.buffer.write(text.encode("utf-8", "replace"))
    target.buffer.flush()
