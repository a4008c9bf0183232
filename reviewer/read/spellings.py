"""One spelling for each platform and language, whatever metadata.json says."""

from __future__ import annotations

from typing import Final

PLATFORMS: Final = {
    "cloudformation": "cfn", "cfn": "cfn", "aws-cloudformation": "cfn", "sam": "cfn",
    "terraform": "tf", "tf": "tf", "opentofu": "tf", "hcl": "tf",
    "cdk": "cdk", "aws-cdk": "cdk", "awscdk": "cdk",
    "cdktf": "cdktf", "cdk-tf": "cdktf", "cdk for terraform": "cdktf",
    "pulumi": "pulumi",
    "cicd": "cicd", "ci-cd": "cicd", "ci/cd": "cicd",
    "analysis": "analysis",
}  # fmt: skip
LANGUAGES: Final = {
    "yaml": "yaml", "yml": "yaml", "json": "json", "hcl": "hcl", "terraform": "hcl", "tf": "hcl",
    "ts": "ts", "typescript": "ts", "js": "js", "javascript": "js", "node": "js",
    "py": "py", "python": "py", "python3": "py",
    "java": "java", "go": "go", "golang": "go", "sh": "sh", "bash": "sh", "shell": "sh",
}  # fmt: skip


def platform_of(written: str) -> str | None:
    """Our name of a platform; one that we don't know stays as written, in lower case."""
    lower = written.strip().lower()
    return PLATFORMS.get(lower, lower) or None


def language_of(written: str) -> str | None:
    """Our name of a language; one that we don't know stays as written, in lower case."""
    lower = written.strip().lower().removeprefix(".")
    return LANGUAGES.get(lower, lower) or None
