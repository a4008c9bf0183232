"""What the prompt asks for and the ideal response takes away, through the whole pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import review_task
from tests.rubrics import shipped
from tests.tasks import response, template, write_task

RUBRIC = shipped()
SETTING = {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": "open"}}


@pytest.mark.parametrize(
    ("prompt", "direction", "cited"),
    [
        (
            "- Use Systems Manager for the state of the shop.",
            "regresses",
            ["Use Systems Manager for the state of the shop."],
        ),
        ("- Store orders in DynamoDB.", "beyond", []),
        ("- Use Systems Manager for sessions.", "beyond", []),
    ],
)
def test_a_service_of_every_stack_that_was_asked_for_is_missed(
    prompt: str, direction: str, cited: list[str], tmp_path: Path
):
    """Its name alone tells nothing: a sentence has to share another word with what went."""
    whole = template(Resources__ShopState=SETTING)
    task = write_task(tmp_path / "t", response(whole), response(template()), prompt=f"# Orders\n\n{prompt}\n")
    (fix,) = [each for each in review_task(str(task), RUBRIC).fixes if each.rule == "resource-removed"]
    assert (fix.direction, [each.quote for each in fix.requirements]) == (direction, cited)


def test_a_sentence_on_keys_speaks_of_what_they_encrypt(tmp_path: Path):
    plain, encrypted = template(), template(Resources__OrderTable__Properties__SSESpecification={"SSEEnabled": True})
    prompt = "# Orders\n\n- Use KMS encryption wherever possible.\n"
    review = review_task(str(write_task(tmp_path / "t", response(plain), response(encrypted), prompt=prompt)), RUBRIC)
    (fix,) = [each for each in review.fixes if each.rule == "encryption-at-rest-added"]
    assert [each.quote for each in fix.requirements] == ["Use KMS encryption wherever possible."]
