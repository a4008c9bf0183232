"""Programs (CDK, CDKTF, Pulumi, plain scripts) by tree-sitter: constructs become resources, the rest stays syntax.

Paths: ``/<type>/<variable>/<id>/<property>``, what the code doesn't have left out; ``/import/<module>/<name>``;
``/<class>/<method>/<name>`` for other code; ``/config/<variable>/<name>`` for Pulumi's configuration,
``/export/<name>`` for its outputs. Where two elements would share a path the later one is numbered (``#2``).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from reviewer.extract.programs.comments import passages, remark
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
#: Comments and errors deeper in the tree than this are not looked for; code written by hand stays below 100.
_DEEPEST: Final = 400
#: Error regions named one by one; more are counted.
_NAMED_ERRORS: Final = 5


def read_program(block: CodeBlock) -> Reading:
    """Reads a block in one of :data:`LANGUAGES`."""
    source = block.text.encode("utf-8", "replace")
    parser, query = _grammar(block.language)
    root = parser.parse(source).root_node
    walker: Statements = _walker(block.language)(block, source)
    walker.program(root)
    found = _captures(query, root)
    remarks = [remark(*each.start_point, walker.text(each)) for each in found.get("comment", ())]
    return Reading(
        walker.outline.elements(),
        passages(block, [*walker.docstrings, *remarks]),
        _notifications(found.get("error", []), block),
        walker.platform(),
    )


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
