"""The small data set that tests start from."""

SOURCES = """
paper: {id: p, title: A Paper, authors: [ann], sections: [{id: "1", heading: One}]}
works:
  report: {type: report, title: A Report, issuer: bureau, date: 2010}
  book: {type: book, title: A Book, creators: [Bo]}
endnotes:
  1: {works: [report], locator: p. 3}
  2: {form: ibid, refers_to: 1, locator: p. 4}
  3: {works: [book]}
"""
CLAIMS = """
actors:
  ann: {name: Ann, type: person}
  bureau: {name: The Bureau, type: government body}
topics:
  rain: {label: Rain}
claims:
  it-rains:
    text: It rains
    kind: thesis
    about: rain
    passage: {paragraph: "1/1", sentences: 1}
    supported_by: [[streets-wet, sky-grey]]
  streets-wet:
    text: The streets are wet
    cites: [2]
  sky-grey: {text: The sky is grey}
  bureau-says-dry: {text: It is dry, holder: bureau, cites: [3]}
attacks:
  - {from: bureau-says-dry, to: it-rains}
stances:
  - {actor: bureau, topic: rain, polarity: opposes, claims: [bureau-says-dry], notes: [3]}
"""
