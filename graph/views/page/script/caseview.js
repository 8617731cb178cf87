// The view that opens first: how solid a claim is, what would sink it, and what becomes of it under a what-if.
let CASE_AT = null; // the claim whose case is shown while something else is selected

function mainClaim() {
  const starts = startsNow().roots;
  return !DATA.claims.length ? null : DATA.part && starts.length ? starts[0] : 0;
}

function caseClaim() {
  const chosen = STATE.selected;
  if (chosen && chosen[0] === "claim") CASE_AT = chosen[1];
  else if (chosen && chosen[0] === "argument") CASE_AT = DATA.reasons[chosen[1]].c;
  else if (!chosen) CASE_AT = null;
  return CASE_AT === null ? mainClaim() : CASE_AT;
}

// Close what is selected: beside a case it goes on with that claim's, which the address then names.
function letGo() {
  const [kind] = STATE.selected || [""];
  const beside = STATE.view === "case" && CASE_AT !== null && CASE_AT !== mainClaim() && !["claim", "argument"].includes(kind);
  select(beside ? ["claim", CASE_AT] : null);
}

// The panel stands beside the case only where it tells of something else.
const besideCase = () => STATE.view !== "case" || WHATIF_OPEN || Boolean(STATE.selected && !["claim", "argument"].includes(STATE.selected[0]));

let CASE_SHOWN = null;
function renderCase() {
  document.documentElement.classList.toggle("beside", besideCase());
  if (STATE.view !== "case") return;
  const place = $("_case_now"), claim = caseClaim();
  const at = CASE_SHOWN === claim ? focusedCell() : null, inside = place.contains(document.activeElement);
  if (claim === null) place.replaceChildren(...emptyCase());
  else {
    const pair = (of) => ({ was: caseOf(of), now: STATE.struck.length ? caseOf(of, STATE.struck) : caseOf(of) });
    const first = pair(claim), other = STATE.compare !== null && STATE.compare !== claim ? pair(STATE.compare) : null;
    place.replaceChildren(caseHead(first.now, first.was), ...(struckLine(first)), ...(other ? comparison(claim, STATE.compare) : []),
      caseTable(other ? [{ ...first, title: true }, { ...other, title: true }] : [first]),
      caseFoot(first.now), commandLine(other ? `claimgraph common ${DATA.claims[claim].id} ${DATA.claims[STATE.compare].id}${OPTIONS()}` : caseCommand(claim)), briefPart(first.now));
  }
  if (at) focusCell(...at);
  else if (CASE_SHOWN !== claim && CASE_SHOWN !== null) $("_case").scrollTop = 0;
  // Who followed a link of the case, or let go of a what-if, goes on reading at its heading.
  if (inside && !place.contains(document.activeElement) && $("_case_title")) $("_case_title").focus({ preventScroll: true });
  CASE_SHOWN = claim;
}

const caseCommand = (claim) => `claimgraph case ${DATA.claims[claim].id}${STATE.struck.map((thing) => ` --without ${idOf(thing)}`).join("")}${OPTIONS()}`;

function emptyCase() {
  return [el("h2", {}, "There is no case to show yet"), el("p", {}, "This data set has no claims. ", el("code", {}, "claimgraph import PAPER -o DIR"), " makes one of a paper with its notes and works; ",
    "then write what it claims into ", el("code", {}, "claims.yaml"), ", each claim with what supports it, and ", el("code", {}, "claimgraph todo"), " says what comes next."),
  DATA.works.length ? el("p", {}, `It has ${howMany(DATA.notes.length, "endnote")} and ${howMany(DATA.works.length, "work")} already: `, el("a", { href: "#_endnotes", "data-view": "endnotes" }, "read them"), ".") : null].filter(Boolean);
}

// The claim that the case is for, and four verdicts.
function caseHead(now, was) {
  const claim = DATA.claims[now.claim], thesis = claim.k === "thesis";
  const theses = DATA.claims.filter(({ k }) => k === "thesis").length;
  const kicker = !thesis ? WORDS.kinds[claim.k] : now.claim === 0 ? "Main thesis" : "Thesis";
  const where = thesis && theses > 1 ? ` · ${now.claim + 1} of ${theses}` : "";
  const fell = now.status !== was.status;
  return el("header", { class: "case" },
    el("div", { class: "thesis" },
      el("p", { class: "kicker" }, el("span", {}, `${kicker} · `, el("bdi", {}, holderOf(claim)), DATA.paper.date && !claim.h ? ` ${DATA.paper.date.slice(0, 4)}` : "", where)),
      el("h2", { id: "_case_title", dir: "auto", tabindex: "-1" }, claim.t),
      el("p", { class: "stands" }, statusMark(now.claim, now.status), el("b", {}, claim.bare && !fell ? "no source" : now.status), fell ? ` (was ${was.status})` : "", writtenStatus(now.claim, now.status),
        claim.ln ? [NOW ? " · before this what-if it leant on " : " · leans on ", inWords(claim.ln.map(([kind]) => CLASSES[kind]))] : null,
        claim.lab ? ` · ${claim.lab} once attacks are counted` : null),
      caseChooser(now.claim)),
    [linesVerdict, worksVerdict, sourcesVerdict, againstVerdict].map((verdict) => {
      const [number, said, more] = verdict(now);
      const [before] = verdict(was);
      return el("div", { class: "verdict-card" }, el("p", {}, el("b", {}, number), ...(before !== number ? [" ", el("span", { class: "weakens" }, `was ${before}`)] : [])), el("p", {}, said), more ? el("small", {}, more) : null);
    }));
}

