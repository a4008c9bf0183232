"""What a review costs beyond what it can't do without: reading a task, finding its code and parsing it.

usage: python benchmarks/ratio.py DIR [--every N] [--rounds N]

Both sides run in this process over the same tasks, turn by turn, and are counted in processor time, so that neither
start-up nor another program's load enters. ``floor`` reads every file of a task, finds the code in both responses and
hands every block and every deployed file to the parser that the reviews use, which keeps nothing but the tree.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterable, Iterator

import yaml

from reviewer import load_rubric, review_task
from reviewer.errors import ReviewerError
from reviewer.extract.blocks import blocks_of
from reviewer.extract.fences import repair_fences
from reviewer.extract.json_text import parse_json
from reviewer.extract.languages import language_of_name
from reviewer.extract.markdown import split_markdown
from reviewer.extract.passages import extract_passages
from reviewer.extract.positions import ParseError
from reviewer.extract.programs import LANGUAGES, parse_program
from reviewer.extract.structured import looks_like_json
from reviewer.extract.terraform_parse import parse
from reviewer.read import find_tasks, read_task
from reviewer.review_json import to_json


def code_of(directory: str) -> Iterator[tuple[str, str]]:
    """Language and text of every block and deployed file of a task."""
    task = read_task(directory)
    for response in (task.model, task.ideal):
        repaired = repair_fences(response.text)
        for block in blocks_of(split_markdown(repaired.text, response.path, repaired.breaks), response.path):
            yield block.language, block.text
    for file in task.deployed:
        yield language_of_name(file.path) or "text", file.text
    if task.prompt:
        extract_passages(task.prompt)


def parse_code(language: str, text: str) -> None:
    """Parses a text by the parser of its language, as far as it can be parsed; what has no parser is left alone."""
    if language in LANGUAGES:
        parse_program(language, text.encode("utf-8", "replace"))
    elif language == "hcl":
        parse(text)
    elif language in ("json", "yaml"):
        try:
            _parse_data(text)
        except (ParseError, yaml.YAMLError):
            return


def _parse_data(text: str) -> None:
    if looks_like_json(text):
        parse_json(text)
        return
    for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
        pass


def floor(directory: str) -> None:
    """The least that has to be done for a task."""
    for language, text in code_of(directory):
        parse_code(language, text)


def review(directory: str) -> None:
    """All that is done for a task."""
    to_json(review_task(directory, RUBRIC))


def measure(work: Callable[[str], None], tasks: Iterable[str]) -> float:
    """Processor seconds for all tasks; a task that is none costs what it costs."""
    start = time.process_time()
    for task in tasks:
        try:
            work(task)
        except ReviewerError:
            continue
    return time.process_time() - start


RUBRIC = load_rubric()


def main() -> None:
    """Measures and prints."""
    gc.freeze()
    gc.set_threshold(100_000)  # as the workers of a batch have it
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("root")
    parser.add_argument("--every", type=int, default=1, help="take every Nth task")
    parser.add_argument("--rounds", type=int, default=1, help="the best of so many rounds counts")
    options = parser.parse_args()
    tasks = sorted(find_tasks(options.root))[:: options.every]
    for work in (floor, review):
        measure(work, tasks[:5])  # imports and grammars
    rounds = [(measure(floor, tasks), measure(review, tasks)) for _ in range(options.rounds)]
    least, whole = min(each for each, _ in rounds), min(each for _, each in rounds)
    print(f"{len(tasks)} tasks: floor {least:.2f} s, review {whole:.2f} s, {whole / least:.2f} times")


if __name__ == "__main__":
    main()
