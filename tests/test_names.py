"""What a name means: ids, former ids, beginnings, words within one typing error, note numbers."""

from __future__ import annotations

import subprocess
import sys

import pytest
from datasets import datasets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lines import lines_of

from claimgraph.answers.list import listing
from claimgraph.command.coercing import notes_as_one
from claimgraph.errors import AmbiguousName, ClaimgraphError, UnknownName, UsageError
from claimgraph.loading import BUNDLED, load
from claimgraph.model.entities import Actor, Argument, Claim, Dataset, Endnote, Paper, Topic, Work
from claimgraph.naming.resolving import completions, resolve, resolve_claim
from claimgraph.naming.words import fold, likeness, shortened, within_one_typo, words

_few = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _data() -> Dataset:
    claims = [
        Claim(
            id="nato-safer-course",
            text="Working with NATO is the less provocative way for Japan",
            formerly=("nato-better",),
            supported_by=(
                Argument(id="nato-safer-course/1", premises=("europeans-less-suspect",)),
                Argument(id="by-agendas", premises=("agendas-overlap",)),
            ),
        ),
        Claim(id="nato-track-record", text="NATO has a record to show"),
        Claim(id="europeans-less-suspect", text="Beijing suspects Europeans less than Americans"),
        Claim(id="agendas-overlap", text="What both sides want overlaps"),
        Claim(id="agendas-overlap-widely", text="It overlaps widely", restates=("agendas-overlap",)),
        Claim(id="camouflage", text="The slogan hides a drive for power", holder={"who": "china-daily"}),
        Claim(id="fürst-spricht", text="Der Fürst spricht über 中国的和平崛起"),
    ]
    return Dataset(
        paper=Paper(id="paper", authors=("ann",)),
        actors={
            "ann": Actor(id="ann", name="Ann"),
            "china-daily": Actor(id="china-daily", name="China Daily", aliases=("CD",)),
            "nato": Actor(id="nato", name="NATO"),
        },
        topics={"peace": Topic(id="peace", label="Contribution to peace")},
        works={"pew-2014": Work(id="pew-2014", title="Global Attitudes", formerly=("pew",))},
        endnotes={27: Endnote(number=27, works=("pew-2014",))},
        claims={claim.id: claim for claim in claims},
    )


@pytest.mark.parametrize(
    ("query", "claim"),
    [
        ("nato-safer-course", "nato-safer-course"),
        ("NATO-Safer-Course", "nato-safer-course"),
        ("claim:nato-safer-course", "nato-safer-course"),
        ("nato-better", "nato-safer-course"),
        ("nato-saf", "nato-safer-course"),
        ("nato-b", "nato-safer-course"),
        ("nato safer course", "nato-safer-course"),
        ("course safer NATO", "nato-safer-course"),
        ("nato saffer coarse", "nato-safer-course"),
        ("ntao safer", "nato-safer-course"),
        ("nato_safer_course", "nato-safer-course"),
        ("provocative way", "nato-safer-course"),
        ("record", "nato-track-record"),
        ("china daily slogan", "camouflage"),
        ("CD hides", "camouflage"),
        ("furst", "fürst-spricht"),
        ("FU\u0308RST", "fürst-spricht"),
        ("和平", "fürst-spricht"),
        ("european suspect", "europeans-less-suspect"),
    ],
)
def test_a_claim_is_named_by_id_beginning_or_words(query: str, claim: str) -> None:
    assert resolve_claim(_data(), query) == claim


def test_an_actors_id_may_still_be_the_beginning_of_a_claims() -> None:
    data = _data()
    with pytest.raises(AmbiguousName) as caught:
        resolve_claim(data, "nato")
    assert caught.value.message == "nato is an actor, not a claim"
    assert caught.value.candidates == ["nato-safer-course", "nato-track-record"]
    assert "NATO has a record" in (caught.value.hint or "")


def test_what_fits_only_restatements_of_one_claim_is_not_ambiguous() -> None:
    assert resolve_claim(_data(), "agendas-over") == "agendas-overlap"
    assert resolve_claim(_data(), "overlaps") == "agendas-overlap"


@pytest.mark.parametrize("query", ["", "   ", "\t\n"])
def test_an_empty_query_is_wrong_usage(query: str) -> None:
    with pytest.raises(UsageError, match="no claim is named"):
        resolve_claim(_data(), query)


@pytest.mark.parametrize(
    "query", ["zeppelin", "((", "nato zeppelin", "*", ".*", "\x00", "\ud800", "a" * 100_000, "x " * 50_000]
)
def test_what_names_nothing_is_unknown(query: str) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve_claim(_data(), query)
    assert not isinstance(caught.value, AmbiguousName)
    assert len(caught.value.message) < 200


