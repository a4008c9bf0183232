"""Which elements are the same one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.diff.elements import pair_elements
from reviewer.model import Document, Element, Expression
from tests.diff.builders import document, element, meaningful, template

QUEUE = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 5, "KmsMasterKeyId": "k", "VisibilityTimeout": 30}}


def stack(name: str, **more: Any) -> Document:
    function = {
        "Type": "AWS::Lambda::Function",
        "DependsOn": [name],
        "Properties": {
            "Url": {"Ref": name},
            "Arn": {"Fn::GetAtt": [name, "Arn"]},
            "Text": {"Fn::Sub": f"send to ${{{name}.Arn}} and ${{{name}}}"},
        },
    }
    return template({"Resources": {name: {**QUEUE, **more}, "Fn": function}})


def test_a_rename_is_one_move_and_its_references_are_noise() -> None:
    changes = diff_documents(stack("Jobs"), stack("JobQueue"))
    (move,) = meaningful(changes)
    assert (move.op, move.origin, move.path) == ("move", ("Resources", "Jobs"), ("Resources", "JobQueue"))
    assert (move.before, move.after) == ("Jobs", "JobQueue")
    assert {each.noise for each in changes if each is not move} == {"reference"}
    assert {each.path[2:] for each in changes if each is not move} == {
        ("DependsOn", 0),
        ("Properties", "Url"),
        ("Properties", "Arn"),
        ("Properties", "Text"),
    }


def test_a_change_inside_a_renamed_element_keeps_its_coordinates() -> None:
    changes = meaningful(diff_documents(stack("Jobs"), stack("JobQueue", DeletionPolicy="Retain")))
    assert [(each.op, each.path) for each in changes] == [
        ("move", ("Resources", "JobQueue")),
        ("add", ("Resources", "JobQueue", "DeletionPolicy")),
    ]


def test_another_thing_of_the_same_type_is_no_rename() -> None:
    left = template({"Resources": {"Jobs": QUEUE}})
    other = {"Type": "AWS::SQS::Queue", "Properties": {"FifoQueue": True, "QueueName": "audit.fifo"}}
    changes = diff_documents(left, template({"Resources": {"AuditTrail": other}}))
    assert {each.op for each in changes} == {"add", "remove"}


def test_twins_are_told_apart_by_who_refers_to_them() -> None:
    def twins(one: str, other: str) -> Document:
        users = {
            f"Use{index}": {"Type": f"AWS::Test::User{index}", "Properties": {"Queue": {"Ref": name}}}
            for index, name in enumerate((one, other))
        }
        return template({"Resources": {one: QUEUE, other: QUEUE, **users}})

    changes = diff_documents(twins("A1Queue", "B1Queue"), twins("C1Queue", "D1Queue"))
    moves = {(each.before, each.after) for each in changes if each.op == "move"}
    assert moves == {("A1Queue", "C1Queue"), ("B1Queue", "D1Queue")}


def test_a_changed_type_under_the_same_name_is_a_change_of_the_type() -> None:
    left = template({"Resources": {"Db": {"Type": "AWS::RDS::DBInstance", "Properties": {"Port": 1}}}})
    right = template({"Resources": {"Db": {"Type": "AWS::RDS::DBCluster", "Properties": {"Port": 1}}}})
    (change,) = diff_documents(left, right)
    assert (change.op, change.path[2:]) == ("replace", ("Type",))


def test_the_same_address_announced_under_another_file_is_no_change() -> None:
    left = document(
        [element(("aws_vpc", "main"), {"cidr": "10.0.0.0/16"}, type="aws_vpc", language="hcl", file="main.tf")]
    )
    right = document(
        [element(("aws_vpc", "main"), {"cidr": "10.0.0.0/16"}, type="aws_vpc", language="hcl", file="vpc.tf")]
    )
    assert diff_documents(left, right) == ()


def test_a_file_in_front_of_an_address_is_a_spelling_of_it() -> None:
    left = [element(("aws_vpc", "main"), {"cidr": 1}, type="aws_vpc", language="hcl", file="main.tf")]
    right = [
        element((file, "aws_vpc", "main"), {"cidr": size}, type="aws_vpc", language="hcl", file=file)
        for size, file in enumerate(("other.tf", "main.tf"))
    ]
    changes = diff_documents(document(left), document(right))
    assert [(each.op, each.path[0], each.noise) for each in changes] == [
        ("move", "main.tf", "spelling"),
        ("add", "other.tf", None),
    ]


@pytest.mark.parametrize(
    ("before", "after", "noise"),
    [
        ("cdk.CfnOutput", "CfnOutput", "spelling"),
        ("Bucket", "s3.Bucket", "spelling"),
        ("ecs.Cluster", "eks.Cluster", None),
        ("mill.Wheel", "Wheel", None),
    ],
)
def test_a_class_whose_module_is_not_written_is_the_same(before: str, after: str, noise: str | None) -> None:
    """Clusters of two services are called alike, and what no library is called may be anything."""
    left, right = (
        document([element((each, "Harbour"), {"value": "quay", "size": 5}, type=each, language="typescript")])
        for each in (before, after)
    )
    told = {each.noise for each in diff_documents(left, right)}
    assert told == {noise}


def test_terraform_references_follow_a_rename() -> None:
    def config(name: str) -> Document:
        return document(
            [
                element(("aws_kms_key", name), {"rotation": True, "days": 7}, type="aws_kms_key", language="hcl"),
                element(
                    ("aws_s3_bucket", "data"),
                    {"key": Expression(f"aws_kms_key.{name}.arn"), "text": f"uses ${{aws_kms_key.{name}.id}}"},
                    type="aws_s3_bucket",
                    language="hcl",
                ),
            ]
        )

    changes = diff_documents(config("main"), config("data_key"))
    assert [(each.op, each.noise) for each in changes] == [
        ("move", None),
        ("replace", "reference"),
        ("replace", "reference"),
    ]


def test_variables_of_a_program_follow_a_rename() -> None:
    def program(name: str) -> Document:
        return document(
            [
                element(("kms.Key", name), {"rotate": True, "days": 7}, type="kms.Key", language="ts"),
                element(
                    ("s3.Bucket", "b"), {"key": Expression(f"this.{name}.keyArn")}, type="s3.Bucket", language="ts"
                ),
            ]
        )

    changes = diff_documents(program("key"), program("dataKey"))
    assert [(each.op, each.noise) for each in changes] == [("move", None), ("replace", "reference")]


def _class(name: str, base: str, **methods: Any) -> list[Element]:
    header = element((name, "class"), {"extends": [Expression(f"extends {base}")]}, kind="function", language="ts")
    return [header, *(element((name, key), value, kind="function", language="ts") for key, value in methods.items())]


def test_the_only_one_of_its_type_is_the_same_one_however_it_was_rewritten() -> None:
    """A document with one network has it for the same purpose as another with one: half of it differs, no name does."""
    left = template({"Resources": {"ShopNetwork": {"Type": "AWS::EC2::VPC", "Properties": {"A": 1, "B": 2, "C": 3}}}})
    right = template({"Resources": {"Network": {"Type": "AWS::EC2::VPC", "Properties": {"A": 4, "D": 5, "E": 6}}}})
    assert [each.path for each in diff_documents(left, right) if each.op == "move"] == [("Resources", "Network")]


def test_the_only_stack_of_a_program_is_the_same_one_under_any_name() -> None:
    """A person calls it renamed, and its methods changed, however much of them was rewritten."""
    left = document([*_class("ShopStack", "Stack", build={"a": 1}), *_class("Uploads", "Construct")])
    right = document([*_class("TapStack", "cdk.Stack", build={"b": 2, "c": 3})])
    changes = diff_documents(left, right)
    assert [(each.op, each.path) for each in changes] == [
        ("move", ("TapStack", "class")),
        ("replace", ("ShopStack", "class", "extends", 0)),
        ("move", ("TapStack", "build")),
        ("remove", ("ShopStack", "build", "a")),
        ("add", ("TapStack", "build", "b")),
        ("add", ("TapStack", "build", "c")),
        ("remove", ("Uploads", "class", "extends", 0)),
    ]


def test_the_instance_of_a_renamed_class_is_renamed_with_it() -> None:
    made = [
        element((name, name), {"env": region}, kind="module", type=name, language="ts")
        for name, region in (("ShopStack", "a"), ("TapStack", "b"))
    ]
    left = document([*_class("ShopStack", "Stack"), made[0]])
    right = document([*_class("TapStack", "Stack"), made[1]])
    changes = [(each.op, each.path) for each in diff_documents(left, right)]
    assert changes[1:] == [("move", ("TapStack", "TapStack")), ("replace", ("ShopStack", "ShopStack", "env"))]


def test_of_two_stacks_none_is_the_other_one() -> None:
    """With several of one base nobody can tell which was renamed."""
    left = document([*_class("A", "Stack", build={"a": 1}), *_class("B", "Stack", build={"b": 1})])
    right = document(_class("C", "Stack", build={"c": 1}))
    assert ("C", "build") not in [each.path for each in diff_documents(left, right) if each.op == "move"]


def test_no_function_of_a_program_is_renamed_to_a_test() -> None:
    body = {"call": "run", "with": "all", "of": "it"}
    left = document([element(("Shop", "run"), body, kind="function", language="py")])
    right = document([element(("TestShop", "test_run"), body, kind="function", language="py")])
    assert "move" not in {each.op for each in diff_documents(left, right)}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bin/app.ts", "bin/tap.ts", True),
        ("bin/app.ts", "", True),
        ("bin/app.ts", "src/orders.ts", False),
        ("bin/app.ts", "bin/app.test.ts", False),
    ],
)
def test_code_outside_of_functions_is_that_of_its_file(one: str, other: str, same: bool) -> None:
    """It has the same address in every file; another file of the folder may be a renamed one, but no test."""
    sides = [
        document([element(("statements",), {"run": value}, kind="function", language="ts", file=file)])
        for file, value in ((one, 1), (other, 2))
    ]
    assert bool(pair_elements(sides[0].elements, sides[1].elements).pairs[0][1]) is same


def test_a_fragment_does_not_remove_what_it_does_not_quote() -> None:
    left = template({"Resources": {"A": {"Type": "T", "P": 1, "Q": [1, 2]}, "B": {"Type": "T"}}})
    right = document(template({"Resources": {"A": {"Type": "T", "P": 2, "Q": [1]}}}).elements, fragmentary=True)
    assert [(each.op, each.path[2:]) for each in diff_documents(left, right)] == [
        ("replace", ("P",)),
        ("remove", ("Q", 1)),
    ]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_list_is_left_out_with_its_key(side: str) -> None:
    """Of a list that is quoted the items are known; one whose key isn't quoted is as little known as any other key."""
    much = {"A": 1, "Rules": [{"Port": 443, "Groups": ["web"], "Text": "t"}, {"Port": 80}], "Groups": ["web"]}
    little = {"A": 1, "Rules": [{"Port": 443}]}
    whole = template({"Resources": {"A": {"Type": "T", **much}}})
    part = document(template({"Resources": {"A": {"Type": "T", **little}}}).elements, fragmentary=True)
    changes = diff_documents(whole, part) if side == "right" else diff_documents(part, whole)
    assert [each.path[2:] for each in changes] == [("Rules", 1, "Port")]


