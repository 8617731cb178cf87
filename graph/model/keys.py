"""What every key of the two files means, in a sentence: what the JSON Schema shows where one types it.

By the class of ``entities`` and the key as it is written; what a class inherits is said once. The
whole of it with examples is in docs/data.md.
"""

from __future__ import annotations

from collections.abc import Mapping

_FORMERLY = "Former ids: they work on the command line, and in the data are errors that name the new one."
_ANOMALIES = "What is odd about it in the paper; the data keep what is printed."
_REVIEW = "Fields that import guessed and nobody has looked at yet: look, mend, take the name out."

SECTIONS: Mapping[str, str] = {
    "claimgraph": "Version of the format: 1.",
    "actors": "Who holds claims, takes sides, makes works or is spoken about, by id.",
    "topics": "What claims are about and stances are on, by id.",
    "claims": "What the paper asserts and reports, by id, each with the arguments that support it.",
    "attacks": "Claims that say another claim is false, or that a reason does not carry its conclusion.",
    "limits": "Claims that limit another without defeating it.",
    "stances": "Which actor takes which side on which topic, and what shows it.",
    "unclaimed": "Sentences that assert nothing to encode, and why.",
    "paper": "The paper whose argument this is.",
    "works": "What the paper cites, each once however many notes cite it, by id.",
    "endnotes": "The notes of the paper, by number.",
}

