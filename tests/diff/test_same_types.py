"""What is one thing under two types is paired, where its own type has no counterpart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.diff.elements import pair_elements
from reviewer.diff.same_types import same_type
from reviewer.model import Element, Span

NOWHERE = {(): Span("x", 1, 1)}


def construct(native_type: str, *path: str, service: str | None = None, **value: object) -> Element:
    """Builds a construct; the last of the path is its id."""
    return Element((native_type, *path), "resource", native_type, service, path[-1], value, NOWHERE, "ts")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AlbListener", "LbListener"),
        ("aws_alb", "aws_lb"),
        ("lambda_nodejs.NodejsFunction", "lambda.Function"),
        ("rds.CfnDBSubnetGroup", "rds.SubnetGroup"),
        ("ecs.FargateService.autoScaleTaskCount", "applicationautoscaling.ScalableTarget"),
        ("route53.HostedZone.fromLookup", "route53.HostedZone.fromHostedZoneAttributes"),
        ("wafv2.CfnWebACL", "wafv2.CfnWebAcl"),
    ],
)
def test_types_of_one_thing_are_the_same(one: str, other: str) -> None:
    """An alias, another level of a library, a method that makes the construct, another case."""
    assert same_type(one) == same_type(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("elasticloadbalancingv2.ApplicationLoadBalancer", "elasticloadbalancingv2.NetworkLoadBalancer"),
        ("ec2.GatewayVpcEndpoint", "ec2.InterfaceVpcEndpoint"),
        ("aws_lb", "aws_lb_listener"),
        ("ec2.Vpc.fromLookup", "route53.HostedZone.fromLookup"),
    ],
)
def test_types_of_other_things_are_not(one: str, other: str) -> None:
    """What does another job is another thing, whatever it is called."""
    assert same_type(one) != same_type(other)


def test_an_alias_with_the_same_id_is_the_same_resource() -> None:
    """Nothing of its value has to be alike."""
    left = construct("Alb", "balancer", "front", internal=False)
    right = construct("Lb", "balancer", "front", name="shop")
    assert pair_elements([left], [right]).pairs == [(left, right)]


def test_the_only_one_of_a_thing_is_paired_under_another_name() -> None:
    """A scaling that a method sets up has no id, and it is the only one."""
    left = construct("applicationautoscaling.ScalableTarget", "target", "AliasTarget", minCapacity=2, maxCapacity=20)
    right = construct("lambda.Alias.addAutoScaling", "scaling", minCapacity=2, maxCapacity=40)
    assert len(pair_elements([left], [right]).pairs) == 1


def test_the_own_type_comes_first() -> None:
    """A function in an image stays one beside a new plain function of nearly the same name."""
    left = construct("lambda.DockerImageFunction", "resize", "Resize", memorySize=512)
    plain = construct("lambda.Function", "resize", "ResizeSmall", memorySize=512)
    image = construct("lambda.DockerImageFunction", "resize", "ResizeLarge", memorySize=1024)
    pairs = pair_elements([left], [plain, image]).pairs
    assert (left, image) in pairs
    assert (None, plain) in pairs


def test_classes_of_the_program_have_no_other_names() -> None:
    """Their arguments are those of another class, and say nothing of what either of them makes."""
    left, right = (replace(construct(each, "data", "data", encrypted=True), kind="module") for each in ("Alb", "Lb"))
    assert len(pair_elements([left], [right]).pairs) == 2
