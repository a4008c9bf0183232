"""Responses without a fence: the whole file is code, or code stands between prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from reviewer.extract.blocks import gaps_in
from reviewer.extract.headless import find_headless
from reviewer.extract.languages import language_of_name, recognise
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
#: The same beside code in fences, where what a response quotes may stand without one.
_FEWEST_BESIDE: Final = 12
#: Lines for each of which one may be unreadable before a region counts as mangled: a stray title, a broken string.
_LINES_PER_ERROR: Final = 20
#: What files begin with that people forget to fence; cheap to look for, since hardly a response holds one.
_HEADS: Final = re.compile(
    r"^(?:import\b|from [\w.]+ import\b|package [\w.]+;?$|export (?:class|interface|const|function) |class \w+"
    r"|(?:resource|data|variable|provider|module) \"|(?:terraform|locals) \{|AWSTemplateFormatVersion|Resources:"
    r"|Parameters:|\{\s*$)",
    re.MULTILINE,
)

_YAML_LINE: Final = re.compile(r"\s|#|$|[\w\"'.:/<-]+\s*:(?:\s|$)|- |---|\.\.\.$|[\]})'\"]")
_PROSE_LINE: Final = re.compile(
    r"#{2,6} \S|\*\*\S|(?:FILE|File): ?\S+\.\w+|[A-Z][\w',-]*(?: [\w'(),`/-]+){3,}[.:!]?$"
    r"|[A-Z]{3,}(?: [A-Z]{2,})+:?$|\d+\. [A-Z]|[-*] \*\*|---+$"
)
#: A line that announces the file that follows it: ``FILE: main.tf (all resources)``.
_FILE_LINE: Final = re.compile(r"(?:FILE|File)(?: ?name)?: ?`?([\w./-]{1,200}\.\w{1,12})`?(?: ?\([^()]{0,100}\))?\s*$")


class Unfenced(NamedTuple):
    """What a response without fences holds: the prose around the code, and the code."""

    outline: Outline
    blocks: list[CodeBlock]


def find_unfenced(path: str, text: str) -> Unfenced | None:
    """Finds the code of a response that has no fence around it; None where it holds none."""
    lines = text.split("\n")
    blocks, prose = [], list(lines)
    if headless := find_headless(lines):
        start, end, code = headless
        prose[start:end] = [""] * (end - start)
        gaps = tuple(start + 1 + at for at in gaps_in(code))
        block = CodeBlock(
            "json", None, code, Span(path, start + 1, start + 1 + code.count("\n")), complete=not gaps, gaps=gaps
        )
        return Unfenced(split_markdown("\n".join(prose), path), [block])
    found = list(_announced(lines)) or [(*region, None) for region in _joined(lines, _regions(lines))]
    for language, start, end, name in found:
        inside = language == "json" and lines[end - 1].rstrip().endswith(",")  # a piece of a template that is torn
        if end - start >= _FEWEST and not inside:
            blocks.append(_block(path, language, lines, start, end, name))
            prose[start:end] = [""] * (end - start)
    return Unfenced(split_markdown("\n".join(prose), path), blocks) if blocks else None


def _announced(lines: list[str]) -> Iterator[tuple[str, int, int, str | None]]:
    """Language, first line, line behind the last one and name of each file that a line of its own announces."""
    heads = [(number, found[1]) for number, line in enumerate(lines) if (found := _FILE_LINE.match(line))]
    for number, name in heads:
        start = _next_filled(lines, number + 1)
        bound = next((other for other, _ in heads if other > number), len(lines))
        end = min(_end_of_program(lines, start), bound)
        while end > start + 1 and not lines[end - 1].strip():
            end -= 1
        suffix = name.rpartition(".")[2].lower()
        language = language_of_name(name) or recognise("\n".join(lines[start:end])) or suffix
        if language not in ("md", "txt"):
            yield language, start, end, name


def _regions(lines: list[str], bounds: Sequence[int] = ()) -> Iterator[tuple[str, int, int]]:
    """Language, first line and line behind the last one of everything that reads like code; none crosses a bound."""
    at = 0
    for _ in range(_MOST):
        start = _next_start(lines, at)
        if start is None:
            return
        language = recognise("\n".join(lines[start : start + _WINDOW])) or ""
        end = max(_ENDS.get(language, _end_of_program)(lines, start), start + 1)
        following = bisect_right(bounds, start)
        at = end = min(end, bounds[following]) if following < len(bounds) else end
        while end > start + 1 and not lines[end - 1].strip():
            end -= 1
        yield language, start, end


def _joined(lines: list[str], regions: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Regions, where a template that lost its indentation is one with the program in it and with what follows that."""
    joined: list[tuple[str, int, int]] = []
    for language, start, end in regions:
        follows = bool(joined) and joined[-1][0] == "yaml" and not any(map(str.strip, lines[joined[-1][2] : start]))
        if follows and language not in _ENDS and not _parses(language, "\n".join(lines[start:end])):
            joined[-1] = ("yaml", joined[-1][1], end)
        else:
            joined.append((language, start, end))
    return joined


