"""Reviews made up for the tests of the workflows: the name of a task says what happens to it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePath

from reviewer.errors import TaskError
from reviewer.review import (
    ChangeCounts,
    ChangeRecord,
    Counts,
    FixRecord,
    Lines,
    Review,
    RubricRecord,
    ScoreRecord,
    TaskRecord,
)

RUBRIC = RubricRecord("default", "1", "f" * 64)


def make_score(final: int = 9) -> ScoreRecord:
    return ScoreRecord(8, 0, 1, final, final, 8, final >= 8, "some fixes", "good")


def make_fix(rule: str = "deletion-protection", category: str = "B", at: int = 3) -> FixRecord:
    lines = Lines("lib/IDEAL_RESPONSE.md", at, at)
    change = ChangeRecord(
        "replace", "/Resources/Db/Properties/DeletionProtection", before=True, after=False, ideal=lines
    )
    words = {"title": "Protection is off", "issue": "It was on.", "fix": "It is off.", "reason": "The prompt."}
    return FixRecord(
        rule=rule,
        category=category,  # type: ignore[arg-type]
        concern="lifecycle",
        impact="It can be destroyed.",
        training_value="Moderate.",
        source="response",
        direction="repairs",
        changes=(change,),
        **words,
    )


def make_review(path: str, final: int = 9, fixes: tuple[FixRecord, ...] | None = None) -> Review:
    found = (make_fix(),) if fixes is None else fixes
    counts = Counts(*(sum(fix.category == each for fix in found) for each in "ABC"))
    return Review(
        task=TaskRecord(id=PurePath(path).name, path=path, platform="cfn", language="json"),
        status="scored",
        fixes=found,
        changes=ChangeCounts(len(found), len(found), 0),
        counts=counts,
        score=make_score(final),
        rubric=RUBRIC,
    )


def _sleep() -> None:
    time.sleep(600)


def _hog() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(64 << 20))


def _recurse() -> None:
    _recurse()


def _raise() -> None:
    raise ValueError("no such thing")


def _refuse() -> None:
    raise TaskError("there is no IDEAL_RESPONSE.md", file="lib")


def _require_here() -> None:
    if not Path("here-1").is_dir():
        raise TaskError("not here")


def _leave() -> None:
    raise SystemExit(4)


HOSTILE: dict[str, Callable[[], None]] = {
    "exit": lambda: os._exit(7),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "segv": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "sleep": _sleep,
    "hog": _hog,
    "recurse": _recurse,
    "raise": _raise,
    "refuse": _refuse,
    "leave": _leave,
    "here": _require_here,
    "slow": lambda: time.sleep(0.7),
}


def review_fake(path: str) -> Review:
    """Reviews ``.../kill-17`` by being killed, ``.../7-ok`` by a score of 7."""
    name = PurePath(path).name
    HOSTILE.get(name.split("-")[0], lambda: None)()
    first = name.split("-")[0]
    return make_review(path, int(first) if first.isdigit() else 9)


def set_up() -> Callable[[str], Review]:
    """What a worker of the tests is set up with."""
    return review_fake


def prepare(_: Path) -> Callable[[], Callable[[str], Review]]:
    """What a machine of a cluster is set up with."""
    return set_up


def prepare_deadly(_: Path) -> Callable[[], Callable[[str], Review]]:
    """A machine on which the task ``murder-1`` kills the worker that it was sent to, and not only its own process."""
    return partial(set_up_deadly, os.getpid())


def set_up_deadly(victim: int) -> Callable[[str], Review]:
    def review(path: str) -> Review:
        if path.startswith("murder"):
            os.kill(victim, signal.SIGKILL)
            _sleep()
        return review_fake(path)

    return review


def set_up_without_room() -> Callable[[str], Review]:
    """A worker whose memory does not even hold the rubric."""
    raise MemoryError


def set_up_badly() -> Callable[[str], Review]:
    """A worker that never gets ready."""
    os._exit(9)
