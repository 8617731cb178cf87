"""One key for a work, however its DOI, ISBN, address or title is written."""

from __future__ import annotations

import html
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.model.addresses import address, addresses, is_home
from claimgraph.model.fates import Fate, fate_of
from claimgraph.model.identifiers import doi, dois, isbns
from claimgraph.model.titles import title_key, titled

SICI = "10.1002/(SICI)1097-0207(19990110)44:1<27::AID-NME483>3.0.CO;2-Y"
PLAIN = "10.5555/lt.2001.04"
DRESSES = (
    "{}",
    "https://doi.org/{}",
    "http://www.doi.org/{}",
    "https://dx.doi.org/{}",
    "doi.org/{}",
    "HTTPS://DOI.ORG/{}",
    "https://doi-org.proxy.example.edu/{}",
    "doi:{}",
    "DOI {}",
    "DOI: https://doi.org/{}",
    "DOI{}",
    "info:doi/{}",
    "urn:doi:{}",
    "{}.",
    "{},",
    "{};",
    "({})",
    "[{}].",
    "<{}>",
    "“{}”",
    "'{}'",
    '"{}",',
    "`{}`",
    "**{}**",
    "{{{{doi|{}}}}}",
    "doi = {{{}}},",
    "https://doi.org/{}?utm_source=mail&x=1",
    "https://doi.org/{}#section-2",
    "{}?journalCode=abc",
    "Berg, A. (2001). Load tests. Dams 12(3), 1–5. https://doi.org/{}. Accessed 2 May 2020.",
    "Berg, A., Load tests (doi:{}), Dams 2001",
    '<a href="https://doi.org/{}">see</a>',
    '=HYPERLINK("https://doi.org/{}","paper")',
    "https://onlinelibrary.wiley.com/doi/abs/{}",
    "https://journals.example.org/doi/{}",
    "\u200b{}\u00a0",
    "{} {}",
    "{}; doi:{}",
)
SUFFIXES = st.from_regex(r"[a-z0-9]([a-z0-9._:()/-]{0,12}[a-z0-9])?", fullmatch=True).filter(
    lambda text: (
        text.count("(") == text.count(")")
        and all(text[:n].count("(") >= text[:n].count(")") for n in range(len(text)))
        and not any(word in text for word in ("doi", "10.", "pdf", "html", "full", "abs", "meta", "epub"))
    )
)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("name", [PLAIN, SICI, "10.1000.10/123", "10.3319/TAO.2009.05.25.02(IWNOP)"])
def test_a_doi_is_read_whatever_stands_around_it(dress: str, name: str) -> None:
    assert dois(dress.replace("{}", name).replace("{{", "{").replace("}}", "}")) == (name.lower(),)


@given(
    st.integers(1000, 999_999_999),
    SUFFIXES,
    st.sampled_from(DRESSES),
    st.sampled_from((str, str.upper, quote, lambda t: quote(t, safe=""), html.escape)),
)
@settings(max_examples=150, deadline=None)
def test_a_doi_has_one_key_in_all_its_spellings(prefix: int, suffix: str, dress: str, encode) -> None:
    name = f"10.{prefix}/{suffix}"
    assert dois(name) == (name,)
    assert dois(dress.replace("{}", encode(name)).replace("{{", "{").replace("}}", "}")) == (name,)


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_what_is_read_as_a_doi_reads_as_itself(text: str) -> None:
    for found in dois("10.5555/" + text):
        assert dois(found) == (found,)


@pytest.mark.parametrize(
    "spelling",
    [
        quote(SICI, safe=""),
        quote(quote(SICI, safe=""), safe=""),
        "https://doi.org/" + quote(SICI),
        html.escape(SICI),
        SICI.replace("/", "\\/"),
        SICI.replace("-", "\u2011"),
        SICI + "; next",
    ],
)
def test_a_sici_doi_stays_whole(spelling: str) -> None:
    assert doi(spelling) == SICI.lower()


@pytest.mark.parametrize(
    "text",
    ["unavailable", "0", "", "10.5555", "10.5555/", "10.55/abc", "110.5555/x", "3.10.5555/x", "doi:none"]
    + [f"https://{page}{PLAIN}" for page in ("pubpeer.com/publications/", "retractionwatch.com/2024/on-")],
)
def test_what_is_no_doi_or_about_one_is_none(text: str) -> None:
    assert dois(text) == ()


def test_several_dois_are_each_read_and_none_of_them_is_the_one() -> None:
    assert dois(f"{PLAIN},{SICI}; https://doi.org/10.1000/x") == (PLAIN, SICI.lower(), "10.1000/x")
    assert doi(f"{PLAIN} 10.1000/x") is None


