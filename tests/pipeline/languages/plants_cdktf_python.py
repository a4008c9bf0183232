"""Known changes in a CDKTF stack in Python: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102200003"
LOG = """        log = CloudwatchLogGroup(
            self, "indexer_log", name=f"/aws/lambda/choir-indexer-{suffix}", retention_in_days=60
        )
"""
FLATTENED = """        log = CloudwatchLogGroup(self, "indexer_log",
            name=f"/aws/lambda/choir-indexer-{suffix}",
            retention_in_days=60,
        )
"""
CONDUCTORS = '        conductors = SnsTopic(self, "conductors", name=f"choir-conductors-{suffix}")\n'
SINGERS = '        SnsTopic(self, "singers", display_name="Singers")\n'
ACCESS = """        S3BucketPublicAccessBlock(
            self,
            "recordings_access",
            bucket=recordings.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
        )
"""
ROLE = "        role = IamRole(\n"
INDEXER = "/LambdaFunction/indexer/indexer"
PLANTS = (
    Plant("property changed", "memory_size=512", "memory_size=768", (("replace", f"{INDEXER}/memory_size"),)),
    Plant(
        "property added",
        '            hash_key="choir",\n',
        '            hash_key="choir",\n            table_class="STANDARD_INFREQUENT_ACCESS",\n',
        (("add", "/DynamodbTable/contents/contents/table_class"),),
    ),
    Plant(
        "property removed",
        "            ignore_public_acls=True,\n",
        "",
        (("remove", "/S3BucketPublicAccessBlock/recordings_access/ignore_public_acls"),),
    ),
    Plant("resource added", CONDUCTORS, CONDUCTORS + SINGERS, (("add", "/SnsTopic/singers"),)),
    Plant("resource removed", ACCESS, "", (("remove", "/S3BucketPublicAccessBlock/recordings_access"),)),
    Plant(
        "resource renamed with its references",
        "role.",
        "reader.",
        (("move", "/IamRole/reader/indexer_role"),),
        also=(("        role = IamRole(", "        reader = IamRole("),),
    ),
    Plant("resources re-ordered", CONDUCTORS, "", also=((ROLE, CONDUCTORS + ROLE),)),
    Plant("code re-indented", LOG, FLATTENED),
    Plant(
        "comment changed",
        "# Recordings are listened to in their first season.",
        "# Recordings are listened to in their first season only.",
        (("replace", PROSE),),
    ),
    Plant("string re-quoted", 'handler="indexer.handler"', "handler='indexer.handler'"),
    Plant(
        "token replaced all over",
        'f"choir-',
        'f"chorus-',
        (
            ("replace", "/S3Bucket/recordings/recordings/bucket"),
            ("replace", "/DynamodbTable/contents/contents/name"),
            ("replace", "/IamRole/role/indexer_role/name"),
            ("replace", f"{INDEXER}/function_name"),
            ("replace", "/SnsTopic/conductors/conductors/name"),
            ("replace", "/CloudwatchMetricAlarm/indexer_errors/alarm_name"),
        ),
    ),
    Plant(
        "embedded policy changed",
        '"Action": ["s3:GetObject"]',
        '"Action": ["s3:GetObject", "s3:GetObjectVersion"]',
        (("add", "/IamRolePolicy/indexer_policy/policy"),),
    ),
)
#: Left out where all are planted at once: they take away or rename what others change.
APART = ("resource removed", "resource renamed with its references")
