"""An ideal response held against the other sides: what it only leaves out of view, and what it says is still there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.extract import (
    extract_deployed,
    extract_response,
    fill_unshown,
    find_excerpts,
    find_unshown,
)
from reviewer.extract.excerpts import needs_stand_in
from reviewer.model import Document, Element, Metadata, Side, Span, TextFile

CFN = Metadata(platform="cfn", language="yaml")
TERRAFORM = Metadata(platform="tf", language="hcl")
CDK = Metadata(platform="cdk", language="ts")


def read(side: Side, metadata: Metadata, **files: str) -> Document:
    """A response with files by name; ``_`` stands for dots and ``__`` for slashes, ``none`` for no name."""
    text = "# Meters\n\n"
    for name, code in files.items():
        named = name.replace("__", "/").replace("_", ".")
        if name.startswith("none"):
            text += f"## A part\n\n```{metadata.language}\n{code}```\n\n"
        else:
            text += f"## {named}\n\n```{named.rpartition('.')[2]}\n{code}```\n\n"
    return extract_response(TextFile("R.md", text), metadata, side)


def found(ideal: Document, model: Document, metadata: Metadata, deployed: Document | None = None) -> Document:
    return find_unshown(find_excerpts(ideal, model, deployed, metadata), model)


def queues(*names: str, refers: str = "") -> str:
    """Terraform's queues, each with a reference to another where that is wanted."""
    body = f"\n  kms_master_key_id = {refers}\n" if refers else "\n"
    return "".join(f'resource "aws_sqs_queue" "{name}" {{{body}}}\n\n' for name in names)


KEYS = 'resource "aws_kms_key" "meters" {\n}\n\nvariable "stage" {\n}\n\nlocals {\n  suffix = var.stage\n}\n\n'
MODEL = {"main_tf": KEYS + queues("a", "b", "c", "d"), "outputs_tf": 'output "a" {\n  value = 1\n}\n'}


def test_an_answer_that_refers_to_what_only_the_other_declares_is_an_excerpt() -> None:
    """Several names that are declared nowhere, and a good part of the resources not there: it shows parts."""
    model = read("model", TERRAFORM, **MODEL)
    refers = '"${aws_kms_key.meters.id}-${var.stage}"'
    ideal = found(read("ideal", TERRAFORM, main_tf=queues("a", refers=refers)), model, TERRAFORM)
    assert ideal.fragmentary
    assert ideal.shows_part("main.tf")
    assert "2 names that only the model's response declares (aws_kms_key.meters, var.stage)" in (
        ideal.notifications[-1].message
    )


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (queues("a", "b", refers="aws_kms_key.meters.id"), "one name is a mistake"),
        (queues("a", "b", "c", "d", refers='"${aws_kms_key.meters.id}-${var.stage}"'), "nothing else is missing"),
        (KEYS + queues("a", refers="aws_kms_key.meters.id"), "all that is referred to is there"),
    ],
)
def test_a_smaller_answer_is_no_excerpt(code: str, why: str) -> None:
    model = read("model", TERRAFORM, **MODEL)
    assert not found(read("ideal", TERRAFORM, main_tf=code), model, TERRAFORM).fragmentary, why


def test_what_an_excerpt_shows_whole_stays_whole() -> None:
    """The file that lacks what others refer to is a part; one that is there under its name and lacks nothing is not."""
    model = read("model", TERRAFORM, main_tf=KEYS + queues("a", "b"), queues_tf=queues("c", "d"))
    refers = '"${aws_kms_key.meters.id}-${var.stage}"'
    ideal = found(read("ideal", TERRAFORM, queues_tf=queues("c", refers=refers)), model, TERRAFORM)
    assert ideal.fragmentary
    assert [ideal.shows_part(file) for file in ("main.tf", "queues.tf")] == [True, False]


def test_an_excerpt_shows_no_file_whole_of_which_it_has_less_than_half() -> None:
    """Nor one of which it has nothing at all, but something else under its name."""
    model = read("model", TERRAFORM, main_tf=KEYS + queues("a", "b"), queues_tf=queues("c", "d", "e"))
    refers = '"${aws_kms_key.meters.id}-${var.stage}"'
    for names, part in ((("c",), True), (("c", "d"), False), (("x", "y", "z"), True)):
        ideal = found(read("ideal", TERRAFORM, queues_tf=queues(*names, refers=refers)), model, TERRAFORM)
        assert ideal.fragmentary
        assert ideal.shows_part("queues.tf") is part


