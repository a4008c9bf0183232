"""The families as tables: what is planted into which text, and what the scoring policy says of it."""

from __future__ import annotations

from typing import Final, NamedTuple

#: Pointers of changes of prose and comments have no place in the code.
PROSE: Final = ""


class Family(NamedTuple):
    """A kind of change.

    Attributes:
        category: what the scoring policy says of it; None where the change has no meaning.
        edits: texts of the file, each with what takes its place wherever it stands.
        marks: one of them is part of the pointer of every change of it.
    """

    category: str | None
    edits: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]


def family(category: str | None, old: str, new: str, *marks: str) -> Family:
    """A family of one edit."""
    return Family(category, ((old, new),), marks)


def after(category: str, line: str, added: str, *marks: str) -> Family:
    """A family that adds lines behind one that stands once."""
    return Family(category, ((f"{line}\n", f"{line}\n{added}\n"),), marks)


_NAT = """  VaultAddress:
    Type: AWS::EC2::EIP
    DependsOn: GatewayAttachment
    Properties:
      Domain: vpc
  VaultNat:
    Type: AWS::EC2::NatGateway
    Properties:
      SubnetId: !Ref StudioSubnet
      AllocationId: !GetAtt VaultAddress.AllocationId
  VaultRoutes:
    Type: AWS::EC2::RouteTable
    Properties:
      VpcId: !Ref Network
  VaultRoute:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref VaultRoutes
      DestinationCidrBlock: 0.0.0.0/0
      NatGatewayId: !Ref VaultNat"""
_ENDPOINT = """  StoreEndpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Network
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref PublicRoutes]"""
_SECRET = """  CatalogueSecret:
    Type: AWS::SecretsManager::Secret
    Properties:
      GenerateSecretString:
        SecretStringTemplate: '{"username": "archivist"}'
        GenerateStringKey: password
        PasswordLength: 32"""
_ROTATION = """  VaultRotation:
    Type: AWS::SecretsManager::RotationSchedule
    Properties:
      SecretId: archive/listeners
      RotationRules:
        AutomaticallyAfterDays: 30"""
_REPLICA = """  CatalogueReplica:
    Type: AWS::RDS::DBInstance
    Properties:
      SourceDBInstanceIdentifier: !Ref Catalogue
      DBInstanceClass: db.t3.medium"""
_SCALING = """  GroupScaling:
    Type: AWS::AutoScaling::ScalingPolicy
    Properties:
      AutoScalingGroupName: !Ref Group
      PolicyType: TargetTrackingScaling
      TargetTrackingConfiguration:
        PredefinedMetricSpecification:
          PredefinedMetricType: ASGAverageCPUUtilization
        TargetValue: 60"""
_TLS_ONLY = """          - Sid: OnlyTls
            Effect: Deny
            Principal: '*'
            Action: s3:*
            Resource: !Sub ${Recordings.Arn}/*
            Condition:
              Bool:
                aws:SecureTransport: 'false'"""
_KEY_USER = """          - Sid: Logs
            Effect: Allow
            Principal:
              Service: logs.amazonaws.com
            Action: [kms:Encrypt, kms:Decrypt, kms:GenerateDataKey]
            Resource: '*'"""
_LIFECYCLE = """      LifecycleConfiguration:
        Rules:
          - Id: old
            Status: Enabled
            ExpirationInDays: 365"""
_BLOCKED = """      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        BlockPublicPolicy: true
        IgnorePublicAcls: true
        RestrictPublicBuckets: true"""
_FLOW_LOGS = """  NetworkFlow:
    Type: AWS::EC2::FlowLog
    Properties:
      ResourceId: !Ref Network
      ResourceType: VPC
      TrafficType: ALL
      LogDestinationType: s3
      LogDestination: !GetAtt Recordings.Arn"""

