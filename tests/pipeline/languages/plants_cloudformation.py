"""Known changes in CloudFormation JSON: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "101000894"
SUBNETS = """        "SubnetIds": [
          { "Ref": "FirstSubnetId" },
          { "Ref": "SecondSubnetId" }
        ],
"""
IDENTIFIER = """    "ClusterIdentifier": {
      "Description": "Identifier of the cluster",
      "Value": { "Ref": "LedgerCluster" },
      "Export": {
        "Name": { "Fn::Sub": "${AWS::StackName}-cluster" }
      }
    },
"""
CREDENTIALS = """    "SecretArn": {
      "Description": "Secret with user name, password and connection data",
      "Value": { "Ref": "LedgerSecret" },
      "Export": {
        "Name": { "Fn::Sub": "${AWS::StackName}-secret" }
      }
    },
"""
ALIAS = """    "StorageKeyAlias": {
      "Type": "AWS::KMS::Alias",
      "DeletionPolicy": "Delete",
      "UpdateReplacePolicy": "Delete",
      "Properties": {
        "AliasName": { "Fn::Sub": "alias/ledger-${EnvironmentSuffix}" },
        "TargetKeyId": { "Ref": "StorageKey" }
      }
    },
"""
ATTACHMENT = """    "LedgerSecretAttachment": {
      "Type": "AWS::SecretsManager::SecretTargetAttachment",
      "DeletionPolicy": "Delete",
      "UpdateReplacePolicy": "Delete",
      "Properties": {
        "SecretId": { "Ref": "LedgerSecret" },
        "TargetId": { "Ref": "LedgerCluster" },
        "TargetType": "AWS::RDS::DBCluster"
      }
    },
"""
QUEUE = """    "AuditTrail": {
      "Type": "AWS::SQS::Queue",
      "Properties": { "MessageRetentionPeriod": 86400 }
    },
"""
PLANTS = (
    Plant(
        "property changed",
        '"BackupRetentionPeriod": 7',
        '"BackupRetentionPeriod": 14',
        (("replace", "/Resources/LedgerCluster/Properties/BackupRetentionPeriod"),),
    ),
    Plant(
        "property added",
        '"EvaluationPeriods": 1,',
        '"EvaluationPeriods": 1,\n        "DatapointsToAlarm": 1,',
        (("add", "/Resources/LedgerCpuAlarm/Properties/DatapointsToAlarm"),),
    ),
    Plant(
        "property removed",
        '        "PromotionTier": 0,\n',
        "",
        (("remove", "/Resources/LedgerWriter/Properties/PromotionTier"),),
    ),
    Plant("resource added", ATTACHMENT, ATTACHMENT + QUEUE, (("add", "/Resources/AuditTrail"),)),
    Plant("resource removed", ALIAS, "", (("remove", "/Resources/StorageKeyAlias"),)),
    Plant(
        "resource renamed with its references",
        '"LedgerSubnetGroup"',
        '"PrivateSubnets"',
        (
            ("move", "/Resources/PrivateSubnets"),
            ("replace", "/Resources/LedgerCluster/Properties/DBSubnetGroupName"),
        ),
    ),
    Plant("elements re-ordered", IDENTIFIER + CREDENTIALS, CREDENTIALS + IDENTIFIER),
    Plant("code re-indented", SUBNETS, '  "SubnetIds": [ {"Ref": "FirstSubnetId"},\n{"Ref": "SecondSubnetId"} ],\n'),
    Plant(
        "prose changed",
        "and an alarm on its load.",
        "and an alarm that tells of its load.",
        (("replace", PROSE),),
    ),
    Plant("string for number", '"Period": 300', '"Period": "300"'),
    Plant(
        "token replaced all over",
        "${AWS::StackName}-",
        "${AWS::StackName}-ferry-",
        tuple(
            ("replace", f"/Outputs/{name}/Export/Name")
            for name in (
                "WriterEndpoint",
                "ReaderEndpoint",
                "ClusterIdentifier",
                "SecretArn",
                "SecurityGroupId",
                "StorageKeyArn",
            )
        ),
    ),
    Plant(
        "embedded JSON changed",
        r"{\"username\": \"${AdminUsername}\"}",
        r"{ \"username\":\"${AdminUsername}\", \"port\": 5432}",
        (("add", "/Resources/LedgerSecret/Properties/GenerateSecretString/SecretStringTemplate"),),
    ),
)
#: So few that none folds into a general fix.
FOLDED = False
