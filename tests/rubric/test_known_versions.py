"""The lists of known versions are made from cfn-lint, and from nothing that a person typed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from reviewer.rubric import known_versions
from reviewer.rubric.load import rubric_directory
from tests.rubrics import shipped

FILE = rubric_directory() / "rules" / "versions.yaml"


def test_an_update_replaces_the_lists_and_nothing_else(monkeypatch: pytest.MonkeyPatch):
    """Values between the brackets and the note of their origin are new; rules and comments around them stay."""
    monkeypatch.setattr(known_versions, "version", lambda _: "9.9")
    monkeypatch.setitem(known_versions.LISTS, "retired-runtimes", lambda as_of: [f"old-{as_of}"])
    monkeypatch.setitem(known_versions.LISTS, "retired-runtime-members", lambda _: ["OLD"])
    monkeypatch.setitem(known_versions.LISTS, "offered-engine-versions", lambda _: ["1", "2"])
    monkeypatch.setitem(known_versions.LISTS, "template-types", lambda _: ["AWS::S3::Bucket"])
    before = FILE.read_text("utf-8").splitlines()
    after = known_versions.update(FILE.read_text("utf-8"), "2030-01-01").splitlines()
    assert [line.strip() for old, line in zip(before, after, strict=True) if old != line] == [
        "# list retired-runtimes: cfn-lint 9.9, as of 2030-01-01",
        'enum: &retired ["old-2030-01-01"]',
        "# list retired-runtime-members: cfn-lint 9.9, as of 2030-01-01",
        'member: &members ["OLD"]',
        "# list offered-engine-versions: cfn-lint 9.9, as of 2030-01-01",
        'not_enum: &offered ["1", "2"]',
        "# list template-types: cfn-lint 9.9, as of 2030-01-01",
        'not_enum: &types ["AWS::S3::Bucket"]',
    ]


def test_what_is_known_is_plausible():
    """A runtime long gone is retired, a current one is not; versions of every engine are offered."""
    rules = {rule.id: rule for rule in shipped().rules}
    retired, members = rules["retired-runtime-replaced"].match
    assert members.before is not None
    assert {"PYTHON_2_7", "NODEJS_14_X", "JAVA_8", "GO_1_X", "DOTNET_CORE_3_1"} <= set(members.before.member or ())
    assert retired.before is not None
    assert retired.before.enum is not None
    assert {"python2.7", "nodejs14.x"} <= set(retired.before.enum)
    assert "python3.13" not in retired.before.enum
    (unknown,) = rules["unknown-engine-version-replaced"].match
    assert unknown.after is not None
    assert unknown.after.enum is not None
    assert {"15.8", "8.0.39"} <= set(unknown.after.enum)


def test_types_are_known_of_every_namespace_that_is_judged():
    """The rule says nothing of a namespace whose types nobody listed."""
    (match,) = next(rule for rule in shipped().rules if rule.id == "unknown-type-removed").match
    assert match.before is not None
    assert match.before.not_enum is not None
    assert match.before.pattern == rf"^AWS::({known_versions.NAMESPACES})::"
    assert {name.split("::")[1] for name in match.before.not_enum} == set(known_versions.NAMESPACES.split("|"))
    assert "AWS::IAM::Role" in match.before.not_enum


@pytest.mark.skipif(find_spec("cfnlint") is None, reason="cfn-lint is needed to make the lists, not to use them")
def test_the_lists_are_those_of_the_installed_cfn_lint(tmp_path: Path):
    """Where cfn-lint is there, an update for the same day changes nothing but its version."""
    text = FILE.read_text("utf-8")
    day = text.partition("as of ")[2][:10]
    copy = tmp_path / "versions.yaml"
    copy.write_text(text, "utf-8")
    known_versions.main(str(copy), day)
    assert len(copy.read_text("utf-8").splitlines()) == len(text.splitlines())
