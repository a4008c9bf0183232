"""The turns of a conversation: which files of a task belong to which turn."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_TURN: Final = re.compile(r"(PROMPT|MODEL_RESPONSE|IDEAL_RESPONSE)(?:[ _-]?(\d{1,3}))?\.md", re.IGNORECASE)


def files_by_turn(names: Iterable[str]) -> dict[str, dict[int, str]]:
    """Sorts file names by what they hold (``PROMPT``, ``MODEL_RESPONSE``, ``IDEAL_RESPONSE``) and by turn.

    A file without a number is the first turn; ``MODEL_RESPONSE1.md`` is so too where it isn't there.
    """
    found: dict[str, dict[int, str]] = {"PROMPT": {}, "MODEL_RESPONSE": {}, "IDEAL_RESPONSE": {}}
    for name in sorted(names):
        match = _TURN.fullmatch(name)
        if not match:
            continue
        turns = found[match[1].upper()]
        turn = int(match[2] or 1) or 1
        if match[2] is None or turn not in turns:
            turns[turn] = name
    return found
