"""The drawing as a file, without a browser."""

from __future__ import annotations

from random import Random
from xml.etree import ElementTree as ET

from generated_graphs import dataset
from test_page import HOSTILE, hostile

from claimgraph.exchange import write
from claimgraph.model.entities import Claim, Dataset, Paper


def parsed(data: Dataset) -> ET.Element:
    text = write(data, "svg")
    assert isinstance(text, str)
    return ET.fromstring(text)


def test_every_claim_is_in_the_drawing_once() -> None:
    data = Dataset(
        paper=Paper(id="p", authors=(), title="A Paper"),
        claims={f"c{n}": Claim(id=f"c{n}", text=f"Claim number {n}") for n in range(30)},
    )
    words = [element.text for element in parsed(data).iter("{http://www.w3.org/2000/svg}text")]
    for n in range(30):
        assert words.count(f"Claim number {n}") == 1


def test_hostile_text_stays_text_in_the_drawing() -> None:
    tags = {element.tag for element in parsed(hostile("harmless")).iter()}
    for text in HOSTILE:
        root = parsed(hostile(text))
        assert {element.tag for element in root.iter()} <= tags
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]


def test_what_xml_cannot_hold_is_left_out_of_the_drawing() -> None:
    claim = Claim(id="c").model_copy(update={"text": "so\x00\x0b\ufffe"})  # which the model refuses
    data = Dataset(paper=Paper(id="p", authors=()), claims={"c": claim})
    words = [element.text or "" for element in parsed(data).iter("{http://www.w3.org/2000/svg}text")]
    assert any(word.startswith("so") for word in words)


def test_the_same_data_give_the_same_drawing() -> None:
    data = dataset(Random(2), claims=40)
    assert write(data, "svg") == write(data, "svg")
