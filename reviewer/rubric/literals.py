"""What a text has to hold for a regular expression to be found in it.

Most expressions of a rubric are about words that most texts don't have. To look for a word is far cheaper than to run
the expression at every place of a text, and one whose words never come doesn't even have to be compiled.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

#: Literals of which a text needs one.
Needed = tuple[str, ...]

#: The next piece of an expression: what opens a group, ends it or parts its alternatives, or a sign; and how often it
#: comes. Everything of more than one character that stands for one is listed, so that none of it is taken for letters.
_PIECE: Final = re.compile(
    r"""(?sx)
    (?: (?P<open>  \( (?: \?(?: : | > | P<\w+> | [ims]*-[ims]+: | [ims]+:) )? (?!\?) )
      | (?P<look>  \(\?<?[=!] )
      | (?P<flags> \(\?[ims]+\) )
      | (?P<end>   \) )
      | (?P<or>    \| )
      | \\ (?P<escaped> [^\w] )
      | (?P<other> \\(?: x.. | u.{4} | U.{8} | N\{[^}]*\} | \d{1,3} | . )
                 | \[\^?\]?(?:\\.|[^\\\]])*\]
                 | [.^$\x80-\U0010ffff] )
      | (?P<plain> [^(\\\[] ) )
    (?P<often> (?: [*+?] | \{(?:\d+(?:,\d*)?|,\d*)\} ) [+?]? )?
    """
)
#: What comes so often need not come.
_OPTIONAL: Final = re.compile(r"[*?]|\{0*[,}]")
#: Shorter literals stand in every text.
_SHORTEST: Final = 2


class _Branch(NamedTuple):
    """What is known of an alternative so far: the best that it needs, and the literal that is being read."""

    needed: Needed = ()
    run: str = ""

    def offer(self, needed: Needed) -> _Branch:
        """Ends the literal, and takes what follows it where that tells more."""
        return _Branch(max(self.needed, (self.run,) if self.run else (), needed, key=_telling))


class _Group(NamedTuple):
    looks: bool
    branches: list[_Branch]


def _telling(needed: Needed) -> tuple[int, int]:
    """How much needing one of these excludes: long ones, and few."""
    return min(map(len, needed), default=0), -len(needed)


@lru_cache(maxsize=8192)
def literals_of(source: str) -> Needed:
    """Gives literals in lower case of which a text in lower case has one wherever the expression is found in it.

    Args:
        source: a regular expression, used without regard to case on a text of ASCII.

    Returns:
        nothing where no such literals are known; the expression may be found in any text then.
    """
    groups = [_Group(False, [_Branch()])]
    at = 0
    while at < len(source):
        piece = _PIECE.match(source, at)
        if piece is None or (piece["end"] and len(groups) == 1):
            return ()  # something rare
        at = piece.end()
        branches = groups[-1].branches
        if piece["open"] or piece["look"]:
            groups.append(_Group(bool(piece["look"]), [_Branch()]))
        elif piece["or"]:
            branches.append(_Branch())
        elif piece["end"]:
            needed = _need_of(groups.pop())
            branches = groups[-1].branches
            branches[-1] = branches[-1].offer(() if _is_optional(piece) else needed)
        else:
            branches[-1] = _read(branches[-1], piece)
    return _need_of(groups[0]) if len(groups) == 1 else ()


def _read(branch: _Branch, piece: re.Match[str]) -> _Branch:
    """Takes a sign that is no part of the structure."""
    sign = piece["plain"] or piece["escaped"] or ""
    if piece["often"]:
        branch = branch if _is_optional(piece) else branch._replace(run=branch.run + sign.lower())
        return branch.offer(())
    return branch._replace(run=branch.run + sign.lower()) if sign else branch.offer(())


def _is_optional(piece: re.Match[str]) -> bool:
    return piece["often"] is not None and _OPTIONAL.match(piece["often"]) is not None


def _need_of(group: _Group) -> Needed:
    """What a group needs: one of what its alternatives need, unless one of them needs nothing or it only looks."""
    needs = [branch.offer(()).needed for branch in group.branches]
    if group.looks or any(_telling(each)[0] < _SHORTEST for each in needs):
        return ()
    return tuple(sorted({literal for each in needs for literal in each}))
