"""Tasks read from and results written to an object store: a local S3 server, processes as users start them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import boto3
import pytest
from moto.server import ThreadedMotoServer

from reviewer.cli.main import run
from tests.conftest import Cache
from tests.tasks import SAMPLES, response, template, write_task

BUCKET = "tasks-of-ours"


class Store(NamedTuple):
    """A bucket, and the environment in which a process finds it."""

    client: Any
    environment: dict[str, str]

    def put(self, folder: Path, prefix: str) -> None:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            self.client.upload_file(str(path), BUCKET, f"{prefix}/{path.relative_to(folder).as_posix()}")

    def get(self, key: str) -> bytes:
        content: bytes = self.client.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        return content

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "reviewer", *arguments]
        return subprocess.run(  # noqa: S603 - our own command
            command, env=self.environment, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, make_cache: Cache) -> Iterator[Store]:
    """A bucket with two tasks below one prefix."""
    server = ThreadedMotoServer(ip_address="localhost", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    keys = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_DEFAULT_REGION": "us-east-1"}
    address = {"AWS_ENDPOINT_URL": f"http://{host}:{port}"}
    cache = {"REVIEWER_CACHE": str(make_cache(tmp_path_factory.mktemp("cache")))}
    client = boto3.client(
        "s3",
        endpoint_url=address["AWS_ENDPOINT_URL"],
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",  # noqa: S106 - the server takes anything
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=BUCKET)
    made = Store(client, {**os.environ, **keys, **address, **cache})
    made.put(SAMPLES / "101000894", "corpus/deep/101000894")
    own = write_task(tmp_path_factory.mktemp("own") / "intake", response(template()), response(template()))
    made.put(own, "corpus/intake")
    yield made
    client.close()
    server.stop()


#: A run over both tasks.
BATCH = ("batch", f"s3://{BUCKET}/corpus", "--jobs", "1", "--format", f"jsonl:s3://{BUCKET}/out/reviews.jsonl")


@pytest.fixture(scope="module")
def table(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first run over the bucket, with a table on this machine beside the records in the store."""
    path = tmp_path_factory.mktemp("out") / "out.csv"
    first = store.run(*BATCH, "--format", f"csv:{path}")
    assert (first.returncode, first.stdout) == (0, ""), first.stderr
    return path


def test_a_batch_reads_and_writes_the_store(store: Store, table: Path, capsys: pytest.CaptureFixture[str]):
    """The records are those of the same tasks on disk, but for the path; a second run takes them from the cache."""
    written = store.get("out/reviews.jsonl")
    reviews = [json.loads(line) for line in written.splitlines()]
    assert [each["task"]["path"] for each in reviews] == [
        f"s3://{BUCKET}/corpus/deep/101000894",
        f"s3://{BUCKET}/corpus/intake",
    ]
    assert run(["score", str(SAMPLES / "101000894"), "--no-cache", "--format", "json"]) == 0
    local = json.loads(capsys.readouterr().out)
    local["task"]["path"] = reviews[0]["task"]["path"]
    assert reviews[0] == local
    assert len(table.read_text(encoding="utf-8").splitlines()) == 3
    second = store.run(*BATCH)
    assert "2 cached" in second.stderr
    assert store.get("out/reviews.jsonl") == written


def test_a_changed_object_is_reviewed_anew(store: Store, tmp_path: Path):
    """One changed byte is another entity tag, and the rest still comes from the cache."""
    prefix = f"s3://{BUCKET}/changing"
    for name in ("one", "two"):
        store.put(write_task(tmp_path / name, response(template()), response(template())), f"changing/{name}")
    assert store.run("batch", prefix, "--jobs", "1").returncode == 0
    changed = response(template(Resources__OrderTable__DeletionPolicy="Retain"))
    store.client.put_object(Bucket=BUCKET, Key="changing/two/lib/IDEAL_RESPONSE.md", Body=changed.encode())
    again = store.run("batch", prefix, "--jobs", "1", "--format", "jsonl")
    assert "1 cached" in again.stderr
    assert [len(json.loads(line)["fixes"]) for line in again.stdout.splitlines()] == [0, 1]


@pytest.mark.usefixtures("table")
def test_resume_goes_on_from_the_store(store: Store):
    """What stands in the store is kept, and the file is whole again afterwards."""
    whole = store.get("out/reviews.jsonl")
    store.client.put_object(Bucket=BUCKET, Key="out/reviews.jsonl", Body=whole.splitlines(keepends=True)[0] + b'{"sc')
    again = store.run(*BATCH, "--resume")
    assert "1 kept" in again.stderr
    assert store.get("out/reviews.jsonl") == whole


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("batch", f"s3://{BUCKET}/nothing"), "no task here"),
        (("batch", "s3://no-such-bucket/tasks"), "no task here"),
        (("batch", "strange://place/tasks"), "not known here"),
        (("score", f"s3://{BUCKET}/nothing"), "there is no such directory"),
        (("score", f"s3://{BUCKET}/corpus/intake", "--write"), "can't be written into"),
        (("batch", f"s3://{BUCKET}/corpus", "--format", "jsonl:s3://no-such-bucket/x"), "cannot be reached"),
    ],
)
def test_bad_places_are_one_line(
    store: Store,
    arguments: tuple[str, ...],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    """Exit 2, and one line that names the place."""
    for name, value in store.environment.items():
        monkeypatch.setenv(name, value)
    assert run(arguments) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("reviewer: ")]
    assert len(lines) == 1
    assert "://" in lines[0]
    assert says in lines[0]


def test_without_fsspec_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """One line says what to install."""
    monkeypatch.setitem(sys.modules, "fsspec", None)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    assert run(["score", "s3://bucket/task", "--no-cache"]) == 2
    assert "install reviewer[s3]" in capsys.readouterr().err
