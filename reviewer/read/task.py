"""A task directory: where its files lie, and what is said when one is missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from reviewer.errors import TaskError, UsageError
from reviewer.model import Notification, Task, TextFile
from reviewer.read.candidates import deployed_candidates
from reviewer.read.metadata import NAME, ReadMetadata, read_metadata
from reviewer.read.text import read_text
from reviewer.read.turns import files_by_turn
from reviewer.storage import fetched, is_remote, list_names, walk

#: Directories below the task that may hold its responses, in order of preference.
_PLACES: Final = ("lib", ".")
#: Directories that hold no tasks, however deep the search goes.
_SKIPPED: Final = frozenset({"node_modules", "__pycache__", ".git", ".venv", "venv", "dist", "cdk.out", "lib"})


class _Layout(NamedTuple):
    """Where a task keeps its responses.

    Attributes:
        root: the task directory.
        folder: where the responses lie, below ``root``.
        files: by kind and turn.
    """

    root: Path
    folder: str
    files: dict[str, dict[int, str]]


def read_task(directory: str, *, turn: int | None = None) -> Task:
    """Reads a task directory.

    Args:
        directory: as the user typed it; a URL is fetched first.
        turn: turn of the conversation to review, counted from 1; None for the first.

    Raises:
        TaskError: the directory or one of its responses isn't there.
        UsageError: the task has no such turn.
    """
    if is_remote(directory):
        with fetched(directory) as local:
            return replace(read_task(str(local), turn=turn), path=directory)
    layout = _layout(directory)
    turns = tuple(sorted(layout.files["MODEL_RESPONSE"]))
    chosen = _choose_turn(directory, turn, turns)
    notes: list[Notification] = []
    model = _response(layout, directory, "MODEL_RESPONSE", chosen, notes)
    ideal = _response(layout, directory, "IDEAL_RESPONSE", chosen, notes)
    prompt = _prompt(layout, chosen, notes)
    metadata = _metadata(layout, notes)
    region = _optional(layout, "AWS_REGION", notes)
    if turn is None and len(turns) > 1:
        listed = ", ".join(map(str, turns))
        notes.append(Notification("info", f"the task has the turns {listed}; turn {chosen} is reviewed", model.path))
    deployed = deployed_candidates(layout.root, metadata.metadata, ideal, notes)
    return Task(
        id=metadata.id or layout.root.resolve().name,
        path=directory,
        metadata=metadata.metadata,
        prompt=prompt,
        model=model,
        ideal=ideal,
        deployed=deployed,
        turn=chosen,
        turns=turns,
        region=TextFile(region.path, region.text.strip()) if region else None,
        notifications=tuple(notes),
    )


def find_tasks(root: str) -> Iterator[str]:
    """Finds every task at or below a directory, in the order of their names.

    Yields:
        The directory as typed, joined with the task's place below it.

    Raises:
        TaskError: there is no such directory.
    """
    remote = is_remote(root)
    if not remote and not Path(root).is_dir():
        raise TaskError("there is no such directory", file=root, hint="give a directory with tasks below it")
    for folder, below, names in walk(root) if remote else os.walk(root):
        inside = _PLACES[0] in below
        below[:] = sorted(set(below) - _SKIPPED)
        if _holds_response(names) or (inside and _holds_response(_inside(folder))):
            below[:] = []
            yield folder


def _inside(folder: str) -> list[str]:
    place = f"{folder}/{_PLACES[0]}"
    return list_names(place) if is_remote(folder) else _names(Path(place))


def _holds_response(names: list[str]) -> bool:
    return bool(files_by_turn(names)["MODEL_RESPONSE"])


def _names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()] if folder.is_dir() else []


def _layout(directory: str) -> _Layout:
    root = Path(directory)
    if not root.is_dir():
        what = "this is a file" if root.exists() else "there is no such directory"
        raise TaskError(what, file=directory, hint="give the directory that holds the task's MODEL_RESPONSE.md")
    for place in _PLACES:
        files = files_by_turn(_names(root / place))
        if files["MODEL_RESPONSE"]:
            return _Layout(root, place, files)
    raise TaskError(
        "no MODEL_RESPONSE.md at its root or in lib/",
        file=directory or ".",
        hint="add it, or give a task directory; `reviewer batch` reviews all tasks below a directory",
    )


def _choose_turn(directory: str, turn: int | None, turns: tuple[int, ...]) -> int:
    if turn is None:
        return turns[0]
    if turn not in turns:
        listed = ", ".join(map(str, turns))
        message = f"the task has no turn {turn}, only {listed}"
        raise UsageError(message, file=directory, hint="choose one that it has, or leave out --turn for the first")
    return turn


def _response(layout: _Layout, directory: str, kind: str, turn: int, notes: list[Notification]) -> TextFile:
    """Reads a response; an ideal response without a number speaks for every turn."""
    turns = layout.files[kind]
    name = turns.get(turn) or (turns.get(1) if kind == "IDEAL_RESPONSE" else None)
    if name is None and turns and kind == "IDEAL_RESPONSE":
        name = turns[max(turns)]
    file = _read(layout, f"{layout.folder}/{name}", notes) if name else None
    if file is None:
        raise TaskError(f"no {kind}.md beside the other files", file=directory, hint=f"add {kind}.md")
    return file


def _prompt(layout: _Layout, turn: int, notes: list[Notification]) -> TextFile | None:
    name = layout.files["PROMPT"].get(turn)
    if name is None:
        files = files_by_turn(_names(layout.root))["PROMPT"]
        if turn in files:
            return _read(layout, files[turn], notes)
        notes.append(Notification("warning", "there is no PROMPT.md, so no requirement can be named"))
        return None
    return _read(layout, f"{layout.folder}/{name}", notes)


def _metadata(layout: _Layout, notes: list[Notification]) -> ReadMetadata:
    file = _optional(layout, NAME, notes)
    read = read_metadata(file.text if file else None, file.path if file else NAME)
    notes += read.notifications
    return read


def _optional(layout: _Layout, name: str, notes: list[Notification]) -> TextFile | None:
    for place in (".", *_PLACES):
        if (layout.root / place / name).is_file():
            return _read(layout, f"{place}/{name}", notes)
    return None


def _read(layout: _Layout, name: str, notes: list[Notification]) -> TextFile | None:
    """Reads a file below the task; one that a link takes outside isn't followed."""
    name = name.removeprefix("./")
    path = layout.root / name
    if not path.resolve().is_relative_to(layout.root.resolve()):
        notes.append(Notification("warning", "the link leads out of the task and isn't followed", name))
        return None
    try:
        file, found = read_text(path, name)
    except OSError as error:
        raise TaskError(f"cannot be read: {error.strerror}", file=str(path), hint="check its permissions") from None
    notes += found
    return file
