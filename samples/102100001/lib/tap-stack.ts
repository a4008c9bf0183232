import * as cdk from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface TapStackProps extends cdk.StackProps {
  environmentSuffix?: string;
}

export class TapStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: TapStackProps) {
    super(scope, id, props);

    const suffix = props?.environmentSuffix || this.node.tryGetContext('environmentSuffix') || 'dev';

    const vpc = new ec2.Vpc(this, 'RegisterVpc', {
      vpcName: `seed-register-vpc-${suffix}`,
      maxAzs: 2,
      natGateways: 1,
      subnetConfiguration: [
        { name: 'public', subnetType: ec2.SubnetType.PUBLIC, cidrMask: 24 },
        { name: 'private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 22 },
      ],
    });

    const functionGroup = new ec2.SecurityGroup(this, 'RecorderGroup', {
      vpc,
      description: 'Outgoing traffic of the recorder',
      allowAllOutbound: false,
    });
    functionGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'AWS APIs');

    // One key for the register, so that access to it can be withdrawn at one place.
    const registerKey = new kms.Key(this, 'RegisterKey', {
      alias: `seed-register-${suffix}`,
      enableKeyRotation: true,
      removalPolicy: cdk.RemovalPolicy.DESTROY,
    });

    const lots = new dynamodb.Table(this, 'SeedLots', {
      tableName: `seed-lots-${suffix}`,
      partitionKey: { name: 'lotId', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'testedOn', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: registerKey,
      pointInTimeRecovery: true,
      removalPolicy: cdk.RemovalPolicy.DESTROY,
    });
    lots.addGlobalSecondaryIndex({
      indexName: 'by-species',
      partitionKey: { name: 'species', type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.ALL,
    });

    const photographs = new s3.Bucket(this, 'Photographs', {
      bucketName: `seed-photographs-${this.account}-${suffix}`,
      versioned: true,
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: cdk.RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
      lifecycleRules: [{ id: 'old-versions', noncurrentVersionExpiration: cdk.Duration.days(30) }],
    });

    const recorderLog = new logs.LogGroup(this, 'RecorderLog', {
      logGroupName: `/aws/lambda/seed-recorder-${suffix}`,
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: cdk.RemovalPolicy.DESTROY,
    });

    const recorder = new lambda.Function(this, 'Recorder', {
      functionName: `seed-recorder-${suffix}`,
      runtime: lambda.Runtime.NODEJS_20_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(`
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const client = new DynamoDBClient({});
exports.handler = async (event) => {
  if (!event.lotId || !event.testedOn) {
    throw new Error('a test needs lotId and testedOn');
  }
  const item = { lotId: { S: event.lotId }, testedOn: { S: event.testedOn } };
  await client.send(new PutItemCommand({ TableName: process.env.LOTS, Item: item }));
  return { recorded: event.lotId };
};
`),
      timeout: cdk.Duration.seconds(30),
      memorySize: 512,
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [functionGroup],
      tracing: lambda.Tracing.ACTIVE,
      logGroup: recorderLog,
      environment: {
        LOTS: lots.tableName,
        PHOTOGRAPHS: photographs.bucketName,
      },
    });
    lots.grantReadWriteData(recorder);
    photographs.grantRead(recorder);

    const curators = new sns.Topic(this, 'Curators', {
      topicName: `seed-curators-${suffix}`,
    });
    const failures = new cloudwatch.Alarm(this, 'RecorderFailures', {
      alarmName: `seed-recorder-failures-${suffix}`,
      metric: recorder.metricErrors({ period: cdk.Duration.minutes(5) }),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    failures.addAlarmAction(new actions.SnsAction(curators));

    cdk.Tags.of(this).add('Service', 'seed-register');

    new cdk.CfnOutput(this, 'LotsTableName', { value: lots.tableName, description: 'Table of the seed lots' });
    new cdk.CfnOutput(this, 'PhotographsBucketName', { value: photographs.bucketName });
  }
}
