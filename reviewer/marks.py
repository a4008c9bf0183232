"""What decorates prose without saying anything: emphasis, numbering, check marks and other ornaments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

#: The marker or number of an item.
_MARKER: Final = re.compile(r"(?:[-*+]|\(?\d{1,3}[.)])\s+")
#: Task boxes, and symbols that stand where a letter would: arrows, shapes, dingbats, emoji and what joins them.
_ORNAMENT: Final = re.compile(
    r"\[[ xX]\](?=\s)"
    r"|[\u2022-\u2043\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0e\ufe0f\u200d\u20e3]+"
)
_NUMBER: Final = re.compile(r"^\(?\d{1,3}(?:\.\d{1,3})*[.)]?\s+")


def plain(text: str) -> str:
    """Drops emphasis, list marker, numbering and a closing colon, and folds white space."""
    text = text.strip().removesuffix(":")
    marker = _MARKER.match(text)
    folded = " ".join(text[marker.end() if marker else 0 :].split())
    return folded.replace("*", "").replace("_", "").replace("`", "").strip()


def split_ornament(text: str) -> tuple[str, str]:
    """Splits the check mark, emoji or bullet from the beginning of a text; a text of nothing else is left whole."""
    end = 0
    while match := _ORNAMENT.match(text, end):
        end = match.end()
        while end < len(text) and text[end] == " ":
            end += 1
    return (text[:end].strip(), text[end:]) if end < len(text) else ("", text)


@lru_cache(maxsize=8192)  # headings are asked about for every passage below them
def bare(text: str) -> str:
    """Gives what a heading or an item says: plain, lower case, without numbering and ornament."""
    return split_ornament(_NUMBER.sub("", split_ornament(plain(text))[1]))[1].lower()
