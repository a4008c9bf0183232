"""Reviews built by hand, so that renderers are tested without the stages before them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reviewer.review import (
    Ceiling,
    ChangeCounts,
    ChangeRecord,
    Competency,
    Contradiction,
    Counts,
    Factor,
    FixRecord,
    Lines,
    NotificationRecord,
    RequirementRecord,
    Review,
    RubricRecord,
    ScoreRecord,
    Strength,
    TaskRecord,
)

MODEL, IDEAL, DEPLOYED = "lib/MODEL_RESPONSE.md", "lib/IDEAL_RESPONSE.md", "lib/TapStack.json"

PROTECT = RequirementRecord(
    35, "Enable deletion protection on the cluster so that nobody drops the ledger by accident."
)
DESTROY = RequirementRecord(
    47, "All resources must be destroyable when the stack is deleted: no Retain policies anywhere."
)


def lines(file: str, start: int, *quote: str) -> Lines:
    """Lines of a file, as many as are quoted."""
    return Lines(file, start, start + max(len(quote), 1) - 1, quote or None)


def protection() -> FixRecord:
    """A changed value, asked for by a prompt that contradicts itself."""
    return FixRecord(
        rule="deletion-protection",
        category="B",
        concern="lifecycle",
        title="Deletion protection switched off",
        issue="The model set `DeletionProtection` of `LedgerCluster` to `true`.",
        fix="The corrected answer sets it to `false`.",
        reason="The prompt says that all resources must be destroyable, and asks for deletion protection elsewhere.",
        impact="MODERATE: deletion of the stack fails until somebody switches the protection off by hand.",
        training_value="Reading all requirements before a protection flag is set.",
        source="response",
        direction="repairs",
        requirements=(DESTROY,),
        changes=(
            ChangeRecord(
                op="replace",
                pointer="/Resources/LedgerCluster/Properties/DeletionProtection",
                before=True,
                after=False,
                model=lines(MODEL, 316, '        "DeletionProtection": true,'),
                ideal=lines(IDEAL, 316, '        "DeletionProtection": false,'),
            ),
        ),
    )


def engine() -> FixRecord:
    """A value that only the deployed code has."""
    return FixRecord(
        rule="engine-version",
        category="B",
        concern="data",
        title="Engine version changed",
        issue="The corrected answer says `EngineVersion` 15.4, the deployed code 15.8.",
        fix="The version was raised at deployment.",
        reason="Engine versions are withdrawn over time and differ by region.",
        impact="MODERATE: a version that is not offered fails the deployment.",
        training_value="Checking the versions that a service offers today.",
        source="deployed",
        direction="repairs",
        labels=("ideal is stale",),
        changes=(
            ChangeRecord(
                op="replace",
                pointer="/Resources/LedgerCluster/Properties/EngineVersion",
                before="15.4",
                after="15.8",
                ideal=lines(IDEAL, 287, '        "EngineVersion": "15.4",'),
                deployed=lines(DEPLOYED, 278, '        "EngineVersion": "15.8",'),
            ),
        ),
    )


def documentation() -> FixRecord:
    """Prose: sections added, items grown."""
    section = "Best practices in this stack"
    items = ("Storage and credentials share one key", "Access is granted to a group", "The log leaves the instance")
    added = tuple(
        ChangeRecord(op="add", after=text, ideal=lines(IDEAL, 540 + 2 * place, f"- {text}"), section=section)
        for place, text in enumerate(items)
    )
    replaced = ChangeRecord(
        op="replace",
        before="**LedgerCluster**: the Aurora cluster.",
        after="**LedgerCluster**: Serverless v2 from 0.5 to 1 ACU.",
        model=lines(MODEL, 509, "- **LedgerCluster**: the Aurora cluster."),
        ideal=lines(IDEAL, 517, "- **LedgerCluster**: Serverless v2 from 0.5 to 1 ACU."),
        section="Resources",
    )
    return FixRecord(
        rule="documentation",
        category="C",
        concern="documentation",
        title="Documentation extended",
        issue="The model described its resources in a few words.",
        fix="The corrected answer says more:",
        reason="Documentation helps whoever operates the stack.",
        impact="LOW: documentation only, nothing that is deployed changes.",
        training_value="Documenting decisions beside the code.",
        source="documentation",
        direction="beyond",
        details=("1 description under Resources says more", "section Best practices in this stack with 3 items"),
        changes=(replaced, *added),
    )


def score(**changed: Any) -> ScoreRecord:
    """The score of two B and one C with two complexity factors."""
    record = ScoreRecord(
        base=8,
        adjustment=0,
        complexity=2,
        calculated=10,
        final=9,
        threshold=8,
        passed=True,
        assessment="Moderate fixes only: the gap teaches configuration, not architecture.",
        band="excellent",
        factors=(
            Factor("services", "Several services that refer to one another", 1, "earned", ("RDS", "KMS", "CloudWatch")),
            Factor("availability", "High availability", 1, "earned", ("LedgerWriter and LedgerReader in two zones",)),
            Factor("security", "Security practice", 0, "already counted", ("StorageKey encrypts LedgerCluster",)),
            Factor("advanced", "Advanced pattern", 0, "not found"),
        ),
        ceilings=(Ceiling("no_category_a", 9, "no Category A fix: a straightforward correction is not exceptional"),),
    )
    return replace(record, **changed)


def scored(**changed: Any) -> Review:
    """The review of a task with three fixes and a contradiction."""
    fixes = (protection(), engine(), documentation())
    review = Review(
        task=TaskRecord(
            id="101000894",
            path="samples/101000894",
            platform="cfn",
            language="json",
            complexity="hard",
            title="Database tier of the reservation ledger",
            services=("RDS", "Secrets Manager", "CloudWatch", "KMS", "VPC"),
            files={"model": MODEL, "ideal": IDEAL, "deployed": DEPLOYED},
        ),
        status="scored",
        fixes=fixes,
        changes=ChangeCounts(total=8, in_fixes=6, without_meaning=2),
        counts=Counts(B=2, C=1),
        strengths=(
            Strength("security", 41, 41, ("StorageEncrypted of LedgerCluster", "KmsKeyId of LedgerSecret")),
            Strength("lifecycle", 22, 23, ("DeletionPolicy of 11 resources",)),
        ),
        competency=Competency(63, 64, 98.4, "very high"),
        learning={
            "strong": ("Reading all requirements before a protection flag is set.",),
            "limited": ("The model already masters encryption with a customer-managed key.",),
        },
        contradictions=(Contradiction("deletion protection", PROTECT, DESTROY),),
        unmet=(PROTECT,),
        score=score(),
        notifications=(NotificationRecord("info", "turn 1 is reviewed, the only one"),),
        rubric=RubricRecord("default", "1", "0f" * 32, {"A": "Significant", "B": "Moderate", "C": "Minor"}),
        fingerprint="ab" * 32,
    )
    return replace(review, **changed)


def not_comparable() -> Review:
    """A review whose ideal side holds no code."""
    return scored(
        status="not_comparable",
        fixes=(),
        changes=ChangeCounts(),
        counts=Counts(),
        strengths=(),
        competency=None,
        learning={},
        contradictions=(),
        unmet=(),
        score=None,
        notifications=(
            NotificationRecord("error", "the corrected answer holds no code at all", IDEAL, 1),
            NotificationRecord("warning", "a fence is never closed", MODEL, 31),
        ),
    )


def many(count: int) -> Review:
    """One fix with ``count`` changes that lie apart from each other."""
    changes = tuple(
        ChangeRecord(
            op="replace",
            pointer=f"/Resources/Table{number}/Properties/Tags",
            before="a",
            after="b",
            model=lines(MODEL, 10 * number, "a"),
            ideal=lines(IDEAL, 10 * number, "b"),
        )
        for number in range(1, count + 1)
    )
    fix = replace(protection(), changes=changes)
    return scored(fixes=(fix,), counts=Counts(B=1), changes=ChangeCounts(count, count, 0))
