"""Programs (CDK, CDKTF, Pulumi, plain scripts) by tree-sitter: constructs become resources, the rest stays syntax.

Paths: ``/<type>/<variable>/<id>/<property>``, what the code doesn't have left out; ``/import/<module>/<name>``;
``/<class>/<method>/<name>`` for other code; ``/config/<variable>/<name>`` for Pulumi's configuration,
``/export/<name>`` for its outputs. Where two elements would share a path the later one is numbered (``#2``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from reviewer.extract.programs.broken_off import closed
from reviewer.extract.programs.comments import passages, remark
from reviewer.extract.programs.escapes import unescaped
from reviewer.extract.programs.located import end_row
from reviewer.extract.readers import Reading
from reviewer.model import CodeBlock, Notification

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Query

    from reviewer.extract.programs.statements import Statements

#: Language to grammar (``module:function``) and walker (``module:class`` of this package).
LANGUAGES: Final = {
    "ts": ("tree_sitter_typescript:language_typescript", "typescript:TypeScript"),
    "tsx": ("tree_sitter_typescript:language_tsx", "typescript:TypeScript"),
    "js": ("tree_sitter_javascript:language", "typescript:TypeScript"),
    "py": ("tree_sitter_python:language", "python:Python"),
    "go": ("tree_sitter_go:language", "go:Go"),
    "java": ("tree_sitter_java:language", "java:Java"),
}
#: Languages with templates in backquotes.
_TEMPLATED: Final = frozenset(("ts", "tsx", "js"))
#: Comments and errors deeper in the tree than this are not looked for; code written by hand stays below 100.
_DEEPEST: Final = 400
#: What is said of a program that ends within something.
_BREAKS_OFF: Final = "the code breaks off here, read as if everything open were closed"
#: Lines before and behind one that can't be parsed whose meaning is in doubt: a grammar goes on somewhere behind it.
_AROUND: Final = 10
#: Error regions named one by one; more are counted.
_NAMED_ERRORS: Final = 5


def parse_program(language: str, source: bytes) -> Node:
    """Parses a text in one of :data:`LANGUAGES`; the tree may hold errors."""
    return _grammar(language)[0].parse(source).root_node


def read_program(block: CodeBlock) -> Reading:
    """Reads a block in one of :data:`LANGUAGES`."""
    query = _grammar(block.language)[1]
    root = parse_program(block.language, block.text.encode("utf-8", "replace"))
    found = _captures(query, root)
    best = block
    for repaired in _unescaped(block, found):
        again = parse_program(block.language, repaired.text.encode("utf-8", "replace"))
        better = _captures(query, again)
        if len(better.get("error", ())) < len(found.get("error", ())):
            best, root, found = repaired, again, better
    escaped = best is not block
    repairs = _escapes(block, best) if escaped else ()
    whole = closed(best.text, block.language) if "error" in found else None
    if whole is not None:
        again = parse_program(block.language, whole.encode("utf-8", "replace"))
        better = _captures(query, again)
        if _count_rows(better) < _count_rows(found):
            best, root, found = replace(best, text=whole), again, better
            repairs += (Notification("warning", _BREAKS_OFF, block.span.file, block.span.end),)
    return _read(best, root, found, repairs, escaped=escaped)


def _count_rows(found: dict[str, list[Node]]) -> int:
    """How many lines the errors reach over."""
    return len({row for each in found.get("error", ()) for row in range(each.start_point.row, end_row(each) + 1)})


def _read(
    block: CodeBlock, root: Node, found: dict[str, list[Node]], repairs: tuple[Notification, ...], *, escaped: bool
) -> Reading:
    walker: Statements = _walker(block.language)(block, block.text.encode("utf-8", "replace"))
    walker.program(root)
    if escaped:
        walker.escaped()
    remarks = [remark(*each.start_point, walker.text(each)) for each in found.get("comment", ())]
    return Reading(
        walker.outline.elements(),
        passages(block, [*walker.docstrings, *remarks]),
        repairs + _notifications(found.get("error", []), block) + _replaced(walker.replaced, block),
        walker.platform(),
        doubtful=_count_doubtful(found.get("error", []), root),
    )


def _count_doubtful(errors: list[Node], root: Node) -> int:
    """How many lines stand near the beginning of an error; the grammar may read on well within a long one."""
    rows = {each.start_point.row for each in errors}
    near = {at for row in rows for at in range(row - _AROUND, row + _AROUND + 1)}
    return len(near.intersection(range(end_row(root) + 1)))


def _replaced(classes: list[tuple[int, str, int]], block: CodeBlock) -> tuple[Notification, ...]:
    """Says which classes do not count, since the program declares them again."""
    file, first = block.span.file, block.span.start
    return tuple(
        Notification("warning", f"class {name} is declared again at line {first + by}, which counts", file, first + row)
        for row, name, by in classes
    )


def count_unreadable(language: str, text: str) -> int:
    """Lines of a text in one of :data:`LANGUAGES` that its grammar can't make sense of."""
    root = parse_program(language, text.encode("utf-8", "replace"))
    errors = _captures(_grammar(language)[1], root).get("error", ()) if root.has_error else ()
    return len({row for each in errors for row in range(each.start_point.row, end_row(each) + 1)})


