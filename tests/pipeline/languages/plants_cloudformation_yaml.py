"""Known changes in CloudFormation YAML: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

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
    Plant("resources re-ordered", LOG + SOURCE, SOURCE + LOG),
)
#: So few that none folds into a general fix.
FOLDED = False
#: Left out where all are planted at once: others change what it moves.
APART = ("resources re-ordered",)
