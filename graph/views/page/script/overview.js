// The panel while nothing is selected: what the paper claims, why, on whose word, where it is weak.

// What the what-if in force makes of a claim, in words; nothing where it stays as it is.
const changed = (place) => (NOW && NOW.after[place] !== BASE[place] ? `${NOW.after[place]} under this what-if, ${BASE[place]} without it` : "");

/** @param {WeakRecord} thesis */
function aboutThesis(thesis) {
  const place = CLAIM_AT.get(thesis.id), claim = DATA.claims[place];
  if (isStruck(["claim", place])) return "struck out.";
  const bears = NOW ? bearsWords(place, STATE.struck) : thesis.say;
  if (changed(place)) return `${changed(place)}. ${bears}`;
  if (claim.bare) return "no source: stated without note or argument.";
  return `${standingIn(place, STATE.struck)}: ${WORDS.statuses[claim.s]}. ${bears}`;
}

// How much bears on a claim once `things` are struck out, and before.
function bearsWords(place, things) {
  const now = measuresOf(place, things), was = measuresOf(place);
  if (!was.beneath) return "";
  return `${howMany(now.beneath, "claim bears", "claims bear")} on it${wasWords(now.beneath, was.beneath)}, ${now.bare || "none"} without a source${wasWords(now.bare, was.bare)}.`;
}

// The first reasons of the main thesis, and whose word and which works it all comes down to.
function because(place) {
  const first = [...new Set(linesLeft(place, struckSets(STATE.struck)).flatMap((n) => DATA.reasons[n].p))];
  if (!first.length) return null;
  return [el("h4", {}, "Because", first.length > 2 ? el("small", {}, " the first two of ", linkTo(["claim", place], `${first.length} premises`)) : null), claimList(first.slice(0, 2))];
}

// Whose word a claim comes down to once `things` are struck out.
function wordsBehind(place, things = []) {
  const gone = struckSets(things), uses = new Map();
  const below = gone.claims.has(place) ? [] : [place, ...beneathLeft(place, gone)];
  for (const claim of below) {
    const notes = NOTES_OF[claim].filter((note) => !gone.notes.has(note));
    for (const work of new Set(notes.flatMap((note) => WORKS_OF[note]))) uses.set(work, (uses.get(work) || 0) + 1);
  }
  const works = [...measuresOf(place, things).works].sort((a, b) => uses.get(b) - uses.get(a) || a - b);
  const others = new Set(below.filter((claim) => DATA.claims[claim].h).map((claim) => DATA.claims[claim].h)).size;
  return { uses, works, others, bare: below.filter((claim) => DATA.claims[claim].bare && !DATA.claims[claim].h).length };
}

function wordOf(place) {
  const { uses, works, others, bare } = wordsBehind(place, STATE.struck), was = wordsBehind(place);
  const most = works.filter((work) => uses.get(work) === uses.get(works[0]));
  return [el("h4", {}, "On whose word"), el("p", {}, [
    was.works.length ? [howMany(works.length, "work"), wasWords(works.length, was.works.length), works.length ? mostOfAll(works, most, uses.get(works[0])) : null, "; "] : null,
    was.others ? `${howMany(others, "other")}${wasWords(others, was.others)}, quoted or reported; ` : null,
    bare || was.bare ? `${AUTHOR}’s alone for ${howMany(bare, "claim")}${wasWords(bare, was.bare)}.` : `${AUTHOR}’s for the rest.`])];
}

// The works that most claims cite; a tie is said.
function mostOfAll(works, most, claims) {
  const named = (work) => [shortLink(["work", work], 48), DATA.works[work].own ? el("span", { class: "own" }, "own work") : null];
  if (works.length === 1) return [", ", named(works[0])];
  if (most.length === works.length) return ", none of them more than another";
  if (most.length === 1) return [", most of all ", named(most[0])];
  const by = claims === 1 ? "for one claim each" : `for ${claims} claims each`;
  if (most.length > 3) return `, ${most.length} of them most of all, ${by}`;
  return [", most of all, ", by, ", ", most.map((work, i) => [i ? (i === most.length - 1 ? " and " : ", ") : "", named(work)])];
}