def test_a_fragment_that_quotes_nearly_all_of_an_element_took_the_rest_away() -> None:
    """An excerpt leaves out whole elements, or most of one; it does not leave out one key of many."""
    keys = dict.fromkeys("PQRSTU", 1)
    left = template({"Resources": {"A": {"Type": "T", **keys}, "B": {"Type": "T"}}})
    nearly = dict.fromkeys("PQRST", 1)
    for kept, gone in ((nearly, [("remove", ("U",))]), ({"P": 1}, [])):
        right = document(template({"Resources": {"A": {"Type": "T", **kept}}}).elements, fragmentary=True)
        assert [(each.op, each.path[2:]) for each in diff_documents(left, right)] == gone


def test_a_file_that_is_shown_in_part_loses_nothing_and_the_others_do() -> None:
    """An answer may show one file whole and speak of another."""
    made = template({"Resources": {"A": {"Type": "T"}, "B": {"Type": "T"}}})
    here, there = (replace(each, file=file) for each, file in zip(made.elements, ("a.yaml", "lib/b.yaml"), strict=True))
    left, right = document((here, there)), document((), excerpts=frozenset({"b.yaml"}))
    assert [(each.op, each.path) for each in diff_documents(left, right)] == [("remove", ("Resources", "A", "Type"))]