def read_script(block: CodeBlock) -> Reading:
    """Reads a shell script."""
    from reviewer.extract.programs.shell import read

    return read(block)


@cache
def _grammar(language: str) -> tuple[Parser, Query]:
    from tree_sitter import Language, Parser, Query

    module, _, function = LANGUAGES[language][0].partition(":")
    grammar = Language(getattr(import_module(module), function)())
    comments = "(line_comment) @comment (block_comment) @comment" if language == "java" else "(comment) @comment"
    return Parser(grammar), Query(grammar, f"{comments} (ERROR) @error (MISSING) @error")


def _captures(query: Query, root: Node) -> dict[str, list[Node]]:
    """Comments and errors, found by the grammar's own engine: much faster than a visit in Python."""
    from tree_sitter import QueryCursor

    cursor = QueryCursor(query)
    # Its time grows with the depth of the tree squared: 26 s for a sum of 100,000 numbers.
    cursor.set_max_start_depth(_DEEPEST)
    return cursor.captures(root)


@cache
def _walker(language: str) -> Any:
    module, _, name = LANGUAGES[language][1].partition(":")
    return getattr(import_module(f"{__name__}.{module}"), name)


def _unescaped(block: CodeBlock, found: dict[str, list[Node]]) -> Iterator[CodeBlock]:
    r"""The block without the backslashes of ``\`` and ``\${`` that an answer copied from inside a template carries.

    All of them may be too many, or only those that stand outside of a template that is written as it should be.
    """
    if "error" not in found or block.language not in _TEMPLATED or "\\`" not in block.text:
        return
    yield replace(block, text=block.text.replace("\\`", "`").replace("\\${", "${"))
    yield replace(block, text=unescaped(block.text))


def _escapes(block: CodeBlock, repaired: CodeBlock) -> tuple[Notification, ...]:
    pairs = zip(block.text.split("\n"), repaired.text.split("\n"), strict=True)
    line = block.span.start + next(at for at, (before, after) in enumerate(pairs) if before != after)
    message = "template literals with escaped backquotes don't parse, read as if not escaped"
    return (Notification("warning", message, block.span.file, line),)


def _notifications(errors: list[Node], block: CodeBlock) -> tuple[Notification, ...]:
    rows = sorted({(each.start_point.row, end_row(each)) for each in errors})
    out = []
    for start, end in rows[:_NAMED_ERRORS]:
        first, last = block.span.start + start, block.span.start + end
        where = f"line {first}" if first >= last else f"lines {first} to {last}"
        message = f"{where} of the {block.language} code can't be parsed, compared as text"
        out.append(Notification("warning", message, block.span.file, first))
    if len(rows) > _NAMED_ERRORS:
        more = f"{len(rows) - _NAMED_ERRORS} more places of the {block.language} code can't be parsed"
        out.append(Notification("warning", more, block.span.file, block.span.start + rows[_NAMED_ERRORS][0]))
    return tuple(out)
