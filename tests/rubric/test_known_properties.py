"""What types of CloudFormation know is read from a list that cfn-lint gives."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from reviewer.rubric import known_properties
from reviewer.rubric.known_properties import knows


@pytest.mark.parametrize(
    ("native_type", "path", "known"),
    [
        ("AWS::KMS::Key", ("EnableKeyRotation",), True),
        ("AWS::KMS::Key", ("KeyRotationStatus",), False),
        ("AWS::Events::Rule", ("Targets", 0, "RetryPolicy", "MaximumEventAgeInSeconds"), True),
        ("AWS::Events::Rule", ("Targets", 0, "RetryPolicy", "MaximumEventAge"), False),
        ("AWS::Events::Rule", ("Targets", "Fn::If", 1, "Barn"), True),
        # what stands in a map or a document has names of its own
        ("AWS::Lambda::Function", ("Environment", "Variables", "BARN"), True),
        ("AWS::IAM::Role", ("AssumeRolePolicyDocument", "Barn"), True),
        ("Custom::Barn", ("Door",), True),
    ],
)
def test_a_type_knows_its_properties(native_type: str, path: tuple[str | int, ...], known: bool) -> None:
    assert knows(native_type, path) is known


@pytest.mark.skipif(find_spec("cfnlint") is None, reason="cfn-lint is needed to make the list, not to use it")
def test_the_list_is_that_of_the_installed_cfn_lint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "known_properties.json"
    copy.write_text(known_properties._FILE.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(known_properties, "_FILE", copy)
    known_properties.main()
    assert json.loads(copy.read_text("utf-8")).keys() == known_properties._properties().keys()
