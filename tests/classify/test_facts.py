"""What templates may speak of."""

from __future__ import annotations

from reviewer.classify.facts import collect_facts, collect_whole
from reviewer.classify.units import make_units
from reviewer.model import Change, Element, Span

NOWHERE = {(): Span("x", 1, 1)}


def test_a_tag_of_a_resource_is_not_named_beside_it() -> None:
    bucket = Element(("s3.Bucket", "b", "B"), "resource", "s3.Bucket", "S3", "B", {"a": 1}, NOWHERE, "ts")
    tag = Element(("cdk.Tags", "b", "Owner"), "statement", "cdk.Tags", None, "Owner", {"value": 1}, NOWHERE, "ts")
    changes = [Change("remove", (*each.path, "a"), before=1, element_before=each) for each in (bucket, tag)]
    assert collect_facts(changes, ["removed", "removed"], "")["elements"] == ["B"]
    assert collect_facts(changes[1:], ["removed"], "")["elements"] == ["Owner"]


def test_the_files_of_a_fix_and_those_that_came_or_went() -> None:
    """Without their folders, each once; a change of prose stands in none."""
    made = {
        word: Element(("s3.Bucket", word), "resource", "s3.Bucket", "S3", word, {"a": 1}, NOWHERE, "ts", file)
        for word, file in {"added": "lib/new.ts", "removed": "lib/old.ts", "changed": "bin/app.ts"}.items()
    }
    changes = [
        Change("add", (*made["added"].path, "a"), after=1, element_after=made["added"]),
        Change("remove", (*made["removed"].path, "a"), before=1, element_before=made["removed"]),
        Change("remove", (*made["removed"].path, "b"), before=1, element_before=made["removed"]),
        Change("replace", ("x",), 1, 2, None, None, "response", made["changed"], made["changed"]),
        Change("replace", ("y",), 1, 2),
    ]
    facts = collect_facts(changes, ["added", "removed", "removed", "changed", "changed"], "")
    assert facts["files"] == ["new.ts", "old.ts", "app.ts"]
    assert facts["files_added"] == ["new.ts"]
    assert facts["files_removed"] == ["old.ts"]


def test_files_of_one_name_are_told_by_their_folders() -> None:
    """Three functions whose code stands in `index.js` are three files."""
    files = ["lambda/sow/index.js", "lambda/reap/index.js", "lib/farm.ts"]
    changes = [
        Change(
            "add",
            ("f", file),
            after=1,
            element_after=Element(("f", file), "function", "", None, file, 1, NOWHERE, "js", file),
        )
        for file in files
    ]
    facts = collect_facts(changes, ["added"] * 3, "")
    assert facts["files_added"] == ["sow/index.js", "reap/index.js", "farm.ts"]


def test_things_that_only_serve_others_are_counted() -> None:
    """Alone they are what a fix is about."""
    queue = Element(("aws_sqs_queue", "jobs"), "resource", "aws_sqs_queue", "SQS", "jobs", {"a": 1}, NOWHERE, "hcl")
    role = Element(("aws_iam_role", "reader"), "resource", "aws_iam_role", "IAM", "reader", {"a": 1}, NOWHERE, "hcl")
    changes = [Change("add", (*each.path, "a"), after=1, element_after=each) for each in (role, queue)]
    facts = collect_facts(changes, ["added", "added"], "", (), ("*iamrole",))
    assert facts["came"] == "SQS queue `jobs` and a supporting resource"
    assert facts["went"] == ""
    assert collect_facts(changes[:1], ["added"], "", (), ("*iamrole",))["came"] == "IAM role `reader`"


def test_what_only_goes_along_is_told_of_the_whole() -> None:
    """By name, whatever its kind; what came and went under one name changed."""
    backend = Element(("terraform", "backend"), "setting", "terraform", None, "backend", {"a": 1}, NOWHERE, "hcl")
    old, new = (Element((word, "aws"), "provider", "aws", None, "aws", {"a": 1}, NOWHERE, "hcl") for word in "xy")
    changes = [
        Change("add", (*backend.path, "a"), after=1, element_after=backend),
        Change("remove", (*old.path, "a"), before=2, element_before=old),
        Change("add", (*new.path, "a"), after=3, element_after=new),
    ]
    whole = collect_whole(list(make_units(changes)))
    assert whole["states"] == {"backend": "added", "aws": "changed"}
    assert [(before or None, after or None) for before, after in whole["pairs"]] == [(None, 1), (2, None), (None, 3)]


def test_the_sides_of_a_whole_are_those_of_all_its_changes() -> None:
    """However many, since what is missing on one side must not be told as gone."""
    code = Element(("F", "f"), "resource", "F", None, "f", {"code": []}, NOWHERE, "py")
    changes = [
        Change("add", (*code.path, "code", at), after=at, element_before=code, element_after=code) for at in range(9)
    ]
    assert [after for _, after in collect_whole(list(make_units(changes)))["sides"]] == list(range(9))


def test_an_entry_that_came_where_another_went_is_told_with_it() -> None:
    """Not so where the list is another one."""
    old = Element(("Resources", "P"), "resource", "AWS::S3::BucketPolicy", "S3", "P", {"R": ["a"]}, NOWHERE, "yaml")
    new = Element(old.path, "resource", old.type, "S3", "P", {"R": ["b"]}, NOWHERE, "yaml")
    gone = Change("remove", (*old.path, "R", 0), before="a", element_before=old, element_after=new, keys=("r",))
    came = Change("add", (*old.path, "R", 0), after="b", element_before=old, element_after=new, keys=("r",))
    facts = collect_facts([gone, came], ["changed", "changed"], "")
    assert (facts["before"], facts["after"]) == ("a", "b")
    other = Change("add", (*old.path, "Q", 0), after="b", element_before=old, element_after=new, keys=("q",))
    assert not collect_facts([gone, other], ["changed", "changed"], "")["after"]


def test_what_became_of_values_and_which_texts_came_or_went() -> None:
    """Where a whole element came as well, or some values came and others went, they changed."""
    gate = Element(("Gate",), "resource", "AWS::Farm::Gate", None, "Gate", {"keys": ["a"]}, NOWHERE, "json")
    bolt = Element(("Bolt",), "resource", "AWS::Farm::Bolt", None, "Bolt", {"of": "a"}, NOWHERE, "json")
    came = Change("add", ("Gate", "keys", 1), after="b", element_before=gate, element_after=gate)
    went = Change("remove", ("Gate", "keys", 0), before="c", element_before=gate, element_after=gate)
    whole = Change("add", ("Bolt", "of"), after="a", element_after=bolt)
    became = {"set": [came], "dropped": [went], "changed": [came, went]}
    for word, changes in became.items():
        assert collect_facts(changes, ["changed"] * len(changes), "")["became"] == word
    assert collect_facts([came, whole], ["changed", "added"], "")["became"] == "changed"
    facts = collect_facts([came, went], ["changed", "changed"], "")
    assert (facts["gained"], facts["lost"], facts["whose"]) == (["b"], ["c"], ["Gate"])


def test_the_port_of_a_rule_is_that_around_what_changed_in_it() -> None:
    value = {"rules": [{"FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/8"}]}
    gate = Element(("Gate",), "resource", "AWS::Farm::Gate", None, "Gate", value, NOWHERE, "json")
    change = Change(
        "replace", ("Gate", "rules", 0, "CidrIp"), "10.0.0.0/16", "10.0.0.0/8", None, None, "response", gate, gate
    )
    assert collect_facts([change], ["changed"], "")["port"] == "22"
