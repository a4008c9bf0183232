"""Normal names."""

from __future__ import annotations

import pytest

from reviewer.keys import name_keys, to_snake_case


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("DBClusterIdentifier", "db_cluster_identifier"),
        ("KmsKeyId", "kms_key_id"),
        ("VPCSecurityGroups", "vpc_security_groups"),
        ("deletionProtection", "deletion_protection"),
        ("deletion_protection", "deletion_protection"),
        ("SubnetIDs", "subnet_ids"),
        ("S3Bucket", "s3_bucket"),
        ("Http2Enabled", "http2_enabled"),
        ("EC2SecurityGroup", "ec2_security_group"),
        ("EnableCloudwatchLogsExports", "enable_cloudwatch_logs_exports"),
        ("CloudWatchLogGroup", "cloudwatch_log_group"),
        ("DynamoDBTable", "dynamodb_table"),
        ("KMSMasterKeyID", "kms_master_key_id"),
        ("aws:SecureTransport", "aws_secure_transport"),
        ("runs-on", "runs_on"),
    ],
)
def test_every_spelling_has_one_normal_name(key: str, name: str) -> None:
    assert to_snake_case(key) == name


def test_wrappers_positions_and_intrinsics_say_nothing() -> None:
    assert name_keys(("Properties", "Tags", 0, "Value", "Fn::Sub", 3)) == ("tags", "value")