KEYS: Mapping[str, Mapping[str, str]] = {
    "Date": {
        "printed": "The date as the paper prints it.",
        "is": "The date it is, in EDTF: 2014-05-06, 2013-12, 2009/2010, 1984?.",
    },
    "Anomaly": {
        "kind": "What sort of oddity, in a few words: impossible date, quotation without a note.",
        "printed": "What is printed, a few words; where two places disagree, both.",
        "meant": "What is probably meant; never what is printed.",
        "sure": "How sure that is; high only where the paper or plain fact settles it.",
        "why": "What makes it odd.",
    },
    "Section": {
        "id": "The id that paragraph labels begin with, in quotation marks: 2.3.",
        "heading": "The heading as it is printed.",
    },
    "Paper": {
        "id": "The paper's id.",
        "authors": "Ids of the actors who wrote it; a claim without a holder is theirs.",
        "title": "The title as it is printed.",
        "publisher": "An actor's id, or a plain name.",
        "date": "When it was published, in EDTF.",
        "venue": "The series or journal it is in.",
        "language": "The language it is written in, such as en.",
        "doi": "Its DOI, in any spelling.",
        "url": "Its address.",
        "base": "The IRI under which its resources live in RDF.",
        "sections": "Its sections in order; paragraph labels use their ids.",
        "anomalies": _ANOMALIES,
        "formerly": _FORMERLY,
    },
    "Work": {
        "title": "The title, as printed.",
        "type": "Such as speech, press release, report, book, journal article, news, poll, event.",
        "creators": "Who made it: actors' ids or plain names.",
        "issuer": "The body that issued it: an actor's id or a plain name.",
        "container": "The journal, newspaper or book it is in.",
        "volume": "The volume.",
        "issue": "The issue.",
        "pages": "The pages it takes.",
        "publisher": "An actor's id, or a plain name.",
        "place": "The place of publication.",
        "date": "When it was published, in EDTF; {printed, is} where print and fact differ.",
        "language": "The language it is in, such as en.",
        "doi": "Its DOI, in any spelling.",
        "isbn": "Its ISBN.",
        "url": "Its address.",
        "derived_from": "The work it is a version, translation or part of.",
        "secondary": "Whether it is cited only through another work.",
        "review": _REVIEW,
        "anomalies": _ANOMALIES,
        "formerly": _FORMERLY,
    },
    "Endnote": {
        "label": "What is printed where that is no arabic number of its own: iv, Smith 2019.",
        "form": "What the note prints; absent: full.",
        "refers_to": "The one earlier note it leans on, where one work stands behind that note.",
        "works": "Ids of the works it cites itself; those of the note it leans on are added.",
        "locator": "Where in the work: p. 4.",
        "accessed": "When the author looked at it, in EDTF.",
        "digest": "Of the note's own text; `claimgraph anchor` writes it.",
        "review": _REVIEW,
        "anomalies": _ANOMALIES,
    },
    "Membership": {
        "who": "The other actor's id.",
        "from": "Since when, in EDTF.",
        "to": "Until when, in EDTF.",
    },
    "Office": {
        "office": "The office: premier, chair.",
        "of": "The body, an actor's id.",
        "from": "Since when, in EDTF.",
        "to": "Until when, in EDTF.",
    },
    "Actor": {
        "name": "The name.",
        "type": "Such as state, organisation, person, office-holder, publication, think tank, public, group.",
        "aliases": "Other names.",
        "part_of": "What it is a part of, with dates where known.",
        "member_of": "What it is a member of, with dates where known.",
        "members": "Who belongs to it, with dates where known.",
        "holds_office": "Offices held, each of which body, with dates where known.",
        "unnamed": "Whether the paper does not say who: many experts, observers.",
        "formerly": _FORMERLY,
    },
    "Topic": {
        "label": "The topic in words.",
        "broader": "Topics of which it is a part.",
        "definition": "What is meant.",
        "formerly": _FORMERLY,
    },
    "Passage": {
        "paragraph": 'Section id, slash, paragraph from 1, in quotes: "2.3/3"; "0" is title and lead.',
        "sentences": "Sentences of the paragraph: 3 or 3-4; absent: all of it.",
        "words": "The words in focus, counted within the sentences: 9-13.",
        "digest": "Of the sentences; `claimgraph anchor` and `add` write it.",
    },
    "Unclaimed": {
        "reason": "Why the sentence asserts nothing to encode; in doubt, make a claim.",
    },
    "Holder": {
        "who": "The actor who holds it.",
        "to": "Who it was told to.",
        "via": "Who reports it, outermost first; the paper's author is left out.",
        "or": "Who else may be meant: other defensible readings.",
    },
    "Modality": {
        "hedge": "The word that weakens it: likely, may.",
        "condition": "What follows an if.",
        "negated": "Whether the main statement of the text is a denial.",
        "scope": "Where it is limited: in theory, in the short term.",
    },
    "Citation": {
        "note": "The note's number.",
        "intent": "Why it is cited, by CiTO's label; absent: cites as evidence.",
        "locator": "Where in the work, if the claim's place is narrower than the note's.",
        "scope": "Absent: the marker is on the sentence; backward: on a later one; implicit: on none.",
        "fit": "Absent: the note fits; weak: it can show only a part; none: it cannot show it.",
        "why": "What the fit comes short of.",
    },
    "Argument": {
        "id": "Its own id; without one it is numbered, claim/1, which changes as others come before it.",
        "premises": "Claims that support the conclusion together: if one falls, the argument falls.",
        "signal": "The author's word for it: since, therefore.",
        "scheme": "Where plain: example, authority, analogy, consequence, cause, sign, practical.",
        "by": "us: our reconstruction; absent: the author's own, with a signal in the text.",
        "confidence": "Of a reconstruction: would an opponent (high), a fair reader (medium) grant it?",
        "formerly": _FORMERLY,
    },
    "Claim": {
        "text": "In your own words: short, self-contained, present tense, as strong as the author.",
        "kind": "What sort of claim; absent: claim.",
        "holder": "Who holds it; absent: the paper's authors.",
        "modality": "How strongly and how widely it is said: hedge, condition, negated, scope.",
        "quotation": "Whether the paper quotes it.",
        "about": "Actors and topics it is about.",
        "date": "Of what it is about, in EDTF.",
        "passage": "Where it stands in the paper; a list where it stands more than once.",
        "cites": "The notes that bear it: numbers, or {note, intent, locator, scope, fit, why}.",
        "supported_by": "Arguments, each enough by itself; each a list of premises that are needed together.",
        "restates": "The same claim of the same holder, made elsewhere.",
        "anomalies": _ANOMALIES,
        "formerly": _FORMERLY,
    },
    "Attack": {
        "from": "The claim that stands against it, or limits it.",
        "to": "A claim, or an argument by its id.",
        "signal": "The author's word for it: in reality, though.",
        "by": "us: our reconstruction; absent: the author's.",
        "confidence": "How sure that is.",
    },
    "Limit": {
        "kind": "concession: although; qualification: but only if; contrast: both can be true.",
    },
    "Stance": {
        "actor": "Who takes the side.",
        "topic": "On what.",
        "polarity": "The side: worried is fear without demand, neutral declines to take one.",
        "date": "When it was taken, in EDTF.",
        "claims": "The claims that show it.",
        "notes": "Notes of these claims that show it.",
        "why": "How they show it.",
    },
}
