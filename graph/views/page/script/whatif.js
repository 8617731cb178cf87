// What if: strike out works or claims and watch what falls.
let NOW = null; // what has become of every claim; null while nothing is struck out
function takeStock() {
  if (!STATE.struck.length) {
    if (NOW) say("");
    NOW = null;
    return;
  }
  const result = withdraw(STATE.struck);
  const gone = struckSets(STATE.struck);
  const word = new Map();
  for (const place of result.lost) word.set(place, "falls");
  for (const { claim } of result.weakened) word.set(claim, "weakens");
  NOW = {
    ...result,
    of: (kind, place) => (kind === "c"
      ? { status: result.after[place], word: gone.claims.has(place) ? "struck out" : word.get(place), struck: gone.claims.has(place) }
      : { struck: kind === "n" ? gone.notes.has(place) : gone.works.has(place) }),
  };
}

// The claims that fall or weaken now.
const hits = () => [...NOW.lost, ...NOW.weakened.map(({ claim }) => claim)];

const isStruck = (thing) => STATE.struck.some((other) => idOf(other) === idOf(thing));

function strike(thing) {
  const struck = isStruck(thing) ? STATE.struck.filter((other) => idOf(other) !== idOf(thing)) : [...STATE.struck, thing];
  go({ struck });
  sayHits();
}

function sayHits() {
  say(NOW ? `${howMany(NOW.lost.length, "claim falls", "claims fall")}, ${NOW.weakened.length} ${NOW.weakened.length === 1 ? "weakens" : "weaken"}` : "nothing is struck out");
}

function strikeAll(things, back) {
  const rest = STATE.struck.filter((other) => !things.some((thing) => idOf(thing) === idOf(other)));
  const struck = back ? rest : [...rest, ...things];
  STROKES.set(struck.map(idOf).join(), STATE.struck);
  go({ struck });
  sayHits();
}

// Undo, clear, and a link that has the what-if in it.
// A group went at one stroke, and comes back so.
const STROKES = new Map(); // what was struck out before, by what was struck out after
const undo = () => go({ struck: STROKES.get(STATE.struck.map(idOf).join()) || STATE.struck.slice(0, -1) });
const undoButtons = () => [button("Undo", undo), button("Clear", () => go({ struck: [] })), button("Copy link", () => copyLink(STATE.selected))];

// Open the what-if's panel, and go there; or close it: what is struck out stays so.
function openWhatIf() {
  WHATIF_OPEN = !WHATIF_OPEN;
  render();
  if (!WHATIF_OPEN) return;
  $("_panel").scrollTop = 0;
  $("_whatif").querySelector("h2").focus({ preventScroll: true });
}

function strikeButton(thing) {
  if (CUT) return null;
  return button(isStruck(thing) ? "Put back" : thing[0] === "actor" ? "What if all their works were wrong?" : "What if this were wrong?", () => strike(thing));
}

// A work by the name of its column and its title.
const workName = (work) => `${DATA.works[work].sn}: ${DATA.works[work].t}`;
const shortName = ([kind, at]) => (kind === "claim" ? DATA.claims[at].t : kind === "work" ? workName(at)
  : kind === "note" ? `[${DATA.notes[at].n}]` : kind === "actor" ? `works by ${nameOf(at)}` : DATA.reasons[at].id);

