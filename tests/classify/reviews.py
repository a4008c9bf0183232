"""Tasks in small, reviewed: templates, programs and files of Terraform."""

from __future__ import annotations

from pathlib import Path

from reviewer import review_task
from reviewer.review import Review
from tests.rubrics import shipped

RUBRIC = shipped()
FUNCTION = "  Worker:\n    Type: AWS::Lambda::Function\n    Properties:\n      Handler: a.b\n"
PERMISSION = """  Invoke:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Worker
      Action: lambda:InvokeFunction
      Principal: events.amazonaws.com
"""
QUEUE = "  Waiting:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 7\n"
BUCKET = "const uploads = new aws.s3.Bucket('uploads', { forceDestroy: true });\n"
TOPIC = 'resource "aws_sns_topic" "desk" {\n  display_name = "Desk"\n}\n'
ALARM = """variable "desk_email" {
  type = string
}
resource "aws_cloudwatch_metric_alarm" "late" {
  metric_name   = "Late"
  alarm_actions = [aws_sns_topic.desk.arn, var.desk_email]
}
"""
ROLE = 'resource "aws_iam_role" "clerk" {\n  name = "clerk-${var.shelf}"\n}\n'


def review(folder: Path, model: str, ideal: str) -> Review:
    """Reviews a task of two templates."""
    (folder / "lib").mkdir()
    (folder / "metadata.json").write_text('{"platform": "cfn", "language": "yaml"}')
    for side, resources in (("MODEL", model), ("IDEAL", ideal)):
        (folder / f"lib/{side}_RESPONSE.md").write_text(f"```yaml\nResources:\n{resources}```\n")
    return review_task(str(folder), RUBRIC)


def program(folder: Path, model: str, ideal: str) -> Review:
    """Reviews a task of two programs for Pulumi."""
    (folder / "lib").mkdir()
    (folder / "metadata.json").write_text('{"platform": "pulumi", "language": "ts"}')
    head = "import * as pulumi from '@pulumi/pulumi';\nimport * as aws from '@pulumi/aws';\n"
    for side, text in (("MODEL", model), ("IDEAL", ideal)):
        (folder / f"lib/{side}_RESPONSE.md").write_text(f"```typescript\n{head}{text}```\n")
    return review_task(str(folder), RUBRIC)


def rules_of(found: Review) -> dict[str, set[str]]:
    """The elements that each fix is about."""
    return {fix.rule: {(each.pointer or "").split("/")[1] for each in fix.changes} for fix in found.fixes}


def review_terraform(folder: Path, model: str, ideal: str, platform: str = "tf", language: str = "hcl") -> Review:
    """Reviews a task of two programs, or of Terraform."""
    (folder / "lib").mkdir()
    (folder / "metadata.json").write_text(f'{{"platform": "{platform}", "language": "{language}"}}')
    for side, text in (("MODEL", model), ("IDEAL", ideal)):
        (folder / f"lib/{side}_RESPONSE.md").write_text(text)
    return review_task(str(folder), RUBRIC)
