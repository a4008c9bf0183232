"""Roles that other services assume are other roles."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from reviewer.diff.elements import pair_elements
from reviewer.model import Element


def role(name: str, service: str) -> Element:
    value = {"assume_role_policy": {"Statement": [{"Principal": {"Service": service}}]}, "path": "/"}
    return Element(("IamRole", name), "resource", "IamRole", "IAM", name, value, MappingProxyType({}), "ts", "")


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (role("gateway-role", "apigateway.amazonaws.com"), False),
        (role("gateway-role", "config.amazonaws.com"), True),
        (role("recorder-role", "apigateway.amazonaws.com"), True),
    ],
)
def test_a_role_of_another_service_is_no_renamed_role(other: Element, one: bool):
    pairs = pair_elements([role("recorder-role", "config.amazonaws.com")], [other]).pairs
    assert (len(pairs) == 1) is one
