"""Responses without a fence: the whole file is code, or code stands between prose."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from reviewer.extract.blocks import leaves_code_out
from reviewer.extract.languages import recognise
from reviewer.extract.markdown import Outline, split_markdown
from reviewer.extract.naming import name_in_code
from reviewer.extract.positions import ParseError
from reviewer.model import CodeBlock, Span

#: Lines that are looked at together to see whether code begins at the first of them.
_WINDOW: Final = 3
#: Attempts at a region before the rest of a response counts as prose: the most seen is 6.
_MOST: Final = 60
#: A region of fewer lines is an example in prose.
_FEWEST: Final = 5

_YAML_LINE: Final = re.compile(r"\s|#|$|[\w\"'.:/<-]+\s*:(?:\s|$)|- |---|\.\.\.$|[\]})'\"]")
_PROSE_LINE: Final = re.compile(
    r"#{2,6} \S|\*\*\S|[A-Z][\w'-]*(?: [\w'(),`/-]+){3,}[.:!]?$|\d+\. [A-Z]|[-*] \*\*|---+$"
)


class Unfenced(NamedTuple):
    """What a response without fences holds: the prose around the code, and the code."""

    outline: Outline
    blocks: list[CodeBlock]


def find_unfenced(path: str, text: str) -> Unfenced | None:
    """Finds the code of a response that has no fence around it; None where it holds none."""
    lines = text.split("\n")
    blocks, prose = [], list(lines)
    at = 0
    for _ in range(_MOST):
        start = _next_start(lines, at)
        if start is None:
            break
        language = recognise("\n".join(lines[start : start + _WINDOW])) or ""
        at = max(_ENDS.get(language, _end_of_program)(lines, start), start + 1)
        if at - start >= _FEWEST:
            blocks.append(_block(path, language, lines, start, at))
            prose[start:at] = [""] * (at - start)
    return Unfenced(split_markdown("\n".join(prose), path), blocks) if blocks else None


def _next_start(lines: list[str], at: int) -> int | None:
    for number in range(at, len(lines)):
        if lines[number].strip() and recognise("\n".join(lines[number : number + _WINDOW])):
            begins = recognise(lines[number]) or lines[number].lstrip()[:1] in "{[#/"
            return number if begins else _next_filled(lines, number + 1)
    return None


def _next_filled(lines: list[str], at: int) -> int:
    """The next line that is not blank; the last one where all are."""
    return next((number for number in range(at, len(lines)) if lines[number].strip()), len(lines) - 1)


def _block(path: str, language: str, lines: list[str], start: int, end: int) -> CodeBlock:
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    code = "\n".join(lines[start:end])
    return CodeBlock(language, name_in_code(code), code, Span(path, start + 1, end), complete=not leaves_code_out(code))


def _end_of_json(lines: list[str], start: int) -> int:
    from reviewer.extract.json_text import parse_json

    try:
        return start + parse_json("\n".join(lines[start:])).node.end + 1
    except ParseError:
        return _end_of_program(lines, start)


def _end_of_yaml(lines: list[str], start: int) -> int:
    for number in range(start, len(lines)):
        if not _YAML_LINE.match(lines[number]) or re.match(r"#{2,6} \S", lines[number]):
            return number
    return len(lines)


def _end_of_program(lines: list[str], start: int) -> int:
    """The first line that reads like a sentence or a heading, after a blank one."""
    for number in range(start + 1, len(lines)):
        if not lines[number - 1].strip() and _PROSE_LINE.match(lines[number]):
            return number
    return len(lines)


#: Where code of a language ends, by language.
_ENDS: Final[dict[str, Callable[[list[str], int], int]]] = {"json": _end_of_json, "yaml": _end_of_yaml}
