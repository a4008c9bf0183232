"""The words of a rubric: Jinja templates, compiled once and kept as code in the rubric's cache."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any, Final

from reviewer.errors import RubricError
from reviewer.model import MISSING
from reviewer.rubric.filters import FILTERS, TESTS, name_types
from reviewer.rubric.policy import Words

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from reviewer.rubric.policy import Rubric

#: The most characters of a value that a sentence quotes; more hides the sentence.
QUOTE = 80
#: A name in a list takes so much room, as a rule.
_NAME = 24
_ENVIRONMENT: list[Environment] = []


def show_value(value: Any) -> str:
    """Writes a value of the reviewed material as inline code, shortened, on one line."""
    if value is MISSING:
        return "nothing"
    text = _to_source(value)
    if isinstance(value, dict) and len(value) == 1:
        ((key, inner),) = value.items()
        if key in ("Ref", "Fn::Sub", "Fn::GetAtt", "Fn::ImportValue"):
            shown = ".".join(map(str, inner)) if isinstance(inner, list) else str(inner)
            text = f"!{key.removeprefix('Fn::')} {shown}"
    return _as_code(text) or "an empty text"


def _as_code(text: str) -> str:
    """Writes a text as inline code on one line, shortened; nothing where it is blank."""
    text = " ".join(text.split())
    text = text if len(text) <= QUOTE else text[: QUOTE - 1] + "…"
    # Backticks inside would end the code; a typographic neighbour reads the same.
    return f"`{text.replace('`', 'ˋ')}`" if text else ""


def _to_source(value: Any) -> str:
    """Writes a call as its program does, everything else as JSON; the names of wrappers stand outermost first."""
    if isinstance(value, dict) and "call" in value:
        names = value["call"] if isinstance(value["call"], list) else [value["call"]]
        inside = ", ".join(f"{key}: {_to_source(each)}" for key, each in value.items() if key != "call")
        return f"{'('.join(map(str, names))}({inside}{')' * len(names)}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def show_names(names: Any, most: int = 4) -> str:
    """Joins names as a sentence does: ``A, B and 3 more``.

    Two more that are short take no more room than their number, and say more.
    """
    shown = [code for name in dict.fromkeys(names) if (code := _as_code(str(name)))]
    spared = len(shown) <= most + 1 and len(join_words(shown)) <= most * _NAME
    return join_few(shown, len(shown) if spared else most)


def join_few(words: Sequence[str], most: int) -> str:
    """Joins words as a sentence does, and counts those that are too many."""
    if len(words) > most:
        return f"{', '.join(words[: most - 1])} and {len(words) - most + 1} more"
    return join_words(words)


def join_words(words: Sequence[str]) -> str:
    """Joins words as a sentence does: ``A, B and C``."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def find_principals(pairs: Iterable[tuple[Any, Any]]) -> list[str]:
    """Names the services whose principals, ``logs.amazonaws.com``, stand in what came; the region may be filled in.

    Those that stood in what went were admitted before.
    """
    known = list(pairs)
    went, came = (" ".join(map(str, side)) for side in zip(*known, strict=True)) if known else ("", "")
    return [name for key, name in _principals().items() if _is_in(key, came) and not _is_in(key, went)]


