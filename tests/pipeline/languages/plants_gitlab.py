"""Known changes in a GitLab pipeline: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102400005"
TESTS = """unit-tests:
  stage: check
  timeout: 10 minutes
  script:
    - pip install -r requirements-dev.txt
    - pytest --junitxml=report.xml
  artifacts:
    when: always
    expire_in: 1 week
    reports:
      junit: report.xml

"""
LINT = """lint:
  stage: check
  script:
    - pip install ruff cfn-lint
    - ruff check src
    - cfn-lint templates/timetable.yml

"""
STAGES = "stages:\n  - check\n  - build\n  - deploy\n"
SCAN = "scan:\n  stage: check\n  script:\n    - pip-audit\n\n"
RETRY = "  retry:\n    max: 2\n    when: runner_system_failure\n"
PLANTS = (
    Plant(
        "property changed",
        "expire_in: 1 week",
        "expire_in: 2 weeks",
        (("replace", "/jobs/unit-tests/artifacts/expire_in"),),
    ),
    Plant(
        "property added",
        "  stage: build\n",
        "  stage: build\n  allow_failure: false\n",
        (("add", "/jobs/package/allow_failure"),),
    ),
    Plant("property removed", "  interruptible: true\n", "", (("remove", "/default/interruptible"),)),
    Plant("job added", LINT, LINT + SCAN, (("add", "/jobs/scan"),)),
    Plant(
        "command removed",
        "    - ruff check src\n",
        "",
        (("remove", "/jobs/lint/script"),),
    ),
    Plant(
        "job renamed with its references",
        "unit-tests",
        "tests",
        (("move", "/jobs/tests"), ("replace", "/jobs/package/needs")),
    ),
    Plant(
        "jobs re-ordered",
        LINT,
        "",
        also=(("# The tests need no account.\n" + TESTS, "# The tests need no account.\n" + TESTS + LINT),),
    ),
    Plant("code re-indented", STAGES, "stages: [check, build, deploy]\n"),
    Plant(
        "comment changed",
        "# The tests need no account.",
        "# The tests need no account at all.",
        (("replace", PROSE),),
    ),
    Plant("string re-quoted", "environment: staging", 'environment: "staging"'),
    Plant(
        "token replaced all over",
        "packaged.yml",
        "bundle.yml",
        (
            ("replace", "/jobs/package/script"),
            ("replace", "/jobs/package/artifacts/paths"),
            ("replace", "/jobs/deploy-staging/script"),
            ("replace", "/jobs/deploy-production/script"),
        ),
    ),
    Plant("nested value changed", RETRY, RETRY.replace("2", "1"), (("replace", "/default/retry/max"),)),
)
#: Left out where all are planted at once: others change what it moves or renames.
APART = ("jobs re-ordered",)
