"""Protection and disposability contradict one another however a prompt words them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reviewer import review_task
from tests.rubrics import shipped
from tests.tasks import SAMPLES, response, template, write_task

RUBRIC = shipped()
PAIRS = [
    ("Enable deletion protection on the cluster.", "All resources must be destroyable, no Retain policies."),
    (
        "The table should be protected against accidental deletion.",
        "Everything has to be removable; do not use Retain.",
    ),
    ("Set deletion_protection to true.", "The stack must be destroyable without Retain policies."),
    ("Deletion protection should be turned on.", "Use Delete policies, never Retain."),
    ("Protect the table from deletion.", "Avoid Retain deletion policies everywhere."),
    (
        "Activate DeletionProtection for the table.",
        "The stack must be cleanly deletable. No resource may have DeletionPolicy Retain.",
    ),
    ("Enable delete protection.", "All resources should be removed when the stack is deleted."),
    (
        "DeletionProtection: true on the table must be set.",
        "Stacks must tear down cleanly without DeletionPolicy Retain.",
    ),
]


@pytest.mark.parametrize(("protect", "dispose"), PAIRS)
def test_the_contradiction_is_named_whatever_the_wording(protect: str, dispose: str, tmp_path: Path):
    """The fix repairs what one sentence asks for, and the reason names both."""
    on = template(Resources__OrderTable__Properties__DeletionProtectionEnabled=True)
    off = template(Resources__OrderTable__Properties__DeletionProtectionEnabled=False)
    prompt = f"# Orders\n\n- {protect}\n- Store orders in DynamoDB.\n- {dispose}\n"
    review = review_task(str(write_task(tmp_path / "t", response(on), response(off), prompt=prompt)), RUBRIC)
    assert [clash.topic for clash in review.contradictions] == ["protection against deletion and disposability"]
    fix = next(fix for fix in review.fixes if fix.rule == "deletion-protection-off")
    assert (fix.category, fix.direction) == ("B", "repairs")
    assert review.contradictions[0].first.quote in fix.reason


@pytest.mark.parametrize(
    "prompt",
    [
        "- Deletion protection is not needed.\n- No Retain.",
        "- Enable backups.\n- Must be destroyable.",
        "- Protect data in transit.",
    ],
)
def test_a_prompt_at_peace_has_no_contradiction(prompt: str, tmp_path: Path):
    """One demand alone contradicts nothing."""
    task = write_task(tmp_path / "t", response(template()), response(template()), prompt=f"# Orders\n\n{prompt}\n")
    assert review_task(str(task), RUBRIC).contradictions == ()


@pytest.mark.parametrize("file", ["lib/MODEL_RESPONSE.md", "lib/IDEAL_RESPONSE.md", "lib/TapStack.json"])
def test_a_template_that_does_not_parse_earns_nothing(file: str, tmp_path: Path):
    """What one side shows unreadable is compared by line on both: no resource seems added or removed by it."""
    task = tmp_path / "t"
    shutil.copytree(SAMPLES / "101000894", task)
    path = task / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"EngineVersion": "15.', '"EngineVersion": ]]"15.'), encoding="utf-8")
    review = review_task(str(task), RUBRIC)
    assert any(note.file == file and "compared by line" in note.message for note in review.notifications)
    assert not [fix.title for fix in review.fixes if fix.category == "A"]
    assert review.changes.total < 100
    assert review.score is not None
    assert review.score.final <= 9
