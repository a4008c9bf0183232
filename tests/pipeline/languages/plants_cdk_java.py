"""Known changes in a CDK stack in Java: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102300001"
BUCKET = """        Bucket photographs = Bucket.Builder.create(this, "Photographs")
                .bucketName("seedbank-photographs-" + getAccount() + "-" + suffix)
                .encryption(BucketEncryption.S3_MANAGED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .versioned(true)
                .removalPolicy(RemovalPolicy.DESTROY)
                .autoDeleteObjects(true)
                .build();

"""
NETWORK = "        // Three tiers over two zones\n"
OUTPUT = '        CfnOutput.Builder.create(this, "PhotographsName").value(photographs.getBucketName()).build();\n'
TAGS = '        Tags.of(this).add("Project", "seedbank");\n'
ALERTS = '        Topic.Builder.create(this, "Gardeners").displayName("Gardeners on duty").build();\n'
TOPIC = """        Topic curators = Topic.Builder.create(this, "Curators")
                .topicName("seedbank-curators-" + suffix)
                .build();
"""
FLATTENED = (
    '        Topic curators = Topic.Builder.create(this, "Curators").topicName("seedbank-curators-" + suffix)'
    ".build();\n"
)
DATABASE = "/rds.DatabaseInstance/database/CatalogueDatabase"
PLANTS = (
    Plant("resources re-ordered", BUCKET, "", also=((NETWORK, BUCKET + NETWORK),)),
    Plant(
        "property changed",
        "Duration.days(14)",
        "Duration.days(21)",
        (("replace", f"{DATABASE}/backupRetention"),),
    ),
    Plant(
        "property added",
        "                .maxCapacity(6)\n",
        "                .maxCapacity(6)\n                .desiredCapacity(3)\n",
        (("add", "/autoscaling.AutoScalingGroup/servers/Servers/desiredCapacity"),),
    ),
    Plant(
        "property removed",
        "                .storageEncrypted(true)\n",
        "",
        (("remove", f"{DATABASE}/storageEncrypted"),),
    ),
    Plant("resource added", TAGS, ALERTS + TAGS, (("add", "/sns.Topic/Gardeners"),)),
    Plant("resource removed", OUTPUT, "", (("remove", "/cdk.CfnOutput/PhotographsName"),)),
    Plant(
        "resource renamed with its references",
        "serverGroup",
        "hostGroup",
        (("move", "/ec2.SecurityGroup/hostGroup/ServerGroup"),),
    ),
    Plant("code re-indented", TOPIC, FLATTENED),
    Plant("comment changed", NETWORK.strip(), "// Three tiers over both zones", (("replace", PROSE),)),
    Plant(
        "import re-ordered",
        "import java.util.List;\n\n",
        "",
        also=(("import software.constructs", "import java.util.List;\nimport software.constructs"),),
    ),
    Plant(
        "token replaced all over",
        '"seedbank-',
        '"seedvault-',
        (
            ("replace", "/ec2.Vpc/vpc/GardenVpc/vpcName"),
            ("replace", "/s3.Bucket/photographs/Photographs/bucketName"),
            ("replace", f"{DATABASE}/instanceIdentifier"),
            ("replace", "/iam.Role/role/ServerRole/roleName"),
            ("replace", "/autoscaling.AutoScalingGroup/servers/Servers/autoScalingGroupName"),
            ("replace", "/elasticloadbalancingv2.ApplicationLoadBalancer/balancer/Balancer/loadBalancerName"),
            ("replace", "/sns.Topic/curators/Curators/topicName"),
            ("replace", "/cloudwatch.Alarm/space/DatabaseSpace/alarmName"),
            ("replace", "/cloudwatch.Alarm/errors/CatalogueErrors/alarmName"),
        ),
    ),
    Plant(
        "commands of the servers changed",
        "systemctl enable --now catalogue",
        "systemctl enable --now catalogue.service",
        (("replace", "/CatalogueStack/createServers/start.addCommands"),),
    ),
)
