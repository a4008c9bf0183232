"""Known changes in a CDKTF stack in Java: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102300006"
TOPIC = """        SnsTopic gardeners = SnsTopic.Builder.create(this, "gardeners")
                .name("greenhouse-gardeners-" + suffix)
                .build();
"""
FLATTENED = """        SnsTopic gardeners = SnsTopic.Builder.create(this, "gardeners").name(
            "greenhouse-gardeners-" + suffix
        ).build();
"""
ACCESS = """        S3BucketPublicAccessBlock.Builder.create(this, "papers-access")
                .bucket(papers.getId())
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build();
"""
DRIVERS = '        SnsTopic.Builder.create(this, "drivers").displayName("Drivers").build();\n'
PAPERS = '        S3Bucket papers = S3Bucket.Builder.create(this, "papers")\n'
INCOMING = "/SqsQueue/incoming/incoming"
PLANTS = (
    Plant(
        "property changed",
        "visibilityTimeoutSeconds(120)",
        "visibilityTimeoutSeconds(180)",
        (("replace", f"{INCOMING}/visibilityTimeoutSeconds"),),
    ),
    Plant(
        "property added",
        "                .evaluationPeriods(1)\n",
        "                .evaluationPeriods(1)\n                .datapointsToAlarm(1)\n",
        (("add", "/CloudwatchMetricAlarm/refused-orders/datapointsToAlarm"),),
    ),
    Plant(
        "property removed",
        "                .deletionWindowInDays(7)\n",
        "",
        (("remove", "/KmsKey/ordersKey/orders-key/deletionWindowInDays"),),
    ),
    Plant("resource added", TOPIC, TOPIC + DRIVERS, (("add", "/SnsTopic/drivers"),)),
    Plant("resource removed", ACCESS, "", (("remove", "/S3BucketPublicAccessBlock/papers-access"),)),
    Plant(
        "resource renamed with its references",
        "ordersKey",
        "queueKey",
        (("move", "/KmsKey/queueKey/orders-key"),),
    ),
    Plant("resources re-ordered", TOPIC, "", also=((PAPERS, TOPIC + PAPERS),)),
    Plant("code re-indented", TOPIC, FLATTENED),
    Plant(
        "comment changed",
        "// An order that fails three times waits for a person.",
        "// An order that fails three times waits for a gardener.",
        (("replace", PROSE),),
    ),
    Plant(
        "import re-ordered",
        "import java.util.List;\nimport java.util.Map;\n",
        "import java.util.Map;\nimport java.util.List;\n",
    ),
    Plant(
        "token replaced all over",
        '"greenhouse-',
        '"nursery-',
        (
            ("replace", "/DynamodbTable/orders/orders/name"),
            ("replace", "/S3Bucket/papers/papers/bucket"),
            ("replace", "/SqsQueue/refused/refused/name"),
            ("replace", f"{INCOMING}/name"),
            ("replace", "/SnsTopic/gardeners/gardeners/name"),
            ("replace", "/CloudwatchMetricAlarm/refused-orders/alarmName"),
        ),
    ),
    Plant(
        "nested value changed",
        'Map.of("Service", "greenhouse")',
        'Map.of("Service", "greenhouse", "Team", "sales")',
        (("add", "/DynamodbTable/orders/orders/tags"),),
    ),
)
#: Left out where all are planted at once: they take away or rename what others change.
APART = ("resources re-ordered", "code re-indented")
