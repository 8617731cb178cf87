// The panel beside the map: everything about what is selected, built from text only.
function linkTo(thing, ...children) {
  return el("a", { href: "#" + encodeURIComponent(idOf(thing)), dir: "auto" }, children);
}

// A link that names a claim or work in few words; the rest comes where one points.
const whole = ([kind, at]) => (kind === "claim" ? DATA.claims[at].t : DATA.works[at].t);
function shortLink(thing, most) {
  const link = linkTo(thing, shortened(whole(thing), most));
  if (whole(thing).length > most) link.title = whole(thing);
  return link;
}

function statusMark(claim, status) {
  const word = status || (NOW ? NOW.of("c", claim).status : DATA.claims[claim].s);
  return el("span", { class: "mark " + word.replace(" ", "-"), title: word }, el("span", { class: "vh" }, word));
}

function claimLine(place) {
  const claim = DATA.claims[place];
  return el("span", { class: "line" }, statusMark(place),
    claim.h ? [el("b", { class: "h" }, el("bdi", {}, holderOf(claim))), " "] : null,
    linkTo(["claim", place], claim.t));
}

// A work as it would be cited; that it is the paper's own is said.
const workLine = (place) => [linkTo(["work", place], DATA.works[place].cite), DATA.works[place].own ? el("span", { class: "own" }, "own work") : null];

const claimList = (places) => el("ul", { class: "claims" }, places.map((place) => el("li", {}, claimLine(place))));

function block(title, ...content) {
  const inside = content.flat(Infinity).filter(Boolean);
  return inside.length ? el("section", {}, el("h3", {}, title), inside) : null;
}

function button(text, act, label) {
  return el("button", { type: "button", on: { click: act }, "aria-label": label || null }, text);
}

function outside(address, text) {
  return el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text);
}

/** @param {Passage} passage */
function passageText(passage) {
  const [label, from, to] = passage;
  const section = sectionOf(label), paragraph = label === section ? "" : label.slice(section.length + 1);
  const known = DATA.paper.sections.find(([id]) => id === section);
  const sentences = !from ? "" : from === to ? `, sentence ${from}` : `, sentences ${from}–${to}`;
  const where = known ? headingOf(known) : section;
  return paragraph ? `${where}, paragraph ${paragraph}${sentences}` : `${where}, at its head${sentences}`;
}

/** @param {CitationRecord} citation @param {number} number @param {CitationRecord[]} all */
function citationItem(citation, number, all) {
  const place = NOTE_AT.get(citation.n);
  const note = place === undefined ? null : DATA.notes[place];
  const locator = citation.l || (note && note.l);
  const flags = [
    citation.off ? "mentioned, not as evidence" : null,
    citation.i ? citation.i : null,
    citation.sc === "implicit" ? "no marker in the text: plainly the same source" : null,
    citation.sc === "backward" ? "one note covers several sentences" : null,
    citation.f === "weak" ? "fits weakly" : citation.f === "none" ? "does not fit" : null,
    note && note.f && note.via ? `${WORDS.forms[note.f]}, resolved by [${note.via}]` : null,
  ].filter(Boolean);
  return el("li", {}, place === undefined ? `[${citation.n}]` : el("a", { class: "n", href: "#" + citation.n }, `[${citation.n}]`), " ",
    note ? WORKS_OF[place].map((work, i) => [i ? "; " : "", workLine(work)]) : null,
    locator ? el("span", { class: "loc" }, ` ${locator}`) : note && WORKS_OF[place].length ? el("span", { class: "loc quiet" }, " no page given") : null,
    flags.length ? el("small", {}, flags.join(" · ")) : null,
    citation.why ? el("small", {}, citation.why) : null,
    note && note.odd && all.findIndex(({ n }) => n === citation.n) === number ? note.odd.map((text) => el("small", { class: "odd" }, text)) : null);
}