// How many theses are documented: with our reconstructions, and as written.
function bothCounts() {
  const theses = thesesWords();
  if (!theses.many) return null;
  if (!DATA.written) return el("p", { class: "both" }, theses.head + theses.with);
  const [usual, plain] = [`${theses.head}${theses.with}`, `As written, without our ${OURS} reconstructions: ${theses.without}`];
  return el("div", { class: "both" }, el("p", {}, el(WRITTEN ? "span" : "b", {}, usual), "."), el("p", {}, el(WRITTEN ? "b" : "span", {}, plain), "."),
    button(WRITTEN ? "Show with our reconstructions" : "Show as written", switchWritten));
}

// How much there is of everything; of what can be struck out what is left, and what was.
function countsWords() {
  const gone = struckSets(STATE.struck);
  const left = (total, out, word) => `${total - out} ${word}${wasWords(total - out, total)}`;
  return [left(DATA.claims.length, gone.claims.size, "claims"),
    left(DATA.reasons.filter((_, number) => isThere(number)).length, [...gone.arguments].filter(isThere).length, "arguments"),
    `${DATA.attacks.filter(bears).length} attacks`, left(DATA.notes.length, gone.notes.size, "endnotes"), left(DATA.works.length, gone.works.size, "works")];
}

function overviewPanel() {
  const { paper } = DATA;
  const weak = weakNow();
  const main = weak.slice(0, 3), told = new Set(weak.slice(0, 3).map(({ id }) => CLAIM_AT.get(id)));
  const further = DATA.claims.map((_, place) => place).filter((place) => DATA.claims[place].k === "thesis" && main.length && !told.has(place));
  return [
    el("p", { class: "kicker" }, [paper.authors.join(", "), paper.date].filter(Boolean).join(" · ")),
    el("h2", { dir: "auto", tabindex: "-1" }, paper.title),
    DATA.part ? el("p", { class: "part" }, `Only ${DATA.part[0]}: ${DATA.claims.length} of ${DATA.part[1]} claims. What is said of their support is said of the whole argument.`) : null,
    DATA.without ? el("p", { class: "part" }, `Without ${DATA.without.map((each) => WORDS.classes[each]).join(", without ")}.`) : null,
    bothCounts(),
    main.map((thesis, i) => block(i ? "It also claims" : "What it claims", el("p", { class: "thesis" }, claimLine(CLAIM_AT.get(thesis.id)),
      el("small", {}, aboutThesis(thesis))), i ? null : [because(CLAIM_AT.get(thesis.id)), wordOf(CLAIM_AT.get(thesis.id))],
      thesis.points.length ? [el("h4", {}, NOW ? "Where it was weak without this what-if" : "Where it is weak"), el("ol", { class: "weak" }, thesis.points.slice(0, i ? 3 : 4).map(weakItem))] : null)),
    further.length ? el("details", { class: "further" }, el("summary", {}, `${further.length} more ${further.length === 1 ? "thesis" : "theses"}`),
      el("ul", { class: "claims" }, further.map((place) => el("li", {}, claimLine(place), el("small", {}, isStruck(["claim", place]) ? "struck out" : changed(place) || standingIn(place, STATE.struck)))))) : null,
    main.length || !DATA.claims.length ? null : block("It starts from", claimList(startsNow().roots.slice(0, 12))),
    DATA.claims.length ? null : el("p", {}, "There are no claims in this data set."),
    el("p", { class: "counts" }, countsWords().join(" · ")),
    !DATA.claims.length ? null : el("p", { class: "hint" }, "Select a box to see what it rests on. ", el("kbd", {}, "/"), " searches, ", el("kbd", {}, "?"), " tells the keys."),
    commandLine(`claimgraph report${OPTIONS()}`),
  ];
}

function weakItem([id, what]) {
  const thing = named(id);
  return el("li", {}, el("b", { class: "why" }, what), " ", thing[0] === "work"
    ? linkTo(thing, DATA.works[thing[1]].cite)
    : [el("b", { class: "h" }, holderOf(DATA.claims[thing[1]])), " ", linkTo(thing, DATA.claims[thing[1]].t)]);
}
