"""Constructs that were given the id of another one of their scope."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classify.test_exchanges import review

STACK = """import * as cdk from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

export class OfficeStack extends cdk.Stack {{
  constructor(scope: cdk.App, id: string) {{
    super(scope, id);
    const address = new ec2.CfnEIP(this, '{}', {{ domain: 'vpc' }});
    new cdk.CfnOutput({}, '{}', {{ value: address.ref, description: 'where the office is reached' }});
  }}
}}
"""


@pytest.mark.parametrize(
    ("left", "right", "mended"),
    [
        (("Address", "this", "Address"), ("OfficeAddress", "this", "Address"), True),
        (("Address", "this", "Reach"), ("OfficeAddress", "this", "Reach"), False),
        (("Address", "scope", "Address"), ("OfficeAddress", "scope", "Address"), False),
        (("Address", "this", "Address"), ("Gate", "this", "Gate"), False),
    ],
    ids=["mended", "only renamed", "of another scope", "still the same"],
)
def test_an_id_that_another_construct_had_is_more_than_a_name(
    left: tuple[str, ...], right: tuple[str, ...], mended: bool, tmp_path: Path
) -> None:
    found = review(tmp_path, STACK.format(*left), STACK.format(*right), "cdk", "ts")
    assert ("duplicate-construct-id" in {fix.rule for fix in found.fixes}) is mended
