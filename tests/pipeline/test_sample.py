"""The sample task gives exactly the figures that were promised, and so does any task with the same facts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from reviewer import review_task
from reviewer.review import Review
from tests.rubrics import shipped
from tests.tasks import SAMPLES, response, template, write_task

SAMPLE = SAMPLES / "101000894"


def figures(review: Review) -> dict[str, object]:
    assert review.score is not None
    score = review.score
    return {
        "fixes": [(fix.category, fix.source) for fix in review.fixes],
        "properties": [fix.changes[0].pointer.rpartition("/")[2] for fix in review.fixes if fix.changes[0].pointer],
        "score": (score.base, score.adjustment, score.complexity, score.calculated, score.final, score.passed),
        "factors": {factor.name: factor.status for factor in score.factors if factor.points >= 0},
        "ceilings": [ceiling.name for ceiling in score.ceilings],
        "contradictions": len(review.contradictions),
    }


EXPECTED = {
    "fixes": [("B", "response"), ("B", "deployed"), ("C", "documentation")],
    "properties": ["DeletionProtection", "EngineVersion"],
    "score": (8, 0, 2, 10, 9, True),
    "ceilings": ["no_category_a"],
    "contradictions": 1,
}


def test_the_sample_gives_the_promised_figures():
    """DeletionProtection, EngineVersion and documentation; 8 + 0 + 2 = 10, held at 9 by the ceiling."""
    found = figures(review_task(str(SAMPLE), shipped()))
    factors = found.pop("factors")
    assert found == EXPECTED
    assert isinstance(factors, dict)
    assert (factors["services"], factors["availability"], factors["security"]) == (
        "earned",
        "earned",
        "already counted",
    )


def test_the_strict_rubric_gives_ten():
    """guide-2.1 knows no ceiling for a review without Category A."""
    review = review_task(str(SAMPLE), shipped("guide-2.1"))
    assert review.score is not None
    assert (review.score.calculated, review.score.final) == (10, 10)


def test_the_documentation_fix_lists_what_was_added():
    """Both new sections, the grown list of constraints and the fuller deployment notes are named."""
    review = review_task(str(SAMPLE), shipped())
    details = "\n".join(review.fixes[-1].details).lower()
    assert "5 groups" in details
    assert "from 8 to 10 items" in details
    assert "production" in details
    assert "deploy" in details


def test_the_reason_quotes_the_prompt_and_names_the_contradiction():
    """The fix of DeletionProtection shows both sentences of the prompt with their lines."""
    review = review_task(str(SAMPLE), shipped())
    fix = review.fixes[0]
    clash = review.contradictions[0]
    assert fix.direction == "repairs"
    for side in (clash.first, clash.second):
        assert side.quote in fix.reason
        assert f"line {side.line}" in fix.reason
    prompt = (SAMPLE / "lib/PROMPT.md").read_text(encoding="utf-8").splitlines()
    assert "eletion protection" in prompt[clash.first.line - 1]


#: Names of the sample and what a stranger might have called the same things.
NAMES = {"Ledger": "Archive", "ledger": "archive"}


@pytest.fixture
def reworded(tmp_path: Path) -> Path:
    """The sample with every resource, name and heading called otherwise."""
    target = tmp_path / "reworded"
    shutil.copytree(SAMPLE, target)
    for path in target.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            for old, new in NAMES.items():
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")
    return target


def test_other_names_give_the_same_figures(reworded: Path):
    """Nothing hangs on the names of the sample."""
    found = figures(review_task(str(reworded), shipped()))
    found.pop("factors")
    assert found == EXPECTED


def test_the_same_template_in_yaml_gives_the_same_figures(tmp_path: Path):
    """Nothing hangs on JSON."""
    target = tmp_path / "yaml"
    shutil.copytree(SAMPLE, target)
    deployed = target / "lib/TapStack.json"
    (target / "lib/TapStack.yml").write_text(_yaml(deployed.read_text(encoding="utf-8")), encoding="utf-8")
    deployed.unlink()
    for name in ("MODEL_RESPONSE.md", "IDEAL_RESPONSE.md"):
        path = target / "lib" / name
        head, code, tail = _split(path.read_text(encoding="utf-8"))
        path.write_text(f"{head}```yaml\n{_yaml(code)}```{tail}", encoding="utf-8")
    meta = json.loads((target / "metadata.json").read_text(encoding="utf-8"))
    (target / "metadata.json").write_text(json.dumps({**meta, "language": "yaml"}), encoding="utf-8")
    found = figures(review_task(str(target), shipped()))
    found.pop("factors")
    assert found == EXPECTED


def _split(text: str) -> tuple[str, str, str]:
    head, _, rest = text.partition("```json\n")
    code, _, tail = rest.partition("\n```")
    return head, code, tail


def _yaml(code: str) -> str:
    return yaml.safe_dump(json.loads(code), sort_keys=False)


def test_a_heading_below_the_code_is_not_the_title(tmp_path: Path):
    """The prompt names the task where the answer opens with its code."""
    ideal = response(template()).removeprefix("# Order intake") + "\n# Summary of Changes Made\n"
    task = write_task(tmp_path / "t", response(template()), ideal, prompt="# Intake of Orders\n\n- Store orders.\n")
    assert review_task(str(task), shipped()).task.title == "Intake of Orders"
