// The page's data (content.py writes them, shape.py says what each key is) and ways to reach them.
/** @type {(id: string) => any} */
const $ = (id) => document.getElementById(id);
/** @type {PageData} */
const DATA = JSON.parse($("_data").textContent);
const WORDS = DATA.words;
readTexts();
const RANKS = /** @type {Status[]} */ (Object.keys(WORDS.statuses)); // from the highest
// What can be found: kind, id, and after each weight a text.
/** @type {[string, string | number, [number, string | number][]][]} */
const FINDABLE = [];
for (const [kind, found] of DATA.find) {
  const list = kind === "claim" ? DATA.claims : DATA.works;
  for (const [told, fields] of found) {
    const id = kind === "note" || typeof told === "string" ? told : kind === "actor" || kind === "topic" ? DATA.things[told] : list[told].id;
    const textOf = (text) => (typeof text !== "number" || text === 0 ? text : text < 0 ? String(id) : DATA.often[text - 1]);
    FINDABLE.push([kind, id, fields.flatMap(([weight, ...texts]) => texts.map((text) => /** @type {[number, string | number]} */ ([weight, textOf(text)])))]);
  }
}
const CLASSES = Object.keys(WORDS.classes);
for (const claim of DATA.claims) {
  claim.k = claim.k || "claim";
  claim.s = claim.s || RANKS[0];
  if (claim.w) claim.w.s = claim.w.s || RANKS[0];
}
const COUNTED = new Map();
for (const reason of DATA.reasons) {
  COUNTED.set(reason.c, (COUNTED.get(reason.c) || 0) + 1);
  reason.id = reason.id || `${DATA.claims[reason.c].id}/${COUNTED.get(reason.c)}`;
}
const CLAIM_AT = new Map(DATA.claims.map((claim, number) => [claim.id, number]));
const NOTE_AT = new Map(DATA.notes.map((note, number) => [note.n, number]));
const WORK_AT = new Map(DATA.works.map((work, number) => [work.id, number]));
const REASON_AT = new Map(DATA.reasons.map((reason, number) => [reason.id, number]));
const ALSO_AT = new Map(); // restatements and former ids
DATA.claims.forEach((claim, number) => {
  for (const id of [...(claim.again || []).map((other) => other.id), ...(claim.old || [])]) ALSO_AT.set(id, number);
});
const AUTHOR = DATA.paper.authors.join(", ") || "the author";

// What the outline says is not said twice: there the words of the claims are read.
function readTexts() {
  const claims = new Map(DATA.claims.map((claim) => [claim.id, claim]));
  for (const item of document.querySelectorAll("#_tree li[id]")) {
    const claim = claims.get(item.id);
    let words = item.firstElementChild;
    while (words && words.tagName !== "A") words = words.nextElementSibling;
    if (claim && claim.t === undefined && words) claim.t = words.textContent;
  }
}

const listOf = (length) => Array.from({ length }, () => []);
const REASONS_FOR = listOf(DATA.claims.length); // of a claim: its arguments
const REASONS_FROM = listOf(DATA.claims.length); // of a claim: the arguments it is a premise of
const AGAINST = listOf(DATA.claims.length); // of a claim: [place in attacks] on it or its arguments
const STANDS_AGAINST = listOf(DATA.claims.length);
const LIMITED_BY = listOf(DATA.claims.length);
const LIMITING = listOf(DATA.claims.length);
// For every claim: the claims that directly support, attack or limit it or its arguments.
const BESIDE = DATA.claims.map(() => new Set());
/** @param {Opposed} attack */
const targetOf = ([, onArgument, target]) => (onArgument ? DATA.reasons[target].c : target);

// As written, our reconstructions are not there, nor what attacks or limits them.
let WRITTEN = false;
/** @param {number} number */
const isThere = (number) => !WRITTEN || DATA.reasons[number].by !== "us";
/** @param {Opposed} attack */
const bears = ([, onArgument, target]) => !onArgument || isThere(target);

