// The panel of notes, works, actors, topics, stances and arguments.
function notePanel(place) {
  const note = DATA.notes[place];
  return [
    el("p", { class: "kicker" }, "Endnote", note.f ? ` · ${WORDS.forms[note.f]}` : ""),
    el("h2", { tabindex: "-1" }, `[${note.n}]`, note.lb ? el("span", { class: "quiet" }, ` printed as ${note.lb}`) : null),
    el("div", { class: "do" }, strikeButton(["note", place]), copyButton(["note", place])),
    note.r ? el("p", {}, "Leans on ", el("a", { href: "#" + note.r, class: "n" }, `[${note.r}]`)) : null,
    block("Works", WORKS_OF[place].length ? el("ul", { class: "claims" }, WORKS_OF[place].map((work) => el("li", {}, workLine(work)))) : el("p", {}, "This note names no work.")),
    WORKS_OF[place].length || note.l || note.acc ? el("p", {}, [note.l || "no page given", note.acc ? `accessed ${note.acc}` : null].filter(Boolean).join(" · ")) : null,
    block("Claims that cite it", CITING[place].length ? el("ul", { class: "claims" }, CITING[place].map((claim) => (
      el("li", {}, claimLine(claim), fitMark(claim, [note.n]))))) : el("p", {}, "No claim uses it.")),
    thesesOver(CITING[place]),
    block("Oddities", (note.odd || []).map((text) => el("p", { class: "odd" }, text))),
    commandLine(`claimgraph show ${note.n}`),
  ];
}

// The theses that rest on claims, through however many steps; those themselves too.
function thesesOver(claims) {
  const theses = new Set(claims.flatMap((claim) => [...(DATA.claims[claim].k === "thesis" ? [claim] : []), ...thesesAbove(claim)]));
  const sorted = [...theses].sort((a, b) => a - b);
  if (!claims.length) return null;
  return block("Theses above", sorted.length ? claimList(sorted) : el("p", { class: "quiet" }, "No thesis rests on it."));
}

// How these notes fit a claim, where that is worth a word: of several citations the best.
function fitMark(claim, numbers) {
  const fits = (DATA.claims[claim].cites || []).filter(({ n }) => numbers.includes(n)).map(({ f }) => f);
  if (!fits.length || fits.includes(undefined)) return null;
  return el("span", { class: "fit" }, fits.includes("weak") ? "fits weakly" : "does not fit");
}

function workPanel(place) {
  const work = DATA.works[place];
  const claims = [...new Set(NOTES_OF_WORK[place].flatMap((note) => CITING[note]))].sort((a, b) => a - b);
  return [
    el("p", { class: "kicker" }, "Work", work.own ? " of the paper’s own author or publisher" : "", work.sn ? ` · ${work.sn}` : "", work.y ? ` · ${work.y}` : "", work.d ? ` · ${work.d}` : ""),
    el("h2", { dir: "auto", tabindex: "-1" }, work.t),
    el("p", { dir: "auto" }, work.cite),
    work.u ? el("p", {}, outside(work.u, work.u)) : null,
    el("div", { class: "do" }, strikeButton(["work", place]), copyButton(["work", place])),
    (work.makers || []).length ? el("p", {}, "By ", [...new Set(work.makers)].map((actor, i) => [i ? ", " : "", linkTo(["actor", actor], nameOf(actor))])) : null,
    block("Endnotes", el("p", {}, NOTES_OF_WORK[place].map((note) => [el("a", { href: "#" + DATA.notes[note].n, class: "n" }, `[${DATA.notes[note].n}]`), " "]))),
    block("Claims that rest on it", claims.length ? el("ul", { class: "claims" }, claims.map((claim) => (
      el("li", {}, claimLine(claim), fitMark(claim, NOTES_OF_WORK[place].map((note) => DATA.notes[note].n)))))) : null),
    thesesOver(claims),
    block("Oddities", (work.odd || []).map((text) => el("p", { class: "odd" }, text))),
    commandLine(`claimgraph withdraw ${work.id}${OPTIONS()}`),
  ];
}

function claimsOfActor(id) {
  const found = [];
  DATA.claims.forEach((claim, place) => {
    if ((!claim.h && DATA.paper.ids.includes(id)) || claim.h === id || (claim.hs || []).includes(id) || (claim.alt || []).includes(id)) found.push(place);
  });
  return found;
}

function claimsOfTopic(id) {
  const found = [];
  DATA.claims.forEach((claim, place) => { if (aboutOf(claim).includes(id)) found.push(place); });
  return found;
}

function actorPanel(id) {
  const actor = DATA.actors[id];
  const works = worksOfActor(id);
  const stances = DATA.stances.filter((stance) => stance.a === id);
  return [
    el("p", { class: "kicker" }, "Actor", actor.y ? ` · ${actor.y}` : "", actor.un ? " · unnamed in the paper" : ""),
    el("h2", { dir: "auto", tabindex: "-1" }, actor.n),
    (actor.al || []).length ? el("p", {}, "Also: ", actor.al.join(", ")) : null,
    (actor.of || []).length ? el("p", {}, actor.of.join("; ")) : null,
    el("div", { class: "do" }, works.length ? strikeButton(["actor", id]) : null, copyButton(["actor", id])),
    block("Stances", stances.length ? el("ul", { class: "claims" }, stances.map((stance) => el("li", {},
      el("b", { class: "pol " + stance.y }), ` ${WORDS.polarities[stance.y]} `, linkTo(["topic", stance.t], DATA.topics[stance.t] || stance.t), stance.d ? ` (${stance.d})` : "", saidBy(stance), shownBy(stance)))) : null),
    DATA.paper.ids.includes(id) ? block("Holds", el("details", {}, el("summary", {}, `As an author of the paper: ${claimsOfActor(id).length} claims`), claimList(claimsOfActor(id))))
      : block("Holds", claimsOfActor(id).length ? claimList(claimsOfActor(id)) : null),
    block("Works", works.length ? el("ul", { class: "claims" }, works.map((work) => el("li", {}, workLine(work)))) : null),
    block("Spoken about in", claimsOfTopic(id).length ? claimList(claimsOfTopic(id)) : null),
    commandLine(`claimgraph show ${id}`),
  ];
}