CLOUDFORMATION: Final[dict[str, Family]] = {
    "explicit name dropped": family("B", "      TableName: recordings-index\n", "", "/Index/Properties/TableName"),
    "principal narrowed": family(
        "A", "            Principal: '*'\n            Action: s3:GetObject",
        "            Principal:\n              AWS: !Sub arn:aws:iam::${AWS::AccountId}:root\n            Action: s3:GetObject",
        "/RecordingsPolicy/",
    ),
    "condition added to a statement": family(
        "B", "            Action: s3:GetObject\n            Resource: !Sub ${Recordings.Arn}/*\n  CutterRole:",
        "            Action: s3:GetObject\n            Resource: !Sub ${Recordings.Arn}/*\n            Condition:\n"
        "              StringEquals:\n                aws:SourceVpc: !Ref Network\n  CutterRole:",
        "/RecordingsPolicy/",
    ),
    "pass-role narrowed": family(
        "A", "                Action: iam:PassRole\n                Resource: '*'",
        "                Action: iam:PassRole\n                Resource: !Sub arn:aws:iam::${AWS::AccountId}:role/archive-*",
        "/CutterRole/Properties/Policies",
    ),
    "permission added": after(
        "B", "                Resource: !Sub ${Recordings.Arn}/*",
        "              - Sid: Find\n                Effect: Allow\n                Action: dynamodb:Query\n"
        "                Resource: !GetAtt Index.Arn",
        "/CutterRole/Properties/Policies",
    ),
    "deprecated runtime": family("B", "nodejs14.x", "nodejs20.x", "/Cutter/Properties/Runtime"),
    "engine version": family("B", "8.0.35", "8.0.39", "/Catalogue/Properties/EngineVersion"),
    "database made private": family("A", "PubliclyAccessible: true", "PubliclyAccessible: false", "/PubliclyAccessible"),
    "public access blocked": after("A", "      BucketName: radio-recordings", _BLOCKED, "/PublicAccessBlockConfiguration"),
    "ingress narrowed": family("A", "CidrIp: 0.0.0.0/0", "CidrIp: 10.30.0.0/16", "/WebGroup/"),
    "replace policy": family("B", "UpdateReplacePolicy: Delete", "UpdateReplacePolicy: Snapshot", "/UpdateReplacePolicy"),
    "deletion policy": family("B", "    DeletionPolicy: Delete", "    DeletionPolicy: Snapshot", "/DeletionPolicy"),
    "deletion protection": after("B", "      StorageEncrypted: true", "      DeletionProtection: true", "/DeletionProtection"),
    "public addresses off": family("A", "MapPublicIpOnLaunch: true", "MapPublicIpOnLaunch: false", "/MapPublicIpOnLaunch"),
    "address range": family("B", "CidrBlock: 10.30.2.0/24", "CidrBlock: 10.30.16.0/20", "/VaultSubnet/Properties/CidrBlock"),
    "way out of the private network": after("A", "      GatewayId: !Ref Gateway", _NAT, "/Vault"),
    "endpoint": after("B", "      GatewayId: !Ref Gateway", _ENDPOINT, "/StoreEndpoint"),
    "zone looked up": family("C", "AvailabilityZone: eu-west-1a", "AvailabilityZone: !Select [0, !GetAZs '']", "/StudioSubnet/"),
    "dependency missing": family(
        "B", "    Type: AWS::AutoScaling::AutoScalingGroup\n",
        "    Type: AWS::AutoScaling::AutoScalingGroup\n    DependsOn: PublicRoute\n", "/Group/DependsOn",
    ),
    "dependency redundant": family("C", "    DependsOn: CutterRole\n", "", "/Cutter/DependsOn"),
    "secret generated": Family(
        "A",
        (
            ("MasterUserPassword: changeme-archive",
             "MasterUserPassword: !Sub '{{resolve:secretsmanager:${CatalogueSecret}:SecretString:password}}'"),
            ("  VaultKey:\n", f"{_SECRET}\n  VaultKey:\n"),
        ),
        ("/CatalogueSecret", "/MasterUserPassword"),
    ),
    "secret rotated": family("A", "  VaultKey:\n", f"{_ROTATION}\n  VaultKey:\n", "/VaultRotation"),
    "customer-managed key": after("A", "      StorageEncrypted: true", "      KmsKeyId: !Ref VaultKey", "/Catalogue/Properties/KmsKeyId"),
    "key policy for a service": family(
        "A", "            Action: kms:*\n            Resource: '*'\n", f"            Action: kms:*\n            Resource: '*'\n{_KEY_USER}\n",
        "/VaultKey/Properties/KeyPolicy",
    ),
    "key rotation": family(
        "B", "    Type: AWS::KMS::Key\n    Properties:\n",
        "    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: true\n", "/EnableKeyRotation",
    ),
    "only by TLS": family(
        "A", "            Resource: !Sub ${Recordings.Arn}/*\n  CutterRole:",
        f"            Resource: !Sub ${{Recordings.Arn}}/*\n{_TLS_ONLY}\n  CutterRole:", "/RecordingsPolicy/",
    ),
    "encrypted listener": family(
        "A", "      Port: 80\n      Protocol: HTTP\n      DefaultActions:",
        "      Port: 443\n      Protocol: HTTPS\n      Certificates:\n        - CertificateArn: "
        "!Sub arn:aws:acm:${AWS::Region}:${AWS::AccountId}:certificate/archive\n      DefaultActions:",
        "/Listener/",
    ),
    "instance class": family("B", "DBInstanceClass: db.t3.medium", "DBInstanceClass: db.r6g.large", "/DBInstanceClass"),
    "storage size": family("B", "AllocatedStorage: '40'", "AllocatedStorage: '100'", "/AllocatedStorage"),
    "memory": after("B", "      Handler: index.handler", "      MemorySize: 512", "/MemorySize"),
    "time-out": after("B", "      Handler: index.handler", "      Timeout: 60", "/Cutter/Properties/Timeout"),
    "concurrency": after("B", "      Handler: index.handler", "      ReservedConcurrentExecutions: 10", "/ReservedConcurrentExecutions"),
    "tracing": after("B", "      Handler: index.handler", "      TracingConfig:\n        Mode: Active", "/TracingConfig"),
    "bounds of a group": family("B", "MaxSize: '2'", "MaxSize: '6'", "/MaxSize"),
    "scaling policy": family("A", "  Catalogue:\n", f"{_SCALING}\n  Catalogue:\n", "/GroupScaling"),
    "multi-AZ": after("A", "      StorageEncrypted: true", "      MultiAZ: true", "/MultiAZ"),
    "backups": family("B", "BackupRetentionPeriod: 1", "BackupRetentionPeriod: 7", "/BackupRetentionPeriod"),
    "replica": family("A", "  VaultKey:\n", f"{_REPLICA}\n  VaultKey:\n", "/CatalogueReplica"),
    "retries": family("B", "MaximumRetryAttempts: 2", "MaximumRetryAttempts: 0", "/MaximumRetryAttempts"),
    "health check": family("B", "HealthCheckPath: /", "HealthCheckPath: /health", "/HealthCheckPath"),
    "storage lifecycle": after("B", "      BucketName: radio-recordings", _LIFECYCLE, "/LifecycleConfiguration"),
    "versioning": after(
        "B", "      BucketName: radio-recordings", "      VersioningConfiguration:\n        Status: Enabled", "/VersioningConfiguration"
    ),
    "flow logs": family("A", "  WebGroup:\n", f"{_FLOW_LOGS}\n  WebGroup:\n", "/NetworkFlow"),
    "validation": after("C", "    Default: archivist", "    AllowedPattern: '[a-z]+'\n    MinLength: 3", "/Parameters/DatabaseUser"),
    "parameter added": after(
        "C", "    Default: archivist", "  Owner:\n    Type: String\n    Default: sound", "/Parameters/Owner"
    ),
    "export": after("C", "    Value: !Ref Recordings", "    Export:\n      Name: archive-recordings", "/Outputs/BucketName"),
    "output": after("C", "    Value: !Ref Recordings", "  TableName:\n    Value: !Ref Index", "/Outputs/TableName"),
    "creation made conditional": family(
        "B", "  CutterRule:\n    Type: AWS::Events::Rule\n",
        "  CutterRule:\n    Type: AWS::Events::Rule\n    Condition: IsProduction\n", "/CutterRule/Condition",
    ),
    "mapping": family("B", "      Instance: m6i.large", "      Instance: m7i.large", "/Mappings/"),
    "condition": family("C", "!Equals [!Ref Stage, prod]", "!Equals [!Ref Stage, live]", "/Conditions/"),
    "region looked up": family("C", "          REGION: eu-west-1", "          REGION: !Ref AWS::Region", "/Variables/REGION"),
    "account looked up": family("C", "          OWNER: '123456789012'", "          OWNER: !Ref AWS::AccountId", "/Variables/OWNER"),
    "machine image": family("B", "ami-0a1b2c3d4e5f60718", "ami-0fedcba9876543210", "/ImageId"),
    "name with suffix": family("B", "BucketName: radio-recordings", "BucketName: !Sub radio-recordings-${Stage}", "/BucketName"),
    "tags": after(
        "B", "      EnableDnsSupport: true", "      Tags:\n        - Key: station\n          Value: archive", "/Network/Properties/Tags"
    ),
    "emulator": after("B", "          REGION: eu-west-1", "          AWS_ENDPOINT_URL: http://localstack:4566", "/AWS_ENDPOINT_URL"),
    "comment in embedded code": family("C", "// cut one recording", "// cut one recording into programmes", PROSE),
    "formatting": family(None, "Subnets: [!Ref StudioSubnet, !Ref VaultSubnet]",
                         "Subnets:\n        - Ref: VaultSubnet\n        - Ref: StudioSubnet"),
}  # fmt: skip

