"""What a module that a program imports says: the platform, and under which short name its types are known.

Types are written as documentation writes them whatever the import looks like: ``s3.Bucket`` for the CDK, ``S3Bucket``
for CDKTF, ``aws.s3.Bucket`` for Pulumi, in every language.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple


class Module(NamedTuple):
    """What is known of a module.

    Attributes:
        platform: ``cdk``, ``cdktf``, ``pulumi`` or ``analysis``.
        prefix: goes in front of a type of this module (``s3``); empty where types stand alone.
    """

    platform: str
    prefix: str


#: Pattern of a module's name, its platform, and its prefix as a template over the match; the first that matches counts.
_ROWS: Final = tuple(
    (re.compile(pattern), platform, prefix)
    for pattern, platform, prefix in (
        # CDK. Alpha modules (``@aws-cdk/aws-lambda-python-alpha``) carry their own suffix.
        (r"(?:@aws-cdk|aws-cdk-lib)/core$", "cdk", "cdk"),
        (r"@aws-cdk/(?:aws-)?([\w-]+?)(?:-alpha)?$", "cdk", r"\1"),
        (r"aws-cdk-lib/(?:aws[-_])?([\w/-]+)$", "cdk", r"\1"),
        (r"aws-cdk-lib$|aws_cdk$", "cdk", "cdk"),
        (r"aws_cdk\.(?:aws_)?([\w.]+)$", "cdk", r"\1"),
        (r"github\.com/aws/aws-cdk-go/awscdk(?:/v\d+)?/aws(\w+)", "cdk", r"\1"),
        (r"github\.com/aws/aws-cdk-go/awscdk(?:/v\d+)?$", "cdk", "cdk"),
        (r"software\.amazon\.awscdk\.services\.([\w.]+)$", "cdk", r"\1"),
        (r"software\.amazon\.awscdk(?:\.[\w.]+)?$", "cdk", "cdk"),
        # CDKTF: class names are unique in a provider, and one file each in most languages.
        (r"@cdktf/provider-[\w-]+", "cdktf", ""),
        (r"(?:.*/)?\.gen/", "cdktf", ""),
        (r"cdktf_cdktf_provider_\w+", "cdktf", ""),
        (r"github\.com/(?:cdktf|hashicorp)/cdktf-provider-", "cdktf", ""),
        (r"com\.hashicorp\.cdktf\.providers\.|imports\.|(?:.*/)?generated/hashicorp/", "cdktf", ""),
        (r"cdktf$|cdktf\.|com\.hashicorp\.cdktf|github\.com/hashicorp/terraform-cdk-go", "cdktf", "cdktf"),
        # Pulumi
        (r"@pulumi/pulumi(?:/[\w/]+)?$|pulumi$|github\.com/pulumi/pulumi/sdk/", "pulumi", "pulumi"),
        (r"pulumi\.(\w+)$", "pulumi", r"pulumi.\1"),
        # ``@pulumi/aws/s3/bucket`` is the file of one class of ``@pulumi/aws/s3``.
        (r"@pulumi/(aws)/(?!types/)(\w+)/\w+$", "pulumi", r"\1.\2"),
        (r"@pulumi/([\w-]+)(?:/([\w/]+))?$", "pulumi", r"\1.\2"),
        (r"pulumi_([a-z_]+)(?:\.([\w.]+))?$", "pulumi", r"\1.\2"),
        (r"github\.com/pulumi/pulumi-[\w-]+/sdk(?:/v\d+)?/go/([\w-]+)(?:/([\w/]+))?$", "pulumi", r"\1.\2"),
        (r"com\.pulumi\.(?:core|context|resources|asset|deployment)\b", "pulumi", "pulumi"),
        (r"com\.pulumi\.([a-z]\w*)((?:\.[a-z]\w*)*?)(?:\.(?:inputs|outputs|enums))?$", "pulumi", r"\1\2"),
        (r"com\.pulumi$", "pulumi", "pulumi"),
        # SDKs
        (r"boto3$|botocore|@aws-sdk/|aws-sdk$|github\.com/aws/aws-sdk-go", "analysis", ""),
        (r"constructs$|software\.constructs|github\.com/aws/constructs-go", "", "constructs"),
    )
)

#: What decides about a program that imports several: a CDK stack may hold SDK calls, not the other way round.
_PRECEDENCE: Final = ("cdktf", "cdk", "pulumi", "analysis")


@lru_cache(maxsize=4096)
def module_of(name: str) -> Module | None:
    """What is known of the module of this name, None where it is no library of infrastructure."""
    for pattern, platform, prefix in _ROWS:
        match = pattern.match(name)
        if match:
            text = match.expand(prefix).replace("/", ".").replace("-", "_")
            return Module(platform, text.strip("."))
    return None


def leading_platform(platforms: set[str]) -> str | None:
    """The platform of a program that imports modules of these platforms."""
    return next((each for each in _PRECEDENCE if each in platforms), None)
