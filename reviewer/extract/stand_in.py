"""The deployed code in place of an ideal response that shows too little of it to be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from reviewer.extract.excerpts import count_resources, needs_stand_in
from reviewer.model import Document, Element, Notification


class Sides(NamedTuple):
    """What is compared.

    Attributes:
        model: the model's response.
        ideal: the ideal response, or the deployed code where that stands in for it.
        deployed: the deployed code that the ideal response is held against, None where there is none beside it.
        notes: what was done for it.
    """

    model: Document
    ideal: Document
    deployed: Document | None
    notes: tuple[Notification, ...] = ()


def choose_sides(model: Document, ideal: Document, deployed: Document | None, *, written: bool) -> Sides:
    """Puts the deployed code in place of an ideal response that is an excerpt or mere prose.

    Args:
        model: the model's response.
        ideal: the ideal response.
        deployed: the deployed code.
        written: whether the ideal response holds a word; an empty file is no answer that anything could stand in for.
    """
    if deployed is None or not written or not needs_stand_in(ideal, deployed):
        return Sides(model, ideal, deployed)
    what = "shows parts of the code only" if ideal.comparable else "holds no comparable code"
    note = Notification("warning", f"the ideal response {what}; the deployed code stands in for it", ideal.file)
    kept = of_deployed(model, deployed)
    if _hides(kept, model, deployed):
        kept = model
    return Sides(kept, _in_place_of(ideal, deployed), None, (*_left_out(model, kept), note))


def _hides(kept: Document, model: Document, deployed: Document) -> bool:
    """Whether an answer, which is in another language as a whole, would be compared as if it were not there.

    A file of settings beside it makes no difference where resources are deployed; where a workflow is, none count.
    """
    declares = [count_resources(each.elements) > 0 for each in (deployed, model, kept)]
    return not kept.elements or declares == [True, True, False]


def of_deployed(response: Document, deployed: Document) -> Document:
    """A response without the files that the deployed code was not read in, which it neither has nor lacks.

    Those are files of other languages, and files in folders that were not looked into: an entry point beside ``lib/``.
    Templates are deployed in JSON or YAML, whichever the response is written in. A heading may leave the folder out
    (``TapStack.json``), or name the file otherwise; where nothing would be left, all is held against the deployed code.
    """
    read = {each.language for each in deployed.blocks}
    read |= {"json", "yaml"} if read & {"json", "yaml"} else set()
    folders = {_folder(each.name or "") for each in deployed.blocks}
    names = {PurePosixPath(each.name or "").stem.lower() for each in deployed.blocks}
    same = [each for each in response.elements if each.language in read]
    kept = [
        each
        for each in same
        if not each.file or _folder(each.file) in folders or PurePosixPath(each.file).stem.lower() in names
    ]
    return replace(response, elements=tuple(kept or same))


def _folder(name: str) -> str:
    return name.partition("/")[0] if "/" in name else ""


def _left_out(model: Document, kept: Document) -> Iterator[Notification]:
    """Names the files of a response that are not compared, or the language of code that no file is announced for."""
    there = _places(kept.elements)
    for (file, language), line in _places(model.elements).items():
        if (file, language) not in there:
            what = file or f"code in {language} without a file name"
            yield Notification("info", f"{what} is not of what was deployed, it isn't compared", model.file, line)


def _places(elements: Iterable[Element]) -> dict[tuple[str, str], int]:
    """The first line of each file, and of each language where no file is announced."""
    places: dict[tuple[str, str], int] = {}
    for each in elements:
        places.setdefault((each.file, "" if each.file else each.language), each.span.start)
    return places


def _in_place_of(ideal: Document, deployed: Document) -> Document:
    """The ideal response with the deployed code as its own."""
    return replace(
        ideal,
        elements=deployed.elements,
        blocks=deployed.blocks,
        platform=deployed.platform,
        language=deployed.language,
        comparable=True,
        fragmentary=False,
        excerpts=frozenset(),
        unshown=frozenset(),
        gone=frozenset(),
    )
