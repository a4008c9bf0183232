"""What ``benchmarks/planted.py`` plants: families as rows, where in a template each fits, and what the policy says of it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any, Final, NamedTuple

Template = dict[str, Any]
Path = tuple[str | int, ...]


class _Absent(Enum):
    """What stands for "not there" on a side; an enumeration stays itself when it is copied."""

    ABSENT = "absent"


ABSENT: Final = _Absent.ABSENT


class Edit(NamedTuple):
    """One place of a template, and what stands there on each side."""

    path: Path
    model: Any
    ideal: Any


class Site(NamedTuple):
    """One place where a family could be planted: all its edits together."""

    name: str
    edits: tuple[Edit, ...]


class Family(NamedTuple):
    """A kind of change.

    Attributes:
        categories: what the policy says of it, then what may be said as well; none where the change has no meaning.
        find: gives every place of a template where it could be planted.
        kin: families of one kin would be named once where they stand together, so they are never planted together.
    """

    categories: str
    find: Callable[[Template], Iterator[Site]]
    kin: str


Found = Iterator[Site]
Find = Callable[[Template], Found]
#: A value, or what makes it of the resource's name, its properties and the template.
Make = Any


# -- Looking at templates ------------------------------------------------------------------------------------------


def resources(template: Template, types: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Resources of the types, which stand without ``AWS::`` and are separated by blanks; ``*`` means all."""
    wanted = {f"AWS::{each}" for each in types.split()}
    for name, body in template["Resources"].items():
        readable = isinstance(body, dict) and isinstance(body.get("Properties", {}), dict)
        if readable and (types == "*" or body.get("Type") in wanted):
            yield name, body


def properties_of(body: dict[str, Any]) -> dict[str, Any]:
    return body.get("Properties") or {}


def statements(template: Template, types: str, keys: Iterable[str]) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Name of the resource, path and text of every plain statement of its policies."""
    for name, body in resources(template, types):
        for path, document in _documents(properties_of(body), tuple(keys)):
            for index, statement in enumerate(document):
                if isinstance(statement, dict) and statement.get("Effect") == "Allow":
                    yield name, ("Resources", name, "Properties", *path, "Statement", index), statement


def _documents(properties: dict[str, Any], keys: tuple[str, ...]) -> Iterator[tuple[Path, list[Any]]]:
    inline = properties.get("Policies")
    inner = enumerate(inline) if isinstance(inline, list) else ()
    places: list[tuple[Path, Any]] = [((key,), properties.get(key)) for key in keys]
    places += [
        (("Policies", index, "PolicyDocument"), each.get("PolicyDocument"))
        for index, each in inner
        if isinstance(each, dict)
    ]
    for path, document in places:
        if isinstance(document, dict) and isinstance(document.get("Statement"), list):
            yield path, document["Statement"]


_GRANTS: Final = ("IAM::Role IAM::Policy IAM::ManagedPolicy IAM::User IAM::Group", ("PolicyDocument",))
_RESOURCE_POLICIES: Final = ("S3::BucketPolicy SQS::QueuePolicy SNS::TopicPolicy", ("PolicyDocument",))


# -- What finds places ---------------------------------------------------------------------------------------------


def _made(value: Make, name: str, properties: dict[str, Any], template: Template) -> Any:
    return value(name, properties, template) if callable(value) else value


def setting(
    types: str,
    path: str,
    model: Make,
    ideal: Make,
    where: Callable[[dict[str, Any]], bool] | None = None,
    beside: Any = None,
) -> Find:
    """A property of resources: its value on each side, whatever stands there. ``beside`` stands on both sides."""
    keys = path.split(".")

    def find(template: Template) -> Found:
        for name, body in resources(template, types):
            properties = properties_of(body)
            if (where and not where(properties)) or not _reachable(properties, keys):
                continue
            root = ("Resources", name, "Properties")
            values = [_made(each, name, properties, template) for each in (model, ideal)]
            if None in values:
                continue
            edits = [Edit((*root, key), value, value) for key, value in (beside or {}).items()]
            yield Site(name, (*edits, Edit((*root, *keys), *values)))

    return find


def _reachable(inner: Any, keys: list[str]) -> bool:
    for key in keys[:-1]:
        inner = inner.get(key, {})
        if not isinstance(inner, dict) or any(each.startswith("Fn::") or each == "Ref" for each in inner):
            return False
    return True


def attribute(types: str, key: str, model: Any, ideal: Any) -> Find:
    """An attribute of resources beside their properties."""

    def find(template: Template) -> Found:
        for name, _ in resources(template, types):
            yield Site(name, (Edit(("Resources", name, key), model, ideal),))

    return find


def added(types: str, make: Callable[[str, dict[str, Any], Template], dict[str, Any] | None], wire: str = "") -> Find:
    """Resources that come with the ideal side, made for a resource of the types.

    The result of ``make`` maps names to resources; with ``wire`` its entry ``""`` is what that property gets.
    """

    def find(template: Template) -> Found:
        for name, body in resources(template, types):
            properties = properties_of(body)
            made = make(name, properties, template)
            if not made or (wire and wire in properties):
                continue
            edits = [Edit(("Resources", each), ABSENT, body) for each, body in made.items() if each]
            if wire:
                edits.append(Edit(("Resources", name, "Properties", wire), ABSENT, made[""]))
            yield Site(name, tuple(edits))

    return find


def taken(types: str) -> Find:
    """Resources of the template that the model's side lacks, and that nothing refers to."""

    def find(template: Template) -> Found:
        for name, body in resources(template, types):
            if not _referred(template, name):
                yield Site(name, (Edit(("Resources", name), ABSENT, body),))

    return find


def _referred(value: Any, name: str) -> bool:
    if isinstance(value, dict):
        return any(
            inner == name
            or (
                key == "Fn::GetAtt"
                and (inner[:1] == [name] if isinstance(inner, list) else str(inner).startswith(f"{name}."))
            )
            or (key == "DependsOn" and name in inner)
            or _referred(inner, name)
            for key, inner in value.items()
        )
    if isinstance(value, list):
        return any(_referred(inner, name) for inner in value)
    return isinstance(value, str) and (f"${{{name}}}" in value or f"${{{name}." in value)


def granted(change: Callable[[dict[str, Any]], tuple[Any, Any] | None], key: str, within: Any = _GRANTS) -> Find:
    """A key of a statement of a policy; ``change`` gives its value on each side, or None where it does not fit."""

    def find(template: Template) -> Found:
        for name, path, statement in statements(template, *within):
            values = change(statement)
            if values is not None:
                yield Site(name, (Edit((*path, key), *values),))

    return find


def appended(statement: Callable[[Template], dict[str, Any]], ideal: Any = None, within: Any = _GRANTS) -> Find:
    """A statement at the end of a policy: only on the ideal side, or changed there."""

    def find(template: Template) -> Found:
        for name, path, _ in statements(template, *within):
            inner: Any = template
            for key in path[:-1]:
                inner = inner[key]
            if path[-1] == 0 and isinstance(inner, list):
                new = statement(template)
                first = inner if ideal is None else [*inner, new]
                yield Site(name, (Edit(path[:-1], first, [*inner, new if ideal is None else {**new, **ideal}]),))

    return find


def section(
    name: str, make: Callable[[str, Any], tuple[str, Any, Any] | None], only: Callable[[Any], bool] = lambda _: True
) -> Find:
    """A key of every entry of a section of the template."""

    def find(template: Template) -> Found:
        for entry, body in (template.get(name) or {}).items():
            values = make(entry, body) if only(body) else None
            if values:
                key, model, ideal = values
                yield Site(entry, (Edit((name, entry, *key.split(".")) if key else (name, entry), model, ideal),))

    return find


def entry(name: str, key: str, value: Callable[[Template], Any]) -> Find:
    """A new entry of a section."""

    def find(template: Template) -> Found:
        made = value(template)
        if made is not None:
            yield Site(key, (Edit((name, key), ABSENT, made),))

    return find


def first_of(template: Template, types: str) -> str | None:
    return next((name for name, _ in resources(template, types)), None)


# -- Values --------------------------------------------------------------------------------------------------------

_SUFFIX: Final = Edit(
    ("Parameters", "EnvironmentSuffix"), {"Type": "String", "Default": "dev"}, {"Type": "String", "Default": "dev"}
)
_NAMES: Final = {
    "SQS::Queue": "QueueName", "SNS::Topic": "TopicName", "S3::Bucket": "BucketName", "DynamoDB::Table": "TableName",
    "Lambda::Function": "FunctionName", "IAM::Role": "RoleName", "Logs::LogGroup": "LogGroupName",
    "CloudWatch::Alarm": "AlarmName", "RDS::DBInstance": "DBInstanceIdentifier", "ECS::Cluster": "ClusterName",
    "EC2::SecurityGroup": "GroupName", "ElasticLoadBalancingV2::LoadBalancer": "Name", "Kinesis::Stream": "Name",
    "ECS::Service": "ServiceName", "StepFunctions::StateMachine": "StateMachineName", "Cognito::UserPool": "UserPoolName",
    "ApiGateway::RestApi": "Name", "ElasticLoadBalancingV2::TargetGroup": "Name", "SecretsManager::Secret": "Name",
}  # fmt: skip
_TAGGED: Final = (
    "EC2::VPC EC2::Subnet EC2::SecurityGroup EC2::Instance S3::Bucket RDS::DBInstance RDS::DBCluster Lambda::Function "
    "DynamoDB::Table SNS::Topic SQS::Queue KMS::Key Logs::LogGroup ECS::Cluster EC2::RouteTable IAM::Role "
    "ElasticLoadBalancingV2::LoadBalancer EFS::FileSystem Kinesis::Stream"
)
_FUNCTIONS: Final = "Lambda::Function Serverless::Function"


def _suffixed(template: Template) -> Found:
    for short, key in _NAMES.items():
        for name, body in resources(template, short):
            fifo = "FifoQueue" in properties_of(body) or "FifoTopic" in properties_of(body)
            if not fifo:
                edit = Edit(
                    ("Resources", name, "Properties", key),
                    "harbour-main",
                    {"Fn::Sub": "harbour-main-${EnvironmentSuffix}"},
                )
                yield Site(name, (_SUFFIX, edit))


