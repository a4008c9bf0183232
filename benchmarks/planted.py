"""How often known changes, planted into templates of others, come out as exactly the fixes that the policy asks for.

usage: python benchmarks/planted.py DIR [--seed N] [--per-template K] [--most N] [--jobs N] [--only NAME] [--show]

Every CloudFormation template below DIR, JSON or YAML, gets K tasks: one to three changes of different families are
planted into a copy of it, the task is reviewed, and the fixes are held against what was planted. A change is ``found``
where all that was changed lies in exactly one fix, ``right`` where this fix has the category of the policy, ``alone``
where nothing else is in this fix and no fix of the task is without a family. Both sides are dumped the same way, so
whatever else comes out is noise of ours. The families are those of ``planted_families.py``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from planted_families import FAMILIES, Site, Template, marks, plant

from reviewer import load_rubric, review_task
from reviewer.extract.json_text import parse_json
from reviewer.extract.positions import ParseError
from reviewer.extract.structured import looks_like_json
from reviewer.extract.yaml_text import parse_yaml
from reviewer.review import FixRecord

RUBRIC = load_rubric()
PROMPT = "# Task\n\nWe need what is described below.\n"
METADATA = {"platform": "cfn", "language": "json", "complexity": "medium", "po_id": "planted", "aws_services": []}
SUFFIXES = (".json", ".yaml", ".yml", ".template")


class Planted(NamedTuple):
    """A task: a template, and which families are planted where."""

    source: str
    template: Template
    sites: dict[str, Site]


class Outcome(NamedTuple):
    """What became of one planted change."""

    family: str
    found: bool
    right: bool
    alone: bool
    story: str


def templates(directory: Path) -> Iterator[tuple[str, Template]]:
    """Every template below a directory that can be read and declares a resource."""
    for path in sorted(directory.rglob("*")):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        try:
            read = [parse_json(text)] if looks_like_json(text) else parse_yaml(text).documents
        except ParseError:
            continue
        for document in read[:1]:
            value = document.value
            if isinstance(value, dict) and isinstance(value.get("Resources"), dict) and "AWS::" in text:
                yield path.relative_to(directory).as_posix(), value


def plan(sources: Iterable[tuple[str, Template]], seed: int, each: int, most: int, only: str | None) -> list[Planted]:
    """Chooses what is planted where; families that were planted least come first, so that the rare ones are seen."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    tasks = []
    for source, template in sources:
        places = {name: list(family.find(template)) for name, family in FAMILIES.items() if only in (None, name)}
        fitting = [name for name, found in places.items() if found]
        for number in range(each):
            sites: dict[str, Site] = {}
            chance.shuffle(fitting)
            for name in sorted(fitting, key=counts.__getitem__):
                site = chance.choice(places[name])
                if len(sites) <= number % most and apart(name, site, sites):
                    sites[name] = site
            counts.update(sites.keys())
            if sites:
                tasks.append(Planted(source, template, sites))
    return tasks


def apart(name: str, site: Site, others: dict[str, Site]) -> bool:
    """Whether a person would name a change by itself beside others: of another kin, and nowhere near."""
    mine = marks(site.edits)
    for other, theirs in others.items():
        if FAMILIES[other].kin == FAMILIES[name].kin or "" in (FAMILIES[name].categories, FAMILIES[other].categories):
            return False
        for one, two in itertools.product(mine, marks(theirs.edits)):
            if below(one, (two,)) or below(two, (one,)):
                return False
    return bool(mine)


def below(pointer: str, places: Iterable[str]) -> bool:
    """Whether a pointer lies at or below one of the places."""
    return any(pointer == place or pointer.startswith(f"{place}/") for place in places)


