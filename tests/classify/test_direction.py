"""Which way a fix goes: repairs, beyond or regresses, by what the prompt asks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.classify.citing import Subject
from reviewer.classify.direction import Verdict, find_direction
from reviewer.classify.surroundings import survey
from reviewer.classify.units import Unit
from reviewer.model import MISSING, Change, Element, Expression, Requirement, Span
from tests.citations import cite
from tests.rubrics import shipped

from .test_matcher import NONE, changed

RUBRIC = shipped()
OFFS = next(rule for rule in RUBRIC.rules if rule.id == "deletion-protection-off")
#: The same where it has to be told from the terms whether a sentence is for or against.
WORSE = OFFS._replace(terms=(*OFFS.terms, *OFFS.excuses), excuses=())
OFF = changed("deletion_protection", True, False)
ON = changed("deletion_protection", False, True)
GONE = changed("alarm_actions", "topic", MISSING)
SIZE = changed("engine_version", "15.4", "15.8")
PATCH = changed("engine_version", "8.4", "8.4.2")
NEXT = changed("engine_version", "8.4.2", "9.0.1")
SHORT = changed("count", "5", "7")
RUNTIME = changed("runtime", Expression("lambda.Runtime.PYTHON_3_11"), Expression("lambda.Runtime.NODEJS_18_X"))
LINKED = changed("tags.environment", "Production", {"Ref": "Environment"})
FEWER = changed("desired_count", 2, 1)
DAYS = changed("retention_in_days", 30, 7)
LESS = changed("backup_retention_period", 9, 2)
TENTH = changed("reserved_concurrent_executions", 100, 10)
METRIC = changed("metric.metric_name", "QueueDepth", MISSING)
METHOD = changed("metric.call", Expression("sqs.Metric"), Expression("jobs.metricQueueDepth"))
NAMED = changed("retention_in_days", 30, Expression("config.days"))
NETWORK = replace(OFF.element, kind="resource", type="aws_vpc", service="VPC")
GATEWAY = changed("cidr_block", "10.0.0.0/16", MISSING, NETWORK)._replace(status="removed")
LARGER = changed(
    "instance_type",
    Expression("ec2.InstanceType.of(ec2.InstanceClass.M4, ec2.InstanceSize.LARGE)"),
    Expression("ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MICRO)"),
)
GUARD = replace(OFF.element, kind="resource", type="AWS::GuardDuty::Detector", service="GuardDuty")
DETECTOR = changed("enable", True, MISSING, GUARD)._replace(status="removed")
STATE = replace(OFF.element, kind="setting", type="terraform", name="backend", service=None)
BACKEND = changed("s3.bucket", "barn-state", MISSING, STATE)._replace(status="removed")
UNSET = changed("s3.bucket", "PLACEHOLDER-bucket", MISSING, STATE)._replace(status="removed")


def wish(text: str) -> Requirement:
    return Requirement(text, Span("PROMPT.md", 1, 1))


@pytest.mark.parametrize(
    ("units", "prompt", "direction", "labels"),
    [
        pytest.param([OFF], "The database should be large.", "regresses", ("regression", "departs"), id="unasked"),
        pytest.param([OFF], "Nothing with Retain: no deletion protection.", "repairs", (), id="asked for"),
        pytest.param([OFF], "Enable deletion protection.", "regresses", ("regression", "departs"), id="forbidden"),
        pytest.param([ON], "Enable deletion protection.", "repairs", (), id="asked and done"),
        pytest.param([ON], None, "beyond", (), id="nothing asked"),
        pytest.param([OFF, ON], "Enable deletion protection.", "repairs", (), id="half of it is not most of it"),
        pytest.param([OFF, OFF, ON], "Keep it on.", "regresses", ("regression", "departs"), id="most of it is"),
        pytest.param([GONE], "Alarms must have actions.", "regresses", ("departs",), id="takes away"),
        pytest.param(
            [METRIC, SHORT], "Watch the metric QueueDepth.", "regresses", ("departs",), id="loses a named value"
        ),
        pytest.param([METRIC, METHOD], "Watch the metric QueueDepth.", "repairs", (), id="has it in another form"),
        pytest.param([GONE], "A topic must be told.", "beyond", (), id="takes away what is not named"),
        pytest.param([GONE], "Actions with least privilege.", "beyond", (), id="asks for as little as possible"),
        pytest.param([SIZE], "Use version 15.4 or higher.", "beyond", (), id="or more, as it was before"),
        pytest.param([LINKED], "Write Environment=Production explicitly.", "regresses", ("departs",), id="no lookup"),
        pytest.param([LINKED], "Tag it 'Environment: Production'.", "regresses", ("departs",), id="spelled in quotes"),
        pytest.param([SIZE], "Use version 15.4.", "regresses", ("departs",), id="leaves a named value"),
        pytest.param([SIZE], "Use version 15.4, later 15.8.", "repairs", (), id="names the new value too"),
        pytest.param([PATCH], "Run Quern 8.4 for it.", "repairs", (), id="a version of the series that is asked for"),
        pytest.param([NEXT], "Run Quern 8.4 for it.", "regresses", ("departs",), id="leaves the series"),
        pytest.param([NEXT], "Run Quern 8.4 or higher.", "beyond", (), id="leaves the series upwards"),
        pytest.param([NEXT], "Run Quern 8.4 or 9.0.", "repairs", (), id="names both series"),
        pytest.param([DAYS], "Logs are kept for 30 days.", "regresses", ("departs",), id="leaves a number"),
        pytest.param([TENTH], "Reserve 100 of them.", "regresses", ("departs",), id="a number within another"),
        pytest.param([RUNTIME], "Use Python 3.11.", "regresses", ("departs",), id="leaves a constant"),
        pytest.param([RUNTIME], "Use Python 3.1.", "repairs", (), id="another constant"),
        pytest.param([RUNTIME], "Python 3.11 or NodeJS 18.x", "repairs", (), id="names both constants"),
        pytest.param([RUNTIME], "Python 3.11 or Node.js 18.x", "repairs", (), id="names one with a dot"),
        pytest.param([DAYS], "Logs are kept for 7 or 30 days.", "repairs", (), id="names both numbers"),
        pytest.param([NAMED], "Logs are kept for 30 days.", "repairs", (), id="what a name stands for"),
        pytest.param([LINKED], "Tag it Environment=Production.", "beyond", (), id="may hold the named text or not"),
        pytest.param([DAYS], "Logs are kept for 300 days.", "beyond", (), id="another number"),
        pytest.param([FEWER], "Run at least two of them.", "regresses", ("departs",), id="below the least"),
        pytest.param([FEWER], "Uptime of at least 2.5 nines.", "beyond", (), id="another number"),
        pytest.param([FEWER], "Run a minimum of 1.", "repairs", (), id="within the bounds"),
        pytest.param([LESS], "Keep backups for long.", "beyond", (), id="a sentence does not ask for less"),
        pytest.param([LESS], "Keep backups for two days.", "repairs", (), id="it asks for that little"),
        pytest.param([LESS, GONE], "Keep backups.", "beyond", (), id="less of one, nothing of the other"),
        pytest.param([LESS, ON], "Keep backups.", "repairs", (), id="less of one, and something else"),
        pytest.param([SHORT], "No more than 6 of them.", "regresses", ("departs",), id="above the most"),
        pytest.param([SHORT], "Keep 5 of them.", "repairs", (), id="a short value proves nothing"),
    ],
)
def test_the_prompt_decides_the_direction(units, prompt, direction, labels):
    served = (wish(prompt),) if prompt else ()
    words = {"regression": RUBRIC.regression.label, "departs": RUBRIC.regression.departs}
    found = find_direction(WORSE, units, served, NONE, RUBRIC)
    assert (found.direction, found.labels) == (direction, tuple(words[each] for each in labels))
    assert found.worse is (direction == "regresses")


def test_what_is_renamed_beside_what_goes_adds_nothing():
    moved = Change("move", ("Barn",), "Shed", "Barn", element_before=OFF.element, element_after=OFF.element)
    units = [GONE, Unit("renamed", OFF.element, (moved,))]
    assert find_direction(WORSE, units, (wish("A topic must be told."),), NONE, RUBRIC).direction == "beyond"


def test_without_a_prompt_nobody_can_call_it_a_regression():
    """It is bounded and flagged all the same: the policy credits no removed protection that nothing asks for."""
    found = find_direction(WORSE, [OFF], (), NONE, RUBRIC, prompted=False)
    assert (found.direction, found.labels, found.worse) == ("beyond", (RUBRIC.regression.unprompted,), True)


@pytest.mark.parametrize(
    ("prompt", "direction"),
    [
        pytest.param("Deletion protection on, never public.", "regresses", id="another clause excuses nothing"),
        pytest.param("No deletion protection, but a backup.", "repairs", id="its own clause does"),
        pytest.param("Use deletion protection instead of a copy.", "regresses", id="something else is not wanted"),
        pytest.param("Use a copy instead of deletion protection.", "repairs", id="it is not wanted"),
    ],
)
def test_only_the_clause_that_speaks_of_it_excuses(prompt, direction):
    rule = WORSE._replace(terms=("deletion protection",), excuses=())
    assert find_direction(rule, [OFF], (wish(prompt),), NONE, RUBRIC).direction == direction


def test_where_nothing_went_the_terms_of_what_went_are_not_asked():
    wishes = [wish("Enable deletion protection."), wish("Everything must be destroyable.")]
    assert find_direction(OFFS, [ON], wishes, NONE, RUBRIC) == Verdict("repairs", (), (wishes[1],))
    assert find_direction(OFFS, [ON], wishes[:1], NONE, RUBRIC) == Verdict("beyond", ())


@pytest.mark.parametrize(
    ("prompt", "excuses", "direction"),
    [
        pytest.param("It is public.", ("^(?!.*not).*public",), "repairs", id="asks for what came"),
        pytest.param("It is not public.", ("^(?!.*not).*public",), "regresses", id="asks for what went"),
        pytest.param("It is not public.", (), "repairs", id="a rule that knows no excuses takes the rubric's"),
        pytest.param("No doors - only public windows.", (), "regresses", id="a dash ends a clause"),
    ],
)
def test_what_asks_for_what_came_excuses_a_rule_that_knows_it(prompt, excuses, direction):
    rule = WORSE._replace(terms=("public",), excuses=excuses)
    found = find_direction(rule, [OFF], (wish(prompt),), NONE, RUBRIC)
    assert (found.direction, found.served) == (direction, (wish(prompt),))


@pytest.mark.parametrize(
    ("prompt", "direction"),
    [
        pytest.param("Logs are kept for 14 days.", "repairs", id="asked for"),
        pytest.param("Logs are kept.", "regresses", id="not asked for"),
        pytest.param("Logs are kept for 14 to 30 days.", "regresses", id="either would do"),
    ],
)
def test_what_the_prompt_names_is_not_worse(prompt, direction):
    rule = next(rule for rule in RUBRIC.rules if rule.id == "log-retention")
    fewer = changed("retention_in_days", 30, 14)
    assert find_direction(rule, [fewer], (wish(prompt),), NONE, RUBRIC).direction == direction


@pytest.mark.parametrize(("mends", "direction"), [(True, "repairs"), (False, "beyond")])
def test_what_could_not_have_worked_is_repaired_though_nobody_asks(mends, direction):
    rule = WORSE._replace(worse=(), mends=mends)
    assert find_direction(rule, [SIZE], (), NONE, RUBRIC).direction == direction


@pytest.mark.parametrize(("share", "direction"), [(0.4, "regresses"), (0.5, "beyond")])
def test_the_share_is_the_rubric_s(share, direction):
    judge = RUBRIC._replace(regression=RUBRIC.regression._replace(share=share))
    assert find_direction(WORSE, [OFF, ON], (), NONE, judge).direction == direction


@pytest.mark.parametrize(("telling", "labels"), [(1, 1), (2, 0)])
def test_how_short_a_value_may_be_is_the_rubric_s(telling, labels):
    judge = RUBRIC._replace(regression=RUBRIC.regression._replace(telling=telling))
    assert len(find_direction(WORSE, [SHORT], (wish("Keep 5 of them."),), NONE, judge).labels) == labels


def test_what_excuses_a_fix_is_cited_first():
    served = [wish("Enable deletion protection."), wish("Everything must be destroyable.")]
    assert find_direction(WORSE, [OFF], served, NONE, RUBRIC).served == (served[1], served[0])
    assert find_direction(WORSE, [ON], served, NONE, RUBRIC).served == tuple(served)


def test_an_element_is_asked_for_by_the_best_term_alone():
    gone = [OFF._replace(status="removed", changes=GONE.changes)]
    rule = WORSE._replace(worse=(), terms=("topic", "alarm"))
    found = [find_direction(rule, gone, [wish(each)], NONE, RUBRIC) for each in ("Tell a topic.", "Alarms are loud.")]
    assert [each.direction for each in found] == ["regresses", "beyond"]


@pytest.mark.parametrize(
    ("key", "prompt", "departs"),
    [
        ("ttl", "Keep the TTL of records low.", True),
        ("ttl", "Keep the records.", False),
        ("acl", "Use a private ACL.", True),
        ("ssl", "Connections use SSL.", True),
        ("kms_key_id", "Encrypt it with a KMS key.", True),
        ("kms_key_id", "The key is in the hall.", False),
        ("kms_key_id", "Logs go by their ID.", False),
        ("tls_enabled", "Use TLS everywhere.", True),
        ("tls_enabled", "Logging is enabled.", False),
        ("enable_dns_support", "Enable support of all kinds.", False),
        ("enable_dns_support", "Enable DNS support.", True),
        ("role_arns", "Every worker has a role.", True),
        ("subnet_ids", "Run in two subnets.", True),
        ("enabled", "Logging is enabled.", False),
        ("concurrent_runs", "Allow concurrency of runs.", True),
        ("throttle_settings", "Include throttling.", True),
        ("settings", "Keep all settings.", False),
        ("vpc_endpoint_type", "Use a VPC endpoint.", False),
        ("vpc_endpoint_type", "Use a VPC endpoint of the gateway type.", True),
    ],
)
def test_a_property_is_asked_for_by_all_parts_of_its_name(key, prompt, departs):
    """Short ones count too; what only says that a thing is on, or how it is given, does not."""
    found = find_direction(WORSE, [changed(key, "x", MISSING)], [wish(prompt)], NONE, RUBRIC)
    assert (found.direction, bool(found.served)) == (("regresses", True) if departs else ("beyond", False))


@pytest.mark.parametrize(
    ("stays", "prompt", "direction"),
    [
        pytest.param({"Owner": "me"}, "Give every table tags for its owner.", "beyond", id="another tag stays"),
        pytest.param({"Owner": "me"}, "Give every table tags for its tier.", "regresses", id="the tag that went"),
        pytest.param(None, "Give every table tags for its owner.", "regresses", id="all tags went"),
    ],
)
def test_one_of_several_keys_is_not_all_of_them(stays, prompt, direction):
    left = Element(("aws_x", "y"), "resource", "aws_x", None, "y", {"tags": {"Tier": "1"}}, {}, "hcl")
    right = replace(left, value={"tags": stays} if stays else {})
    change = Change(
        "remove",
        ("aws_x", "y", "tags", "Tier"),
        before="1",
        element_before=left,
        element_after=right,
        keys=("tags", "tier"),
    )
    gone = [Unit("changed", left, (change,))]
    assert find_direction(WORSE, gone, [wish(prompt)], NONE, RUBRIC).direction == direction


@pytest.mark.parametrize(
    ("prompt", "direction"),
    [
        pytest.param("At most a concurrency of 50.", "regresses", id="its value and a part of its name"),
        pytest.param("A concurrency of 5.", "beyond", id="another value"),
        pytest.param("Start within 50 seconds.", "beyond", id="the value of something else"),
    ],
)
def test_a_value_that_went_with_its_property_was_asked_for(prompt, direction):
    gone = changed("reserved_concurrent_executions", 50, MISSING)
    assert find_direction(WORSE, [gone], [wish(prompt)], NONE, RUBRIC).direction == direction
    both = find_direction(WORSE, [gone, SIZE], [wish("Anything."), wish(prompt)], NONE, RUBRIC)
    assert (both.direction, len(both.served)) == (("regresses", 1) if direction == "regresses" else ("repairs", 2))


def test_a_departure_cites_only_what_asks_for_what_went():
    served = [wish("A topic must be told."), wish("Alarms must have actions.")]
    assert find_direction(WORSE, [GONE], served, NONE, RUBRIC).served == (served[1],)
    assert find_direction(WORSE, [GONE], served[:1], NONE, RUBRIC).served == ()


@settings(max_examples=300, deadline=None)
@given(
    rule=st.sampled_from([each for each in RUBRIC.rules if each.worse or each.mends or each.terms]),
    units=st.lists(st.sampled_from([OFF, ON, GONE, SIZE, SHORT, LINKED, FEWER, DAYS, NAMED]), min_size=1, max_size=4),
    prompt=st.lists(
        st.sampled_from(
            [
                "Enable deletion protection.",
                "No protection, ever.",
                "Use version 15.4 explicitly.",
                "Keep alarm actions.",
            ]
        ),
        max_size=2,
    ),
    prompted=st.booleans(),
)
def test_direction_and_labels_never_contradict_one_another(rule, units, prompt, prompted):
    """What is labelled a regression or a departure regresses, and the reverse; a departure says from what."""
    found = find_direction(rule, units, [wish(each) for each in prompt], NONE, RUBRIC, prompted=prompted)
    policy = RUBRIC.regression
    assert (found.direction == "regresses") == bool({policy.label, policy.departs} & set(found.labels))
    assert bool(found.served) or policy.departs not in found.labels
    assert policy.unprompted not in found.labels or found.direction == "beyond"
    assert found.worse is bool({policy.label, policy.departs, policy.unprompted} & set(found.labels))


def test_a_default_serves_nothing_and_regresses_from_nothing():
    assert find_direction(None, [OFF], (), NONE, RUBRIC) == Verdict("beyond", ())


def test_code_that_only_goes_along_takes_nothing_from_what_went():
    """The fields and imports of a class that held it are as many as there are."""
    field = changed("store", "private final Store", MISSING, replace(OFF.element, kind="function", type=""))
    assert (
        find_direction(OFFS, [OFF, field, field], [wish("It should be large.")], NONE, RUBRIC).direction == "regresses"
    )


@pytest.mark.parametrize(("before", "direction"), [({"Ref": "Wall"}, "regresses"), ({"Ref": "Other"}, "repairs")])
def test_what_pointed_to_a_removed_resource_goes_with_it(before: object, direction: str):
    """A setting of another resource is a change of its own."""
    rule = next(rule for rule in RUBRIC.rules if rule.id == "waf-changed")
    wall = replace(OFF.element, path=("Resources", "Wall"), name="Wall", type="AWS::WAFv2::WebACL", kind="resource")
    gone = changed("name", "wall", MISSING, wall)._replace(status="removed")
    user = changed("web_acl_id", before, {"Ref": "WallArn"})
    found = find_direction(rule, [gone, user], [wish("Put a WAF web ACL in front.")], NONE, RUBRIC)
    assert found.direction == direction


@pytest.mark.parametrize(
    ("name", "unit", "prompt", "direction"),
    [
        (
            "deletion-protection-conditional",
            changed("deletion_protection", True, {"Fn::If": ["IsHarvest", True, False]}),
            "Deletion protection is on",
            "regresses",
        ),
        (
            "deletion-protection-conditional",
            changed("deletion_protection", True, {"Fn::If": ["IsHarvest", True, False]}),
            "Deletion protection for production barns",
            "repairs",
        ),
        ("credentials-changed", changed("username", "farmer", "hen"), "The user name is farmer", "regresses"),
        ("log-retention", changed("retention_in_days", 7, 90), "Logs have 7-day retention", "regresses"),
        ("log-retention", changed("retention_in_days", 7, 90), "Log retention differs for 7 barns", "repairs"),
        ("instance-size", LARGER, "An instance type of db.m4.large", "regresses"),
        (
            "region-changed",
            changed("region", Expression("config.region"), "eu-west-9"),
            "In region eu-east-7",
            "beyond",
        ),
        (
            "region-changed",
            changed("region", Expression("config.region"), "eu-east-7"),
            "In region eu-east-7",
            "repairs",
        ),
        (
            "load-balancer-settings",
            changed("port", 443, 80, replace(OFF.element, type="aws_lb_listener")),
            "",
            "regresses",
        ),
        ("multi-az-changed", changed("multi_az", True, False), "A quick start with a Single-AZ database", "repairs"),
        ("multi-az-changed", changed("multi_az", True, False), "A Multi-AZ database", "regresses"),
        ("backup-settings", changed("point_in_time_recovery", True, MISSING), "Recovery isn't needed", "repairs"),
        ("backup-settings", changed("point_in_time_recovery", True, MISSING), "Recovery is not required", "repairs"),
        ("backup-settings", changed("point_in_time_recovery", True, MISSING), "Avoid recovery by time", "repairs"),
        ("backup-settings", changed("point_in_time_recovery", True, MISSING), "Recovery is needed", "regresses"),
        ("zones-reduced", changed("max_azs", 3, 2), "Stay up if an availability zone fails", "regresses"),
        ("zones-reduced", changed("max_azs", 3, 2), "Redundancy if we lose one availability zone", "regresses"),
        ("threat-detection-removed", DETECTOR, "Have GuardDuty watch the barn", "regresses"),
        ("threat-detection-removed", DETECTOR, "Leave it without GuardDuty", "repairs"),
        ("zones-reduced", changed("max_azs", 3, 2), "Two availability zones for redundancy", "repairs"),
        ("network-removed", GATEWAY, "Keep the orchard tidy", "beyond"),
        ("network-removed", GATEWAY, "The VPC has an internet gateway", "regresses"),
        ("state-backend", BACKEND, "", "regresses"),
        ("state-backend", UNSET, "", "beyond"),
        ("public-access-settings", changed("publicly_accessible", False, MISSING), "Not public, never", "beyond"),
        ("public-access-settings", changed("publicly_accessible", True, MISSING), "Not public, never", "repairs"),
        ("notification-topic-changed", changed("add_subscription", "mail", MISSING), "Tell us by SNS", "regresses"),
        (
            "deletion-protection-set",
            changed("deletion_protection", Expression("var.keep"), False),
            "Deletion protection for the database",
            "regresses",
        ),
    ],
)
def test_the_shipped_rules_know_what_a_sentence_is_for(name: str, unit: Unit, prompt: str, direction: str):
    rule = next(each for each in RUBRIC.rules if each.id == name)
    served = tuple(cite([wish(prompt)]).serve((*rule.terms, *rule.excuses), Subject(())))
    assert find_direction(rule, [unit], served, NONE, RUBRIC).direction == direction


@pytest.mark.parametrize(("native", "direction"), [("sns.Topic", "beyond"), ("s3.Bucket", "regresses")])
def test_what_holds_no_data_loses_none(native: str, direction: str):
    rule = next(each for each in RUBRIC.rules if each.id == "data-made-disposable")
    around = survey((), (), "cdk", {})
    made = changed("removal_policy", MISSING, Expression("RemovalPolicy.DESTROY"), replace(OFF.element, type=native))
    assert find_direction(rule, [made], (), around, RUBRIC).direction == direction
