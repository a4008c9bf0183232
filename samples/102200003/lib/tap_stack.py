"""Recordings of the choirs of a town: an archive, a table of contents and a function that fills it."""

import json

from cdktf import TerraformOutput, TerraformStack
from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup
from cdktf_cdktf_provider_aws.cloudwatch_metric_alarm import CloudwatchMetricAlarm
from cdktf_cdktf_provider_aws.dynamodb_table import DynamodbTable
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from cdktf_cdktf_provider_aws.lambda_function import LambdaFunction
from cdktf_cdktf_provider_aws.lambda_permission import LambdaPermission
from cdktf_cdktf_provider_aws.provider import AwsProvider
from cdktf_cdktf_provider_aws.s3_bucket import S3Bucket
from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import S3BucketLifecycleConfiguration
from cdktf_cdktf_provider_aws.s3_bucket_notification import S3BucketNotification
from cdktf_cdktf_provider_aws.s3_bucket_public_access_block import S3BucketPublicAccessBlock
from cdktf_cdktf_provider_aws.s3_bucket_versioning import S3BucketVersioningA
from cdktf_cdktf_provider_aws.sns_topic import SnsTopic
from constructs import Construct


class TapStack(TerraformStack):
    """The archive of the choirs."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs: str) -> None:
        super().__init__(scope, construct_id)
        suffix = kwargs.get("environment_suffix", "dev")

        AwsProvider(
            self,
            "aws",
            region=kwargs.get("aws_region", "eu-west-1"),
            default_tags=[{"tags": {"Service": "choirs", "Environment": suffix}}],
        )

        recordings = S3Bucket(self, "recordings", bucket=f"choir-recordings-{suffix}", force_destroy=True)
        S3BucketVersioningA(
            self,
            "recordings_versions",
            bucket=recordings.id,
            versioning_configuration={"status": "Enabled"},
        )
        S3BucketPublicAccessBlock(
            self,
            "recordings_access",
            bucket=recordings.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
        )
        # Recordings are listened to in their first season.
        S3BucketLifecycleConfiguration(
            self,
            "recordings_lifecycle",
            bucket=recordings.id,
            rule=[
                {
                    "id": "after-the-season",
                    "status": "Enabled",
                    "filter": [{"prefix": "concerts/"}],
                    "transition": [{"days": 180, "storage_class": "GLACIER_IR"}],
                }
            ],
        )

        contents = DynamodbTable(
            self,
            "contents",
            name=f"choir-contents-{suffix}",
            billing_mode="PAY_PER_REQUEST",
            hash_key="choir",
            range_key="recorded_at",
            attribute=[{"name": "choir", "type": "S"}, {"name": "recorded_at", "type": "S"}],
            point_in_time_recovery={"enabled": True},
        )

        role = IamRole(
            self,
            "indexer_role",
            name=f"choir-indexer-{suffix}",
            assume_role_policy=json.dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "lambda.amazonaws.com"},
                            "Action": "sts:AssumeRole",
                        }
                    ],
                }
            ),
        )
        IamRolePolicy(
            self,
            "indexer_policy",
            role=role.id,
            policy=json.dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {"Effect": "Allow", "Action": ["dynamodb:PutItem"], "Resource": contents.arn},
                        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": f"{recordings.arn}/*"},
                    ],
                }
            ),
        )

        log = CloudwatchLogGroup(
            self, "indexer_log", name=f"/aws/lambda/choir-indexer-{suffix}", retention_in_days=60
        )
        indexer = LambdaFunction(
            self,
            "indexer",
            function_name=f"choir-indexer-{suffix}",
            role=role.arn,
            runtime="python3.13",
            handler="indexer.handler",
            filename="lib/indexer.zip",
            timeout=60,
            memory_size=512,
            environment={"variables": {"CONTENTS": contents.name}},
            depends_on=[log],
        )
        permission = LambdaPermission(
            self,
            "recordings_invoke",
            action="lambda:InvokeFunction",
            function_name=indexer.function_name,
            principal="s3.amazonaws.com",
            source_arn=recordings.arn,
        )
        S3BucketNotification(
            self,
            "recordings_events",
            bucket=recordings.id,
            lambda_function=[{"lambda_function_arn": indexer.arn, "events": ["s3:ObjectCreated:*"]}],
            depends_on=[permission],
        )

        conductors = SnsTopic(self, "conductors", name=f"choir-conductors-{suffix}")
        CloudwatchMetricAlarm(
            self,
            "indexer_errors",
            alarm_name=f"choir-indexer-errors-{suffix}",
            namespace="AWS/Lambda",
            metric_name="Errors",
            dimensions={"FunctionName": indexer.function_name},
            statistic="Sum",
            period=300,
            evaluation_periods=1,
            threshold=1,
            comparison_operator="GreaterThanOrEqualToThreshold",
            alarm_actions=[conductors.arn],
        )

        TerraformOutput(self, "recordings_bucket", value=recordings.bucket)
