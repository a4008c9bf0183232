"""Known changes in a Pulumi program in Python: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102200002"
TOPIC = """        topic = aws.sns.Topic(
            f"ticket-office-{self.suffix}",
            name=f"ticket-office-{self.suffix}",
            tags=self.tags,
            opts=ResourceOptions(parent=self),
        )
"""
FLATTENED = """        topic = aws.sns.Topic(f"ticket-office-{self.suffix}",
            name=f"ticket-office-{self.suffix}", tags=self.tags, opts=ResourceOptions(parent=self))
"""
ATTACHMENT = """        aws.iam.RolePolicyAttachment(
            f"ticket-role-vpc-{self.suffix}",
            role=role.name,
            policy_arn="arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
            opts=ResourceOptions(parent=role),
        )
"""
KEY = """        self.key = aws.kms.Key(
            f"ticket-key-{self.suffix}",
            description="Key of the ticket database",
            enable_key_rotation=True,
            deletion_window_in_days=7,
            tags=self.tags,
            opts=ResourceOptions(parent=self),
        )
"""
DATABASE = "        self.database = aws.rds.Instance(\n"
QUEUE = '        aws.sqs.Queue(f"ticket-refunds-{self.suffix}", message_retention_seconds=86400)\n'
FUNCTION = "/aws.lambda_.Function/function/ticket-seller-{self.suffix}"
PLANTS = (
    Plant(
        "property changed",
        "allocated_storage=50",
        "allocated_storage=80",
        (("replace", "/aws.rds.Instance/database/ticket-database-{self.suffix}/allocated_storage"),),
    ),
    Plant(
        "property added",
        '            protocol_type="HTTP",\n',
        '            protocol_type="HTTP",\n            description="Tickets",\n',
        (("add", "/aws.apigatewayv2.Api/api/ticket-api-{self.suffix}/description"),),
    ),
    Plant(
        "property removed",
        '            treat_missing_data="notBreaching",\n',
        "",
        (("remove", "/aws.cloudwatch.MetricAlarm/ticket-failures-{self.suffix}/treat_missing_data"),),
    ),
    Plant("resource added", TOPIC, TOPIC + QUEUE, (("add", "/aws.sqs.Queue/ticket-refunds-{self.suffix}"),)),
    Plant(
        "resource removed",
        ATTACHMENT,
        "",
        (("remove", "/aws.iam.RolePolicyAttachment/ticket-role-vpc-{self.suffix}"),),
    ),
    Plant(
        "resource renamed with its references",
        "subnet_group",
        "database_subnets",
        (("move", "/aws.rds.SubnetGroup/database_subnets/ticket-subnets-{self.suffix}"),),
        also=(("db_database_subnets_name", "db_subnet_group_name"),),
    ),
    Plant("resources re-ordered", KEY, "", also=((DATABASE, KEY + DATABASE),)),
    Plant("code re-indented", TOPIC, FLATTENED),
    Plant(
        "comment changed",
        "PostgreSQL with a standby, encrypted with a key of its own.",
        "PostgreSQL with a standby in another zone, encrypted with a key of its own.",
        (("replace", PROSE),),
    ),
    Plant("string re-quoted", 'handler="index.handler"', "handler='index.handler'"),
    Plant(
        "token replaced all over",
        'name=f"ticket-',
        'name=f"admission-',
        (
            ("replace", "/aws.cloudwatch.LogGroup/log_group/ticket-logs-{self.suffix}/name"),
            ("replace", f"{FUNCTION}/name"),
            ("replace", "/aws.apigatewayv2.Api/api/ticket-api-{self.suffix}/name"),
            ("replace", "/aws.sns.Topic/topic/ticket-office-{self.suffix}/name"),
            ("replace", "/aws.cloudwatch.MetricAlarm/ticket-failures-{self.suffix}/name"),
        ),
        also=(("/aws/lambda/ticket-", "/aws/lambda/admission-"),),
    ),
    Plant(
        "embedded policy changed",
        '"Action": ["secretsmanager:GetSecretValue"]',
        '"Action": ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]',
        (("add", "/aws.iam.RolePolicy/ticket-role-secret-{self.suffix}/policy"),),
    ),
    Plant(
        "inline code changed",
        '"statusCode": 202',
        '"statusCode": 201',
        (("replace", f"{FUNCTION}/code/index.py/args/0"),),
    ),
)
#: Left out where all are planted at once: others change what it moves or renames.
APART = ("code re-indented",)
