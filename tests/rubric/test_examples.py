"""An example that does not hold is shown as it stands in the rubric, with its line, and who wins it instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.cli.main import run

RUBRIC = """name: mine
version: "1"
extends: default
rules:
  - id: queue-throughput
    category: C
    concern: data
    match:
      - {type: "*sqsqueue", property: fifo_throughput_limit}
    title: Throughput
    issue: One limit for all
    fix: A limit for each group
    reason: One group holds up the others
    impact: More messages a second
    training_value: Teaches throughput
    priority: 10
    examples:
      match:
        - {type: AWS::SQS::Queue, property: FifoThroughputLimit, before: perQueue, after: perMessageGroupId}
        - {type: AWS::SQS::Queue, property: FifoQueue, before: false, after: {Ref: Fifo}}
      no_match:
        - {type: AWS::SQS::Queue, property: FifoThroughputLimit, before: 1, after: 2}
"""
SHOWN = """\
FAILED  mine.yaml:20: rule queue-throughput
          type: "AWS::SQS::Queue"
          property: "FifoQueue"
          before: false
          after: {"Ref": "Fifo"}
        expected: queue-throughput wins
        found: resource-setting wins (priority 4 against 10)
FAILED  mine.yaml:22: rule queue-throughput
          type: "AWS::SQS::Queue"
          property: "FifoThroughputLimit"
          before: 1
          after: 2
        expected: any rule but queue-throughput, or none, wins
        found: queue-throughput wins
"""


def test_a_failed_example_is_shown_as_it_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(RUBRIC, encoding="utf-8")
    assert run(["rubric", "test", str(file)]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith(SHOWN)
    assert shown.endswith(" 2 failed\n")
