"""Code that an answer shows and doesn't give: what it was before, or what would be wrong."""

from __future__ import annotations

import re
from typing import Final

#: What stands above the wrong way of doing something, and above the right one, as a comment of its own.
_HEAD: Final = r"^[ \t]*(?:#|//|/\*|--)[^\w\n]*(?:{words})\b(?:[^\w\n]{{0,3}}|[^\n\w]*[:(–—-][^\n]*)$"
_WRONG: Final = re.compile(
    _HEAD.format(words="incorrect|wrong|bad|before|old|don't|do not|broken|original"), re.IGNORECASE
)
_RIGHT: Final = re.compile(_HEAD.format(words="correct|corrected|right|good|after|new|fixed|better"), re.IGNORECASE)
#: Lines above which a block is a program, in which these words head something else.
_MOST: Final = 60


def without_wrong(code: str) -> str | None:
    """Blanks what a block only shows to say that it is not, or no longer, the answer; every line stays in its place.

    Args:
        code: a block.

    Returns:
        None where there is nothing to blank: the block doesn't hold both ways, or is long.
    """
    lines = code.split("\n")
    if len(lines) > _MOST or not any(map(_WRONG.match, lines)) or not any(map(_RIGHT.match, lines)):
        return None
    kept = []
    shown = True
    for line in lines:
        shown = not _WRONG.match(line) and (shown or _RIGHT.match(line) is not None)
        kept.append(line if shown else "")
    return "\n".join(kept)
