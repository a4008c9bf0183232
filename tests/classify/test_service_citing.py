"""Which sentence asks for what came or went, where nothing but its service tells."""

from __future__ import annotations

import pytest

from reviewer.classify.citing import Subject
from reviewer.classify.service_citing import serve_services
from reviewer.classify.surroundings import survey
from reviewer.classify.units import Unit
from reviewer.model import Change, Element, Requirement, Span
from tests.citations import cite
from tests.rubrics import shipped

RUBRIC = shipped()
EVERYWHERE = RUBRIC.requirements.everywhere[0]


def make(name: str, service: str = "SQS", native: str = "aws_sqs_queue") -> Element:
    return Element((native, name), "resource", native, service, name, {}, {(): Span("x", 1, 1)}, "hcl")


def cited(
    text: str,
    *come: Element,
    left: tuple[Element, ...] = (),
    service: str = "SQS",
    status: str = "added",
    common: frozenset[str] = frozenset(),
) -> bool:
    """Whether a sentence that names the service is cited for what came, or went."""
    citations = cite(
        [Requirement(text, Span("PROMPT.md", 1, 1), (service,)), Requirement("Be quick.", Span("PROMPT.md", 2, 2))]
    )
    units = [Unit(status, each, (Change("add", each.path, after={}, element_after=each),)) for each in come]
    subject = Subject(tuple(each.name for each in come), services=frozenset({service}), common=common)
    around = survey(left, (*left, *come), "tf", {})
    return bool(serve_services(units, subject, RUBRIC, around, citations))


def test_services_of_both_sides_are_lasting():
    left, right = (make("a"), make("b", "S3")), (make("c"), make("d", "SNS"))
    assert survey(left, right, "tf", {}).lasting == {"SQS"}


@pytest.mark.parametrize(
    ("text", "lasting", "found"),
    [
        pytest.param("Use SQS for the work.", False, True, id="the service came with it"),
        pytest.param("Use SQS for the work.", True, False, id="it was there all along"),
        pytest.param("Use SQS for the orchard.", True, True, id="the sentence calls it by its name"),
        pytest.param("Use an SQS queue.", True, False, id="every queue is called a queue"),
    ],
)
def test_a_service_asks_for_what_made_it_come(text: str, lasting: bool, found: bool):
    assert cited(text, make("orchard_queue"), left=(make("kept"),) if lasting else ()) is found


@pytest.mark.parametrize(("count", "found"), [(4, True), (5, False)])
def test_of_many_names_one_stands_in_any_sentence(count: int, found: bool):
    come = [make(name) for name in ("orchard", "meadow", "garden", "cellar", "stable")[:count]]
    assert cited("Use SQS for the orchard.", *come, left=(make("kept"),)) is found


@pytest.mark.parametrize(("text", "found"), [("Run it in {}.", False), ("Run the orchard in {}.", True)])
def test_a_service_that_every_stack_has_proves_nothing_by_itself(text: str, found: bool):
    assert cited(text.format(EVERYWHERE), make("orchard", EVERYWHERE, "aws_thing"), service=EVERYWHERE) is found


def test_what_only_serves_others_is_not_asked_for():
    """Beside a queue the role of its reader is none that the sentence asks for."""
    role = make("orchard", "IAM", "aws_iam_role")
    assert not cited("Use IAM for the work.", make("meadow"), role, service="IAM")


@pytest.mark.parametrize(("status", "found"), [("added", False), ("removed", True)])
def test_what_is_to_be_left_out_speaks_for_what_went(status: str, found: bool):
    assert cited("Use a table instead of SQS.", make("orchard"), status=status) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("A null_resource may print hints.", True, id="the type in full"),
        pytest.param("Watch the orchard by drift detection.", True, id="the name in full"),
        pytest.param("Watch the detection of drift.", False, id="the words apart"),
        pytest.param("No null resource.", False, id="it is to be left out"),
    ],
)
def test_what_belongs_to_no_service_is_called_by_its_type_or_name(text: str, found: bool):
    assert cited(text, make("drift_detection", "", "null_resource"), service="") is found


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        pytest.param("cellar_queue", True, id="only the one that went is called so"),
        pytest.param("orchard_west", False, id="one that stayed is called so too"),
    ],
)
def test_what_stayed_may_be_what_a_sentence_calls_by_its_name(kept: str, found: bool):
    assert cited("Use SQS for the orchard.", make("orchard_east"), left=(make(kept),), status="removed") is found


@pytest.mark.parametrize(("common", "found"), [(frozenset(), True), (frozenset({"orchard"}), False)])
def test_what_the_whole_stack_is_called_names_no_part_of_it(common: frozenset[str], found: bool):
    assert cited("Use SQS for the orchard.", make("orchard_east"), left=(make("kept"),), common=common) is found


def first_cited(*texts: str, status: str = "added") -> list[str]:
    """The sentences that are cited for a queue that came, or went, and no queue was there before."""
    wishes = [Requirement(text, Span("PROMPT.md", line, line), ("SQS",)) for line, text in enumerate(texts, 1)]
    come = make("orchard")
    units = [Unit(status, come, (Change("add", come.path, after={}, element_after=come),))]
    subject = Subject((come.name,), services=frozenset({"SQS"}), own=frozenset({"SQS"}))
    found = serve_services(units, subject, RUBRIC, survey((), (come,), "tf", {}), cite(wishes))
    return [each.text for each in found]


@pytest.mark.parametrize(
    "other",
    [
        "Watch the orchard by SQS metrics.",
        "Set up SQS alarms for the orchard.",
        "Use roles that the orchard and its SQS want.",
    ],
)
def test_what_asks_to_make_it_goes_before_what_only_speaks_of_it(other: str):
    assert first_cited(other, "Create an encrypted SQS queue.")[0] == "Create an encrypted SQS queue."


def test_a_member_of_a_list_is_asked_for_where_another_service_comes_first():
    wish = Requirement(
        "Implement buckets of S3 for files, and AWS SQS queues for work.", Span("PROMPT.md", 1, 1), ("S3", "SQS")
    )
    come = make("orchard")
    units = [Unit("removed", come, (Change("remove", come.path, before={}, element_before=come),))]
    subject = Subject((come.name,), services=frozenset({"SQS"}), own=frozenset({"SQS"}))
    assert serve_services(units, subject, RUBRIC, survey((come,), (), "tf", {}), cite([wish])) == (wish,)
