"""The drawing as a file, without a browser."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import pytest
from everything import EVERYTHING
from generated_graphs import dataset
from page_browser import chromium
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


def test_every_look_is_an_attribute_that_drawing_programs_and_word_processors_know() -> None:
    text = str(write(EVERYTHING, "svg"))
    assert not re.search(r"var\(|prefers-color-scheme|dominant-baseline|<style|class=", text)
    shapes = [
        each
        for each in ET.fromstring(text).iter()
        if each.tag.split("}")[1] in ("rect", "circle", "path", "text")
    ]
    assert all(re.fullmatch("none|#[0-9a-f]{6}", each.get("fill", each.get("stroke", ""))) for each in shapes)


BRIGHTNESS = """async ([one, other]) => {
  const draw = async (source) => {
    const image = new Image(); image.src = source; await image.decode();
    const canvas = document.createElement("canvas"); canvas.width = 200;
    canvas.height = Math.round(200 * image.naturalHeight / image.naturalWidth);
    const pen = canvas.getContext("2d"); pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return Array.from({ length: data.length / 4 }, (_, at) => (data[4 * at] + data[4 * at + 1] + data[4 * at + 2]) / 3);
  };
  const [a, b] = [await draw(one), await draw(other)];
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [a.length - b.length, mean(a), mean(b), mean(a.map((value, at) => Math.abs(value - b[at])))];
}"""


def test_librsvg_draws_what_chromium_draws(tmp_path: Path) -> None:
    if shutil.which("rsvg-convert") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("there is no rsvg-convert")
    drawing = str(write(EVERYTHING, "svg")).encode()
    (tmp_path / "a.svg").write_bytes(drawing)
    subprocess.run(["rsvg-convert", tmp_path / "a.svg", "-o", tmp_path / "a.png"], check=True)
    pictures = [("svg+xml", drawing), ("png", (tmp_path / "a.png").read_bytes())]
    sources = [f"data:image/{kind};base64,{base64.b64encode(content).decode()}" for kind, content in pictures]
    with chromium() as browser:
        sizes, chromiums, librsvgs, apart = browser.new_page().evaluate(BRIGHTNESS, sources)
    assert sizes == 0
    assert 128 < chromiums < 250  # of 255: light, and not empty
    assert abs(chromiums - librsvgs) < 2
    assert apart < 4
