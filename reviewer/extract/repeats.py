"""Which of several blocks counts that hold one file: versions, formats, quotations, drafts and examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reviewer.extract.anew import give_anew
from reviewer.extract.selection import LEAD
from reviewer.model import STATEMENTS, CodeBlock, Metadata, Notification

if TYPE_CHECKING:
    from reviewer.extract.documents import ReadBlock


#: Share of their resources that two templates have in common when they are the same one.
_ALIKE: Final = 0.8
#: Share of elements that are equal in a template and its copy under another name.
_SAME: Final = 0.9
#: Resources that a template must have to be told from another one by them.
_FEWEST: Final = 2
#: Share of what both declare that a file without a name has in common with the named file that it is a draft of.
_DRAFT: Final = 0.5
#: Templates of one response that are held against each other; the most seen is 15.
_MOST: Final = 40
#: Share of the elements of the fullest block of a file below which another block of its name only quotes it.
_TRIFLE: Final = 0.25
#: Headings under which a piece of code without a name shows what the prose says, or what is wrong with the answer.
_EXAMPLE: Final = re.compile(
    r"(?i)\b(examples?|usage|conventions?|patterns?|structure|snippets?|samples?"
    r"|issues|problems|limitations|weaknesses|violations|troubleshooting)\b"
)
#: Headings under which a response advises what could be added to its template, which stands as a whole elsewhere.
_ADVICE: Final = re.compile(
    r"(?i)\b(additional|optional|enhancements?|recommend\w*|future|next steps|strateg(y|ies)|cross-region)\b"
)
#: Headings under which a named file shows how another project would use the answer.
_USAGE: Final = re.compile(r"(?i)\b(usage|examples?)\b")
#: Endings of templates.
_FORMATS: Final = frozenset({".json", ".yaml", ".yml", ".template"})
#: What a template says that stands as a whole.
_WHOLE: Final = "AWSTemplateFormatVersion"
#: A remark at the end of a line, or alone on it.
_REMARK: Final = re.compile(r"(?:^|\s)(?:#|//).*$")


def without_repeats(read: Sequence[ReadBlock], metadata: Metadata) -> tuple[list[ReadBlock], list[Notification]]:
    """Of several blocks that hold one file keeps the one that counts, and says so.

    Of one file name it is the last complete block that is no mere quotation, unless they declare nothing in common:
    then they are two files, or parts of one. Functions that a later one corrects are taken from that. Of one template
    in two formats it is the one in metadata's language; of versions of a template without a name the last complete
    one; of drafts without a name the file that has one. An example in the prose beside the named file is no file of its
    own.
    """
    kept, anew = give_anew(read)
    notes: list[Notification] = []
    for find in (_same_name, _same_template, _begun_again, _cut_off, _quotes, _drafts, _illustrations, _advice):
        for loser, winner, why in find(kept, metadata):
            line = winner.block.span.start
            title = loser.block.name or f"{loser.block.language} block"
            message = f"{title} {why} the one at line {line}, which counts"
            notes.append(Notification("info", message, loser.block.span.file, loser.block.span.start))
            kept = [each for each in kept if each is not loser]
    for later, file in anew:
        if any(each.block is file for each in kept):
            message = f"functions of {file.name} at line {file.span.start} are given anew here, which count"
            notes.append(Notification("info", message, later.block.span.file, later.block.span.start))
            kept.append(later)
    return sorted(kept, key=lambda each: each.block.span.start), notes


class Duel(NamedTuple):
    """Two blocks of which one counts."""

    loser: ReadBlock
    winner: ReadBlock
    why: str


def _same_name(read: Sequence[ReadBlock], _metadata: Metadata) -> list[Duel]:
    """The last complete block counts, unless it holds a trifle of what an earlier one does: that quotes the file.

    Blocks that declare nothing in common are no versions of one file. They all count, as a root ``main.tf`` and that of
    a module do, or the parts in which an answer shows a file; but an example of its usage gives way to the file itself.
    """
    fullest: dict[str, int] = {}
    for each in read:
        file = each.block.name or ""
        fullest[file] = max(fullest.get(file, 0), len(each.reading.elements))
    last: dict[str, ReadBlock] = {}
    for each in read:
        name = each.block.name
        full = len(each.reading.elements) >= _TRIFLE * fullest[name or ""]
        if name and ((full and each.block.complete and not _is_usage_beside(each, read)) or name not in last):
            last[name] = each
    duels: list[Duel] = []
    for name, winner in last.items():
        kept = [winner]
        rest = [each for each in read if each.block.name == name and each is not winner]
        # of two versions of a part the later one counts as well, where the parts are whole
        for each in reversed(rest) if winner.block.complete else rest:
            rival = next((one for one in kept if _share_a_name(one, each)), None)
            if rival or (winner.block.complete and not _stands_alone(each, fullest[name])):
                duels.append(Duel(each, rival or winner, "is the same file as"))
            elif _is_usage_beside(each, read):
                duels.append(Duel(each, winner, "is an example beside"))
            else:
                kept.append(each)
    return sorted(duels, key=lambda duel: duel.loser.block.span.start)


def _share_a_name(one: ReadBlock, other: ReadBlock) -> bool:
    """Whether two blocks of one file name declare something in common; two excerpts may both have top-level code."""
    shared = _addresses(one) & _addresses(other)
    pieces = not one.block.complete and not other.block.complete
    return bool(shared - {(STATEMENTS,)} if pieces else shared)


def _stands_alone(each: ReadBlock, fullest: int) -> bool:
    """Whether a block can be a file, or a part of one, beside another block of its name that shares nothing with it."""
    read = each.block.complete and all(element.kind != "file" for element in each.reading.elements)
    return read and len(each.reading.elements) >= _TRIFLE * fullest


def _is_usage_beside(each: ReadBlock, read: Sequence[ReadBlock]) -> bool:
    """Whether a block stands under a heading for usage, and blocks of its name elsewhere have nothing of it."""
    if not _is_usage(each):
        return False
    others = [other for other in read if other.block.name == each.block.name and not _is_usage(other)]
    return bool(others) and not any(_addresses(other) & _addresses(each) for other in others)


def _is_usage(each: ReadBlock) -> bool:
    return any(_USAGE.search(heading) for heading in each.block.section)


def _same_template(read: Sequence[ReadBlock], metadata: Metadata) -> list[Duel]:
    """Templates that hold the same resources: another format, another version, a copy."""
    templates = [(each, _resources(each)) for each in read if each.reading.platform == "cfn"]
    templates = [(each, held) for each, held in templates if len(held) >= _FEWEST or (held and each.block.name)][:_MOST]
    duels: list[Duel] = []
    out: set[int] = set()
    for index, (one, first) in enumerate(templates):
        for other, second in templates[index + 1 :]:
            if id(one) in out or id(other) in out or not _alike(first, second):
                continue
            # one resource tells only a template from its copy in the other format
            if len(first) < _FEWEST and _stem(one) != _stem(other):
                continue
            winner = _winner(one, other, metadata)
            if winner:
                loser = other if winner is one else one
                out.add(id(loser))
                duels.append(Duel(loser, winner, "is the same template as"))
    return duels


def _stem(each: ReadBlock) -> str:
    """The name of a file without its folder and ending, in which two formats of one template are alike."""
    path = PurePosixPath(each.block.name or "")
    return path.stem.lower() if path.suffix in _FORMATS else path.name


def _winner(one: ReadBlock, other: ReadBlock, metadata: Metadata) -> ReadBlock | None:
    """Which of two templates with the same resources counts; None where they are two stacks."""
    if one.block.language != other.block.language:
        return other if other.block.language == metadata.language else one
    if one.block.name and other.block.name:
        left, right = _values(one), _values(other)
        same = sum(1 for path, value in left.items() if path in right and right[path] == value)
        if same < _SAME * max(len(one.reading.elements), len(other.reading.elements)):
            return None
        return other if LEAD in other.block.name.lower() and LEAD not in one.block.name.lower() else one
    return other if other.block.complete else one


def _quotes(read: Sequence[ReadBlock], _metadata: Metadata) -> list[Duel]:
    """Pieces of code without a name that only repeat, address by address or line by line, what a longer block holds."""
    duels = []
    languages = {each.block.language for each in read if not each.block.name}
    lines = {id(each): _code_lines(each.block) for each in read if each.block.language in languages}
    for each in read:
        if each.block.name:
            continue
        # a resource that is quoted may be cut short; of anything else only the lines tell that it was there already
        resources = any(element.kind == "resource" for element in each.reading.elements)
        own = {element.path for element in each.reading.elements}
        for other in read:
            if len(other.block.text) <= len(each.block.text):
                continue
            said = other.block.language == each.block.language and lines[id(each)] <= lines[id(other)]
            if said or (resources and own <= {element.path for element in other.reading.elements}):
                duels.append(Duel(each, other, "quotes"))
                break
    return duels


def _code_lines(block: CodeBlock) -> frozenset[str]:
    """The lines of a block, however they are indented and whatever a remark behind them says."""
    lines = block.text.split("\n")
    said = (_REMARK.sub("", line) if "#" in line or "//" in line else line for line in lines)
    return frozenset(filter(None, map(str.strip, said)))


def _cut_off(read: Sequence[ReadBlock], _metadata: Metadata) -> list[Duel]:
    """Files that break off, most of which a whole one without a name holds: that was begun again, and not finished."""
    whole = [(each, _addresses(each)) for each in reversed(read) if each.block.complete and not each.block.name]
    duels = []
    for each in read:
        own = _addresses(each) if _breaks_off(each.block) else frozenset()
        for other, theirs in whole if len(own) >= _FEWEST else ():
            same = other.block.language == each.block.language and len(own) <= len(theirs)
            if same and len(own & theirs) >= _DRAFT * len(own):
                duels.append(Duel(each, other, "breaks off, and is a version of"))
                break
    return duels


def _breaks_off(block: CodeBlock) -> bool:
    return bool(block.gaps) and block.gaps[-1] == block.span.start + block.text.rstrip().count("\n")


def _drafts(read: Sequence[ReadBlock], _metadata: Metadata) -> list[Duel]:
    """Whole files without a name that declare for the most part what a later or named file of their language declares.

    Answers that think aloud write a file several times and name only the last one, or none: of two whole templates
    without a name the later one counts, of two other files if nearly everything is the same.
    """
    files = [(at, each, _addresses(each)) for at, each in enumerate(read) if each.block.complete]
    duels = []
    for at, each in enumerate(read):
        own = _addresses(each) if not each.block.name else frozenset()
        if len(own) < _FEWEST:
            continue
        for place, other, theirs in files:
            if each.block.language != other.block.language or (not other.block.name and place <= at):
                continue
            versions = other.block.name or (_is_whole_template(each) and _is_whole_template(other))
            needed = _DRAFT * max(len(own), len(theirs)) if versions else _ALIKE * len(own | theirs)
            if len(own & theirs) >= needed:
                duels.append(Duel(each, other, "is a draft of"))
                break
    return duels


def _is_whole_template(each: ReadBlock) -> bool:
    return not each.block.name and each.block.complete and each.reading.platform == "cfn" and _WHOLE in each.block.text


def _illustrations(read: Sequence[ReadBlock], _metadata: Metadata) -> list[Duel]:
    """Small pieces under a heading that promises an example, where the answer has named files.

    The title of the whole answer promises none, unless there is no other heading.
    """
    named = [each for each in read if each.block.name and each.block.complete]
    return [
        Duel(each, fullest, "is an example beside")
        for each, fullest in _small_pieces(read, named)
        if any(map(_EXAMPLE.search, each.block.section[1:] or each.block.section))
    ]


def _advice(read: Sequence[ReadBlock], _metadata: Metadata) -> list[Duel]:
    """Bare resources under a heading that advises, beside a template that is whole: nobody put them into it."""
    whole = [each for each in read if each.reading.platform == "cfn" and _WHOLE in each.block.text]
    return [
        Duel(each, fullest, "is advice beside")
        for each, fullest in _small_pieces(read, whole)
        if each.reading.bare and any(map(_ADVICE.search, each.block.section[1:]))
    ]


def _small_pieces(read: Sequence[ReadBlock], files: Sequence[ReadBlock]) -> Iterator[tuple[ReadBlock, ReadBlock]]:
    """Gives the pieces without a name that hold little beside the fullest of the files, each with that file."""
    if not files:
        return
    fullest = max(files, key=lambda each: len(each.reading.elements))
    few = _TRIFLE * len(fullest.reading.elements)
    for each in read:
        if not each.block.name and len(each.reading.elements) < few:
            yield each, fullest


def _begun_again(read: Sequence[ReadBlock], _metadata: Metadata) -> list[Duel]:
    """A template that was given in pieces and is then begun again, but not finished: the pieces hold all of it."""
    duels = []
    templates = [each for each in read if not each.block.name and each.reading.platform == "cfn"]
    for each in templates:
        rest = [other for other in templates if other is not each]
        addresses = [_addresses(other) for other in rest]
        together = frozenset[tuple[str | int, ...]]().union(*addresses)
        own = _addresses(each)
        apart = len(together) == sum(map(len, addresses))
        several = sum(1 for piece in addresses if own & piece) > 1
        if several and apart and own <= together and len(own) < len(together):
            duels.append(Duel(each, rest[0], "begins again what stands in pieces from"))
    return duels[:1]


def _addresses(each: ReadBlock) -> frozenset[tuple[str | int, ...]]:
    return frozenset(element.path for element in each.reading.elements if element.kind != "import")


def _resources(each: ReadBlock) -> dict[tuple[str | int, ...], str]:
    return {element.path: element.type for element in each.reading.elements if element.kind == "resource"}


def _values(each: ReadBlock) -> dict[tuple[str | int, ...], Any]:
    return {element.path: element.value for element in each.reading.elements}


def _alike(first: dict[tuple[str | int, ...], str], second: dict[tuple[str | int, ...], str]) -> bool:
    shared = len(first.items() & second.items())
    return shared >= _ALIKE * (len(first) + len(second) - shared)
