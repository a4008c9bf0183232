"""Known changes in a CDK stack in Python: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102200001"
REJECTED = """        self.rejected = sqs.Queue(
            self,
            "RejectedReadings",
            queue_name=f"tide-rejected-{environment_suffix}",
            retention_period=Duration.days(14),
        )
"""
KEY = "        # One key for everything that is at rest\n"
OUTPUT = '        CfnOutput(self, "QueueUrl", value=self.queue.queue_url)\n'
TAGS = '        Tags.of(self).add("Project", "tide-readings")\n'
ALERTS = '        sns.Topic(self, "Engineers", display_name="Engineers on duty")\n'
PERMISSION = """            iam.PolicyStatement(
                actions=["dynamodb:PutItem"],
                resources=[self.table.table_arn],
            )
"""
FLATTENED = '            iam.PolicyStatement(actions=["dynamodb:PutItem"], resources=[self.table.table_arn])\n'
WRITER = "/lambda.Function/writer/Writer"
PLANTS = (
    Plant("resources re-ordered", REJECTED, "", also=((KEY, REJECTED + KEY),)),
    Plant(
        "property changed",
        "memory_size=256",
        "memory_size=512",
        (("replace", f"{WRITER}/memory_size"),),
    ),
    Plant(
        "property added",
        "            evaluation_periods=1,\n",
        "            evaluation_periods=1,\n            datapoints_to_alarm=1,\n",
        (("add", "/cloudwatch.Alarm/alarm/RejectedAlarm/datapoints_to_alarm"),),
    ),
    Plant(
        "property removed",
        "            enforce_ssl=True,\n",
        "",
        (("remove", "/s3.Bucket/archive/RawArchive/enforce_ssl"),),
    ),
    Plant("resource added", TAGS, TAGS + ALERTS, (("add", "/sns.Topic/Engineers"),)),
    Plant("resource removed", OUTPUT, "", (("remove", "/cdk.CfnOutput/QueueUrl"),)),
    Plant(
        "resource renamed with its references",
        "self.rejected",
        "self.refused",
        (("move", "/sqs.Queue/refused/RejectedReadings"),),
    ),
    Plant("code re-indented", PERMISSION, FLATTENED),
    Plant("comment changed", KEY.strip(), "# One key for all that is at rest", (("replace", PROSE),)),
    Plant("string re-quoted", 'handler="index.handler"', "handler='index.handler'"),
    Plant(
        "token replaced all over",
        'f"tide-',
        'f"gauge-',
        (
            ("replace", "/dynamodb.Table/table/ReadingsTable/table_name"),
            ("replace", "/s3.Bucket/archive/RawArchive/bucket_name"),
            ("replace", "/sqs.Queue/rejected/RejectedReadings/queue_name"),
            ("replace", "/sqs.Queue/queue/IncomingReadings/queue_name"),
            ("replace", f"{WRITER}/function_name"),
            ("replace", "/sns.Topic/topic/HarbourOffice/topic_name"),
            ("replace", "/cloudwatch.Alarm/alarm/RejectedAlarm/alarm_name"),
        ),
    ),
    Plant(
        "inline code changed",
        "except (KeyError, ValueError):",
        "except (KeyError, TypeError, ValueError):",
        (("replace", f"{WRITER}/code/args/0"),),
    ),
)
