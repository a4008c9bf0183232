"""Files of the model's response that the ideal one speaks of, imports, calls or draws in its tree, and doesn't show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from reviewer.extract.excerpts import by_block, module_folder
from reviewer.extract.languages import language_of_name
from reviewer.extract.naming import FILE_NAME
from reviewer.model import STATEMENTS, Document, Element, Notification, Passage
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
_TERRAFORM: Final = ".tf"
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
    shown = [PurePosixPath(block.name) for block in ideal.blocks if block.name]
    held = {file: [each for each in model.elements if each.file == file] for file in _files(model.elements)}
    absent = [
        file
        for file, inside in held.items()
        if not _is_among(PurePosixPath(file), shown)
        and not ideal.shows_part(file)
        and not _has_moved(file, inside, ideal)
    ]
    found = {file: line for file in absent if (line := _line_of(file, ideal)) is not None}
    if not found:
        return ideal
    notes = [
        Notification("warning", f"{file} is only spoken of here, so nothing in it counts as removed", ideal.file, line)
        for file, line in found.items()
    ]
    return replace(ideal, excerpts=ideal.excerpts | found.keys(), notifications=(*ideal.notifications, *notes))


def fill_unshown(ideal: Document, model: Document) -> Document:
    """Gives the ideal response with what it merely doesn't show, as the model's response has it.

    Nothing of that counts as removed, so it is part of the solution.
    """
    there = {without_file(each) for each in ideal.elements}
    kept = [each for each in model.elements if ideal.shows_part(each.file) and without_file(each) not in there]
    return replace(ideal, elements=(*ideal.elements, *kept)) if kept else ideal


def _is_among(file: PurePosixPath, shown: Iterable[PurePosixPath]) -> bool:
    """Whether a file is shown, in whatever folder; those of Terraform have the same names in all folders of modules."""
    same = [each.parent.name for each in shown if each.name == file.name]
    here = file.parent.name
    return any(file.suffix != _TERRAFORM or not here or each in ("", here) for each in same)


def _files(elements: Iterable[Element]) -> Iterator[str]:
    return (file for file in dict.fromkeys(each.file for each in elements) if file)


def _has_moved(file: str, inside: list[Element], ideal: Document) -> bool:
    """Whether the response shows the file after all: under another name, or without any."""
    resources = [each for each in inside if each.kind == "resource"]
    own = {without_file(each) for each in resources or inside if each.kind != "import"} - {(STATEMENTS,)}
    there = {without_file(each) for each in ideal.elements}
    if len(own & there) > _RENAMED * len(own):
        return True
    language = language_of_name(file)
    return any(
        block.name is None and block.language == language and len(own) >= _AS_LONG * len(inside)
        for block, own in by_block(ideal)
    )


def _line_of(file: str, ideal: Document) -> int | None:
    """Where the response says that a file is there: in a tree, an import, or words for all that it doesn't show."""
    name = PurePosixPath(file).name
    for passage in ideal.passages:
        if passage.kind == "block":
            line = _in_tree(name, passage)
        elif passage.kind == "comment":
            line = None
        else:
            line = passage.span.start if _keeps(name, passage) else None
        if line is not None:
            return line
    return next((each.span.start for each in ideal.elements if _imports(each, file) or _calls(each, file)), None)


def _in_tree(name: str, passage: Passage) -> int | None:
    for at, line in enumerate(passage.text.split("\n")):
        if name in line and _BRANCH.match(line) and not _GONE.search(line):
            found = FILE_NAME.search(line)
            if found and PurePosixPath(found[1]).name == name:
                return passage.span.start + at
    return None


def _keeps(name: str, passage: Passage) -> bool:
    """Whether a sentence says that a file, or every other one, is as it was."""
    if not _KEPT.search(" ".join((*passage.section, passage.text))) or _GONE.search(passage.text):
        return False
    if any(PurePosixPath(each[1]).name == name for each in FILE_NAME.finditer(passage.text)):
        return True
    return _KEPT.search(passage.text) is not None and _OTHERS.search(passage.text) is not None


def _calls(element: Element, file: str) -> bool:
    """Whether a Terraform module is called whose folder the file lies in."""
    folder = module_folder(element)
    return folder is not None and PurePosixPath(file).parent.parts[-len(folder) :] == folder


def _imports(element: Element, file: str) -> bool:
    """Whether a program imports the file as a module of its own, from where it is or from the root."""
    if element.kind != "import":
        return False
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
