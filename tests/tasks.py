"""Small task directories of our own, written where a test wants them."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parent.parent / "samples"

#: Samples that do not pass, by what becomes of them; all others are scored and pass.
STOPPED = {"102500001": "wrong_region", "102500002": "not_comparable"}

TEMPLATE: dict[str, Any] = {
    "AWSTemplateFormatVersion": "2010-09-09",
    "Description": "Order intake",
    "Parameters": {"EnvironmentSuffix": {"Type": "String", "Default": "dev"}},
    "Resources": {
        "OrderTable": {
            "Type": "AWS::DynamoDB::Table",
            "DeletionPolicy": "Delete",
            "Properties": {
                "TableName": {"Fn::Sub": "orders-${EnvironmentSuffix}"},
                "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                "Tags": [{"Key": "team", "Value": "orders"}, {"Key": "tier", "Value": "data"}],
            },
        },
        "IntakeRole": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "AssumeRolePolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "lambda.amazonaws.com"},
                            "Action": "sts:AssumeRole",
                        }
                    ],
                },
                "Policies": [
                    {
                        "PolicyName": "table",
                        "PolicyDocument": {
                            "Version": "2012-10-17",
                            "Statement": [
                                {
                                    "Effect": "Allow",
                                    "Action": ["dynamodb:PutItem", "dynamodb:GetItem"],
                                    "Resource": {"Fn::GetAtt": ["OrderTable", "Arn"]},
                                }
                            ],
                        },
                    }
                ],
            },
        },
        "IntakeFunction": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "FunctionName": {"Fn::Sub": "intake-${EnvironmentSuffix}"},
                "Runtime": "python3.12",
                "Handler": "index.handler",
                "Timeout": 30,
                "Role": {"Fn::GetAtt": ["IntakeRole", "Arn"]},
                "Code": {"ZipFile": "def handler(event, context):\n    return event\n"},
            },
        },
    },
    "Outputs": {"TableName": {"Value": {"Ref": "OrderTable"}}},
}
PROMPT = """# Order intake

We need an order intake on AWS.

- Store orders in a DynamoDB table.
- Run the intake as a Lambda function.
"""


def template(**replaced: Any) -> dict[str, Any]:
    """A copy of the template, with values at dotted paths replaced (``Resources__OrderTable__DeletionPolicy=...``)."""
    made = copy.deepcopy(TEMPLATE)
    for path, value in replaced.items():
        *parents, last = path.split("__")
        inner: Any = made
        for key in parents:
            inner = inner[key]
        inner[last] = value
    return made


def response(code: str | dict[str, Any], language: str = "json", prose: str = "") -> str:
    """A response that announces one file and shows its code."""
    text = code if isinstance(code, str) else json.dumps(code, indent=2)
    return f"# Order intake\n\n{prose}\n\n### File: lib/TapStack.{language}\n\n```{language}\n{text}\n```\n"


def write_task(
    folder: Path,
    model: str,
    ideal: str,
    *,
    deployed: dict[str, Any] | None = None,
    prompt: str = PROMPT,
    metadata: str | None = None,
) -> Path:
    """Writes a task directory and gives its path."""
    lib = folder / "lib"
    lib.mkdir(parents=True)
    meta = {
        "platform": "cfn",
        "language": "json",
        "complexity": "medium",
        "po_id": folder.name,
        "aws_services": ["DynamoDB"],
    }
    files = {
        "lib/PROMPT.md": prompt,
        "lib/MODEL_RESPONSE.md": model,
        "lib/IDEAL_RESPONSE.md": ideal,
        "metadata.json": json.dumps(meta) if metadata is None else metadata,
    }
    if deployed is not None:
        files["lib/TapStack.json"] = json.dumps(deployed, indent=2)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
