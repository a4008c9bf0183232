"""Known changes planted into texts of every kind come out as exactly the fixes that the scoring policy asks for."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path
from typing import NamedTuple

import pytest

from reviewer import review_task
from reviewer.review import FixRecord
from tests.rubrics import shipped
from tests.tasks import write_task

from .families import CLOUDFORMATION, PROSE, SCRIPT, TERRAFORM, WORKFLOW, Family

HERE = Path(__file__).parent
RUBRIC = shipped()
PROMPT = "# Task\n\nWe need what is described below.\n"


class Medium(NamedTuple):
    """A text of ours, how a response announces it, and the families planted into it."""

    file: str
    announced: str
    tag: str
    metadata: dict[str, str]
    families: dict[str, Family]


MEDIA = {
    "cloudformation": Medium(
        "archive.yaml", "lib/TapStack.yml", "yaml", {"platform": "cfn", "language": "yaml"}, CLOUDFORMATION
    ),
    "terraform": Medium("orchard.tf", "lib/main.tf", "hcl", {"platform": "tf", "language": "hcl"}, TERRAFORM),
    "workflow": Medium("pipeline.yml", "lib/ci-cd.yml", "yaml", {"platform": "cicd", "language": "yaml"}, WORKFLOW),
    "script": Medium("idle_volumes.py", "lib/analyse.py", "python", {"platform": "analysis", "language": "py"}, SCRIPT),
}
EACH = [(medium, name) for medium, of in MEDIA.items() for name in of.families]


def review(medium: Medium, names: tuple[str, ...], folder: Path) -> tuple[FixRecord, ...]:
    """The fixes of a task whose ideal response has these changes."""
    before = (HERE / medium.file).read_text(encoding="utf-8")
    after = before
    for name in names:
        for old, new in medium.families[name].edits:
            assert old in after, f"{name}: {medium.file} does not hold {old!r}"
            after = after.replace(old, new)
    sides = [f"# Answer\n\n### File: {medium.announced}\n\n```{medium.tag}\n{text}```\n" for text in (before, after)]
    task = write_task(folder, *sides, prompt=PROMPT, metadata=json.dumps(medium.metadata))
    return review_task(str(task), RUBRIC).fixes


def check(medium: Medium, names: tuple[str, ...], fixes: tuple[FixRecord, ...]) -> None:
    """Each family that means something is one fix of its category, and nothing stands beside them."""
    meant = [name for name in names if medium.families[name].category is not None]
    found = [(fix.category, fix.rule, [name for name in meant if owns(medium.families[name], fix)]) for fix in fixes]
    assert sorted(owner for _, _, owners in found for owner in owners) == sorted(meant), found
    for category, _, owners in found:
        assert [medium.families[name].category for name in owners] == [category], found


def owns(family: Family, fix: FixRecord) -> bool:
    pointers = [change.pointer or "" for change in fix.changes]
    if fix.source == "documentation":
        return PROSE in family.marks
    return all(any(mark and mark in pointer for mark in family.marks) for pointer in pointers)


@pytest.mark.parametrize(("medium", "name"), EACH)
def test_a_planted_change_is_one_fix_of_its_category(medium: str, name: str, tmp_path: Path):
    """One change of a family gives one fix, of the category of the policy, and nothing beside it."""
    check(MEDIA[medium], (name,), review(MEDIA[medium], (name,), tmp_path / "t"))


def apart(medium: Medium, names: tuple[str, ...]) -> bool:
    """Whether families neither touch the same text nor lie in the same place: then a person names them one by one."""
    olds = [old for name in names for old, _ in medium.families[name].edits]
    marks = [mark for name in names for mark in medium.families[name].marks]
    overlapping = any(one in other or other in one for one, other in itertools.combinations(olds, 2))
    shared = any(one in other or other in one for one, other in itertools.combinations(marks, 2))
    return not overlapping and not shared


#: Families that a person would name once when they stand together.
ALIKE = (
    {"replace policy", "deletion policy"},
    {"validation", "parameter added"},
    {"export", "output"},
    {"memory", "time-out", "concurrency"},
    {"bucket encrypted", "versioning", "public access blocked"},
    {"region looked up", "account looked up", "zone looked up"},
)


def samples(size: int, count: int) -> list[tuple[str, tuple[str, ...]]]:
    every = [
        (medium, names)
        for medium, of in MEDIA.items()
        for names in itertools.combinations(of.families, size)
        if apart(of, names) and not any(len(alike & set(names)) > 1 for alike in ALIKE)
    ]
    return sorted(random.Random(size).sample(every, count))  # noqa: S311 - no secret


@pytest.mark.parametrize(("medium", "names"), [*samples(2, 50), *samples(3, 50)])
def test_planted_changes_stay_apart(medium: str, names: tuple[str, ...], tmp_path: Path):
    """Two or three changes of different families are as many fixes, each of its own category."""
    check(MEDIA[medium], names, review(MEDIA[medium], names, tmp_path / "t"))