TERRAFORM: Final[dict[str, Family]] = {
    "provider version": family("B", "~> 5.40", "~> 5.70", "/terraform"),
    "backend": after("B", '  required_version = ">= 1.4.0"', '\n  backend "s3" {\n    bucket = "orchard-state"\n    key    = "main"\n  }', "/terraform"),
    "zone looked up": Family(
        "C",
        (
            ('availability_zone = "eu-west-1a"', "availability_zone = data.aws_availability_zones.open.names[0]"),
            ('resource "aws_vpc" "orchard"', 'data "aws_availability_zones" "open" {\n  state = "available"\n}\n\nresource "aws_vpc" "orchard"'),
        ),
        ("availability_zone",),
    ),
    "ingress narrowed": family("A", '["0.0.0.0/0"]', '["10.60.0.0/16"]', "/sensors/"),
    "permissions narrowed": family(
        "A", 'Action   = "s3:*"\n      Resource = "*"',
        'Action   = ["s3:GetObject", "s3:PutObject"]\n      Resource = "${aws_s3_bucket.harvest.arn}/*"', "/aws_iam_role_policy/",
    ),
    "bucket encrypted": family(
        "A", 'resource "aws_db_instance"',
        'resource "aws_s3_bucket_server_side_encryption_configuration" "harvest" {\n  bucket = aws_s3_bucket.harvest.id\n\n  rule {\n'
        '    apply_server_side_encryption_by_default {\n      sse_algorithm = "aws:kms"\n    }\n  }\n}\n\nresource "aws_db_instance"',
        "/aws_s3_bucket_server_side_encryption_configuration/",
    ),
    "public access blocked": family(
        "A", 'resource "aws_db_instance"',
        'resource "aws_s3_bucket_public_access_block" "harvest" {\n  bucket                  = aws_s3_bucket.harvest.id\n'
        "  block_public_acls       = true\n  block_public_policy     = true\n  ignore_public_acls      = true\n"
        '  restrict_public_buckets = true\n}\n\nresource "aws_db_instance"',
        "/aws_s3_bucket_public_access_block/",
    ),
    "versioning": family(
        "B", 'resource "aws_db_instance"',
        'resource "aws_s3_bucket_versioning" "harvest" {\n  bucket = aws_s3_bucket.harvest.id\n\n  versioning_configuration {\n'
        '    status = "Enabled"\n  }\n}\n\nresource "aws_db_instance"',
        "/aws_s3_bucket_versioning/",
    ),
    "tags": family("B", 'Project = "orchard"', 'Project = "orchard"\n    Owner   = "growers"', "/harvest/tags"),
    "engine version": family("B", '"15.3"', '"16.3"', "/engine_version"),
    "final snapshot": family("B", "skip_final_snapshot = false", "skip_final_snapshot = true", "/skip_final_snapshot"),
    "deletion protection off": family("B", "deletion_protection = true", "deletion_protection = false", "/deletion_protection"),
    "multi-AZ": family("A", "multi_az            = false", "multi_az            = true", "/multi_az"),
    "instance class": family("B", "db.t3.micro", "db.t3.medium", "/instance_class"),
    "time-out": family("B", "timeout       = 30", "timeout       = 120", "/timeout"),
    "lifecycle": after("B", '  username            = "grower"', "\n  lifecycle {\n    ignore_changes = [password]\n  }", "/lifecycle"),
    "validation": after(
        "C", '  default     = "dev"',
        '\n  validation {\n    condition     = length(var.stage) < 9\n    error_message = "Too long."\n  }', "/variable/stage",
    ),
    "output": family("C", 'output "bucket"', 'output "database" {\n  value = aws_db_instance.yield.address\n}\n\noutput "bucket"', "/output/database"),
    "name with suffix": family("B", 'bucket = "orchard-harvest"', 'bucket = "orchard-harvest-${var.stage}"', "/harvest/bucket"),
    "formatting": family(None, "  cidr_block = \"10.60.0.0/16\"", "  cidr_block    =   \"10.60.0.0/16\""),
}  # fmt: skip