function connect() {
  for (const list of [REASONS_FOR, REASONS_FROM, AGAINST, STANDS_AGAINST, LIMITED_BY, LIMITING]) for (const each of list) each.length = 0;
  for (const each of BESIDE) each.clear();
  DATA.reasons.forEach((reason, number) => {
    if (!isThere(number)) return;
    REASONS_FOR[reason.c].push(number);
    for (const premise of reason.p) {
      REASONS_FROM[premise].push(number);
      BESIDE[reason.c].add(premise);
    }
  });
  /** @type {[Opposed[], number[][], number[][]][]} */
  const against = [[DATA.attacks, AGAINST, STANDS_AGAINST], [DATA.limits, LIMITED_BY, LIMITING]];
  for (const [opposed, on, from] of against) {
    opposed.forEach((each, number) => {
      if (!bears(each)) return;
      on[targetOf(each)].push(number);
      from[each[0]].push(number);
      BESIDE[targetOf(each)].add(each[0]);
    });
  }
}
connect();
const NOTES_OF = listOf(DATA.claims.length); // evidence only, as places of notes
const CLAIMS_OF_NOTE = listOf(DATA.notes.length);
for (const [note, claim] of DATA.cites) {
  NOTES_OF[claim].push(note);
  CLAIMS_OF_NOTE[note].push(claim);
}
const WORKS_OF = listOf(DATA.notes.length);
const NOTES_OF_WORK = listOf(DATA.works.length);
for (const [work, note] of DATA.holds) {
  WORKS_OF[note].push(work);
  NOTES_OF_WORK[work].push(note);
}
const CITING = listOf(DATA.notes.length); // every claim that cites a note, mentions too
DATA.claims.forEach((claim, number) => {
  for (const { n } of claim.cites || []) {
    const note = NOTE_AT.get(n);
    if (note !== undefined && !CITING[note].includes(number)) CITING[note].push(number);
  }
});

const nameOf = (actor) => (Object.prototype.hasOwnProperty.call(DATA.actors, actor) ? DATA.actors[actor].n : actor);
// What a claim is about, as ids of actors and topics.
/** @param {ClaimRecord} claim */
const aboutOf = (claim) => (claim.about || []).map((at) => DATA.things[at]);
// The status of a claim and what to know beside it, in the same words everywhere (firm.py).
/** @param {ClaimRecord} claim */
const standing = (claim) => (claim.m === "no source" ? claim.m : claim.m ? `${claim.s}, ${claim.m}` : claim.s);
// The section of a passage's label; the label of a section alone is its beginning.
/** @param {string} label */
const sectionOf = (label) => (label.includes("/") ? label.slice(0, label.lastIndexOf("/")) : label);
const headingOf = ([id, heading]) => (/\p{L}/u.test(heading) ? `${id} ${heading}` : `${id} (untitled)`);
/** @param {ClaimRecord} claim */
const holderOf = (claim) => (claim.h ? nameOf(claim.h) : AUTHOR);

// What an id, as in the page's address, names: [kind, place or id], or null.
function named(id, kind) {
  if (kind === "actor" || kind === "topic") return [kind, id];
  if (kind === "work") return ["work", WORK_AT.get(id)];
  if (CLAIM_AT.has(id)) return ["claim", CLAIM_AT.get(id)];
  if (ALSO_AT.has(id)) return ["claim", ALSO_AT.get(id)];
  const digits = /^(?:note:)?\[?(\d+)\]?$/.exec(id);
  if (digits && NOTE_AT.has(Number(digits[1]))) return ["note", NOTE_AT.get(Number(digits[1]))];
  if (WORK_AT.has(id)) return ["work", WORK_AT.get(id)];
  if (REASON_AT.has(id)) return ["argument", REASON_AT.get(id)];
  if (Object.prototype.hasOwnProperty.call(DATA.actors, id)) return ["actor", id];
  if (Object.prototype.hasOwnProperty.call(DATA.topics, id)) return ["topic", id];
  const [actor, topic] = id.split("*");
  if (topic && DATA.stances.some((stance) => stance.a === actor && stance.t === topic)) return ["stance", { actor, topic }];
  return null;
}

function idOf([kind, at]) {
  if (kind === "claim") return DATA.claims[at].id;
  if (kind === "note") return String(DATA.notes[at].n);
  if (kind === "work") return DATA.works[at].id;
  if (kind === "argument") return DATA.reasons[at].id;
  if (kind === "stance") return `${at.actor}*${at.topic}`;
  return at;
}

const howMany = (number, one, more) => `${number.toLocaleString("en")} ${number === 1 ? one : more || one + "s"}`;

// Build DOM from text only: nothing of the data is ever read as markup.
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

// Everything below a claim (or several): claims and notes and works, through arguments and citations.
function traceBelow(roots) {
  const claims = new Set(roots);
  const waiting = [...roots];
  while (waiting.length) {
    for (const reason of REASONS_FOR[waiting.pop()]) {
      for (const premise of DATA.reasons[reason].p) {
        if (!claims.has(premise)) {
          claims.add(premise);
          waiting.push(premise);
        }
      }
    }
  }
  return claims;
}

function traceAbove(roots) {
  const claims = new Set(roots);
  const waiting = [...roots];
  while (waiting.length) {
    for (const reason of REASONS_FROM[waiting.pop()]) {
      const conclusion = DATA.reasons[reason].c;
      if (!claims.has(conclusion)) {
        claims.add(conclusion);
        waiting.push(conclusion);
      }
    }
  }
  return claims;
}
