"""The prompt as requirements: which sentences ask, which contradict one another."""

from __future__ import annotations

import pytest

from reviewer.classify.requirements import LONGEST, find_contradictions, find_requirements
from reviewer.model import Passage, Requirement, Span
from tests.rubrics import shipped

POLICY = shipped().requirements


def passage(text: str, kind: str = "paragraph") -> Passage:
    return Passage((), kind, text, Span("PROMPT.md", 3, 3))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "asked"),
    [
        ("The queue must be encrypted.", "paragraph", ["The queue must be encrypted."]),
        ("We run a ferry. Ensure backups.", "paragraph", ["Ensure backups."]),
        ("We run a ferry.", "paragraph", []),
        ("The entry point is bin/ferry.ts.", "paragraph", ["The entry point is bin/ferry.ts."]),
        ("We want ferries without over-engineering them.", "paragraph", []),
        ("Ferry bookings", "item", ["Ferry bookings"]),
        ("size | large", "row", ["size | large"]),
        ("Ensure backups.", "heading", []),
        ("Ensure backups.", "block", []),
        ("Hello, you should see this.", "item", []),
        ("`cdktf destroy`", "item", []),
        ("`barn_size`", "item", ["`barn_size`"]),
        ("It must " + "x" * LONGEST, "item", []),
        ("Use it; Keep both.", "item", ["Use it;", "Keep both."]),
        ("Must do: \u2022 Encrypt it. \u2022 Must be quick", "item", ["Must do:", "Encrypt it.", "Must be quick"]),
        ("Encrypt it, e.g. Always. Keep it.", "item", ["Encrypt it, e.g. Always.", "Keep it."]),
        ("Use a floor, e.g. 2. Upper, for it.", "item", ["Use a floor, e.g. 2. Upper, for it."]),
    ],
)
def test_what_asks_for_something(text, kind, asked):
    found = find_requirements([passage(text, kind)], POLICY)
    assert [each.text for each in found] == asked
    assert all(each.span == Span("PROMPT.md", 3, 3) for each in found)


@pytest.mark.parametrize(
    ("text", "kind", "asked"),
    [
        ("7.Set up a barn.", "paragraph", ["Set up a barn."]),
        (
            "Feed the cows 7.Set up a barn. 8)Paint it red.",
            "item",
            ["Feed the cows", "Set up a barn.", "Paint it red."],
        ),
        ("Feed 2 cows. 5 . Set up a barn. 6 . Paint it.", "item", ["Feed 2 cows.", "Set up a barn.", "Paint it."]),
        ("It has: 1. Cows 2. A barn 3. Hens", "paragraph", ["Cows", "A barn", "Hens"]),
        ("It has: (1) Cows. (2) Hens.", "paragraph", ["Cows.", "Hens."]),
        ("It must have: 1. Cows. 3. Hens.", "paragraph", ["It must have:", "Cows.", "Hens."]),
        ("Use 2 barns. 5.Paint them. 6.Lock them.", "paragraph", ["Use 2 barns.", "Paint them.", "Lock them."]),
        ("Use version 1.5 at 10.0.0.1 by 7.30 PM.", "item", ["Use version 1.5 at 10.0.0.1 by 7.30 PM."]),
        ("Use release 2.X of it.", "item", ["Use release 2.X of it."]),
        ("Set it to 1. Use 2. Keep 3. Lock it.", "item", ["Set it to 1.", "Use 2.", "Keep 3.", "Lock it."]),
        ("It must: 1. Set cows to 2. Use hay.", "paragraph", ["It must:", "Set cows to 2.", "Use hay."]),
    ],
)
def test_a_number_begins_an_item_where_it_numbers_one(text, kind, asked):
    """With or without a space behind it, in a paragraph or in an item; a number that counts something does not."""
    assert [each.text for each in find_requirements([passage(text, kind)], POLICY)] == asked


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("**Security Groups**", True),
        ("**Security Groups:**", True),
        ("__Security Groups__:", True),
        ("**Encrypt the data**", False),
        ("**Rooms and halls of the barn**", False),
        ("**Rooms**: two of them", False),
        ("Security Groups", False),
    ],
)
def test_a_few_words_in_bold_are_a_heading(text, heading):
    """Unless they ask for something, or more stands behind them."""
    (found,) = find_requirements([passage(text, "item")], POLICY)
    assert found.heading is heading


def wishes(*texts: str) -> tuple[Requirement, ...]:
    return tuple(Requirement(text, Span("PROMPT.md", line, line)) for line, text in enumerate(texts, 1))


