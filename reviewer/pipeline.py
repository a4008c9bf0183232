"""The straight line from a task directory to a review. Only this module knows every room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from reviewer.classify import (
    Classified,
    Contradiction,
    cancel_unshown,
    classify_changes,
    find_contradictions,
    find_requirements,
    find_standings,
    mark_unrelated,
)
from reviewer.diff import diff_documents
from reviewer.explanation import Explanation, Lost, Opinion
from reviewer.extract import (
    choose_sides,
    extract_deployed,
    extract_response,
    fill_unshown,
    find_excerpts,
    find_gone,
    find_unshown,
    is_unrelated,
    lend_methods,
    lend_unshown,
    of_deployed,
)
from reviewer.extract.leveling import level_documents
from reviewer.extract.passages import extract_passages
from reviewer.extract.programs.embedded import tokens_of
from reviewer.extract.services import services_in
from reviewer.extract.titles import find_title
from reviewer.model import Change, Document, Fix, Notification, Requirement, Source, Task, TextFile, rank_fix
from reviewer.read import read_task
from reviewer.records import Quotes, fingerprint, record_fix, record_notes, record_requirement
from reviewer.review import ChangeCounts, Counts, Review, RubricRecord, TaskRecord
from reviewer.review import Contradiction as ContradictionRecord
from reviewer.rubric import Rubric
from reviewer.rubric.precedence import why_loses
from reviewer.score import (
    assess_competency,
    compare_verdicts,
    find_distance,
    find_kind,
    find_learning,
    find_required,
    find_row,
    find_strengths,
    find_unmet,
    find_what_ifs,
    judge_leaves,
    score_fixes,
)


class ConservationError(AssertionError):
    """A change was lost or counted twice: a bug of ours, and never a review."""


class Comparison(NamedTuple):
    """Two documents of a task, what differs, and what became of it."""

    left: Document
    right: Document
    changes: tuple[Change, ...]
    classified: Classified


def review_task(directory: str, rubric: Rubric, *, turn: int | None = None) -> Review:
    """Reviews one task.

    Args:
        directory: the task directory.
        rubric: the policy to judge by.
        turn: which turn of the conversation; None takes the first.

    Raises:
        TaskError: where the directory is no task or a response is missing.
    """
    return build_review(read_task(directory, turn=turn), rubric)


def build_review(task: Task, rubric: Rubric) -> Review:
    """Reviews a task that has been read."""
    model = extract_response(task.model, task.metadata, "model")
    ideal = extract_response(task.ideal, task.metadata, "ideal")
    deployed = extract_deployed(task.deployed, task.metadata, model, ideal)
    ideal = find_unshown(find_excerpts(ideal, model, deployed, task.metadata), model)
    ideal = find_gone(lend_methods(ideal, model), model)
    requirements = _read_requirements(task, rubric)
    contradictions = find_contradictions(requirements, rubric.requirements)
    model, ideal, beside, stand_in = choose_sides(model, ideal, deployed, written=bool(task.ideal.text.strip()))
    comparable = model.comparable and ideal.comparable
    # code beside no code is neither added nor removed: nobody can tell what the other answer would have had
    sides = (model, ideal) if comparable else (replace(model, elements=()), replace(ideal, elements=()))
    comparisons = _compare(*sides, beside, rubric, requirements, contradictions)
    _check_conservation(comparisons)
    fixes = tuple(sorted((fix for each in comparisons for fix in each.classified.fixes), key=rank_fix))
    notes = [*task.notifications, *model.notifications, *ideal.notifications]
    notes += deployed.notifications if deployed else ()
    files = {file.path: file for file in (task.model, task.ideal, *task.deployed)}
    whole = fill_unshown(ideal, model)
    kind = find_kind(task.metadata, ideal, rubric)
    notes += (*kind.notifications, *stand_in)
    review = _record(task, rubric, comparisons, whole, fixes, files, contradictions)
    review = replace(review, task=replace(review.task, kind=kind.name))
    if not comparable:
        return replace(review, status="not_comparable", notifications=record_notes([*notes, _reason(model, ideal)]))
    required = find_required(requirements, services_in(", ".join(task.metadata.services)), rubric)
    unmet = () if "unmet" in kind.unjudged else find_unmet(requirements, whole, rubric)
    score, warnings = score_fixes(fixes, ideal, deployed, task, required, rubric, kind, unmet, whole)
    response = comparisons[0]
    judged = judge_leaves(response.changes, response.right)
    strengths = find_strengths(judged, rubric)
    return replace(
        review,
        status="scored",
        score=score,
        strengths=strengths,
        competency=assess_competency(judged, rubric),
        learning=find_learning(fixes, strengths, rubric),
        unmet=tuple(map(record_requirement, unmet)),
        notifications=record_notes([*notes, *warnings]),
    )


def explain_review(review: Review, rubric: Rubric, others: Iterable[Review] = ()) -> Explanation:
    """Explains a review: what earns, decides and bounds its score.

    Args:
        review: the finished review.
        rubric: the one that gave it.
        others: reviews of the same task by other rubrics.
    """
    lost = (
        Lost(at, each, why_loses(fix.rule, each, rubric)) for at, fix in enumerate(review.fixes) for each in fix.also
    )
    return Explanation(
        row=find_row(review, rubric),
        what_ifs=find_what_ifs(review, rubric),
        distance=find_distance(review, rubric),
        lost=tuple(lost),
        opinions=tuple(_opinion(review, each) for each in others),
    )


def _opinion(review: Review, other: Review) -> Opinion:
    score = other.score
    final, passed = (score.final, score.passed) if score else (None, False)
    return Opinion(other.rubric.name, other.rubric.version, final, passed, compare_verdicts(review, other))


def _read_requirements(task: Task, rubric: Rubric) -> tuple[Requirement, ...]:
    prompt = extract_passages(task.prompt) if task.prompt else ()
    found = find_requirements(prompt, rubric.requirements)
    return tuple(
        replace(each, services=services_in(each.text), about=services_in(each.under) or services_in(each.section))
        for each in found
    )


def _compare(
    model: Document,
    ideal: Document,
    deployed: Document | None,
    rubric: Rubric,
    requirements: Sequence[Requirement],
    contradictions: Sequence[Contradiction],
) -> tuple[Comparison, ...]:
    pairs: list[tuple[Document, Document, Source]] = [(model, ideal, "response")]
    if deployed is not None and ideal.comparable and ideal.elements:
        # Deployed code has no prose, and its comments are not the answer's documentation.
        shown = replace(of_deployed(lend_unshown(ideal, model, deployed), deployed), passages=())
        pairs.append((shown, replace(deployed, passages=()), "deployed"))
    sides = [level_documents(one, other) for one, other, _ in pairs]
    found = [
        diff_documents(left, right, source, tokens_of)
        for (left, right), (_, _, source) in zip(sides, pairs, strict=True)
    ]
    if len(found) > 1:
        standing = find_standings(found[1], found[0], *sides[0])
        if deployed is not None and is_unrelated(deployed, model, ideal):
            standing = mark_unrelated(standing)
        found = list(cancel_unshown(found[0], standing, sides[0][1]))
    return tuple(
        Comparison(left, right, changes, classify_changes(changes, left, right, rubric, requirements, contradictions))
        for (left, right), changes in zip(sides, found, strict=True)
    )


def _check_conservation(comparisons: Iterable[Comparison]) -> None:
    for each in comparisons:
        kept = [*each.classified.without_meaning, *(change for fix in each.classified.fixes for change in fix.changes)]
        if sorted(map(id, kept)) != sorted(map(id, each.changes)):
            raise ConservationError(
                f"{len(each.changes)} changes went into classification and {len(kept)} came out "
                f"(comparison of {each.left.file} with {each.right.file})"
            )


def _record(
    task: Task,
    rubric: Rubric,
    comparisons: Sequence[Comparison],
    ideal: Document,
    fixes: Sequence[Fix],
    files: Mapping[str, TextFile],
    contradictions: Sequence[Contradiction],
) -> Review:
    """Everything of a review but its verdict."""
    total = sum(len(each.changes) for each in comparisons)
    noise = sum(len(each.classified.without_meaning) for each in comparisons)
    counts = {name: sum(fix.category == name for fix in fixes) for name in "ABC"}
    services = tuple(dict.fromkeys(each.service for each in ideal.elements if each.service))
    deployed = comparisons[1].right.file if len(comparisons) > 1 else None
    quotes = Quotes({path: file.text.split("\n") for path, file in files.items()})
    return Review(
        task=TaskRecord(
            id=task.id,
            path=task.path,
            platform=task.metadata.platform or ideal.platform,
            language=task.metadata.language or ideal.language,
            complexity=task.metadata.complexity,
            turn=task.turn,
            turns=task.turns,
            title=find_title((task.ideal, task.prompt)),
            services=services,
            files={"model": task.model.path, "ideal": task.ideal.path, **({"deployed": deployed} if deployed else {})},
        ),
        status="not_comparable",
        rubric=RubricRecord(
            rubric.name, rubric.version, rubric.sha256, {name: each.title for name, each in rubric.categories.items()}
        ),
        fixes=tuple(record_fix(fix, quotes) for fix in fixes),
        changes=ChangeCounts(total, total - noise, noise),
        counts=Counts(**counts),
        contradictions=tuple(
            ContradictionRecord(each.topic, record_requirement(each.first), record_requirement(each.second))
            for each in contradictions
        ),
        fingerprint=fingerprint(task, rubric),
    )


def _reason(model: Document, ideal: Document) -> Notification:
    sides = [each for each in (model, ideal) if not each.comparable]
    what = "no resource is declared" if all(each.elements for each in sides) else "no code could be read"
    files = [each.file for each in sides]
    return Notification("error", f"{what} in {' and '.join(files)}", files[0])
