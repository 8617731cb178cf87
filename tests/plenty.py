"""A small data set with a bit of everything: circles, joint premises, attributed and restated claims."""

from __future__ import annotations

from pathlib import Path

from claimgraph.loading import load
from claimgraph.model.entities import Dataset

CLAIMS = """
actors:
  author: {name: The Author, type: person}
  china: {name: China, type: state}
  japan: {name: Japan, type: state, members: [wen]}
  china-daily: {name: China Daily, type: publication, part_of: china, aliases: [CD]}
  wen: {name: Wen, type: office-holder, holds_office: [{office: premier, of: china, from: 2003, to: 2013}]}
  nato: {name: NATO, type: organisation}
topics:
  japans-role: {label: Japan's role}
  proactive-contribution: {label: Proactive contribution to peace, broader: japans-role}
claims:
  nato-safer-course:
    text: Working with NATO is the less provocative way for Japan to widen its peace role
    kind: thesis
    about: [nato, proactive-contribution]
    passage: {paragraph: "2.3/3", sentences: 1}
    supported_by:
      - [europeans-less-suspect, europeans-key-traders]
      - [agendas-avoid-sensitive-items]
      - {id: by-agendas, premises: [agendas-overlap, nato-track-record, europeans-less-suspect], signal: in addition, scheme: example, by: us, confidence: low}
  europeans-less-suspect:
    text: Beijing is less suspicious of Europeans than of Americans, whatever either of them does in the waters and skies around its coasts
    cites: [27, {note: 8, scope: backward}]
  europeans-key-traders:
    text: Europeans trade a great deal with China
    kind: fact
  agendas-avoid-sensitive-items:
    text: The common programme leaves out what Beijing minds
    kind: fact
    cites: [4, {note: 8, fit: weak, why: only the first half}]
    supported_by: [[agendas-overlap]]
  agendas-overlap:
    text: What both sides want to do overlaps widely
    supported_by: [[nato-track-record], [agendas-avoid-sensitive-items]]
    cites: [{note: 11, intent: critiques}]
  nato-track-record: {text: NATO has a record to show, supported_by: [[agendas-overlap], [china-daily-camouflage]]}
  china-daily-camouflage:
    text: The slogan hides a drive to become a military power
    holder: {who: china-daily, via: [wen], to: japan}
    kind: reported statement
    date: 2013-12
    cites: [11]
    supported_by: [[told]]
    anomalies: [{kind: impossible date, printed: "2104", meant: "2014", sure: high, why: the year has not come}]
  told: {text: It says so, holder: china-daily, passage: {paragraph: "2.1/1", sentences: 2-3}}
  nato-again: {text: NATO is safer, restates: nato-safer-course, cites: [27]}
  rival: {text: Nothing reassures Beijing, passage: {paragraph: "3/1"}}
attacks:
  - {from: rival, to: nato-safer-course}
  - {from: china-daily-camouflage, to: by-agendas}
limits:
  - {from: rival, to: agendas-overlap, kind: concession, signal: that said}
stances:
  - {actor: china-daily, topic: proactive-contribution, polarity: opposes, date: 2013-12, claims: [china-daily-camouflage], notes: [11]}
  - {actor: china, topic: japans-role, polarity: worried, date: 2010}
  - {actor: china, topic: japans-role, polarity: neutral, date: 2014}
  - {actor: japan, topic: proactive-contribution, polarity: supports}
"""
SOURCES = """
paper: {id: paper-2015, title: A Paper, authors: [author], date: 2015-01-28, sections: [{id: "2.3", heading: Using NATO}, {id: "2.1", heading: Fears}]}
works:
  rasmussen-2014: {type: press release, title: "NATO and Japan: partners", issuer: nato, date: 2014-05-06}
  pew-2014: {type: poll, title: Global Attitudes, creators: [Pew], date: {printed: "Spring 2014", is: 2014-21}}
  cd-2013: {type: editorial, title: A drive, issuer: china-daily, date: 2013-12-20}
endnotes:
  4: {works: [rasmussen-2014], accessed: 2014-10-05}
  8: {form: op_cit, refers_to: 4, locator: p. 3}
  11: {works: [cd-2013]}
  27: {works: [pew-2014], locator: pp. 4-5, anomalies: [{kind: dead link}]}
"""


def plenty(folder: Path) -> Dataset:
    """The data set, written to ``folder`` and loaded."""
    (folder / "claims.yaml").write_text(CLAIMS, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return load(folder)