def _named(template: Template) -> Found:
    for short, key in _NAMES.items():
        for name, body in resources(template, short):
            if "FifoQueue" not in properties_of(body) and short not in ("ApiGateway::RestApi",):
                yield Site(name, (Edit(("Resources", name, "Properties", key), "harbour-main", ABSENT),))


def _tags(extra: dict[str, str]) -> Make:
    def make(_: str, properties: dict[str, Any], __: Template) -> Any:
        there = properties.get("Tags", [])
        return [*there, extra] if isinstance(there, list) else None

    return make


def _own_tags(_: str, properties: dict[str, Any], __: Template) -> Any:
    there = properties.get("Tags", ABSENT)
    return None if isinstance(there, dict) else there


def _renamed(template: Template) -> Found:
    """A logical id on the one side, another on the other; what refers to it follows."""
    for name, _ in resources(template, "*"):
        if len(name) > 4 and _referred(template, name):
            yield Site(name, (Edit(("*", name), name, f"{name}Main"),))


def _respelled(template: Template) -> Found:
    for name, body in resources(template, "*"):
        for key, value in properties_of(body).items():
            if len(key) > 6 and key.isalnum():
                wrong = key[:3] + key[4] + key[3] + key[5:]
                if wrong != key:
                    root = ("Resources", name, "Properties")
                    yield Site(
                        f"{name}.{key}", (Edit((*root, wrong), value, ABSENT), Edit((*root, key), ABSENT, value))
                    )
                    break


def _wildcard_action(statement: dict[str, Any]) -> tuple[Any, Any] | None:
    actions = statement.get("Action")
    listed = [actions] if isinstance(actions, str) else actions
    if not isinstance(listed, list) or not listed or not all(isinstance(each, str) and ":" in each for each in listed):
        return None
    services = {each.partition(":")[0] for each in listed}
    if len(services) != 1 or any("*" in each for each in listed) or "sts" in services:
        return None
    return f"{services.pop()}:*", actions


def _wildcard_resource(statement: dict[str, Any]) -> tuple[Any, Any] | None:
    there = statement.get("Resource")
    return (
        None
        if there is None or "*" in (there, *(there if isinstance(there, list) else ())) or ":*:*" in str(there)
        else ("*", there)
    )


def _open_principal(statement: dict[str, Any]) -> tuple[Any, Any] | None:
    there = statement.get("Principal")
    return None if there in (None, "*", {"AWS": "*"}) or "Condition" in statement else ("*", there)


def _one_action_more(statement: dict[str, Any]) -> tuple[Any, Any] | None:
    actions = statement.get("Action")
    if isinstance(actions, list) and len(actions) > 1 and all(isinstance(each, str) for each in actions):
        return (actions[:-1], actions) if "*" not in actions[-1] and "PassRole" not in actions[-1] else None
    return None


def _condition(statement: dict[str, Any]) -> tuple[Any, Any] | None:
    there = {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
    return None if "Condition" in statement or "sts:AssumeRole" in str(statement) else (ABSENT, there)


def _policy_arn(name: str) -> Make:
    def make(_: str, properties: dict[str, Any], __: Template) -> Any:
        there = properties.get("ManagedPolicyArns", [])
        if not isinstance(there, list) or name in str(there):
            return None
        return [*there, f"arn:aws:iam::aws:policy/{name}"]

    return make


def _own_policies(_: str, properties: dict[str, Any], __: Template) -> Any:
    return properties.get("ManagedPolicyArns", ABSENT)


def _trust(service: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def _alarm(namespace: str, metric: str, dimension: str) -> Callable[[str, dict[str, Any], Template], dict[str, Any]]:
    def make(name: str, _: dict[str, Any], __: Template) -> dict[str, Any]:
        alarm = {
            "Namespace": namespace, "MetricName": metric, "Statistic": "Sum", "Period": 300, "EvaluationPeriods": 1,
            "Threshold": 1, "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "Dimensions": [{"Name": dimension, "Value": {"Ref": name}}], "AlarmActions": [{"Ref": "WatchTopic"}],
        }  # fmt: skip
        return {
            "WatchTopic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "Watch"}},
            "WatchAlarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": alarm},
        }

    return make


def _log_group(name: str, _: dict[str, Any], template: Template) -> dict[str, Any] | None:
    if f"/aws/lambda/${{{name}}}" in str(template):
        return None
    group = {"LogGroupName": {"Fn::Sub": f"/aws/lambda/${{{name}}}"}, "RetentionInDays": 14}
    return {"HarbourLogs": {"Type": "AWS::Logs::LogGroup", "Properties": group}}


def _flow_logs(name: str, _: dict[str, Any], __: Template) -> dict[str, Any]:
    flow = {"ResourceId": {"Ref": name}, "ResourceType": "VPC", "TrafficType": "ALL", "LogDestinationType": "s3",
            "LogDestination": {"Fn::Sub": "arn:aws:s3:::flows-${AWS::AccountId}"}}  # fmt: skip
    return {"HarbourFlow": {"Type": "AWS::EC2::FlowLog", "Properties": flow}}


def _ingress(cidr: str, port: int = 443) -> Make:
    def make(_: str, properties: dict[str, Any], __: Template) -> Any:
        there = properties.get("SecurityGroupIngress", [])
        rule = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIp": cidr}
        return [*there, rule] if isinstance(there, list) else None

    return make


def _endpoint(name: str, _: dict[str, Any], template: Template) -> dict[str, Any] | None:
    tables = [{"Ref": each} for each, _ in resources(template, "EC2::RouteTable")]
    if not tables:
        return None
    body = {
        "VpcId": {"Ref": name},
        "ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.dynamodb"},
        "RouteTableIds": tables,
    }
    return {"HarbourEndpoint": {"Type": "AWS::EC2::VPCEndpoint", "Properties": body}}


def _nat(name: str, properties: dict[str, Any], template: Template) -> dict[str, Any] | None:
    vpc = properties.get("VpcId")
    if vpc is None or first_of(template, "EC2::NatGateway"):
        return None
    return {
        "HarbourAddress": {"Type": "AWS::EC2::EIP", "Properties": {"Domain": "vpc"}},
        "HarbourNat": {
            "Type": "AWS::EC2::NatGateway",
            "Properties": {"SubnetId": {"Ref": name}, "AllocationId": {"Fn::GetAtt": ["HarbourAddress", "AllocationId"]}},
        },
        "HarbourTable": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": vpc}},
        "HarbourRoute": {
            "Type": "AWS::EC2::Route",
            "Properties": {
                "RouteTableId": {"Ref": "HarbourTable"}, "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": {"Ref": "HarbourNat"},
            },
        },
    }  # fmt: skip


def _route(name: str, _: dict[str, Any], template: Template) -> dict[str, Any] | None:
    gateway = first_of(template, "EC2::InternetGateway")
    if gateway is None:
        return None
    body = {"RouteTableId": {"Ref": name}, "DestinationCidrBlock": "192.0.2.0/24", "GatewayId": {"Ref": gateway}}
    return {"HarbourRoute": {"Type": "AWS::EC2::Route", "Properties": body}}


def _replica(name: str, properties: dict[str, Any], _: Template) -> dict[str, Any] | None:
    if "DBClusterIdentifier" in properties or "SourceDBInstanceIdentifier" in properties:
        return None
    body = {"SourceDBInstanceIdentifier": {"Ref": name}, "DBInstanceClass": "db.t3.medium"}
    return {"HarbourReplica": {"Type": "AWS::RDS::DBInstance", "Properties": body}}


def _group_scaling(name: str, _: dict[str, Any], template: Template) -> dict[str, Any] | None:
    if first_of(template, "AutoScaling::ScalingPolicy"):
        return None
    target = {"PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"}, "TargetValue": 60}
    body = {
        "AutoScalingGroupName": {"Ref": name},
        "PolicyType": "TargetTrackingScaling",
        "TargetTrackingConfiguration": target,
    }
    return {"HarbourScaling": {"Type": "AWS::AutoScaling::ScalingPolicy", "Properties": body}}


def _service_scaling(name: str, properties: dict[str, Any], template: Template) -> dict[str, Any] | None:
    cluster = properties.get("Cluster")
    if (
        not isinstance(cluster, dict)
        or "Ref" not in cluster
        or first_of(template, "ApplicationAutoScaling::ScalableTarget")
    ):
        return None
    place = {"Fn::Sub": f"service/${{{cluster['Ref']}}}/${{{name}.Name}}"}
    target = {"MinCapacity": 2, "MaxCapacity": 6, "ResourceId": place, "ScalableDimension": "ecs:service:DesiredCount",
              "ServiceNamespace": "ecs"}  # fmt: skip
    tracking = {
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
        "TargetValue": 60,
    }
    policy = {"PolicyName": "cpu", "PolicyType": "TargetTrackingScaling", "ScalingTargetId": {"Ref": "HarbourTarget"},
              "TargetTrackingScalingPolicyConfiguration": tracking}  # fmt: skip
    return {
        "HarbourTarget": {"Type": "AWS::ApplicationAutoScaling::ScalableTarget", "Properties": target},
        "HarbourScaling": {"Type": "AWS::ApplicationAutoScaling::ScalingPolicy", "Properties": policy},
    }


def _dead_letters(_: str, properties: dict[str, Any], __: Template) -> dict[str, Any] | None:
    if "FifoQueue" in properties:
        return None
    redrive = {"deadLetterTargetArn": {"Fn::GetAtt": ["HarbourFailures", "Arn"]}, "maxReceiveCount": 3}
    return {
        "HarbourFailures": {"Type": "AWS::SQS::Queue", "Properties": {"MessageRetentionPeriod": 1209600}},
        "": redrive,
    }


def _function_failures(_: str, __: dict[str, Any], ___: Template) -> dict[str, Any]:
    target = {"TargetArn": {"Fn::GetAtt": ["HarbourFailures", "Arn"]}}
    return {
        "HarbourFailures": {"Type": "AWS::SQS::Queue", "Properties": {"MessageRetentionPeriod": 1209600}},
        "": target,
    }


