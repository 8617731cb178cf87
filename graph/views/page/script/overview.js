// The panel while nothing is selected: what the paper claims, why, on whose word, where it is weak.

/** @param {WeakRecord} thesis */
function aboutThesis(thesis) {
  const claim = DATA.claims[CLAIM_AT.get(thesis.id)];
  if (claim.bare) return "no source: stated without note or argument.";
  return `${standing(claim)}: ${WORDS.statuses[claim.s]}. ${thesis.below} claims bear on it, ${thesis.bare} without a source.`;
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
  const others = new Set(below.filter((claim) => DATA.claims[claim].h).map((claim) => DATA.claims[claim].h));
  const bare = below.filter((claim) => DATA.claims[claim].bare && !DATA.claims[claim].h).length;
  return [el("h4", {}, "On whose word"), el("p", {}, [
    works.length ? [`${works.length} ${works.length === 1 ? "work" : "works"}, most of all `, linkTo(["work", works[0]], shortened(DATA.works[works[0]].t, 48)), "; "] : null,
    others.size ? `${others.size} ${others.size === 1 ? "other" : "others"}, quoted or reported; ` : null,
    bare ? `${AUTHOR}’s alone for ${bare} ${bare === 1 ? "claim" : "claims"}.` : `${AUTHOR}’s for the rest.`])];
}

function overviewPanel() {
  const { paper } = DATA;
  const main = DATA.weak.slice(0, 3);
  return [
    el("p", { class: "kicker" }, [paper.authors.join(", "), paper.date].filter(Boolean).join(" · ")),
    el("h2", { dir: "auto", tabindex: "-1" }, paper.title),
    DATA.part ? el("p", { class: "part" }, `Only ${DATA.part[0]}: ${DATA.claims.length} of ${DATA.part[1]} claims. What is said of their support is said of the whole argument.`) : null,
    main.map((thesis, i) => block(i ? "It also claims" : "What it claims", el("p", { class: "thesis" }, claimLine(CLAIM_AT.get(thesis.id)),
      el("small", {}, aboutThesis(thesis))), i ? null : [because(CLAIM_AT.get(thesis.id)), wordOf(CLAIM_AT.get(thesis.id))],
      thesis.points.length ? [el("h4", {}, "Where it is weak"), el("ol", { class: "weak" }, thesis.points.slice(0, i ? 3 : 4).map(weakItem))] : null)),
    main.length ? null : block("It starts from", claimList(DATA.opening.roots.slice(0, 12))),
    DATA.claims.length ? null : el("p", {}, "There are no claims in this data set."),
    el("p", { class: "counts" }, `${DATA.claims.length} claims · ${DATA.reasons.length} arguments · ${DATA.attacks.length} attacks · ${DATA.notes.length} endnotes · ${DATA.works.length} works`),
    el("p", { class: "hint" }, "Select a box to see what it rests on. ", el("kbd", {}, "/"), " searches, ", el("kbd", {}, "?"), " tells the keys."),
    commandLine("claimgraph report"),
  ];
}

function weakItem([id, what]) {
  const thing = named(id);
  return el("li", {}, el("b", { class: "why" }, what), " ", thing[0] === "work"
    ? linkTo(thing, DATA.works[thing[1]].cite)
    : [el("b", { class: "h" }, holderOf(DATA.claims[thing[1]])), " ", linkTo(thing, DATA.claims[thing[1]].t)]);
}
