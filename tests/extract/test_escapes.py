r"""Backslashes before backquotes: which of them are right, and which an answer copied along."""

from __future__ import annotations

import pytest

from reviewer.extract.programs.escapes import unescaped


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (r"f(\`a\`);", "f(`a`);"),
        (r"f(\`a-\${b}\`);", "f(`a-${b}`);"),
        (r"f(\`a-${b}`);", "f(`a-${b}`);"),
        (r"f(\`a-\${g({ c: { d } })}-e\`);", "f(`a-${g({ c: { d } })}-e`);"),
        (r"f(\`a-\${b ? \`c\` : `d`}\`);", "f(`a-${b ? `c` : `d`}`);"),
        (r"f(\`a \\\`b\\\`\`);", r"f(`a \`b\``);"),
        (r"if (a) { f(\`a\`); } }", "if (a) { f(`a`); } }"),
    ],
    ids=["text", "filled in", "half of it", "braces", "template within", "escaped within", "one brace too many"],
)
def test_outside_of_a_template_a_backquote_loses_its_backslash(code: str, expected: str) -> None:
    assert unescaped(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        "f(`a-${b}`);",
        r"f(`return \`${key}-\${id}\`;`);",
        r"f(`a\\`); g(`b`);",
        r"f(`a-${g(`\`b\``)}`);",
        r"// a \` in a comment",
        r"/* a \` in" + "\n" + r"a comment */ f();",
        r"""f("\`", '\`', "it's \"\`\"");""",
        r"f(`a ${'}'} \` b`);",
        "",
    ],
)
def test_what_is_escaped_by_right_stays(code: str) -> None:
    assert unescaped(code) == code


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a = /'/;\nf(\\`a\\`);", "a = /'/;\nf(`a`);"),
        (r"/* never closed f(\`a\`);", "/* never closed f(`a`);"),
        (r"f(\`a", "f(`a"),
    ],
    ids=["quote", "comment", "template"],
)
def test_what_is_never_closed_hides_nothing(code: str, expected: str) -> None:
    assert unescaped(code) == expected


def test_templates_may_nest_as_deep_as_they_like() -> None:
    deep = 50_000
    assert unescaped("\\`${" * deep + "}\\`" * deep) == "`${" * deep + "}`" * deep