// How it stands in the other argument, once the same things are struck out.
function writtenStatus(place, status) {
  const claim = DATA.claims[place];
  if (!claim.w) return "";
  const said = (bare, stands) => (bare && stands === "asserted" ? "no source" : stands);
  const word = said(claim.w.bare, statusesIn(!WRITTEN, STATE.struck)[place]);
  if (word === said(claim.bare, status)) return "";
  return WRITTEN ? ` as written; with our reconstructions: ${word}` : ` · as written: ${word}`;
}

// Each verdict: the number, what it counts, and one thing more.
function linesVerdict(now) {
  const lines = now.lines.length, needed = now.needed.length;
  if (!lines) return ["0", now.direct.length ? `lines of argument: ${howMany(now.direct.length, "note")} of its own` : "lines of argument support it", null];
  const said = now.attributed ? (lines === 1 ? "reason of its holder’s" : "reasons of its holder’s") : lines === 1 ? "line of support" : "lines of support";
  const ours = now.lines.filter((line) => line.by === "us").length;
  return [needed ? `${lines} + ${needed}` : String(lines), said + (needed ? `, and ${needed === 1 ? "one premise" : `${needed} premises`} all of them need` : ""),
    now.attributed ? "they lend it no support here: that it was said is what counts" : ours ? (ours === lines ? `${lines === 1 ? "it is" : "all"} our reconstruction` : `${ours} of them our reconstruction`) : null];
}

function worksVerdict(now) {
  const works = now.works.length, own = now.works.filter((work) => DATA.works[work].own).length;
  const house = own ? `${own === works ? "all" : `${own} of the ${works}`} ${own === 1 && works !== 1 ? "is" : "are"} the author’s own house ⚑` : null;
  if (!works) return ["0", "works reach it", null];
  if (now.resilience === null) return [String(works), `${works === 1 ? "work reaches" : "works reach"} it, and its status hangs on none`, house];
  const least = between(now.least, now.resilience);
  return [`${least} of ${works}`, now.resilience === 1 ? `${works === 1 ? "work" : "works"} is enough, if it goes, to weaken it` : "works would have to go at once before it weakens", house];
}

function sourcesVerdict(now) {
  const { claims, bare } = now.beneath;
  if (!claims) return ["0", "claims lie beneath it", now.direct.length ? null : "it rests on its holder’s word"];
  const show = () => $("_unsourced").focus();
  return [`${bare} of ${claims}`, `${claims === 1 ? "claim" : "claims"} beneath it ${bare === 1 ? "has" : "have"} no source`, bare ? button(bare === 1 ? "name it" : "list them", show) : null];
}

function againstVerdict(now) {
  const attacks = new Set(now.attacked).size, limits = now.limited.length;
  const more = [now.objections.length ? howMany(now.objections.length, "objection") : "", now.concessions.length ? howMany(now.concessions.length, "concession") : ""].filter(Boolean);
  const said = `${attacks === 1 ? "attack" : "attacks"} on it${limits ? `, ${howMany(limits, "limit")} of its own` : ""}`;
  const near = now.objections[0] || now.concessions[0];
  return [String(attacks), said + (more.length ? `; ${inWords(more)} in all, here and beneath` : ""), near ? `the nearest: ${shortened(DATA.claims[near.id].t, 90)}` : null];
}