def test_an_isbn_is_thirteen_digits_that_check() -> None:
    assert isbns("ISBN-10: 0-306-40615-2 (pbk), 978 0 306 40615 7; 080442957X") == (
        "9780306406157",
        "9780804429573",
    )
    assert isbns("978-0-306-40615-8") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "https://www.example.org/papers/Load Tests (final).pdf",
            "example.org/papers/Load%20Tests%20(final).pdf",
        ),
        ("HTTP://Example.org:80/a/#top", "https://www.example.org/a"),
        ("https://example.org/rain?id=5&lang=en", "https://example.org/rain?lang=en&amp;id=5&utm_source=x"),
        ("https://web.archive.org/web/20130101000000/http://example.org/a", "https://example.org/a"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("<https://example.org/a>.", "https://example.org/a"),
        ("https://data.example.org/#/gauge/5", "http://data.example.org#/gauge/5"),
    ],
)
def test_an_address_has_one_key_in_all_its_spellings(one: str, other: str) -> None:
    assert address(one) == address(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://data.example.org/#/gauge/5", "https://data.example.org/"),
        ("https://data.example.org/#!gauge/5", "https://data.example.org/#!gauge/6"),
        ("https://example.org/view?vol=12;art=5", "https://example.org/view?vol=12;art=6"),
        ("https://example.org/rain?id=5", "https://example.org/rain"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/Rain", "https://example.org/rain"),
    ],
)
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    assert address(one) != address(other)


def test_semicolons_divide_addresses_only_where_another_begins() -> None:
    assert addresses("https://a.example/v?x=1;y=2;https://b.example/; http://c.example/d") == (
        "a.example/v?x=1;y=2",
        "b.example",
        "c.example/d",
    )
    assert is_home("b.example")
    assert not is_home("a.example/v?x=1;y=2")


MARKED: dict[str, tuple[Fate, bool]] = {
    "RETRACTED: {}": ("retraction", False),
    "Retracted: {}": ("retraction", False),
    "RETRACTED ARTICLE: {}": ("retraction", False),
    "[Retracted] {}": ("retraction", False),
    "WITHDRAWN: {}": ("retraction", False),
    "WITHDRAWN – {}": ("retraction", False),
    "REMOVED: {}": ("retraction", False),
    "RETRACTED {}": ("retraction", False),
    "<b>RETRACTED</b>: {}": ("retraction", False),
    "{} (Retracted article. See vol. 12, pg 5, 2003)": ("retraction", False),
    "{} [RETRACTED]": ("retraction", False),
    "{} - Retracted": ("retraction", False),
    "Retracted and replaced: {}": ("retraction and replacement", False),
    "Retraction notice to “{}” [Dams 12 (2001) 1–5]": ("retraction", True),
    "Retraction Note to: {}": ("retraction", True),
    "Statement of Retraction: {}": ("retraction", True),
    "Retraction for Berg et al., {}": ("retraction", True),
    "Withdrawal notice to '{}'": ("retraction", True),
    "{} (Retraction of vol 12, pg 3, 2001)": ("retraction", True),
    "Partial retraction: {}": ("partial retraction", True),
    "Expression of Concern: {}": ("expression of concern", True),
    "Corrigendum to “{}” [Dams 12 (2001) 1–5]": ("correction", True),
    "Correction to: {}": ("correction", True),
    "Reinstatement of: {}": ("reinstatement", True),
}


@pytest.mark.parametrize("wording", MARKED)
def test_what_a_publisher_writes_into_a_title_is_read_and_stripped(wording: str) -> None:
    title = "Load tests: a review"
    said = titled(wording.format(title))
    assert (said.fate, said.notice) == MARKED[wording]
    assert title_key(said.title) == title_key(title)


@pytest.mark.parametrize(
    "title",
    [
        "Withdrawal from empire",
        "Withdrawal: Reassessing America's Final Years in Vietnam",
        "Withdrawn from circulation: a history of coins",
        "WITHDRAWN FROM THE WORLD",
        "Notice of Withdrawal from the Paris Agreement",
        "Removed: Indian children and the state",
        "Retraction of clays in arid soils",
        "Retracted publications in the life sciences",
        "Troops (withdrawn from Iraq)",
        "Correction factors for load",
    ],
)
def test_a_title_that_has_such_a_word_of_its_own_stays(title: str) -> None:
    assert titled(title) == (title, None, False)


@pytest.mark.parametrize(
    ("value", "fate"),
    [
        ("Retraction", "retraction"),
        ("RETRACTED", "retraction"),
        ("withdrawal", "retraction"),
        ("Removal", "retraction"),
        ("Retracted Publication", "retraction"),
        ("Retraction; Correction", "retraction"),
        ("Retract and replace", "retraction and replacement"),
        ("Retraction with replacement", "retraction and replacement"),
        ("Partial", "partial retraction"),
        ("partial_retraction", "partial retraction"),
        ("Correction", "correction"),
        ("Erratum", "correction"),
        ("new_version", "correction"),
        ("Correction to retraction notice", "correction"),
        ("expression_of_concern", "expression of concern"),
        ("Reinstatement", "reinstatement"),
        ("Retraction reversed", "reinstatement"),
        ("Not retracted", "no retraction"),
        ("Temporary removal", "undecided"),
        ("Journal article", None),
        ("", None),
    ],
)
def test_what_happened_is_read_from_a_cell(value: str, fate: Fate | None) -> None:
    assert fate_of(value) == fate
