import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { SecurityGroupRule } from '@cdktf/provider-aws/lib/security-group-rule';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn, S3Backend, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';

interface TapStackProps {
  environmentSuffix?: string;
  awsRegion?: string;
  stateBucket?: string;
}

export class TapStack extends TerraformStack {
  constructor(scope: Construct, id: string, props?: TapStackProps) {
    super(scope, id);

    const suffix = props?.environmentSuffix || 'dev';
    const region = props?.awsRegion || 'eu-central-1';

    new AwsProvider(this, 'aws', { region, defaultTags: [{ tags: { Service: 'loans', Stage: suffix } }] });
    new S3Backend(this, {
      bucket: props?.stateBucket || 'loans-state',
      key: `${suffix}/${id}.tfstate`,
      region,
      encrypt: true,
    });

    const zones = new DataAwsAvailabilityZones(this, 'zones', { state: 'available' });

    const vpc = new Vpc(this, 'loans-vpc', {
      cidrBlock: '10.40.0.0/16',
      enableDnsHostnames: true,
      tags: { Name: `loans-vpc-${suffix}` },
    });
    const first = new Subnet(this, 'first-private', {
      vpcId: vpc.id,
      cidrBlock: '10.40.10.0/24',
      availabilityZone: Fn.element(zones.names, 0),
    });
    const second = new Subnet(this, 'second-private', {
      vpcId: vpc.id,
      cidrBlock: '10.40.20.0/24',
      availabilityZone: Fn.element(zones.names, 1),
    });

    const desks = new SecurityGroup(this, 'desks-group', {
      name: `loans-desks-${suffix}`,
      description: 'Desks of the branches',
      vpcId: vpc.id,
    });
    const catalogue = new SecurityGroup(this, 'catalogue-group', {
      name: `loans-catalogue-${suffix}`,
      description: 'Database of the loans',
      vpcId: vpc.id,
    });
    // Only the desks may reach the database.
    new SecurityGroupRule(this, 'desks-to-catalogue', {
      type: 'ingress',
      fromPort: 5432,
      toPort: 5432,
      protocol: 'tcp',
      securityGroupId: catalogue.id,
      sourceSecurityGroupId: desks.id,
    });

    const loansKey = new KmsKey(this, 'loans-key', {
      description: 'Encrypts the loans',
      enableKeyRotation: true,
      deletionWindowInDays: 14,
    });

    const subnets = new DbSubnetGroup(this, 'catalogue-subnets', {
      name: `loans-subnets-${suffix}`,
      subnetIds: [first.id, second.id],
    });
    const database = new DbInstance(this, 'catalogue', {
      identifier: `loans-${suffix}`,
      engine: 'postgres',
      engineVersion: '16.4',
      instanceClass: 'db.t4g.small',
      allocatedStorage: 40,
      username: 'librarian',
      manageMasterUserPassword: true,
      storageEncrypted: true,
      kmsKeyId: loansKey.arn,
      multiAz: true,
      backupRetentionPeriod: 14,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [catalogue.id],
      enabledCloudwatchLogsExports: ['postgresql'],
      skipFinalSnapshot: true,
    });

    new CloudwatchLogGroup(this, 'catalogue-log', {
      name: `/loans/${suffix}/desks`,
      retentionInDays: 90,
    });

    const staff = new SnsTopic(this, 'staff', { name: `loans-staff-${suffix}` });
    new CloudwatchMetricAlarm(this, 'storage-low', {
      alarmName: `loans-storage-low-${suffix}`,
      comparisonOperator: 'LessThanThreshold',
      evaluationPeriods: 2,
      metricName: 'FreeStorageSpace',
      namespace: 'AWS/RDS',
      period: 300,
      statistic: 'Average',
      threshold: 4000000000,
      dimensions: { DBInstanceIdentifier: database.identifier },
      alarmActions: [staff.arn],
    });

    new TerraformOutput(this, 'database-address', {
      value: database.address,
      description: 'Address of the database of the loans',
    });
  }
}
