"""Known changes planted into a template come out as exactly the fixes that the scoring policy asks for."""

from __future__ import annotations

import copy
import itertools
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reviewer import review_task
from reviewer.review import FixRecord
from tests.rubrics import shipped
from tests.tasks import response, write_task

RUBRIC = shipped()
Template = dict[str, Any]

CLINIC: Template = {
    "AWSTemplateFormatVersion": "2010-09-09",
    "Description": "Appointments of a clinic",
    "Parameters": {
        "EnvironmentSuffix": {"Type": "String", "Default": "dev"},
        "RetentionCount": {"Type": "Number", "Default": 3, "Description": "Versions kept"},
    },
    "Resources": {
        "AppointmentDatabase": {
            "Type": "AWS::RDS::DBInstance",
            "DeletionPolicy": "Delete",
            "Properties": {
                "Engine": "postgres",
                "EngineVersion": "15.4",
                "DBInstanceClass": "db.t3.medium",
                "AllocatedStorage": "50",
                "MultiAZ": False,
                "DeletionProtection": True,
                "MasterUsername": "clinic",
                "MasterUserPassword": {"Fn::Sub": "{{resolve:secretsmanager:${DatabaseSecret}:SecretString:password}}"},
                "VPCSecurityGroups": [{"Fn::GetAtt": ["DatabaseSecurityGroup", "GroupId"]}],
            },
        },
        "DatabaseSecret": {
            "Type": "AWS::SecretsManager::Secret",
            "Properties": {"GenerateSecretString": {"GenerateStringKey": "password", "PasswordLength": 32}},
        },
        "DatabaseSecurityGroup": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {
                "GroupDescription": "Database access",
                "SecurityGroupIngress": [
                    {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "CidrIp": "0.0.0.0/0"}
                ],
            },
        },
        "BookingRole": {
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
                        "PolicyName": "bookings",
                        "PolicyDocument": {
                            "Version": "2012-10-17",
                            "Statement": [
                                {
                                    "Effect": "Allow",
                                    "Action": "sqs:*",
                                    "Resource": {"Fn::GetAtt": ["BookingQueue", "Arn"]},
                                }
                            ],
                        },
                    }
                ],
            },
        },
        "BookingFunction": {
            "Type": "AWS::Lambda::Function",
            "DependsOn": ["BookingRole"],
            "Properties": {
                "Runtime": "python3.12",
                "Handler": "index.handler",
                "MemorySize": 128,
                "Timeout": 30,
                "Role": {"Fn::GetAtt": ["BookingRole", "Arn"]},
                "Code": {"ZipFile": "def handler(event, context):\n    return event\n"},
            },
        },
        "BookingQueue": {
            "Type": "AWS::SQS::Queue",
            "Properties": {"QueueName": "clinic-bookings", "VisibilityTimeout": 180, "MessageRetentionPeriod": 86400},
        },
        "ReminderQueue": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 60}},
        "BookingSource": {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {
                "EventSourceArn": {"Fn::GetAtt": ["BookingQueue", "Arn"]},
                "FunctionName": {"Ref": "BookingFunction"},
            },
        },
        "ScanBucket": {
            "Type": "AWS::S3::Bucket",
            "Properties": {"Tags": [{"Key": "team", "Value": "clinic"}, {"Key": "stage", "Value": "test"}]},
        },
        "PatientTable": {
            "Type": "AWS::DynamoDB::Table",
            "Properties": {
                "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            },
        },
        "AccessLogs": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7}},
        "ArchiveVolume": {
            "Type": "AWS::EC2::Volume",
            "Properties": {"AvailabilityZone": {"Fn::Select": [0, {"Fn::GetAZs": ""}]}, "Size": 100},
        },
    },
    "Outputs": {"QueueUrl": {"Description": "Where bookings go", "Value": {"Ref": "BookingQueue"}}},
}
PROMPT = "# Clinic\n\nWe need a backend for the appointments of a clinic.\n"


class Family(NamedTuple):
    """A kind of change.

    Attributes:
        category: what the scoring policy says of it.
        plant: makes the change.
        marks: one of them is part of the pointer of every change of it.
    """

    category: str
    plant: Callable[[Template], None]
    marks: tuple[str, ...]