def modules(*names: str) -> str:
    return "".join(f'module "{name}" {{\n  source = "./modules/{name}"\n}}\n\n' for name in names)


def test_modules_that_are_called_and_not_shown_may_hold_anything() -> None:
    """Nobody can tell what of the model's resources stands in them, where they are nearly all that is shown."""
    model = read("model", TERRAFORM, main_tf=KEYS + queues("a", "b", "c", "d", "e"))
    ideal = found(read("ideal", TERRAFORM, main_tf=modules("queues", "keys", "logs")), model, TERRAFORM)
    assert ideal.fragmentary
    assert "modules that it calls (modules/queues, modules/keys, modules/logs)" in ideal.notifications[-1].message
    shown = read("ideal", TERRAFORM, main_tf=modules("queues", "keys"), modules__queues__main_tf=queues("a"))
    assert not found(shown, model, TERRAFORM).fragmentary


def test_the_folder_of_a_module_that_is_called_is_there() -> None:
    """Its files have the same names as those of other modules, which are shown."""
    files = {"lib__main_tf": modules("queues", "keys"), "lib__modules__keys__main_tf": KEYS}
    model = read("model", TERRAFORM, **files, lib__modules__queues__main_tf=queues("a", "b"))
    ideal = found(read("ideal", TERRAFORM, **files), model, TERRAFORM)
    assert ideal.unshown == {"lib/modules/queues/main.tf"}
    gone = {**files, "lib__main_tf": modules("keys")}
    assert not found(read("ideal", TERRAFORM, **gone), model, TERRAFORM).unshown


def test_resources_without_their_template_are_no_whole_file() -> None:
    names = "Parameters:\n  Stage:\n    Type: String\n  Owner:\n    Type: String\n"
    jobs = "Jobs:\n  Type: AWS::SQS::Queue\n  Properties:\n    QueueName: !Sub '${Stage}-${Owner}'\n"
    whole = "Resources:\n  " + jobs.rstrip().replace("\n", "\n  ") + "\n"
    main = names + "Resources:\n  News:\n    Type: AWS::SNS::Topic\n"
    model = read("model", CFN, main_yaml=main, jobs_yaml=whole)
    for shown, part in ((jobs, True), (whole, False)):
        ideal = found(read("ideal", CFN, jobs_yaml=shown), model, CFN)
        assert ideal.fragmentary
        assert ideal.shows_part("jobs.yaml") is part


def test_an_excerpt_shows_no_file_whole_of_which_it_has_a_little() -> None:
    model = read("model", TERRAFORM, main_tf=KEYS + queues("a", "b"), queues_tf=queues("c", "d", "e"))
    refers = '"${aws_kms_key.meters.id}-${var.stage}"'
    ideal = found(read("ideal", TERRAFORM, queues_tf=queues("c", "x", refers=refers)), model, TERRAFORM)
    assert [ideal.shows_part(file) for file in ("main.tf", "queues.tf")] == [True, True]


def test_files_of_one_name_in_several_folders_are_told_apart() -> None:
    model = read("model", TERRAFORM, main_tf=KEYS + queues("x", "y"), mods__a__main_tf=queues("c", "d"))
    refers = '"${aws_kms_key.meters.id}-${var.stage}"'
    ideal = found(read("ideal", TERRAFORM, lib__mods__a__main_tf=queues("c", refers=refers)), model, TERRAFORM)
    assert ideal.whole == {"mods/a/main.tf", "lib/mods/a/main.tf"}


STACK = (
    "import * as sqs from 'aws-cdk-lib/aws-sqs';\nexport class Meters extends Stack {\n  constructor() {\n"
    + "".join(f"    const q{at} = new sqs.Queue(this, 'Q{at}', {{ fifo: true }});\n" for at in range(6))
    + "  }\n}\n"
)


def piece(at: int) -> str:
    return f"const q{at} = new sqs.Queue(this, 'Q{at}', {{ fifo: false }});\n"


def test_pieces_that_import_nothing_are_an_excerpt() -> None:
    model = read("model", CDK, lib__meters_ts=STACK)
    ideal = read("ideal", CDK, none1=piece(0), none2=piece(1))
    assert found(ideal, model, CDK).fragmentary
    one = read("ideal", CDK, lib__meters_ts=STACK.replace("'Q5'", "'Q9'"))
    assert not found(one, model, CDK).fragmentary
    assert not found(read("ideal", CDK, **{f"none{at}": piece(at) for at in range(6)}), model, CDK).fragmentary


