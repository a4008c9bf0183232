"""Known changes in a Pulumi program in Go: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102300004"
CHECK = "\t\tif err != nil {\n\t\t\treturn err\n\t\t}\n"
ATTACHMENT = """		_, err = iam.NewRolePolicyAttachment(ctx, "reader-logs", &iam.RolePolicyAttachmentArgs{
			Role:      role.Name,
			PolicyArn: pulumi.String("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"),
		})
"""
SUBSCRIPTION = """		_, err = sns.NewTopicSubscription(ctx, "brewer-email", &sns.TopicSubscriptionArgs{
			Topic:    topic.Arn,
			Protocol: pulumi.String("email"),
			Endpoint: pulumi.String(brewer),
		})
"""
FLATTENED = (
    '\t\t_, err = sns.NewTopicSubscription(ctx, "brewer-email", &sns.TopicSubscriptionArgs{Topic: topic.Arn, '
    'Protocol: pulumi.String("email"), Endpoint: pulumi.String(brewer)})\n'
)
SOURCE = "\t\t_, err = lambda.NewEventSourceMapping(ctx,"
KEY = "// One key for stream, table and bucket"
OUTPUT = '\t\tctx.Export("bucketName", raw.Bucket)\n'
QUEUE = '\t\tlate, err := sqs.NewQueue(ctx, "late", &sqs.QueueArgs{Name: pulumi.Sprintf("late-%s", stack)})\n'
BATCH = "\t\t\tBatchSize:                  pulumi.Int(200),\n"
PLANTS = (
    Plant("resources re-ordered", ATTACHMENT + CHECK, "", also=((SOURCE, ATTACHMENT + CHECK + SOURCE),)),
    Plant(
        "property changed",
        "pulumi.Int(14)",
        "pulumi.Int(21)",
        (("replace", "/aws.cloudwatch.LogGroup/_/reader-log-group/RetentionInDays"),),
    ),
    Plant(
        "property added",
        BATCH,
        BATCH + "\t\t\tParallelizationFactor:      pulumi.Int(2),\n",
        (("add", "/aws.lambda.EventSourceMapping/_/reader-source/ParallelizationFactor"),),
    ),
    Plant(
        "property removed",
        "			EnableKeyRotation:    pulumi.Bool(true),\n",
        "",
        (("remove", "/aws.kms.Key/key/telemetry-key/EnableKeyRotation"),),
    ),
    Plant("resource added", OUTPUT, QUEUE + OUTPUT, (("add", "/aws.sqs.Queue/late/late"),)),
    Plant("output removed", OUTPUT, "", (("remove", "/export/bucketName"),)),
    Plant(
        "resource renamed with its references",
        "reader.",
        "taker.",
        (
            ("move", "/aws.lambda.Function/taker/reader"),
            # the references are its evidence
            ("replace", "/aws.lambda.EventSourceMapping/_/reader-source/FunctionName"),
            ("replace", "/aws.cloudwatch.MetricAlarm/_/reader-late/Dimensions/FunctionName"),
        ),
        also=(("reader, err :=", "taker, err :="),),
    ),
    Plant("code re-indented", SUBSCRIPTION, FLATTENED),
    Plant("comment changed", KEY, "// One key for stream, table, and bucket alike", (("replace", PROSE),)),
    Plant("string re-quoted", '"./bootstrap.zip"', "`./bootstrap.zip`"),
    Plant(
        "token replaced all over",
        "measurements-%s",
        "readings-%s",
        (
            ("replace", "/aws.kinesis.Stream/stream/measurements/Name"),
            ("replace", "/aws.s3.BucketV2/raw/raw/Bucket"),
        ),
    ),
    Plant(
        "policy in a helper changed",
        '[]string{"dynamodb:PutItem"}',
        '[]string{"dynamodb:PutItem", "dynamodb:UpdateItem"}',
        (("add", "/permissions/policy/Statement/1/Action/1"),),
    ),
)