function renderWhatIf() {
  const place = $("_whatif");
  const on = STATE.struck.length > 0 || WHATIF_OPEN;
  place.hidden = !on;
  $("_if").setAttribute("aria-expanded", String(on && besideCase()));
  $("_if").classList.toggle("on", STATE.struck.length > 0);
  if (!on || !besideCase()) return;
  const next = DATA.works.length * DATA.claims.length <= 4e5 || WHATIF_OPEN ? mostDamaging(STATE.struck, 5) : [];
  place.replaceChildren(el("div", {},
    el("h2", { tabindex: "-1" }, "What if"),
    STATE.struck.length ? [
      el("ul", { class: "struck" }, STATE.struck.map((thing) => el("li", {}, linkTo(thing, shortName(thing)), " ",
        button("×", () => strike(thing), `Put back ${shortName(thing).slice(0, 80)}`)))),
      el("p", { class: "verdict" }, verdict()),
      el("p", { class: "tally" }, NOW.lost.length || NOW.weakened.length
        ? [el("b", { class: "falls" }, `${NOW.lost.length} fall`), ", ", el("b", { class: "weakens" }, `${NOW.weakened.length} weaken`)]
        : "Nothing falls: everything that rested on it has other support.",
        hits().length > MOST_HITS && STATE.view === "map" ? `; the map unfolds to the first ${MOST_HITS}` : null),
      fallen("Weaken", NOW.weakened), fallen("Fall: lose all support", NOW.lost.map((claim) => ({ claim }))),
      el("div", { class: "do" }, undoButtons(),
        NOW.lost.length + NOW.weakened.length && STATE.view === "map" ? button("Show on the map", () => { STRUCK_SHOWN = ""; go({ by: "argument", focus: null, filter: {}, selected: null }); }) : null,
        copyTextButton("Copy command", `claimgraph withdraw ${STATE.struck.map(idOf).join(" ")}${OPTIONS()}`)),
    ] : el("p", {}, "Select a work, note or claim and strike it out, or start with the one that does most harm."),
    next.length ? [el("h3", {}, STATE.struck.length ? "Most damaging next" : "Most damaging"),
      el("ol", { class: "claims" }, next.map((hit) => el("li", {}, linkTo(["work", hit.place], workName(hit.place)), " ",
        el("small", {}, [hit.theses ? `${hit.theses} ${hit.theses === 1 ? "thesis" : "theses"}` : "", hit.fall ? `${hit.fall} fall` : "", hit.weaken ? `${hit.weaken} weaken` : ""].filter(Boolean).join(", ")), " ",
        button("Strike out", () => strike(["work", hit.place]), `Strike out ${DATA.works[hit.place].t.slice(0, 80)}`))))] : null,
  ));
}
let WHATIF_OPEN = false;
const SHUT = new Map(); // which lists the reader opened or shut

// What becomes of the theses, the first one above all.
function verdict() {
  const theses = hits().filter((place) => DATA.claims[place].k === "thesis");
  const main = DATA.claims.length && DATA.claims[0].k === "thesis" && !isStruck(["claim", 0]) ? 0 : null;
  const word = main === null ? "" : NOW.after[main] === BASE[main] ? `The main thesis stays ${BASE[main]}. ` : `The main thesis is no longer ${BASE[main]} but ${NOW.after[main]}. `;
  const others = theses.filter((place) => place !== main).length;
  return word + (others ? `${others} other ${others === 1 ? "thesis is" : "theses are"} hit.` : "");
}

function fallen(title, found) {
  if (!found.length) return null;
  const thesis = ({ claim }) => DATA.claims[claim].k === "thesis";
  const sorted = [...found.filter(thesis), ...found.filter((each) => !thesis(each))];
  const open = SHUT.has(title) ? SHUT.get(title) : found.length < 13;
  return el("details", { open, on: { toggle: (event) => SHUT.set(title, event.target.open) } }, el("summary", {}, `${title} (${found.length})`), el("ul", { class: "claims" },
    sorted.slice(0, 200).map(({ claim, before, after }) => el("li", {}, thesis({ claim }) ? el("b", { class: "why" }, "thesis") : null, claimLine(claim),
      before ? el("small", {}, `${before} → ${after}`) : null))), found.length > 200 ? el("p", { class: "quiet" }, `and ${found.length - 200} more`) : null);
}

// The map unfolds to what falls and weakens, as far as that can still be seen; and folds up again when
// nothing is struck out any more.
const MOST_HITS = 60;
let STRUCK_SHOWN = "", FOLDED_BEFORE = null;
function showStruck() {
  const struck = STATE.struck.map(idOf).join(",");
  if (struck === STRUCK_SHOWN || STATE.by !== "argument" || STATE.focus !== null || filtered()) return false;
  STRUCK_SHOWN = struck;
  if (struck) {
    FOLDED_BEFORE = FOLDED_BEFORE || [[...UNFOLDED], [...EXTRA]];
    hits().slice(0, MOST_HITS).forEach(reveal);
  } else if (FOLDED_BEFORE) {
    [UNFOLDED, EXTRA].forEach((set, i) => {
      set.clear();
      FOLDED_BEFORE[i].forEach((claim) => set.add(claim));
    });
    FOLDED_BEFORE = null;
  }
  return true;
}

function claimButtons(place) {
  const focused = STATE.focus === place;
  return [
    button(focused ? "Whole argument" : "Focus", () => focusOn(focused ? null : place)),
    strikeButton(["claim", place]),
    copyButton(["claim", place]),
  ];
}

function focusOn(claim) {
  FOCUS_UNFOLDED = focusUnfolded(claim);
  go({ focus: claim, view: "map", by: "argument", ...(claim === null ? {} : { selected: ["claim", claim] }) });
  say(claim === null ? "whole argument" : "only this chain is shown");
}