def _set(path: str, value: Any) -> Callable[[Template], None]:
    """Sets the value at a pointer; ``-`` at its end appends to a list."""

    def plant(made: Template) -> None:
        *parents, last = path.strip("/").split("/")
        inner: Any = made
        for key in parents:
            inner = inner[int(key)] if isinstance(inner, list) else inner.setdefault(key, {})
        if last == "-":
            inner.append(copy.deepcopy(value))
        else:
            inner[int(last) if isinstance(inner, list) else last] = copy.deepcopy(value)

    return plant


def _all(*plants: Callable[[Template], None]) -> Callable[[Template], None]:
    def plant(made: Template) -> None:
        for each in plants:
            each(made)

    return plant


def _drop(path: str) -> Callable[[Template], None]:
    def plant(made: Template) -> None:
        *parents, last = path.strip("/").split("/")
        inner: Any = made
        for key in parents:
            inner = inner[key]
        del inner[last]

    return plant


_RESOURCES = "/Resources"
_DATABASE = f"{_RESOURCES}/AppointmentDatabase/Properties"
_FUNCTION = f"{_RESOURCES}/BookingFunction/Properties"
_ALARM = {
    "Type": "AWS::CloudWatch::Alarm",
    "Properties": {
        "Namespace": "AWS/Lambda",
        "MetricName": "Errors",
        "Dimensions": [{"Name": "FunctionName", "Value": {"Ref": "BookingFunction"}}],
        "Statistic": "Sum",
        "Period": 300,
        "EvaluationPeriods": 1,
        "Threshold": 1,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "AlarmActions": [{"Ref": "AlarmTopic"}],
    },
}
_SSE = {"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
_REDRIVE = {"deadLetterTargetArn": {"Fn::GetAtt": ["FailedBookings", "Arn"]}, "maxReceiveCount": 3}


def _family(category: str, plant: Callable[[Template], None], *marks: str) -> Family:
    """A family of several places."""
    return Family(category, plant, marks)


def _replace(category: str, path: str, value: Any, mark: str | None = None) -> Family:
    """A family of one property; every change of it lies at or below the pointer."""
    return _family(category, _set(path, value), mark or path)


FAMILIES: dict[str, Family] = {
    "deletion protection off": _replace("B", f"{_DATABASE}/DeletionProtection", False),
    "deletion policy": _replace("B", f"{_RESOURCES}/AppointmentDatabase/DeletionPolicy", "Snapshot"),
    "engine version": _replace("B", f"{_DATABASE}/EngineVersion", "16.3"),
    "instance class": _replace("B", f"{_DATABASE}/DBInstanceClass", "db.r6g.large"),
    "memory size": _replace("B", f"{_FUNCTION}/MemorySize", 512),
    "timeout": _replace("B", f"{_FUNCTION}/Timeout", 60),
    "runtime": _replace("B", f"{_FUNCTION}/Runtime", "python3.13"),
    "log retention": _replace("B", f"{_RESOURCES}/AccessLogs/Properties/RetentionInDays", 30),
    "tag added": _replace(
        "B", f"{_RESOURCES}/ScanBucket/Properties/Tags/-", {"Key": "cost", "Value": "a"}, "/ScanBucket/Properties/Tags"
    ),
    "tag value": _replace("B", f"{_RESOURCES}/ScanBucket/Properties/Tags/1/Value", "prod"),
    "name with suffix": _replace(
        "B",
        f"{_RESOURCES}/BookingQueue/Properties/QueueName",
        {"Fn::Sub": "clinic-bookings-${EnvironmentSuffix}"},
    ),
    "bucket encrypted": _replace("A", f"{_RESOURCES}/ScanBucket/Properties/BucketEncryption", _SSE),
    "volume encrypted": _replace("A", f"{_RESOURCES}/ArchiveVolume/Properties/Encrypted", True),
    "database encrypted": _replace("A", f"{_DATABASE}/StorageEncrypted", True),
    "wildcard narrowed": _replace(
        "A",
        f"{_RESOURCES}/BookingRole/Properties/Policies/0/PolicyDocument/Statement/0/Action",
        ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    ),
    "ingress narrowed": _replace(
        "A", f"{_RESOURCES}/DatabaseSecurityGroup/Properties/SecurityGroupIngress/0/CidrIp", "10.0.0.0/16"
    ),
    "several zones": _replace("A", f"{_DATABASE}/MultiAZ", True),
    "alarm with topic": _family(
        "A",
        _all(
            _set(f"{_RESOURCES}/AlarmTopic", {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "Clinic"}}),
            _set(f"{_RESOURCES}/ErrorAlarm", _ALARM),
        ),
        "/Resources/AlarmTopic",
        "/Resources/ErrorAlarm",
    ),
    "output added": _replace("C", "/Outputs/TableName", {"Value": {"Ref": "PatientTable"}}),
    "output description": _replace("C", "/Outputs/QueueUrl/Description", "Address of the queue for bookings"),
    "parameter description": _replace("C", "/Parameters/RetentionCount/Description", "How many versions are kept"),
    "parameter default": _replace("C", "/Parameters/RetentionCount/Default", 5),
    "dependency removed": _family(
        "C", _drop("/Resources/BookingFunction/DependsOn"), "/Resources/BookingFunction/DependsOn"
    ),
    "log group added": _replace(
        "B",
        f"{_RESOURCES}/BookingLogs",
        {
            "Type": "AWS::Logs::LogGroup",
            "Properties": {"LogGroupName": {"Fn::Sub": "/aws/lambda/${BookingFunction}"}, "RetentionInDays": 14},
        },
    ),
    "dead-letter queue added": _family(
        "A",
        _all(
            _set(
                f"{_RESOURCES}/FailedBookings",
                {"Type": "AWS::SQS::Queue", "Properties": {"MessageRetentionPeriod": 1209600}},
            ),
            _set(f"{_RESOURCES}/BookingQueue/Properties/RedrivePolicy", _REDRIVE),
        ),
        "/Resources/FailedBookings",
        "/Resources/BookingQueue/Properties/RedrivePolicy",
    ),
}
#: Families that a person would name once when they stand together; planted together they are one fix.
ALIKE = (
    {"tag added", "tag value"},
    {"bucket encrypted", "volume encrypted", "database encrypted"},
    {"parameter description", "output description"},
    # Arguable: the log group joins the alarm as monitoring of the one function.
    {"alarm with topic", "log group added"},
)