@pytest.mark.parametrize(
    ("texts", "topics"),
    [
        (
            ("Enable deletion protection.", "All resources must be destroyable."),
            ["protection against deletion and disposability"],
        ),
        (("Enable deletion protection.", "Tag all resources."), []),
        (("`deletionProtection: true` (RDS) \u2192 Use `deletionProtection: false`", "Must be destroyable."), []),
        (("Enable deletion protection, but everything must be destroyable.",), []),
        (("The site must be publicly accessible and public.", "No public access."), ["public access"]),
    ],
)  # fmt: skip
def test_what_cannot_both_be_met(texts, topics):
    assert [each.topic for each in find_contradictions(wishes(*texts), POLICY)] == topics


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Please feed the cows.", True),
        ("Ensure that `terraform destroy` works.", True),
        ("Storage: Keep the hay dry.", True),
        ("Barn: two doors and a window", True),
        ("Note: the barn is red.", False),
        ("Barn: " + "two doors and a window " * 12, False),
        ("This includes a fence around the yard.", True),
        ("No gates to the road are allowed.", True),
        ("We also want a pond.", True),
        ("Remove the old fence.", True),
        ("Public subnets route to the gateway.", True),
        ("The public road routes nobody.", False),
        ("Pair the cows with calves.", True),
        ("For the barn, use wood from the valley.", True),
        ("Storms come early here, so give it a strong roof.", True),
        ("For years, nobody used it.", False),
        ("The system will span two valleys.", True),
        ("The system will help us all.", False),
        ("Lambda sends milk records to a queue.", True),
        ("The NAT gateways also provide a way out.", True),
        ("Lambda is what we know best.", False),
        ("The AWS account must have permission for all of it.", False),
        ("We run a ferry.", False),
        ("For example: the barn must be red.", False),
    ],
)
def test_the_ways_in_which_a_prompt_asks(text, asked):
    assert bool(find_requirements([passage(text)], POLICY)) is asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "[Cows must have hay, Keep every barn red, All pens must bear Owner, Herd and Stage]",
            ["Cows must have hay", "Keep every barn red", "All pens must bear Owner, Herd and Stage"],
        ),
        ("[Cows] must have hay, Hens corn", ["[Cows] must have hay, Hens corn"]),
        ("Cows need hay. | Hens need corn.", ["Cows need hay.", "Hens need corn."]),
        ("**Barns (built by 18)**", ["**Barns (built by 18)**"]),
    ],
)
def test_demands_that_were_put_into_one_item(text, asked):
    """In brackets or between bars; a number within parentheses begins nothing."""
    assert [each.text for each in find_requirements([passage(text, "item")], POLICY)] == asked


@pytest.mark.parametrize(
    ("concern", "order", "touched"),
    [
        pytest.param("lifecycle", slice(None), True, id="what they speak of"),
        pytest.param("naming", slice(None), False, id="something else"),
        pytest.param("lifecycle", slice(None, None, -1), False, id="another sentence says more of the fix"),
        pytest.param("lifecycle", slice(0), False, id="serves nothing"),
    ],
)
def test_only_what_a_contradiction_is_about_is_told_of_it(concern, order, touched):
    served = wishes("Enable deletion protection.", "Name the barn.")
    (clash,) = find_contradictions((*served, *wishes("Must be destroyable.")), POLICY)
    assert clash.touches(concern, served[order]) is touched


@pytest.mark.parametrize(
    ("passages", "asked"),
    [
        pytest.param(
            ["The farm must have:", "A barn with two large doors.", "A pond that is deep enough."],
            ["The farm must have:", "A barn with two large doors.", "A pond that is deep enough."],
            id="a list without markers",
        ),
        pytest.param(["The farm is ours:", "A barn with two large doors."], [], id="nothing is asked"),
        pytest.param(["It must have:", "Doors and hay"], ["It must have:"], id="as short as a heading"),
        pytest.param(
            ["It must have:", "The barn is red. It is old.", "A pond that is deep enough."],
            ["It must have:"],
            id="not behind a story",
        ),
    ],
)
def test_sentences_below_an_introduction_are_items(passages, asked):
    assert [each.text for each in find_requirements(map(passage, passages), POLICY)] == asked


@pytest.mark.parametrize(
    ("passages", "under"),
    [
        pytest.param([("item", "Colour", 1)], ["Yard"], id="the heading"),
        pytest.param(
            [("paragraph", "Show these:", 1), ("item", "Colour", 3), ("item", "Age", 4)],
            ["Yard"] + ["Show these:"] * 2,
            id="an introduction",
        ),
        pytest.param(
            [("item", "**Barn**: show:", 1), ("item", "Colour", 2), ("item", "**Pond**: deep", 3)],
            ["Yard", "**Barn**: show:", "Yard"],
            id="until the next label",
        ),
        pytest.param(
            [("item", "Show in the barn:", 1), ("item", "Colour", 2), ("item", "Create a pond.", 3)],
            ["Yard", "Show in the barn:", "Yard"],
            id="until the next of the outer list",
        ),
        pytest.param(
            [("paragraph", "Show these:", 1), ("item", "Colour", 3), ("item", "Age", 6)],
            ["Yard", "Show these:", "Yard"],
            id="until what stands apart",
        ),
    ],
)
def test_what_a_demand_stands_below(passages, under):
    read = [Passage(("Yard",), kind, text, Span("PROMPT.md", line, line)) for kind, text, line in passages]
    found = {each.text: each.under for each in find_requirements(read, POLICY)}
    assert [found.get(text, above) for (_, text, _), above in zip(passages, under, strict=True)] == under
