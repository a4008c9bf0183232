"""Which reader understands which language: one explicit table, one row a language.

A row names ``module:function`` below this package; the module is imported when the first block of its language comes
along, so that a CloudFormation review never pays for tree-sitter. A reader takes one code block and gives what it
found; a block that it can't make sense of it refuses with :class:`Unreadable`, and the block is compared by line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Final, NamedTuple

from reviewer.model import CodeBlock, Element, Notification, Passage


class Reading(NamedTuple):
    """What a reader made of one block.

    Attributes:
        elements: in order of appearance; paths without the file's name, which is put in front later where needed.
        comments: the comments of the code, as passages of kind ``comment``.
        notifications: what was repaired, skipped or guessed.
        platform: what the code is written in (``cfn``, ``tf``, ``cdk``, ``cdktf``, ``pulumi``, ``cicd``), None where
            the code doesn't tell.
        bare: whether it shows elements without the file around them, as an excerpt does.
        doubtful: how many lines stand in, or next to, what can't be parsed, so that what was found there may be wrong.
    """

    elements: tuple[Element, ...] = ()
    comments: tuple[Passage, ...] = ()
    notifications: tuple[Notification, ...] = ()
    platform: str | None = None
    bare: bool = False
    doubtful: int = 0


Reader = Callable[[CodeBlock], Reading]


class Unreadable(ValueError):  # noqa: N818 - it names the block's state; nobody's error
    """A block is not what its reader reads; the block is compared by line instead.

    Attributes:
        message: what is wrong, for a notification.
        line: line of the file on disk, None where no single line is to blame.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


#: Where the reader of each language lives. JSON and YAML are several languages in one coat: see ``structured.py``.
ROWS: Final[Mapping[str, str]] = {
    "json": "structured:read_structured",
    "yaml": "structured:read_structured",
    "hcl": "terraform:read_hcl",
    "ts": "programs:read_program",
    "js": "programs:read_program",
    "py": "programs:read_program",
    "go": "programs:read_program",
    "java": "programs:read_program",
    "sh": "programs:read_script",
    "toml": "config:read_toml",
}

#: What JSON and YAML turn out to be, by their content.
STRUCTURED_ROWS: Final[Mapping[str, str]] = {
    "template": "cloudformation:read_template",
    "workflow": "workflows:read_workflow",
    "config": "config:read_config",
}

#: The reader of everything else: one element a block, compared by line.
FALLBACK: Final = "plain:read_plain"


class ReaderTable(Mapping[str, Reader]):
    """Language to reader, each resolved when it is first asked for; a language without a row is read by line."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        self._rows = rows
        self._resolved: dict[str, Reader] = {}

    def __getitem__(self, language: str) -> Reader:
        if language not in self._resolved:
            self._resolved[language] = resolve(self._rows.get(language, FALLBACK))
        return self._resolved[language]

    def __contains__(self, language: object) -> bool:
        return language in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def resolve(target: str) -> Reader:
    """Imports the reader that a row names; a row whose module is not there yields the reader by line.

    Raises:
        ImportError: the module is there, but something that it needs is not.
    """
    module, _, function = target.partition(":")
    name = f"{__package__}.{module}"
    try:
        found: Reader | None = getattr(import_module(name), function, None)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        found = None
    return found or resolve(FALLBACK)


READERS: Final = ReaderTable(ROWS)
STRUCTURED: Final = ReaderTable(STRUCTURED_ROWS)
