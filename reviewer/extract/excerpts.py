"""An ideal response that shows parts of its code only, which can be told when it is held against the other sides.

By itself an excerpt may look like a small answer. Beside the model's response it is seen to speak of code that it does
not show: it refers to resources that only the other response declares, its code stands in pieces of which none is
whole, or next to nothing of the infrastructure is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any, Final

from reviewer.extract.languages import PROGRAMS, language_of_name
from reviewer.extract.selection import SCRIPT_PLATFORMS
from reviewer.extract.structured import TEMPLATE_SECTIONS
from reviewer.extract.unshown_modules import find_modules
from reviewer.model import CodeBlock, Document, Element, Metadata, Notification, Path
from reviewer.references import names_in, names_of, without_file

#: What infrastructure is declared by, and what else is declared for it.
_DECLARING: Final = ("resource", "module")
_SAID: Final = (*_DECLARING, "parameter", "data", "local", "output", "function")
_NAMED: Final = (*_DECLARING, "parameter", "data", "local", "condition", "mapping", "provider")
#: Languages in which whatever is used is imported; Terraform finds its providers by itself.
_IMPORTING: Final = PROGRAMS - {"hcl"}
#: Languages of templates, and the section that holds the resources of a whole one.
_TEMPLATES: Final = ("json", "yaml")
_SECTION: Final = re.compile(r"^[ \t{]*\"?Resources\"?[ \t]*:", re.MULTILINE)
#: Kinds in whose values the keys are names that a program declares.
_BODIES: Final = ("function", "statement", "import")
#: The parameters of a function, and all that one has whose body says nothing.
_PARAMETERS: Final = "parameters"
_EMPTY: Final = frozenset({_PARAMETERS, "returns", "pass"})
#: Classes and functions that test.
_TEST: Final = re.compile(r"(?:^|\.)(?:Test[A-Z]|test_)")
#: A method that an object has itself.
_METHOD: Final = re.compile(r"\b(?:self|this)\.(\w+)\(")
#: Words for what is left out and as it was.
_UNCHANGED: Final = re.compile(r"(?i)\bunchanged\b")
#: Share of the model's resources above which a response is no excerpt, whatever it refers to: it may have a mistake.
_MOST: Final = 2 / 3
#: One name that is declared nowhere is a mistake; several, which are a good share of all names used, are not shown.
_FEWEST: Final = 2
_SHARE: Final = 0.2
#: Share of another side's resources below which a response is an outline: no correction takes nine of ten away.
_OUTLINE: Final = 0.1
#: Things of any kind that the model's response must declare for that.
_MANY: Final = 20
#: Resources that another side must have for that, and a file of it for being seen to be one that is not shown.
_SEVERAL: Final = 3
#: Share of the deployed resources up to which those of an excerpt are too few to stand for all of them, and share of
#: its own that must be among those.
_STANDS: Final = 0.5
#: Names that a notification quotes.
_QUOTED: Final = 3


def find_excerpts(ideal: Document, model: Document, deployed: Document | None, metadata: Metadata) -> Document:
    """Marks an ideal response that shows parts only; files that it shows whole all the same stay whole.

    One that declares no resource at all is an outline, which can't be compared: whatever else it shows, of the
    infrastructure nobody can tell what it would be. A template that can't be read is still compared by line.

    Args:
        ideal: the ideal response.
        model: the model's response.
        deployed: the deployed code.
        metadata: of the task; an analysis or a pipeline may well take the place of infrastructure.
    """
    if not ideal.comparable or metadata.platform in SCRIPT_PLATFORMS:
        return ideal
    own = sum(count_resources(inside) for _, inside in by_block(ideal) if not _is_test(inside))
    theirs = count_resources(model.elements)
    outline = _is_outline(own, count_resources((deployed or model).elements))
    readable = all(each.kind != "file" for each in ideal.elements)
    if outline and not own and (readable or deployed is not None) and not _keeps_the_rest(ideal):
        why = "it declares none of the resources that the other side does"
        note = Notification("warning", f"only an outline of the code is shown here: {why}", ideal.file)
        return replace(ideal, comparable=False, notifications=(*ideal.notifications, note))
    if ideal.fragmentary:
        return ideal
    undeclared = _undeclared(ideal, model) if own < _MOST * theirs else {}
    if undeclared:
        names = ", ".join(list(undeclared)[:_QUOTED])
        why = f"it refers to {len(undeclared)} names that only the model's response declares ({names})"
    elif own < _MOST * theirs and (modules := find_modules(ideal)):
        why = f"it shows nothing of most modules that it calls ({', '.join(modules[:_QUOTED])})"
    elif outline or _is_sparse(ideal, model):
        why = "it declares next to nothing of what the other side does"
    elif stubs := _stubs(ideal):
        why = f"most of its functions are empty ({', '.join(stubs[:_QUOTED])})"
    elif own < _MOST * theirs and _is_in_pieces(ideal):
        why = "its code stands in pieces, of which none is whole"
    else:
        return ideal
    note = Notification("warning", f"only parts of the code are shown here: {why}", ideal.file)
    whole = frozenset(_shown_whole(ideal, model, undeclared))
    return replace(ideal, fragmentary=True, whole=whole, notifications=(*ideal.notifications, note))


def _stubs(ideal: Document) -> list[str]:
    """The functions without a body where those are most of all: their code stands elsewhere. A test may be planned."""
    functions = [
        each
        for each in ideal.elements
        if each.kind == "function" and isinstance(each.value, dict) and _PARAMETERS in each.value
        if not any(_TEST.search(str(part)) for part in each.path)
    ]
    empty = [each.name for each in functions if "pass" in each.value and each.value.keys() <= _EMPTY]
    return empty if len(empty) >= _SEVERAL and len(empty) > len(functions) / 2 else []


def _keeps_the_rest(ideal: Document) -> bool:
    """Whether the code itself says of what it leaves out that it is as it was: then it corrects what it shows."""
    for block in ideal.blocks:
        lines = block.text.split("\n")
        places = (gap - block.span.start for gap in block.gaps)
        if any(at < len(lines) and _UNCHANGED.search(lines[at]) for at in places):
            return True
    return False


def _is_test(inside: list[Element]) -> bool:
    """Whether a block only tests: what it makes an instance of is declared elsewhere."""
    tests = any(each.kind == "function" and _TEST.search(each.name) for each in inside)
    return tests and all(each.kind != "resource" for each in inside)


def needs_stand_in(ideal: Document, deployed: Document) -> bool:
    """Whether what a response shows is too little to compare where the whole is deployed.

    An excerpt of something else than what is deployed has to be compared as it is.
    """
    if not ideal.comparable:
        return True
    own, there = _resources(ideal.elements), _resources(deployed.elements)
    parts = ideal.fragmentary or any(language_of_name(each) in _TEMPLATES for each in ideal.excerpts | ideal.unshown)
    few = len(there) >= _SEVERAL and len(own) <= _STANDS * len(there)
    return parts and few and len(own & there) >= _STANDS * len(own)


def is_unrelated(deployed: Document, *responses: Document) -> bool:
    """Whether another stack is deployed, such as the one that a project began with: a little, and none of the answer.

    Args:
        deployed: the deployed code.
        responses: the model's response and the ideal one.
    """
    there = _resources(deployed.elements)
    sides = [_resources(each.elements) for each in responses]
    if not there or any(there & each for each in sides) or not _is_outline(len(there), len(sides[-1])):
        return False
    unread = [str(each.value) for side in responses for each in side.elements if each.kind == "file"]
    return not any(str(path[-1]) in text for path in there for text in unread)


def closest_file(name: str, files: Iterable[str]) -> str | None:
    """Which of several files a name means, of whose folders either side may leave some out."""
    near = {file: _shared_end(PurePosixPath(name).parts, PurePosixPath(file).parts) for file in files}
    best = max(near, key=lambda file: near[file], default=None)
    return best if best is not None and near[best] else None


def _shared_end(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    pairs = zip(reversed(one), reversed(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _resources(elements: Iterable[Element]) -> set[Path]:
    return {without_file(each) for each in elements if each.kind in _DECLARING}


def _is_outline(own: int, there: int) -> bool:
    return there >= _SEVERAL and own <= _OUTLINE * there


def _is_sparse(ideal: Document, model: Document) -> bool:
    """Whether next to nothing is declared of what the other response does, which may look at more than it makes."""
    own, there = (sum(1 for each in side.elements if each.kind in _SAID) for side in (ideal, model))
    return there >= _MANY and own <= _OUTLINE * there


def count_resources(elements: Iterable[Element]) -> int:
    """Counts what declares infrastructure; a mere type beside a name (``Store: AWS::S3::Bucket``) doesn't."""
    return sum(1 for each in elements if each.kind in _DECLARING and not isinstance(each.value, str))