def test_an_unknown_name_comes_with_what_is_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        resolve_claim(_data(), "nato-safest-zeppelin")
    assert caught.value.candidates[0] == "nato-safer-course"
    assert "less provocative" in (caught.value.hint or "")


def test_a_number_is_never_mistyped() -> None:
    data = Dataset(
        paper=Paper(id="paper", authors=()),
        claims={name: Claim(id=name, text="x") for name in ("poll-of-2013", "poll-of-2014")},
    )
    assert resolve_claim(data, "poll 2014") == "poll-of-2014"


@pytest.mark.parametrize("name", ["27", "[27]", "note:27", "NOTE:27", " 27 "])
def test_a_note_is_named_by_its_number(name: str) -> None:
    assert resolve(_data(), name) == ("note", 27)


def test_a_note_that_is_not_there_says_which_are() -> None:
    with pytest.raises(UnknownName, match="no endnote 99") as caught:
        resolve(_data(), "99")
    assert "27" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("nato", ("actor", "nato")),
        ("pew-2014", ("work", "pew-2014")),
        ("pew", ("work", "pew-2014")),
        ("global attitudes", ("work", "pew-2014")),
        ("peace", ("topic", "peace")),
        ("by-agendas", ("argument", "by-agendas")),
        ("nato-safer-course/1", ("argument", "nato-safer-course/1")),
        ("nato-better/1", ("argument", "nato-safer-course/1")),
        ("argument:by-a", ("argument", "by-agendas")),
        ("nato-safer", ("claim", "nato-safer-course")),
        ("camou", ("claim", "camouflage")),
        ("chna dialy", ("actor", "china-daily")),
    ],
)
def test_anything_can_be_named(name: str, found: tuple[str, str]) -> None:
    assert resolve(_data(), name) == found


def test_the_wrong_kind_of_thing_is_said_to_be_one() -> None:
    with pytest.raises(UnknownName, match="pew-2014 is a work, not a claim"):
        resolve_claim(_data(), "pew-2014")
    with pytest.raises(UnknownName, match="is a note, not a topic"):
        resolve(_data(), "[27]", ("topic",))


def test_an_id_of_another_kind_is_never_taken_for_similar_words() -> None:
    data = _data()
    found = Claim(id="poll", text="Pew asked in 2014, and China Daily in 27 cities")
    data = data.model_copy(update={"claims": {**data.claims, "poll": found}})
    for name, kind in (("pew-2014", "a work"), ("China-Daily", "an actor"), ("27", "a note")):
        with pytest.raises(UnknownName, match=f"{name} is {kind}, not a claim"):
            resolve_claim(data, name)
    assert resolve_claim(data, "pew 2014") == "poll"


def _many(count: int) -> Dataset:
    claims = {f"poll-{n}": Claim(id=f"poll-{n}", text="Many words about it " * 9) for n in range(count)}
    return Dataset(paper=Paper(id="paper", authors=("ann-lee",)), claims=claims)


def test_many_candidates_are_all_there_for_programs_and_few_for_people() -> None:
    with pytest.raises(AmbiguousName, match='"poll" fits 32 things') as caught:
        resolve_claim(_many(32), "poll")
    assert len(caught.value.candidates) == 32
    lines = lines_of(caught.value.hint or "")
    assert len(lines) == 12
    assert lines[-1].strip() == "and 22 more"
    assert max(map(len, lines)) < 80


def test_candidates_that_a_hint_lists_are_not_listed_again(capsys: pytest.CaptureFixture[str]) -> None:
    from claimgraph.command import console

    with pytest.raises(AmbiguousName) as caught:
        resolve_claim(_many(32), "poll")
    assert console._say(caught.value, json=False) == 3
    assert capsys.readouterr().err.rstrip().endswith("and 22 more")
    console._say(UnknownName("there is none", ["a", "b"], "look elsewhere: ..!"), json=False)
    assert lines_of(capsys.readouterr().err)[2:] == ["    a", "    b"]


def test_who_bears_a_name_is_among_the_candidates_though_ids_begin_with_it() -> None:
    data = _data()
    actor = Actor(id="henry-kissinger", name="Henry Kissinger")
    works = {name: Work(id=name, title="Years") for name in ("kissinger-1979", "kissinger-1982")}
    data = data.model_copy(update={"actors": {**data.actors, actor.id: actor}, "works": works})
    with pytest.raises(AmbiguousName) as caught:
        resolve(data, "Kissinger")
    assert caught.value.candidates == ["henry-kissinger", "kissinger-1979", "kissinger-1982"]


def test_the_author_is_named_where_the_word_is_used() -> None:
    with pytest.raises(UnknownName) as caught:
        resolve(_data(), "author", ("actor",))
    assert caught.value.candidates[0] == "ann"
    assert caught.value.hint == "the paper's author is ann"


