"""Types and words find the service that people would name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.extract.services import catalogue, service_of, services_in

TYPES = {
    "AWS::RDS::DBCluster": "RDS",
    "AWS::Logs::LogGroup": "CloudWatch Logs",
    "AWS::EC2::SubnetRouteTableAssociation": "VPC",
    "AWS::EC2::Instance": "EC2",
    "AWS::EC2::Volume": "EBS",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "ELB",
    "AWS::Serverless::Function": "Lambda",
    "aws_db_instance": "RDS",
    "aws_route_table": "VPC",
    "aws_route53_record": "Route 53",
    "aws_cloudwatch_metric_alarm": "CloudWatch",
    "aws_cloudwatch_log_group": "CloudWatch Logs",
    "aws_cloudwatch_event_rule": "EventBridge",
    "aws_kinesis_firehose_delivery_stream": "Data Firehose",
    "aws_availability_zones": "EC2",
    "aws.rds.Instance": "RDS",
    "aws.cloudwatch.LogGroup": "CloudWatch Logs",
    "aws.ec2.SecurityGroup": "VPC",
    "aws:rds/instance:Instance": "RDS",
    "aws.db_instance.DbInstance": "RDS",
    "rds.DatabaseCluster": "RDS",
    "aws_rds.DatabaseInstance": "RDS",
    "lambda_.Function": "Lambda",
    "elbv2.ApplicationLoadBalancer": "ELB",
    "software.amazon.awscdk.services.rds.DatabaseCluster": "RDS",
    "DatabaseCluster": "RDS",
    "S3BucketVersioningA": "S3",
    "EcsTaskDefinition": "ECS",
    "CfnWebACL": "WAF",
    "terraform-aws-modules/vpc/aws": "VPC",
}


@pytest.mark.parametrize(("native", "service"), TYPES.items())
def test_a_type_has_the_service_that_people_name(native: str, service: str) -> None:
    assert service_of(native) == service


@pytest.mark.parametrize(
    "native",
    ["random_id", "aws_region", "kubernetes.Deployment", "pulumi.Config", "cdk.CfnOutput", "Stack", "Custom::X"],
)
def test_a_type_of_no_aws_service_has_none(native: str) -> None:
    assert service_of(native) is None


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("Run Aurora behind an Application Load Balancer.", ("RDS", "ELB")),
        ("Send CloudWatch Logs to an S3 bucket", ("CloudWatch Logs", "S3")),
        ("an auto-scaling group of EC2 instances", ("Auto Scaling", "EC2")),
        ("back the config up, with 8 GB of RAM, and log events", ()),
        ("record with AWS Config", ("Config",)),
        ("a daily backup by AWS Backup", ("Backup",)),
        ("see lambda_function.py", ()),
        ("S3, then S3 again", ("S3",)),
        ("sts of ses", ()),
        ("declare AWS::SQS::Queue twice", ("SQS",)),
    ],
)
def test_prose_names_its_services_once_each_in_order(text: str, services: tuple[str, ...]) -> None:
    assert services_in(text) == services


@pytest.mark.parametrize(
    ("entry", "service"),
    [
        ("Config", "Config"),
        ("s3", "S3"),
        ("Elastic Load Balancing (ALB)", "ELB"),
        ("EC2::Subnet", "VPC"),
        ("AWS::IAM::Role", "IAM"),
        ("Amazon DynamoDB", "DynamoDB"),
        ("secretsmanager", "Secrets Manager"),
    ],
)
def test_an_entry_of_a_list_is_understood_as_a_whole(entry: str, service: str) -> None:
    assert services_in(entry) == (service,)


def test_every_name_in_prose_leads_to_a_service_that_types_have_too() -> None:
    data = catalogue()
    known = {
        *data.namespaces.values(),
        *data.terraform.values(),
        *(part for rows in data.parts.values() for _, part in rows),
    }
    assert set(data.names) | set(data.entries.values()) | set(data.classes.values()) <= known


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    service_of(text)
    assert all(services_in(text))
