"""What a rename changes besides the name: every reference that follows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final

from reviewer.model import Element
from reviewer.references import without_file

#: How Terraform writes the address of what is declared under these words.
_TERRAFORM_WORDS = {"variable": "var", "local": "local", "module": "module", "data": "data"}
#: Sections of a CloudFormation template, and of a workflow, whose members others name.
_SECTIONS = frozenset({"Resources", "Parameters", "Conditions", "Mappings", "jobs"})
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*\Z")
#: Where a name is no member of another, or one of the object itself.
_AT_HEAD: Final = r"(?:(?<=\bthis\.)|(?<=\bself\.)|(?<![\w$.-]))"
_SUB_NAME = re.compile(r"\$\{([A-Za-z0-9]+)(?=[.}])")


class Renames:
    """The new names of what was renamed, applied to the left side's references.

    Attributes:
        names: old to new logical id, for CloudFormation's references.
    """

    def __init__(self, pairs: Iterable[tuple[Element, Element]] = ()) -> None:
        self.names: dict[str, str] = {}
        self._words: dict[str, str] = {}
        heads: dict[str, str] = {}
        for left, right in pairs:
            _collect(left, right, self.names, heads if _hands_out(left) else self._words)
        self._heads = _replacer({old: new for old, new in heads.items() if old not in self._words}, _AT_HEAD)
        self._code = _replacer(self._words)

    @classmethod
    def to_types(cls, elements: Iterable[Element], pairs: Iterable[tuple[Element, Element]] = ()) -> Renames:
        """Gives each element the name of its type, so that references to elements of the same type are alike.

        Args:
            elements: those that have no counterpart yet.
            pairs: those that have one, which take its name.
        """
        renames = cls(pairs)
        words = renames._words
        for element in elements:
            if {str(token) for token in element.path[:-1]} & _SECTIONS:
                renames.names[str(element.path[-1])] = element.type or element.kind
            elif element.language == "hcl":
                words[_terraform_address(element)] = element.type or element.kind
            else:
                words |= {str(token): element.type for token in element.path[1:] if _IDENTIFIER.match(str(token))}
        renames._code = _replacer(words)
        return renames

    def __bool__(self) -> bool:
        return bool(self.names) or self._code is not None or self._heads is not None

    def name(self, text: str) -> str:
        """Gives the new name of a logical id; ``A.Attribute`` keeps its attribute."""
        if text in self.names:
            return self.names[text]
        head, dot, attribute = text.partition(".")
        return self.names.get(head, head) + dot + attribute

    def code(self, text: str) -> str:
        """Gives source text with the new names in it."""
        text = self._code(text) if self._code else text
        return self._heads(text) if self._heads else text

    def text(self, text: str) -> str:
        """Gives a string with the new names where it is interpolated (``${Name}``)."""
        if "${" not in text:
            return text
        if self._code or self._heads:
            text = _INTERPOLATION.sub(lambda match: self.code(match[0]), text)
        return _SUB_NAME.sub(lambda match: "${" + self.name(match[1]), text)


#: One interpolation without braces inside; nested ones are rare and then only compared as they stand.
_INTERPOLATION = re.compile(r"\$\{[^{}]*\}")


def _hands_out(element: Element) -> bool:
    """Whether it is made of a class of the program: ``vpc.vpc`` is a member of it, which kept its name."""
    return element.kind == "module" and element.language != "hcl"


def _collect(left: Element, right: Element, names: dict[str, str], words: dict[str, str]) -> None:
    sections = {str(token) for token in left.path[:-1]} & _SECTIONS
    if sections:
        names[str(left.path[-1])] = str(right.path[-1])
    elif left.language == "hcl":
        words[_terraform_address(left)] = _terraform_address(right)
    else:
        words.update(_identifiers(left, right))


def _terraform_address(element: Element) -> str:
    tokens = [str(token) for token in without_file(element)]
    return ".".join([_TERRAFORM_WORDS.get(tokens[0], tokens[0]), *tokens[1:]])


def _identifiers(left: Element, right: Element) -> dict[str, str]:
    if left.type and len(without_file(left)) != len(without_file(right)):
        return {_word_for(left): _word_for(right)}
    # the path of a construct begins with its type, that of a function or a class with its name
    start = 1 if left.type else 0
    tokens = zip(left.path[start:], right.path[start:], strict=False)
    return {
        str(old): str(new)
        for old, new in tokens
        if old != new and _IDENTIFIER.match(str(old)) and _IDENTIFIER.match(str(new))
    }


def _word_for(element: Element) -> str:
    """What code says for a construct: its variable, or where it is made there ``<s3.Bucket Logs>``."""
    kept = without_file(element)[1:-1]
    return str(kept[-1]) if kept else f"<{element.type} {element.path[-1]}>"


def _replacer(words: Mapping[str, str], before: str = r"(?<![\w$-])") -> Callable[[str], str] | None:
    if not words:
        return None
    longest = sorted(words, key=lambda word: (-len(word), word))
    pattern = re.compile(before + "(?:" + "|".join(map(re.escape, longest)) + r")(?![\w$-])")

    @lru_cache(maxsize=4096)
    def replace(text: str) -> str:
        return pattern.sub(lambda match: words[match[0]], text)

    return replace


#: No rename at all: references are compared as they stand.
NO_RENAMES: Final = Renames()
