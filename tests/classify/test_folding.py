"""Many fixes are folded into more general ones, and each of their intents stays named."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import review_task
from reviewer.review import Review
from reviewer.rubric.words import render_words
from tests.classify.reviews import FUNCTION, PERMISSION, QUEUE, RUBRIC, review


def settings(count: int, value: int) -> str:
    """Builds tables, a function and more, each with one setting of another rule."""
    properties = (
        ("AWS::Lambda::Function", "Timeout", value),
        ("AWS::Lambda::Function", "MemorySize", value * 128),
        ("AWS::RDS::DBInstance", "BackupRetentionPeriod", value),
        ("AWS::RDS::DBInstance", "AllocatedStorage", value * 10),
        ("AWS::RDS::DBInstance", "DBInstanceClass", f"db.t{value}.small"),
        ("AWS::RDS::DBInstance", "EngineVersion", f"{value}.1"),
        ("AWS::Logs::LogGroup", "RetentionInDays", value),
        ("AWS::KMS::Key", "PendingWindowInDays", value + 7),
        ("AWS::S3::Bucket", "BucketName", f"bucket-{value}"),
        ("AWS::EC2::VPC", "CidrBlock", f"10.{value}.0.0/16"),
        ("AWS::AutoScaling::AutoScalingGroup", "MaxSize", value),
        ("AWS::ElasticLoadBalancingV2::TargetGroup", "HealthCheckPath", f"/{value}"),
        ("AWS::CloudWatch::Alarm", "Threshold", value),
        ("AWS::EC2::SecurityGroup", "GroupDescription", f"for tier {value}"),
        ("AWS::EC2::Subnet", "AvailabilityZone", f"eu-west-{value}a"),
        ("AWS::Lambda::EventSourceMapping", "BatchSize", value),
        ("AWS::SQS::Queue", "VisibilityTimeout", value * 30),
    )
    return "".join(
        f"  R{at}:\n    Type: {kind}\n    Properties:\n      {key}: {said}\n"
        for at, (kind, key, said) in enumerate(properties[:count])
    )


LOUD = "  Loud:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      MetricName: Lag\n"


TABLE = "  Rows:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      BillingMode: PROVISIONED\n"


STREAM = "  Flow:\n    Type: AWS::Kinesis::Stream\n    Properties:\n      ShardCount: 2\n"


def test_what_joined_a_fix_that_is_gone_keeps_its_own_name(tmp_path: Path):
    """The permission goes with its new function, so the order has no permission to go with."""
    deployment = "  Deployment:\n    Type: AWS::ApiGateway::Deployment\n{order}    Properties:\n      RestApiId: abc\n"
    order = "    DependsOn: [ReadMethod]\n"
    ideal = deployment.format(order=order) + FUNCTION + PERMISSION
    found = review(tmp_path, deployment.format(order=""), ideal)
    assert {fix.rule for fix in found.fixes} == {"creation-order-required", "resource-added"}


@pytest.mark.parametrize("count", [1, 5, RUBRIC.grouping.crowded])
def test_few_fixes_keep_their_own_names(count: int, tmp_path: Path):
    """As long as a person would name them one by one, so do we."""
    assert len(review(tmp_path, settings(count, 2), settings(count, 3)).fixes) == count


def test_many_fixes_fold_and_none_folds_alone(tmp_path: Path):
    """Above that special fixes go with general ones, but one that would be alone there keeps its name."""
    many = RUBRIC.grouping.crowded + 3
    found = review(tmp_path, settings(many, 2), settings(many, 3))
    rules = {fix.rule: len(fix.changes) for fix in found.fixes}
    assert sum(rules.values()) == many
    assert len(rules) < many
    general = {rule.folds_into for rule in RUBRIC.rules}
    assert all(count > 1 for rule, count in rules.items() if rule in general and rule not in _own(found))


def test_folding_stops_where_few_enough_are_left(tmp_path: Path):
    """Every fold costs a telling name, so what saves most folds, and the rest keeps its own."""
    found = review(tmp_path, settings(11, 2), settings(11, 3)).fixes
    rules = {fix.rule for fix in found}
    assert len(rules) <= RUBRIC.grouping.crowded
    assert {"cluster-settings", "backup-settings", "storage-size"} <= rules


def test_settings_of_several_services_are_no_one_thing(tmp_path: Path):
    """The memory of a function folds with its timeout, and neither with the size of a database."""
    found = {fix.rule: fix for fix in review(tmp_path, settings(16, 2), settings(16, 3)).fixes}
    assert all(f"`R{at}`" in found["cluster-settings"].title for at in (0, 1, 15))
    assert "`R4`" in found["instance-size"].title


def test_one_setting_of_several_services_keeps_its_name(tmp_path: Path):
    """It belongs to no heap of a service, and is one fix all the same."""
    found = {fix.rule: fix for fix in review(tmp_path, settings(17, 2), settings(17, 3)).fixes}
    assert all(f"`R{at}`" in found["timeout"].title for at in (0, 16))
    assert all(f"`R{at}`" in found["cluster-settings"].title for at in (1, 15))


def test_services_come_together_where_nobody_reads_to_the_end(tmp_path: Path):
    """What is spared at first, such as backups, is told in the heap as well."""
    review(tmp_path, settings(17, 2), settings(17, 3))
    full = RUBRIC._replace(grouping=RUBRIC.grouping._replace(full=9))
    found = {fix.rule: fix for fix in review_task(str(tmp_path), full).fixes}
    assert len(found) <= 9
    assert all(f"`R{at}`" in " ".join(found["cluster-settings"].details) for at in (0, 1, 4, 15, 16))
    assert any(detail.startswith("backup settings: ") for detail in found["data-settings"].details)


def test_words_and_names_inside_the_code_come_together_at_the_last(tmp_path: Path):
    role = "  {}:\n    Type: AWS::IAM::Role\n    Properties:\n      Path: /quay/\n      Description: opens the gate\n"
    left, right = (settings(17, value) + role.format(name) for value, name in ((2, "Gate"), (3, "Barrier")))
    names = {"logical-id-renamed", "template-description"}
    assert names <= {fix.rule for fix in review(tmp_path, left, right).fixes}
    full = RUBRIC._replace(grouping=RUBRIC.grouping._replace(full=9))
    found = {fix.rule: fix for fix in review_task(str(tmp_path), full).fixes}
    assert "logical-id-renamed" not in found
    assert "logical names renamed" in found["template-description"].title


def test_what_makes_the_answer_worse_keeps_its_own_name(tmp_path: Path):
    """Nobody finds a regression among the settings of a heap."""
    group = "    Type: AWS::Logs::LogGroup\n    Properties:\n      RetentionInDays: {0}\n"
    logs = f"  FrontLog:\n{group}  BackLog:\n{group}"
    many = RUBRIC.grouping.crowded + 7
    found = review(tmp_path, settings(many, 2) + logs.format(90), settings(many, 3) + logs.format(30))
    assert {fix.rule: fix.labels for fix in found.fixes}["log-retention"] == (RUBRIC.regression.unprompted,)


def test_what_departs_from_the_prompt_keeps_its_own_name(tmp_path: Path):
    """No rule calls another memory worse, but the prompt asked for the one that went."""
    review(tmp_path, settings(13, 2), settings(13, 3))
    (tmp_path / "lib/PROMPT.md").write_text("The Lambda function must have a memory size of 256 MB.\n")
    found = {fix.rule: fix for fix in review_task(str(tmp_path), RUBRIC).fixes}
    assert found["memory-and-cpu"].direction == "regresses"


def test_what_repairs_a_sentence_of_its_own_goes_with_nothing_else(tmp_path: Path):
    """A heap of many settings would hide that the prompt asked for one of them."""
    review(tmp_path, settings(17, 2), settings(17, 3))
    (tmp_path / "lib/PROMPT.md").write_text("The Lambda function must have a memory size of 384 MB.\n")
    full = RUBRIC._replace(grouping=RUBRIC.grouping._replace(full=9))
    found = {fix.rule: fix for fix in review_task(str(tmp_path), full).fixes}
    assert found["memory-and-cpu"].direction == "repairs"
    assert len(found["cluster-settings"].details) > 1


@pytest.mark.parametrize(("lines", "own"), [(40, True), (4, False)])
def test_a_program_that_was_written_anew_is_no_setting(lines: int, own: bool, tmp_path: Path):
    """Where it is large enough to be told for itself; a few lines fold like any other setting."""
    handler = "  Sower:\n    Type: AWS::Lambda::Function\n    Properties:\n      Code:\n        ZipFile: |\n"
    code = [handler + "".join(f"          seed_{at} = {step}\n" for at in range(lines)) for step in (1, 2)]
    many = RUBRIC.grouping.crowded + 7
    found = review(tmp_path, settings(many, 2) + code[0], settings(many, 3) + code[1])
    assert ("handler-code" in {fix.rule for fix in found.fixes}) is own


def test_a_part_that_came_is_no_setting(tmp_path: Path):
    """A group that is new has a fix of its own among many settings."""
    group = (
        "  {0}:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: {0}\n      VpcId: vpc-1\n"
    )
    egress = (
        "      SecurityGroupEgress:\n        - {{IpProtocol: tcp, FromPort: {0}, ToPort: {0}, CidrIp: 10.0.0.0/8}}\n"
    )
    many = RUBRIC.grouping.crowded + 7
    model = settings(many, 2) + group.format("Front") + egress.format(443)
    ideal = settings(many, 3) + group.format("Front") + egress.format(8443) + group.format("Back")
    assert "security-group-added" in {fix.rule for fix in review(tmp_path, model, ideal).fixes}


@pytest.mark.parametrize(
    ("gone", "rules"), [(LOUD, {"alarms-removed"}), (QUEUE, {"resource-removed"}), (TABLE, {"databases-removed"})]
)
def test_a_watch_that_went_is_not_lost_among_what_went(gone: str, rules: set[str], tmp_path: Path):
    many = RUBRIC.grouping.crowded + 1
    found = review(tmp_path, settings(many, 2) + gone + STREAM, settings(many, 3))
    assert {fix.rule for fix in found.fixes if "removed" in fix.rule} == rules | {"resource-removed"}


def test_a_fix_of_several_intents_names_each(tmp_path: Path):
    """What folds keeps its label in the title, and what was done under it in the details."""
    found = review(tmp_path, settings(13, 2), settings(13, 3)).fixes
    (whole,) = [fix for fix in found if fix.rule == "cluster-settings"]
    labels = {rule.label for rule in RUBRIC.rules if rule.id in whole.also and rule.folds_into == whole.rule}
    told = {detail.partition(": ")[0] for detail in whole.details}
    assert len(told) > 1
    assert told == labels
    assert any(str(label) in whole.title for label in labels)


def test_a_fix_of_several_intents_gives_the_reason_that_weighs_most(tmp_path: Path):
    """What holds for settings of every kind says nothing; the reason of the one that weighs most does."""
    found = review(tmp_path, settings(13, 2), settings(13, 3)).fixes
    (whole,) = [fix for fix in found if fix.rule == "cluster-settings"]
    (general,) = [rule for rule in RUBRIC.rules if rule.id == whole.rule]
    alone = render_words(general.words.reason, {}, RUBRIC)
    assert alone not in whole.reason
    assert whole.reason.count(".") == 1


def test_an_intent_that_the_prompt_asks_for_is_told_before_larger_ones(tmp_path: Path):
    """A title has room for few of them."""
    review(tmp_path, settings(13, 2), settings(13, 3))
    (tmp_path / "lib/PROMPT.md").write_text("Set the memory of the Lambda function.\n")
    one_heap = RUBRIC._replace(grouping=RUBRIC.grouping._replace(parts=99))
    (whole,) = [fix for fix in review_task(str(tmp_path), one_heap).fixes if fix.rule == "cluster-settings"]
    assert whole.details[0].startswith("memory or processor: ")
    assert whole.title.startswith("Memory or processor")


def test_a_sentence_on_the_service_alone_asks_for_none_of_the_settings(tmp_path: Path):
    """The rule that many fold into looks for the service; what asks for that does not ask for a part of the fix."""
    review(tmp_path, settings(13, 2), settings(13, 3))
    (tmp_path / "lib/PROMPT.md").write_text("Deploy a Lambda function.\n")
    (whole,) = [fix for fix in review_task(str(tmp_path), RUBRIC).fixes if fix.rule == "cluster-settings"]
    assert (whole.direction, whole.requirements) == ("beyond", ())


def test_whatever_went_with_others_is_named_with_them(tmp_path: Path):
    """The general fix is about it as much as about what no special rule claims."""
    subnet = "  Near:\n    Type: AWS::EC2::Subnet\n    Properties:\n      CidrBlock: 10.0.1.0/24\n"
    found = review(tmp_path, settings(17, 2) + subnet + STREAM + QUEUE, settings(17, 3)).fixes
    (removed,) = [fix for fix in found if fix.rule == "resource-removed"]
    assert "subnets-and-routes" in removed.also
    assert all(name in removed.title for name in ("`Near`", "`Flow`", "`Waiting`"))


def test_what_went_altogether_does_not_fold_into_settings(tmp_path: Path):
    """A resource that is gone is told as gone, beside however many settings."""
    gone = """  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Scheme: internal
"""
    watch = """  Watch:
    Type: AWS::CloudWatch::Alarm
    Properties:
      MetricName: RequestCount
"""
    points = """      Dimensions:
        - {Name: LoadBalancer, Value: !GetAtt Balancer.LoadBalancerFullName}
"""
    found = review(tmp_path, settings(13, 2) + gone + watch + points, settings(13, 3) + watch).fixes
    (removed,) = [fix for fix in found if any("/Balancer" in str(each.pointer) for each in fix.changes)]
    assert removed.rule == "resource-removed"
    assert any("/Dimensions" in str(each.pointer) for each in removed.changes)


def _own(found: Review) -> set[str]:
    """Rules that are general and claimed a change of their own."""
    special = {rule.id for rule in RUBRIC.rules if rule.folds_into}
    return {fix.rule for fix in found.fixes if not special & set(fix.also)}
