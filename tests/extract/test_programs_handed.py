"""What variables hold: an object that is only handed on is the argument of what takes it, a setting is a parameter."""

from __future__ import annotations

import pytest

from reviewer.model import Expression
from tests.extract.test_programs_resources import CDK_PY, CDK_TS, PULUMI_PY, PULUMI_TS, read

TS = CDK_TS + "export class A extends Stack { constructor() { %s } }"
PY = CDK_PY + "class A(Stack):\n    def __init__(self):\n        %s\n"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ts", TS % "const config: Config = {a: 1, b: 2};\nnew s3.Bucket(this, 'x', config);"),
        ("ts", TS % "const base = {a: 3, b: 2};\nnew s3.Bucket(this, 'x', {...base, a: 1});"),
        ("ts", CDK_TS + "const config = {a: 1, b: 2};\nnew s3.Bucket(app, 'x', config);"),
        ("py", PY % "config = {'a': 1, 'b': 2}\n        s3.Bucket(self, 'x', **config)"),
        ("py", PY % "base = {'b': 2}\n        config = {'a': 1, **base}\n        s3.Bucket(self, 'x', **config)"),
    ],
)
def test_an_object_in_a_variable_is_the_argument(language: str, text: str):
    found = read(language, text)
    bucket = found["/s3.Bucket/x"].value
    assert {key: value for key, value in bucket.items() if key != "scope"} == {"a": 1, "b": 2}
    rest = [each for path, each in found.items() if path != "/s3.Bucket/x" and each.kind != "import"]
    assert not [each for each in rest if "config" in str(each.value) or "base" in str(each.value)]
    assert "/config" not in found


@pytest.mark.parametrize(
    "text",
    [
        # it is changed, or used again
        "const config = {a: 1};\nconfig.a = 2;\nnew s3.Bucket(this, 'x', config);",
        "const config = {a: 1};\nnew s3.Bucket(this, 'x', config);\nnew s3.Bucket(this, 'y', config);",
        # another variable of that name
        "const f = () => { const config = {a: 1}; };\nnew s3.Bucket(this, 'x', config);",
    ],
)
def test_an_object_that_more_speaks_of_stays_where_it_is(text: str):
    assert read("ts", TS % text)["/s3.Bucket/x"].value == {"props": Expression("config")}


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        (
            "ts",
            TS
            % "const d = {a: 1, b: 2};\nnew s3.Bucket(this, 'x', {...d, c: 3}); new s3.Bucket(this, 'y', {...d, a: 4})",
            {"a": 1, "b": 2, "c": 3},
            {"b": 2, "a": 4},
        ),
        (
            "py",
            PY % "d = {'a': 1}\n        s3.Bucket(self, 'x', **d)\n        s3.Bucket(self, 'y', b=2, **d)",
            {"a": 1},
            {"b": 2, "a": 1},
        ),
    ],
)
def test_settings_that_constructs_share_are_those_of_each(language: str, text: str, first: object, second: object):
    found = read(language, text)
    assert (found["/s3.Bucket/x"].value, found["/s3.Bucket/y"].value) == (first, second)
    assert not [each for each in found.values() if isinstance(each.value, dict) and "d" in each.value]


@pytest.mark.parametrize(
    ("later", "added"),
    [
        (["d['b'] = [{'c': 2}]"], {"b": [{"c": 2}]}),
        (
            ["if big:", "    d['b'] = 2", "    d['a'] = 3"],
            {"b": Expression("2 if big else None"), "a": Expression("3 if big else 1")},
        ),
        (["if big:", "    d['b'] = True", "else:", "    d['b'] = False"], {"b": Expression("True if big else False")}),
        # what is looked into stays whole
        (["if big:", "    d['b'] = [2]"], {"b": [2]}),
    ],
)
def test_keys_that_a_dictionary_gets_later_are_its_own(later: list[str], added: dict[str, object]):
    lines = ["d = {'a': 1}", *later, "s3.Bucket(self, 'x', **d)"]
    found = read("py", PY % "\n        ".join(lines))
    assert found["/s3.Bucket/x"].value == {"a": 1, **added}
    assert not [key for key in found["/A/__init__"].value if key.startswith("d")]


