"""An import goes with what came or went and needs it."""

from __future__ import annotations

from pathlib import Path

from tests.classify.reviews import BUCKET, program, rules_of

PARCELS = "const parcels = new aws.sqs.Queue('parcels', { delaySeconds: 7 });\n"
LOCK = "const lock = new {}('lock', {{ length: 24 }});\n"
RANDOM = "import * as random from '@pulumi/random';\n"


def test_the_import_of_a_module_goes_with_the_resource_that_is_of_it_now(tmp_path: Path) -> None:
    """What was of a type that there is not is of one of another library: one mistake, one fix."""
    model = BUCKET + LOCK.format("aws.secretsmanager.RandomPassword")
    fixes = program(tmp_path, model, RANDOM + BUCKET + LOCK.format("random.RandomPassword"))
    assert rules_of(fixes)["type-corrected"] == {"random.RandomPassword", "import"}
    assert len(fixes.fixes) == 1


def test_the_import_of_a_class_goes_with_the_instance(tmp_path: Path) -> None:
    added = "import { Shelf } from './shelf';\nconst shelf = new Shelf('shelf', { rows: 4 });\n"
    fixes = program(tmp_path, BUCKET, BUCKET + added)
    assert [fix.rule for fix in fixes.fixes] == ["module-call"]


def test_an_import_that_was_missing_is_a_fix_of_its_own(tmp_path: Path) -> None:
    """The left side uses the module already: one more use is not why it is imported now."""
    model = BUCKET + LOCK.format("random.RandomPassword")
    more = "const bolt = new random.RandomPassword('bolt', { length: 9 });\n"
    assert "imports" in rules_of(program(tmp_path, model, RANDOM + model + more))


def test_a_name_that_another_module_gives_is_a_fix_of_its_own(tmp_path: Path) -> None:
    use = "new aws.s3.BucketObject('list', { bucket: uploads.id, content: listed({0}) });\n"
    model = "import { listed } from './lists';\n" + BUCKET + use.replace("{0}", "4")
    ideal = "import { listed } from './catalogue';\n" + BUCKET + use.replace("{0}", "9")
    assert "imports" in rules_of(program(tmp_path, model, ideal))


def test_an_import_that_nothing_new_uses_is_a_fix_of_its_own(tmp_path: Path) -> None:
    assert "imports" in rules_of(program(tmp_path, BUCKET, "import * as fs from 'fs';\n" + BUCKET + PARCELS))
