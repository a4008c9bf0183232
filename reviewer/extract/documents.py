"""One side of the comparison, put together: blocks read, passages in order, addresses made unique."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from reviewer.extract.blocks import blocks_of, relabelled
from reviewer.extract.carried import with_carried_calls
from reviewer.extract.copies import Copy, copied_sections, copy_around, others_than
from reviewer.extract.fences import repair_fences
from reviewer.extract.markdown import Outline, split_markdown
from reviewer.extract.naming import announces_only, find_described
from reviewer.extract.own_classes import with_own_classes
from reviewer.extract.plain import read_plain
from reviewer.extract.readers import READERS, Reading, Unreadable
from reviewer.extract.repeats import without_repeats
from reviewer.extract.selection import is_answer, may_be_answer
from reviewer.extract.tests_told import place_tests
from reviewer.extract.text_lines import TextSpans
from reviewer.extract.thoughts import without_thoughts
from reviewer.model import CodeBlock, Document, Element, Metadata, Notification, Passage, Side, TextFile


class ReadBlock(NamedTuple):
    """A block and what its reader made of it."""

    block: CodeBlock
    reading: Reading


def extract_response(file: TextFile, metadata: Metadata, side: Side) -> Document:
    """Turns a response into elements and passages.

    Args:
        file: the response.
        metadata: of the task; it decides what a block without a name is.
        side: which side of the comparison it is.
    """
    from reviewer.extract.unfenced import enclose, find_unfenced

    repaired = repair_fences(file.text, others_than(side))
    outline = split_markdown(repaired.text, file.path, repaired.breaks)
    lines = repaired.text.split("\n")
    copies = repaired.copies or copied_sections(outline.passages, others_than(side), lines)
    notes = [Notification("warning", each.message, file.path, each.line + 1) for each in repaired.repairs]
    fenced = any(fence.info is not None for fence in outline.fences)
    if fenced and (enclosed := enclose(repaired.text, outline)):
        outline = split_markdown(enclosed[0], file.path, repaired.breaks)
        notes += (Notification("warning", "code without a fence", file.path, line) for line in enclosed[1])
    read, prose = _sort(blocks_of(outline, file.path), metadata) if fenced else ([], [])
    read, copied = _without_copies(read, copies)
    notes += copied
    if not read and (found := find_unfenced(file.path, repaired.text)):
        read, more = _sort(found.blocks, metadata)
        if read:
            outline, prose = found.outline, more
            notes.append(Notification("warning", "code without a fence", file.path, read[0].block.span.start))
    if not fenced and not read:
        read, prose = _sort(blocks_of(outline, file.path), metadata)
    answer, thoughts = without_thoughts(read, outline.passages)
    notes += thoughts
    kept, repeats = without_repeats(answer, metadata)
    if garbled := _note_garbled(kept, file.path):
        notes += (*(note for each in kept for note in each.reading.notifications), garbled)
        read, kept = [], []
    written = [block for block in prose if block.language == "md"]
    notes += (note for block in (*written, *(each.block for each in kept)) if (note := _note_label(block)))
    notes += _note_gaps(kept)
    quoted = [each.block for each in read if each not in kept and not each.block.name]
    passages = _passages(outline, [*prose, *quoted], kept)
    shown = {each.block.name for each in kept}
    described = find_described(outline.passages, (fence.before for fence in outline.fences))
    described = {name: line for name, line in described.items() if name not in shown and not name.endswith(_PROSE)}
    notes += [
        Notification("warning", f"{name} is only spoken of here, so nothing in it counts as removed", file.path, line)
        for name, line in described.items()
    ]
    return build_document(side, file.path, kept, passages, [*notes, *repeats], described)


def _note_garbled(kept: Sequence[ReadBlock], file: str) -> Notification | None:
    """Says that too much of the code can't be parsed for what is missing in it to be missed.

    Files that were woven into one another line by line still hold words that a grammar takes for declarations.
    """
    doubtful = sum(each.reading.doubtful for each in kept)
    lines = sum(each.block.text.count("\n") + 1 for each in kept)
    if doubtful < _FEWEST_DOUBTFUL or doubtful < _GARBLED * lines:
        return None
    what = f"{doubtful} of {lines} lines of the code stand in or next to what can't be parsed, so none of it counts"
    return Notification("warning", what, file, kept[0].block.span.start)


def _without_copies(read: list[ReadBlock], copies: Sequence[Copy]) -> tuple[list[ReadBlock], list[Notification]]:
    """Leaves out the code in copies of other documents, unless the response has no infrastructure beside them."""
    file = read[0].block.span.file if read else ""
    own = [each for each in read if not copy_around(each.block, copies)]
    if len(own) == len(read) or _declares(own) < _declares(read):
        return read, []
    held = Counter(copy for each in read if (copy := copy_around(each.block, copies)))
    return own, [
        Notification("info", f"{name} is copied here, its code doesn't count (blocks: {count})", file, start)
        for (name, start, _), count in held.items()
    ]


def _declares(read: Iterable[ReadBlock]) -> int:
    """2 where blocks declare a resource, 1 where they hold anything, else 0."""
    kinds = {element.kind for each in read for element in each.reading.elements}
    return 2 if "resource" in kinds else min(len(kinds), 1)


def _note_label(block: CodeBlock) -> Notification | None:
    message = relabelled(block)
    return Notification("info", message, block.span.file, block.span.start) if message else None


def _note_gaps(kept: Sequence[ReadBlock]) -> Iterable[Notification]:
    """Says of which files code is left out, where no reader did; snippets beside them show a part by nature."""
    named = any(each.block.name for each in kept)
    for each in kept:
        block = each.block
        told = block.language == "json" or any(note.line in block.gaps for note in each.reading.notifications)
        if block.gaps and not told and each.reading.elements and bool(block.name) is named:
            where = f" of {block.name}" if block.name else ""
            what = f"code{where} is left out or cut off here, so what it would hold can't be compared"
            yield Notification("warning", what, block.span.file, block.gaps[0])


def _sort(blocks: Iterable[CodeBlock], metadata: Metadata) -> tuple[list[ReadBlock], list[CodeBlock]]:
    """Reads every block that may be code; the others are prose."""
    read: list[ReadBlock] = []
    prose: list[CodeBlock] = []
    for block in blocks:
        if not block.text.strip():
            continue
        reading = read_block(block) if may_be_answer(block, metadata) else None
        if reading and is_answer(block, reading, metadata):
            read.append(ReadBlock(block, place_tests(block, reading)))
        else:
            prose.append(block)
    return read, prose


def read_block(block: CodeBlock) -> Reading:
    """Reads a block by the reader of its language, or by line where that reader gives up."""
    try:
        return READERS[block.language](block)
    except Unreadable as error:
        what = f"{_title(block)} compared by line: {error.message}"
        note = Notification("warning", what, block.span.file, error.line)
    except Exception as error:  # one block that a reader stumbles over must not cost the review
        what = f"{_title(block)} compared by line: its reader failed with {type(error).__name__}"
        note = Notification("error", what, block.span.file, block.span.start)
    return read_plain(block)._replace(notifications=(note,))


def _title(block: CodeBlock) -> str:
    return block.name or f"{block.language or 'unlabelled'} block"


def build_document(
    side: Side,
    file: str,
    read: Sequence[ReadBlock],
    passages: Sequence[Passage],
    notifications: Sequence[Notification],
    described: Iterable[str] = (),
) -> Document:
    """Makes the document of blocks that are read; ``described`` are files that it only speaks of."""
    elements = unique_addresses(
        with_carried_calls(
            with_own_classes(_with_lines(element, each.block) for each in read for element in each.reading.elements),
            [each.block.span for each in read if each.block.complete],
        )
    )
    notes = [*notifications, *(note for each in read for note in each.reading.notifications)]
    return Document(
        side=side,
        file=file,
        elements=tuple(elements),
        passages=tuple(passages),
        blocks=tuple(each.block for each in read),
        platform=_platform(read),
        language=_most(each.block.language for each in read for _ in each.reading.elements),
        comparable=bool(elements),
        fragmentary=_is_fragmentary(read),
        excerpts=frozenset(
            [*described, *(each.block.name for each in read if each.block.name and not each.block.complete)]
        ),
        notifications=tuple(notes),
    )


def _with_lines(element: Element, block: CodeBlock) -> Element:
    """The element with places for the lines of the texts in it, where it is longer than one line."""
    span = element.span
    return element.with_spans(TextSpans(element, block)) if span.end > span.start else element


def _is_fragmentary(read: Sequence[ReadBlock]) -> bool:
    """Whether most of what a response shows are pieces: a whole file with one elision beside it shows its file.

    Resources without a template around them are pieces where there are several such blocks; one may be all there is.
    A manifest in full beside pieces of the code makes no whole answer.
    """
    several = sum(each.reading.bare for each in read) > 1
    sizes = [(each, sum(1 for element in each.reading.elements if element.kind != "setting")) for each in read]
    if not any(size for _, size in sizes):
        sizes = [(each, len(each.reading.elements)) for each in read]
    pieces = sum(size for each, size in sizes if not each.block.complete or (several and each.reading.bare))
    return pieces * 2 > sum(size for _, size in sizes)


def _platform(read: Sequence[ReadBlock]) -> str | None:
    """What declares the resources; the code of functions beside them may be more, and only calls a library.

    Where pieces without imports declare them, nothing here tells the platform.
    """
    declaring = [each.reading.platform for each in read for it in each.reading.elements if it.kind == "resource"]
    return _most(declaring or (each.reading.platform for each in read for _ in each.reading.elements))


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return counts.most_common(1)[0][0] if counts else None


def _passages(outline: Outline, prose: Sequence[CodeBlock], read: Sequence[ReadBlock]) -> list[Passage]:
    """Prose, the blocks that are no code, and the comments of the code, by line."""
    blocks = [Passage(block.section, "block", block.text, block.span) for block in prose]
    comments = [comment for each in read for comment in each.reading.comments]
    said = [_announced(each) for each in outline.passages]
    return sorted([*said, *blocks, *comments], key=lambda passage: passage.span.start)


def _announced(passage: Passage) -> Passage:
    alone = passage.kind in ("heading", "paragraph") and announces_only(passage.text)
    return replace(passage, kind="announcement") if alone else passage


#: Share of the lines that can't be relied on from which no code of a response counts, and how many that are at least.
_GARBLED: Final = 0.4
_FEWEST_DOUBTFUL: Final = 100
#: Files of prose, which hold no code that could be removed.
_PROSE: Final = (".md", ".txt")
#: What tells elements of one address in one file apart, where a language allows that or an answer does it anyway.
_REPEAT: Final = "#{}"


def unique_addresses(elements: Sequence[Element]) -> list[Element]:
    """Puts the file's name in front of a path that two files hold, and a number behind one that a file holds twice."""
    files: dict[tuple[str | int, ...], set[str]] = {}
    for element in elements:
        files.setdefault(element.path, set()).add(element.file)
    seen: Counter[tuple[str | int, ...]] = Counter()
    unique = []
    for element in elements:
        path = element.path
        if len(files[path]) > 1 and element.file:
            path = (element.file, *path)
        seen[path] += 1
        if seen[path] > 1:
            path = (*path[:-1], f"{path[-1]}{_REPEAT.format(seen[path])}")
        unique.append(element if path == element.path else replace(element, path=path))
    return unique