def write(folder: Path, task: Planted) -> None:
    """Writes the task directory."""
    edits = [edit for site in task.sites.values() for edit in site.edits]
    for side in ("model", "ideal"):
        code = json.dumps(plant(task.template, edits, side), indent=2, default=str)
        text = f"# Answer\n\n### File: lib/TapStack.json\n\n```json\n{code}\n```\n"
        (folder / f"{side.upper()}_RESPONSE.md").write_text(text, encoding="utf-8")
    (folder / "PROMPT.md").write_text(PROMPT, encoding="utf-8")
    (folder / "metadata.json").write_text(json.dumps(METADATA), encoding="utf-8")


def check(task: Planted) -> list[Outcome]:
    """Reviews a task and tells what became of each planted change."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), task)
        fixes = review_task(folder, RUBRIC).fixes
    places = {name: marks(site.edits) for name, site in task.sites.items()}
    stray = [fix for fix in fixes if not any(touches(fix, each) for each in places.values())]
    return [judge(task, name, places[name], fixes, stray) for name in task.sites]


def judge(
    task: Planted, name: str, places: tuple[str, ...], fixes: tuple[FixRecord, ...], stray: list[FixRecord]
) -> Outcome:
    """Tells what became of one planted change."""
    mine = [fix for fix in fixes if touches(fix, places)]
    categories = FAMILIES[name].categories
    found = len(mine) == (1 if categories else 0)
    right = found and all(fix.category in categories for fix in mine)
    alone = found and not stray and all(inside(fix, places) for fix in mine)
    tell = [f"{fix.category} {fix.rule}: {', '.join(pointers(fix)[:3])}" for fix in (*mine, *stray)]
    beside = ", ".join(f"{each} at {site.name}" for each, site in task.sites.items() if each != name)
    head = f"{name} ({categories or '-'}) at {task.sites[name].name} of {task.source}" + (
        f", beside {beside}" if beside else ""
    )
    return Outcome(name, found, right, alone, "\n    ".join([head, *tell]))


def pointers(fix: FixRecord) -> list[str]:
    return [each for change in fix.changes for each in (change.pointer, change.origin) if each is not None]


def touches(fix: FixRecord, places: tuple[str, ...]) -> bool:
    return any(below(pointer, places) for pointer in pointers(fix))


def inside(fix: FixRecord, places: tuple[str, ...]) -> bool:
    """Whether a change of a fix is planted, for all of its changes."""
    return all(below(pointer, places) for pointer in pointers(fix))


def table(outcomes: list[Outcome]) -> Iterator[str]:
    """A line a family, and their sums."""
    yield f"{'family':36} {'planted':>7} {'found':>6} {'right':>6} {'alone':>6}"
    names = [name for name in FAMILIES if any(each.family == name for each in outcomes)]
    for name in [*names, "all"]:
        mine = [each for each in outcomes if name in (each.family, "all")]
        sums = (len(mine), *(sum(each[place] for each in mine) for place in (1, 2, 3)))
        yield f"{name:36} {sums[0]:7} {sums[1]:6} {sums[2]:6} {sums[3]:6}"
    exact = sum(each.right and each.alone for each in outcomes)
    share = 100 * exact / max(len(outcomes), 1)
    yield f"{len(names)} families, exactly as planted: {exact} of {len(outcomes)} ({share:.1f} %)"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-template", type=int, default=6)
    parser.add_argument("--most", type=int, default=3, help="how many changes are planted together at most")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", choices=FAMILIES, metavar="NAME", help="plants this family alone")
    parser.add_argument("--show", action="store_true", help="lists every change that did not come out as planted")
    wanted = parser.parse_args()
    sources = list(templates(wanted.directory))
    tasks = plan(sources, wanted.seed, wanted.per_template, wanted.most, wanted.only)
    with ProcessPoolExecutor(wanted.jobs) as pool:
        outcomes = list(itertools.chain.from_iterable(pool.map(check, tasks, chunksize=8)))
    if wanted.show:
        for each in sorted(outcomes):
            if not (each.right and each.alone):
                print(("" if each.found else "split or lost: ") + each.story)
    print(f"{len(sources)} templates, {len(tasks)} tasks")
    print("\n".join(table(outcomes)))


if __name__ == "__main__":
    main()