def test_a_fragment_on_the_left_hides_keys_but_not_elements() -> None:
    left = document(template({"Resources": {"A": {"Type": "T", "P": 1}}}).elements, fragmentary=True)
    right = template({"Resources": {"A": {"Type": "T", "P": 2, "Q": 3}, "B": {"Type": "S"}}})
    assert [(each.op, each.path) for each in diff_documents(left, right)] == [
        ("replace", ("Resources", "A", "P")),
        ("add", ("Resources", "B", "Type")),
    ]


def test_three_hundred_renamed_twins_do_not_take_forever() -> None:
    def many(prefix: str) -> Document:
        return template({"Resources": {f"{prefix}{index}Queue": QUEUE for index in range(300)}})

    changes = diff_documents(many("Old"), many("New"))
    assert changes


def test_a_key_of_a_manifest_is_no_function_of_its_name() -> None:
    key = element(("package.json", "main"), "index.ts", kind="setting", language="json", file="package.json")
    function = element(("main",), {"print": []}, kind="function", language="py", file="lib/audit.py")
    changes = diff_documents(document((key,)), document((function,)))
    assert {each.op for each in changes} == {"add", "remove"}
    toml = element(("pyproject.toml", "main"), "index.ts", kind="setting", language="toml", file="pyproject.toml")
    assert pair_elements((function,), (toml,)).pairs == [(function, None), (None, toml)]


