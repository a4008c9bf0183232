"""Text that strangers wrote, made fit to be shown: one line, no control characters, no endless values.

A task's files are untrusted. An escape sequence in a template must not move the cursor of the terminal that shows
the review, and a right-to-left mark must not turn the lines that a reviewer signs.
"""

from __future__ import annotations

import re
from typing import Any

from reviewer.model import MISSING, Expression
from reviewer.review import ChangeRecord, Lines, ScoreRecord

#: Controls (C0, DEL, C1), line and paragraph separators, marks that hide or turn text around, lone surrogates
#: and the code points that are no characters, which XML refuses.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
#: Longest value shown whole; what is longer keeps its start, because names and keys stand there.
VALUE_LENGTH = 80


def clean(text: str) -> str:
    """Replaces what a terminal or a page would act on by something to look at, tabs by spaces."""
    return _UNSAFE.sub(_picture, text.replace("\t", "    "))


def encodable(text: str) -> str:
    """Replaces lone surrogates, which no encoding can write, in a finished text."""
    return text.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """Folds white space, so that the text stays in the line it is put into."""
    return clean(" ".join(text.split()))


def shorten(text: str, length: int) -> str:
    """Cuts a text to at most ``length`` characters, the cut shown."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def show_calculation(score: ScoreRecord) -> str:
    """Writes how the score was calculated; a blocker sets it, whatever the fixes and factors are."""
    if score.blockers:
        return f"{score.calculated}, set by what blocks it"
    return f"{score.base} {score.adjustment:+d} {score.complexity:+d} = {score.calculated}"


def show_value(value: Any, length: int = VALUE_LENGTH) -> str:
    """Writes a value as compact JSON in one line; code as it is written, no value at all as ``(none)``."""
    if value is MISSING:
        return "(none)"
    if isinstance(value, Expression):
        return shorten(one_line(str(value)), length)
    return shorten(clean(_to_text(value)), length)


def show_pointer(change: ChangeRecord) -> str:
    """Names the place of a change: its pointer, for prose its section."""
    where = change.pointer or change.section or ""
    return one_line(f"{change.origin} to {where}" if change.origin else where)


def show_lines(lines: Lines) -> str:
    """Writes lines as ``file:start-end``, which editors and terminals turn into a link."""
    end = f"-{lines.end}" if lines.end != lines.start else ""
    return f"{one_line(lines.file)}:{lines.start}{end}"


def _to_text(value: Any) -> str:
    import json

    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "(too deeply nested to show)"


def _picture(found: re.Match[str]) -> str:
    """C0 controls have pictures of their own in Unicode (U+2400 and up); the others show their code point."""
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"