def enclose(text: str, outline: Outline) -> tuple[str, tuple[int, ...]] | None:
    """Puts fences around the files that stand without one in a response whose other code has fences.

    A fence takes the place of a blank line, so that no line moves.

    Args:
        text: the response.
        outline: what its fences hold as they are.

    Returns:
        The text with the fences, and the 1-based lines at which the files begin; None where it holds no such file.
    """
    fenced = {
        line for fence in outline.fences if fence.info is not None for line in range(fence.start - 2, fence.end + 1)
    }
    lines = text.split("\n")
    loose = ["" if number in fenced else line for number, line in enumerate(lines)]
    if not _HEADS.search("\n".join(loose)):
        return None
    starts = []
    for language, start, end in _regions(loose, sorted(fenced)):
        long = end - start >= _FEWEST_BESIDE and _is_blank(lines, start - 1) and _is_blank(lines, end)
        if long and _parses(language, "\n".join(loose[start:end])):
            lines[start - 1], lines[end] = f"```{language}", "```"
            starts.append(start + 1)
    return ("\n".join(lines), tuple(starts)) if starts else None


def _parses(language: str, code: str) -> bool:
    """Whether a region is code as it was written: an answer that a tool mangled has no file to show there."""
    from reviewer.extract.json_text import parse_json
    from reviewer.extract.programs import LANGUAGES, count_unreadable

    if language in LANGUAGES:
        return count_unreadable(language, code) * _LINES_PER_ERROR <= code.count("\n")
    try:
        return language != "json" or bool(parse_json(code).node)
    except ParseError:
        return False


def _is_blank(lines: list[str], number: int) -> bool:
    return 0 <= number < len(lines) and not lines[number].strip()


def _next_start(lines: list[str], at: int) -> int | None:
    for number in range(at, len(lines)):
        if lines[number].strip() and recognise("\n".join(lines[number : number + _WINDOW])):
            begins = recognise(lines[number]) or lines[number].lstrip()[:1] in "{[#/"
            return number if begins else _next_filled(lines, number + 1)
    return None


def _next_filled(lines: list[str], at: int) -> int:
    """The next line that is not blank; the last one where all are."""
    return next((number for number in range(at, len(lines)) if lines[number].strip()), len(lines) - 1)


def _block(path: str, language: str, lines: list[str], start: int, end: int, name: str | None = None) -> CodeBlock:
    return _block_at(path, language, "\n".join(lines[start:end]), start, name)


def _block_at(path: str, language: str, code: str, start: int, name: str | None = None) -> CodeBlock:
    gaps = tuple(start + 1 + at for at in gaps_in(code))
    span = Span(path, start + 1, start + 1 + code.count("\n"))
    return CodeBlock(language, name or name_in_code(code), code, span, complete=not gaps, gaps=gaps)


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
    """The first line that reads like a sentence or a heading, after a blank one or the brace that ends a block."""
    for number in range(start + 1, len(lines)):
        before = lines[number - 1]
        if (not before.strip() or before.rstrip() == "}") and _PROSE_LINE.match(lines[number]):
            return number
    return len(lines)


#: Where code of a language ends, by language.
_ENDS: Final[dict[str, Callable[[list[str], int], int]]] = {"json": _end_of_json, "yaml": _end_of_yaml}
