"""What the names of a program stand for: imported modules and classes, classes of its own, and constructs."""

from __future__ import annotations

import re
import sys
from typing import Final, NamedTuple

from reviewer.extract.programs.modules import Module, leading_platform, module_of

#: Classes of the CDK that Java programs name after ``import software.amazon.awscdk.services.x.*``: nothing in the text
#: tells which of several packages they come from. The most frequent ones of the public API.
_CDK_CLASSES: Final = {
    name: module
    for module, names in {
        "s3": "Bucket BucketEncryption BlockPublicAccess LifecycleRule CfnBucket BucketPolicy ObjectOwnership",
        "ec2": "Vpc Subnet SecurityGroup Instance InterfaceVpcEndpoint GatewayVpcEndpoint FlowLog LaunchTemplate "
        "CfnVPC CfnSubnet CfnInternetGateway CfnNatGateway CfnRoute CfnRouteTable SubnetConfiguration BastionHostLinux",
        "iam": "Role Policy PolicyStatement PolicyDocument ManagedPolicy User Group ServicePrincipal CfnRole",
        "lambda": "Function Alias LayerVersion EventSourceMapping DockerImageFunction",
        "kms": "Key CfnKey",
        "dynamodb": "Table TableV2",
        "rds": "DatabaseInstance DatabaseCluster SubnetGroup ParameterGroup CfnDBInstance",
        "sns": "Topic Subscription",
        "sqs": "Queue QueuePolicy DeadLetterQueue",
        "logs": "LogGroup LogStream MetricFilter",
        "cloudwatch": "Alarm Dashboard CompositeAlarm GraphWidget Metric",
        "ecs": "Cluster FargateService FargateTaskDefinition TaskDefinition",
        "elasticloadbalancingv2": "ApplicationLoadBalancer ApplicationTargetGroup NetworkLoadBalancer",
        "autoscaling": "AutoScalingGroup",
        "apigateway": "RestApi LambdaRestApi LambdaIntegration UsagePlan",
        "cloudfront": "Distribution OriginAccessIdentity",
        "cloudtrail": "Trail",
        "secretsmanager": "Secret",
        "events": "Rule EventBus",
        "wafv2": "CfnWebACL CfnWebACLAssociation",
        "config": "CfnConfigRule ManagedRule CfnConfigurationRecorder",
    }.items()
    for name in names.split()
}

#: The library of Java, in front of a class that no import names: ``java.util.List.of`` is ``List.of``.
_JAVA: Final = re.compile(r"java\.(?:[a-z]\w*\.)+(?=[A-Z])")
#: How programs usually call a module of the CDK (``aws_iam.``, ``cdk.aws_iam.``, ``_lambda.``), where they forgot to
#: import it: only the import is missing then, and the type is still that of the other response.
_USUAL_ALIAS: Final = re.compile(r"^(?:cdk\.)?(?:aws_(\w+)|_?(lambda)_?)\.(?=[A-Z])")
#: Likewise the provider of AWS in CDKTF, whose modules say the name of the class again: ``aws.s3Bucket.S3Bucket``.
_PROVIDER_ALIAS: Final = re.compile(r"^aws\.([a-z]\w*)\.(?=(?i:\1)\w*\Z)")

#: Classes of CDKTF itself that nothing else is called like.
_CDKTF_CLASSES: Final = re.compile(r"(?:S3|Local|Remote|Cloud)Backend|Terraform(?:Output|Variable|Local|HclModule)")


class Binding(NamedTuple):
    """An imported name.

    Attributes:
        module: as written in the import.
        member: the member of the module, ``*`` for the module itself.
    """

    module: str
    member: str


class Resolved(NamedTuple):
    """A type as documentation writes it.

    Attributes:
        type: ``s3.Bucket``, ``S3Bucket``, ``aws.s3.Bucket``.
        platform: of the library that it comes from, None where it comes from none.
        known: whether the program imports or declares it.
        own: whether the program itself or a module that is no known library declares it.
    """

    type: str
    platform: str | None
    known: bool
    own: bool = False

    @property
    def last(self) -> str:
        """The class itself."""
        return self.type.rpartition(".")[2]


