"""Changes values of a JSON object in its text: every other byte, the order and the indentation stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_SPACE = re.compile(r"[ \t\r\n]*")


class Member(NamedTuple):
    """One key of the object with its value.

    Attributes:
        key: the key.
        value: the value as parsed.
        begin: offset of the key in the text.
        start: offset of the value.
        end: offset behind the value.
    """

    key: str
    value: Any
    begin: int
    start: int
    end: int


class Style(NamedTuple):
    """How the object is laid out.

    Attributes:
        newline: line end, empty where the whole object stands in one line.
        indent: what stands before each key in its line.
        colon: what stands between key and value.
    """

    newline: str
    indent: str
    colon: str


def set_members(text: str, values: Mapping[str, Any]) -> str:
    """Sets keys of the object that a text holds, new keys at the end.

    A value that is already the wanted one is not written anew, however it is spelled; of a key that stands there twice
    the last one is set, since it is the one that counts.

    Args:
        text: a JSON text, with or without a byte order mark.
        values: values by key.

    Raises:
        ValueError: where the text is no JSON object (:class:`json.JSONDecodeError` where it is no JSON).
        RecursionError: where it is nested too deeply.
    """
    body = text.removeprefix("\ufeff")
    if not isinstance(json.loads(body), dict):
        raise ValueError("the file holds no JSON object")
    members = tuple(_scan(body))
    style = _find_style(body, members)
    last = {each.key: each for each in members}
    for member in sorted((last[key] for key in values if key in last), key=lambda each: each.start, reverse=True):
        wanted = values[member.key]
        if not _same(member.value, wanted):
            one_line = style._replace(newline="") if _in_one_line(body, member) else style
            body = body[: member.start] + _spell(wanted, one_line) + body[member.end :]
    body = _append({key: value for key, value in values.items() if key not in last}, body, style)
    return text[: len(text) - len(text.removeprefix("\ufeff"))] + body


def _scan(text: str) -> Iterator[Member]:
    """The members of an object that is known to be valid."""
    decode = json.JSONDecoder().raw_decode
    at = _skip(text, text.index("{") + 1)
    while text[at] != "}":
        begin = at
        key, at = decode(text, begin)
        start = _skip(text, _skip(text, at) + 1)
        value, end = decode(text, start)
        yield Member(key, value, begin, start, end)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _find_style(text: str, members: tuple[Member, ...]) -> Style:
    newline = "\r\n" if "\r\n" in text else "\n"
    if not members:
        return Style(newline, "  ", ": ")
    first = members[0]
    colon = text[text.rindex('"', first.begin, first.start) + 1 : first.start]  # behind the end of the key
    colon = ": " if "\n" in colon else colon
    head, broken, indent = text[: first.begin].rpartition("\n")
    return Style(newline, indent, colon) if broken and "{" in head else Style("", "", colon)


def _in_one_line(text: str, member: Member) -> bool:
    """Whether a list that is to be replaced stood in one line; what is no list or has no item says nothing."""
    return bool(member.value) and isinstance(member.value, list) and "\n" not in text[member.start : member.end]


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON: true is not 1."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _spell(value: Any, style: Style) -> str:
    if not style.newline:
        comma = ", " if style.colon.endswith(" ") else ","
        return json.dumps(value, ensure_ascii=False, separators=(comma, style.colon))
    text = json.dumps(value, ensure_ascii=False, indent=style.indent or 0, separators=(",", style.colon))
    return text.replace("\n", style.newline + style.indent)


def _append(values: Mapping[str, Any], text: str, style: Style) -> str:
    if not values:
        return text
    members = tuple(_scan(text))
    between = style.newline + style.indent if style.newline else " " if style.colon.endswith(" ") else ""
    added = ("," + between).join(json.dumps(key) + style.colon + _spell(value, style) for key, value in values.items())
    if members:
        end = members[-1].end
        return text[:end] + "," + between + added + text[end:]
    opening = text.index("{") + 1
    closing = text.rindex("}")
    return text[:opening] + between + added + style.newline + text[closing:]
