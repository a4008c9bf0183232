"""The nouns that flow through the pipeline, from a task directory to fixes.

    Task -> Document -> Change -> Fix

Plain frozen dataclasses: a stage builds them complete and nobody changes them afterwards. What leaves the
pipeline is another family, :mod:`reviewer.review`, because downstream sees nothing but the finished review.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final, Literal

#: A JSON value. Values that are code, not data, are :class:`Expression`.
JSON = Any
#: Tokens of an RFC 6901 pointer, unescaped; a position in a list is an ``int``, a key a ``str``.
Path = tuple[str | int, ...]

Side = Literal["model", "ideal", "deployed"]
Source = Literal["response", "deployed", "documentation"]
Op = Literal["add", "remove", "replace", "move"]
Level = Literal["info", "warning", "error"]
Standing = Literal["stale", "deployed_only", "differs", "unrelated"]

#: Address and name of what a program does outside of its functions and classes, which each of its files may have.
STATEMENTS: Final = "statements"
TOP_LEVEL: Final = "top-level code"


class Missing:
    """The type of :data:`MISSING`: there is no value, which is not the same as the value ``null``."""

    _instance: Missing | None = None

    def __new__(cls) -> Missing:
        """Gives the one instance."""
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> tuple[type[Missing], tuple[()]]:
        return Missing, ()


MISSING: Final = Missing()


class Expression(str):
    """Source text of a value that is code (``var.size``, ``cdk.Duration.days(7)``), white space normalised.

    It reads and serialises as its text, but never equals the string literal of the same text.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(("Expression", str(self)))

    def __repr__(self) -> str:
        return f"Expression({str(self)!r})"


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of a file.

    Attributes:
        file: path below the task directory, with forward slashes (``lib/MODEL_RESPONSE.md``).
        start: first line, counted from 1.
        end: last line, inclusive; never below ``start``.
    """

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notification:
    """What was skipped, degraded, repaired or guessed, and why. Never an exception, never silence."""

    level: Level
    message: str
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What metadata.json says, its spellings brought together.

    Attributes:
        platform: ``cfn``, ``cdk``, ``cdktf``, ``tf``, ``pulumi``, ``cicd``, ``analysis`` or what was written; None
            where nothing was.
        language: ``yaml``, ``json``, ``hcl``, ``ts``, ``js``, ``py``, ``java``, ``go``, ``sh`` or what was written.
        complexity: as written (``medium``, ``hard``, ``expert``).
        services: AWS services as written in ``aws_services``.
        provider: where the task runs (``aws``, ``localstack``).
        subtask: as written.
        training_quality: the score that stands in the file today.
        raw: the whole file as parsed.
    """

    platform: str | None = None
    language: str | None = None
    complexity: str | None = None
    services: tuple[str, ...] = ()
    provider: str | None = None
    subtask: str | None = None
    training_quality: float | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TextFile:
    r"""One file of a task, decoded.

    Attributes:
        path: below the task directory, with forward slashes.
        text: decoded, line ends as ``\n``, no byte order mark.
    """

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """One task directory, read and decoded, not yet understood.

    Attributes:
        id: metadata's ``po_id`` or the directory's name.
        path: as the user typed it, joined with the task's place below it.
        prompt: None where the task has none (a notification says so).
        model: the first answer of the turn under review.
        ideal: the corrected answer.
        deployed: the deployed template or code files, lead template first; empty where there are none.
        turn: which turn of the conversation is under review, counted from 1.
        turns: the turns that the directory holds.
        region: content of the AWS_REGION file, stripped, where there is one.
    """

    id: str
    path: str
    metadata: Metadata
    prompt: TextFile | None
    model: TextFile
    ideal: TextFile
    deployed: tuple[TextFile, ...] = ()
    turn: int = 1
    turns: tuple[int, ...] = (1,)
    region: TextFile | None = None
    notifications: tuple[Notification, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Change:
    """One atomic difference between two documents.

    Attributes:
        op: RFC 6902 operation; ``move`` is a renamed element or a re-ordered list item.
        path: tokens of the pointer, in the coordinates of the left side for replace and remove and of the right side
            for add and move; empty for prose.
        origin: for ``move`` the path in the coordinates of the left side, else None.
        before: value on the left side, MISSING where there is none.
        after: value on the right side, MISSING where there is none.
        left: lines on the left side (the model; for the source ``deployed`` the ideal), None where there is nothing.
        right: lines on the right side (the ideal; for the source ``deployed`` the deployed code).
        source: which comparison found it.
        element_before: the element it lies in on the left side.
        element_after: the element it lies in on the right side.
        keys: normal names of the keys below the element, in snake case, list positions left out, wrappers such as
            ``Properties`` dropped: what rules match on.
        section: headings above it, for prose.
        passage: kind of the passage, for prose; ``comment`` for a line of code in a string that is only a comment.
        noise: None for a change that has meaning, else why it has none (``order``, ``spelling``, ``formatting``,
            ``reference`` to a renamed element, ``comment`` in the deployed code, ``elision`` where a side has dots for
            what it doesn't show, is silent of what the deployed code has, or quotes by itself what the other side has
            in a function, ``loop`` for what a loop of the other side makes as well, ``place`` for a value that a
            function of the other side holds by the same name).
        standing: for the source ``deployed``, ``stale`` where the deployed code has what the model had (the ideal is
            stale), ``deployed_only`` where both responses agree, ``differs`` where all three differ, ``unrelated``
            where another stack is deployed; else None.
        by_default: whether the value stays as long as the parameters that it is taken from hold their defaults.
    """

    op: Op
    path: Path
    before: Any = MISSING
    after: Any = MISSING
    left: Span | None = None
    right: Span | None = None
    source: Source = "response"
    element_before: Element | None = None
    element_after: Element | None = None
    keys: tuple[str, ...] = ()
    origin: Path | None = None
    section: tuple[str, ...] = ()
    passage: str | None = None
    noise: str | None = None
    standing: Standing | None = None
    by_default: bool = False

    @property
    def element(self) -> Element | None:
        """The element that the change lies in, seen from the side that its path speaks of."""
        if self.op in ("add", "move"):
            return self.element_after or self.element_before
        return self.element_before or self.element_after


@dataclass(frozen=True, slots=True)
class Requirement:
    """One sentence or bullet of the prompt that asks for something.

    Attributes:
        text: as it stands in the prompt, white space folded, list marker left out.
        span: its lines in the prompt.
        services: display names of the services that it speaks of.
        heading: whether it is a few words in bold that ask for nothing by themselves, and stand above what does.
        under: the heading or introduction that it stands below, empty where there is none.
        section: the heading of its section.
        about: display names of the services that what it stands below speaks of.
    """

    text: str
    span: Span
    services: tuple[str, ...] = ()
    heading: bool = False
    under: str = ""
    section: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """The changes that a person would name once.

    Attributes:
        rule: id of the rule, ``default-<concern>`` where none named it.
        words: title, issue, fix, reason, impact, training value, by these names.
        also: ids of rules that claimed some of the changes and lost.
    """

    rule: str
    category: str
    concern: str
    source: Source
    direction: Literal["repairs", "beyond", "regresses"]
    words: Mapping[str, str]
    changes: tuple[Change, ...]
    requirements: tuple[Requirement, ...] = ()
    details: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


#: Categories by gravity and sources by closeness to the answer: the order in which fixes are shown.
RANK = {"A": 0, "B": 1, "C": 2}
SOURCES = {"response": 0, "deployed": 1, "documentation": 2}


def rank_fix(fix: Fix) -> tuple[int, int]:
    """Sorts fixes: the gravest first, those of the two responses before those of the deployed code."""
    return RANK[fix.category], SOURCES[fix.source]


def to_pointer(path: Path) -> str:
    """Writes a path as an RFC 6901 pointer."""
    if not path:
        return ""
    pointer = "/" + "/".join([token if type(token) is str else str(token) for token in path])
    if pointer.count("/") == len(path) and "~" not in pointer:
        return pointer
    return "".join(["/" + str(token).replace("~", "~0").replace("/", "~1") for token in path])