@pytest.mark.parametrize(
    "lines",
    [
        # nobody can tell which of them are there
        ["for k in keys:", "    d['b'] = k", "s3.Bucket(self, 'x', **d)"],
        ["if big:", "    d['b'] = 2", "elif small:", "    d['b'] = 3", "s3.Bucket(self, 'x', **d)"],
        ["d[key] = 2", "s3.Bucket(self, 'x', **d)"],
        # it comes too late
        ["s3.Bucket(self, 'x', **d)", "d['b'] = 2"],
    ],
)
def test_a_dictionary_that_changes_otherwise_stays_where_it_is(lines: list[str]):
    found = read("py", PY % "\n        ".join(["d = {'a': 1}", *lines]))
    assert found["/s3.Bucket/x"].value == {"**d": Expression("d")}
    assert found["/A/__init__"].value["d"] == {"a": 1}


def test_an_object_that_is_spread_into_other_objects_stays_where_it_is():
    text = "const d = {a: 1};\nconst e = {...d};\nnew s3.Bucket(this, 'x', {tags: {...d, b: 2}, e});"
    found = read("ts", TS % text)
    assert found["/A/constructor"].value["d"] == {"a": 1}
    assert found["/s3.Bucket/x"].value["tags"] == {"...d": Expression("d"), "b": 2}


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        (
            "ts",
            TS % "const n = `data-${env}`;\nnew s3.Bucket(this, 'x', {bucketName: n});",
            Expression("`data-${env}`"),
        ),
        ("py", PY % "n = 'Data'.lower()\n        s3.Bucket(self, 'x', bucket_name=n)", Expression('"Data".lower()')),
        ("py", PY % "n = 'data'\n        s3.Bucket(self, 'x', bucket_name=n)", "data"),
        ("py", PY % "bucket_name = 'data'\n        s3.Bucket(self, 'x', bucket_name=bucket_name)", "data"),
        # it is used again
        ("ts", TS % "const n = 'a';\nnew s3.Bucket(this, 'x', {bucketName: n});\nlog(n);", Expression("n")),
    ],
)
def test_a_text_that_one_construct_takes_is_a_value_of_it(language: str, text: str, value: object):
    assert list(read(language, text)["/s3.Bucket/x"].value.values()) == [value]


def test_an_object_that_other_files_may_read_stays_where_it_is():
    found = read("ts", CDK_TS + "export const config = {a: 1};\nnew s3.Bucket(app, 'x', config);")
    assert found["/config"].value == {"a": 1}


def test_an_object_is_found_at_its_own_lines():
    bucket = read("ts", CDK_TS + "const config = {\n  a: 1,\n};\nnew s3.Bucket(app, 'x', config);")["/s3.Bucket/x"]
    assert bucket.spans[("a",)].start == bucket.spans[()].start - 2


@pytest.mark.parametrize(
    ("language", "text", "pointer"),
    [
        ("py", "s = os.getenv('S') or config.get('s') or 'dev'", "/config/s/s"),
        ("py", "s = os.environ.get('S', '') or self.config.require_secret('s')", "/config/s/s"),
        ("py", "s = self.config.get_bucket_name('s')", "/s"),
        ("ts", "const s = process.env.S || config.get('s') || 'dev';", "/config/s/s"),
        ("ts", "const s = config.requireNumber('s');", "/config/s/s"),
        ("ts", "const s = config.getBucketName('s');", "/s"),
    ],
)
def test_only_the_configuration_of_a_stack_is_read_by_these_names(language: str, text: str, pointer: str):
    """An environment variable may go before it; a method of the program's own gives what it wants."""
    found = read(language, (PULUMI_PY if language == "py" else PULUMI_TS) + text)
    assert pointer in found
    assert (found[pointer].kind == "parameter") is pointer.startswith("/config")


