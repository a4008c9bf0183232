"""Known changes in a Pulumi component in TypeScript: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102100002"
TOPIC = "    const growers = new aws.sns.Topic(`frost-growers-${suffix}`, { tags }, { parent: this });\n\n"
ARCHIVE = """    const archive = new aws.s3.Bucket(
      `frost-archive-${suffix}`,
      { forceDestroy: true, tags },
      { parent: this }
    );
"""
FLATTENED = """  const archive = new aws.s3.Bucket(`frost-archive-${suffix}`, {
        forceDestroy: true,
        tags,
  }, { parent: this });
"""
ACCESS = """    new aws.s3.BucketPublicAccessBlock(
      `frost-archive-access-${suffix}`,
      {
        bucket: archive.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this }
    );
"""
LATE = "    new aws.sqs.Queue(`frost-late-${suffix}`, { messageRetentionSeconds: 345600 }, { parent: this });\n"
PLANTS = (
    Plant(
        "property changed",
        "memorySize: 256",
        "memorySize: 512",
        (("replace", "/aws.lambda.Function/decider/frost-decider-${suffix}/memorySize"),),
    ),
    Plant(
        "property added",
        "batchSize: 10",
        "batchSize: 10, maximumBatchingWindowInSeconds: 5",
        (("add", "/aws.lambda.EventSourceMapping/frost-decider-source-${suffix}/maximumBatchingWindowInSeconds"),),
    ),
    Plant(
        "property removed",
        "        deletionWindowInDays: 7,\n",
        "",
        (("remove", "/aws.kms.Key/dataKey/frost-key-${suffix}/deletionWindowInDays"),),
    ),
    Plant("resource added", TOPIC, TOPIC + LATE, (("add", "/aws.sqs.Queue/frost-late-${suffix}"),)),
    Plant(
        "resource removed", ACCESS, "", (("remove", "/aws.s3.BucketPublicAccessBlock/frost-archive-access-${suffix}"),)
    ),
    Plant(
        "resource renamed with its references",
        "deciderRole",
        "decisionRole",
        (("move", "/aws.iam.Role/decisionRole/frost-decider-role-${suffix}"),),
    ),
    Plant("resources re-ordered", TOPIC, "", also=(("    const incoming", TOPIC + "    const incoming"),)),
    Plant("code re-indented", ARCHIVE, FLATTENED),
    Plant(
        "comment changed",
        "// Frost warnings of one orchard valley: stations report, a function decides, growers are told.",
        "// Frost warnings of one orchard valley: stations report and a function decides whom to warn.",
        (("replace", PROSE),),
    ),
    Plant("string re-quoted", "handler: 'index.handler'", 'handler: "index.handler"'),
    Plant(
        "token replaced all over",
        "`/aws/lambda/frost-decider-${suffix}`",
        "`/aws/lambda/rime-decider-${suffix}`",
        (
            ("replace", "/aws.cloudwatch.LogGroup/deciderLog/frost-decider-log-${suffix}/name"),
            ("replace", "/aws.lambda.Function/decider/frost-decider-${suffix}/name"),
        ),
        also=(("name: `frost-decider-${suffix}`", "name: `rime-decider-${suffix}`"),),
    ),
    Plant(
        "embedded policy changed",
        "Action: 'sns:Publish', Resource: topic",
        "Action: ['sns:Publish', 'sns:GetTopicAttributes'], Resource: topic",
        (("replace", "/aws.iam.RolePolicy/frost-decider-policy-${suffix}/policy/Statement/2/Action"),),
    ),
)
