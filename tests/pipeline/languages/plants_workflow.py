"""Known changes in a GitHub workflow and the script beside it: exactly those are found."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102400003"
SCAN = """      - name: Scan
        uses: aquasecurity/trivy-action@0.28.0
        with:
          image-ref: ${{ steps.login.outputs.registry }}/orchard-planner:${{ github.sha }}
          severity: CRITICAL
          exit-code: '1'
"""
UNIT = "      - name: Unit tests\n        run: npm test -- --coverage\n"
LINT = "      - name: Lint\n        run: npm run lint\n"
CONCURRENCY = "concurrency:\n  group: orchard-${{ github.ref }}\n  cancel-in-progress: false\n\n"
ENV = "env:\n  AWS_REGION: eu-west-3\n  IMAGE: orchard-planner\n\n"
PLANTS = (
    Plant(
        "property changed",
        "timeout-minutes: 20",
        "timeout-minutes: 25",
        (("replace", "/jobs/image/timeout-minutes"),),
    ),
    Plant(
        "property added",
        "    environment: staging\n",
        "    environment: staging\n    continue-on-error: false\n",
        (("add", "/jobs/staging/continue-on-error"),),
    ),
    Plant(
        "property removed",
        "          cache: npm\n",
        "",
        (("remove", "/jobs/test/steps/actions~1setup-node/with/cache"),),
    ),
    Plant("step added", UNIT, UNIT + LINT, (("add", "/jobs/test/steps/Lint"),)),
    Plant("step removed", SCAN, "", (("remove", "/jobs/image/steps/Scan"),)),
    Plant(
        "job renamed with its references",
        "    needs: image\n",
        "    needs: container\n",
        (("move", "/jobs/container"), ("replace", "/jobs/staging/needs")),
        also=(("  image:\n    needs: test\n", "  container:\n    needs: test\n"),),
    ),
    Plant("settings re-ordered", CONCURRENCY, "", also=((ENV, ENV + CONCURRENCY),)),
    Plant("code re-indented", "    branches: [main]\n", "    branches:\n      - main\n"),
    Plant(
        "comment changed",
        "# Removes images of the orchard planner that are older than 30 days.",
        "# Removes images of the orchard planner that nobody needs after 30 days.",
        (("replace", PROSE),),
    ),
    Plant("string re-quoted", "exit-code: '1'", 'exit-code: "1"'),
    Plant(
        "token replaced all over",
        "--cluster orchard-",
        "--cluster fruit-",
        (("replace", "/jobs/staging/steps/Deploy/run"), ("replace", "/jobs/production/steps/Deploy/run")),
    ),
    Plant("command of the script changed", "--output text", "--output json", (("replace", "/old_images"),)),
)
#: Left out where all are planted at once: others change what it moves or renames.
APART = ("step removed", "job renamed with its references")