def test_classes_that_have_nothing_in_common_are_no_renamed_class():
    """Two headings without fields are alike whatever they are; a method that stayed tells that the class did."""

    def class_(name: str, **methods: Any) -> list[Element]:
        header = element((name, "class"), {}, kind="function", language="py")
        return [header, *(element((name, key), body, kind="function", language="py") for key, body in methods.items())]

    body = {"total": 1, "rate": 2, "days": 3}
    left = class_("Shop", build=body)
    assert not pair_elements(left, class_("ShopArgs", __init__={"size": 9})).renamed
    pairs = pair_elements(left, class_("Store", build=body)).renamed
    assert [(one.path, other.path) for one, other in pairs][:1] == [(("Shop", "class"), ("Store", "class"))]


def _instance(name: str, id_: str) -> Element:
    return element((name, id_), {"size": 1}, kind="module", type=name, language="ts")


def test_of_several_classes_those_are_one_whose_instances_bear_one_id() -> None:
    left = [*_class("Main", "Stack", build={"a": 1}), *_class("Net", "Stack"), _instance("Main", "shop")]
    right = [*_class("ShopStack", "Stack", build={"a": 2}), *_class("Web", "Stack"), _instance("ShopStack", "shop")]
    pairs = pair_elements(left, right).pairs
    assert [other and other.path for one, other in pairs if one and one.path[0] == "Main"] == [
        ("ShopStack", "class"),
        ("ShopStack", "build"),
        ("ShopStack", "shop"),
    ]


def test_the_properties_of_a_renamed_class_are_renamed_with_it() -> None:
    props = [
        element((f"{name}Props",), {"size": Expression("number")}, kind="statement", language="ts")
        for name in ("Shop", "Tap")
    ]
    left, right = [*_class("Shop", "Stack"), props[0]], [*_class("Tap", "Stack"), props[1]]
    assert (props[0], props[1]) in pair_elements(left, right).pairs


def test_the_variable_tells_which_one_of_a_type_it_is() -> None:
    def held(variable: str, name: str, **value: Any) -> Element:
        return element(("s3.Bucket", variable, name), value, type="s3.Bucket", language="py")

    left = [
        held("archive_bucket", "NightlyCopies", versioned=True, days=30),
        held("site_bucket", "SitePages", versioned=True, encryption="kms"),
    ]
    right = [held("archive_bucket", "archive-{stage}", versioned=True, encryption="kms")]
    pairs = pair_elements(left, right).renamed
    assert [(one.name, other.name) for one, other in pairs] == [("NightlyCopies", "archive-{stage}")]


def test_the_only_provider_of_a_program_is_the_same_one_whatever_its_id_is() -> None:
    def provider(name: str, region: str) -> Document:
        return document(
            [element(("AwsProvider", name), {"region": region}, kind="provider", language="ts", type="AwsProvider")]
        )

    left, right = provider("aws", "eu-west-1"), provider("aws-default", "eu-west-3")
    assert [each.op for each in meaningful(diff_documents(left, right))] == ["move", "replace"]
    two = document([*right.elements, *provider("backup", "eu-north-1").elements])
    assert {each.op for each in meaningful(diff_documents(left, two))} == {"remove", "add"}


def test_the_only_instance_of_a_class_is_the_same_one_and_its_members_keep_their_names() -> None:
    def stack(variable: str, name: str, size: int) -> Document:
        module = element(("Barn", variable, name), {"size": size}, kind="module", type="Barn", language="ts")
        gate = element(("Gate", "Gate"), {"way": Expression(f"{variable}.barn.id")}, type="Gate", language="ts")
        return document([module, gate])

    changes = meaningful(diff_documents(stack("barn", "main-barn", 2), stack("barnModule", "barn-${season}", 1)))
    assert [(each.op, each.before, each.after) for each in changes] == [
        ("move", "main-barn", "barn-${season}"),
        ("replace", 2, 1),
    ]


@pytest.mark.parametrize(
    ("file", "language", "pairs"),
    [("Project.yaml", "yaml", 2), ("old/package.json", "json", 1), ("package.yaml", "yaml", 1)],
)
def test_a_setting_of_a_project_file_is_none_of_a_manifest(file: str, language: str, pairs: int) -> None:
    left = element(("main",), "index.ts", kind="setting", language="json", file="package.json")
    right = element(("main",), "lib/shop.ts", kind="setting", language=language, file=file)
    assert len(pair_elements([left], [right]).pairs) == pairs