WORKFLOW: Final[dict[str, Family]] = {
    "permissions narrowed": family("A", "permissions: write-all", "permissions:\n  contents: read", "/permissions"),
    "action version": family("B", "actions/checkout@v2", "actions/checkout@v4", "/check/"),
    "steps added": after("A", "        run: make lint", "      - name: Test\n        run: make test", "/check/steps"),
    "environment": after("B", "    needs: check", "    environment: staging", "/deploy/environment"),
    "comment": family("C", "name: Deliver the almanac", "# Runs on every merge.\nname: Deliver the almanac", PROSE),
    "formatting": family(None, "branches: [main]", "branches:\n      - main"),
}  # fmt: skip

SCRIPT: Final[dict[str, Family]] = {
    "pagination": family(
        "A",
        '    answer = client.describe_volumes(Filters=[{"Name": "status", "Values": ["available"]}])\n    return answer["Volumes"]',
        '    pages = client.get_paginator("describe_volumes").paginate(Filters=[{"Name": "status", "Values": ["available"]}])\n'
        '    return [volume for page in pages for volume in page["Volumes"]]',
        "/list_volumes",
    ),
    "error handling": family(
        "A", '    for volume in list_volumes("us-east-1"):',
        '    try:\n        volumes = list_volumes("us-east-1")\n    except Exception as error:\n        raise SystemExit(error)\n    for volume in volumes:',
        "/main",
    ),
    "docstring": family("C", "Monthly price in dollars.", "Monthly price of a volume in dollars.", PROSE),
    "comment": family("C", "# every gigabyte counts", "# each gigabyte is paid for", PROSE),
    "formatting": family(None, 'client = boto3.client("ec2", region_name=region)', "client = boto3.client('ec2', region_name = region)"),
}  # fmt: skip
