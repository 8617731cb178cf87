"""verify, coverage and anchor through the real command, on the bundled paper and the reader's copy."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT.parent / "shared" / "paper.txt"
needs_copy = pytest.mark.skipif(not PAPER.exists(), reason="no copy of the paper beside the project")


@needs_copy
def test_every_claim_and_note_is_found_in_the_readers_copy(claimgraph):
    run = claimgraph("verify", "--text", PAPER, "--json")
    answer = json.loads(run.stdout)
    assert run.returncode == 0
    assert {found["status"] for found in answer["claims"]} == {"ok"}
    assert [found["number"] for found in answer["notes"]] == list(range(1, 34))
    assert {found["status"] for found in answer["notes"]} == {"ok"}
    text = PAPER.read_text(encoding="utf-8")
    assert all(0 <= found["start"] < found["end"] <= len(text) for found in answer["claims"])


@needs_copy
def test_every_sentence_of_the_paper_is_accounted_for(claimgraph):
    run = claimgraph("coverage", "--text", PAPER, "--json")
    answer = json.loads(run.stdout)
    assert run.returncode == 0
    assert answer["missing"] == []
    assert answer["accounted"] == answer["sentences"] > 200


@needs_copy
def test_a_changed_word_is_missing_and_exit_code_1(claimgraph, tmp_path):
    text = PAPER.read_text(encoding="utf-8")
    (tmp_path / "changed.txt").write_text(text.replace("personal conversation", "private conversation", 1))
    run = claimgraph("verify", "--text", "changed.txt", "--json")
    assert run.returncode == 1
    assert {found["status"] for found in json.loads(run.stdout)["claims"]} == {"ok", "missing"}


@needs_copy
def test_anchor_writes_the_digests_and_nothing_else(claimgraph, tmp_path):
    import re

    shutil.copytree(ROOT / "data", tmp_path / "copy", ignore=shutil.ignore_patterns("second"))
    digest = re.compile(r",? *digest: [0-9]+-[0-9a-f]{8}")
    stamped = (tmp_path / "copy" / "claims.yaml").read_text(encoding="utf-8")
    (tmp_path / "copy" / "claims.yaml").write_text(digest.sub("", stamped), encoding="utf-8")
    assert claimgraph("anchor", "--text", PAPER, "--data", "copy").returncode == 0
    assert (tmp_path / "copy" / "claims.yaml").read_text(encoding="utf-8") == stamped


@needs_copy
def test_the_digest_of_one_passage_is_printed(claimgraph):
    answer = json.loads(claimgraph("anchor", "2.3/3", "1", "--text", PAPER, "--json").stdout)
    assert answer == {"paragraph": "2.3/3", "sentences": "1", "digest": "166-e8d8da70"}
    run = claimgraph("anchor", "9.9/1", "1", "--text", PAPER)
    assert run.returncode == 3
    assert "9.9" in run.stderr


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"It rains. " * 5_000_000, "50 MB"),
        (b"It rains.\n", "another"),
    ],
)
@pytest.mark.parametrize("command", ["verify", "coverage", "anchor"])
def test_a_text_that_makes_no_sense_is_exit_code_5(claimgraph, tmp_path, command, content, name):
    (tmp_path / "text.txt").write_bytes(content)
    shutil.copytree(ROOT / "data", tmp_path / "copy", ignore=shutil.ignore_patterns("second"))
    before = (tmp_path / "copy" / "claims.yaml").read_bytes()
    run = claimgraph(command, "--text", "text.txt", "--data", "copy")
    assert run.returncode == 5, (run.stdout[:300], run.stderr[:300])
    assert "Traceback" not in run.stderr
    assert (tmp_path / "copy" / "claims.yaml").read_bytes() == before
