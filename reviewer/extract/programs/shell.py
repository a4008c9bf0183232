"""Shell scripts: functions, assignments and commands, by logical lines.

No grammar: what counts in a script is which commands it runs with which words, and lines joined by a backslash, open
quotes and here documents are all the structure that takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from reviewer.extract.programs.calls import Body
from reviewer.extract.programs.comments import Remark, passages, remark
from reviewer.extract.programs.located import Located, append
from reviewer.extract.programs.outline import Outline
from reviewer.extract.readers import Reading
from reviewer.model import CodeBlock, Expression

_FUNCTION: Final = re.compile(r"(?:function\s+([\w:.-]+)\s*(?:\(\))?|([\w:.-]+)\s*\(\))\s*\{?\s*$")
_ASSIGNMENT: Final = re.compile(
    r"(?:(export|local|readonly|declare(?:\s+-\w+)*)\s+)?([A-Za-z_]\w*)(\+?=)(.*)\Z", re.DOTALL
)
_HERE: Final = re.compile(r"<<-?\s*(['\"]?)([A-Za-z_]\w*)\1")
_PIECE: Final = re.compile(
    r"\\.|'[^']*'|\"(?:[^\"\\]|\\.)*\"|(?P<open>['\"])|(?P<comment>(?<!\S)#.*)|[^\\'\"#]+|.", re.DOTALL
)
#: Services are subcommands of these, so that two or three words name what is done.
_NESTED: Final = {
    "aws": 3,
    "aws_cmd": 3,
    "awslocal": 3,
    "npm": 3,
    "npx": 3,
    "cdk": 2,
    "pulumi": 2,
    "terraform": 2,
    "git": 2,
    "docker": 2,
}
#: An open quote or here document of more lines than this is a stray one and ends there.
_LONGEST: Final = 200


class Statement(NamedTuple):
    """A logical line: rows from 0, both inclusive."""

    text: str
    start: int
    end: int


def read(block: CodeBlock) -> Reading:
    """Reads a shell script."""
    outline = Outline(block)
    remarks: list[Remark] = []
    module: Body = {}
    body = module
    depth = 0
    for each in _statements(block.text, remarks):
        depth += _braces(each.text)
        match = _FUNCTION.match(each.text)
        if match is not None and body is module:
            name = match[1] or match[2]
            body = {}
            draft = outline.add((name,), "function", Located(body, each.start, each.end, rich=True))
            depth = 1
        elif body is not module and depth <= 0:
            body, depth = module, 0
            draft.end = each.end
        elif each.text != "{":
            _put(each, body, outline, top=body is module)
        else:
            depth = 1
    outline.add_top_level(module)
    platform = "analysis" if block.name and re.search(r"^\s*aws\s", block.text, re.MULTILINE) else None
    return Reading(outline.elements(), passages(block, remarks), (), platform)


def _put(statement: Statement, body: Body, outline: Outline, *, top: bool) -> None:
    match = _ASSIGNMENT.match(statement.text)
    if match is not None and not re.search(
        r"\s", re.sub(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"|\$\((?:[^()]|\([^()]*\))*\)", "", match[4])
    ):
        _assign(match, statement, body, outline, top=top)
        return
    words = statement.text.split(None, 3)
    count = _NESTED.get(words[0], 1)
    key = " ".join(word for word in words[:count] if not word.startswith(("-", '"', "$")))
    append(body, key or words[0], Located(Expression(statement.text), statement.start, statement.end))


def _assign(match: re.Match[str], statement: Statement, body: Body, outline: Outline, *, top: bool) -> None:
    modifier, name, operator, text = match.groups()
    literal = re.fullmatch(r"'([^']*)'|\"([^\"$`\\]*)\"|([\w./:@-]*)", text)
    value = next((group for group in literal.groups() if group is not None), "") if literal else Expression(text)
    located = Located(value, statement.start, statement.end)
    if modifier or operator != "=":
        append(body, modifier or operator, Located(name, statement.start, statement.start))
    if top:
        outline.add((name,), "statement", located)
    else:
        append(body, name, located)


def _braces(text: str) -> int:
    """How many braces of functions and groups a line leaves open; those of parameters are always closed."""
    bare = re.sub(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"|\$\{[^}]*\}", "", text)
    return bare.count("{") - bare.count("}")


def _statements(text: str, remarks: list[Remark]) -> Iterator[Statement]:
    lines = text.split("\n")
    row = 0
    while row < len(lines):
        start = row
        stripped = lines[row].strip()
        if stripped.startswith("#"):
            if not stripped.startswith("#!"):
                remarks.append(remark(row, len(lines[row]) - len(lines[row].lstrip()), stripped))
                row += 1
                continue
            yield Statement(stripped, row, row)
            row += 1
            continue
        words, row = _logical(lines, row, remarks)
        if words:
            yield Statement(words, start, row - 1)


def _logical(lines: list[str], row: int, remarks: list[Remark]) -> tuple[str, int]:
    """The logical line that begins at a row, white space outside quotes folded, and the row after it."""
    start = row
    pending = lines[row]
    row += 1
    quote = _open_quote(pending)
    while row < len(lines) and row - start < _LONGEST and (quote or _continued(pending)):
        added = lines[row]
        pending = f"{pending}\n{added}" if quote else f"{pending.rstrip()[:-1]} {added}"
        quote = _open_quote(pending) if not quote or quote in added else quote
        row += 1
    folded, comment = _folded(pending)
    if comment:
        remarks.append(remark(start, len(lines[start]), comment))
    ends = _HERE.search(folded)
    if ends is None:
        return folded.rstrip("; "), row
    here = [folded]
    while row < len(lines) and row - start < _LONGEST:
        here.append(lines[row])
        row += 1
        if lines[row - 1].strip() == ends[2]:
            break
    return "\n".join(here), row


def _continued(text: str) -> bool:
    return text.rstrip().endswith("\\")


def _open_quote(text: str) -> str:
    """The quote that is open at the end of a text, empty where none is."""
    return next((match["open"] for match in _PIECE.finditer(text) if match["open"]), "")


def _folded(text: str) -> tuple[str, str]:
    out: list[str] = []
    comment = ""
    for match in _PIECE.finditer(text):
        piece = match[0]
        if match["comment"]:
            comment, _, rest = piece.partition("\n")
            out.append(" " + " ".join(rest.split()))
        elif piece[0] in "'\"" and not match["open"]:
            out.append(piece)
        else:
            out.append(re.sub(r"\s+", " ", piece))
    return "".join(out).strip(), comment
