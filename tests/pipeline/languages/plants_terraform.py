"""Known changes in Terraform HCL: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102400002"
GATEWAY = """resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

"""
ENDPOINT = """resource "aws_vpc_endpoint" "store" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.eu-north-1.s3"
}

"""
GENERATED = """resource "random_password" "database" {
  length  = 32
  special = false
}

"""
ASSOCIATION = """resource "aws_route_table_association" "public" {
  count = 2

  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

"""
KEY = """resource "aws_kms_key" "database" {
  description             = "Encrypts the seed catalogue"
  enable_key_rotation     = true
  deletion_window_in_days = 7
}

"""
PLANTS = (
    Plant(
        "property changed",
        "backup_retention_period = 14",
        "backup_retention_period = 21",
        (("replace", "/aws_db_instance/main/backup_retention_period"),),
    ),
    Plant(
        "property added",
        "  evaluation_periods  = 2\n",
        "  evaluation_periods  = 2\n  datapoints_to_alarm = 2\n",
        (("add", "/aws_cloudwatch_metric_alarm/storage/datapoints_to_alarm"),),
    ),
    Plant(
        "property removed",
        "  enable_dns_hostnames = true\n",
        "",
        (("remove", "/aws_vpc/main/enable_dns_hostnames"),),
    ),
    Plant("resource added", GATEWAY, GATEWAY + ENDPOINT, (("add", "/aws_vpc_endpoint/store"),)),
    Plant("resource removed", ASSOCIATION, "", (("remove", "/aws_route_table_association/public"),)),
    Plant(
        "resource renamed with its references",
        "aws_db_subnet_group.main",
        "aws_db_subnet_group.private",
        (
            ("replace", "/aws_db_instance/main/db_subnet_group_name"),
            ("move", "/aws_db_subnet_group/private"),
        ),
        also=(('"aws_db_subnet_group" "main"', '"aws_db_subnet_group" "private"'),),
    ),
    Plant("resources re-ordered", KEY + GENERATED, GENERATED + KEY),
    Plant(
        "code re-indented",
        '  health_check {\n    path    = "/health"\n',
        '  health_check {\n        path = "/health"\n',
    ),
    Plant(
        "comment changed",
        "# The world reaches the balancer and nothing behind it.",
        "# The world reaches the balancer and nothing else.",
        (("replace", PROSE),),
    ),
    Plant(
        "trailing comma",
        "security_groups = [aws_security_group.balancer.id]\n",
        "security_groups = [aws_security_group.balancer.id,]\n",
    ),
    Plant(
        "old interpolation",
        "kms_key_id              = aws_kms_key.database.arn",
        'kms_key_id = "${aws_kms_key.database.arn}"',
    ),
    Plant(
        "token replaced all over",
        "${local.name}-",
        "${local.name}-se-",
        tuple(
            ("replace", pointer)
            for pointer in (
                "/aws_vpc/main/tags/Name",
                "/aws_security_group/balancer/name",
                "/aws_security_group/application/name",
                "/aws_security_group/database/name",
                "/aws_secretsmanager_secret/database/name",
                "/aws_db_subnet_group/main/name",
                "/aws_sns_topic/alarms/name",
                "/aws_cloudwatch_metric_alarm/storage/alarm_name",
                "/aws_iam_role/application/name",
                "/aws_iam_instance_profile/application/name",
                "/aws_launch_template/application/name_prefix",
                "/aws_autoscaling_policy/cpu/name",
            )
        ),
    ),
    Plant(
        "user data changed",
        "java-21-amazon-corretto-headless",
        "java-25-amazon-corretto-headless",
        (("replace", "/aws_launch_template/application/user_data/base64encode"),),
    ),
    Plant(
        "policy in jsonencode changed",
        '["secretsmanager:GetSecretValue"]',
        '["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]',
        (("add", "/aws_iam_role_policy/secret/policy/jsonencode/Statement/0/Action"),),
    ),
)
