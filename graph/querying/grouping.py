"""What a query that groups cannot see: variables neither grouped by nor inside COUNT, SUM or the like.

In SELECT the engine refuses them without a place; in HAVING and ORDER BY the standard gives them no
value (SPARQL 1.1 sections 11.4 and 18.2.4), which answers rightly, with nothing, and silently. Here
it is said, with what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .faults import at
from .tokens import Token

_AGGREGATES = frozenset(("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"))
_MODIFIERS = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_AFTER_ITEMS = ("WHERE", "FROM", "SELECT")
_SHORT = 60


class _Select(NamedTuple):
    """One SELECT, the outer one or a nested one, as the parts of its tokens."""

    items: Sequence[Token]
    grouped: Sequence[Token]
    having: Sequence[Token]
    order: Sequence[Token]
    end: int
    """Index of the first token after it."""

    @property
    def groups(self) -> bool:
        return bool(self.grouped or self.having) or any(t.keyword in _AGGREGATES for t in self.items)


def ungrouped(query: str, found: Sequence[Token], wrong: int) -> str | None:
    """The first variable in a SELECT before token ``wrong`` that makes it no query, at its place."""
    for select in _selects(found):
        if not select.groups or select.end > wrong:
            continue
        seen = _names(select.grouped)
        aliases = _aliases(select.items)
        for token in _bare_variables(select.items):
            name = token.text[1:]
            if name in aliases and aliases[name][0].start == token.start:
                continue  # it is named here
            if name in aliases and name not in seen:
                said = f"{token.text} is what SELECT names another expression: repeat the expression here"
                return at(query, token.start, said)
            if name not in seen:
                said = "neither grouped by nor inside COUNT, SUM or the like"
                return at(query, token.start, f"SELECT names {token.text}, which is {said}")
    return None


def unseen(query: str, found: Sequence[Token]) -> list[str]:
    """What HAVING and ORDER BY of a valid ``query`` ask for and cannot see, a sentence each."""
    said = []
    for select in _selects(found):
        if not select.groups:
            continue
        seen, aliases = _names(select.grouped), _aliases(select.items)
        for token in _bare_variables(select.having):
            name = token.text[1:]
            if name in seen:
                continue
            if name in aliases:
                better = _rewritten(query, select.having, aliases, seen)
                message = f"HAVING cannot see {token.text}, which SELECT names only after it{better}"
            else:
                message = _not_there("HAVING", token)
            said.append(at(query, token.start, message))
            break
        for token in _bare_variables(select.order):
            if token.text[1:] not in seen and token.text[1:] not in aliases:
                said.append(at(query, token.start, _not_there("ORDER BY", token)))
                break
    return said


def _not_there(clause: str, token: Token) -> str:
    return f"{clause} cannot see {token.text}: group by it, or put it inside MAX, SUM or the like"


def _rewritten(
    query: str, having: Sequence[Token], aliases: dict[str, tuple[Token, str]], seen: set[str]
) -> str:
    """The clause with the expressions in place of their names, if that is short enough to be read."""
    text, last = "", having[0].start
    for token in _bare_variables(having):
        name = token.text[1:]
        if name in aliases and name not in seen:
            text += query[last : token.start] + aliases[name][1]
            last = token.end
    text = " ".join((text + query[last : having[-1].end]).split())
    return f"; write: HAVING {text}" if len(text) <= _SHORT else "; repeat the expression in HAVING"


def _selects(found: Sequence[Token]) -> Iterator[_Select]:
    closing = _closing(found)
    for index, token in enumerate(found):
        if token.keyword == "SELECT":
            yield _select(found, index + 1, closing)


def _closing(found: Sequence[Token]) -> dict[int, int]:
    """By index of each opening round or curly bracket, that of the one that closes it."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(found):
        if token.text in ("(", "{") and token.kind == "mark":
            opened.append(index)
        elif token.text in (")", "}") and token.kind == "mark" and opened:
            closing[opened.pop()] = index
    return closing


def _select(found: Sequence[Token], start: int, closing: dict[int, int]) -> _Select:
    index = start
    while index < len(found) and found[index].text != "{" and found[index].keyword not in _AFTER_ITEMS:
        index = closing.get(index, index) + 1
    items = found[start:index]
    while index < len(found) and found[index].text != "{" and found[index].keyword != "SELECT":
        index += 1
    index = closing.get(index, len(found)) + 1
    parts: dict[str, list[Token]] = {}
    clause = ""
    while index < len(found) and found[index].text != "}" and found[index].keyword != "SELECT":
        if found[index].keyword in _MODIFIERS:
            clause = found[index].keyword
            index += 2 if clause in ("GROUP", "ORDER") else 1  # BY
            continue
        end = closing.get(index, index) + 1
        parts.setdefault(clause, []).extend(found[index:end])
        index = end
    end = min(index, len(found))
    return _Select(items, parts.get("GROUP", []), parts.get("HAVING", []), parts.get("ORDER", []), end)


def _names(grouped: Sequence[Token]) -> set[str]:
    """Variables that GROUP BY keeps: those by themselves, and the names of expressions."""
    names = set()
    depth = 0
    texts = ["", "", *(token.text for token in grouped), ""]
    for index, token in enumerate(grouped):
        depth += (token.text == "(") - (token.text == ")")
        before, last, _, following = texts[index : index + 4]
        bracketed = (last, following) == ("(", ")") and depth == 1 and not before.isidentifier()
        if token.kind == "variable" and (depth == 0 or last.upper() == "AS" or bracketed):
            names.add(token.text[1:])
    return names


def _aliases(items: Sequence[Token]) -> dict[str, tuple[Token, str]]:
    """The names that SELECT gives, each with its token and the text of its expression."""
    found: dict[str, tuple[Token, str]] = {}
    opened: list[int] = []
    for index, token in enumerate(items):
        if token.text == "(":
            opened.append(index)
        elif token.text == ")" and opened:
            opened.pop()
        elif token.kind == "variable" and len(opened) == 1 and items[index - 1].keyword == "AS":
            expression = items[opened[0] + 1 : index - 1]
            text = "".join(
                (" " if before and before.end < each.start else "") + each.text
                for before, each in zip([None, *expression], expression, strict=False)
            )
            found[token.text[1:]] = token, text
    return found


def _bare_variables(part: Sequence[Token]) -> Iterator[Token]:
    """The variables of an expression that stand in no aggregate, and in no pattern of EXISTS."""
    closing = _closing(part)
    index = 0
    while index < len(part):
        token = part[index]
        opens = part[index + 1].text == "(" if index + 1 < len(part) else False
        if token.keyword in _AGGREGATES and opens:
            index = closing.get(index + 1, len(part))
        elif token.text == "{":
            index = closing.get(index, len(part))
        elif token.kind == "variable":
            yield token
        index += 1