function reasonItem(number, needed) {
  const reason = DATA.reasons[number];
  const joint = reason.p.length > 1;
  const manner = mannerOf(reason);
  const undercut = DATA.attacks.filter(([, onArgument, target]) => onArgument && target === number);
  return el("li", { class: `reason${joint ? " joint" : ""}${reason.by === "us" ? " ours" : ""}` },
    joint ? el("div", { class: "together" }, linkTo(["argument", number], needed.length ? "Together with that" : "Together")) : null,
    claimList(reason.p.filter((premise) => !needed.includes(premise))),
    manner ? el("small", {}, manner) : null,
    undercut.length ? el("small", { class: "odd" }, "This step is attacked: ", undercut.map(([source]) => claimLine(source))) : null);
}

// How an argument is made, and whose reading it is.
/** @param {ReasonRecord} reason */
function mannerOf(reason) {
  return [reason.sig ? `signalled by “${reason.sig}”` : null, reason.sch ? `${reason.sch} argument` : null,
    reason.by === "us" ? "our reconstruction" : null, reason.conf ? `confidence ${reason.conf}` : null].filter(Boolean).join(" · ");
}

function claimPanel(place) {
  const claim = DATA.claims[place];
  const reporters = (claim.hs || []).slice(0, -1);
  const holder = claim.h ? linkTo(["actor", claim.h], nameOf(claim.h)) : AUTHOR;
  const direct = AGAINST[place].map((n) => DATA.attacks[n]);
  return [
    el("p", { class: "kicker" }, WORDS.kinds[claim.k], claim.quote ? " · quotation" : "",
      claim.d ? ` · ${claim.d}` : ""),
    el("h2", { class: "say", dir: "auto", tabindex: "-1" }, claim.t),
    el("p", { class: claim.h ? "who said" : "who" }, claim.h ? "Held by " : "The author: ", el("bdi", {}, holder),
      (claim.to || []).length ? [" to ", claim.to.map((actor, i) => [i ? ", " : "", linkTo(["actor", actor], nameOf(actor))])] : null,
      reporters.length ? [", reported by ", reporters.map((actor, i) => [i ? ", " : "", linkTo(["actor", actor], nameOf(actor))])] : null,
      (claim.alt || []).length ? [" (or ", claim.alt.map((actor, i) => [i ? ", " : "", linkTo(["actor", actor], nameOf(actor))]), ")"] : null),
    claim.mod ? el("p", { class: "mod" }, claim.mod) : null,
    statusLines(place),
    el("div", { class: "do" }, claimButtons(place)),
    block("Endnotes", claim.cites ? el("ul", { class: "notes" }, claim.cites.map(citationItem)) : null),
    block(claim.h ? "Reasons given" : "Rests on",
      anyOneOf(place),
      REASONS_FOR[place].length ? el("ol", { class: "reasons" }, REASONS_FOR[place].map((number) => reasonItem(number, neededByAll(place)))) : null),
    block("Against it", direct.length ? el("ul", { class: "claims con" }, direct.map(([source, onArgument, target]) => (
      el("li", {}, claimLine(source), onArgument ? el("small", {}, "attacks the step ", linkTo(["argument", target], DATA.reasons[target].id)) : null)
    ))) : null),
    block("Limited by", LIMITED_BY[place].length ? el("ul", { class: "claims" }, LIMITED_BY[place].map((n) => (
      el("li", {}, claimLine(DATA.limits[n][0]), el("small", {}, DATA.limits[n][3]))))) : null),
    block("Supports", REASONS_FROM[place].length ? claimList([...new Set(REASONS_FROM[place].map((n) => DATA.reasons[n].c))]) : null),
    bearsOn(place),
    block("Stands against", STANDS_AGAINST[place].length ? claimList([...new Set(STANDS_AGAINST[place].map((n) => targetOf(DATA.attacks[n])))]) : null),
    block("Limits", LIMITING[place].length ? claimList([...new Set(LIMITING[place].map((n) => targetOf(DATA.limits[n])))]) : null),
    firmness(place),
    block("In the paper", (claim.at || []).map((passage) => el("p", { class: "at" }, passageText(passage))),
      (claim.again || []).map((other) => el("p", { class: "at" }, "Said again: ", el("q", {}, other.t || other.id),
        (other.at || []).map((passage) => [" ", passageText(passage)])))),
    block("About", claim.about ? el("p", {}, aboutOf(claim).map((id, i) => [i ? ", " : "", named(id) ? linkTo(named(id), named(id)[0] === "topic" ? DATA.topics[id] : nameOf(id)) : id])) : null),
    block("Oddities", (claim.odd || []).map((text) => el("p", { class: "odd" }, text))),
    commandLine(`claimgraph supports ${claim.id}${OPTIONS()}`),
  ];
}