def test_an_outline_takes_nothing_away() -> None:
    """An answer with one of many resources is no correction of them, unless the task is not about resources."""
    names = [f"q{at}" for at in range(10)]
    model = read("model", TERRAFORM, main_tf=queues(*names))
    ideal = read("ideal", TERRAFORM, none=queues("q1"))
    assert found(ideal, model, TERRAFORM).fragmentary
    assert not found(ideal, model, Metadata(platform="analysis", language="py")).fragmentary
    assert not found(ideal, read("model", TERRAFORM, main_tf=queues(*names[:3])), TERRAFORM).fragmentary


def test_an_answer_that_only_looks_at_resources_may_be_an_outline_too() -> None:
    """Lookups, inputs and outputs count where hardly anything is made."""
    looks = "".join(
        f'data "aws_sqs_queue" "q{at}" {{\n  name = var.v{at}\n}}\n\nvariable "v{at}" {{\n}}\n\n' for at in range(10)
    )
    model = read("model", TERRAFORM, main_tf=looks)
    assert found(read("ideal", TERRAFORM, none='variable "v1" {\n}\n'), model, TERRAFORM).fragmentary
    assert not found(
        read("ideal", TERRAFORM, none=looks.partition('"q5"')[0] + '"q5" {\n}\n'), model, TERRAFORM
    ).fragmentary


def test_types_in_words_are_no_resources() -> None:
    """``Store: AWS::S3::Bucket`` tells what there is, and nobody can deploy it."""
    model = read("model", CFN, none=template("A", "B", "C", "D"))
    told = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  A: AWS::SQS::Queue\n  B, C: AWS::SQS::Queue\n"
    assert not found(read("ideal", CFN, none=told), model, CFN).comparable


def test_methods_that_a_class_calls_and_does_not_have_are_not_shown() -> None:
    methods = "".join(f"  private make{at}() {{\n    new sqs.Queue(this, 'Q{at}', {{}});\n  }}\n" for at in range(6))
    calls = "".join(f"    this.make{at}();\n" for at in range(6))
    head = "import * as sqs from 'aws-cdk-lib/aws-sqs';\nexport class Meters extends Stack {\n  constructor() {\n"
    model = read("model", CDK, lib__meters_ts=f"{head}{calls}  }}\n{methods}}}\n")
    one = "    new sqs.Queue(this, 'Q9', {});\n"
    assert found(read("ideal", CDK, lib__meters_ts=f"{head}{one}{calls}  }}\n}}\n"), model, CDK).fragmentary
    assert not found(read("ideal", CDK, lib__meters_ts=f"{head}{one}  }}\n}}\n"), model, CDK).fragmentary


def test_an_answer_without_a_resource_cannot_be_compared() -> None:
    """Nobody can tell what its infrastructure would be; a template that can't be read is compared by line."""
    model = read("model", TERRAFORM, main_tf=queues("a", "b", "c"))
    outline = read("ideal", TERRAFORM, none='variable "stage" {\n}\n')
    assert not found(outline, model, TERRAFORM).comparable
    assert found(outline, read("model", TERRAFORM, main_tf=queues("a", "b")), TERRAFORM).comparable
    assert found(outline, model, Metadata(platform="cicd", language="yml")).comparable
    broken = read("ideal", TERRAFORM, main_tf=queues("a", "b", "c").replace('"aws_sqs_queue"', '"aws_sqs_queue'))
    assert found(broken, model, TERRAFORM).comparable


def template(*names: str) -> str:
    return "Resources:\n" + "".join(f"  {name}:\n    Type: AWS::SQS::Queue\n" for name in names)


def test_where_the_whole_is_deployed_an_excerpt_is_too_little() -> None:
    everything = template("A", "B", "C", "D")
    model = read("model", CFN, none=everything)
    deployed = extract_deployed((TextFile("lib/TapStack.yml", everything),), CFN)
    assert deployed is not None
    outline = found(read("ideal", CFN, none="Outputs:\n  Name:\n    Value: !Ref A\n"), model, CFN, deployed)
    assert needs_stand_in(outline, deployed)
    assert not needs_stand_in(found(read("ideal", CFN, none=everything), model, CFN, deployed), deployed)
    pieces = [
        read("ideal", CFN, none1=f"{name}:\n  Type: AWS::SQS::Queue\n", none2=f"{other}:\n  Type: AWS::S3::Bucket\n")
        for name, other in ("BC", "XY")
    ]
    assert [needs_stand_in(found(each, model, CFN, deployed), deployed) for each in pieces] == [True, False]
    prose = extract_response(TextFile("R.md", "# Only prose\n"), CFN, "ideal")
    assert needs_stand_in(prose, deployed)


