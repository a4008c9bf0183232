"""What a fix is about beside its own elements."""

from __future__ import annotations

import pytest

from reviewer.classify.involved import find_common_words, find_involved
from reviewer.classify.surroundings import Surroundings
from reviewer.classify.units import Unit
from reviewer.model import Change, Element, Path, Span
from tests.rubrics import shipped


def make(native: str, service: str, name: str = "it") -> Element:
    return Element((native, name), "resource", native, service, name, {}, {(): Span("x", 1, 1)}, "hcl")


ROLE = make("aws_iam_role", "IAM")
POLICY = make("aws_iam_role_policy", "IAM")
FUNCTION = make("aws_lambda_function", "Lambda")
GROUP = make("aws_security_group", "VPC")
DATABASE = make("aws_db_instance", "RDS")
BALANCER = make("aws_lb", "ELB")
CACHES = [make("aws_elasticache_cluster", "ElastiCache", f"c{at}") for at in range(5)]


@pytest.mark.parametrize(
    ("of", "links", "expected"),
    [
        pytest.param(
            POLICY, [(POLICY, ROLE), (FUNCTION, ROLE)], {"IAM", "Lambda"}, id="a policy, whoever has its role"
        ),
        pytest.param(ROLE, [(FUNCTION, ROLE)], {"IAM", "Lambda"}, id="a role, who has it"),
        pytest.param(
            DATABASE, [(DATABASE, GROUP), (BALANCER, GROUP)], {"RDS", "VPC"}, id="a database, not who shares its group"
        ),
        pytest.param(
            POLICY, [(POLICY, ROLE), *((each, ROLE) for each in CACHES)], {"IAM"}, id="not all that share one role"
        ),
    ],
)
def test_what_an_element_is_wired_to(of: Element, links: list[tuple[Element, Element]], expected: set[str]) -> None:
    to: dict[Path, tuple[Path, ...]] = {}
    by: dict[Path, tuple[Path, ...]] = {}
    for source, target in links:
        to[source.path] = (*to.get(source.path, ()), target.path)
        by[target.path] = (*by.get(target.path, ()), source.path)
    elements = {each.path: each for pair in links for each in pair}
    unit = Unit("changed", of, (Change("replace", of.path, 1, 2, element_before=of, element_after=of),))
    found = find_involved([unit], Surroundings("tf", elements, to, by, {}), shipped())
    assert {each.service for each in found} == expected


@pytest.mark.parametrize(
    ("services", "others", "common"),
    [
        pytest.param(("RDS", "SQS", "S3"), 0, True, id="of several services"),
        pytest.param(("RDS", "SQS", "SQS"), 0, False, id="of few"),
        pytest.param(("RDS", "SQS", "S3"), 10, False, id="a part of the stack"),
    ],
)
def test_what_many_resources_have_in_their_names_is_the_name_of_the_stack(
    services: tuple[str, ...], others: int, common: bool
) -> None:
    stack = [make("aws_thing", each, f"orchard-{each}") for each in services]
    found = find_common_words([*stack, *(make("aws_thing", "SNS", f"x{at}") for at in range(others))])
    assert ("orchard" in found) is common
