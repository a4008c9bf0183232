r"""Text of strangers in a Markdown page: it is shown, and can't become structure.

Whatever a template or a prompt holds (headings, pipes, fences, ``<script>``, the end of a comment) stays text of the
place it was put in. Four forms are safe:

    prose   one line of text; code spans that are closed stay code spans, all other marks are escaped
    code    one code span
    fence   a fenced block longer than any run of backticks in it
    html    one line inside an HTML element, where Markdown is not read

What is safe is a :class:`markupsafe.Markup`; the Jinja environment escapes everything else as prose, so that a template
which forgets to say how a text is to be shown does the safe thing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from markupsafe import Markup

from reviewer.render.text import clean, one_line, shorten

#: Longest text shown of one field; rules write a few sentences, what is longer comes from the task.
PROSE_LENGTH = 1200
#: Longest quoted line: minified JSON is one line of megabytes.
LINE_LENGTH = 200

_RUNS = re.compile("`+")
#: Marks with a meaning inside a line: of CommonMark, of GitHub's tables and strike-through, of its formulas.
#: An underscore between letters has none, nor has a closing bracket without an opening one; names are full of both.
_MARKS = re.compile(r"[\\`*\[<&|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
#: Marks that make a block of what follows them at the start of a line.
_BLOCK = re.compile(r"^(?:[#>=]|[+-](?=[\s+-]|$)|(?P<number>\d+)(?=[.)](?:\s|$)))")


def mark_safe(text: object) -> Markup:
    """Marks what was made safe; the one place that does, so that whoever audits the escaping starts here."""
    return Markup(text)  # noqa: S704


def escape_prose(value: object) -> Markup:
    """Escapes a text for the inside of a paragraph, wherever in the line it stands."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, int | float):
        return mark_safe(value)
    text = shorten(one_line(str(value)), PROSE_LENGTH)
    parts = [to_code(part) if is_code else _escape(part) for is_code, part in _split_code(text)]
    return mark_safe(_BLOCK.sub(_escape_block, "".join(parts)))


def escape_plain(value: object) -> Markup:
    """Escapes a text without keeping its code spans: for table cells, where a pipe in code would end the cell."""
    text = shorten(one_line(str(value)), PROSE_LENGTH)
    return mark_safe(_BLOCK.sub(_escape_block, _escape(text)))


def to_code(value: object) -> Markup:
    """Makes one code span, longer than any run of backticks in it."""
    text = one_line(str(value)) or "(empty)"
    lengths = {len(run) for run in _RUNS.findall(text)}
    marks = "`" * next(length for length in range(1, len(lengths) + 2) if length not in lengths)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return mark_safe(f"{marks}{pad}{text}{pad}{marks}")


def to_html(value: object) -> Markup:
    """Escapes a text for the inside of an HTML element, where Markdown is not read: code spans as ``<code>``."""
    text = shorten(one_line(str(value)), PROSE_LENGTH)
    parts = ((is_code, html.escape(part)) for is_code, part in _split_code(text))
    return mark_safe("".join(f"<code>{part}</code>" if is_code else part for is_code, part in parts))


def to_fence(lines: Iterable[str], info: str) -> Markup:
    """Makes a fenced block; each line is cleaned and cut, the fence outlasts every run of backticks in them."""
    shown = [shorten(clean(line.rstrip()), LINE_LENGTH) for line in lines]
    longest = max((len(run) for line in shown for run in _RUNS.findall(line)), default=0)
    marks = "`" * max(3, longest + 1)
    return mark_safe("\n".join([marks + info, *shown, marks]))


def to_comment(value: str) -> Markup:
    """Makes a hidden mark; only what names and hashes are made of is kept, so that nothing can end the comment."""
    return mark_safe(f"<!-- {re.sub('[^0-9A-Za-z_.:= ]', '', value)} -->")


def _escape(text: str) -> str:
    return _MARKS.sub(lambda found: "\\" + found[0], text)


def _escape_block(found: re.Match[str]) -> str:
    """A digit can't be escaped, the mark behind it can."""
    return found["number"] + "\\" if found["number"] else "\\" + found[0]


def _split_code(text: str) -> list[tuple[bool, str]]:
    """Splits a line at its closed code spans, as CommonMark closes them: by a run of the same length."""
    runs = list(_RUNS.finditer(text))
    closing = _find_closing(runs)
    parts: list[tuple[bool, str]] = []
    at = index = 0
    while index < len(runs):
        close = closing[index]
        if close is None:
            index += 1
            continue
        start, end = runs[index], runs[close]
        parts += [(False, text[at : start.start()]), (True, text[start.end() : end.start()].strip() or " ")]
        at, index = end.end(), close + 1
    return [*parts, (False, text[at:])]


def _find_closing(runs: list[re.Match[str]]) -> list[int | None]:
    """For each run the next one of the same length; from the end, so that hostile text costs no more than any."""
    latest: dict[int, int] = {}
    closing: list[int | None] = [None] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = len(runs[index][0])
        closing[index] = latest.get(length)
        latest[length] = index
    return closing
