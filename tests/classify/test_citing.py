"""Which sentence of the prompt a fix cites."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.classify.citing import Citations, Demand, Subject, pick_values
from reviewer.classify.sentences import text_asked_for
from reviewer.model import Expression, Requirement, Span
from reviewer.rubric.matching import find_groups
from tests.citations import cite
from tests.rubrics import shipped

LEAVES_OUT = shipped().citations.leaves_out


def asked(*texts: str) -> list[Requirement]:
    return [Requirement(text, Span("lib/PROMPT.md", line, line)) for line, text in enumerate(texts, 1)]


def on(text: str, line: int, *services: str) -> Requirement:
    return Requirement(text, Span("lib/PROMPT.md", line, line), services)


def lines(found: tuple[Requirement, ...]) -> list[int]:
    return [each.span.start for each in found]


@pytest.mark.parametrize(
    ("terms", "names", "expected"),
    [
        pytest.param(("encrypt",), (), [1, 2], id="in order, two at most"),
        pytest.param(("key", "encrypt"), (), [2, 1], id="the earlier term counts more"),
        pytest.param(("encrypt",), ("OrderQueue",), [3, 1], id="a name counts too"),
        pytest.param(("backup",), ("OrderQueue",), [], id="a name alone is nothing"),
        pytest.param(("encrypt",), ("BillingTableStream",), [4, 1], id="words of a name count"),
    ],
)
def test_the_requirement_that_a_fix_serves(terms, names, expected):
    citations = cite(
        asked("Encrypt everything.", "Encrypt with a key.", "Encrypt the OrderQueue.", "Encrypt the billing table.")
    )
    assert lines(citations.serve(terms, Subject(names))) == expected


@pytest.mark.parametrize(
    ("services", "names", "expected"),
    [
        pytest.param({"CloudFront"}, (), [2], id="a sentence on another service is about something else"),
        pytest.param({"RDS"}, (), [1, 2], id="one that names its own service is not"),
        pytest.param({"CloudFront"}, ("AuditTrailLogs",), [1, 2], id="nor one that shares a word of its own"),
        pytest.param(set(), (), [1, 2], id="what belongs to no service is not known to be elsewhere"),
    ],
)
def test_a_sentence_on_other_services_is_not_cited(services, names, expected):
    citations = cite(
        [
            on("RDS logging: write audit logs.", 1, "RDS"),
            on("Switch logging on in the VPC.", 2, "VPC"),
            on("Be quick.", 3),
        ],
        ["VPC"],
    )
    found = citations.serve(("logging",), Subject(names, services=frozenset(services)))
    assert sorted(lines(found)) == expected


@pytest.mark.parametrize(
    ("name", "keys", "cited"),
    [
        pytest.param("LambdaLogGroup", (), [1], id="it is called by the service"),
        pytest.param("RuleLogGroup", (), [], id="by another"),
        pytest.param("lambda_size", ("lambda_size",), [], id="a property is"),
    ],
)
def test_what_is_called_by_a_service_belongs_to_it(name: str, keys: tuple[str, ...], cited: list[int]):
    citations = cite([on("Logging for Lambda.", 1, "Lambda"), on("Be quick.", 2)])
    found = citations.serve(("logging",), Subject((name,), services=frozenset({"CloudWatch Logs"}), keys=keys))
    assert lines(found) == cited


@pytest.mark.parametrize(("service", "cited"), [("S3", []), ("RDS", [1])])
def test_what_stands_above_a_sentence_counts_where_it_only_names_what_any_other_may(service: str, cited: list[int]):
    wish = replace(on("Encrypt with keys of KMS.", 1, "KMS"), about=("RDS",))
    found = cite([wish, on("Be quick.", 2)], ["KMS"]).serve(("encrypt",), Subject((), services=frozenset({service})))
    assert lines(found) == cited


@pytest.mark.parametrize(
    ("own", "cited"),
    [
        pytest.param("RDS", [], id="a database is not meant because servers stand everywhere"),
        pytest.param("EC2", [1], id="the servers are"),
    ],
)
def test_what_every_stack_has_makes_no_sentence_one_about_another_service(own: str, cited: list[int]) -> None:
    citations = cite([on("Logging for the ALB and its servers.", 1, "ELB", "EC2"), on("Be quick.", 2)], ["EC2"])
    subject = Subject((), services=frozenset({own, "EC2"}), own=frozenset({own}))
    assert lines(citations.serve(("logging",), subject)) == cited


@pytest.mark.parametrize(
    ("name", "common", "cited"),
    [
        ("orchard-cache", frozenset(), [1]),
        ("orchard-cache", frozenset({"orchard"}), []),
        ("EnableLogging", frozenset(), []),
    ],
)
def test_neither_the_name_of_the_stack_nor_a_verb_of_keys_proves_anything(name, common, cited):
    citations = cite([on("Enable backups of the orchard database.", 1, "RDS"), on("Be quick.", 2)])
    subject = Subject((name,), services=frozenset({"ElastiCache"}), common=common)
    assert lines(citations.serve(("backup",), subject)) == cited


@pytest.mark.parametrize(("keys", "cited"), [((), [1]), (("retention_period",), [])])
def test_a_key_that_many_services_have_makes_no_sentence_on_another_service_one_on_this(keys, cited) -> None:
    citations = cite([on("Keep backups of the database for a period.", 1, "RDS"), on("Be quick.", 2)])
    subject = Subject(("retention_period",), services=frozenset({"ElastiCache"}), keys=keys)
    assert lines(citations.serve(("backup",), subject)) == cited


def test_prose_calls_things_by_the_words_of_their_types():
    """A sentence on the balancer and the bucket is about a bucket, though only the one is the name of a service."""
    citations = cite([on("Export the balancer and the bucket.", 1, "ELB"), on("Be quick.", 2)])
    subject = Subject((), frozenset({"aws_s3_bucket"}), frozenset({"S3"}))
    assert lines(citations.serve(("export",), subject)) == [1]


def test_a_service_that_the_terms_look_for_is_no_other():
    """A rule on keys asks for KMS, so a sentence on KMS speaks of whatever the key encrypts."""
    citations = cite([on("Use KMS for all keys.", 1, "KMS")])
    assert lines(citations.serve(("kms",), Subject((), services=frozenset({"RDS"})))) == [1]


@pytest.mark.parametrize(("concern", "expected"), [("outputs", [1, 2]), ("naming", [2])])
def test_a_sentence_that_asks_for_outputs_serves_no_other_fix(concern, expected):
    citations = cite(asked("Output the bucket name.", "Name the bucket."), (), {"outputs": [r"^\W*outputs?\b"]})
    assert lines(citations.serve(("name",), Subject((), concern=concern))) == expected


def test_a_sentence_that_two_concerns_claim_serves_both():
    claims = {"outputs": [r"^outputs?\b"], "documentation": [r"comments"]}
    citations = cite(asked("Outputs and comments for every queue."), (), claims)
    assert [bool(citations.serve(("queue",), Subject((), concern=each))) for each in (*claims, "naming")] == [
        True,
        True,
        False,
    ]


def test_a_value_that_is_to_be_left_out_is_not_asked_for():
    citations = cite(asked("Do not use legacy-logs-prod."))
    assert citations.serve((), Subject((), values=("legacy-logs-prod",)), demand=Demand(asked=True)) == ()


def test_a_long_sentence_shares_words_with_every_fix():
    """What is said in few words is said of this; a pasted list names everything once."""
    everything = (
        "Logs of the bucket, the table, the queue, the topic, the function, the cluster, the stream and the network."
    )
    citations = cite(asked(everything, "Logs of the bucket.", "The network is private."))
    assert lines(citations.serve(("logs",), Subject(("DataBucket",)), 1)) == [2]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("app-logs-prod", True),
        ("/aws/vpc/logs", True),
        ("10.0.0.0/16", True),
        ("production", False),
        ("OrderQueue", False),
        (Expression("app.logs"), False),
        (30, False),
    ],
)
def test_literals_that_a_prompt_spells_on_purpose(value, kept):
    assert pick_values([(value, value)], 0.25) == ((value,) if kept else ())


def test_a_value_that_few_of_the_changes_hold_is_not_what_a_fix_is_about():
    few = [("eu-west-1", None), *[(None, each) for each in range(9)]]
    assert pick_values(few, 0.25) == ()
    assert pick_values(few[:4], 0.25) == ("eu-west-1",)


def test_a_word_that_the_terms_find_proves_no_more():
    """``protect`` stands in a sentence on a firewall, and in every name of a protection against deletion."""
    citations = cite([on("Traffic Protection: put a firewall up.", 1, "WAF"), on("Be quick.", 2)])
    subject = Subject(("deletion_protection",), services=frozenset({"RDS"}))
    assert citations.serve(("protect",), subject) == ()
    assert lines(citations.serve(("firewall",), subject)) == [1]


@pytest.mark.parametrize(
    ("names", "cited"), [(("LogsBucket",), False), (("AssetsBucket",), True)], ids=["another thing", "the thing itself"]
)
def test_the_service_that_a_sentence_names_first_is_what_it_is_about(names, cited):
    citations = cite([on("Lambda reads the assets from S3.", 1, "Lambda", "S3"), on("Be quick.", 2)])
    found = citations.serve((r"\bS3\b",), Subject(names, services=frozenset({"S3"})), demand=Demand(leading=True))
    assert bool(found) is cited


def test_a_sentence_that_spells_the_value_is_cited_whatever_the_terms():
    citations = cite(asked("Create a bucket called app-logs-prod.", "Create a queue."))
    behind = cite(asked("Create a queue.", "Create a bucket called app-logs-prod."))
    assert lines(behind.serve(("create",), Subject((), values=("app-logs-prod",)))) == [2, 1]
    assert lines(citations.serve(("suffix",), Subject((), values=("app-logs-prod",)))) == [1]
    assert lines(citations.serve(("create",), Subject((), values=("app-logs-prod",)))) == [1, 2]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param({"memory_size"}, [2], id="the sentence names the key"),
        pytest.param({"function_name"}, [], id="a word of the terms proves nothing"),
        pytest.param({"ttl"}, [], id="nor does a short one"),
        pytest.param(set(), [], id="no key, no sentence"),
    ],
)
def test_a_wide_rule_needs_a_sentence_that_names_what_changed(keys, expected):
    """A citation that only shares the field of the fix is worse than none."""
    citations = cite(
        asked("Each function reads the ttl.", "Functions have 256 MB of memory.", "The function is quick.")
    )
    assert lines(citations.serve((r"lambda|function",), Subject(()), demand=Demand(naming=keys))) == expected


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("One file (no provider block, no modules).", "provider"),
        ("Build it without a NAT gateway, but with endpoints.", "NAT"),
        ("Do not use public subnets: private ones only.", "public"),
        ("A table instead of a relational database.", "relational"),
    ],
)
def test_what_is_to_be_left_out_is_not_asked_for(text: str, left: str) -> None:
    """A rule that adds such a thing serves no such sentence; one that closes or takes it away does."""
    citations = cite(asked(text))
    assert left not in text_asked_for(text, LEAVES_OUT)
    assert citations.serve([left], Subject(()), demand=Demand(asked=True)) == ()
    assert citations.serve([left], Subject(())) == citations.requirements


def test_a_bound_is_asked_for() -> None:
    """``no less than`` leaves nothing out."""
    assert text_asked_for("Keep backups for no less than 7 days", LEAVES_OUT) == "Keep backups for no less than 7 days"


@pytest.mark.parametrize(
    ("demand", "found"),
    [
        pytest.param(Demand(), [1, 2], id="what the term finds"),
        pytest.param(Demand(proven=True), [2], id="what shares a word of its own with the fix"),
    ],
)
def test_where_every_stack_has_the_thing_a_sentence_has_to_prove_more(demand, found):
    """``VPC`` stands in many a sentence: one that calls the thing by its name means it."""
    citations = cite(
        [on("Run it in a VPC.", 1, "VPC"), on("A VPC with orchard subnets.", 2, "VPC"), on("Be quick.", 3)]
    )
    assert sorted(lines(citations.serve(("vpc",), Subject(("OrchardNetwork",)), demand=demand))) == found


def test_a_heading_is_cited_only_where_no_sentence_speaks():
    """It names the thing and asks for nothing, however well its words fit."""
    heading = Requirement("**Order Queue**", Span("lib/PROMPT.md", 1, 1), heading=True)
    sentence = Requirement("Every queue is encrypted.", Span("lib/PROMPT.md", 2, 2))
    subject = Subject(("OrderQueue",))
    assert lines(cite([heading, sentence]).serve(("queue",), subject)) == [2]
    assert lines(cite([heading]).serve(("queue",), subject)) == [1]


@pytest.mark.parametrize(
    ("text", "under", "terms", "names", "cited"),
    [
        pytest.param("Alarms for the queue", "", ("queue",), (), False, id="about alarms"),
        pytest.param("Alarms for the queue", "", ("alarm",), (), True, id="the rule looks for alarms"),
        pytest.param("Alarms for the queue", "", ("queue",), ("QueueAlarm",), True, id="the fix is called so"),
        pytest.param("Queue depth", "Alarms", ("queue",), (), False, id="stands below alarms"),
        pytest.param("A queue with alarms", "", ("queue",), (), True, id="about a queue"),
    ],
)
def test_a_sentence_about_one_thing_is_cited_for_it_alone(text, under, terms, names, cited):
    wish = Requirement(text, Span("PROMPT.md", 1, 1), under=under)
    citations = cite([wish], topics=[r"^\W*(alarms?)\b"])
    assert bool(citations.serve(terms, Subject(names))) is cited


def test_what_stands_below_a_claimed_heading_is_claimed():
    wish = Requirement("Bucket name", Span("PROMPT.md", 1, 1), under="Outputs")
    citations = cite([wish], claims={"outputs": [r"^\W*outputs?\b"]})
    assert [bool(citations.serve(("name",), Subject((), concern=each))) for each in ("outputs", "naming")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("`modules.ts`: holds the barn and the pond", "modules.ts"),
        ("Integration tests should load the stack outputs", "integration tests"),
        ("Write thorough unit tests for the barn", "unit tests"),
        ("Testing Requirements", "test"),
        ("A dashboard that shows the cows", "dashboard"),
        ("Set up CloudWatch alarms for the barn", "alarms"),
        ("Add an AWS Config rule for public barns", "AWS Config rule"),
        ("Dashboards and alarms for the barn", "dashboards and alarms"),
        ("Enforce MFA for farmers", "MFA"),
        ("**Target region**: the north (set by a parameter)", "target region"),
        ("The regions differ: north and south", None),
        ("Keep a modular structure for the barn", "modular"),
        ("Switch Container Insights on for the barn", "container insights"),
        ("Implement bucket encryption for the barn", "bucket"),
        ("Create the bucket policy of the barn", None),
        ("State file must be locked and encrypted at rest", "state file"),
        ("Use an S3 backend for the farm", "S3 backend"),
        ("Encrypt the barn at rest, and its state file as well", None),
        ("Create a barn with alarms", None),
        ("Build a barn, alarms for cows, a dashboard showing hay", None),
        ("Deploy to test environments", None),
    ],
)
def test_the_topics_of_the_shipped_rubric(text, topic):
    found = [each for source in shipped().requirements.topics for each in find_groups(source, text)]
    assert (found[0].lower() if found else None) == (topic.lower() if topic else None)


@pytest.mark.parametrize(("under", "cited"), [(("RDS",), False), (("S3",), True), ((), True)])
def test_a_sentence_that_names_no_service_speaks_of_those_above_it(under, cited):
    """``Not public`` below the heading of a database says nothing of a bucket."""
    wish = Requirement("Not public.", Span("PROMPT.md", 1, 1), about=under)
    found = cite((wish,)).serve(["public"], Subject(("Media",), services=frozenset({"S3"})))
    assert bool(found) is cited


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        pytest.param("The barn has doors.", False, id="the thing alone"),
        pytest.param("The barn opens to port 8443.", True, id="a value"),
        pytest.param("The barn needs an idle limit.", True, id="a part of a key"),
        pytest.param("The barn of the orchard.", True, id="its name"),
        pytest.param("The barn is enabled.", False, id="a part that every key may have"),
        pytest.param("A barn with 18443 doors.", False, id="another value"),
    ],
)
def test_a_setting_is_asked_for_by_its_key_its_value_or_its_element(text, cited):
    demand = Demand(setting=(frozenset({"barn_idle_timeout", "enabled"}), frozenset({"8443"})))
    others = asked("Be quick.", "Be kind.")
    citations = cite((on(text, 9), *others))
    assert bool(citations.serve(["barn"], Subject(("OrchardBarn",)), demand=demand)) is cited


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("Include a few output blocks on the barn", True),
        ("Provide 12-15 outputs with the names of barns", True),
        ("The template should output the address of the barn", True),
        ("Each stack should additionally output its name", True),
        ("The stack should be quick", False),
        ("Give at least 9 outputs of the barn", False),
        ("The barn has a few doors", False),
    ],
)
def test_what_the_shipped_rubric_leaves_to_outputs(text, claimed):
    claims = next(each.claims for each in shipped().concerns if each.name == "outputs")
    assert any(find_groups(f"({source})", text) for source in claims) is claimed


@pytest.mark.parametrize(
    ("text", "found"),
    [("Write tests for the barn", True), ("Off in test environments", False), ("For dev/test", False)],
)
def test_an_environment_for_tests_asks_for_none(text, found):
    rule = next(each for each in shipped().rules if each.id == "tests-changed")
    assert bool(cite(asked(text)).serve(rule.terms, Subject(()))) is found


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        ("invoke-permission-added", "A Lambda function in the VPC refers to the barn", False),
        ("invoke-permission-added", "What comes from the barn starts a Lambda function", True),
        ("storage-lifecycle", "Tell the farmer of stage transitions", False),
        ("storage-lifecycle", "Transition hay to a cheaper class", True),
        ("storage-lifecycle", "Avoid DeletionPolicy: Retain for the hay", False),
        ("network-added", "VPC use default, in two zones", False),
        ("network-added", "Give the barn a VPC", True),
        ("servers-added", "In each subnet, create a t3.micro EC2 and a store", True),
        ("audit-trail-added", "Catch any odd API calls", True),
        ("tests-changed", "Run the build and test stages", False),
        ("tests-changed", "Write tests", True),
        ("output-added", "The barn reads build outputs", False),
        ("output-added", "Stack outputs for the barn", True),
        ("output-added", "Output barn ARNs", True),
        ("output-added", "Export files to the barn", False),
        ("engine-version", "Templates keep to format version 2010-09-09", False),
        ("engine-version", "The store runs on a supported version", True),
        ("nat-gateway-added", "Security groups admit inbound and outbound traffic by range", False),
        ("nat-gateway-added", "The database is in private subnets", False),
        ("nat-gateway-added", "Private subnets reach the internet", True),
        ("nat-gateway-added", "Give the barns outbound internet access", True),
        ("nat-gateway-changed", "Tag everything with CostCenter and cost allocation tags", False),
        ("nat-gateway-changed", "Keep the costs of the network low", True),
        ("event-source-added", "Logs must retain events for 90 days", False),
        ("event-source-added", "Pass events of the barn to the function", True),
        ("multi-az-on", "Put two subnets in each of two availability zones", False),
        ("multi-az-on", "The database runs in several availability zones", True),
        ("multi-az-on", "Survive the loss of a zone", True),
        ("provider-dropped", "The provider is for region us-west-2, hard-coded", False),
        ("provider-dropped", "Deploy to both regions by a provider each", True),
        ("setup-declared", "Use the right provider alias, the runner takes care of the rest", False),
        ("setup-declared", "Declare a provider block for each region", True),
        ("value-parameterised", "Keep the codes in Parameter Store", False),
        ("value-parameterised", "No hardcoded credentials", False),
        ("value-parameterised", "No hardcoded ranges, use parameters", True),
        ("no-echo", "Secrets Manager rotates the credentials of the barn", False),
        ("no-echo", "Never print passwords in plain text", True),
        ("monitoring-settings", "Health checks monitor the gate and move the records", False),
        ("monitoring-settings", "Monitor the barn", True),
        ("version-limits-loosened", "Use the latest stable provider of AWS", True),
    ],
)
def test_a_word_in_another_sense_finds_no_sentence(rule: str, text: str, found: bool) -> None:
    terms = next((*each.terms, *each.excuses) for each in shipped().rules if each.id == rule)
    assert bool(cite(asked(text)).serve(terms, Subject(()))) is found


def test_routes_are_asked_for_before_networks() -> None:
    terms = next(each.terms for each in shipped().rules if each.id == "routes-added")
    citations = cite(asked("A VPC with three subnets.", "Peering between the barns."))
    assert lines(citations.serve(terms, Subject(()))) == [2, 1]


def test_how_sentences_are_weighed_is_the_rubric_s() -> None:
    """How many are cited, and what a sentence asks to leave out."""
    wishes = asked("Encrypt the hay.", "Encrypt the barn.", "Build it sans encryption.")
    policy = shipped().citations._replace(most=1, leaves_out=(r"\bsans\b.*",))
    citations = Citations(wishes, policy)
    assert lines(citations.serve(("encrypt",), Subject(()))) == [1]
    demand = Demand(asked=True)
    assert lines(citations.serve(("encryption",), Subject(()), demand=demand)) == []
    assert lines(Citations(wishes, shipped().citations).serve(("encryption",), Subject(()), demand=demand)) == [3]
