#!/usr/bin/env python3
"""Entry point of the tide readings."""

import os

import aws_cdk as cdk

from lib.tap_stack import TideReadingsStack

app = cdk.App()
suffix = app.node.try_get_context("environmentSuffix") or "dev"
TideReadingsStack(
    app,
    f"TideReadings-{suffix}",
    environment_suffix=suffix,
    env=cdk.Environment(account=os.getenv("CDK_DEFAULT_ACCOUNT"), region="eu-west-2"),
)
app.synth()
