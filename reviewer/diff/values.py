"""The differences between two values, leaf by leaf, any depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from reviewer.diff.elision import is_dots, is_elided, shows_part
from reviewer.diff.json_forms import CALL
from reviewer.diff.lists import ListPairer
from reviewer.diff.meanings import Meanings, Table
from reviewer.diff.references import NO_RENAMES, Renames
from reviewer.diff.spelling import Spelling
from reviewer.diff.texts import Tokenizer, compare_lines, is_code, parse_embedded
from reviewer.diff.written_texts import read_written
from reviewer.leaves import intrinsic, is_leaf, scalars_in, walk_leaves
from reviewer.model import MISSING, Expression, Op, Path

#: Classes that only carry arguments, as the Pulumi SDKs name them.
_ARGUMENTS: Final = re.compile(r"\w(?:Args|ArgsDict|ResourceOptions)\Z")

#: How a program spreads one object into another.
_SPREAD: Final = ("**", "...")
#: Below what key the objects stand that Terraform merges into one.
_MERGED: Final = "merge"

#: Keys by which nothing says something.
_NAMED_NOTHING: Final = frozenset({"default", "value", "call", "return"})
_TYPES: Final = "types"
_LISTED: Final = re.compile(r"[*&]?(?:\[\]|map\[)")
_UNDEFINED: Final = Expression("undefined")


class Edit(NamedTuple):
    """One difference below an element.

    Attributes:
        left: path on the left side, None for an addition.
        right: path on the right side, None for a removal.
        comment: whether it is a line of code that is only a comment.
        by_default: whether the value stays as long as the parameters that it is taken from hold their defaults.
        depth: of what came or went as a whole, which the leaf lies in: how many tokens its path has.
    """

    op: Op
    left: Path | None
    right: Path | None
    before: Any = MISSING
    after: Any = MISSING
    noise: str | None = None
    comment: bool = False
    by_default: bool = False
    depth: int = 0


class _Pair(NamedTuple):
    left: Any
    right: Any
    left_path: Path
    right_path: Path
    key: str


class ValueDiffer:
    """Compares values of one pair of documents.

    Args:
        renames: of the elements; references on the left side follow them.
        loose: True for data languages, see :class:`~reviewer.diff.spelling.Spelling`.
        tokenize: reads programs kept in strings, which are compared line by line without it.
    """

    def __init__(self, renames: Renames = NO_RENAMES, *, loose: bool = True, tokenize: Tokenizer | None = None) -> None:
        self._tokenize = tokenize
        self._loose = loose
        strict: Table = {}
        meaning: Table = {}
        self._renames = renames
        self._strict = Meanings(None, strict)
        self._spelled = Meanings(Spelling(NO_RENAMES, loose=loose), meaning)
        self._renamed = Meanings(Spelling(renames, loose=loose), meaning) if renames else self._spelled
        self._lists = ListPairer(self._renamed, self._spelled)

    def compare(self, left: Any, right: Any) -> Iterator[Edit]:
        """Yields the edits that turn the left value into the right one, in document order."""
        if _same_text(left, right):
            return
        stack: list[_Pair | Edit] = [_Pair(left, right, (), (), "")]
        while stack:
            item = stack.pop()
            if isinstance(item, Edit):
                yield without_elided(item)
            elif self._strict.of(item.left) != self._strict.of(item.right):
                stack.extend(reversed(self._step(item)))

    def _step(self, pair: _Pair) -> list[_Pair | Edit]:
        left, right = pair.left, pair.right
        if isinstance(left, dict) and isinstance(right, dict) and self._descends(left, right):
            return self._objects(pair)
        if isinstance(left, list) and isinstance(right, list):
            return self._sequences(pair)
        if isinstance(left, str) and isinstance(right, str):
            return self._strings(pair)
        if type(left) is str and (inner := _object_of(left, right)):
            return self._embedded(pair, inner, right)
        if type(right) is str and (inner := _object_of(right, left)):
            return self._embedded(pair, left, inner)
        return self._spread(pair) or self._written(pair) or [self._replaced(pair)]

    def _spread(self, pair: _Pair) -> list[_Pair | Edit]:
        """Compares a map with one that it takes over as a whole; nothing where it is another."""
        left, right = pair.left, pair.right
        if (spread := _spread_in(right)) and self._renamed.of(left) == self._spelled.of(spread.value):
            return [pair._replace(left=spread.around(left))]
        if (spread := _spread_in(left)) and self._renamed.of(spread.value) == self._spelled.of(right):
            return [pair._replace(right=spread.around(right))]
        return []

    def _descends(self, left: dict[str, Any], right: dict[str, Any]) -> bool:
        function = intrinsic(left)
        if function != intrinsic(right):
            return False
        return function is None or not (is_leaf(left) and is_leaf(right)) or (_holds_code(left) and _holds_code(right))

    def _objects(self, pair: _Pair) -> list[_Pair | Edit]:
        right = {str(key): value for key, value in pair.right.items()}
        steps: list[_Pair | Edit] = []
        known = {str(key) for key in pair.left}
        followed: set[str] = set()
        gone, come = _hidden(pair)
        for name, value in pair.left.items():
            key = str(name)
            path = (*pair.left_path, key)
            if key in right:
                steps.append(_Pair(value, right[key], path, (*pair.right_path, key), key))
                continue
            target = self._followed(key, value, right)
            if target is not None and target not in known:
                followed.add(target)
            steps += removals(value, path, "reference" if target in followed else gone or self._why_empty(key, value))
        for key, value in right.items():
            if key not in known:
                noise = "reference" if key in followed else come or self._why_empty(key, value)
                steps += additions(value, (*pair.right_path, key), noise)
        return _emptied(pair, steps)

    def _why_empty(self, key: str, value: Any) -> str | None:
        """Why a key that came or went says nothing: a program that sets an argument to nothing leaves it out."""
        # a variable whose default is nothing need not be given, and one without any has to be
        if value is None and not self._loose and key not in _NAMED_NOTHING:
            return "spelling"
        return _class_noise(key, value)

    def _followed(self, key: str, value: Any, right: dict[str, Any]) -> str | None:
        """The key that follows a rename: a call of a renamed function stands under its name.

        What is spread into an object stands under the code that names it (``**tags``, ``**self.tags``).
        """
        targets = [each for each in right if each.startswith(_SPREAD)] if key.startswith(_SPREAD) else []
        for target in (self._renames.code(key), *targets):
            if target == key or target not in right:
                continue
            if self._renamed.of(value, key) == self._spelled.of(right[target], target):
                return target
        return None

    def _sequences(self, pair: _Pair) -> list[_Pair | Edit]:
        pairing = self._lists.pair(pair.left, pair.right, pair.key)
        paired = dict(pairing.pairs)
        taken = set(paired.values())
        steps: list[_Pair | Edit] = []
        gone, come = _hidden(pair)
        for index, item in enumerate(pair.left):
            path = (*pair.left_path, index)
            if index not in paired:
                steps += removals(item, path, gone)
                continue
            place = paired[index]
            target = (*pair.right_path, place)
            if (index, place) in pairing.moved:
                noise = None if pairing.has_order else "order"
                steps.append(Edit("move", path, target, item, pair.right[place], noise))
            steps.append(_Pair(item, pair.right[place], path, target, pair.key))
        for place, item in enumerate(pair.right):
            if place not in taken:
                steps += additions(item, (*pair.right_path, place), come)
        return _emptied(pair, steps)

    def _strings(self, pair: _Pair) -> list[_Pair | Edit]:
        # texts with interpolations, such as the user data of a Terraform configuration, hold no JSON
        plain = type(pair.left) is str and type(pair.right) is str
        inner = (parse_embedded(pair.left), parse_embedded(pair.right)) if plain else (MISSING, MISSING)
        if inner[0] is not MISSING and inner[1] is not MISSING and type(inner[0]) is type(inner[1]):
            return self._embedded(pair, *inner)
        if is_code(pair.left) and is_code(pair.right):
            return self._lines(pair)
        return [self._replaced(pair)]

    def _embedded(self, pair: _Pair, left: Any, right: Any) -> list[_Pair | Edit]:
        if self._strict.of(left) == self._strict.of(right):
            return [Edit("replace", pair.left_path, pair.right_path, pair.left, pair.right, "formatting")]
        return [pair._replace(left=left, right=right)]

    def _written(self, pair: _Pair) -> list[_Pair | Edit]:
        """Compares a text with one that an intrinsic function fills in or joins; nothing where they say the same."""
        # a patch knows what lies in a text where one of both sides is nothing else
        if type(pair.left) is not str and type(pair.right) is not str:
            return []
        left, right = read_written(pair.left), read_written(pair.right)
        if left is None or right is None or not all(_is_program(each.text) for each in (left, right)):
            return []
        paths = (*pair.left_path, *left.below), (*pair.right_path, *right.below)
        return self._lines(_Pair(left.text, right.text, *paths, pair.key))

    def _lines(self, pair: _Pair) -> list[_Pair | Edit]:
        edits: list[_Pair | Edit] = []
        for line in compare_lines(pair.left, pair.right, self._renames, self._tokenize):
            left = None if line.left is None else (*pair.left_path, line.left)
            right = None if line.right is None else (*pair.right_path, line.right)
            op: Op = "add" if left is None else "remove" if right is None else "replace"
            edits.append(Edit(op, left, right, line.before, line.after, line.noise, line.is_comment))
        return edits

    def _replaced(self, pair: _Pair) -> Edit:
        noise = self._noise(pair.left, pair.right, pair.key)
        return Edit("replace", pair.left_path, pair.right_path, pair.left, pair.right, noise)

    def _noise(self, left: Any, right: Any, key: str) -> str | None:
        meaning = self._spelled.of(right, key)
        if self._spelled.of(left, key) == meaning:
            return "spelling"
        return "reference" if self._renamed.of(left, key) == meaning else None


def without_elided(edit: Edit) -> Edit:
    """The edit, without a meaning where a side of it is dots that stand for what isn't shown."""
    if edit.noise is not None:
        return edit
    dots = _stands_for_more(edit.left, edit.before) or _stands_for_more(edit.right, edit.after)
    return edit._replace(noise="elision") if dots else edit


