"""Normal names of keys: snake case, whatever language spells them.

``DBClusterIdentifier``, ``db_cluster_identifier`` and ``dbClusterIdentifier`` are one name, so that one rule speaks for
CloudFormation, Terraform, CDK, CDKTF and Pulumi.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reviewer.model import Path

#: Keys that wrap the properties without saying anything about them.
WRAPPERS = frozenset({"Properties", "props", "args"})
#: Names written with inner capitals that the other languages write as one word.
_BRANDS = re.compile(
    "CloudWatch|CloudFront|CloudTrail|CloudFormation|DynamoDB|PostgreSQL|MySQL|OpenSearch|ElastiCache|GraphQL|GitHub"
)
#: Plurals of acronyms (``SubnetIDs``, ``TargetARNs``), which would otherwise be cut before their last capital.
_PLURAL = re.compile(r"([A-Z]{2,})s(?![a-z])")
_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])")
_OTHER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=8192)
def to_snake_case(key: str) -> str:
    """Gives the normal name of a key: ``VPCSecurityGroups`` -> ``vpc_security_groups``."""
    text = _BRANDS.sub(lambda match: match[0].capitalize(), key)
    text = _PLURAL.sub(lambda match: match[1].capitalize() + "s", text)
    return _OTHER.sub("_", _BOUNDARY.sub("_", text).lower()).strip("_")


@lru_cache(maxsize=32768)
def name_keys(path: Path) -> tuple[str, ...]:
    """Gives the normal names along a path below an element.

    List positions, line numbers, wrappers and intrinsic functions are left out.
    """
    return tuple(to_snake_case(token) for token in path if isinstance(token, str) and _speaks(token))


def _speaks(token: str) -> bool:
    return token not in WRAPPERS and not token.startswith("Fn::")