def planted(names: tuple[str, ...], folder: Path) -> tuple[FixRecord, ...]:
    """The fixes of a task whose ideal response has these changes."""
    ideal = copy.deepcopy(CLINIC)
    for name in names:
        FAMILIES[name].plant(ideal)
    task = write_task(folder, response(CLINIC), response(ideal), prompt=PROMPT)
    return review_task(str(task), RUBRIC).fixes


def belongs(fix: FixRecord, name: str) -> bool:
    """Whether every change of a fix comes from a family."""
    return all(any(mark in (change.pointer or "") for mark in FAMILIES[name].marks) for change in fix.changes)


def check(names: tuple[str, ...], fixes: tuple[FixRecord, ...]) -> None:
    found = [(fix.rule, fix.category, [name for name in names if belongs(fix, name)]) for fix in fixes]
    assert sorted(owner for _, _, owners in found for owner in owners) == sorted(names), found
    assert all(len(owners) == 1 for _, _, owners in found), found
    for _, category, owners in found:
        assert category == FAMILIES[owners[0]].category, found


@pytest.mark.parametrize("name", FAMILIES)
def test_a_planted_change_is_one_fix_of_its_category(name: str, tmp_path: Path):
    """One change of a family gives one fix, of the category of the policy, and nothing beside it."""
    check((name,), planted((name,), tmp_path / "t"))


def _compatible(names: tuple[str, ...]) -> bool:
    return not any(len(alike & set(names)) > 1 for alike in ALIKE)


def _samples(size: int, count: int) -> list[tuple[str, ...]]:
    every = [each for each in itertools.combinations(FAMILIES, size) if _compatible(each)]
    return sorted(random.Random(size).sample(every, count))  # noqa: S311 - no secret


@pytest.mark.parametrize("names", [*_samples(2, 40), *_samples(3, 40)], ids=", ".join)
def test_planted_changes_stay_apart(names: tuple[str, ...], tmp_path: Path):
    """Two or three changes of different families are as many fixes, each of its own category."""
    check(names, planted(names, tmp_path / "t"))