def _backup_plan(name: str, _: dict[str, Any], __: Template) -> dict[str, Any]:
    rule = {
        "RuleName": "daily",
        "TargetBackupVault": {"Ref": "HarbourVault"},
        "ScheduleExpression": "cron(0 4 * * ? *)",
    }
    selection = {"SelectionName": "data", "IamRoleArn": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/backup"},
                 "Resources": [{"Fn::GetAtt": [name, "Arn"]}]}  # fmt: skip
    return {
        "HarbourVault": {"Type": "AWS::Backup::BackupVault", "Properties": {"BackupVaultName": "harbour"}},
        "HarbourPlan": {
            "Type": "AWS::Backup::BackupPlan",
            "Properties": {"BackupPlan": {"BackupPlanName": "harbour", "BackupPlanRule": [rule]}},
        },
        "HarbourSelection": {
            "Type": "AWS::Backup::BackupSelection",
            "Properties": {"BackupPlanId": {"Ref": "HarbourPlan"}, "BackupSelection": selection},
        },
    }


def _key(_: str, __: dict[str, Any], ___: Template) -> dict[str, Any]:
    root = {"Effect": "Allow", "Principal": {"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}}, "Action": "kms:*",
            "Resource": "*"}  # fmt: skip
    policy = {"Version": "2012-10-17", "Statement": [root]}
    return {
        "HarbourKey": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": policy, "EnableKeyRotation": True}},
        "": {"Fn::GetAtt": ["HarbourKey", "Arn"]},
    }


def _secret(template: Template) -> Found:
    for name, body in resources(template, "RDS::DBInstance RDS::DBCluster"):
        properties = properties_of(body)
        if "MasterUserPassword" in properties:
            generated = {
                "GenerateStringKey": "password",
                "PasswordLength": 32,
                "SecretStringTemplate": '{"username": "harbour"}',
            }
            secret = {"Type": "AWS::SecretsManager::Secret", "Properties": {"GenerateSecretString": generated}}
            password = {"Fn::Sub": "{{resolve:secretsmanager:${HarbourSecret}:SecretString:password}}"}
            place = ("Resources", name, "Properties", "MasterUserPassword")
            yield Site(
                name, (Edit(place, "ChangeMe-2020", password), Edit(("Resources", "HarbourSecret"), ABSENT, secret))
            )


def _rotation(name: str, _: dict[str, Any], __: Template) -> dict[str, Any]:
    body = {"SecretId": {"Ref": name}, "RotationRules": {"AutomaticallyAfterDays": 30}}
    return {"HarbourRotation": {"Type": "AWS::SecretsManager::RotationSchedule", "Properties": body}}


def _alias(name: str, _: dict[str, Any], __: Template) -> dict[str, Any]:
    body = {"AliasName": "alias/harbour", "TargetKeyId": {"Ref": name}}
    return {"HarbourAlias": {"Type": "AWS::KMS::Alias", "Properties": body}}


def _tls_only(template: Template) -> dict[str, Any]:
    bucket = first_of(template, "S3::Bucket") or "Bucket"
    return {
        "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": {"Fn::Sub": f"arn:aws:s3:::${{{bucket}}}/*"},
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }  # fmt: skip


def _key_user(_: Template) -> dict[str, Any]:
    return {
        "Effect": "Allow", "Principal": {"Service": {"Fn::Sub": "logs.${AWS::Region}.amazonaws.com"}},
        "Action": ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"], "Resource": "*",
    }  # fmt: skip


def _https(template: Template) -> Found:
    certificate = [{"CertificateArn": {"Fn::Sub": "arn:aws:acm:${AWS::Region}:${AWS::AccountId}:certificate/harbour"}}]
    for name, _ in resources(template, "ElasticLoadBalancingV2::Listener"):
        root = ("Resources", name, "Properties")
        sides = (("Port", 80, 443), ("Protocol", "HTTP", "HTTPS"), ("Certificates", ABSENT, certificate))
        forward = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]
        yield Site(
            name,
            (
                Edit((*root, "DefaultActions"), forward, forward), Edit((*root, "SslPolicy"), ABSENT, ABSENT),
                *(Edit((*root, key), old, new) for key, old, new in sides),
            ),
        )  # fmt: skip


def _environment(key: str, value: Any) -> Make:
    def make(_: str, properties: dict[str, Any], __: Template) -> Any:
        there = properties.get("Environment", {})
        inner = there.get("Variables", {}) if isinstance(there, dict) else None
        return {"Variables": {**inner, key: value}} if isinstance(inner, dict) and set(there) <= {"Variables"} else None

    return make


def _own(key: str) -> Make:
    return lambda _, properties, __: properties.get(key, ABSENT)


def _in_network(_: str, __: dict[str, Any], template: Template) -> Any:
    subnet, group = first_of(template, "EC2::Subnet"), first_of(template, "EC2::SecurityGroup")
    if not subnet or not group:
        return None
    return {"SubnetIds": [{"Ref": subnet}], "SecurityGroupIds": [{"Fn::GetAtt": [group, "GroupId"]}]}


def _without_dependency(template: Template) -> Found:
    """A dependency that a reference implies, on the model's side only."""
    for name, body in resources(template, _FUNCTIONS):
        role = properties_of(body).get("Role")
        target = role.get("Fn::GetAtt") if isinstance(role, dict) else None
        if isinstance(target, list) and target[0] in template["Resources"]:
            yield Site(name, (Edit(("Resources", name, "DependsOn"), target[0], ABSENT),))


def _with_dependency(template: Template) -> Found:
    """A dependency that no reference implies, on the ideal side only."""
    for name, body in resources(template, "*"):
        for other, _ in resources(template, "IAM::Policy S3::BucketPolicy EC2::Route"):
            if (
                other != name
                and "DependsOn" not in body
                and not _referred(body, other)
                and not _referred(template["Resources"][other], name)
            ):
                yield Site(name, (Edit(("Resources", name, "DependsOn"), ABSENT, other),))
                break


def _gateway_dependency(template: Template) -> Found:
    attachment = first_of(template, "EC2::VPCGatewayAttachment")
    for name, body in resources(template, "EC2::Route EC2::EIP"):
        if attachment and ("GatewayId" in properties_of(body) or body["Type"].endswith("EIP")):
            yield Site(name, (Edit(("Resources", name, "DependsOn"), ABSENT, attachment),))


def _conditional(template: Template) -> Found:
    condition = next(iter(template.get("Conditions") or {}), None)
    for name, body in resources(template, "*"):
        if condition and "Condition" not in body and not _referred(template, name):
            yield Site(name, (Edit(("Resources", name, "Condition"), ABSENT, condition),))


def _mapped(template: Template) -> Found:
    for name, body in (template.get("Mappings") or {}).items():
        for top, inner in body.items() if isinstance(body, dict) else ():
            for key, value in inner.items() if isinstance(inner, dict) else ():
                if isinstance(value, str) and not value.startswith("ami-"):
                    yield Site(name, (Edit(("Mappings", name, top, key), value, f"{value}-b"),))
                    break
            break


def _made_parameter(template: Template) -> Found:
    """A value that both sides spell out or not: a literal on the model's side, a parameter on the ideal one."""
    for short, key, value in (("EC2::Instance", "InstanceType", "t3.small"), ("Logs::LogGroup", "RetentionInDays", 30),
                              ("Lambda::Function", "MemorySize", 256), ("RDS::DBInstance", "DBInstanceClass", "db.t3.small"),
                              ("SQS::Queue", "MessageRetentionPeriod", 345600)):  # fmt: skip
        for name, _ in resources(template, short):
            parameter = {"Type": "String" if isinstance(value, str) else "Number", "Default": value}
            edits = (
                Edit(("Parameters", f"Harbour{key}"), ABSENT, parameter),
                Edit(("Resources", name, "Properties", key), value, {"Ref": f"Harbour{key}"}),
            )
            yield Site(name, edits)


def _listed_output(template: Template) -> Any:
    name = next(iter(name for name, body in resources(template, "*") if "Condition" not in body), None)
    return {"Value": {"Ref": name}} if name else None


def _respell(template: Template) -> Found:
    """The same in another spelling: numbers as text, lists of one without their brackets, keys in another order."""
    for name, body in resources(template, "*"):
        properties = properties_of(body)
        for key, value in properties.items():
            if isinstance(value, int) and not isinstance(value, bool):
                yield Site(name, (Edit(("Resources", name, "Properties", key), value, str(value)),))
                break
        if len(properties) > 2:
            turned = dict(reversed(properties.items()))
            yield Site(name, (Edit(("Resources", name, "Properties"), properties, turned),))


def _metadata(template: Template) -> Any:
    if "Metadata" in template or not template.get("Parameters"):
        return None
    groups = [{"Label": {"default": "General"}, "Parameters": list(template["Parameters"])[:2]}]
    return {"ParameterGroups": groups}


def _code(template: Template) -> Found:
    for name, body in resources(template, "Lambda::Function"):
        source = properties_of(body).get("Code")
        if isinstance(source, dict) and isinstance(source.get("ZipFile"), str):
            old = "def handler(event, context):\n    return {'size': 1}\n"
            new = "def handler(event, context):\n    return {'size': len(event)}\n"
            yield Site(name, (Edit(("Resources", name, "Properties", "Code", "ZipFile"), old, new),))


def _container(key: str, model: Any, ideal: Any) -> Find:
    """A key of the first container of task definitions; without a key several."""

    def find(template: Template) -> Found:
        for name, body in resources(template, "ECS::TaskDefinition"):
            containers = properties_of(body).get("ContainerDefinitions")
            if isinstance(containers, list) and isinstance(containers[0], dict) and "Name" in containers[0]:
                root = ("Resources", name, "Properties", "ContainerDefinitions", 0)
                keys = [(key, model, ideal)] if key else [(each, model[each], ideal[each]) for each in model]
                yield Site(name, tuple(Edit((*root, each), old, new) for each, old, new in keys))

    return find


