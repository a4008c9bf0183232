import * as pulumi from '@pulumi/pulumi';
import * as aws from '@pulumi/aws';

export interface TapStackArgs {
  environmentSuffix?: string;
  tags?: Record<string, string>;
}

// Frost warnings of one orchard valley: stations report, a function decides, growers are told.
export class TapStack extends pulumi.ComponentResource {
  public readonly tableName: pulumi.Output<string>;
  public readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: TapStackArgs, opts?: pulumi.ComponentResourceOptions) {
    super('tap:orchard:FrostWarnings', name, args, opts);

    const suffix = args.environmentSuffix || 'dev';
    const tags = { ...args.tags, Service: 'frost-warnings' };

    const dataKey = new aws.kms.Key(
      `frost-key-${suffix}`,
      {
        description: 'Encrypts the readings of the stations',
        enableKeyRotation: true,
        deletionWindowInDays: 7,
        tags,
      },
      { parent: this }
    );

    const readings = new aws.dynamodb.Table(
      `frost-readings-${suffix}`,
      {
        billingMode: 'PAY_PER_REQUEST',
        hashKey: 'stationId',
        rangeKey: 'readAt',
        attributes: [
          { name: 'stationId', type: 'S' },
          { name: 'readAt', type: 'S' },
        ],
        pointInTimeRecovery: { enabled: true },
        serverSideEncryption: { enabled: true, kmsKeyArn: dataKey.arn },
        tags,
      },
      { parent: this }
    );

    const archive = new aws.s3.Bucket(
      `frost-archive-${suffix}`,
      { forceDestroy: true, tags },
      { parent: this }
    );
    new aws.s3.BucketPublicAccessBlock(
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

    const refused = new aws.sqs.Queue(
      `frost-refused-${suffix}`,
      { messageRetentionSeconds: 1209600, tags },
      { parent: this }
    );
    const incoming = new aws.sqs.Queue(
      `frost-incoming-${suffix}`,
      {
        visibilityTimeoutSeconds: 180,
        redrivePolicy: refused.arn.apply(arn => JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 3 })),
        tags,
      },
      { parent: this }
    );

    const growers = new aws.sns.Topic(`frost-growers-${suffix}`, { tags }, { parent: this });

    const deciderRole = new aws.iam.Role(
      `frost-decider-role-${suffix}`,
      {
        assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: 'lambda.amazonaws.com' }),
        tags,
      },
      { parent: this }
    );
    new aws.iam.RolePolicy(
      `frost-decider-policy-${suffix}`,
      {
        role: deciderRole.id,
        policy: pulumi.all([readings.arn, incoming.arn, growers.arn]).apply(([table, queue, topic]) =>
          JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Sid: 'Readings', Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:Query'], Resource: table },
              {
                Sid: 'Incoming',
                Effect: 'Allow',
                Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
                Resource: queue,
              },
              { Sid: 'Warn', Effect: 'Allow', Action: 'sns:Publish', Resource: topic },
            ],
          })
        ),
      },
      { parent: this }
    );

    const deciderLog = new aws.cloudwatch.LogGroup(
      `frost-decider-log-${suffix}`,
      { name: `/aws/lambda/frost-decider-${suffix}`, retentionInDays: 30, tags },
      { parent: this }
    );

    const decider = new aws.lambda.Function(
      `frost-decider-${suffix}`,
      {
        name: `frost-decider-${suffix}`,
        runtime: 'nodejs22.x',
        handler: 'index.handler',
        role: deciderRole.arn,
        timeout: 30,
        memorySize: 256,
        code: new pulumi.asset.AssetArchive({ '.': new pulumi.asset.FileArchive('./lib/decider') }),
        environment: { variables: { READINGS: readings.name, GROWERS: growers.arn } },
        tags,
      },
      { parent: this, dependsOn: [deciderLog] }
    );
    new aws.lambda.EventSourceMapping(
      `frost-decider-source-${suffix}`,
      { eventSourceArn: incoming.arn, functionName: decider.arn, batchSize: 10 },
      { parent: this }
    );

    new aws.cloudwatch.MetricAlarm(
      `frost-refused-alarm-${suffix}`,
      {
        comparisonOperator: 'GreaterThanThreshold',
        evaluationPeriods: 1,
        metricName: 'ApproximateNumberOfMessagesVisible',
        namespace: 'AWS/SQS',
        period: 300,
        statistic: 'Maximum',
        threshold: 0,
        dimensions: { QueueName: refused.name },
        alarmActions: [growers.arn],
        tags,
      },
      { parent: this }
    );

    this.tableName = readings.name;
    this.topicArn = growers.arn;
    this.registerOutputs({ tableName: this.tableName, topicArn: this.topicArn });
  }
}