function topicPanel(id) {
  const order = Object.keys(WORDS.polarities);
  const stances = DATA.stances.filter((stance) => stance.t === id).sort((a, b) => order.indexOf(a.y) - order.indexOf(b.y));
  return [
    el("p", { class: "kicker" }, "Topic"),
    el("h2", { dir: "auto", tabindex: "-1" }, DATA.topics[id]),
    block("Stances", stances.length ? el("ul", { class: "claims" }, stances.map((stance) => el("li", {},
      el("b", { class: "pol " + stance.y }), " ", linkTo(["actor", stance.a], nameOf(stance.a)), " ", el("b", {}, `${WORDS.polarities[stance.y]} it`), stance.d ? ` (${stance.d})` : "", saidBy(stance),
      shownBy(stance)))) : null),
    block("Claims about it", claimsOfTopic(id).length ? claimList(claimsOfTopic(id)) : null),
    commandLine(`claimgraph show ${id}`),
  ];
}

// On whose word a stance is told, where that is another's, and what to know of it.
/** @param {StanceRecord} stance */
function saidBy(stance) {
  const others = (stance.by || []).filter((who) => who !== stance.a);
  return others.length || stance.fl || stance.why ? el("small", { class: "word" },
    others.length ? ["On the word of ", others.map((who, i) => [i ? ", " : "", linkTo(["actor", who], nameOf(who))])] : null,
    stance.fl ? [others.length ? " · " : "", el("b", { class: "flag" }, stance.fl.join(", "))] : null,
    stance.why ? [" ", stance.why] : null) : null;
}

// The claims that show a stance, each with its notes and works, else with what it is inferred from.
/** @param {StanceRecord} stance */
function shownBy(stance) {
  const notes = (numbers) => numbers.map((n) => {
    const note = NOTE_AT.get(n);
    return el("small", {}, el("a", { href: "#" + n, class: "n" }, `[${n}]`), " ", note === undefined ? "" : WORKS_OF[note].map((work) => DATA.works[work].cite).join("; "));
  });
  return [
    (stance.c || []).length ? el("ul", { class: "claims" }, stance.c.map((place) => {
      const cited = [...new Set((DATA.claims[place].cites || []).map(({ n }) => n))];
      return el("li", {}, claimLine(place), cited.length ? notes(cited)
        : REASONS_FOR[place].map((number) => [
          el("small", {}, "inferred from ", DATA.reasons[number].p.map((premise, i) => [i ? " and " : "", claimLine(premise)]), ` (${mannerOf(DATA.reasons[number])})`),
          notes([...new Set(DATA.reasons[number].p.flatMap((premise) => (DATA.claims[premise].cites || []).map(({ n }) => n)))]),
        ]));
    })) : null,
    notes((stance.n || []).filter((n) => !(stance.c || []).some((place) => (DATA.claims[place].cites || []).some((citation) => citation.n === n)))),
  ];
}

// What one cell of the matrix holds: the stances of an actor on a topic, with what shows them.
function stancePanel({ actor, topic }) {
  const stances = DATA.stances.filter((stance) => stance.a === actor && stance.t === topic);
  return [
    el("p", { class: "kicker" }, "Stance"),
    el("h2", { dir: "auto", tabindex: "-1" }, `${nameOf(actor)} on ${DATA.topics[topic] || topic}`),
    stances.map((stance) => el("section", {}, el("p", {}, el("b", { class: "pol " + stance.y }), ` ${stance.y}`, stance.d ? `, ${stance.d}` : ""), saidBy(stance),
      shownBy(stance))),
    el("p", {}, linkTo(["actor", actor], nameOf(actor)), " · ", linkTo(["topic", topic], DATA.topics[topic] || topic)),
    commandLine(`claimgraph stances --of ${actor} --on ${topic}`),
  ];
}

function argumentPanel(number) {
  const reason = DATA.reasons[number];
  const attackers = DATA.attacks.filter(([, onArgument, target]) => onArgument && target === number);
  const limits = DATA.limits.filter(([, onArgument, target]) => onArgument && target === number);
  return [
    el("p", { class: "kicker" }, "Argument", reason.sch ? ` · ${reason.sch}` : ""),
    el("h2", { tabindex: "-1" }, reason.p.length > 1 ? "Together, and only together:" : "By itself:"),
    claimList(reason.p),
    block("Supports", claimList([reason.c])),
    block("Attacked by", attackers.length ? claimList(attackers.map(([source]) => source)) : null),
    block("Limited by", limits.length ? claimList(limits.map(([source]) => source)) : null),
    el("p", {}, mannerOf(reason)),
    el("div", { class: "do" }, strikeButton(["argument", number])),
    commandLine(`claimgraph show ${reason.id}`),
  ];
}