def _password_parameter(template: Template) -> Found:
    for name, body in resources(template, "RDS::DBInstance RDS::DBCluster"):
        if "MasterUserPassword" in properties_of(body):
            parameter = {"Type": "String", "NoEcho": True}
            place = ("Resources", name, "Properties", "MasterUserPassword")
            password = {"Ref": "HarbourPassword"}
            edits = (Edit(place, "ChangeMe-2020", password), Edit(("Parameters", "HarbourPassword"), ABSENT, parameter))
            yield Site(name, edits)


def _group_attached(template: Template) -> Found:
    """A security group more on what has a plain list of them."""
    group = first_of(template, "EC2::SecurityGroup")
    keys = {"EC2::Instance": "SecurityGroupIds", "RDS::DBInstance": "VPCSecurityGroups"}
    keys |= {"ElasticLoadBalancingV2::LoadBalancer": "SecurityGroups"}
    for short, key in keys.items():
        for name, body in resources(template, short):
            there = properties_of(body).get(key)
            if isinstance(there, list) and group and group not in str(there):
                ideal = [*there, {"Fn::GetAtt": [group, "GroupId"]}]
                yield Site(name, (Edit(("Resources", name, "Properties", key), there, ideal),))


def _mistyped(template: Template) -> Found:
    for name, body in resources(template, "*"):
        kind = str(body["Type"])
        if kind.startswith("AWS::"):
            yield Site(name, (Edit(("Resources", name, "Type"), f"{kind}s", kind),))


def _by_condition(template: Template) -> Found:
    condition = next(iter(template.get("Conditions") or {}), None)
    for short, key, low, high in (
        ("AutoScaling::AutoScalingGroup", "MaxSize", "2", "6"),
        ("ECS::Service", "DesiredCount", 1, 3),
        ("Lambda::Function", "MemorySize", 128, 512),
        ("Logs::LogGroup", "RetentionInDays", 7, 30),
    ):
        for name, _ in resources(template, short):
            if condition:
                yield Site(
                    name, (Edit(("Resources", name, "Properties", key), low, {"Fn::If": [condition, high, low]}),)
                )


def _condition_changed(template: Template) -> Found:
    for name, body in (template.get("Conditions") or {}).items():
        if isinstance(body, dict):
            yield Site(name, (Edit(("Conditions", name), body, {"Fn::Not": [body]}),))


def _alone(properties: dict[str, Any]) -> bool:
    """No member of a cluster, and no replica: those take such settings from elsewhere."""
    return "DBClusterIdentifier" not in properties and "SourceDBInstanceIdentifier" not in properties


def _launch(properties: dict[str, Any]) -> bool:
    return isinstance(properties.get("LaunchTemplateData"), dict)


def _plain_origin(properties: dict[str, Any]) -> bool:
    config = properties.get("DistributionConfig")
    return isinstance(config, dict) and isinstance(config.get("DefaultCacheBehavior"), dict)


def _bucket_default(algorithm: str) -> dict[str, Any]:
    return {"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": algorithm}}]}


_BLOCKED: Final = {
    "BlockPublicAcls": True,
    "BlockPublicPolicy": True,
    "IgnorePublicAcls": True,
    "RestrictPublicBuckets": True,
}
_CYCLE: Final = {"Rules": [{"Id": "old", "Status": "Enabled", "ExpirationInDays": 365}]}
_DATA: Final = "RDS::DBInstance RDS::DBCluster S3::Bucket DynamoDB::Table EFS::FileSystem KMS::Key Logs::LogGroup"


def _text_parameter(body: Any) -> bool:
    return isinstance(body, dict) and body.get("Type") == "String" and "AllowedValues" not in body and "Default" in body


def _own_output(body: Any) -> bool:
    return isinstance(body, dict) and "Value" in body


FAMILIES: Final[dict[str, Family]] = {}


def _is(name: str, categories: str, find: Find, kin: str = "", worse: str = "") -> None:
    """Puts a family in the table; ``worse`` names the one that turns the sides around, a regression and so B at most."""
    FAMILIES[name] = Family(categories, find, kin or name)
    if worse:

        def turned(template: Template) -> Found:
            for site in find(template):
                yield Site(site.name, tuple(Edit(path, ideal, model) for path, model, ideal in site.edits))

        FAMILIES[worse] = Family("B", turned, kin or name)