def test_a_piece_of_code_calls_providers_as_programs_usually_do():
    found = read(
        "ts", "const key = new aws.kms.Key('k', {});\nconst word = new random.RandomPassword('w', { length: 32 });"
    )
    assert found["/random.RandomPassword/word/w"].value == {"length": 32}
    assert "/random.Shuffle/s/s" not in read("ts", "const s = new random.Shuffle('s');")


def test_waiting_for_a_value_of_a_resource_sets_nothing_of_it():
    found = read("ts", PULUMI_TS + "const b = new aws.s3.Bucket('b', {});\nb.id.apply(id => console.log(id));")
    assert found["/aws.s3.Bucket/b/b"].value == {}
    assert "b.id.apply" in found["/statements"].value


STATEMENT = {"call": Expression("iam.PolicyStatement"), "actions": ["sqs:SendMessage"]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("role.addToPolicy(say);", [[STATEMENT]]),
        # it grows, or two take it
        ("say.addResources('*');\nrole.addToPolicy(say);", [[Expression("say")]]),
        ("role.addToPolicy(say);\nrole.addToPolicy(say);", [[Expression("say")], [Expression("say")]]),
    ],
)
def test_an_object_of_a_library_stands_where_it_is_used_once(text: str, value: object):
    start = "import * as iam from 'aws-cdk-lib/aws-iam';\n"
    made = "const role = new iam.Role(this, 'R', {});\n"
    made += "const say = new iam.PolicyStatement({actions: ['sqs:SendMessage']});\n"
    found = read("ts", start + TS % (made + text))
    assert found["/iam.Role/role/R"].value == {"addToPolicy": value}
    assert ("/iam.PolicyStatement/say" in found) is (value != [[STATEMENT]])


@pytest.mark.parametrize(
    "given",
    ["peer, port, 'web'", "peer=peer, connection=port, description='web'", "peer, connection=port, description='web'"],
)
def test_an_argument_by_name_is_one_by_its_place(given: str):
    text = "from aws_cdk import aws_ec2 as ec2\n" + PY % (
        f"group = ec2.SecurityGroup(self, 'G')\n        group.add_ingress_rule({given})"
    )
    assert read("py", text)["/ec2.SecurityGroup/group/G"].value == {
        "add_ingress_rule": [[Expression("peer"), Expression("port"), "web"]]
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "ts",
            PULUMI_TS + "const o = {parent: me};\nnew aws.s3.Bucket('x', {a: 1}, o);\nnew aws.s3.Bucket('y', {}, o);",
        ),
        (
            "py",
            PULUMI_PY + "o = pulumi.ResourceOptions(parent=me)\naws.s3.Bucket('x', opts=o)\naws.s3.Bucket('y', opts=o)",
        ),
    ],
)
def test_options_that_several_resources_share_are_those_of_each(language: str, text: str):
    found = read(language, text)
    options = [found[f"/aws.s3.Bucket/{name}"].value["opts"] for name in ("x", "y")]
    assert [each["parent"] for each in options] == [Expression("me")] * 2
    assert not [path for path in found if path == "/o" or "Options" in path]


