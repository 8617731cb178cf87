"""What reaches a terminal: nothing that acts or hides, words whole, lines that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import lines_of

from claimgraph.views.text.terminal import Style, Word, clean, columns, flow, line, listed, words_of


@given(st.text(max_size=60))
def test_clean_text_is_left_alone_and_what_is_cleaned_is_clean(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert shown.count("\n") == text.count("\n")
    if text.isascii() and all(letter == "\n" or letter.isprintable() for letter in text):
        assert shown == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\tb", "a b"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("a\u200bb", "a\\u200bb"),
        ("a\u200db", "a\\u200db"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("a\u2028b", "a\\u2028b"),
        ("soft\u00adhyphen", "soft\\xadhyphen"),
        ("中国", "中国"),
    ],
)
def test_what_would_act_or_hide_is_written_out(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.lists(st.text("ab-中é", min_size=1, max_size=12), max_size=12), st.integers(4, 40))
def test_a_flow_keeps_all_words_whole_and_fits(texts: list[str], width: int) -> None:
    said = flow([Word(text) for text in texts], Style(width), "* ", "  ")
    assert said.split()[1:] == texts
    for row in lines_of(said):
        assert columns(row) <= width or len(row.split()) <= 2


@given(st.text("abc 中国日本", max_size=60), st.integers(4, 30))
def test_text_without_spaces_is_broken_between_wide_letters(text: str, width: int) -> None:
    said = flow(words_of(text), Style(width))
    assert "".join(said.split()) == "".join(text.split())
    assert all(columns(row) <= width or row.isascii() for row in lines_of(said))


def test_commas_and_colons_never_begin_a_line() -> None:
    for width in range(4, 40):
        said = flow([*listed(["aaaa", "bbbb", "cccc"]), Word(":", tied=True)], Style(width))
        assert not any(row.lstrip().startswith((",", ":")) for row in lines_of(said))


def test_a_line_is_one_line() -> None:
    assert line(" a\n b\r\tc ") == "a b\\r c"