# fmt: off
# Names and tags.
_is("name with suffix", "B", _suffixed, "names")
_is("explicit name dropped", "B", _named, "names")
_is("tag added", "B", setting(_TAGGED, "Tags", _own_tags, _tags({"Key": "harbour", "Value": "north"})), "tags")
_is("tag value", "B", setting(_TAGGED, "Tags", _tags({"Key": "harbour", "Value": "north"}), _tags({"Key": "harbour", "Value": "south"})), "tags")
_is("logical id renamed", "CB", _renamed)
_is("property name misspelled", "C", _respelled)
_is("formatting", "", _respell)
# Identity.
_is("action wildcard narrowed", "A", granted(_wildcard_action, "Action"), "grants", worse="action wildcard widened")
_is("resource wildcard narrowed", "A", granted(_wildcard_resource, "Resource"), "grants", worse="resource wildcard widened")
_is("principal narrowed", "A", granted(_open_principal, "Principal", _RESOURCE_POLICIES), "principals", worse="principal widened")
_is("condition on a statement", "BA", granted(_condition, "Condition", _RESOURCE_POLICIES), "conditions of policies")
_is("condition on a grant", "BA", granted(_condition, "Condition"), "conditions of policies")
_is("permission added", "BA", granted(_one_action_more, "Action"), "grants", worse="permission removed")
_is("statement added", "BA", appended(lambda _: {"Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": {"Fn::Sub": "arn:aws:sqs:*:${AWS::AccountId}:harbour"}}), "grants")
_is("pass-role narrowed", "A", appended(lambda _: {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}, {"Resource": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/harbour-*"}}), "grants")
_is("administrator policy dropped", "A", setting("IAM::Role", "ManagedPolicyArns", _policy_arn("AdministratorAccess"), _policy_arn("AmazonS3ReadOnlyAccess")), "managed policies")
_is("managed policy added", "BA", setting("IAM::Role", "ManagedPolicyArns", _own_policies, _policy_arn("AWSXRayDaemonWriteAccess")), "managed policies")
_is("trusted service", "BA", setting("IAM::Role", "AssumeRolePolicyDocument", _trust("ec2.amazonaws.com"), _trust("lambda.amazonaws.com")), "trust")
_is("permissions boundary", "BA", setting("IAM::Role", "PermissionsBoundary", ABSENT, {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:policy/boundary"}))
_is("session duration", "B", setting("IAM::Role", "MaxSessionDuration", 3600, 7200))
_is("invoke permission added", "A", taken("Lambda::Permission"), "invoke")
_is("invoke permission narrowed", "BA", setting("Lambda::Permission", "SourceAccount", ABSENT, {"Ref": "AWS::AccountId"}), "invoke")
# Logging and monitoring.
_is("log retention", "B", setting("Logs::LogGroup", "RetentionInDays", 7, 30))
_is("log retention added", "B", setting("Logs::LogGroup", "RetentionInDays", ABSENT, 30), "log retention")
_is("log group added", "B", added("Lambda::Function", _log_group), "monitoring")
_is("alarm of a function", "A", added("Lambda::Function", _alarm("AWS/Lambda", "Errors", "FunctionName")), "monitoring", worse="alarm of a function removed")
_is("alarm of a database", "A", added("RDS::DBInstance", _alarm("AWS/RDS", "CPUUtilization", "DBInstanceIdentifier")), "monitoring")
_is("alarm threshold", "B", setting("CloudWatch::Alarm", "Threshold", 90, 80), "alarm settings")
_is("alarm periods", "B", setting("CloudWatch::Alarm", "EvaluationPeriods", 1, 3), "alarm settings")
_is("alarm actions", "BA", setting("CloudWatch::Alarm", "OKActions", ABSENT, [{"Fn::Sub": "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:watch"}]))
_is("missing data", "B", setting("CloudWatch::Alarm", "TreatMissingData", "missing", "notBreaching"), "alarm settings")
_is("flow logs", "A", added("EC2::VPC", _flow_logs), "monitoring", worse="flow logs removed")
_is("flow log traffic", "B", setting("EC2::FlowLog", "TrafficType", "REJECT", "ALL"), "monitoring")
_is("bucket access logging", "BA", setting("S3::Bucket", "LoggingConfiguration", ABSENT, {"DestinationBucketName": {"Fn::Sub": "logs-${AWS::AccountId}"}, "LogFilePrefix": "access/"}), "access logging")
_is("trail validation", "B", setting("CloudTrail::Trail", "EnableLogFileValidation", ABSENT, True), "trail")
_is("trail regions", "B", setting("CloudTrail::Trail", "IsMultiRegionTrail", False, True), "trail")
_is("tracing", "B", setting("Lambda::Function", "TracingConfig", ABSENT, {"Mode": "Active"}), "tracing")
_is("performance insights", "B", setting("RDS::DBInstance", "EnablePerformanceInsights", ABSENT, True), "enhanced monitoring")
_is("database log exports", "BA", setting("RDS::DBInstance RDS::DBCluster", "EnableCloudwatchLogsExports", ABSENT, ["error"]), "database logs")
_is("detailed monitoring", "B", setting("EC2::Instance", "Monitoring", False, True), "enhanced monitoring")
_is("container insights", "BA", setting("ECS::Cluster", "ClusterSettings", ABSENT, [{"Name": "containerInsights", "Value": "enabled"}]))
_is("topic subscription", "BA", added("SNS::Topic", lambda name, _, __: {"HarbourMail": {"Type": "AWS::SNS::Subscription", "Properties": {"TopicArn": {"Ref": name}, "Protocol": "email", "Endpoint": "ops@example.com"}}}), "monitoring")
# Versions.
_is("database engine version", "B", setting("RDS::DBInstance RDS::DBCluster", "EngineVersion", "15.4", "16.3", lambda p: "postgres" in str(p.get("Engine"))), "engine version")
_is("cache engine version", "B", setting("ElastiCache::ReplicationGroup ElastiCache::CacheCluster", "EngineVersion", "6.2", "7.1"), "engine version")
_is("runtime", "B", setting(_FUNCTIONS, "Runtime", "python3.12", "python3.13"), "runtime")
_is("retired runtime", "B", setting(_FUNCTIONS, "Runtime", "nodejs12.x", "nodejs22.x"), "runtime")
_is("policy of a listener", "BA", setting("ElasticLoadBalancingV2::Listener", "SslPolicy", "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS13-1-2-2021-06", lambda p: "Certificates" in p), "transit")
_is("protocol of a distribution", "BA", setting("CloudFront::Distribution", "DistributionConfig.ViewerCertificate", {"CloudFrontDefaultCertificate": True, "MinimumProtocolVersion": "TLSv1"}, {"CloudFrontDefaultCertificate": True, "MinimumProtocolVersion": "TLSv1.2_2021"}, _plain_origin), "transit")
# Security groups and exposure.
_is("ingress narrowed", "A", setting("EC2::SecurityGroup", "SecurityGroupIngress", _ingress("0.0.0.0/0"), _ingress("10.20.0.0/16")), "ingress", worse="ingress widened")
_is("ingress removed", "A", setting("EC2::SecurityGroup", "SecurityGroupIngress", _ingress("0.0.0.0/0", 22), _own("SecurityGroupIngress")), "ingress")
_is("ingress port", "B", setting("EC2::SecurityGroup", "SecurityGroupIngress", _ingress("10.20.0.0/16", 8080), _ingress("10.20.0.0/16", 8443)), "ingress")
_is("ingress rule narrowed", "A", setting("EC2::SecurityGroupIngress", "CidrIp", "0.0.0.0/0", "10.20.0.0/16", lambda p: "SourceSecurityGroupId" not in p), "ingress")
_is("egress narrowed", "BA", setting("EC2::SecurityGroup", "SecurityGroupEgress", [{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}], [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}]))
_is("public access blocked", "A", setting("S3::Bucket", "PublicAccessBlockConfiguration", ABSENT, _BLOCKED), "exposure", worse="public access opened")
_is("bucket made private", "A", setting("S3::Bucket", "AccessControl", "PublicRead", "Private"), "exposure")
_is("database made private", "A", setting("RDS::DBInstance", "PubliclyAccessible", True, False), "exposure", worse="database made public")
_is("public addresses off", "AB", setting("EC2::Subnet", "MapPublicIpOnLaunch", True, False), "exposure")
_is("load balancer made internal", "AB", setting("ElasticLoadBalancingV2::LoadBalancer", "Scheme", "internet-facing", "internal"), "exposure")
_is("public task addresses off", "AB", setting("ECS::Service", "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp", "ENABLED", "DISABLED"), "exposure")
_is("object ownership", "B", setting("S3::Bucket", "OwnershipControls", ABSENT, {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}))
_is("instance metadata service", "BA", setting("EC2::Instance", "MetadataOptions", ABSENT, {"HttpTokens": "required"}), "metadata service")
_is("web firewall associated", "AB", added("ElasticLoadBalancingV2::LoadBalancer", lambda name, _, __: {"HarbourShield": {"Type": "AWS::WAFv2::WebACLAssociation", "Properties": {"ResourceArn": {"Ref": name}, "WebACLArn": {"Fn::Sub": "arn:aws:wafv2:${AWS::Region}:${AWS::AccountId}:regional/webacl/harbour/1"}}}}))
# Lifecycle.
_is("deletion policy", "B", attribute(_DATA, "DeletionPolicy", "Delete", "Retain"), "deletion policy", worse="deletion policy dropped")
_is("deletion policy added", "B", attribute(_DATA, "DeletionPolicy", ABSENT, "Retain"), "deletion policy")
_is("replace policy", "B", attribute(_DATA, "UpdateReplacePolicy", "Delete", "Retain"), "deletion policy")
_is("deletion protection", "B", setting("RDS::DBInstance RDS::DBCluster", "DeletionProtection", False, True, _alone), "protection", worse="deletion protection off")
_is("table protection", "B", setting("DynamoDB::Table", "DeletionProtectionEnabled", ABSENT, True), "protection")
_is("termination protection", "B", setting("EC2::Instance", "DisableApiTermination", False, True), "protection")
_is("redundant dependency", "CB", _without_dependency)
_is("dependency", "BCA", _with_dependency, "dependency")
_is("dependency on the gateway", "AB", _gateway_dependency, "dependency")
_is("creation made conditional", "B", _conditional)
# Network.
_is("subnet range", "B", setting("EC2::Subnet", "CidrBlock", "10.30.2.0/24", "10.30.16.0/20"), "ranges")
_is("network range", "B", setting("EC2::VPC", "CidrBlock", "10.30.0.0/16", "10.31.0.0/16"), "ranges")
_is("names in the network", "B", setting("EC2::VPC", "EnableDnsHostnames", False, True))
_is("endpoint", "BA", added("EC2::VPC", _endpoint))
_is("way out of the private network", "A", added("EC2::Subnet", _nat))
_is("route", "BA", added("EC2::RouteTable", _route))
_is("zone looked up", "C", setting("EC2::Subnet EC2::Volume", "AvailabilityZone", "eu-west-1a", {"Fn::Select": [0, {"Fn::GetAZs": ""}]}), "zones")
_is("zone changed", "B", setting("EC2::Subnet EC2::Volume", "AvailabilityZone", "eu-west-1a", "eu-west-1b"), "zones")
_is("function placed in the network", "AB", setting("Lambda::Function", "VpcConfig", ABSENT, _in_network))
# Secrets.
_is("secret generated", "A", _secret)
_is("secret rotated", "AB", added("SecretsManager::Secret", _rotation))
_is("parameter hidden", "BA", section("Parameters", lambda _, __: ("NoEcho", ABSENT, True), lambda body: isinstance(body, dict) and body.get("Type") == "String"), "parameters")
_is("password length", "B", setting("SecretsManager::Secret", "GenerateSecretString.PasswordLength", 12, 32))
# Encryption.
_is("database encrypted", "A", setting("RDS::DBInstance RDS::DBCluster", "StorageEncrypted", ABSENT, True, _alone), "encryption", worse="database encryption off")
_is("bucket encrypted", "A", setting("S3::Bucket", "BucketEncryption", ABSENT, _bucket_default("AES256")), "encryption", worse="bucket encryption off")
_is("volume encrypted", "A", setting("EC2::Volume", "Encrypted", False, True), "encryption")
_is("file system encrypted", "A", setting("EFS::FileSystem", "Encrypted", False, True), "encryption")
_is("queue encrypted", "A", setting("SQS::Queue", "KmsMasterKeyId", ABSENT, "alias/aws/sqs"), "encryption")
_is("topic encrypted", "A", setting("SNS::Topic", "KmsMasterKeyId", ABSENT, "alias/aws/sns"), "encryption")
_is("table encrypted", "A", setting("DynamoDB::Table", "SSESpecification", ABSENT, {"SSEEnabled": True}), "encryption")
_is("stream encrypted", "A", setting("Kinesis::Stream", "StreamEncryption", ABSENT, {"EncryptionType": "KMS", "KeyId": "alias/aws/kinesis"}), "encryption")
_is("cache encrypted", "A", setting("ElastiCache::ReplicationGroup", "AtRestEncryptionEnabled", False, True), "encryption")
_is("logs under a key", "A", added("Logs::LogGroup", _key, "KmsKeyId"), "encryption")
_is("queue under a key", "A", added("SQS::Queue", _key, "KmsMasterKeyId"), "encryption")
_is("function under a key", "A", added("Lambda::Function", _key, "KmsKeyArn"), "encryption")
_is("secret under a key", "A", added("SecretsManager::Secret", _key, "KmsKeyId"), "encryption")
_is("bucket key", "B", setting("S3::Bucket", "BucketEncryption", _bucket_default("aws:kms"), {"ServerSideEncryptionConfiguration": [{"BucketKeyEnabled": True, "ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]}), "encryption")
_is("cache encrypted in transit", "A", setting("ElastiCache::ReplicationGroup", "TransitEncryptionEnabled", False, True), "transit", worse="cache in the clear")
_is("viewers by TLS", "A", setting("CloudFront::Distribution", "DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy", "allow-all", "redirect-to-https", _plain_origin), "transit")
_is("encrypted listener", "A", _https, "transit")
_is("only by TLS", "A", appended(_tls_only, within=("S3::BucketPolicy", ("PolicyDocument",))), "transit")
_is("search domain by TLS", "A", setting("OpenSearchService::Domain Elasticsearch::Domain", "DomainEndpointOptions", ABSENT, {"EnforceHTTPS": True}), "transit")
_is("key policy for a service", "AB", appended(_key_user, within=("KMS::Key", ("KeyPolicy",))), "key policy")
_is("key rotation", "B", setting("KMS::Key", "EnableKeyRotation", ABSENT, True), "keys")
_is("key deletion window", "B", setting("KMS::Key", "PendingWindowInDays", 7, 30), "keys")
_is("key alias", "B", added("KMS::Key", _alias))
# Compute and limits.
_is("instance type", "B", setting("EC2::Instance", "InstanceType", "t2.micro", "m6i.large"), "size")
_is("database class", "B", setting("RDS::DBInstance", "DBInstanceClass", "db.t3.medium", "db.r6g.large"), "size")
_is("cache node type", "B", setting("ElastiCache::ReplicationGroup ElastiCache::CacheCluster", "CacheNodeType", "cache.t3.micro", "cache.r6g.large"), "size")
_is("launch template type", "B", setting("EC2::LaunchTemplate", "LaunchTemplateData.InstanceType", "t2.micro", "m6i.large", _launch), "size")
_is("memory", "B", setting(_FUNCTIONS, "MemorySize", 128, 512), "memory")
_is("task memory", "B", setting("ECS::TaskDefinition", "Memory", "512", "1024"), "memory")
_is("task processor", "B", setting("ECS::TaskDefinition", "Cpu", "256", "512"), "memory")
_is("function timeout", "B", setting(_FUNCTIONS, "Timeout", 3, 60), "timeouts")
_is("visibility timeout", "B", setting("SQS::Queue", "VisibilityTimeout", 30, 360), "timeouts")
_is("message retention", "B", setting("SQS::Queue", "MessageRetentionPeriod", 345600, 1209600), "timeouts")
_is("concurrency", "B", setting("Lambda::Function", "ReservedConcurrentExecutions", ABSENT, 10), "concurrency")
_is("volume size", "B", setting("EC2::Volume", "Size", 20, 100), "storage")
_is("database storage", "B", setting("RDS::DBInstance", "AllocatedStorage", "20", "100", _alone), "storage")
_is("storage type", "B", setting("RDS::DBInstance", "StorageType", "gp2", "gp3", _alone), "storage")
_is("machine image", "B", setting("EC2::Instance", "ImageId", "ami-0a1b2c3d4e5f60718", "ami-0fedcba9876543210"), "image")
_is("machine image looked up", "CB", setting("EC2::Instance", "ImageId", "ami-0a1b2c3d4e5f60718", "{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}"), "image")
_is("environment variable", "B", setting("Lambda::Function", "Environment", _own("Environment"), _environment("HARBOUR_MODE", "full")), "environment")
_is("emulator endpoint", "B", setting("Lambda::Function", "Environment", _own("Environment"), _environment("AWS_ENDPOINT_URL", "http://localhost:4566")), "environment")
_is("inline code", "B", _code, "code")
_is("handler", "BC", setting("Lambda::Function", "Handler", "main.handler", "index.handler"), "code")
_is("platform version", "B", setting("ECS::Service", "PlatformVersion", "1.3.0", "1.4.0"), "runtime")
# Scaling and availability.
_is("bounds of a group", "B", setting("AutoScaling::AutoScalingGroup", "MaxSize", "2", "6"), "bounds")
_is("number of tasks", "BA", setting("ECS::Service", "DesiredCount", 1, 3), "bounds")
_is("scaling of a group", "A", added("AutoScaling::AutoScalingGroup", _group_scaling), "scaling")
_is("scaling of a service", "A", added("ECS::Service", _service_scaling), "scaling")
_is("billing mode", "B", setting("DynamoDB::Table", "BillingMode", "PROVISIONED", "PAY_PER_REQUEST", beside={"ProvisionedThroughput": ABSENT}), "capacity")
_is("shards", "B", setting("Kinesis::Stream", "ShardCount", 1, 4), "capacity")
_is("multi-AZ", "A", setting("RDS::DBInstance", "MultiAZ", False, True, _alone), "zones of data", worse="multi-AZ off")
_is("failover of a cache", "AB", setting("ElastiCache::ReplicationGroup", "AutomaticFailoverEnabled", False, True), "zones of data")
_is("database backups", "B", setting("RDS::DBInstance RDS::DBCluster", "BackupRetentionPeriod", 1, 14, _alone), "backups")
_is("point-in-time recovery", "BA", setting("DynamoDB::Table", "PointInTimeRecoverySpecification", ABSENT, {"PointInTimeRecoveryEnabled": True}), "backups")
_is("cache snapshots", "B", setting("ElastiCache::ReplicationGroup", "SnapshotRetentionLimit", 1, 7), "backups")
_is("file system backups", "B", setting("EFS::FileSystem", "BackupPolicy", ABSENT, {"Status": "ENABLED"}), "backups")
_is("backup plan", "A", added("DynamoDB::Table EFS::FileSystem", _backup_plan), "backups")
_is("replica", "A", added("RDS::DBInstance", _replica))
_is("dead-letter queue", "A", added("SQS::Queue", _dead_letters, "RedrivePolicy"), "failures")
_is("dead letters of a function", "A", added("Lambda::Function", _function_failures, "DeadLetterConfig"), "failures")
_is("receives before giving up", "B", setting("SQS::Queue", "RedrivePolicy", {"deadLetterTargetArn": {"Fn::Sub": "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:failures"}, "maxReceiveCount": 10}, {"deadLetterTargetArn": {"Fn::Sub": "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:failures"}, "maxReceiveCount": 3}), "failures")
_is("retries", "B", setting("Lambda::EventSourceMapping", "MaximumRetryAttempts", 10, 2), "failures")
_is("batch size", "B", setting("Lambda::EventSourceMapping", "BatchSize", 1, 10), "concurrency")
_is("health check path", "B", setting("ElasticLoadBalancingV2::TargetGroup", "HealthCheckPath", "/", "/health"), "health checks")
_is("health check interval", "B", setting("ElasticLoadBalancingV2::TargetGroup", "HealthCheckIntervalSeconds", 60, 15), "health checks")
_is("health check of a group", "BA", setting("AutoScaling::AutoScalingGroup", "HealthCheckType", "EC2", "ELB"), "health checks")
_is("deployment circuit breaker", "BA", setting("ECS::Service", "DeploymentConfiguration", ABSENT, {"DeploymentCircuitBreaker": {"Enable": True, "Rollback": True}}), "deployment")
_is("storage lifecycle", "B", setting("S3::Bucket", "LifecycleConfiguration", ABSENT, _CYCLE), "bucket life", worse="storage lifecycle removed")
_is("versioning", "BA", setting("S3::Bucket", "VersioningConfiguration", ABSENT, {"Status": "Enabled"}), "bucket life", worse="versioning off")
_is("time to live", "B", setting("DynamoDB::Table", "TimeToLiveSpecification", ABSENT, {"AttributeName": "expires", "Enabled": True}))
_is("stream of a table", "BA", setting("DynamoDB::Table", "StreamSpecification", ABSENT, {"StreamViewType": "NEW_AND_OLD_IMAGES"}))
# Application interfaces.
_is("API throttling", "B", setting("ApiGateway::Stage", "MethodSettings", [{"HttpMethod": "*", "ResourcePath": "/*", "ThrottlingRateLimit": 100}], [{"HttpMethod": "*", "ResourcePath": "/*", "ThrottlingRateLimit": 500}]), "api")
_is("API tracing", "B", setting("ApiGateway::Stage", "TracingEnabled", False, True), "tracing")
_is("API authorization", "AB", setting("ApiGateway::Method", "AuthorizationType", "NONE", "AWS_IAM"), "api")
_is("schedule", "B", setting("Events::Rule", "ScheduleExpression", "rate(1 day)", "rate(1 hour)", lambda p: "EventPattern" not in p), "schedule")
_is("rule disabled", "B", setting("Events::Rule", "State", "ENABLED", "DISABLED"), "schedule")
# Parameters, outputs, conditions, mappings.
_is("parameter default", "CB", section("Parameters", lambda _, body: ("Default", body["Default"], f"{body['Default']}-b"), _text_parameter), "parameters")
_is("parameter description", "C", section("Parameters", lambda _, __: ("Description", "What it is called", "Name of the harbour")), "descriptions")
_is("parameter added", "C", entry("Parameters", "HarbourOwner", lambda _: {"Type": "String", "Default": "north"}), "parameters")
_is("parameter pattern", "C", section("Parameters", lambda _, __: ("AllowedPattern", ABSENT, ".*"), _text_parameter), "parameters")
_is("parameter constraint", "C", section("Parameters", lambda _, __: ("ConstraintDescription", ABSENT, "must be a name"), _text_parameter), "parameters")
_is("literal made a parameter", "CB", _made_parameter, "parameters")
_is("output added", "C", entry("Outputs", "HarbourOutput", _listed_output), "outputs")
_is("output removed", "CB", section("Outputs", lambda _, body: ("", body, ABSENT), _own_output), "outputs")
_is("output description", "C", section("Outputs", lambda _, __: ("Description", "What it is", "Name of the harbour"), _own_output), "descriptions")
_is("export", "C", section("Outputs", lambda name, _: ("Export", ABSENT, {"Name": {"Fn::Sub": f"${{AWS::StackName}}-{name}"}}), _own_output), "outputs")
_is("condition declared", "C", entry("Conditions", "IsHarbour", lambda _: {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}), "conditions")
_is("mapping", "CB", _mapped)
_is("template description", "C", lambda _: iter([Site("Description", (Edit(("Description",), "A harbour", "A harbour of the north"),))]), "descriptions")
_is("interface metadata", "C", entry("Metadata", "AWS::CloudFormation::Interface", _metadata), "descriptions")
_is("region looked up", "C", setting("Lambda::Function", "Environment", _environment("HARBOUR_REGION", "eu-west-1"), _environment("HARBOUR_REGION", {"Ref": "AWS::Region"})), "environment")
_is("account looked up", "C", setting("Lambda::Function", "Environment", _environment("HARBOUR_OWNER", "123456789012"), _environment("HARBOUR_OWNER", {"Ref": "AWS::AccountId"})), "environment")
_is("account looked up in a grant", "CAB", granted(lambda s: ("arn:aws:sns:eu-west-1:123456789012:harbour", {"Fn::Sub": "arn:aws:sns:eu-west-1:${AWS::AccountId}:harbour"}) if "sns" in str(s.get("Action")) else None, "Resource"), "grants")
_is("security group rule described", "C", setting("EC2::SecurityGroup", "GroupDescription", "Access", "Access from the harbour"), "descriptions")
_is("resource removed", "B", lambda template: (Site(s.name, tuple(Edit(p, i, m) for p, m, i in s.edits)) for s in taken("SNS::Subscription Lambda::EventSourceMapping CloudWatch::Dashboard SSM::Parameter")(template)))
# Containers, launch templates, load balancers, clusters.
_is("container variable", "B", _container("Environment", [{"Name": "HARBOUR_MODE", "Value": "half"}], [{"Name": "HARBOUR_MODE", "Value": "full"}]), "container")
_is("container secret", "AB", _container("", {"Environment": [{"Name": "DB_PASSWORD", "Value": "ChangeMe-2020"}], "Secrets": ABSENT}, {"Environment": ABSENT, "Secrets": [{"Name": "DB_PASSWORD", "ValueFrom": {"Fn::Sub": "arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:harbour"}}]}), "container")
_is("container health check", "BA", _container("HealthCheck", ABSENT, {"Command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"], "Interval": 30}), "container")
_is("container log driver", "BA", _container("LogConfiguration", ABSENT, {"LogDriver": "awslogs", "Options": {"awslogs-group": "harbour", "awslogs-region": {"Ref": "AWS::Region"}, "awslogs-stream-prefix": "task"}}), "container")
_is("container image", "B", _container("Image", "nginx:1.24", "nginx:1.27"), "container")
_is("read-only container", "BA", _container("ReadonlyRootFilesystem", ABSENT, True), "container")
_is("launch template volume encrypted", "A", setting("EC2::LaunchTemplate", "LaunchTemplateData.BlockDeviceMappings", [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 20}}], [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 20, "Encrypted": True}}], _launch), "encryption")
_is("instance volume encrypted", "A", setting("EC2::Instance", "BlockDeviceMappings", [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 20, "Encrypted": False}}], [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 20, "Encrypted": True}}]), "encryption")
_is("launch template metadata service", "BA", setting("EC2::LaunchTemplate", "LaunchTemplateData.MetadataOptions", ABSENT, {"HttpTokens": "required", "HttpEndpoint": "enabled"}, _launch), "metadata service")
_is("launch configuration type", "B", setting("AutoScaling::LaunchConfiguration", "InstanceType", "t2.micro", "m6i.large"), "size")
_is("launch configuration addresses", "AB", setting("AutoScaling::LaunchConfiguration", "AssociatePublicIpAddress", True, False), "exposure")
_is("user data", "B", setting("EC2::Instance AutoScaling::LaunchConfiguration", "UserData", {"Fn::Base64": "#!/bin/bash\nyum update -y\n"}, {"Fn::Base64": "#!/bin/bash\nyum update -y\nyum install -y httpd\n"}), "user data")
_is("update policy of a group", "BA", attribute("AutoScaling::AutoScalingGroup", "UpdatePolicy", ABSENT, {"AutoScalingRollingUpdate": {"MinInstancesInService": 1, "MaxBatchSize": 1}}), "deployment")
_is("grace period", "B", setting("AutoScaling::AutoScalingGroup", "HealthCheckGracePeriod", 60, 300), "health checks")
_is("cooldown", "B", setting("AutoScaling::AutoScalingGroup", "Cooldown", "300", "120"), "scaling")
_is("target of a scaling policy", "B", setting("AutoScaling::ScalingPolicy ApplicationAutoScaling::ScalingPolicy", "Cooldown", "60", "300"), "scaling")
_is("load balancer protected", "B", setting("ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerAttributes", [{"Key": "deletion_protection.enabled", "Value": "false"}], [{"Key": "deletion_protection.enabled", "Value": "true"}]), "load balancer")
_is("load balancer access logs", "BA", setting("ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerAttributes", [{"Key": "idle_timeout.timeout_seconds", "Value": "60"}], [{"Key": "idle_timeout.timeout_seconds", "Value": "60"}, {"Key": "access_logs.s3.enabled", "Value": "true"}, {"Key": "access_logs.s3.bucket", "Value": "harbour-logs"}]), "load balancer")
_is("load balancer idle timeout", "B", setting("ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerAttributes", [{"Key": "idle_timeout.timeout_seconds", "Value": "60"}], [{"Key": "idle_timeout.timeout_seconds", "Value": "120"}]), "load balancer")
_is("deregistration delay", "B", setting("ElasticLoadBalancingV2::TargetGroup", "TargetGroupAttributes", [{"Key": "deregistration_delay.timeout_seconds", "Value": "300"}], [{"Key": "deregistration_delay.timeout_seconds", "Value": "30"}]), "timeouts")
_is("target port", "BA", setting("ElasticLoadBalancingV2::TargetGroup", "Port", 80, 8080), "target group")
_is("redirect to TLS", "A", setting("ElasticLoadBalancingV2::Listener", "DefaultActions", [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}], [{"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}]), "transit")
_is("classic load balancer logs", "BA", setting("ElasticLoadBalancing::LoadBalancer", "AccessLoggingPolicy", ABSENT, {"Enabled": True, "S3BucketName": "harbour-logs"}), "access logging")
_is("classic cross-zone", "BA", setting("ElasticLoadBalancing::LoadBalancer", "CrossZone", False, True), "zones of data")
_is("classic health check", "B", setting("ElasticLoadBalancing::LoadBalancer", "HealthCheck", {"Target": "HTTP:80/", "Interval": "30", "Timeout": "5", "HealthyThreshold": "2", "UnhealthyThreshold": "5"}, {"Target": "HTTP:80/health", "Interval": "30", "Timeout": "5", "HealthyThreshold": "2", "UnhealthyThreshold": "5"}), "health checks")
# Functions, queues, tables, databases: less common settings.
_is("architecture", "B", setting("Lambda::Function", "Architectures", ["x86_64"], ["arm64"]), "memory")
_is("ephemeral storage", "B", setting("Lambda::Function", "EphemeralStorage", ABSENT, {"Size": 1024}), "memory")
_is("layer", "BA", setting("Lambda::Function", "Layers", ABSENT, [{"Fn::Sub": "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:layer:harbour:1"}]), "layers")
_is("function description", "C", setting("Lambda::Function", "Description", "A function", "Counts ships"), "descriptions")
_is("asynchronous retries", "BA", added("Lambda::Function", lambda name, _, __: {"HarbourInvoke": {"Type": "AWS::Lambda::EventInvokeConfig", "Properties": {"FunctionName": {"Ref": name}, "Qualifier": "$LATEST", "MaximumRetryAttempts": 1}}}), "failures")
_is("function version", "BA", added("Lambda::Function", lambda name, _, __: {"HarbourVersion": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": name}}}}), "versions of functions")
_is("schedule added", "A", added("Lambda::Function", lambda name, _, __: {"HarbourTick": {"Type": "AWS::Events::Rule", "Properties": {"ScheduleExpression": "rate(1 hour)", "Targets": [{"Id": "tick", "Arn": {"Fn::GetAtt": [name, "Arn"]}}]}}, "HarbourMayTick": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName": {"Ref": name}, "Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com", "SourceArn": {"Fn::GetAtt": ["HarbourTick", "Arn"]}}}}), "invoke")
_is("queue feeds a function", "A", added("Lambda::Function", lambda name, _, template: {"HarbourSource": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"EventSourceArn": {"Fn::GetAtt": [first_of(template, "SQS::Queue"), "Arn"]}, "FunctionName": {"Ref": name}}}} if first_of(template, "SQS::Queue") else None), "invoke")
_is("long polling", "B", setting("SQS::Queue", "ReceiveMessageWaitTimeSeconds", 0, 20), "timeouts")
_is("queue delay", "B", setting("SQS::Queue", "DelaySeconds", 0, 30), "timeouts")
_is("deduplication", "B", setting("SQS::Queue", "ContentBasedDeduplication", False, True, lambda p: "FifoQueue" in p), "deduplication")
_is("index of a table", "BA", setting("DynamoDB::Table", "GlobalSecondaryIndexes", ABSENT, [{"IndexName": "by-ship", "KeySchema": [{"AttributeName": "ship", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}]), "schema")
_is("contributor insights", "B", setting("DynamoDB::Table", "ContributorInsightsSpecification", ABSENT, {"Enabled": True}), "insights")
_is("parameter group", "BA", added("RDS::DBInstance", lambda _, __, ___: {"HarbourGroup": {"Type": "AWS::RDS::DBParameterGroup", "Properties": {"Family": "mysql8.0", "Description": "Harbour", "Parameters": {"max_connections": "200"}}}, "": {"Ref": "HarbourGroup"}}, "DBParameterGroupName"), "engine")
_is("enhanced monitoring", "BA", setting("RDS::DBInstance", "MonitoringInterval", 0, 60), "enhanced monitoring")
_is("identity login", "BA", setting("RDS::DBInstance RDS::DBCluster", "EnableIAMDatabaseAuthentication", False, True), "engine")
_is("maintenance window", "B", setting("RDS::DBInstance RDS::DBCluster", "PreferredMaintenanceWindow", "sun:01:00-sun:02:00", "sat:03:00-sat:04:00"), "windows")
_is("backup window", "B", setting("RDS::DBInstance RDS::DBCluster", "PreferredBackupWindow", "01:00-02:00", "03:00-04:00", _alone), "backups")
_is("minor upgrades", "B", setting("RDS::DBInstance", "AutoMinorVersionUpgrade", False, True), "upgrades")
_is("tags on snapshots", "B", setting("RDS::DBInstance RDS::DBCluster", "CopyTagsToSnapshot", False, True), "backups")
_is("database name", "BC", setting("RDS::DBInstance RDS::DBCluster", "DatabaseName", "ships", "harbour"), "engine")
_is("database port", "B", setting("RDS::DBInstance RDS::DBCluster", "Port", 3306, 3307), "engine")
_is("database user", "BC", setting("RDS::DBInstance RDS::DBCluster", "MasterUsername", "admin", "harbour"), "credentials")
_is("managed password", "A", setting("RDS::DBInstance RDS::DBCluster", "ManageMasterUserPassword", ABSENT, True, lambda p: "MasterUserPassword" not in p), "secrets")
_is("password as a parameter", "AB", _password_parameter, "secrets")
_is("cache authentication", "AB", setting("ElastiCache::ReplicationGroup", "AuthToken", ABSENT, "{{resolve:secretsmanager:harbour}}"), "secrets")
_is("cache replicas", "AB", setting("ElastiCache::ReplicationGroup", "NumCacheClusters", 1, 3, lambda p: "NumNodeGroups" not in p), "zones of data")
_is("file system throughput", "B", setting("EFS::FileSystem", "ThroughputMode", "bursting", "elastic"), "capacity")
_is("stream retention", "B", setting("Kinesis::Stream", "RetentionPeriodHours", 24, 168), "timeouts")
# Buckets and distribution.
_is("bucket CORS", "B", setting("S3::Bucket", "CorsConfiguration", ABSENT, {"CorsRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["https://example.com"]}]}), "cors")
_is("bucket notifications", "BA", setting("S3::Bucket", "NotificationConfiguration", ABSENT, {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}), "notifications")
_is("expiry of objects", "B", setting("S3::Bucket", "LifecycleConfiguration", _CYCLE, {"Rules": [{"Id": "old", "Status": "Enabled", "ExpirationInDays": 90}]}), "bucket life")
_is("object lock", "BA", setting("S3::Bucket", "ObjectLockEnabled", ABSENT, True), "bucket life")
_is("distribution logs", "BA", setting("CloudFront::Distribution", "DistributionConfig.Logging", ABSENT, {"Bucket": "harbour-logs.s3.amazonaws.com"}, _plain_origin), "access logging")
_is("price class", "B", setting("CloudFront::Distribution", "DistributionConfig.PriceClass", "PriceClass_All", "PriceClass_100", _plain_origin), "distribution")
_is("distribution firewall", "AB", setting("CloudFront::Distribution", "DistributionConfig.WebACLId", ABSENT, {"Fn::Sub": "arn:aws:wafv2:us-east-1:${AWS::AccountId}:global/webacl/harbour/1"}, _plain_origin), "firewall")
# Interfaces and identity pools.
_is("API access logs", "BA", setting("ApiGateway::Stage", "AccessLogSetting", ABSENT, {"DestinationArn": {"Fn::Sub": "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:api"}, "Format": "$context.requestId"}), "access logging")
_is("API cache encrypted", "A", setting("ApiGateway::Stage", "MethodSettings", [{"HttpMethod": "*", "ResourcePath": "/*", "CachingEnabled": True}], [{"HttpMethod": "*", "ResourcePath": "/*", "CachingEnabled": True, "CacheDataEncrypted": True}]), "encryption")
_is("API key required", "AB", setting("ApiGateway::Method", "ApiKeyRequired", False, True), "api")
_is("quota", "B", setting("ApiGateway::UsagePlan", "Quota", ABSENT, {"Limit": 10000, "Period": "DAY"}), "api")
_is("password policy", "BA", setting("Cognito::UserPool", "Policies", {"PasswordPolicy": {"MinimumLength": 8}}, {"PasswordPolicy": {"MinimumLength": 14, "RequireSymbols": True}}), "user pool")
_is("second factor", "AB", setting("Cognito::UserPool", "MfaConfiguration", "OFF", "ON"), "user pool")
_is("state machine logs", "BA", setting("StepFunctions::StateMachine", "LoggingConfiguration", ABSENT, {"Level": "ERROR", "IncludeExecutionData": False, "Destinations": [{"CloudWatchLogsLogGroup": {"LogGroupArn": {"Fn::Sub": "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:steps:*"}}}]}), "access logging")
_is("state machine tracing", "B", setting("StepFunctions::StateMachine", "TracingConfiguration", ABSENT, {"Enabled": True}), "tracing")
_is("search domain encrypted", "A", setting("OpenSearchService::Domain Elasticsearch::Domain", "EncryptionAtRestOptions", ABSENT, {"Enabled": True}), "encryption")
_is("search nodes encrypted", "A", setting("OpenSearchService::Domain Elasticsearch::Domain", "NodeToNodeEncryptionOptions", ABSENT, {"Enabled": True}), "transit")
_is("delivery stream encrypted", "A", setting("KinesisFirehose::DeliveryStream", "DeliveryStreamEncryptionConfigurationInput", ABSENT, {"KeyType": "AWS_OWNED_CMK"}), "encryption")
_is("trail encrypted", "A", added("CloudTrail::Trail", _key, "KMSKeyId"), "encryption")
_is("trail to logs", "A", setting("CloudTrail::Trail", "CloudWatchLogsLogGroupArn", ABSENT, {"Fn::Sub": "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:trail:*"}), "trail")
# Whole resources.
_is("grant added as a policy", "BA", added("IAM::Role", lambda name, _, __: {"HarbourPolicy": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyName": "harbour", "Roles": [{"Ref": name}], "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": {"Fn::Sub": "arn:aws:sqs:*:${AWS::AccountId}:harbour"}}]}}}}), "grants")
_is("bucket policy added", "A", added("S3::Bucket", lambda name, _, template: {"HarbourTls": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": {"Ref": name}, "PolicyDocument": {"Version": "2012-10-17", "Statement": [_tls_only(template)]}}}}), "transit")
_is("audit trail added", "A", added("S3::Bucket", lambda name, _, template: None if first_of(template, "CloudTrail::Trail") else {"HarbourTrail": {"Type": "AWS::CloudTrail::Trail", "Properties": {"S3BucketName": {"Ref": name}, "IsLogging": True, "IsMultiRegionTrail": True}}}), "trail")
_is("dashboard added", "BA", added("Lambda::Function", lambda _, __, ___: {"HarbourBoard": {"Type": "AWS::CloudWatch::Dashboard", "Properties": {"DashboardBody": "{\"widgets\": []}"}}}), "monitoring")
_is("security group rule added", "BA", added("EC2::SecurityGroup", lambda name, _, __: {"HarbourRule": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"GroupId": {"Fn::GetAtt": [name, "GroupId"]}, "IpProtocol": "tcp", "FromPort": 8443, "ToPort": 8443, "CidrIp": "10.20.0.0/16"}}}), "ingress")
_is("network list added", "BA", added("EC2::VPC", lambda name, _, __: {"HarbourAcl": {"Type": "AWS::EC2::NetworkAcl", "Properties": {"VpcId": {"Ref": name}}}, "HarbourEntry": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": {"NetworkAclId": {"Ref": "HarbourAcl"}, "RuleNumber": 100, "Protocol": -1, "RuleAction": "allow", "CidrBlock": "10.0.0.0/8"}}}), "network lists")
_is("subnet added", "AB", added("EC2::VPC", lambda name, _, __: {"HarbourSubnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": name}, "CidrBlock": "10.99.0.0/24", "AvailabilityZone": {"Fn::Select": [1, {"Fn::GetAZs": ""}]}}}}), "subnets")
_is("stored parameter added", "B", added("*", lambda name, _, __: {"HarbourParameter": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": "north"}}} if name else None), "stored parameters")
_is("table added", "A", added("Lambda::Function", lambda _, __, ___: {"HarbourTable": {"Type": "AWS::DynamoDB::Table", "Properties": {"BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}}}), "tables")
_is("security group attached", "BA", _group_attached, "groups")
_is("type misspelled", "CA", _mistyped, "types")
# Values looked up, conditions, parameters.
_is("partition looked up", "C", granted(lambda s: ("arn:aws:s3:::harbour/*", {"Fn::Sub": "arn:${AWS::Partition}:s3:::harbour/*"}) if "s3" in str(s.get("Action")) else None, "Resource"), "grants")
_is("value by condition", "BC", _by_condition, "bounds")
_is("parameter type", "C", section("Parameters", lambda _, __: ("Type", "String", "AWS::SSM::Parameter::Value<String>"), _text_parameter), "parameters")
_is("allowed values", "C", section("Parameters", lambda _, body: ("AllowedValues", ABSENT, [body["Default"], "harbour"]), _text_parameter), "parameters")
_is("parameter length", "C", section("Parameters", lambda _, __: ("MinLength", ABSENT, 1), _text_parameter), "parameters")
_is("output value", "CB", section("Outputs", lambda _, body: ("Value", body["Value"], {"Fn::Sub": "${AWS::StackName}-harbour"}), _own_output), "outputs")
_is("condition changed", "CB", _condition_changed, "conditions")
_is("linter told", "C", attribute("Lambda::Function S3::Bucket IAM::Role", "Metadata", ABSENT, {"cfn_nag": {"rules_to_suppress": [{"id": "W58", "reason": "none"}]}}), "descriptions")
# fmt: on


def plant(template: Template, edits: Iterable[Edit], side: str) -> Template:
    """A copy of a template, with what a side has at every place."""
    made = copy.deepcopy(template)
    for edit in edits:
        value = getattr(edit, side)
        if edit.path[0] == "*":
            made["Resources"] = {
                (value if key == edit.path[1] else key): body for key, body in made["Resources"].items()
            }
            made = _follow(made, str(edit.path[1]), value)
        else:
            _put(made, edit.path, copy.deepcopy(value))
    return made


def _put(template: Template, path: Path, value: Any) -> None:
    inner: Any = template
    for key in path[:-1]:
        if isinstance(inner, dict):
            inner = inner.get(key, {}) if value is ABSENT else inner.setdefault(key, {})
        else:
            inner = inner[key]
    if value is not ABSENT:
        inner[path[-1]] = value
    elif isinstance(inner, dict):
        inner.pop(path[-1], None)


def _follow(value: Any, old: str, new: str) -> Any:
    """The same with every reference to a resource pointing to its new name."""
    if isinstance(value, list):
        return [_follow(inner, old, new) for inner in value]
    if isinstance(value, str):
        return value.replace(f"${{{old}}}", f"${{{new}}}").replace(f"${{{old}.", f"${{{new}.")
    if not isinstance(value, dict):
        return value
    made = {}
    for key, inner in value.items():
        if key in ("Ref", "DependsOn") and inner == old:
            made[key] = new
        elif key in ("Fn::GetAtt", "DependsOn") and isinstance(inner, list):
            made[key] = [new if each == old else each for each in inner]
        elif key == "Fn::GetAtt" and str(inner).startswith(f"{old}."):
            made[key] = new + inner[len(old) :]
        else:
            made[key] = _follow(inner, old, new)
    return made


def marks(edits: Iterable[Edit]) -> tuple[str, ...]:
    """Pointers below which every change of the edits lies; what is renamed is referred to from anywhere."""
    found = []
    for edit in edits:
        if edit.model is edit.ideal or (edit.model == edit.ideal and edit.path[0] != "*"):
            continue
        if edit.path[0] == "*":
            return ("",)
        path = edit.path[:4] if edit.path[0] == "Resources" else edit.path[:3]
        found.append("".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in path))
    return tuple(found)
