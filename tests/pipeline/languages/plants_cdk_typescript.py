"""Known changes in a CDK stack in TypeScript: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102100001"
INDEX = """    lots.addGlobalSecondaryIndex({
      indexName: 'by-species',
      partitionKey: { name: 'species', type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.ALL,
    });
"""
FLATTENED = """  lots.addGlobalSecondaryIndex({ indexName: 'by-species',
    partitionKey: {name: 'species', type: dynamodb.AttributeType.STRING},
      projectionType: dynamodb.ProjectionType.ALL })
"""
TAGS = "    cdk.Tags.of(this).add('Service', 'seed-register');\n"
QUEUE = "    new sqs.Queue(this, 'RetryQueue', { retentionPeriod: cdk.Duration.days(4) });\n"
BUCKET_OUTPUT = "    new cdk.CfnOutput(this, 'PhotographsBucketName', { value: photographs.bucketName });\n"
LOG = """    const recorderLog = new logs.LogGroup(this, 'RecorderLog', {
      logGroupName: `/aws/lambda/seed-recorder-${suffix}`,
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: cdk.RemovalPolicy.DESTROY,
    });

"""
RECORDER = "    const recorder = new lambda.Function(this, 'Recorder', {\n"
PHOTOGRAPHS = "    const photographs = new s3.Bucket(this, 'Photographs', {\n"
RECORDED = "/lambda.Function/recorder/Recorder"
PLANTS = (
    Plant(
        "property changed",
        "natGateways: 1",
        "natGateways: 2",
        (("replace", "/ec2.Vpc/vpc/RegisterVpc/natGateways"),),
    ),
    Plant(
        "property added",
        "      evaluationPeriods: 1,\n",
        "      evaluationPeriods: 1,\n      datapointsToAlarm: 1,\n",
        (("add", "/cloudwatch.Alarm/failures/RecorderFailures/datapointsToAlarm"),),
    ),
    Plant(
        "property removed",
        "      enforceSSL: true,\n",
        "",
        (("remove", "/s3.Bucket/photographs/Photographs/enforceSSL"),),
    ),
    Plant("resource added", TAGS, TAGS + QUEUE, (("add", "/sqs.Queue/RetryQueue"),)),
    Plant("resource removed", BUCKET_OUTPUT, "", (("remove", "/cdk.CfnOutput/PhotographsBucketName"),)),
    Plant(
        "resource renamed with its references",
        "functionGroup",
        "outgoing",
        (("move", "/ec2.SecurityGroup/outgoing/RecorderGroup"),),
    ),
    Plant("resources re-ordered", LOG, "", also=((PHOTOGRAPHS, LOG + PHOTOGRAPHS),)),
    Plant("code re-indented", INDEX, FLATTENED),
    Plant(
        "comment changed",
        "// One key for the register, so that access to it can be withdrawn at one place.",
        "// One key for the register, so that access to it is withdrawn in one step.",
        (("replace", PROSE),),
    ),
    Plant("string re-quoted", "handler: 'index.handler'", 'handler: "index.handler"'),
    Plant(
        "token replaced all over",
        "`seed-re",
        "`herbarium-re",
        (
            ("replace", "/ec2.Vpc/vpc/RegisterVpc/vpcName"),
            ("replace", "/kms.Key/registerKey/RegisterKey/alias"),
            ("replace", f"{RECORDED}/functionName"),
            ("replace", "/cloudwatch.Alarm/failures/RecorderFailures/alarmName"),
        ),
    ),
    Plant(
        "inline code changed",
        "return { recorded: event.lotId };",
        "return { recorded: event.lotId, on: event.testedOn };",
        (("replace", f"{RECORDED}/code/args/0"),),
    ),
)
