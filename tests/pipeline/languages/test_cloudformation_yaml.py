"""Known changes in CloudFormation YAML: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from .planting import PROSE, Plant, check_found, plant

SAMPLE = "102400001"
LIFECYCLE = """      LifecycleConfiguration:
        Rules:
          - Id: expire-raw-readings
            Status: Enabled
            ExpirationInDays: 90
"""
ALARM = """  DeadLetterAlarm:
    Type: AWS::CloudWatch::Alarm
"""
TOPIC = """  GaugeKeeperTopic:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: Gauge keepers

"""
LOG = """  IntakeLog:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      LogGroupName: !Sub '/aws/lambda/tide-intake-${EnvironmentSuffix}'
      RetentionInDays: 30

"""
SOURCE = """  IntakeSource:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt ReadingQueue.Arn
      FunctionName: !Ref IntakeFunction
      BatchSize: 10
      FunctionResponseTypes:
        - ReportBatchItemFailures

"""
ENVIRONMENT = """      SSESpecification:
        SSEEnabled: true
"""
PLANTS = (
    Plant(
        "property changed",
        "MemorySize: 256",
        "MemorySize: 512",
        (("replace", "/Resources/IntakeFunction/Properties/MemorySize"),),
    ),
    Plant(
        "property added",
        "      EvaluationPeriods: 1\n",
        "      EvaluationPeriods: 1\n      DatapointsToAlarm: 1\n",
        (("add", "/Resources/DeadLetterAlarm/Properties/DatapointsToAlarm"),),
    ),
    Plant(
        "property removed",
        LIFECYCLE,
        "",
        (("remove", "/Resources/RawArchive/Properties/LifecycleConfiguration"),),
    ),
    Plant("resource added", ALARM, TOPIC + ALARM, (("add", "/Resources/GaugeKeeperTopic"),)),
    Plant("resource removed", SOURCE, "", (("remove", "/Resources/IntakeSource"),)),
    Plant(
        "resource renamed with its references",
        "ReadingDeadLetters",
        "LostReadings",
        (
            ("replace", "/Resources/ReadingQueue/Properties/RedrivePolicy/deadLetterTargetArn"),
            ("move", "/Resources/LostReadings"),
            ("replace", "/Resources/DeadLetterAlarm/Properties/Dimensions/0/Value"),
        ),
    ),
    Plant("code re-indented", ENVIRONMENT, "      SSESpecification:\n            SSEEnabled:   true\n"),
    Plant("comment changed", "# One item for every gauge and minute.", "# One item a reading.", (("replace", PROSE),)),
    Plant("string re-quoted", "Value: tide-gauges", 'Value: "tide-gauges"'),
    Plant("equal spelling of a function", "!GetAtt IntakeRole.Arn", "{ 'Fn::GetAtt': [IntakeRole, Arn] }"),
    Plant(
        "token replaced all over",
        "${AWS::StackName}-r",
        "${AWS::StackName}-estuary-r",
        (
            ("replace", "/Outputs/ReadingQueueUrl/Export/Name"),
            ("replace", "/Outputs/ReadingTableName/Export/Name"),
            ("replace", "/Outputs/RawArchiveName/Export/Name"),
        ),
    ),
    Plant(
        "statement of a policy re-ordered",
        "                  - sqs:ReceiveMessage\n                  - sqs:DeleteMessage\n",
        "                  - sqs:DeleteMessage\n                  - sqs:ReceiveMessage\n",
    ),
    Plant(
        "inline function changed",
        "Key=f\"{reading['gauge']}/{name}.json\"",
        "Key=f\"{reading['gauge']}/{name}.jsonl\"",
        (("replace", "/Resources/IntakeFunction/Properties/Code/ZipFile"),),
    ),
)


@pytest.mark.parametrize("each", PLANTS, ids=lambda each: each.name)
def test_each_plant_is_found_alone(each: Plant, tmp_path: Path):
    """One plant gives its own changes and nothing beside them."""
    check_found(plant(SAMPLE, [each], tmp_path / "task"), [each])


def test_resources_in_another_order_are_the_same(tmp_path: Path):
    """Two resources that change places are no fix."""
    check_found(plant(SAMPLE, [Plant("re-ordered", LOG + SOURCE, SOURCE + LOG)], tmp_path / "task"), [])


def test_all_plants_are_found_together(tmp_path: Path):
    """All of them at once give the same changes, each in its own fix."""
    check_found(plant(SAMPLE, PLANTS, tmp_path / "task"), PLANTS)
