"""What counts where a thing went: the loss itself, not what only pointed to it."""

from __future__ import annotations

from dataclasses import replace

from reviewer.classify.direction import find_direction
from reviewer.model import MISSING
from tests.rubrics import shipped

from .test_direction import OFF, wish
from .test_matcher import NONE, changed

RUBRIC = shipped()


def test_what_pointed_to_it_does_not_make_a_loss_smaller():
    """Four settings that named a secret are no four changes beside the secret that went."""
    rule = next(rule for rule in RUBRIC.rules if rule.id == "secret-removed")
    secret = replace(OFF.element, path=("Resources", "Seal"), name="Seal", type="AWS::SecretsManager::Secret")
    secret = replace(secret, kind="resource")
    gone = changed("name", "seal", MISSING, secret)._replace(status="removed")
    users = [changed(f"variables.s{at}", {"Ref": "Seal"}, MISSING) for at in range(4)]
    found = find_direction(rule, [gone, *users], [wish("Use Secrets Manager for it.")], NONE, RUBRIC)
    assert (found.direction, len(found.served)) == ("regresses", 1)
