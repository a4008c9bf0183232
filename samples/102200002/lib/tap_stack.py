"""The museum's ticket service: database, function and API."""

import json
from dataclasses import dataclass, field
from typing import Optional

import pulumi
import pulumi_aws as aws
from pulumi import ResourceOptions

HANDLER = """
import json
import os


def handler(event, context):
    order = json.loads(event.get("body") or "{}")
    missing = [name for name in ("slot", "visitors") if name not in order]
    if missing:
        return {"statusCode": 400, "body": json.dumps({"missing": missing})}
    return {"statusCode": 202, "body": json.dumps({"database": os.environ["DATABASE_HOST"], "slot": order["slot"]})}
"""


@dataclass
class TicketArgs:
    """What distinguishes one environment from another."""

    environment_suffix: str = "dev"
    zones: list[str] = field(default_factory=lambda: ["eu-central-1a", "eu-central-1b"])


class TicketStack(pulumi.ComponentResource):
    """Network, database, function and API of the ticket service."""

    def __init__(self, name: str, args: TicketArgs, opts: Optional[ResourceOptions] = None) -> None:
        super().__init__("museum:tickets:TicketStack", name, None, opts)
        self.suffix = args.environment_suffix
        self.tags = {"Project": "museum-tickets", "Environment": self.suffix}

        self._create_network(args.zones)
        self._create_database()
        self._create_function()
        self._create_api()
        self._watch_function()
        self.register_outputs({"api_url": self.api_url, "database_endpoint": self.database.endpoint})

    def _create_network(self, zones: list[str]) -> None:
        """Two private subnets, and a way from the function to the database only."""
        self.vpc = aws.ec2.Vpc(
            f"ticket-vpc-{self.suffix}",
            cidr_block="10.40.0.0/16",
            enable_dns_hostnames=True,
            enable_dns_support=True,
            tags={**self.tags, "Name": f"ticket-vpc-{self.suffix}"},
            opts=ResourceOptions(parent=self),
        )
        self.subnets = []
        for number, zone in enumerate(zones):
            subnet = aws.ec2.Subnet(
                f"ticket-private-{number}-{self.suffix}",
                vpc_id=self.vpc.id,
                cidr_block=f"10.40.{number}.0/24",
                availability_zone=zone,
                map_public_ip_on_launch=False,
                tags={**self.tags, "Name": f"ticket-private-{number}-{self.suffix}"},
                opts=ResourceOptions(parent=self.vpc),
            )
            self.subnets.append(subnet)

        self.function_group = aws.ec2.SecurityGroup(
            f"ticket-function-{self.suffix}",
            vpc_id=self.vpc.id,
            description="Connections of the ticket function",
            egress=[
                {"protocol": "tcp", "from_port": 5432, "to_port": 5432, "cidr_blocks": ["10.40.0.0/16"]},
                {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.40.0.0/16"]},
            ],
            tags=self.tags,
            opts=ResourceOptions(parent=self.vpc),
        )
        self.database_group = aws.ec2.SecurityGroup(
            f"ticket-database-{self.suffix}",
            vpc_id=self.vpc.id,
            description="Connections to the ticket database",
            ingress=[
                aws.ec2.SecurityGroupIngressArgs(
                    protocol="tcp",
                    from_port=5432,
                    to_port=5432,
                    security_groups=[self.function_group.id],
                )
            ],
            tags=self.tags,
            opts=ResourceOptions(parent=self.vpc),
        )

    def _create_database(self) -> None:
        """PostgreSQL with a standby, encrypted with a key of its own."""
        self.key = aws.kms.Key(
            f"ticket-key-{self.suffix}",
            description="Key of the ticket database",
            enable_key_rotation=True,
            deletion_window_in_days=7,
            tags=self.tags,
            opts=ResourceOptions(parent=self),
        )
        self.subnet_group = aws.rds.SubnetGroup(
            f"ticket-subnets-{self.suffix}",
            subnet_ids=[subnet.id for subnet in self.subnets],
            tags=self.tags,
            opts=ResourceOptions(parent=self),
        )
        self.database = aws.rds.Instance(
            f"ticket-database-{self.suffix}",
            identifier=f"ticket-database-{self.suffix}",
            engine="postgres",
            engine_version="16.4",
            instance_class="db.t4g.medium",
            allocated_storage=50,
            db_name="tickets",
            username="ticketoffice",
            manage_master_user_password=True,
            db_subnet_group_name=self.subnet_group.name,
            vpc_security_group_ids=[self.database_group.id],
            multi_az=True,
            storage_encrypted=True,
            kms_key_id=self.key.arn,
            publicly_accessible=False,
            backup_retention_period=14,
            skip_final_snapshot=True,
            tags=self.tags,
            opts=ResourceOptions(parent=self),
        )

    def _create_function(self) -> None:
        """The function that sells the tickets; it reads one secret and writes its log."""
        self.log_group = aws.cloudwatch.LogGroup(
            f"ticket-logs-{self.suffix}",
            name=f"/aws/lambda/ticket-seller-{self.suffix}",
            retention_in_days=30,
            tags=self.tags,
            opts=ResourceOptions(parent=self),
        )
        role = aws.iam.Role(
            f"ticket-role-{self.suffix}",
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
            tags=self.tags,
            opts=ResourceOptions(parent=self),
        )
        aws.iam.RolePolicyAttachment(
            f"ticket-role-vpc-{self.suffix}",
            role=role.name,
            policy_arn="arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
            opts=ResourceOptions(parent=role),
        )
        secret = self.database.master_user_secrets[0].secret_arn
        aws.iam.RolePolicy(
            f"ticket-role-secret-{self.suffix}",
            role=role.id,
            policy=secret.apply(
                lambda arn: json.dumps(
                    {
                        "Version": "2012-10-17",
                        "Statement": [
                            {
                                "Effect": "Allow",
                                "Action": ["secretsmanager:GetSecretValue"],
                                "Resource": arn,
                            }
                        ],
                    }
                )
            ),
            opts=ResourceOptions(parent=role),
        )
        self.function = aws.lambda_.Function(
            f"ticket-seller-{self.suffix}",
            name=f"ticket-seller-{self.suffix}",
            runtime="python3.12",
            handler="index.handler",
            role=role.arn,
            code=pulumi.AssetArchive({"index.py": pulumi.StringAsset(HANDLER)}),
            memory_size=256,
            timeout=15,
            vpc_config=aws.lambda_.FunctionVpcConfigArgs(
                subnet_ids=[subnet.id for subnet in self.subnets],
                security_group_ids=[self.function_group.id],
            ),
            environment=aws.lambda_.FunctionEnvironmentArgs(
                variables={"DATABASE_HOST": self.database.address, "DATABASE_SECRET": secret}
            ),
            tags=self.tags,
            opts=ResourceOptions(parent=self, depends_on=[self.log_group]),
        )

    def _create_api(self) -> None:
        """Passes orders on to the function."""
        api = aws.apigatewayv2.Api(
            f"ticket-api-{self.suffix}",
            name=f"ticket-api-{self.suffix}",
            protocol_type="HTTP",
            tags=self.tags,
            opts=ResourceOptions(parent=self),
        )
        integration = aws.apigatewayv2.Integration(
            f"ticket-integration-{self.suffix}",
            api_id=api.id,
            integration_type="AWS_PROXY",
            integration_uri=self.function.arn,
            payload_format_version="2.0",
            opts=ResourceOptions(parent=api),
        )
        aws.apigatewayv2.Route(
            f"ticket-route-{self.suffix}",
            api_id=api.id,
            route_key="POST /tickets",
            target=integration.id.apply(lambda id: f"integrations/{id}"),
            opts=ResourceOptions(parent=api),
        )
        stage = aws.apigatewayv2.Stage(
            f"ticket-stage-{self.suffix}",
            api_id=api.id,
            name="$default",
            auto_deploy=True,
            tags=self.tags,
            opts=ResourceOptions(parent=api),
        )
        aws.lambda_.Permission(
            f"ticket-permission-{self.suffix}",
            action="lambda:InvokeFunction",
            function=self.function.name,
            principal="apigateway.amazonaws.com",
            source_arn=api.execution_arn.apply(lambda arn: f"{arn}/*/*"),
            opts=ResourceOptions(parent=self.function),
        )
        self.api_url = stage.invoke_url

    def _watch_function(self) -> None:
        """Tells the ticket office when the function fails."""
        topic = aws.sns.Topic(
            f"ticket-office-{self.suffix}",
            name=f"ticket-office-{self.suffix}",
            tags=self.tags,
            opts=ResourceOptions(parent=self),
        )
        aws.cloudwatch.MetricAlarm(
            f"ticket-failures-{self.suffix}",
            name=f"ticket-failures-{self.suffix}",
            namespace="AWS/Lambda",
            metric_name="Errors",
            dimensions={"FunctionName": self.function.name},
            statistic="Sum",
            period=300,
            evaluation_periods=1,
            threshold=1,
            comparison_operator="GreaterThanOrEqualToThreshold",
            treat_missing_data="notBreaching",
            alarm_actions=[topic.arn],
            tags=self.tags,
            opts=ResourceOptions(parent=self.function),
        )
