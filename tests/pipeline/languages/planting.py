"""Plants known changes into the code of a sample and tells which of them a review finds."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from reviewer import review_task
from reviewer.review import Review
from tests.rubrics import shipped
from tests.tasks import SAMPLES

RUBRIC = shipped()
Found = tuple[str, str]  # the operation and the pointer of a change; for prose and comments PROSE
PROSE = "documentation"


class Plant(NamedTuple):
    """One known change of a sample's ideal response.

    Attributes:
        name: What it is: property changed, resource added, removed, renamed, re-indented, ...
        old: A text that stands in the sample, replaced wherever it stands.
        new: What is put in its place.
        finds: The operation and pointer of each change that must be found; an addition or removal names
            the pointer that all of its changes stand below. Nothing for a change without meaning.
        fixes: How many fixes these changes make.
        also: Further texts and what is put in their place: the declaration of what is renamed.
    """

    name: str
    old: str
    new: str
    finds: tuple[Found, ...] = ()
    fixes: int = 1
    also: tuple[tuple[str, str], ...] = ()


def plant(sample: str, plants: Iterable[Plant], folder: Path) -> Review:
    """Reviews a sample's ideal response (as the model's answer) against the same with the plants."""
    shutil.copytree(SAMPLES / sample, folder)
    text = (folder / "lib/IDEAL_RESPONSE.md").read_text(encoding="utf-8")
    for path in (folder / "lib").iterdir():
        if path.name != "PROMPT.md":  # the deployed code shows the plants no more
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / "lib/MODEL_RESPONSE.md").write_text(text, encoding="utf-8")
    for each in plants:
        for old, new in ((each.old, each.new), *each.also):
            assert old in text, f"{each.name}: the sample does not hold {old!r}"
            text = text.replace(old, new)
    (folder / "lib/IDEAL_RESPONSE.md").write_text(text, encoding="utf-8")
    return review_task(str(folder), RUBRIC)


def check_found(review: Review, plants: Iterable[Plant], *, folded: bool = False) -> None:
    """Holds a review to exactly the plants: each found, in as many fixes as they make, and nothing beside them.

    With ``folded`` there are so many that special fixes fold into general ones: fewer, never more.
    """
    plants = tuple(plants)
    expected = [each for one in plants for each in one.finds]
    found = [(change.op, change.pointer or PROSE) for fix in review.fixes for change in fix.changes]
    missed = [each for each in expected if not any(_stands_for(each, one) for one in found)]
    beside = [one for one in found if not any(_stands_for(each, one) for each in expected)]
    assert (missed, beside) == ([], [])
    promised = sum(one.fixes for one in plants if one.finds)
    made = [fix.title for fix in review.fixes]
    assert (0 < len(made) <= promised) if folded else len(made) == promised, made
    counts = review.changes
    assert counts.total == counts.in_fixes + counts.without_meaning == len(found) + counts.without_meaning


def _stands_for(expected: Found, found: Found) -> bool:
    (op, pointer), (found_op, found_pointer) = expected, found
    return op == found_op and (found_pointer == pointer or found_pointer.startswith(f"{pointer}/"))
