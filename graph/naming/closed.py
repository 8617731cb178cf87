"""Words that mean one of a closed list."""

from __future__ import annotations

from collections.abc import Collection

from ..errors import UnknownName, shown
from ..hints import near


def one_of(word: str, known: Collection[str], called: str) -> str:
    """Find the one of ``known`` that ``word`` means; case, hyphens and underscores do not matter.

    Raises UnknownName with the candidates.
    """
    plain = {_plain(each): each for each in reversed(list(known))}
    if _plain(word) in plain:
        return plain[_plain(word)]
    close = [plain[each] for each in near(_plain(word), plain)]
    candidates = close or list(known)[:20]
    hint = f"there are: {', '.join(candidates)}" if candidates else "the data set names none"
    if close:
        quoted = " or ".join(f'"{each}"' for each in close)
        hint = f"did you mean {quoted}?"
    raise UnknownName(f'no {called} is called "{shown(word)}"', candidates, hint)


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").replace("_", " ").split())