def _stands_for_more(path: Path | None, value: Any) -> bool:
    return is_elided(value) or bool(path and is_dots(path[-1], value))


def _object_of(text: str, written: Any) -> dict[str, Any] | None:
    """The object that a text holds as JSON, where a call that writes an object with one of its keys stands against it.

    The one is the text that the other makes, so that they differ in what lies in them and not in who writes it.
    """
    if not isinstance(written, dict) or CALL not in written:
        return None
    inner = parse_embedded(text)
    shared = isinstance(inner, dict) and CALL not in inner and inner.keys() & written.keys()
    return {CALL: written[CALL], **inner} if shared else None


class _Spread(NamedTuple):
    """What a map takes from another as a whole, and under what key it does."""

    key: str
    value: Expression

    def around(self, code: Expression) -> dict[str, Any]:
        """The map that only takes this: ``local.common`` alone is what ``merge(local.common, {})`` makes of it."""
        return {self.key: [code] if self.key == _MERGED else code}


def _spread_in(written: Any) -> _Spread | None:
    """What a map takes over beside its own entries: a side that is only this differs in the entries alone."""
    if not isinstance(written, dict) or CALL in written:
        return None
    merged = written.get(_MERGED)
    found = [(str(key), value) for key, value in written.items() if str(key).startswith(_SPREAD)]
    found += [(_MERGED, each) for each in merged] if isinstance(merged, list) else []
    key, value = found[0] if len(found) == 1 else ("", None)
    return _Spread(key, value) if isinstance(value, Expression) else None


