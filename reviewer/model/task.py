"""A task directory, read and decoded, not yet understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of a file.

    Attributes:
        file: path below the task directory, with forward slashes (``lib/MODEL_RESPONSE.md``).
        start: first line, counted from 1.
        end: last line, inclusive; never below ``start``.
    """

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notification:
    """What was skipped, degraded, repaired or guessed, and why. Never an exception, never silence."""

    level: Level
    message: str
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What metadata.json says, its spellings brought together.

    Attributes:
        platform: ``cfn``, ``cdk``, ``cdktf``, ``tf``, ``pulumi``, ``cicd``, ``analysis`` or what was written; None
            where nothing was.
        language: ``yaml``, ``json``, ``hcl``, ``ts``, ``js``, ``py``, ``java``, ``go``, ``sh`` or what was written.
        complexity: as written (``medium``, ``hard``, ``expert``).
        services: AWS services as written in ``aws_services``.
        provider: where the task runs (``aws``, ``localstack``).
        raw: the whole file as parsed.
    """

    platform: str | None = None
    language: str | None = None
    complexity: str | None = None
    services: tuple[str, ...] = ()
    provider: str | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TextFile:
    r"""One file of a task, decoded.

    Attributes:
        path: below the task directory, with forward slashes.
        text: decoded, line ends as ``\n``, no byte order mark.
    """

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """One task directory, read and decoded, not yet understood.

    Attributes:
        id: metadata's ``po_id`` or the directory's name.
        path: as the user typed it, joined with the task's place below it.
        prompt: None where the task has none (a notification says so).
        model: the first answer of the turn under review.
        ideal: the corrected answer.
        deployed: the deployed template or code files, lead template first; empty where there are none.
        turn: which turn of the conversation is under review, counted from 1.
        turns: the turns that the directory holds.
        region: content of the AWS_REGION file, stripped, where there is one.
    """

    id: str
    path: str
    metadata: Metadata
    prompt: TextFile | None
    model: TextFile
    ideal: TextFile
    deployed: tuple[TextFile, ...] = ()
    turn: int = 1
    turns: tuple[int, ...] = (1,)
    region: TextFile | None = None
    notifications: tuple[Notification, ...] = ()
