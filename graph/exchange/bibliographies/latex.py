"""Text in the commands of LaTeX, and back: accents, quotes, dashes, what BibTeX takes for its own."""

from __future__ import annotations

import logging
import re
import unicodedata
from functools import lru_cache

_LONGEST = 20_000
_DEEPEST = 60
_ODD = re.compile(r"[\\{}~$]|--|``|''")
_ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "d": "\u0323",
    "b": "\u0331",
    "r": "\u030a",
    "k": "\u0328",
}
_LETTERS = {
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "i": "ı",
    "j": "ȷ",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
    "ng": "ŋ",
    "NG": "Ŋ",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textendash": "–",
    "textemdash": "—",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "guillemotleft": "«",
    "guillemotright": "»",
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
    "textdollar": "$",
    "textunderscore": "_",
}
_ACCENT = re.compile(
    r"""\\(?:(['`^"~=.])\s*(?:\{\s*(\\?[^\W\d_])\s*\}|(\\[ij])(?![^\W\d_])\s?|([^\W\d_]))"""
    r"""|([uvHcdbrk])(?:\s*\{\s*(\\?[^\W\d_])\s*\}|\s+(\\[ij])(?![^\W\d_])\s?|\s+([^\W\d_])))"""
)
_COMMAND = re.compile(r"\\([A-Za-z]+)(?:\s*\{\}|(?![A-Za-z])\s*)")
_CHARACTER = re.compile(r'\\(?:char"([0-9A-F]{1,6})|symbol\{\\?"([0-9A-F]{1,6})\})')
_ESCAPED = re.compile(r"\\([&%$#_{} ,\-/@])")
_WRAPPED = re.compile(
    r"\\(?:emph|text[a-z]{2}|mkbibquote|mkbibemph|enquote|url|href|mbox|textnormal)\s*(?=\{)"
)
_HELD = {letter: chr(0xF8E0 + place) for place, letter in enumerate("\\{}~$^-`'")}
_NOTHING = chr(0xF8DF)
_FREE = {value: letter for letter, value in _HELD.items()} | {_NOTHING: ""}
_HOLDS = re.compile("[\uf8df-\uf8e8]")


def plain(text: str) -> str:
    """``text`` as it is read, without commands, groups and the marks of mathematics. Time: linear.

    >>> plain(r"M{\\"u}ller \\& {NATO}, 1--2: ``So''"), plain(r"Pok{\\'e}mon {\\O}re")
    ('Müller & NATO, 1–2: “So”', 'Pokémon Øre')
    """
    if not _ODD.search(text):
        return text
    if "\\" in text:
        text = _without_commands(text[:_LONGEST])
    text = text.replace("{}", _NOTHING).replace("{", "").replace("}", "").replace("$", "").replace("~", " ")
    if "-" in text:
        text = text.replace("---", "—").replace("--", "–")
    text = text.replace("``", "“").replace("''", "”")
    return "".join(_FREE.get(letter, letter) for letter in text) if _HOLDS.search(text) else text


def _without_commands(text: str) -> str:
    text = _CHARACTER.sub(lambda found: _character(int(found[1] or found[2], 16)), text)
    text = _ACCENT.sub(_accented, text)
    text = _ESCAPED.sub(lambda found: "" if found[1] in "-/," else _held(found[1]), text)
    text = _COMMAND.sub(_letter, text)
    text = _WRAPPED.sub("", text)
    return _by_pylatexenc(text) if "\\" in text else text


def _character(number: int) -> str:
    return _held(chr(number)) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""


def _held(text: str) -> str:
    """Letters that stand for themselves from here on, kept from what is done to the same ones yet."""
    return "".join(_HELD.get(letter, letter) for letter in text)


def _accented(found: re.Match[str]) -> str:
    mark = found[1] or found[5]
    letter = next(group for group in (*found.groups()[1:4], *found.groups()[5:]) if group).lstrip("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[mark])


def _letter(found: re.Match[str]) -> str:
    return _held(_LETTERS[found[1]]) if found[1] in _LETTERS else found[0]


@lru_cache(maxsize=1024)
def _by_pylatexenc(text: str) -> str:
    """What only a parser of LaTeX knows. Where it does not understand, the commands go."""
    depth = deepest = 0
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        deepest = max(deepest, depth)
    if deepest <= _DEEPEST:
        from pylatexenc.latex2text import LatexNodes2Text

        logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
        try:
            made = LatexNodes2Text(math_mode="text", keep_comments=True).latex_to_text(
                text.replace("%", "\\%").replace("~", "\\ ").replace("&", "\\&"), tolerant_parsing=True
            )
        except Exception:  # whatever a parser of others says of what is no LaTeX
            pass
        else:
            return str(made)
    return re.sub(r"\\[A-Za-z]+\s?|\\", "", text)


_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "–": "--",
    "—": "---",
    "\u00a0": "~",
}
_TO_ESCAPE = re.compile(r"[\\~^&%$#_–—\u00a0{}]|--+|``|''")


def escaped(text: str, *, ascii_: bool = False) -> str:
    """``text`` as BibTeX and LaTeX read it: their own letters escaped; ``ascii_``: accents as commands.

    Braces that are not balanced are written by name, since BibTeX counts those escaped, too.

    >>> escaped("Müller & {NATO} 100%"), escaped("Müller", ascii_=True)
    ('Müller \\\\& \\\\{NATO\\\\} 100\\\\%', 'M{\\\\"u}ller')
    """
    balanced = _balanced(text)

    def special(found: re.Match[str]) -> str:
        said = found[0]
        if said in "{}":
            return f"\\{said}" if balanced else r"\textbraceleft{}" if said == "{" else r"\textbraceright{}"
        if said[0] in "-`'":
            return "{}".join(said)
        return _SPECIAL[said]

    made = _TO_ESCAPE.sub(special, text)
    return in_ascii(made) if ascii_ and not made.isascii() else made


def _balanced(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        if depth < 0:
            return False
    return depth == 0


def in_ascii(text: str) -> str:
    """Accents as commands, what has none by its number."""
    return "".join(letter if letter.isascii() else _command(letter) for letter in text)


@lru_cache(maxsize=4096)
def _command(letter: str) -> str:
    """A command for ``letter`` that is read as the same again."""
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    encoder = UnicodeToLatexEncoder(
        replacement_latex_protection="braces-all", unknown_char_policy="replace", unknown_char_warning=False
    )
    made = str(encoder.unicode_to_latex(letter))
    return made if made.isascii() and plain(made) == letter else f'{{\\char"{ord(letter):X}}}'