def test_as_few_resources_as_are_deployed_are_all_there_are() -> None:
    model = read("model", CFN, none=template(*"ABCDEFGHIJKL"))
    deployed = extract_deployed((TextFile("lib/TapStack.yml", template("A")),), CFN)
    assert not found(read("ideal", CFN, none=template("A")), model, CFN, deployed).fragmentary


ALARMS = "export class Alarms {\n  raise() {\n    return 1;\n  }\n}\n"
MAIN = "import { Alarms } from './alarms';\nexport class Meters {\n  run() {\n    return new Alarms();\n  }\n}\n"


@pytest.mark.parametrize(
    "said",
    [
        "```\nlib/\n├── alarms.ts   # levels\n└── meters.ts\n```\n",
        "## UNCHANGED: lib/alarms.ts\n\nAs it was.\n",
        "All other files remain unchanged from MODEL_RESPONSE.\n",
        "## Other files (unchanged)\n\nThey were right:\n\n- `lib/alarms.ts`\n",
    ],
)
def test_a_file_that_is_said_to_be_there_loses_nothing(said: str) -> None:
    model = read("model", CDK, lib__meters_ts=MAIN, lib__alarms_ts=ALARMS)
    code = MAIN.replace("import { Alarms } from './alarms';\n", "")
    text = f"# Meters\n\n{said}\n## lib/meters.ts\n\n```ts\n{code}```\n"
    ideal = found(extract_response(TextFile("R.md", text), CDK, "ideal"), model, CDK)
    assert ideal.unshown == {"lib/alarms.ts"}
    assert ideal.notifications[-1].message.startswith("lib/alarms.ts is only spoken of here")


@pytest.mark.parametrize(
    ("language", "line"), [("ts", "import { Alarms } from './alarms';"), ("py", "from lib.alarms import Alarms")]
)
def test_a_module_that_is_imported_is_there(language: str, line: str) -> None:
    alarms = {"ts": ALARMS, "py": "class Alarms:\n    def raise_it(self):\n        return 1\n"}[language]
    main = {"ts": MAIN, "py": f"{line}\n\n\nclass Meters:\n    def run(self):\n        return Alarms()\n"}[language]
    metadata = Metadata(platform="cdk", language=language)
    model = read("model", metadata, **{f"lib__meters_{language}": main, f"lib__alarms_{language}": alarms})
    ideal = read("ideal", metadata, **{f"lib__meters_{language}": main})
    assert found(ideal, model, metadata).unshown == {f"lib/alarms.{language}"}


@pytest.mark.parametrize(
    "said",
    [
        "```\nlib/\n├── alarms.ts   # removed\n└── meters.ts\n```\n",
        "```bash\nrm lib/alarms.ts\n```\n",
        "The file lib/alarms.ts was no longer of use.\n",
        "The other alarms are the same.\n",
    ],
)
def test_a_file_that_is_gone_is_gone(said: str) -> None:
    model = read("model", CDK, lib__meters_ts=MAIN, lib__alarms_ts=ALARMS)
    code = MAIN.replace("import { Alarms } from './alarms';\n", "")
    text = f"# Meters\n\n{said}\n## lib/meters.ts\n\n```ts\n{code}```\n"
    assert found(extract_response(TextFile("R.md", text), CDK, "ideal"), model, CDK).unshown == frozenset()


def test_a_file_that_stands_under_another_name_is_shown() -> None:
    model = read("model", CDK, lib__meters_ts=MAIN, lib__alarms_ts=ALARMS)
    tree = "```\nlib/\n├── alarms.ts\n└── meters.ts\n```\n"
    text = f"# Meters\n\n{tree}\n## lib/meters.ts\n\n```ts\n{MAIN}```\n\n## lib/levels.ts\n\n```ts\n{ALARMS}```\n"
    assert found(extract_response(TextFile("R.md", text), CDK, "ideal"), model, CDK).unshown == frozenset()


