"""One side of the comparison, understood: its code as elements, its prose as passages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final, Literal

from reviewer.model.task import Notification, Span
from reviewer.model.values import Path

Side = Literal["model", "ideal", "deployed"]

#: Address and name of what a program does outside of its functions and classes, which each of its files may have.
STATEMENTS: Final = "statements"
TOP_LEVEL: Final = "top-level code"


@dataclass(frozen=True, slots=True)
class Passage:
    """One unit of prose, as small as a person would quote it.

    Attributes:
        section: headings above it, outermost first.
        kind: ``heading``, ``paragraph``, ``item`` (list item), ``row`` (table row), ``block`` (a code block that is
            not part of the answer's code: shell commands, trees, sample output), ``comment`` (a comment in code) or
            ``announcement`` (nothing but the name of the file that follows).
        text: white space folded, emphasis marks kept.
        span: lines on disk.
    """

    section: tuple[str, ...]
    kind: Literal["heading", "paragraph", "item", "row", "block", "comment", "announcement"]
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """One piece of code of a response or one deployed file.

    Attributes:
        language: lower-case canonical name (``json``, ``yaml``, ``hcl``, ``ts``, ``js``, ``py``, ``go``, ``java``,
            ``sh``, ...) after repair of missing and wrong tags.
        name: the file name announced for it (``lib/TapStack.json``), None where nothing announces one.
        text: the code, indentation of the fence removed.
        span: lines of the code itself on disk, fences excluded; line ``i`` (from 0) of ``text`` is ``span.start + i``.
        complete: False for a cut-off, elided or fragmentary block.
        section: headings above it.
        label: what its fence calls it; empty where it says nothing.
        gaps: lines on disk that stand for code that is left out, and the last line of a block that is cut off.
    """

    language: str
    name: str | None
    text: str
    span: Span
    complete: bool = True
    section: tuple[str, ...] = ()
    label: str = ""
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One infrastructure element (the *resource* of the design, and its siblings), whatever language declares it.

    Attributes:
        path: tokens of its pointer (``("Resources", "Db")``, ``("aws_db_instance", "main")``), file name in front only
            where two files of one response hold the same address.
        kind: ``resource``, ``data``, ``parameter``, ``output``, ``mapping``, ``condition``, ``metadata``, ``local``,
            ``provider``, ``module``, ``import``, ``function``, ``statement``, ``setting`` (a key of a
            configuration file), ``job``, ``step``, ``file`` (an unparsed text, compared by line).
        type: native type (``AWS::RDS::DBCluster``, ``aws_db_instance``, ``rds.DatabaseCluster``); empty where none.
        service: display name of its service (``RDS``), None where it belongs to none.
        name: what a person calls it (logical id, local name, construct id).
        value: its body; for CloudFormation the whole resource with ``Type`` and ``Properties``.
        spans: lines for every path below the element, relative to it; ``()`` is the element itself.
        language: of the code block it stands in.
        file: announced file name, empty where none was announced.
    """

    path: Path
    kind: str
    type: str
    service: str | None
    name: str
    value: Any
    spans: Mapping[Path, Span]
    language: str
    file: str = ""

    @property
    def span(self) -> Span:
        """Lines of the whole element."""
        return self.spans[()]

    def with_spans(self, spans: Mapping[Path, Span]) -> Element:
        """The element with other places; every element asks for it once, and ``replace`` takes three times as long."""
        return Element(
            self.path, self.kind, self.type, self.service, self.name, self.value, spans, self.language, self.file
        )

    def span_of(self, path: Path) -> Span:
        """Lines of the value at ``path`` below the element, or of the nearest value around it that has any."""
        while (span := self.spans.get(path)) is None:
            path = path[:-1]
        return span


@dataclass(frozen=True, slots=True)
class Document:
    """One side of the comparison, understood.

    Attributes:
        side: which one.
        file: path of the response below the task; for the deployed side the lead file.
        elements: in order of appearance.
        passages: prose, and the comments of the code, in order of appearance.
        blocks: the code blocks that the elements came from.
        platform: what the code itself is written in (``cfn``, ``tf``, ``cdk``, ...), None where no code was recognised.
        language: language of most of that code.
        comparable: False where no code could be read at all, or only an outline of it.
        fragmentary: True where the response shows only parts of its files; what it does not quote is not removed,
            the rest of an element that it quotes nearly whole excepted.
        excerpts: names of single files of which it shows a part, or which it only speaks of; the same holds for them.
        unshown: names, as the model's response has them, of those that it refers to and does not show.
        gone: addresses in the model's response of what it says is gone, though it shows only parts.
        notifications: what was repaired, skipped or guessed while reading.
        whole: names, as either side has them, of the files that a fragmentary response shows whole all the same.
    """

    side: Side
    file: str
    elements: tuple[Element, ...] = ()
    passages: tuple[Passage, ...] = ()
    blocks: tuple[CodeBlock, ...] = ()
    platform: str | None = None
    language: str | None = None
    comparable: bool = True
    fragmentary: bool = False
    excerpts: frozenset[str] = frozenset()
    notifications: tuple[Notification, ...] = ()
    whole: frozenset[str] = frozenset()
    unshown: frozenset[str] = frozenset()
    gone: frozenset[Path] = frozenset()

    def shows_part(self, file: str) -> bool:
        """Tells whether it shows only a part of a file, whatever folder either side puts it in."""
        if self.fragmentary:
            return file not in self.whole
        if file in self.unshown:
            return True
        if not file or not self.excerpts or file in self.excerpts:
            return file in self.excerpts
        if any(each.name == file for each in self.blocks):
            return False  # another file of that name, in a folder of its own
        return any(PurePosixPath(each).name == PurePosixPath(file).name for each in self.excerpts)

    def shows_part_of(self, element: Element) -> bool:
        """Tells whether it shows only a part of one of its elements.

        A model's response that leaves code out, or is cut off, is no quotation of another text: it shows the elements
        whole in which nothing is left out. One that consists of pieces shows pieces. What it was given of another
        response is there in full.
        """
        if not self.shows_part(element.file) or element.span.file != self.file:
            return False
        if self.side != "model" or not any(each.gaps for each in self.blocks):
            return True
        start, end = element.span.start, element.span.end
        block = next((each for each in self.blocks if each.span.start <= start <= each.span.end), None)
        if block is None or not (block.complete or block.gaps):
            return True
        return any(start <= each <= end for each in block.gaps)