// Any thesis or claim by a list; and a second one to compare it with.
function caseChooser(claim) {
  const choice = (label, chosen, act, none) => {
    const theses = DATA.claims.map((_, place) => place).filter((place) => DATA.claims[place].k === "thesis");
    const option = (place) => el("option", { value: String(place), selected: place === chosen }, shortened(DATA.claims[place].t, 110));
    const field = el("select", { on: { change: (event) => act(event.target.value === "" ? null : Number(event.target.value)) } },
      none ? el("option", { value: "" }, none) : null,
      chosen !== null && !theses.includes(chosen) ? option(chosen) : null,
      theses.length ? el("optgroup", { label: "Theses" }, theses.map(option)) : null);
    const fill = () => {
      if (field.querySelector(".rest")) return;
      field.append(el("optgroup", { label: "Other claims", class: "rest" }, DATA.claims.map((_, place) => place).filter((place) => !theses.includes(place) && place !== chosen).map(option)));
    };
    for (const event of ["pointerdown", "focus", "keydown"]) field.addEventListener(event, fill);
    return el("label", {}, el("span", {}, label), field);
  };
  if (DATA.claims.length < 2) return null;
  return el("span", { class: "choose" }, choice("Case for", claim, (place) => select(["claim", place])),
    choice("Compare with", STATE.compare, (place) => go({ compare: place }), STATE.compare === null ? "choose …" : "none"));
}

// What is struck out, and in one line what becomes of the other theses.
function struckLine({ now, was }) {
  if (!STATE.struck.length || !NOW) return [];
  const theses = (places) => places.filter((place) => DATA.claims[place].k === "thesis" && place !== now.claim);
  const lost = theses(NOW.lost), weak = theses(NOW.weakened.map(({ claim }) => claim));
  const listed = (places, word, style) => (places.length ? [el("b", { class: style }, `${howMany(places.length, "other thesis", "other theses")} ${places.length === 1 ? word + "s" : word}`), ": ",
    places.slice(0, 3).map((place, i) => [i ? "; " : "", shortLink(["claim", place], 60)]), places.length > 3 ? ` and ${places.length - 3} more` : ""] : null);
  const said = [listed(lost, "fall", "falls"), listed(weak, "weaken", "weakens")].filter(Boolean);
  const both = [[NOW.lost.length, "fall"], [NOW.weakened.length, "weaken"]].filter(([many]) => many);
  const others = both.length ? [el("b", { class: NOW.lost.length ? "falls" : "weakens" }, both.map(([many, word], i) => (i ? `, ${many} ${word}${many === 1 ? "s" : ""}` : `${howMany(many, "claim")} ${word}${many === 1 ? "s" : ""}`)).join("")), " – ",
    button(WHATIF_OPEN ? "hide them" : "show them", openWhatIf), "; "] : null;
  return [el("div", { class: "struck-line", role: "status" },
    el("span", {}, el("b", {}, "Without "), STATE.struck.map((thing, i) => [i ? ", " : "", el("s", {}, linkTo(thing, thing[0] === "work" ? DATA.works[thing[1]].sn : shortened(String(shortName(thing)), 60)))]), ": ",
      now.status === was.status ? `it stays ${now.status}. ` : `it is no longer ${was.status} but ${now.status}. `,
      others, said.length ? said.map((part, i) => [i ? "; " : "", part]) : others ? "no other thesis changes." : "Nothing else changes."),
    el("span", { class: "do" }, undoButtons()))];
}

function caseTable(cases) {
  const lines = cases.some(({ now, was }) => now.lines.length || was.lines.length);
  const [{ now }] = cases;
  if (!lines) {
    return el("div", { class: "direct" }, above(now.claim)[0][1].length ? null : el("p", { class: "quiet" }, "Nothing in the argument leans on it."), el("h3", {}, now.direct.length ? "What it cites itself" : "Nothing supports it but its holder’s word"),
      now.direct.length ? el("ul", { class: "notes" }, allCites(now.claim).map(citationItem)) : null);
  }
  const star = now.needed.length ? " (given ★)" : "";
  return el("div", { class: "lines" }, el("h3", {}, now.attributed ? "What its holder argues" : "What supports it", cases.length > 1 ? ": two cases" : el("span", {}, `, each line by itself${star}, firmest first`)),
    now.direct.length ? el("p", { class: "quiet" }, "It also cites itself: ", now.direct.map((note) => [el("a", { href: "#" + DATA.notes[note].n, class: "n" }, `[${DATA.notes[note].n}]`), " "])) : null,
    groupChips(cases),
    el("div", { class: `sheet${new Set(cases.flatMap(({ was }) => was.works)).size > 20 ? " wide" : ""}`, role: "region", "aria-label": "Lines of support and works", tabindex: "0" }, matrix(cases)));
}