def test_what_an_excerpt_leaves_out_is_part_of_the_solution() -> None:
    """Its complexity is not that of the few lines it shows."""
    model = _named("lib/a.tf", "aws_vpc.main", "aws_s3_bucket.logs")
    ideal = _named("lib/a.tf", "aws_vpc.main")
    assert len(fill_unshown(ideal, model).elements) == 1
    excerpt = replace(ideal, excerpts=frozenset({"lib/a.tf"}))
    assert [each.name for each in fill_unshown(excerpt, model).elements] == ["main", "logs"]


def _named(file: str, *addresses: str) -> Document:
    elements = []
    for address in addresses:
        native, name = address.split(".")
        spans = {(): Span("x", 1, 1)}
        elements.append(Element((native, name), "resource", native, None, name, {}, spans, "hcl", file))
    return Document("ideal", "x", tuple(elements), ())


MODULES = {
    "main_tf": 'module "net" {\n  source = "./modules/net"\n  stage = "x"\n}\n\n' + queues("a"),
    "modules__net__main_tf": 'resource "aws_vpc" "main" {\n}\n\n',
    "modules__net__variables_tf": 'variable "stage" {\n}\n\nvariable "cidr" {\n}\n\n',
    "modules__jobs__main_tf": queues("b"),
}


def test_a_module_whose_source_is_still_named_is_there() -> None:
    """Its inputs have the names of other modules' inputs, and its file that of the root: neither shows it."""
    model = read("model", TERRAFORM, **MODULES)
    variables = 'variable "stage" {\n}\n\nvariable "cidr" {\n}\n\n'
    ideal = found(read("ideal", TERRAFORM, main_tf=MODULES["main_tf"] + variables), model, TERRAFORM)
    assert ideal.unshown == {"modules/net/main.tf", "modules/net/variables.tf"}
    assert [ideal.shows_part(file) for file in ("main.tf", "modules/jobs/main.tf")] == [False, False]
    notes = [each.message for each in ideal.notifications if "only spoken of" in each.message]
    assert notes == [
        "modules/net/main.tf and modules/net/variables.tf are only spoken of here, so nothing in them counts as removed"
    ]


def test_a_module_that_is_shown_under_other_names_is_not_left_out() -> None:
    model = read("model", TERRAFORM, **MODULES)
    shown = {"main_tf": MODULES["main_tf"], "modules__net__net_tf": MODULES["modules__net__main_tf"]}
    ideal = found(read("ideal", TERRAFORM, **shown), model, TERRAFORM)
    assert ideal.unshown == {"modules/net/variables.tf"}


HANDLER = "def handler(event, context):\n    return 1\n"


@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("Code.fromAsset(path.join(__dirname, '..', 'lambda', 'billing'))", True),
        ("Code.fromAsset('lambda/billing')", True),
        ("new FileArchive('../lambda')", True),
        ("run('python lambda/billing/index.py')", True),
        ("Code.fromAsset('lambda/orders')", False),
        ("// Code.fromAsset('lambda/billing')", False),
        ("run('rm lambda/billing/index.py')", False),
        ("require('./lambda')", False),
        ("new Service('lambda')", False),
        ("Code.fromAsset('lib')", False),
    ],
)
def test_code_whose_folder_is_still_named_is_there(line: str, there: bool) -> None:
    stack = f"export class Meters {{\n  run() {{\n    {line};\n  }}\n}}\n"
    model = read("model", CDK, lib__meters_ts=stack, lib__lambda__billing__index_py=HANDLER)
    ideal = read("ideal", CDK, lib__meters_ts=stack)
    assert found(ideal, model, CDK).unshown == ({"lib/lambda/billing/index.py"} if there else set())
    beside = read("ideal", CDK, lib__meters_ts=stack, lib__lambda__billing__app_py="def other():\n    return 2\n")
    assert bool(found(beside, model, CDK).unshown) == ("index.py" in line and there)


PIECES = {
    "none1": "Globals:\n  Function:\n    Timeout: 30\n",
    "none2": "Parameters:\n  Stage:\n    Type: String\n",
    "none3": "B:\n  Type: AWS::SQS::Queue\n",
    "none4": "Name:\n  Description: of the queue\n  Value: !Ref A\n",
}


