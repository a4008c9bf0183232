"""Known changes in a CDK stack in Go: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102300003"
VPC = """	vpc := awsec2.NewVpc(stack, jsii.String("FerryVpc"), &awsec2.VpcProps{
		VpcName:     jsii.String("ferry-" + suffix),
		MaxAzs:      jsii.Number(2),
		NatGateways: jsii.Number(1),
	})
"""
FLATTENED = (
    '\tvpc := awsec2.NewVpc(stack, jsii.String("FerryVpc"), &awsec2.VpcProps{VpcName: jsii.String("ferry-" + suffix), '
    "MaxAzs: jsii.Number(2), NatGateways: jsii.Number(1)})\n"
)
LOGS = """	logs := awslogs.NewLogGroup(stack, jsii.String("TimetableLogs"), &awslogs.LogGroupProps{
		LogGroupName:  jsii.String("/ecs/ferry-timetable-" + suffix),
		Retention:     awslogs.RetentionDays_ONE_MONTH,
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
"""
KEY = '\tkey := awskms.NewKey(stack, jsii.String("DeparturesKey"),'
OUTPUT = """	awscdk.NewCfnOutput(stack, jsii.String("DeparturesName"), &awscdk.CfnOutputProps{
		Value: table.TableName(),
	})
"""
WARN = "\twarnHarbourMaster(stack, balancer, suffix)\n"
TOPIC = '\tawssns.NewTopic(stack, jsii.String("Captains"), &awssns.TopicProps{DisplayName: jsii.String("Captains")})\n'
CAPACITY = "		MaxCapacity: jsii.Number(8),\n"
FAMILY = "/ecs.FargateTaskDefinition/task/TimetableTask"
SERVICE = "/ecs.FargateService/service/TimetableService"
PLANTS = (
    Plant("resources re-ordered", LOGS, "", also=((KEY, LOGS + KEY),)),
    Plant("property changed", "jsii.Number(1024)", "jsii.Number(2048)", (("replace", f"{FAMILY}/MemoryLimitMiB"),)),
    Plant(
        "property added",
        "		MinHealthyPercent: jsii.Number(100),\n",
        "		MinHealthyPercent: jsii.Number(100),\n		MaxHealthyPercent: jsii.Number(200),\n",
        (("add", f"{SERVICE}/MaxHealthyPercent"),),
    ),
    Plant(
        "property removed",
        "		PointInTimeRecovery: jsii.Bool(true),\n",
        "",
        (("remove", "/dynamodb.Table/table/Departures/PointInTimeRecovery"),),
    ),
    Plant("resource added", WARN, TOPIC + WARN, (("add", "/sns.Topic/Captains"),)),
    Plant("resource removed", OUTPUT, "", (("remove", "/cdk.CfnOutput/DeparturesName"),)),
    Plant(
        "resource renamed with its references",
        "cluster",
        "fleet",
        (("move", "/ecs.Cluster/fleet/FerryCluster"),),
    ),
    Plant("code re-indented", VPC, FLATTENED),
    Plant(
        "comment changed", "// Two zones, so that one may fail", "// Two zones, as one may fail", (("replace", PROSE),)
    ),
    Plant("string re-quoted", 'jsii.String("/departures/health")', "jsii.String(`/departures/health`)"),
    Plant(
        "token replaced all over",
        '"ferry-',
        '"liner-',
        (
            ("replace", "/ec2.Vpc/vpc/FerryVpc/VpcName"),
            ("replace", "/dynamodb.Table/table/Departures/TableName"),
            ("replace", "/secretsmanager.Secret/token/WeatherToken/SecretName"),
            ("replace", "/ecs.Cluster/cluster/FerryCluster/ClusterName"),
            ("replace", f"{FAMILY}/Family"),
            ("replace", f"{SERVICE}/ServiceName"),
            ("replace", "/elasticloadbalancingv2.ApplicationLoadBalancer/balancer/Quay/LoadBalancerName"),
            ("replace", "/sns.Topic/topic/HarbourMaster/TopicName"),
            ("replace", "/cloudwatch.Alarm/alarm/Errors/AlarmName"),
        ),
    ),
    Plant(
        "helper function changed",
        "		EvaluationPeriods: jsii.Number(1),\n",
        "		EvaluationPeriods: jsii.Number(2),\n",
        (("replace", "/cloudwatch.Alarm/alarm/Errors/EvaluationPeriods"),),
    ),
)
