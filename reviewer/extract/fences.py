"""Fences that don't pair as CommonMark pairs them, put right before the markdown is split; no line moves."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reviewer.extract.copies import Copy, copied_document
from reviewer.extract.languages import CANONICAL, recognise
from reviewer.extract.positions import Trouble

_FENCE: Final = re.compile(r"^([ \t>]*)(`{3,}|~{3,})[ \t]*([^`\n]*?)[ \t]*$")
_GLUED: Final = re.compile(r"^(.*[^`\s].*?)(`{3,}|~{3,})\s*$")
_LABEL: Final = re.compile(r"^([A-Za-z][\w+#.-]*)(?:$|[\s:{(,-])")
_REVERSED: Final = re.compile(r"^(\w+)[ \t]*(`{3,})[ \t]*$")
#: A label with the head of the first block of a configuration behind it: the line break between them is lost.
_MERGED: Final = re.compile(
    r"^([ \t>]*(?:`{3,}|~{3,})[ \t]*)(hcl|terraform|tf)"
    r"((?:resource|data|variable|output|provider|module) \"[^`\n]*\{|(?:terraform|locals) \{)[ \t]*$"
)
_HEADING: Final = re.compile(r"^#{1,6} \S")
#: What a line within JSON begins with.
_JSON_LINE: Final = re.compile(r"\s*[\"{}\[\]]")
_MARKDOWN: Final = "md"


class Repaired(NamedTuple):
    """A response whose fences pair.

    Attributes:
        text: as many lines as before.
        breaks: 0-based lines before which an open block ends.
        repairs: what was done.
        copies: markdown blocks that hold another document of the task.
    """

    text: str
    breaks: tuple[int, ...]
    repairs: tuple[Trouble, ...]
    copies: tuple[Copy, ...] = ()


def repair_fences(text: str, documents: frozenset[str] = frozenset()) -> Repaired:
    """Dissolves markdown blocks into the response around them and ends blocks that were never closed.

    Args:
        text: the response.
        documents: in lower case, the names of the documents that a markdown block may be a copy of.
    """
    if "```" not in text and "~~~" not in text:
        return Repaired(text, (), ())
    walk = _Walk(text.split("\n"), documents)
    walk.run()
    return Repaired("\n".join(walk.lines), tuple(walk.breaks), tuple(walk.repairs), tuple(walk.copies))


class _Open(NamedTuple):
    line: int
    mark: str
    indent: int
    label: str


class _Walk:
    """One pass over the lines, with at most one markdown block around at most one code block."""

    def __init__(self, lines: list[str], documents: frozenset[str]) -> None:
        self.lines = lines
        self.documents = documents
        self.copies: list[Copy] = []
        self.copied: str | None = None
        self.breaks: list[int] = []
        self.repairs: list[Trouble] = []
        self.next = (-1, True)
        self.open: _Open | None = None
        self.markdown: _Open | None = None

    def run(self) -> None:
        for number in range(len(self.lines)):
            line = self.lines[number]
            if "```" not in line and "~~~" not in line:
                continue
            if not self.open and (merged := _MERGED.match(line)) and self.lines[number - 1 : number] == [""]:
                self._part(number, merged)
            elif found := _FENCE.match(line):
                fence = _Open(number, found[2], len(found[1].expandtabs(4)), _label(found[3]))
                self._fence(fence, bare=not found[3])
            elif self.open and (glued := _GLUED.match(line)):
                self._glued(number, glued)
            elif not self.open and (turned := _REVERSED.match(line)) and _label(turned[1]):
                self._turn(number, turned)
        if self.open and not self._holds_code(self.open, len(self.lines)):
            self._dissolve(self.open.line, "fence without a partner left out")
        self._leave(len(self.lines))

    def _fence(self, fence: _Open, bare: bool) -> None:
        if self.open is None:
            self._begin(fence, bare)
        elif bare and (at := self._prose_in(self.open, fence.line)):
            self.repairs.append(Trouble(self.open.line, "code block is never closed, it ends before the next heading"))
            self.breaks.append(at)
            self.open = None
            self._begin(fence, bare)
        elif bare:
            self._end(fence)
        elif fence.label and fence.indent <= self.open.indent + 3 and fence.mark[0] == self.open.mark[0]:
            self._interrupt(fence)

    def _begin(self, fence: _Open, bare: bool) -> None:
        copied = copied_document(self.lines, fence.line, self.documents) if fence.label == _MARKDOWN else None
        if fence.label == _MARKDOWN and (self.markdown is None or (self.copied and copied)):
            self._leave(fence.line)
            self.markdown, self.copied = fence, copied
            self.lines[fence.line] = ""
            return
        if self.markdown and bare and self._closes_markdown(fence):
            self.lines[fence.line] = ""
            self._leave(fence.line)
            return
        self.open = fence

    def _leave(self, line: int) -> None:
        """Ends the markdown block; one that holds a copy of a document ends where the next one begins at the latest."""
        if self.markdown and self.copied:
            self.copies.append(Copy(self.copied, self.markdown.line + 1, line))
        self.markdown = self.copied = None

    def _end(self, fence: _Open) -> None:
        """A bare fence inside a block: its end, unless CommonMark would take it for code."""
        assert self.open is not None  # noqa: S101 - for the type checker
        longer = len(fence.mark) >= len(self.open.mark) and fence.mark[0] == self.open.mark[0]
        if longer and fence.indent <= self.open.indent + 3:
            self.open = None

    def _interrupt(self, fence: _Open) -> None:
        """A labelled fence inside an open block: the block was never closed."""
        assert self.open is not None  # noqa: S101 - for the type checker
        if self._holds_code(self.open, fence.line):
            self.repairs.append(Trouble(self.open.line, "code block is never closed, it ends before the next one"))
        else:
            self._dissolve(self.open.line, "fence without a partner left out")
        self.breaks.append(fence.line)
        self.open = None
        self._begin(fence, bare=False)

    def _prose_in(self, fence: _Open, end: int) -> int | None:
        """The heading in a JSON block behind which no JSON follows: the answer goes on there."""
        if fence.label != "json":
            return None
        at = end - 1
        while at > fence.line + 1 and not _JSON_LINE.match(self.lines[at]):
            if _HEADING.match(self.lines[at]) and self.lines[at].startswith("##"):
                return at
            at -= 1
        return None

    def _glued(self, number: int, glued: re.Match[str]) -> None:
        """A closing fence at the end of the last line of code: the next fence opens, or there is none."""
        assert self.open is not None  # noqa: S101 - for the type checker
        if glued[2] != self.open.mark or not self._opens_next(number):
            return
        self.lines[number] = glued[1]
        self.breaks.append(number + 1)
        self.repairs.append(Trouble(number, "closing fence stands behind the last line of code"))
        self.open = None

    def _part(self, number: int, merged: re.Match[str]) -> None:
        """A label that the first line of the code is glued to: the fence takes the blank line before it."""
        self.lines[number - 1], self.lines[number] = merged[1] + merged[2], merged[3]
        self.repairs.append(Trouble(number, "the first line of the code stands behind the label of its fence"))
        self._begin(_Open(number - 1, merged[1].strip(), 0, _label(merged[2])), bare=False)

    def _turn(self, number: int, turned: re.Match[str]) -> None:
        """A label in front of its fence instead of behind it."""
        self.lines[number] = turned[2] + turned[1]
        self.repairs.append(Trouble(number, "the fence stands behind its label"))
        self._begin(_Open(number, turned[2], 0, _label(turned[1])), bare=False)

    def _opens_next(self, number: int) -> bool:
        if self.next[0] <= number:
            self.next = self._next_fence(number + 1)
        return self.next[1]

    def _next_fence(self, start: int) -> tuple[int, bool]:
        """The line of the next fence and whether it opens a block; kept, so that each line is looked at once."""
        for number in range(start, len(self.lines)):
            line = self.lines[number]
            if ("```" in line or "~~~" in line) and (found := _FENCE.match(line)):
                return number, bool(found[3])
        return len(self.lines), True

    def _closes_markdown(self, fence: _Open) -> bool:
        """Whether a bare fence ends the markdown block rather than opening a block in it: what follows is blank."""
        following = self.lines[fence.line + 1 : fence.line + 2]
        return not following or not following[0].strip() or bool(_HEADING.match(following[0]))

    def _holds_code(self, fence: _Open, end: int) -> bool:
        """A labelled block holds code whatever it looks like; an unlabelled one must look like some."""
        return bool(fence.label) or recognise("\n".join(self.lines[fence.line + 1 : end])) is not None

    def _dissolve(self, number: int, why: str) -> None:
        self.lines[number] = ""
        self.repairs.append(Trouble(number, why))


def _label(info: str) -> str:
    """The language of an info string if it is one that we know; anything else may be code that looks like a fence."""
    found = _LABEL.match(info)
    return CANONICAL.get(found[1].lower(), "") if found else ""