def _hidden(pair: _Pair) -> tuple[str | None, str | None]:
    """Why removals and additions below a pair mean nothing: the other side says that it doesn't show everything."""
    return "elision" if shows_part(pair.right) else None, "elision" if shows_part(pair.left) else None


def removals(value: Any, path: Path, noise: str | None = None) -> list[Any]:
    """Gives one removal per leaf of a value."""
    depth = len(path)
    return [Edit("remove", at, None, before=leaf, noise=noise, depth=depth) for at, leaf in walk_leaves(value, path)]


def additions(value: Any, path: Path, noise: str | None = None) -> list[Any]:
    """Gives one addition per leaf of a value."""
    depth = len(path)
    return [Edit("add", None, at, after=leaf, noise=noise, depth=depth) for at, leaf in walk_leaves(value, path)]


def _emptied(pair: _Pair, steps: list[_Pair | Edit]) -> list[_Pair | Edit]:
    """Adds the empty container itself, which is a leaf where it is empty and none where it is not."""
    if not pair.left:
        return [Edit("remove", pair.left_path, None, before=pair.left, noise="spelling"), *steps]
    if not pair.right:
        return [*steps, Edit("add", None, pair.right_path, after=pair.right, noise="spelling")]
    return steps


def _class_noise(key: str, value: Any) -> str | None:
    """Why a key that came or went says nothing.

    An object of arguments or options is the same with its class and as a plain dictionary, as Pulumi takes both; the
    types that Go writes in front of lists come with those; and what is undefined isn't there.
    """
    written = value if isinstance(value, list) else [value]
    if key == _TYPES and written and all(isinstance(each, str) and _LISTED.match(each) for each in written):
        return "spelling"
    if not isinstance(value, Expression):
        return None
    return "spelling" if value == _UNDEFINED or (key == "call" and _ARGUMENTS.search(value)) else None


def _holds_code(value: dict[str, Any]) -> bool:
    """Whether an intrinsic function fills in or joins code or JSON, whose differences lie inside its text."""
    written = read_written(value)
    return (written is not None and is_code(written.text)) or any(
        type(leaf) is str and (is_code(leaf) or parse_embedded(leaf) is not MISSING) for leaf in scalars_in(value)
    )


def _is_program(text: str) -> bool:
    """Whether a text has lines that say something by themselves, as those of JSON do not."""
    return is_code(text) and parse_embedded(text) is MISSING


def _same_text(left: Any, right: Any) -> bool:
    try:
        return repr(left) == repr(right)
    except RecursionError:
        return False