class Names:
    """Imports and classes of one program."""

    def __init__(self) -> None:
        self._bindings: dict[str, Binding] = {}
        self._wildcards: list[Module] = []
        self._own: set[str] = set()
        self._platforms: set[str] = set()
        self._resolved: dict[str, Resolved] = {}
        #: What the program is written for, by its imports.
        self.platform: str | None = None

    def bind(self, local: str, module: str, member: str = "*") -> None:
        """Notes an import."""
        self._bindings[local] = Binding(module, member)
        self.note(module)

    def bind_all(self, module: str) -> None:
        """Notes ``import module.*``."""
        found = self.note(module)
        if found is not None:
            self._wildcards.append(found)

    def declare(self, name: str) -> None:
        """Notes a class that the program declares."""
        self._own.add(name)
        self._resolved.clear()

    def note(self, module: str) -> Module | None:
        """Notes what the module of this name says about the platform."""
        found = module_of(module)
        if found is not None and found.platform:
            self._platforms.add(found.platform)
            self.platform = leading_platform(self._platforms)
        self._resolved.clear()
        return found

    def resolve(self, callee: str) -> Resolved:
        """The type behind a dotted name."""
        found = self._resolved.get(callee)
        if found is None:
            found = self._resolved[callee] = self._resolve(callee)
        return found

    def _resolve(self, callee: str) -> Resolved:
        head, _, rest = callee.partition(".")
        binding = self._bindings.get(head)
        if binding is None:
            return self._unbound(callee, head)
        parts = rest.split(".") if rest else []
        if binding.member != "*":
            parts.insert(0, binding.member)
        module = module_of(binding.module)
        name = binding.module
        # ``from aws_cdk import aws_s3``: members in lower case are modules themselves.
        while module is not None and len(parts) > 1 and parts[0][:1].islower() and module.prefix in ("cdk", "cdktf"):
            name = f"{name}{'/' if '-' in name else '.'}{parts.pop(0)}"
            module = module_of(name)
        if module is None:
            foreign = binding.module.partition(".")[0] not in sys.stdlib_module_names
            return Resolved(".".join(parts) or callee, None, known=True, own=foreign)
        if module.platform == "cdktf" and not module.prefix:
            parts = _from_class(parts)
        return Resolved(".".join(filter(None, (module.prefix, *parts))), module.platform, known=True)

    def _unbound(self, callee: str, head: str) -> Resolved:
        if head in self._own:
            return Resolved(callee, None, known=True, own=True)
        if strip_java(callee) != callee:
            return Resolved(strip_java(callee), None, known=True)
        package, dot, rest = _split_package(callee)
        qualified = module_of(package) if dot else None
        if qualified is not None:
            return Resolved(".".join(filter(None, (qualified.prefix, rest))), qualified.platform, known=True)
        for module in self._wildcards:
            if len(self._wildcards) == 1 or not module.prefix or _CDK_CLASSES.get(head) == module.prefix:
                return Resolved(".".join(filter(None, (module.prefix, callee))), module.platform, known=True)
        return Resolved(self._usual(callee), None, known=False)

    def _usual(self, callee: str) -> str:
        """The type that a name most likely means, where a program uses it without importing it."""
        if _CDKTF_CLASSES.fullmatch(callee):
            return f"cdktf.{callee}"
        if self.platform != "cdk":
            return _PROVIDER_ALIAS.sub("", callee, count=1)
        module = _CDK_CLASSES.get(callee)
        return f"{module}.{callee}" if module else _USUAL_ALIAS.sub(lambda found: f"{found[1] or found[2]}.", callee, 1)


def strip_java(callee: str) -> str:
    """A name of the library of Java without its package, which no import has to name: ``List.of``."""
    return _JAVA.sub("", callee)


def _split_package(callee: str) -> tuple[str, str, str]:
    """A qualified name of Java (``com.pulumi.aws.s3.Bucket``) as package and class."""
    parts = callee.split(".")
    at = next((i for i, part in enumerate(parts) if part[:1].isupper()), 0)
    return (".".join(parts[:at]), ".", ".".join(parts[at:])) if at > 2 else ("", "", callee)


def _from_class(parts: list[str]) -> list[str]:
    """``s3Bucket.S3Bucket`` is ``S3Bucket``: the provider's modules only say the name again."""
    while len(parts) > 1 and not parts[0][:1].isupper():
        parts = parts[1:]
    return parts
