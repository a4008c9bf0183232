"""The deployed code: which of the candidate files it is, and what it holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from reviewer.extract.documents import ReadBlock, build_document, read_block
from reviewer.extract.languages import language_of_name, recognise
from reviewer.extract.selection import LEAD
from reviewer.extract.structured import looks_like_json
from reviewer.model import CodeBlock, Document, Metadata, Notification, Span, TextFile

#: Share of the responses' elements that a template of another name must hold to be the deployed one.
_SHARED: Final = 0.5


def extract_deployed(
    files: tuple[TextFile, ...],
    metadata: Metadata,
    model: Document | None = None,
    ideal: Document | None = None,
) -> Document | None:
    """Reads the deployed code among the files that a task holds beside its responses.

    Args:
        files: candidates, lead file first.
        metadata: of the task.
        model: the model's response; a template of another name than ``TapStack`` is the deployed one where it holds the
            elements of the responses.
        ideal: the ideal response, for the same purpose.

    Returns:
        None where no file is the deployed code.
    """
    read = [ReadBlock(block, read_block(block)) for block in map(_block, files) if block.text.strip()]
    kept, others = _choose(read, metadata, [each for each in (model, ideal) if each])
    if not kept:
        return None
    beside = _named_beside(others, [each for each in (model, ideal) if each])
    notes = [Notification("info", _tell(each, beside), each.block.name) for each in others]
    comments = [comment for each in kept for comment in each.reading.comments]
    document = build_document("deployed", kept[0].block.name or "", kept, comments, notes)
    return replace(document, unshown=frozenset(beside))


def _named_beside(others: list[ReadBlock], responses: list[Document]) -> dict[str, str]:
    """The files of the responses that are there beside the deployed one, each with its name without folders.

    Another stack of the answer lies in them: nothing of it is gone because the deployed template does not hold it.
    """
    there = {PurePosixPath(each.block.name or "").name for each in others}
    files = dict.fromkeys(element.file for document in responses for element in document.elements)
    return {file: PurePosixPath(file).name for file in files if PurePosixPath(file).name in there}


def _tell(other: ReadBlock, beside: dict[str, str]) -> str:
    if PurePosixPath(other.block.name or "").name in beside.values():
        return "another template is deployed; nothing of this one counts as removed there"
    return "no response speaks of this file, it isn't compared"


def _block(file: TextFile) -> CodeBlock:
    text = file.text.removesuffix("\n")
    language = language_of_name(file.path) or recognise(text) or "text"
    if language in ("json", "yaml"):
        language = "json" if looks_like_json(text) else "yaml"
    return CodeBlock(language, file.path, text, Span(file.path, 1, text.count("\n") + 1))


def _choose(
    read: list[ReadBlock], metadata: Metadata, responses: list[Document]
) -> tuple[list[ReadBlock], list[ReadBlock]]:
    """Parts the deployed files from those beside them."""
    if metadata.platform != "cfn":
        return read, []
    lead = [each for each in read if PurePosixPath(each.block.name or "").stem.lower() == LEAD]
    ids = {element.path for document in responses for element in document.elements if element.kind == "resource"}
    kept = lead[:1] or [each for each in read if _share(each, ids) >= _SHARED][:1]
    return kept, [each for each in read if each not in kept]


def _share(each: ReadBlock, ids: set[tuple[str | int, ...]]) -> float:
    own = {element.path for element in each.reading.elements if element.kind == "resource"}
    return len(own & ids) / len(own) if own else 0.0
