"""Two documents in, their differences out: atomic, located, reversible.

Elements pair by address, then by likeness; values are compared leaf by leaf, prose passage by passage. What has no
meaning (order of sets, equal spellings, formatting, references that follow a rename) is found all the same, and marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from reviewer.diff.code_forms import name_form
from reviewer.diff.defaults import DefaultFollower
from reviewer.diff.elements import pair_elements
from reviewer.diff.loops import Row, find_rows
from reviewer.diff.moved_code import mark_moved
from reviewer.diff.patch import build_patch
from reviewer.diff.prose import diff_passages
from reviewer.diff.quoted import Quotations
from reviewer.diff.references import Renames
from reviewer.diff.relocated import Relocations
from reviewer.diff.row_references import RowReferences
from reviewer.diff.same_outputs import SameOutputs
from reviewer.diff.same_settings import SameSettings
from reviewer.diff.spans import locate
from reviewer.diff.spelling import DATA_LANGUAGES, without_module
from reviewer.diff.stated_defaults import mark_defaults
from reviewer.diff.texts import Tokenizer
from reviewer.diff.tree import to_tree
from reviewer.diff.unread import Unread
from reviewer.diff.values import Edit, ValueDiffer, additions, removals, without_elided
from reviewer.diff.variables import VariableFollower
from reviewer.keys import name_keys, to_snake_case
from reviewer.leaves import value_at
from reviewer.model import MISSING, Change, Document, Element, Path, Source
from reviewer.paths import base_name
from reviewer.references import without_file

__all__ = ["build_patch", "diff_documents", "to_snake_case", "to_tree"]

#: Of so many leaves of an element an excerpt that quotes the element as a whole lacks one at most.
_LEFT_OUT = 5

#: The key that a statement with others in it has its condition under.
_HEADER = "header"

#: Kinds whose value is source text, line by line.
_SOURCE_TEXT = frozenset({"file", "function", "statement"})


def diff_documents(
    left: Document, right: Document, source: Source = "response", tokenize: Tokenizer | None = None
) -> tuple[Change, ...]:
    """Finds every difference between two documents.

    Changes of elements come first, in order of the left document and then of what only the right one has, each in
    document order; changes of prose and comments (source ``documentation``) follow. For the source ``deployed`` there
    is no prose to compare.

    A renamed element is one ``move`` with its names before and after; references that follow it are ``reference``. An
    element that is only announced under another file is a ``move`` of ``spelling``. What one side makes in a loop and
    the other writes out is one renamed element and its copies (``loop``), of which only what tells them apart is left.
    What stands outside of functions on one side and in one of them on the other is the same thing in another place
    (``place``), and so is a statement that stands in another function or block.

    A fragmentary right side does not remove what it doesn't quote: neither elements nor keys, unless it shows nearly
    all of an element and so has taken the rest of it away. A fragmentary left side shows parts of elements, so what
    the right side has besides within such an element of both sides is not reported as added; an element that the left
    side doesn't show at all is. Lists that are quoted are taken to be quoted whole.

    Args:
        left: the model's response; the ideal one for the source ``deployed``.
        right: the ideal response; the deployed code for the source ``deployed``.
        source: put into every change.
        tokenize: reads programs kept in strings; without it they are compared line by line.
    """
    changes = tuple(mark_moved(_diff_elements(left, right, source, tokenize)))
    if source == "deployed":
        return changes
    return changes + tuple(diff_passages(left.passages, right.passages))


def _diff_elements(left: Document, right: Document, source: Source, tokenize: Tokenizer | None) -> Iterator[Change]:
    pairs, rows = find_rows(pair_elements(left.elements, right.elements).pairs, left.elements, right.elements)
    renames = Renames((one, other) for one, other in pairs if one and other and one.path != other.path)
    variables = VariableFollower(left.elements, right.elements, renames)
    defaults = DefaultFollower(left.elements, right.elements, renames)
    row_references = RowReferences(rows.all)
    relocations = Relocations(pairs)
    outputs = SameOutputs(left.elements, right.elements, renames)
    settings = SameSettings(renames)
    quotations = Quotations(left.elements)
    unread = Unread(left.elements, right.elements)
    differs = {loose: ValueDiffer(renames, loose=loose, tokenize=tokenize) for loose in (True, False)}

    def follow(found: Iterable[Edit], one: Element, other: Element) -> Iterable[Edit]:
        data = one.language in DATA_LANGUAGES
        if data:
            return outputs.mark(defaults.follow(found, one, other))
        return settings.mark(outputs.mark(variables.follow(found, one, other)), one, other)

    for one, other in pairs:
        row = rows.of(one, other)
        if one is not None and other is not None:
            found = list(differs[one.language in DATA_LANGUAGES].compare(one.value, other.value))
            quoted = right.shows_part(other.file) or _is_snippet_of(one, other, right)
            parts = left.shows_part_of(one), quoted and not _is_quoted_whole(one, found)
            edits = follow([edit for edit in found if _is_known(edit, one, other, *parts)], one, other)
            edits = mark_defaults(row_references.mark(edits), one, other)
            if row is not None:
                edits = rows.mark(edits, row, moved=one.path != other.path)
            yield from (
                replace(each, row=_written(row)) for each in _moved(one, other, source, variables, quoted=quoted)
            )
        elif row is not None and not (one is not None and right.shows_part(one.file)):
            pair = (row.loop, other) if other is not None else (one or row.loop, row.loop)
            found = list(differs[row.loop.language in DATA_LANGUAGES].compare(pair[0].value, pair[1].value))
            marked = rows.mark(row_references.mark(follow(found, *pair)), row, moved=True)
            told = [edit for edit in marked if edit.noise is None and edit.op != "move"]
            yield from (replace(_change(edit, *pair, source), row=row.written) for edit in told)
            edits = rows.spell_out(pair[row.side], row, told)
        else:
            edits = unread.mark(map(without_elided, _one_sided(one, other, right)), one, other)
        if other is not None and right.shows_part(other.file):
            edits = quotations.mark(edits, other)
        for element in (one, other):
            edits = relocations.mark(edits, element) if element is not None else edits
        yield from (replace(_change(edit, one, other, source), row=_written(row)) for edit in edits)


def _written(row: Row | None) -> tuple[Element, ...]:
    return row.written if row is not None else ()


def _one_sided(one: Element | None, other: Element | None, right: Document) -> Iterator[Edit]:
    if other is not None:
        yield from additions(other.value, ())
    elif one is not None and (one.path in right.gone or not right.shows_part(one.file)):
        yield from removals(one.value, ())


def _is_known(edit: Edit, one: Element, other: Element, left_part: bool, right_part: bool) -> bool:
    """Says whether an excerpt on a side shows enough to tell: what it leaves out of an object is not absent.

    A list is left out with the key that it stands under. Of one that is there, the items that came or went are known,
    unless nothing says where it ends: calls, statements and the blocks of Terraform only share a name.
    """
    if not edit.depth or not (right_part if edit.op == "remove" else left_part and edit.op == "add"):
        return True
    element, path = (other, edit.right) if edit.op == "add" else (one, edit.left)
    path = (path or ())[: edit.depth]
    return isinstance(path[-1], int) and not _is_loose(value_at(element.value, path), path, element)


def _is_loose(item: Any, path: Path, element: Element) -> bool:
    """Says whether an item of a list stands by itself in the code: a call, a statement with others in it, a block."""
    if isinstance(item, list) or (isinstance(item, dict) and _HEADER in item):
        return True
    in_blocks = all(isinstance(token, int) == (at % 2 == 1) for at, token in enumerate(path))
    return element.language == "hcl" and isinstance(item, dict) and in_blocks


def _is_quoted_whole(one: Element, edits: Iterable[Edit]) -> bool:
    """Says whether an excerpt shows nearly all of an element: what is not there is gone then, and not left out."""
    gone = sum(1 for edit in edits if edit.op == "remove")
    return gone * _LEFT_OUT <= sum(1 for _ in removals(one.value, ()))


def _is_snippet_of(one: Element, other: Element, right: Document) -> bool:
    """Says whether code without a name shows something of a file that a response otherwise only speaks of."""
    return not other.file and one.file in right.unshown | right.excerpts


def _moved(
    one: Element, other: Element, source: Source, variables: VariableFollower, *, quoted: bool
) -> Iterator[Change]:
    if one.path != other.path:
        yield Change(
            "move",
            other.path,
            before=one.name,
            after=other.name,
            left=one.span,
            right=other.span,
            source=source,
            element_before=one,
            element_after=other,
            origin=one.path,
            noise=_move_noise(one, other, variables, quoted=quoted),
        )


def _move_noise(one: Element, other: Element, variables: VariableFollower, *, quoted: bool) -> str | None:
    """Says why a new address means nothing: it is written otherwise, follows a renamed one, or is quoted in part."""
    paths = without_file(one), without_file(other)
    if _is_same_address(one, other):
        return "spelling"
    if paths[0][:-1] == paths[1][:-1] and variables.is_same_name(one, other):
        return "reference"
    if quoted and (_is_within(paths[1], paths[0]) or _is_loose_quotation(one, other)):
        return "elision"
    return None


def _is_within(part: Path, whole: Path) -> bool:
    """Says whether an address only lacks names around it: the class of a method, the variable of a resource."""
    names = iter(whole)
    return len(part) < len(whole) and part[-1] == whole[-1] and all(name in names for name in part)


def _is_loose_quotation(one: Element, other: Element) -> bool:
    """Says whether an excerpt shows the same without its file: where it stands, and in which variable, is not told."""
    return not other.file and one.name == other.name and one.type == other.type


def _is_same_address(one: Element, other: Element) -> bool:
    """Says whether only the name of the file around an element differs, or how the file or the name was written.

    A name that code fills in (``node-{i+1}``) is the same however that code is spaced, and a class (``Stack``) whether
    or not its module (``cdk.Stack``) is imported.
    """
    if one.kind == other.kind == "file":
        names = base_name(one.file), base_name(other.file)
        return names[0] == names[1] or "" in names
    old, new = ([name_form(str(each)) for each in without_file(element)] for element in (one, other))
    return old == new or (bool(old) and old[1:] == new[1:] and _is_same_class(old[0], new[0]))


def _is_same_class(one: str, other: str) -> bool:
    return other in (one, without_module(one)) or one == without_module(other)


def _change(edit: Edit, one: Element | None, other: Element | None, source: Source) -> Change:
    below = edit.right if edit.op in ("add", "move") else edit.left
    element = other if edit.op in ("add", "move") else one
    assert below is not None and element is not None  # noqa: S101 - an edit has the side that it speaks of
    return Change(
        edit.op,
        element.path + below,
        before=edit.before,
        after=edit.after,
        left=locate(one, edit.left),
        right=locate(other, edit.right),
        source=source,
        element_before=one,
        element_after=other,
        keys=name_keys(below),
        origin=one.path + edit.left if edit.op == "move" and one and edit.left is not None else None,
        passage="comment" if edit.comment else None,
        noise=edit.noise
        or _layout_noise(edit, element)
        or _unset_noise(edit, one, other)
        or _comment_noise(edit, source),
        by_default=edit.by_default,
    )


def _comment_noise(edit: Edit, source: Source) -> str | None:
    """The comments of deployed code are nobody's answer; those of the responses belong to their documentation."""
    return "comment" if edit.comment and source == "deployed" else None


def _unset_noise(edit: Edit, one: Element | None, other: Element | None) -> str | None:
    """An argument of Terraform that is null is one that nobody set."""
    below, value = (edit.right, edit.after) if edit.op == "add" else (edit.left, edit.before)
    if edit.op not in ("add", "remove") or value is not None or below is None or len(below) != 1:
        return None
    stays = one is not None and other is not None and one.language == "hcl" and one.kind in ("resource", "data")
    return "spelling" if stays else None


def _layout_noise(edit: Edit, element: Element) -> str | None:
    """Says whether source text that is kept line by line differs in white space only."""
    if element.kind not in _SOURCE_TEXT or edit.op == "move":
        return None
    before, after = ("" if value is MISSING else value for value in (edit.before, edit.after))
    if not isinstance(before, str) or not isinstance(after, str) or before.split() != after.split():
        return None
    return "formatting"