def test_a_template_that_is_gone_through_section_by_section_is_an_excerpt() -> None:
    """No block of it could be deployed, and most of its resources are not there."""
    model = read("model", CFN, none=template("A", "B", "C", "D"))
    ideal = found(read("ideal", CFN, **PIECES), model, CFN)
    assert ideal.fragmentary
    assert [each.path for each in ideal.elements] == [
        ("Globals", "Function"),
        ("Parameters", "Stage"),
        ("Resources", "B"),
        ("Outputs", "Name"),
    ]
    whole = PIECES | {"none3": "Parameters:\n  Size:\n    Type: String\n" + template("B")}
    assert not found(read("ideal", CFN, **whole), model, CFN).fragmentary
    everything = PIECES | {"none3": template("A", "B", "C", "D").removeprefix("Resources:\n")}
    assert not found(read("ideal", CFN, **everything), model, CFN).fragmentary


@pytest.mark.parametrize(
    ("code", "paths"),
    [
        ("Name:\n  Value: !GetAtt A.Arn\n", [("Outputs", "Name")]),
        ("Name:\n  Value: 5\n  Export:\n    Name: x-name\n", [("Outputs", "Name")]),
        ("Stage:\n  Type: String\n  Default: dev\n", [("Parameters", "Stage")]),
        ("Name:\n  Value: 5\n", []),
        ("Name:\n  Type: String\n", []),
        ("Globals:\n  Function:\n    Timeout: 3\n", [("Globals", "Function")]),
    ],
)
def test_entries_without_their_section_show_where_they_belong(code: str, paths: list[tuple[str, ...]]) -> None:
    document = read("ideal", CFN, none1=template("A"), none2=code)
    assert [each.path for each in document.elements] == [("Resources", "A"), *paths]


def test_an_answer_that_only_tests_declares_nothing() -> None:
    """The instances that its tests make of a stack are no infrastructure."""
    python = Metadata(platform="cdk", language="py")
    model = "import aws_cdk as cdk\nfrom aws_cdk import aws_sqs as sqs\n\n\nclass Mill(cdk.Stack):\n"
    model += "    def __init__(self, scope, name):\n        super().__init__(scope, name)\n"
    model += "".join(f'        sqs.Queue(self, "{name}")\n' for name in ("Flour", "Bran", "Husks"))
    tests = "import aws_cdk as cdk\nfrom lib.mill import Mill\n\n\nclass TestMill:\n"
    tests += '    def test_queues(self):\n        mill = Mill(cdk.App(), "MillTest")\n        assert mill\n'
    there = read("model", python, none=model)
    assert not found(read("ideal", python, none=tests), there, python).comparable
    assert found(read("ideal", python, none=model), there, python).comparable


@pytest.mark.parametrize(("said", "comparable"), [("Every other method stays unchanged", True), ("...", False)])
def test_code_that_says_that_the_rest_is_unchanged_corrects_what_it_shows(said: str, comparable: bool) -> None:
    """It declares no resource, and is no outline for all that."""
    calls = "".join(f'    new Queue(this, "{each}", {{ fifo: true }});\n' for each in "abcd")
    head = 'import { Queue } from "aws-cdk-lib/aws-sqs";\n\nexport class Meters {\n'
    model = read("model", CDK, lib__meters_ts=f"{head}  build() {{\n{calls}  }}\n\n  name() {{ return 1; }}\n}}\n")
    ideal = read("ideal", CDK, lib__meters_ts=f"{head}  name() {{ return 2; }}\n\n  // {said}\n}}\n")
    assert found(ideal, model, CDK).comparable is comparable


@pytest.mark.parametrize(
    ("names", "body", "excerpt"),
    [
        (("make_a", "make_b", "make_c"), "pass", True),
        (("make_a", "make_b"), "pass", False),  # two are not done yet
        (("make_a", "make_b", "make_c"), "sqs.Queue(name)", False),
        (("test_a", "test_b", "test_c"), "pass", False),  # tests that are planned
    ],
)
def test_functions_without_bodies_are_an_outline(names: tuple[str, ...], body: str, excerpt: bool) -> None:
    python = Metadata(platform="pulumi", language="py")
    head = "from pulumi_aws import sqs\n\nsqs.Queue('a', delay_seconds=5)\n\n"
    ideal = head + "".join(f"def {name}(name):\n    {body}\n\n" for name in names)
    model = read("model", python, lib__meters_py=head.replace("5", "9"))
    assert found(read("ideal", python, lib__meters_py=ideal), model, python).fragmentary is excerpt
