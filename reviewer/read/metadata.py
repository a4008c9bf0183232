"""metadata.json, lenient towards everything that people write there; each oddity is a notification."""

from __future__ import annotations

import json
from typing import Any, Final, NamedTuple

from reviewer.model import Metadata, Notification
from reviewer.read.spellings import LANGUAGES, PLATFORMS, language_of, platform_of

NAME: Final = "metadata.json"

_TEXTS: Final = ("platform", "language", "complexity", "provider", "po_id")


class ReadMetadata(NamedTuple):
    """What the file gives.

    Attributes:
        metadata: as far as it could be read.
        id: ``po_id`` if the file has one.
        notifications: its oddities.
    """

    metadata: Metadata
    id: str | None
    notifications: tuple[Notification, ...]


def read_metadata(text: str | None, name: str = NAME) -> ReadMetadata:
    """Reads the text of a metadata.json.

    Args:
        text: None where there is no such file.
        name: its path below the task directory.
    """
    if text is None:
        return _nothing(f"there is no {NAME}", name)
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        return _nothing(f"invalid JSON: {error.msg}", name, error.lineno)
    except (RecursionError, ValueError) as error:
        return _nothing(f"invalid JSON: {type(error).__name__}", name)
    if not isinstance(raw, dict):
        return _nothing("the file holds no JSON object", name)
    return _from_mapping(raw, name)


def _nothing(message: str, name: str, line: int | None = None) -> ReadMetadata:
    return ReadMetadata(Metadata(), None, (Notification("warning", message, name, line),))


def _from_mapping(raw: dict[str, Any], name: str) -> ReadMetadata:
    known: dict[str, Any] = raw
    problems: tuple[str, ...] = ()
    if not _is_plain(raw):
        from reviewer.read.lenient import validate

        known, problems = validate(raw)
    metadata = Metadata(
        platform=platform_of(known.get("platform") or ""),
        language=language_of(known.get("language") or ""),
        complexity=known.get("complexity"),
        services=tuple(known.get("aws_services") or ()),
        provider=(known.get("provider") or "").lower() or None,
        raw=raw,
    )
    messages = [*problems, *_unknown(metadata)]
    notes = tuple(Notification("warning", message, name) for message in messages)
    return ReadMetadata(metadata, known.get("po_id") or None, notes)


def _is_plain(raw: dict[str, Any]) -> bool:
    """Whether every key that we read has its declared type, as in nearly every file: then pydantic isn't needed."""
    services = raw.get("aws_services", [])
    return (
        all(isinstance(raw.get(key, ""), str) for key in _TEXTS)
        and isinstance(services, list)
        and all(isinstance(service, str) for service in services)
    )


def _unknown(metadata: Metadata) -> list[str]:
    """What is missing or isn't known among the keys that the review judges by."""
    messages = []
    for key, value, known in (
        ("platform", metadata.platform, PLATFORMS),
        ("language", metadata.language, LANGUAGES),
    ):
        if value is None:
            messages.append(f"there is no {key}")
        elif value not in known.values():
            messages.append(f"unknown {key} {value!r}")
    return messages
