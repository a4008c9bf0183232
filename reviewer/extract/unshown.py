"""Files of the model's response that the ideal one speaks of, imports, names or draws in its tree, and doesn't show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from reviewer.extract.excerpts import by_block, called_methods, closest_file
from reviewer.extract.gone import stands_inside
from reviewer.extract.languages import PROGRAMS, language_of_name
from reviewer.extract.mentions import find_mention
from reviewer.extract.naming import FILE_NAME
from reviewer.model import STATEMENTS, Document, Element, Notification, Passage, Path
from reviewer.paths import base_name
from reviewer.references import without_file

#: A line of a drawn tree; a command may mention a file as well, for instance to delete it.
_BRANCH: Final = re.compile(r"^[\s│|]*(?:[├└]|\|--|`--|\+--)")
#: Words beside a file that say that it is no longer there.
_GONE: Final = re.compile(
    r"(?i)\b(?:removed?|removes|deleted?|deletes|dropped|obsolete|unused|unneeded|no longer|instead of)\b"
)
#: Words that say that a file, or whatever is not shown, is as it was.
_KEPT: Final = re.compile(
    r"(?i)\b(?:unchanged|identical|(?:remains?|stays?|kept|is|are) (?:the )?same|same as|as[- ]is|not? changes?)\b"
)
_OTHERS: Final = re.compile(
    r"(?i)\b(?:other|remaining|rest of the)\b[^.:]{0,40}"
    r"\b(?:files?|code|modules?|stacks?|components?|constructs?)\b"
)
#: A module of the program itself, by its path from the file that imports it.
_RELATIVE: Final = re.compile(r"\.{1,2}/")
#: Share of a file's elements that another file of the response holds when it only has another name there.
_RENAMED: Final = 0.25
#: Share of a file's elements that a block without a name must have to be able to be that file.
_AS_LONG: Final = 0.5


def find_unshown(ideal: Document, model: Document) -> Document:
    """Marks the files of which the ideal response says that they are there, and shows nothing.

    Args:
        ideal: the ideal response.
        model: the model's response, which shows them.
    """
    if not ideal.comparable or ideal.fragmentary:
        return ideal
    held = {file: [each for each in model.elements if each.file == file] for file in _files(model.elements)}
    shown = {base_name(block.name) for block in ideal.blocks if block.name}
    elsewhere = _shown_elsewhere(ideal, held)
    found: dict[str, int] = {}
    for file, inside in held.items():
        if ideal.shows_part(file):
            continue
        line = None
        if base_name(file) not in shown and not _has_moved(file, inside, ideal.elements, ideal):
            line = _line_of(file, ideal)
        if line is None and (base_name(file) not in shown or file in elsewhere):
            line = _named_at(file, inside, ideal)
        if line is not None:
            found[file] = line
    if not found:
        return ideal
    notes = [
        Notification("warning", _tell([file for file in found if found[file] == line]), ideal.file, line)
        for line in dict.fromkeys(found.values())
    ]
    return replace(ideal, unshown=ideal.unshown | found.keys(), notifications=(*ideal.notifications, *notes))


def lend_methods(ideal: Document, model: Document) -> Document:
    """Gives the ideal response with the methods that its code calls on its own object and only the model's shows.

    They are there as the model has them, with all that they declare: a class can't call what it lacks.
    """
    if not ideal.comparable or ideal.fragmentary:
        return ideal
    shown = {str(each.path[-1]) for each in ideal.elements if each.kind == "function"}
    called = called_methods(ideal).keys() - shown
    methods = [each for each in model.elements if each.kind == "function" and str(each.path[-1]) in called]
    there = {without_file(each) for each in ideal.elements}
    lent = [
        each
        for each in model.elements
        if without_file(each) not in there and any(stands_inside(each, method) for method in methods)
    ]
    if not lent:
        return ideal
    names = ", ".join(dict.fromkeys(str(each.path[-1]) for each in methods))
    note = Notification(
        "warning", f"called and not shown here, so nothing in it counts as removed: {names}", ideal.file
    )
    return replace(ideal, elements=(*ideal.elements, *lent), notifications=(*ideal.notifications, note))


def _tell(files: list[str]) -> str:
    """The files that one line of the response speaks of make one notification."""
    if len(files) == 1:
        return f"{files[0]} is only spoken of here, so nothing in it counts as removed"
    return f"{', '.join(files[:-1])} and {files[-1]} are only spoken of here, so nothing in them counts as removed"


def fill_unshown(ideal: Document, model: Document) -> Document:
    """Gives the ideal response with what it merely doesn't show, as the model's response has it.

    Nothing of that counts as removed, so it is part of the solution.
    """
    there = {without_file(each) for each in ideal.elements}
    missing = [each for each in model.elements if without_file(each) not in there and each.path not in ideal.gone]
    kept = [each for each in missing if ideal.shows_part(each.file)]
    return replace(ideal, elements=(*ideal.elements, *kept)) if kept else ideal


def lend_unshown(ideal: Document, model: Document, deployed: Document) -> Document:
    """Gives the ideal response with what it merely doesn't show and the deployed code has, as the model had it.

    The deployed code adds nothing of that: it is there in full in the model's response. Of what is not deployed
    nobody can tell whether the ideal response has it. Where several files of the model have an address, as stacks
    have a parameter, it is that of the file which has most of what is deployed.
    """
    there = {(without_file(each), each.type) for each in deployed.elements}
    shared = [each for each in model.elements if (without_file(each), each.type) in there]
    sizes = Counter(each.file for each in shared)
    lent: dict[Path, Element] = {}
    for each in sorted(shared, key=lambda element: -sizes[element.file]):
        lent.setdefault(without_file(each), each)
    return fill_unshown(ideal, replace(model, elements=tuple(lent.values())))


def _files(elements: Iterable[Element]) -> Iterator[str]:
    return (file for file in dict.fromkeys(each.file for each in elements) if file)


def _shown_elsewhere(ideal: Document, held: Iterable[str]) -> set[str]:
    """The files whose name the response gives to fewer files: those that none of them can be, by their folders."""
    files = list(held)
    names = [name for name in dict.fromkeys(block.name for block in ideal.blocks) if name]
    taken = {closest_file(name, [each for each in files if _is_called(each, name)]) for name in names}
    return {file for file in files if file not in taken and any(_is_called(file, name) for name in names)}


def _is_called(file: str, name: str) -> bool:
    return base_name(file) == base_name(name)


def _named_at(file: str, inside: list[Element], ideal: Document) -> int | None:
    """Where the code of the response names a file by its path, or the folder of a module or of a function's code.

    Each module has its own inputs and outputs, whose names say nothing across folders. The folder of a function of
    which code is shown is shown as a whole: only what is named by itself is there besides.
    """
    folder = PurePosixPath(file).parent
    near = ideal.elements
    whole = False
    if language_of_name(file) == "hcl":
        near = tuple(each for each in near if not each.file or _in_folder(each.file, folder))
    else:
        code = (block.name for block in ideal.blocks if block.name and block.language in PROGRAMS)
        whole = any(_in_folder(name, folder) for name in code)
    if _has_moved(file, inside, near, ideal):
        return None
    lines = (find_mention(file, block, folders=not whole) for block in ideal.blocks)
    return next((line for line in lines if line is not None), None)


def _in_folder(file: str, folder: PurePosixPath) -> bool:
    """Whether a file lies in a folder, of whose path either side may leave the beginning out."""
    own, there = PurePosixPath(file).parent.parts, folder.parts
    size = min(len(own), len(there))
    return size > 0 and own[-size:] == there[-size:]


def _has_moved(file: str, inside: list[Element], near: Iterable[Element], ideal: Document) -> bool:
    """Whether the response shows the file after all: under another name, or without any."""
    resources = [each for each in inside if each.kind == "resource"]
    own = {without_file(each) for each in resources or inside if each.kind != "import"} - {(STATEMENTS,)}
    there = {without_file(each) for each in near}
    if len(own & there) > _RENAMED * len(own):
        return True
    language = language_of_name(file)
    if not any(block.name is None and block.language == language for block in ideal.blocks):
        return False
    return any(
        block.name is None and block.language == language and len(own) >= _AS_LONG * len(inside)
        for block, own in by_block(ideal)
    )


def _line_of(file: str, ideal: Document) -> int | None:
    """Where the response says that a file is there: in a tree, an import, or words for all that it doesn't show."""
    name = base_name(file)
    for passage in ideal.passages:
        if passage.kind == "block":
            line = _in_tree(name, passage)
        elif passage.kind == "comment":
            line = None
        else:
            line = passage.span.start if _keeps(name, passage) else None
        if line is not None:
            return line
    return next((each.span.start for each in ideal.elements if each.kind == "import" and _imports(each, file)), None)


