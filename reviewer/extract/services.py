"""Which AWS service a native type, or a word of a prompt, belongs to: by the one name that people call it.

The knowledge is data (``data/services.json``, how it was made stands in ``data/README.md``) and is loaded on first use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

_WORDS: Final = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+\d*|[A-Z]+\d*|\d+")
_SPOKEN: Final = re.compile(r"[\w@]+(?:::\w+)*")
#: What may stand between the words of one name.
_GAP: Final = re.compile(r"[ \t]?-?[ \t\n]?")
#: Words of the longest name ("Managed Streaming for Apache Kafka").
_MOST_WORDS: Final = 5
#: Names of at most so many letters must be spelled in capitals.
_ACRONYM: Final = 4
_NO_WORD: Final = re.compile(r"[^a-z0-9]")
#: Roots under which programs reach a provider's modules; what they say of the service comes after them.
_ROOTS: Final = frozenset(
    {
        "aws", "awsx", "aws_native", "awscdk", "aws_cdk", "aws_cdk_lib", "cdk", "pulumi_aws", "classic", "lib",
        "software", "amazon", "services", "com", "pulumi", "hashicorp", "cdktf", "providers", "cdktf_provider_aws",
        "cdktf_cdktf_provider_aws", "imports", "provider_aws", "gen",
    }
)  # fmt: skip
#: Modules that hold nothing of a service, and their classes that are called like one.
_FRAMEWORKS: Final = frozenset({"cdk", "core", "cdktf", "pulumi", "constructs", "random", "tls", "archive", "k8s"})
_CORE: Final = frozenset({"Config", "Backend", "Account", "Location"})
#: Endings that the generators of provider classes put behind a name to keep names apart.
_GENERATED: Final = re.compile(r"(?:V2|_v2|_?[A-C]|(?:Builder)|Args)$")


class Catalogue(NamedTuple):
    """The data file.

    Attributes:
        namespaces: module or namespace, letters and digits only, to service.
        parts: of a service whose namespace holds what people call by another name: piece of the kind, service.
        terraform: leading words of a Terraform type, without the provider, to service.
        classes: constructs that are written without their module, to service.
        names: service to the names by which prose calls it.
        entries: words that mean a service where they are the whole entry of a list, but not within prose.
    """

    namespaces: Mapping[str, str]
    parts: Mapping[str, list[list[str]]]
    terraform: Mapping[str, str]
    classes: Mapping[str, str]
    names: Mapping[str, list[str]]
    entries: Mapping[str, str]


@cache
def catalogue() -> Catalogue:
    """Loads the data file, once."""
    text = (Path(__file__).parent / "data" / "services.json").read_text(encoding="utf-8")
    return Catalogue(**json.loads(text))


@cache
def service_of(native_type: str) -> str | None:
    """Names the service of a type, in whatever language it is written.

    Args:
        native_type: ``AWS::RDS::DBCluster``, ``aws_db_instance``, ``aws.rds.Instance``, ``aws:rds/instance:Instance``,
            ``rds.DatabaseCluster``, ``DbInstance``.

    Returns:
        The display name (``RDS``, ``Secrets Manager``), None where the type is of no AWS service.
    """
    return next((service for form in _FORMS if (service := form(native_type))), None)


@lru_cache(maxsize=512)  # what stands above many sentences is asked about for each of them
def services_in(text: str) -> tuple[str, ...]:
    """Names the services that a text speaks of, each once, in order of appearance.

    A text that is one entry of a list of services (``Config``, ``AWS::EC2::VPC``) is understood as such; within prose
    a word that is also plain English counts only where ``AWS`` or ``Amazon`` stands before it.
    """
    whole = _entry(text)
    if whole:
        return (whole,)
    found = dict.fromkeys(_spoken(text))
    return tuple(found)


def _entry(text: str) -> str | None:
    """The service of a text that is one name and nothing else."""
    name = re.sub(r"^(?:AWS|Amazon)\s+|\s*\(.*\)$", "", text.strip().strip("\"'"), flags=re.IGNORECASE)
    if len(name) > 60 or not name:
        return None
    key = _letters(name)
    data = catalogue()
    return data.entries.get(key) or _by_name().get(key) or data.namespaces.get(key) or _of_native(name)


def _of_native(name: str) -> str | None:
    if "::" in name:
        return service_of(name if name.startswith("AWS::") else f"AWS::{name}")
    return service_of(name) if name.startswith("aws_") else None


@cache
def _by_name() -> Mapping[str, str]:
    return {_letters(name): service for service, names in catalogue().names.items() for name in names}


@cache
def _beginnings() -> frozenset[str]:
    """All that a name may begin with, nothing and the whole name included."""
    return frozenset(name[:end] for name in _by_name() for end in range(len(name) + 1))


def _spoken(text: str) -> Iterator[str]:
    """The services named in prose: at every word the longest name that begins there."""
    words = list(_SPOKEN.finditer(text))
    at = 0
    while at < len(words):
        word = words[at][0]
        # most words begin no name of several
        service, length = _longest(text, words, at) if _letters(word) in _beginnings() else (_of_word(word), 1)
        if service:
            yield service
        at += length


def _longest(text: str, words: list[re.Match[str]], at: int) -> tuple[str | None, int]:
    """The service that the most words from ``at`` on name, and how many words that are (at least one)."""
    best: tuple[str | None, int] = (_of_word(words[at][0]), 1)
    key = _letters(words[at][0])
    for number, word in enumerate(words[at + 1 : at + _MOST_WORDS], start=2):
        # most begin none that goes on with the next word
        if key not in _beginnings() or not _GAP.fullmatch(text, words[at + number - 2].end(), word.start()):
            break
        key += _letters(word[0])
        service = _by_name().get(key)
        best = (service, number) if service else best
    return best


@lru_cache(maxsize=8192)  # prompts share their words
def _of_word(word: str) -> str | None:
    if "::" in word:
        return _of_native(word)
    # ``sts`` and ``dax`` are not meant, ``STS`` and ``ALBs`` are
    if len(word) <= _ACRONYM and word.isalpha() and not word.removesuffix("s").isupper():
        return None
    return _by_name().get(_letters(word))


@lru_cache(maxsize=8192)
def _letters(text: str) -> str:
    return _NO_WORD.sub("", text.lower())


def _part(service: str, kind: str) -> str:
    """What people call the part of a service that ``kind`` is."""
    kind = _letters(kind)
    return next((name for piece, name in catalogue().parts.get(service, ()) if piece in kind), service)


def _in_namespace(namespace: str, kind: str) -> str | None:
    service = catalogue().namespaces.get(_letters(namespace))
    return _part(service, kind) if service else None


def _cloudformation(native: str) -> str | None:
    """``AWS::RDS::DBCluster``, ``AWS::Serverless::Function``."""
    if not native.startswith("AWS::"):
        return None
    _, namespace, *kind = native.split("::")
    if namespace == "Serverless":
        return _SERVERLESS.get(kind[0] if kind else "")
    return _in_namespace(namespace, "".join(kind))


#: The transform's own types stand for a resource of another service each.
_SERVERLESS: Final = {
    "Function": "Lambda", "LayerVersion": "Lambda", "Api": "API Gateway", "HttpApi": "API Gateway",
    "SimpleTable": "DynamoDB", "StateMachine": "Step Functions", "Application": "Serverless Application Repository",
    "GraphQLApi": "AppSync", "Connector": "IAM",
}  # fmt: skip


def _terraform(native: str) -> str | None:
    """``aws_db_instance``."""
    if not native.startswith(("aws_", "awscc_")) or "." in native:
        return None
    return _terraform_words(native.split("_")[1:])


def _terraform_words(words: list[str]) -> str | None:
    """The service of the longest beginning that the data knows, plural or not."""
    data = catalogue()
    for end in range(len(words), 0, -1):
        lead = "_".join(words[:end])
        service = data.terraform.get(lead) or data.terraform.get(lead.removesuffix("s"))
        if service:
            return service
    return data.namespaces.get(words[0]) if words else None


def _pulumi_token(native: str) -> str | None:
    """``aws:rds/instance:Instance``."""
    package, _, rest = native.partition(":")
    if package not in ("aws", "awsx", "aws-native", "eks") or not rest or rest.startswith(":"):
        return None
    module, _, kind = rest.partition(":")
    return "EKS" if package == "eks" else _in_namespace(module.partition("/")[0], kind)


def _qualified(native: str) -> str | None:
    """``rds.DatabaseCluster``, ``aws_rds.DatabaseCluster``, ``aws.rds.Instance``, ``aws.db_instance.DbInstance``."""
    *modules, kind = re.split(r"[./]", native)
    for module in (each for each in modules if each not in _ROOTS):
        name = module.removeprefix("aws-").removeprefix("aws_").strip("_")
        if service := _in_namespace(name, kind) or _terraform_words(_snake(name)):
            return service
    return None


def _bare(native: str) -> str | None:
    """``DatabaseCluster`` (CDK), ``S3BucketVersioningA`` (CDKTF)."""
    *modules, kind = re.split(r"[./:]+", native)
    if not kind[:1].isupper() or kind in _CORE or (modules and modules[-1] in _FRAMEWORKS):
        return None
    known = catalogue().classes.get(kind)
    return known or _terraform_words(_snake(re.sub(r"^(?:Cfn|DataAws)(?=[A-Z])", "", _GENERATED.sub("", kind))))


def _snake(name: str) -> list[str]:
    """The words of a name, in lower case: ``S3BucketVersioning`` gives ``s3``, ``bucket``, ``versioning``."""
    return [word.lower() for word in _WORDS.findall(name)]


#: How each language writes a type, the least ambiguous first.
_FORMS: Final[tuple[Callable[[str], str | None], ...]] = (_cloudformation, _terraform, _pulumi_token, _qualified, _bare)