def _is_in(principal: str, text: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(principal)}\.(?:amazonaws|[${{])", text) is not None


@cache
def _principals() -> dict[str, str]:
    found: dict[str, str] = json.loads(Path(__file__).with_name("principals.json").read_text("utf-8"))
    return found


def _plural(count: int, word: str, many: str = "") -> str:
    return f"{count} {word if count == 1 else many or word + 's'}"


def _environment() -> Environment:
    if not _ENVIRONMENT:
        from jinja2 import Environment as New
        from jinja2 import StrictUndefined

        def value(each: Any) -> str:
            # asked for its text, a fact that there is not says so
            return show_value(str(each) if isinstance(each, StrictUndefined) else each)

        made = New(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - plain text; each renderer escapes for itself
        made.filters.update(value=value, names=show_names, plural=_plural, few=join_few, principals=find_principals)
        made.filters.update(FILTERS)
        made.tests.update(TESTS)
        _ENVIRONMENT.append(made)
    return _ENVIRONMENT[0]


def compile_words(data: dict[str, Any]) -> dict[str, CodeType]:
    """Compiles every template of a rubric.

    Raises:
        RubricError: where a template is no valid Jinja.
    """
    code: dict[str, CodeType] = {}
    for owner, words in _texts(data):
        for source in words:
            # many rules share their words
            if source not in code:
                code[source] = _compile(source, owner)
    return code


def _texts(data: dict[str, Any]) -> list[tuple[dict[str, Any], list[str]]]:
    owners = [*data["rules"], *({**each["words"], "id": name} for name, each in data["concerns"].items())]
    shared = [data["requirements"][key] for key in ("cites", "departs", "contradicts")]
    shared += [data["learning"]["limited"], *(text for key, text in data["standing"].items() if key != "most")]
    shared += data["documentation"].values()
    shared += [each["says"] for each in data["kinds"].values() if each["says"]]
    told = ((owner, [owner[key] for key in Words._fields if key != "calls" and owner[key]]) for owner in owners)
    return [*told, ({"id": data["name"]}, shared)]


def _compile(source: str, owner: dict[str, Any]) -> CodeType:
    from jinja2 import TemplateError

    try:
        # an escape that Python does not know is a warning today and an error tomorrow; here it is one already
        with warnings.catch_warnings():
            warnings.simplefilter("error", DeprecationWarning)
            return _compile_once(source)
    except TemplateError as error:
        raise RubricError(
            f"the words of {owner['id']} are no valid template: {error}",
            file=owner.get("file"),
            line=owner.get("line"),
            hint="close every {{ and {%, as in {{ before | value }}",
        ) from error


#: A part named by the name of its whole, as the description of a template is: it is said once.
_TWICE: Final = re.compile(r"(`[^`]+`) of \1(?![`\w])")
#: Templates ready to be filled, by their source.
_TEMPLATES: Final[dict[str, Template]] = {}
_KEPT: Final = 4096


@lru_cache(maxsize=_KEPT)
def _compile_once(source: str) -> CodeType:
    return _environment().compile(source)


def _template(source: str, rubric: Rubric) -> Template:
    """Gives the template of a text; where a rubric holds its code, that is the same whichever rubric it is."""
    found = _TEMPLATES.get(source)
    if found is None:
        from jinja2 import Template

        if len(_TEMPLATES) >= _KEPT:
            _TEMPLATES.clear()
        environment = _environment()
        code = rubric.code.get(source) or _compile_once(source)
        found = _TEMPLATES[source] = Template.from_code(environment, code, dict(environment.globals))
    return found


def render_words(source: str, facts: dict[str, Any], rubric: Rubric) -> str:
    """Fills one template of the rubric with the facts of a fix, white space folded.

    Raises:
        RubricError: where the template speaks of a fact that there is not.
    """
    if "{" not in source:
        return source
    from jinja2 import TemplateError

    try:
        text = _template(source, rubric).render(facts)
    except TemplateError as error:
        raise RubricError(
            f"the template {source[:60]!r} cannot be filled: {error}", hint="`reviewer rubric test` names its rule"
        ) from error
    return _TWICE.sub(r"\1", " ".join(text.split()))


def fill_words(words: Words, facts: Mapping[str, Any], rubric: Rubric) -> dict[str, str]:
    """Fills all words of a fix, with its subject among the facts where the words name one.

    Raises:
        RubricError: where one speaks of a fact that there is not.
    """
    known = add_subject(words, facts, rubric)
    return {name: render_words(source, known, rubric) for name, source in words.texts.items() if name != "subject"}


def add_subject(words: Words, facts: Mapping[str, Any], rubric: Rubric) -> dict[str, Any]:
    """Gives the facts with those that the words add: what its types are called, and what the fix is about."""
    known = add_called(words, facts)
    return known | ({"subject": render_words(words.subject, known, rubric)} if words.subject else {})


def add_called(words: Words, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Gives the facts with what the types are called by the table of the words, and the table itself."""
    return {**facts, "calls": words.calls, "called": name_types(facts["types"], words.calls)}