def _in_tree(name: str, passage: Passage) -> int | None:
    for at, line in enumerate(passage.text.split("\n")):
        if name in line and _BRANCH.match(line) and not _GONE.search(line):
            found = FILE_NAME.search(line)
            if found and base_name(found[1]) == name:
                return passage.span.start + at
    return None


def _keeps(name: str, passage: Passage) -> bool:
    """Whether a sentence says that a file, or every other one, is as it was."""
    if not _KEPT.search(" ".join((*passage.section, passage.text))) or _GONE.search(passage.text):
        return False
    if any(base_name(each[1]) == name for each in FILE_NAME.finditer(passage.text)):
        return True
    return _KEPT.search(passage.text) is not None and _OTHERS.search(passage.text) is not None


def _imports(element: Element, file: str) -> bool:
    """Whether a program imports the file as a module of its own, from where it is or from the root."""
    module = str(element.path[-1])
    if element.language == "py":
        relative, parts = module.startswith("."), tuple(module.strip(".").split("."))
    else:
        relative = _RELATIVE.match(module) is not None
        parts = tuple(part for part in module.split("/") if part not in (".", ".."))
    path = PurePosixPath(file)
    if language_of_name(file) != element.language or path.with_suffix("").parts[-len(parts) :] != parts:
        return False
    beside = not element.file or PurePosixPath(element.file).parent == path.parent
    return beside if relative and len(parts) == 1 else relative or len(parts) > 1
