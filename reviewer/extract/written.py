"""Whether a block labelled as code is written for people: a list of what the code can do, a README, a tree of files."""

from __future__ import annotations

import re
from typing import Final

from reviewer.extract.languages import PROGRAMS

#: Comments tell nothing: answers put headings of prose in them as well as remarks on code.
_COMMENT: Final = re.compile(r"\s*(?:#(?!#)|//|/\*|\*)")
#: Lines that no program has: one may begin with a plus, so that is no list's mark.
_ITEM: Final = re.compile(r"\s*(?:[-•✓✔✅❌] +\S|\d{1,2}[.)] +[A-Z*`]|#{2,6} \S|\|.*\|\s*$)")
_TREE: Final = re.compile(r"[\s│|]*(?:[├└]|\|--|`--|\+--)|[\s│]+$|\s*[\w.@-]+/\s*(?:#.*)?$")
#: Lines with a mark of these are code, whatever words are around it.
_CODE: Final = re.compile(r"[;{}]\s*$|\w\(\)|[\w\])]\s*[-+*/|:]?=[^=>]|=>")
#: A word, and what may stand in a sentence beside words.
_WORD: Final = re.compile(r"[A-Za-z][a-z'’-]*")
_NAME_OR_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_BESIDE: Final = re.compile(r"[\w'’`*&%$+./-]+")
#: What stands before an item of a list, and before whatever is emphasised in it.
_MARK: Final = re.compile(r"^\s*(?:(?:[-*+•]|\d{1,2}[.)])\s+)?[*_`]*")
#: Words that make a sentence.
_FEWEST: Final = 3
#: Share of the lines beside comments that must be written for people; of a file that is prose by its name, half.
_MOST: Final = 0.8
_NAMED: Final = 0.5


def is_written(code: str, language: str, name: str | None = None) -> bool:
    """Whether nearly all lines of a program that are no comments are items of a list, of a tree, or sentences.

    Sentences and trees count only where the text is no program of its language: a text in quotes may be all words.

    Args:
        code: the text of a block.
        language: what its fence calls it.
        name: what is announced for it; a README holds commands as well.
    """
    if language not in PROGRAMS:
        return False
    named = name is not None and name.lower().endswith(".md")
    lines = [line for line in code.split("\n") if line.strip() and not _COMMENT.match(line)]
    enough = max((_NAMED if named else _MOST) * len(lines), 1)
    items = others = 0
    for line in lines:
        if _is_item(line):
            items += 1
        elif not (_TREE.match(line) or _is_sentence(line)):
            others += 1
            if len(lines) - others < enough:  # most programs are known for what they are by their first lines
                return False
    return items >= enough or (len(lines) >= enough and (named or _is_broken(code, language)))


def reads_as_prose(text: str) -> bool:
    """Whether most lines of a text that may be of any language are sentences, or items of a list that are as long."""
    lines = [line for line in text.split("\n") if line.strip() and not _TREE.match(line)]
    return bool(lines) and sum(1 for line in lines if _is_said(line)) * 2 > len(lines)


def _is_said(line: str) -> bool:
    """Whether a line is a sentence in its beginning: a capital, several words on end, no sign of code."""
    said = _MARK.sub("", line, count=1)
    words = [word.strip("(),.:;!?\"'`*") for word in said.split()]
    if not said[:1].isupper() or len(words) < _FEWEST or _CODE.search(said):
        return False
    return sum(1 for word in words if _NAME_OR_WORD.fullmatch(word)) >= _MOST * len(words)


def _is_item(line: str) -> bool:
    return _ITEM.match(line) is not None and not _CODE.search(line)


def _is_sentence(line: str) -> bool:
    """Whether a line begins with a capital and holds words, with nothing beside them that only code has."""
    words = [word.strip("(),.:;!?\"'`*") for word in line.split()]
    if not line.lstrip("*_ \t")[:1].isupper() or _CODE.search(line):
        return False
    known = all(not word or _BESIDE.fullmatch(word) for word in words)
    return known and sum(1 for word in words if _WORD.fullmatch(word)) >= _FEWEST


def _is_broken(code: str, language: str) -> bool:
    from reviewer.extract.programs import LANGUAGES, parse_program

    return language not in LANGUAGES or parse_program(language, code.encode("utf-8", "replace")).has_error
