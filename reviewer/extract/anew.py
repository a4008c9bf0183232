"""Functions of a file that a later block of the same file gives anew: they take the place of the former ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from reviewer.model import CodeBlock, Element, Path

if TYPE_CHECKING:
    from reviewer.extract.documents import ReadBlock

#: Share of the former function's lines below which the later one may only outline it.
_AS_LONG: Final = 0.5


def give_anew(read: Sequence[ReadBlock]) -> tuple[list[ReadBlock], list[tuple[ReadBlock, CodeBlock]]]:
    """Parts the blocks that correct functions of a file before them from the others.

    Args:
        read: all blocks of a response, in order.

    Returns:
        The others, without the functions that were corrected, and each correction with the block of its file.
    """
    others = list(read)
    anew: list[tuple[ReadBlock, CodeBlock]] = []
    for later in read:
        before = (each for each in others if each.block.span.start < later.block.span.start)
        same = [each for each in before if each.block.name and each.block.name == later.block.name]
        file = max(same, key=lambda each: len(each.reading.elements), default=None)
        functions = _corrected(file, later) if file else []
        if file and functions:
            rest = tuple(each for each in file.reading.elements if not _stands_in(each, functions))
            newer = file._replace(reading=file.reading._replace(elements=rest))
            others = [newer if each is file else each for each in others if each is not later]
            anew.append((later, file.block))
    return others, anew


def _corrected(file: ReadBlock, later: ReadBlock) -> list[Element]:
    """The functions of a file that a later block of it corrects: it holds others for them, and nothing else.

    No function where it is cut, quotes or outlines the file, or imports what it needs, as a whole file does.
    """
    former = {each.path: each for each in file.reading.elements}
    given = later.reading.elements
    functions = [each for each in given if each.kind == "function"]
    if not _imports(file) or _imports(later) or not later.block.complete or _repeats(former, given):
        return []
    if not all(each.path in former for each in functions) or not all(_stands_in(each, functions) for each in given):
        return []
    pairs = [(former[each.path], each) for each in functions]
    return [old for old, _ in pairs] if all(_lines(new) >= _AS_LONG * _lines(old) for old, new in pairs) else []


def _imports(each: ReadBlock) -> bool:
    return any(element.kind == "import" for element in each.reading.elements)


def _repeats(former: dict[Path, Element], given: Iterable[Element]) -> bool:
    return all(each.path in former and former[each.path].value == each.value for each in given)


def _stands_in(inner: Element, functions: Iterable[Element]) -> bool:
    own = inner.span
    return any(each.span.start <= own.start <= own.end <= each.span.end for each in functions)


def _lines(element: Element) -> int:
    return element.span.end - element.span.start + 1