// What two claims rest on together, as `common` answers it.
function commonOf(a, b) {
  const [first, second] = [traceBelow([a]), traceBelow([b])];
  const cited = (claims) => new Set([...claims].flatMap((at) => NOTES_OF[at].flatMap((note) => WORKS_OF[note])));
  const claims = [...first].filter((at) => second.has(at)).sort((x, y) => x - y);
  const [one, other] = [cited(first), cited(second)];
  const works = [...one].filter((work) => other.has(work)).sort((x, y) => x - y);
  const heavy = (claim) => new Set(loadBearing(claim, works));
  const [ha, hb] = works.length ? [heavy(a), heavy(b)] : [EMPTY, EMPTY];
  return { claims, works, falls: works.filter((work) => ha.has(work) && hb.has(work)), independent: !claims.length && !works.length };
}

function comparison(a, b) {
  const { claims, works, falls, independent } = commonOf(a, b);
  return [el("div", { class: "both case-both" }, independent ? "These two stand independently: they share neither work nor claim."
    : [el("b", {}, `Both rest on ${howMany(works.length, "work")} and ${howMany(claims.length, "claim")}. `),
      falls.length ? ["Either weakens without ", falls.map((work, i) => [i ? " or " : "", linkTo(["work", work], DATA.works[work].sn)]), ". "] : "No single work weakens both. ",
      claims.length ? el("details", {}, el("summary", {}, "The claims that both rest on"), claimList(claims.slice(0, 40)), claims.length > 40 ? el("p", { class: "quiet" }, `and ${claims.length - 40} more`) : null) : null])];
}

// What stands against it, what its author grants, and the other theses in a line each.
function caseFoot(now) {
  const theses = DATA.claims.map((_, place) => place).filter((place) => DATA.claims[place].k === "thesis" && place !== now.claim);
  const though = ({ id, on, how }) => el("li", { class: "grants" }, claimLine(on), el("span", { class: "although" }, how && how !== "concession" ? ` although (${how}) ` : " although "), claimLine(id));
  const bare = beneathLeft(now.claim, struckSets(STATE.struck)).filter((at) => DATA.claims[at].bare);
  const list = (title, items, id) => (items.length ? el("section", {}, el("h3", { id, tabindex: id && "-1" }, title), el("ul", { class: "claims" }, items)) : null);
  const rest = (items, make) => {
    if (items.length < 7) return items.map(make);
    const list = el("ul", { class: "claims" });
    const fill = () => { if (!list.firstChild) list.append(...items.slice(5).map(make)); };
    return [...items.slice(0, 5).map(make), el("li", {}, el("details", { on: { toggle: fill } }, el("summary", {}, `${items.length - 5} more`), list))];
  };
  return el("div", { class: "foot" },
    list("Against it", rest(now.objections, ({ id, on, answered }) => el("li", {}, claimLine(id), el("small", {}, [answered ? "answered; against " : "nobody answers it; against ", linkTo(["claim", on], DATA.claims[on].t)])))),
    list("What its author grants", rest(now.concessions, though)),
    list(`Beneath it without a source (${bare.length})`, rest(bare, (place) => el("li", {}, claimLine(place))), "_unsourced"),
    above(now.claim).map(([title, places]) => list(title, rest(places, (place) => el("li", {}, claimLine(place))))),
    list(DATA.claims[now.claim].k === "thesis" ? `It also claims (${howMany(theses.length, "thesis", "theses")})` : `The theses (${theses.length})`, rest(theses, (place) => el("li", {}, claimLine(place), el("small", {}, aboutCase(place))))));
}

// What leans on a claim: what it supports itself, and the theses further up.
/** @returns {[string, number[]][]} */
function above(claim) {
  const direct = [...new Set(REASONS_FROM[claim].map((n) => DATA.reasons[n].c))];
  return [["What leans on it", direct], ["Theses further up", thesesAbove(claim).filter((place) => !direct.includes(place))]];
}

// In a line; under a what-if what of it was otherwise is told too.
function aboutCase(place) {
  if (isStruck(["claim", place])) return " struck out";
  const [now, was] = [STATE.struck, []].map((things) => ({ ...measuresOf(place, things), hangs: hangsWords(place, things) }));
  return ` ${changed(place) ? `${changed(place)}; ` : ""}${howMany(now.lines, "line")}${wasWords(now.lines, was.lines)}, ${howMany(now.beneath, "claim")} beneath${wasWords(now.beneath, was.beneath)}, ${now.hangs}${wasWords(now.hangs, was.hangs)}`;
}

// What a claim hangs on: the one work, or how many of those that reach it must go.
function hangsWords(place, things) {
  const works = measuresOf(place, things).works.length, hangs = hangsOf(place, things);
  if (!hangs) return works ? howMany(works, "work") : "no work";
  const [least, cut] = hangs;
  return cut.length === 1 ? `hangs on ${DATA.works[cut[0]].sn}` : `${between(least, cut.length)} of ${howMany(works, "work")} must go`;
}