def test_completions_begin_with_what_was_typed_and_say_what_they_are() -> None:
    data = _data()
    assert completions(data, "nato-t", ("claim",)) == [("nato-track-record", "NATO has a record to show")]
    assert [id_ for id_, _ in completions(data, "")][:2] == ["nato-safer-course", "nato-track-record"]
    assert completions(data, "2", ("note",)) == [("27", "endnote, full")]
    assert all("\n" not in text and len(text) <= 60 for _, text in completions(data, ""))


@_few
@given(datasets(), st.data())
def test_any_text_is_resolved_or_refused_with_a_sentence(data: Dataset, drawn: st.DataObject) -> None:
    known = [*data.actors, *data.claims, *data.works, *(actor.name for actor in data.actors.values())]
    name = drawn.draw(
        st.text(max_size=30) | st.sampled_from(known) | st.sampled_from(known).map(lambda id_: id_[:3])
    )
    try:
        kind, id_ = resolve(data, name)
    except ClaimgraphError:
        return
    assert resolve(data, str(id_), (kind,)) == (kind, id_)


@_few
@given(datasets())
def test_every_id_names_its_thing_and_every_former_id_too(data: Dataset) -> None:
    tables = {"claim": data.claims, "work": data.works, "actor": data.actors, "topic": data.topics}
    for kind, table in tables.items():
        for thing in table.values():
            assert resolve(data, thing.id) == (kind, thing.id)
            assert resolve(data, thing.id.upper()).kind == kind
            for former in thing.formerly:
                assert resolve(data, former) == (kind, thing.id)
    for number in data.endnotes:
        assert resolve(data, f"[{number}]") == ("note", number)
    for claim in data.claims.values():
        for argument in claim.supported_by:
            assert resolve(data, argument.id) == ("argument", argument.id)


def _distance(one: str, other: str) -> int:
    """The restricted Damerau-Levenshtein distance by its recurrence."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            change = one[i - 1] != other[j - 1]
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + change)
            if one[i - 2 : i] == other[j - 2 : j][::-1] and i > 1 and j > 1:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_one_typo_is_a_distance_of_one(one: str, other: str) -> None:
    assert within_one_typo(one, other) == (_distance(one, other) <= 1)


@given(st.text(max_size=40))
def test_folding_is_idempotent_and_words_have_no_case(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert words(fold(text)) == words(text)
    assert all(likeness(word, word) == 1 for word in words(text))


@given(st.text(max_size=500), st.integers(10, 80))
def test_a_shortened_text_is_one_line_within_its_limit(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit
    assert "\n" not in short


def test_nothing_heavy_is_imported_for_a_name_or_a_list() -> None:
    code = (
        "import sys\n"
        "from claimgraph.answers.list import listing\n"
        "from claimgraph.answers.show import show\n"
        "from claimgraph.model.entities import Dataset, Paper, Work\n"
        "from claimgraph.naming.searching import search\n"
        "from claimgraph.views.text import Style, render_list\n"
        "data = Dataset(paper=Paper(id='p', authors=()), works={'w': Work(id='w', title='T')})\n"
        "rows = [*listing(data, 'works'), *listing(data, 'notes'), *listing(data, 'stances')]\n"
        "render_list(rows, Style(), what='works'), show(data, 'work', 'w'), search(data, 'w')\n"
        "print({'networkx', 'rdflib', 'rich', 'edtf', 'pyvis', 'wcwidth'} & set(sys.modules))\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"


@given(st.text("abcé", min_size=3, max_size=7), st.text("abcé", min_size=3, max_size=7))
def test_two_words_are_alike_if_one_typo_apart_or_if_one_begins_the_other(typed: str, word: str) -> None:
    one, other = fold(typed), fold(word)
    assert bool(likeness(one, other)) == (other.startswith(one) or _distance(one, other) <= 1)


def test_a_note_may_be_named_in_two_words() -> None:
    assert notes_as_one(["show", "note", "8"]) == ["show", "note:8"]
    assert notes_as_one(["--data", "x", "remove", "Note", "8", "--force"]) == [
        *("--data", "x", "remove", "note:8", "--force")
    ]
    assert notes_as_one(["search", "note", "8"]) == ["search", "note", "8"]
    assert resolve(load(BUNDLED), "note 8").id == 8


@pytest.mark.parametrize(("what", "where"), [("gaps", "claimgraph gaps"), ("sections", "todo --section")])
def test_what_is_no_list_is_told_where_it_is(what: str, where: str) -> None:
    with pytest.raises(UsageError) as refused:
        listing(load(BUNDLED), what)
    assert where in (refused.value.hint or "")
