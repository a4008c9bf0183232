"""Takes the readings of the tide gauges in."""

from typing import Any

from aws_cdk import (
    CfnOutput,
    Duration,
    RemovalPolicy,
    Stack,
    Tags,
    aws_cloudwatch as cloudwatch,
    aws_cloudwatch_actions as actions,
    aws_dynamodb as dynamodb,
    aws_iam as iam,
    aws_kms as kms,
    aws_lambda as lambda_,
    aws_lambda_event_sources as sources,
    aws_logs as logs,
    aws_s3 as s3,
    aws_sns as sns,
    aws_sqs as sqs,
)
from constructs import Construct

HANDLER = """
import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
store = boto3.client("s3")


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            reading = json.loads(record["body"])
            table.put_item(Item={"gauge": reading["gauge"], "taken_at": reading["taken_at"], "level": str(reading["level"])})
            store.put_object(Bucket=os.environ["ARCHIVE"], Key=f"{reading['gauge']}/{record['messageId']}", Body=record["body"])
        except (KeyError, ValueError):
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
"""


class TideReadingsStack(Stack):
    """Queue, function, table and archive of the tide readings."""

    def __init__(self, scope: Construct, construct_id: str, *, environment_suffix: str, **kwargs: Any) -> None:
        super().__init__(scope, construct_id, **kwargs)
        self.suffix = environment_suffix

        # One key for everything that is at rest
        self.key = kms.Key(
            self,
            "ReadingsKey",
            alias=f"alias/tide-readings-{environment_suffix}",
            enable_key_rotation=True,
            removal_policy=RemovalPolicy.DESTROY,
        )

        self.table = dynamodb.Table(
            self,
            "ReadingsTable",
            table_name=f"tide-readings-{environment_suffix}",
            partition_key=dynamodb.Attribute(name="gauge", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="taken_at", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
            encryption_key=self.key,
            point_in_time_recovery=True,
            removal_policy=RemovalPolicy.DESTROY,
        )

        self.archive = s3.Bucket(
            self,
            "RawArchive",
            bucket_name=f"tide-archive-{self.account}-{environment_suffix}",
            encryption=s3.BucketEncryption.KMS,
            encryption_key=self.key,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            versioned=True,
            removal_policy=RemovalPolicy.DESTROY,
            auto_delete_objects=True,
        )

        self.rejected = sqs.Queue(
            self,
            "RejectedReadings",
            queue_name=f"tide-rejected-{environment_suffix}",
            retention_period=Duration.days(14),
        )
        self.queue = sqs.Queue(
            self,
            "IncomingReadings",
            queue_name=f"tide-incoming-{environment_suffix}",
            visibility_timeout=Duration.seconds(180),
            dead_letter_queue=sqs.DeadLetterQueue(max_receive_count=3, queue=self.rejected),
        )

        self.writer = self._create_writer()
        self._watch_rejected()

        Tags.of(self).add("Project", "tide-readings")
        CfnOutput(self, "QueueUrl", value=self.queue.queue_url)
        CfnOutput(self, "TableName", value=self.table.table_name)

    def _create_writer(self) -> lambda_.Function:
        """Creates the function that stores the readings, with no more rights than it needs."""
        log_group = logs.LogGroup(
            self,
            "WriterLogs",
            log_group_name=f"/aws/lambda/tide-writer-{self.suffix}",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.DESTROY,
        )
        writer = lambda_.Function(
            self,
            "Writer",
            function_name=f"tide-writer-{self.suffix}",
            runtime=lambda_.Runtime.PYTHON_3_12,
            handler="index.handler",
            code=lambda_.Code.from_inline(HANDLER),
            memory_size=256,
            timeout=Duration.seconds(30),
            log_group=log_group,
            environment={
                "TABLE_NAME": self.table.table_name,
                "ARCHIVE": self.archive.bucket_name,
            },
        )
        writer.add_to_role_policy(
            iam.PolicyStatement(
                actions=["dynamodb:PutItem"],
                resources=[self.table.table_arn],
            )
        )
        writer.add_to_role_policy(
            iam.PolicyStatement(
                actions=["s3:PutObject"],
                resources=[self.archive.arn_for_objects("*")],
            )
        )
        self.key.grant_encrypt_decrypt(writer)
        writer.add_event_source(sources.SqsEventSource(self.queue, batch_size=10, report_batch_item_failures=True))
        return writer

    def _watch_rejected(self) -> None:
        """Tells the harbour office of readings that could not be stored."""
        topic = sns.Topic(self, "HarbourOffice", topic_name=f"tide-alarms-{self.suffix}", master_key=self.key)
        alarm = cloudwatch.Alarm(
            self,
            "RejectedAlarm",
            alarm_name=f"tide-rejected-{self.suffix}",
            metric=self.rejected.metric_approximate_number_of_messages_visible(period=Duration.minutes(5)),
            threshold=1,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        )
        alarm.add_alarm_action(actions.SnsAction(topic))