def test_options_that_are_put_together_with_others_stay_where_they_are():
    text = "o = pulumi.ResourceOptions(parent=me)\naws.s3.Bucket('x', opts=o)\nmore = merge(o, other)"
    assert read("py", PULUMI_PY + text)["/o"].value["parent"] == Expression("me")


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("py", "def make(self):\n    title = f'{self.p}-logs'\n    aws.s3.Bucket(title, a=1)", "{self.p}-logs"),
        ("py", "def make(self):\n    title = self.resource_name('logs')\n    aws.s3.Bucket(title, a=1)", "logs"),
        ("ts", "const title = `${p}-logs`;\nnew aws.s3.Bucket(title, {a: 1});", "${p}-logs"),
        # a parameter, another function's variable, and a function that makes something else
        ("py", "title = 'logs'\ndef make(title):\n    aws.s3.Bucket(title, a=1)", "title"),
        ("py", "def one():\n    title = 'logs'\ndef make():\n    aws.s3.Bucket(title, a=1)", "title"),
        ("py", "title = read('logs')\naws.s3.Bucket(title, a=1)", "title"),
    ],
)
def test_an_id_in_a_variable_is_the_text_of_the_variable(language: str, text: str, name: str):
    imports = {"py": PULUMI_PY, "ts": PULUMI_TS}[language]
    assert [path.split("/", 2)[2] for path in read(language, imports + text) if "s3.Bucket" in path] == [name]


def test_an_object_taken_apart_is_its_members_one_by_one():
    found = read("ts", TS % "const { zone, size = 3, name: label } = props;")
    assert found["/A/constructor"].value == {
        "zone": Expression("props.zone"),
        "size": Expression("props.size ?? 3"),
        "label": Expression("props.name"),
    }
    colon = read("ts", TS % "const { size = big ? 1 : 2 } = props;")
    assert colon["/A/constructor"].value == {"size": Expression("props.size ?? big ? 1 : 2")}
    rest = read("ts", TS % "const { zone, ...rest } = props;")
    assert rest["/A/constructor"].value == {"{ zone, ...rest }": Expression("props")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ts", "[cow, this.hen].forEach(each => each.grantRead(farmer));"),
        ("ts", "[cow, this.hen].forEach((each) => { /* both */ each.grantRead(farmer); });"),
        ("ts", "for (const each of [cow, this.hen]) { each.grantRead(farmer); }"),
        ("py", "for each in [cow, self.hen]:\n            each.grantRead(farmer)"),
    ],
)
def test_what_a_loop_calls_on_constructs_is_said_of_each(language: str, text: str):
    """A loop over variables that are written out says what the calls one by one say."""
    if language == "ts":
        keep = "const cow = new s3.Bucket(this, 'cow', {}); this.hen = new s3.Bucket(this, 'hen', {}); "
        program = TS % (keep + text)
    else:
        keep = "cow = s3.Bucket(self, 'cow')\n        self.hen = s3.Bucket(self, 'hen')\n        "
        program = PY % (keep + text)
    buckets = [each for each in read(language, program).values() if each.kind == "resource"]
    assert [each.name for each in buckets] == ["cow", "hen"]
    assert all(each.value["grantRead"] == [[Expression("farmer")]] for each in buckets)


def test_a_loop_that_does_more_than_call_its_constructs_stays_a_loop():
    program = (
        TS % "const cow = new s3.Bucket(this, 'cow', {}); [cow].forEach(each => { log(each); each.grantRead(a); });"
    )
    (bucket,) = (each for each in read("ts", program).values() if each.kind == "resource")
    assert "grantRead" not in bucket.value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ts", "[].forEach(each => each.grantRead(a)); const hen = new s3.Bucket(this, 'hen', {});"),
        ("ts", "for (const each in [cow]) { each.grantRead(a); } const hen = new s3.Bucket(this, 'hen', {});"),
        (
            "py",
            "for x in [cow]:\n            x.grantRead(a)\n        else:\n            hen = s3.Bucket(self, 'hen')",
        ),
    ],
    ids=["over nothing", "over places in the list", "with something else"],
)
def test_what_stands_beside_or_in_another_loop_is_read(language: str, text: str):
    keep = (
        "const cow = new s3.Bucket(this, 'cow', {}); " if language == "ts" else "cow = s3.Bucket(self, 'cow')\n        "
    )
    found = read(language, (TS if language == "ts" else PY) % (keep + text))
    buckets = [each for each in found.values() if each.kind == "resource"]
    assert [each.name for each in buckets] == ["cow", "hen"]
    assert not any("grantRead" in each.value for each in buckets)