def _undeclared(ideal: Document, model: Document) -> dict[str, Element]:
    """The names that a response refers to and only the other one declares, where they are too many for a mistake."""
    used = dict.fromkeys(name for each in ideal.elements if each.kind != "file" for name in names_in(each.value))
    theirs: dict[str, Element] = {}
    for each in model.elements:
        for name in _names(each) if each.kind in _NAMED else ():
            theirs.setdefault(name, each)
    called = called_methods(ideal)
    for each in model.elements:
        if each.kind == "function" and each.path[-1] in called:
            theirs.setdefault(str(each.path[-1]), each)
    used |= called
    declared = set(_declared(ideal.elements))
    missing = {name: theirs[name] for name in used if name in theirs and name not in declared}
    named = {name for each in ideal.elements if each.kind in _NAMED for name in _names(each)}
    all_used = len(missing) + sum(1 for name in used if name in named or (name in called and name in declared))
    return missing if len(missing) >= _FEWEST and len(missing) >= _SHARE * all_used else {}


def called_methods(document: Document) -> dict[str, None]:
    """The methods that programs call on their own object."""
    code = (block.text for block in document.blocks if block.language in _IMPORTING)
    return dict.fromkeys(name for text in code for name in _METHOD.findall(text))


def _names(element: Element) -> tuple[str, ...]:
    """What an element is called where it is used; in a template that is its logical id alone."""
    return (element.name,) if element.language in _TEMPLATES else names_of(element)


