"""What a task is called: the heading that a document opens with, where that can be a title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from reviewer.model import TextFile

#: A heading of level one in either of markdown's two spellings, with nothing but blank lines above it.
_FIRST: Final = re.compile(r"\ufeff?\s*(?:^ {0,3}#[ \t]+(\S.*)$|^ {0,3}([^\s#`<].*)\n {0,3}=+[ \t]*$)", re.MULTILINE)
#: The signs that may close a heading; ``C#`` ends in one of its own.
_CLOSING: Final = re.compile(r"[ \t]+#+$")
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Emphasis, code marks, and the backslashes that some editors put before underscores.
_MARKS: Final = re.compile(r"\*\*|`|\\(?=[_*#.-])")
#: A name with an extension, or a path: what follows is that file.
_FILE: Final = re.compile(r"\b[\w-]+\.(?:md|json|ya?ml|tf|hcl|ts|js|mjs|py|go|java|sh)\b|^\S*[/_]\S*$")
#: What only says that the answer follows, in front of what it answers.
_ANSWER_FOR: Final = re.compile(r"(?i)^(?:the )?ideal[ _](?:response|solution|implementation)(?: for)? (?=\w)")


def find_title(files: Iterable[TextFile | None]) -> str | None:
    """Gives the first title that any of the files opens with, None where none has one.

    A heading further down, as ``Summary of Changes Made`` behind the code, names its section and not the task.
    """
    return next((title for file in files if file and (title := _title_of(file.text))), None)


def _title_of(text: str) -> str | None:
    found = _FIRST.match(text)
    if not found:
        return None
    title = " ".join(_MARKS.sub("", _CLOSING.sub("", (found[1] or found[2]).rstrip())).split())
    if title.endswith((":", ",")) or _FILE.search(title):
        return None
    title = _ANSWER_FOR.sub("", _strip_announcement(title))
    words = set(_WORD.findall(title.lower()))
    return title if words - _data()[0] else None


def _strip_announcement(title: str) -> str:
    """Leaves out that this is the answer: ``Ideal Response: Order intake``, ``Order intake - IDEAL RESPONSE``."""
    for separator in (": ", " - ", " – ", " — "):
        first, _, rest = title.partition(separator)
        if rest and _is_announcement(first):
            return _strip_announcement(rest)
        rest, _, last = title.rpartition(separator)
        if rest and _is_announcement(last):
            return _strip_announcement(rest)
    rest, _, last = title.removesuffix(")").rpartition(" (")
    return _strip_announcement(rest) if rest and title.endswith(")") and _is_announcement(last) else title


def _is_announcement(part: str) -> bool:
    return part.replace("_", " ").lower() in _data()[1]


@cache
def _data() -> tuple[frozenset[str], frozenset[str]]:
    """Words that name no task by themselves, and whole phrases that only announce the answer."""
    data = json.loads((Path(__file__).parent / "data" / "generic_words.json").read_text(encoding="utf-8"))
    return frozenset(data["words"]), frozenset(data["announcements"])
