"""Brings the lists of known versions in a rules file up to date from cfn-lint, which is needed for nothing else.

usage: python -m reviewer.rubric.known_versions RULES.yaml AS_OF

AS_OF is the day (2026-11-24) on which a runtime counts as retired; it and cfn-lint's version are written beside each
list, so that a reader can tell what was known. cfn-lint takes 180 MB installed; a review needs only the file.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

#: Namespaces of CloudFormation whose types are listed; templates hardly use others, and all of them take 60 kB.
NAMESPACES: Final = (
    "ApiGateway|ApiGatewayV2|ApplicationAutoScaling|Athena|AutoScaling|Backup|CertificateManager|"
    "CloudFormation|CloudFront|CloudTrail|CloudWatch|CodeBuild|CodeDeploy|CodePipeline|Cognito|Config|"
    "DynamoDB|EC2|ECR|ECS|EFS|EKS|ElastiCache|ElasticLoadBalancingV2|Events|Glue|GuardDuty|IAM|"
    "Kinesis|KinesisFirehose|KMS|Lambda|Logs|OpenSearchService|RDS|Route53|S3|Scheduler|"
    "SecretsManager|SES|SNS|SQS|SSM|StepFunctions|WAFv2"
)
_ENGINES: Final = ("aws_rds_dbinstance", "aws_rds_dbcluster")
#: A list as it stands in the file: its name, what is known about its making, and the values in brackets.
_LIST: Final = re.compile(r"(?P<head># list (?P<name>[\w-]+):)[^\n]*\n(?P<key>\s*\w+: &\w+ )\[[^\]]*\]")


def retired_runtimes(as_of: str) -> list[str]:
    """Lambda runtimes that were deprecated before a day."""
    known: dict[str, dict[str, str]] = _load("AdditionalSpecs/LmbdRuntimeLifecycle.json")
    return sorted(name for name, dates in known.items() if dates["deprecated"] < as_of)


def retired_runtime_members(as_of: str) -> list[str]:
    """The same runtimes as the CDK spells them: ``python3.9`` is ``PYTHON_3_9``, ``nodejs16.x`` is ``NODEJS_16_X``."""
    return [_member(name) for name in retired_runtimes(as_of) if "-" not in name]


def _member(runtime: str) -> str:
    family, digits, rest = re.fullmatch(r"([a-z]+)([\d.]*)(.*)", runtime).groups()  # type: ignore[union-attr]
    family = {"dotnetcore": "dotnet_core"}.get(family, family)
    parts = (family, *filter(None, digits.split(".")), *filter(None, rest.replace("al2", "corretto").split(".")))
    spelled = "_".join(parts).upper()
    return spelled.replace("PROVIDED_CORRETTO", "PROVIDED_AL2")


def offered_engine_versions(_: str) -> list[str]:
    """Every version that any engine of RDS has been offered in."""
    return sorted({each for schema in _ENGINES for each in _versions(schema)})


def template_types(_: str) -> list[str]:
    """Every type of resource that CloudFormation knows in these namespaces, in whatever region."""
    folder = files("cfnlint") / "data" / "schemas" / "providers"
    known = {name for each in folder.iterdir() if each.name.endswith(".json") for name in json.loads(each.read_text())}
    return sorted(name for name in known if re.match(rf"AWS::({NAMESPACES})::", name))


LISTS: Final[dict[str, Callable[[str], list[str]]]] = {
    "retired-runtimes": retired_runtimes,
    "retired-runtime-members": retired_runtime_members,
    "offered-engine-versions": offered_engine_versions,
    "template-types": template_types,
}


def update(text: str, as_of: str) -> str:
    """Gives the text of a rules file with every list made anew."""
    source = f"cfn-lint {version('cfn-lint')}, as of {as_of}"

    def renew(found: re.Match[str]) -> str:
        values = json.dumps(LISTS[found["name"]](as_of))
        return f"{found['head']} {source}\n{found['key']}{values}"

    return _LIST.sub(renew, text)


def _load(name: str) -> Any:
    return json.loads((files("cfnlint") / "data" / name).read_text("utf-8"))


def _versions(schema: str) -> Iterator[str]:
    """Versions in a schema of conditions, ``if`` an engine ``then`` one of these."""
    for name in ("engine_version.json", "engine_version_deprecated.json"):
        for condition in _load(f"schemas/extensions/{schema}/{name}")["allOf"]:
            for branch in (condition["if"], condition.get("then") or {}):
                said = branch.get("properties", {}).get("EngineVersion", {})
                yield from (str(each) for each in said.get("enum", ()))


def main(path: str, as_of: str) -> None:
    """Updates a file in place."""
    file = Path(path)
    file.write_text(update(file.read_text("utf-8"), as_of), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
