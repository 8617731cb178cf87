// The panel while nothing is selected: what the paper claims, why, on whose word, where it is weak.

// What the what-if in force makes of a claim, in words; nothing where it stays as it is.
const changed = (place) => (NOW && NOW.after[place] !== BASE[place] ? `${NOW.after[place]} under this what-if, ${BASE[place]} without it` : "");

/** @param {WeakRecord} thesis */
function aboutThesis(thesis) {
  const place = CLAIM_AT.get(thesis.id), claim = DATA.claims[place];
  if (changed(place)) return `${changed(place)}.`;
  if (claim.bare) return "no source: stated without note or argument.";
  return `${standing(claim)}: ${WORDS.statuses[claim.s]}. ${thesis.say}`;
}

// The first reasons of the main thesis, and whose word and which works it all comes down to.
function because(place) {
  const first = [...new Set(REASONS_FOR[place].flatMap((n) => DATA.reasons[n].p))];
  if (!first.length) return null;
  return [el("h4", {}, "Because", first.length > 2 ? el("small", {}, " the first two of ", linkTo(["claim", place], `${first.length} premises`)) : null), claimList(first.slice(0, 2))];
}

function wordOf(place) {
  const below = [...traceBelow([place])];
  const uses = new Map();
  for (const claim of below) for (const work of new Set(NOTES_OF[claim].flatMap((note) => WORKS_OF[note]))) uses.set(work, (uses.get(work) || 0) + 1);
  const works = worksReaching(place).sort((a, b) => uses.get(b) - uses.get(a) || a - b);
  const most = works.filter((work) => uses.get(work) === uses.get(works[0]));
  const others = new Set(below.filter((claim) => DATA.claims[claim].h).map((claim) => DATA.claims[claim].h));
  const bare = below.filter((claim) => DATA.claims[claim].bare && !DATA.claims[claim].h).length;
  return [el("h4", {}, "On whose word"), el("p", {}, [
    works.length ? [`${works.length} ${works.length === 1 ? "work" : "works"}`, mostOfAll(works, most, uses.get(works[0])), "; "] : null,
    others.size ? `${others.size} ${others.size === 1 ? "other" : "others"}, quoted or reported; ` : null,
    bare ? `${AUTHOR}’s alone for ${bare} ${bare === 1 ? "claim" : "claims"}.` : `${AUTHOR}’s for the rest.`])];
}

// The works that most claims cite; a tie is said.
function mostOfAll(works, most, claims) {
  const named = (work) => [linkTo(["work", work], shortened(DATA.works[work].t, 48)), DATA.works[work].own ? el("span", { class: "own" }, "own work") : null];
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
      thesis.points.length ? [el("h4", {}, "Where it is weak"), el("ol", { class: "weak" }, thesis.points.slice(0, i ? 3 : 4).map(weakItem))] : null)),
    further.length ? el("details", { class: "further" }, el("summary", {}, `${further.length} more ${further.length === 1 ? "thesis" : "theses"}`),
      el("ul", { class: "claims" }, further.map((place) => el("li", {}, claimLine(place), el("small", {}, changed(place) || standing(DATA.claims[place])))))) : null,
    main.length ? null : block("It starts from", claimList(startsNow().roots.slice(0, 12))),
    DATA.claims.length ? null : el("p", {}, "There are no claims in this data set."),
    el("p", { class: "counts" }, `${DATA.claims.length} claims · ${DATA.reasons.filter((_, number) => isThere(number)).length} arguments · ${DATA.attacks.filter(bears).length} attacks · ${DATA.notes.length} endnotes · ${DATA.works.length} works`),
    el("p", { class: "hint" }, "Select a box to see what it rests on. ", el("kbd", {}, "/"), " searches, ", el("kbd", {}, "?"), " tells the keys."),
    commandLine(`claimgraph report${OPTIONS()}`),
  ];
}

function weakItem([id, what]) {
  const thing = named(id);
  return el("li", {}, el("b", { class: "why" }, what), " ", thing[0] === "work"
    ? linkTo(thing, DATA.works[thing[1]].cite)
    : [el("b", { class: "h" }, holderOf(DATA.claims[thing[1]])), " ", linkTo(thing, DATA.claims[thing[1]].t)]);
}
