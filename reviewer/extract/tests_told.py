"""Code that tests, told by what it holds where no name says so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from reviewer.extract.readers import Reading
from reviewer.model import CodeBlock

#: How a case is declared, and how it says what it expects, by language.
_CASES: Final = {
    "ts": (r"\b(?:describe|it|test)(?:\.\w+)?\(\s*['\"`]", r"\bexpect\(|\bassert\b|\.toBe\w*\(|\bjest\."),
    "py": (r"^[ \t]*(?:async[ \t]+)?def test_\w+\(|\bTestCase\)", r"\bassert|@pytest\b|\bunittest\b"),
    "go": (r"^func Test\w+\(\w+ \*testing\.T\)", r""),
    "java": (r"^[ \t]*@Test\b", r"\bassert|\bverify\("),
}
_DECLARES: Final = {
    language: (re.compile(case, re.MULTILINE), re.compile(expects))
    for language, (case, expects) in {**_CASES, "js": _CASES["ts"], "tsx": _CASES["ts"]}.items()
}
#: A class of the program itself, beside which tests may stand.
_PROGRAM: Final = re.compile(
    r"\bclass (?!Test)\w+[^\n{:]*(?:\bextends |\()[\w.]*(?:Stack|Construct|ComponentResource|TerraformModule)\b"
)
#: Where the tests of a project lie.
_PLACE: Final = "tests/tests.{}"


def place_tests(block: CodeBlock, reading: Reading) -> Reading:
    """Puts what a block without a name declares into a file of tests, where it does nothing but test.

    What a test makes an instance of is no part of the solution.
    """
    if block.name is not None or block.language not in _DECLARES or not _tests(block):
        return reading
    file = _PLACE.format(block.language)
    return reading._replace(elements=tuple(replace(each, file=file) for each in reading.elements))


def _tests(block: CodeBlock) -> bool:
    case, expects = _DECLARES[block.language]
    return bool(case.search(block.text) and expects.search(block.text)) and not _PROGRAM.search(block.text)