def _declared(elements: Iterable[Element]) -> Iterator[str]:
    """All that the code may have given a name, and every word of a file that was not understood."""
    for each in elements:
        yield from (each.name, *names_of(each), *map(str, each.path))
        if each.language in _IMPORTING:
            yield from (word for token in each.path for word in str(token).replace(".", " ").split())
            if each.kind == "file":
                yield from str(each.value).replace("(", " ").split()
            elif each.kind in _BODIES:
                yield from _keys(each.value)


def _keys(value: Any) -> Iterator[str]:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack += item.values()
            yield from map(str, item)
        elif isinstance(item, list):
            stack += item


def _is_in_pieces(document: Document) -> bool:
    """Whether most resources stand in several pieces that import nothing, or are no template: no whole does that."""
    if document.platform == "cfn" and _is_template_in_pieces(document):
        return True
    sizes = [(_is_bare(block, inside), count_resources(inside)) for block, inside in by_block(document)]
    pieces = [size for bare, size in sizes if bare]
    return len(pieces) > 1 and sum(pieces) * 2 > sum(size for _, size in sizes)


def _is_template_in_pieces(document: Document) -> bool:
    """Whether a template stands in several blocks without a name, of which none has resources beside another section.

    An answer that goes through its template section by section has no block to deploy.
    """
    sections = [
        {str(without_file(each)[0]) for each in inside} & {*TEMPLATE_SECTIONS}
        for block, inside in by_block(document)
        if block.language in _TEMPLATES and not block.name
    ]
    sections = [each for each in sections if each]
    return len(sections) > 1 and not any("Resources" in each and len(each) > 1 for each in sections)


def _is_bare(block: CodeBlock, inside: list[Element]) -> bool:
    if not count_resources(inside):
        return False
    if block.language in _TEMPLATES:
        return _SECTION.search(block.text) is None
    return block.language in _IMPORTING and not any(each.kind == "import" for each in inside)


def by_block(document: Document) -> Iterator[tuple[CodeBlock, list[Element]]]:
    """Gives every block with the elements that begin in it."""
    starts = [(each.span.start, each) for each in document.elements]
    for block in document.blocks:
        lines = range(block.span.start, block.span.end + 1)
        yield block, [each for start, each in starts if start in lines]


def _shown_whole(ideal: Document, model: Document, undeclared: dict[str, Element]) -> Iterator[str]:
    """The files of the model's response that the ideal one shows whole, as either of them names them.

    Those are complete under the same name and no mere piece, hold most of what the file declared, and nothing that is
    referred to is missing in them.
    """
    files = tuple(dict.fromkeys(each.file for each in model.elements if each.file))
    lacking = {each.file for each in undeclared.values()}
    for block, inside in by_block(ideal):
        file = closest_file(block.name, files) if block.name and block.complete else None
        if file is None or file in lacking or _is_bare(block, inside):
            continue
        theirs = _resources(each for each in model.elements if each.file == file)
        if len(theirs) < _SEVERAL or len(theirs & _resources(inside)) >= _STANDS * len(theirs):
            yield from (file, block.name or "")