// The theses that rest on a claim, through however many steps; or that nothing does.
function bearsOn(place) {
  const theses = thesesAbove(place);
  const direct = new Set(REASONS_FROM[place].map((n) => DATA.reasons[n].c));
  const further = theses.filter((each) => !direct.has(each));
  if (further.length) return block("Theses that rest on it", claimList(further));
  const alone = !direct.size && !STANDS_AGAINST[place].length && !LIMITING[place].length && DATA.claims[place].k !== "thesis";
  return alone ? block("Supports", el("p", { class: "quiet" }, "Nothing in the argument rests on it.")) : null;
}

function commandLine(text) {
  return el("div", { class: "command", title: "The same question on the command line" }, el("code", {}, text), button("Copy", () => copy(text, "command"), "Copy the command"));
}

function renderPanel() {
  if (!besideCase()) return;
  const panel = $("_about");
  const chosen = STATE.selected;
  const make = { claim: claimPanel, note: notePanel, work: workPanel, actor: actorPanel, topic: topicPanel, argument: argumentPanel, stance: stancePanel };
  const inside = panel.contains(document.activeElement);
  const content = chosen ? make[chosen[0]](chosen[1]) : overviewPanel();
  panel.replaceChildren(...content.flat(Infinity).filter(Boolean));
  $("_close").hidden = !chosen && !WHATIF_OPEN;
  // Who followed a link of the panel goes on reading at its new heading.
  if (inside && !panel.contains(document.activeElement)) panel.querySelector("h2").focus({ preventScroll: true });
  $("_panel").classList.toggle("full", Boolean(chosen) || WHATIF_OPEN);
}

// An address that names nothing is answered in so many words.
function notHere(id) {
  const text = `There is nothing called “${id.slice(0, 80)}” in this page.`;
  $(besideCase() ? "_about" : "_case_now").prepend(el("p", { class: "odd", dir: "auto" }, text));
  say(text);
}

function say(text) {
  $("_live").textContent = text;
}

// Said for all to see, for a moment.
let SHOWN = 0;
function tell(text) {
  say(text);
  $("_live").classList.add("told");
  clearTimeout(SHOWN);
  SHOWN = setTimeout(() => $("_live").classList.remove("told"), 2200);
}

function described([kind, at]) {
  if (kind === "claim") {
    const claim = DATA.claims[at];
    return `${claim.h ? holderOf(claim) + ": " : ""}${claim.t}. ${claim.bare ? "no source" : claim.s}. ${REASONS_FOR[at].length} arguments, ${AGAINST[at].length} attacks`;
  }
  if (kind === "note") return `Endnote ${DATA.notes[at].n}`;
  if (kind === "work") return `Work: ${DATA.works[at].t}`;
  if (kind === "argument") return `Argument for ${DATA.claims[DATA.reasons[at].c].t}`;
  if (kind === "stance") return `${nameOf(at.actor)} on ${DATA.topics[at.topic] || at.topic}`;
  return kind === "actor" ? `Actor: ${nameOf(at)}` : `Topic: ${DATA.topics[at]}`;
}
