"""Dates are EDTF: plain ones without a parser, richer ones with it, nonsense refused."""

from __future__ import annotations

import subprocess
import sys

import pytest

from claimgraph.model.dates import bounds, is_edtf

PLAIN = [
    "2014",
    "2014-05",
    "2014-05-06",
    "1984?",
    "2004-06~",
    "2009/2010",
    "2004/..",
    "../2010",
    "2010/",
    "2013-11/2014-02",
]
RICH = ["2001-21", "201X", "Y170000002", "1984?/2004~", "[1667,1668]", "2004-06-~11", "-0044"]
WRONG = [
    "",
    "yesterday",
    "2013-13",
    "2013-02-30",
    "14 October 2014",
    "2010/2009",
    "..",
    "/",
    "../..",
    "20100",
    "9" * 99,
    "2001-21\n",
    " 2014",
]


@pytest.mark.parametrize("text", PLAIN + RICH)
def test_a_date_is_accepted(text):
    assert is_edtf(text)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_date_is_refused(text):
    assert not is_edtf(text)


def test_a_plain_date_imports_no_parser():
    probe = "import sys, claimgraph.model.dates as d; assert all(map(d.is_edtf, sys.argv[1:])); sys.exit('edtf' in sys.modules)"
    subprocess.run([sys.executable, "-c", probe, *PLAIN], check=True)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014-02", (2014, 2, 1), (2014, 2, 28)),
        ("2009/2010", (2009, 1, 1), (2010, 12, 31)),
        ("1984?", (1984, 1, 1), (1984, 12, 31)),
        ("2004/..", (2004, 1, 1), (float("inf"), 12, 31)),
        ("201X", (2010, 1, 1), (2019, 12, 31)),
    ],
)
def test_a_date_has_a_first_and_a_last_day(text, first, last):
    assert bounds(text) == (first, last)
