// What the reader looks at, kept in the page's address so that it can be sent, and gone back to.
const VIEWS = ["case", "map", "text", "stances", "endnotes", "weak"];
const FILTERS = ["holder", "about", "section", "note", "work", "from", "kind", "status"];
// A big argument opens with an overview of its sections.
const USUAL = DATA.big ? "section" : "argument";
const STATE = {
  view: "case", selected: null, focus: null, by: USUAL, sources: null, struck: [], filter: {}, written: false, compare: null,
};
// What was unfolded (true) or folded by hand, which the address holds; what is unfolded in all, which
// follows; and claims shown that hang on nothing.
/** @type {Map<number, boolean>} */
let BY_HAND = new Map();
const UNFOLDED = new Set(DATA.opening.unfolded);
const EXTRA = new Set();
function unfoldAnew() {
  UNFOLDED.clear();
  startsNow().unfolded.forEach((claim) => UNFOLDED.add(claim));
  EXTRA.clear();
  for (const [claim, open] of BY_HAND) if (open) UNFOLDED.add(claim); else UNFOLDED.delete(claim);
}
let FOCUS_UNFOLDED = new Set();

// A part that was cut out of the argument cannot tell what would fall in the whole, nor has it a case.
const CUT = Boolean(DATA.part && !DATA.part[2]);
const FIRST_VIEW = CUT ? "map" : "case";
// An address that says how the map is drawn means the map, if it names no view.
const ofTheMap = ({ focus, by, sources, filter }) => focus !== null || by !== USUAL || sources !== null || FILTERS.some((key) => filter[key]);

function addressOf(state) {
  const query = [];
  const add = (key, value) => query.push(`${key}=${encodeURIComponent(value)}`);
  if (state.view !== FIRST_VIEW || ofTheMap(state)) add("view", state.view);
  if (state.written) add("as", "written");
  if (state.focus !== null) add("focus", DATA.claims[state.focus].id);
  if (state.by !== USUAL) add("by", state.by);
  if (state.sources !== null) add("sources", state.sources ? 1 : 0);
  if (state.struck.length) add("without", state.struck.map(idOf).join(","));
  for (const key of FILTERS) if (state.filter[key]) add(key, state.filter[key]);
  for (const [key, open] of [["open", true], ["shut", false]]) {
    const claims = [...BY_HAND].filter(([, each]) => each === open).map(([claim]) => DATA.claims[claim].id);
    if (claims.length) add(String(key), claims.join(","));
  }
  if (state.compare !== null) add("compare", DATA.claims[state.compare].id);
  const id = state.selected ? encodeURIComponent(idOf(state.selected)) : "";
  return "#" + id + (query.length ? "?" + query.join("&") : "");
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readAddress(hash) {
  const [head, tail = ""] = hash.replace(/^#/, "").split("?", 2);
  const query = new Map();
  for (const part of tail.split("&")) {
    const [key, value = ""] = part.split("=", 2);
    if (key) query.set(key, decoded(value));
  }
  const claim = (id) => (id && named(id) && named(id)[0] === "claim" ? named(id)[1] : null);
  const view = query.get("view");
  const filter = {};
  for (const key of FILTERS) if (query.get(key)) filter[key] = query.get(key);
  const found = {
    view: VIEWS.includes(view) && (view !== "case" || !CUT) ? view : null,
    written: Boolean(DATA.written) && query.get("as") === "written",
    selected: head ? named(decoded(head)) : null,
    focus: claim(query.get("focus")),
    by: ["section", "argument"].includes(query.get("by")) ? query.get("by") : USUAL,
    sources: query.has("sources") ? query.get("sources") === "1" : null,
    struck: CUT ? [] : [...new Set((query.get("without") || "").split(","))].map((id) => named(id)).filter((thing) => thing && !["topic", "stance"].includes(thing[0])),
    filter,
    compare: claim(query.get("compare")),
    hand: new Map(["open", "shut"].flatMap((key) => (query.get(key) || "").split(",").map(claim).filter((each) => each !== null)
      .map((each) => /** @type {[number, boolean]} */ ([each, key === "open"])))),
  };
  return { ...found, view: found.view || (ofTheMap(found) ? "map" : FIRST_VIEW) };
}

// Who selects what is outside the focus leaves it.
function leaveFocus() {
  const chosen = STATE.selected;
  const claim = chosen && (chosen[0] === "claim" ? chosen[1] : chosen[0] === "argument" ? DATA.reasons[chosen[1]].c : null);
  if (STATE.focus === null || claim === null || shownFrom([STATE.focus], { has: () => true }).has(claim)) return;
  STATE.focus = null;
}

// Change what is looked at; `quiet` writes no new entry to go back to.
function go(changes, quiet) {
  Object.assign(STATE, changes);
  turnWritten();
  leaveFocus();
  const address = addressOf(STATE);
  if (address !== (location.hash || "#")) {
    try {
      history[quiet ? "replaceState" : "pushState"](null, "", address);
    } catch {
      location.hash = address;
    }
  }
  ARRIVED = location.hash;
  render();
}

function select(thing, more) {
  go({ selected: thing, ...more });
}

// Browsers tell of a new address twice, by popstate and by hashchange: once is enough.
let ARRIVED = null;
function arrive() {
  ARRIVED = location.hash;
  const before = STATE.focus, hand = [...BY_HAND].join(";");
  const { hand: told, ...read } = readAddress(location.hash);
  Object.assign(STATE, read);
  BY_HAND = told;
  if ([...told].join(";") !== hand) unfoldAnew();
  turnWritten();
  const asked = STATE.focus;
  leaveFocus();
  if (STATE.focus !== asked) {
    history.replaceState(null, "", addressOf(STATE));
    ARRIVED = location.hash;
  }
  if (STATE.focus !== before || (STATE.focus !== null && [...BY_HAND].join(";") !== hand)) FOCUS_UNFOLDED = focusUnfolded(STATE.focus);
  render();
  const id = decoded(location.hash.slice(1).split("?")[0]);
  if (id && !id.startsWith("_") && !STATE.selected) notHere(id);
}

// Focus shows a whole chain if it can be read at once, else its first levels.
function focusUnfolded(claim) {
  if (claim === null) return new Set();
  const unfolded = new Set();
  let level = [claim];
  const seen = new Set(level);
  while (level.length) {
    const next = new Set();
    for (const each of level) for (const other of BESIDE[each]) if (!seen.has(other)) next.add(other);
    if (unfolded.size && seen.size + next.size > 40) break;
    for (const each of level) unfolded.add(each);
    for (const each of next) seen.add(each);
    level = [...next];
  }
  for (const [each, open] of BY_HAND) if (open) unfolded.add(each); else unfolded.delete(each);
  return unfolded;
}

const rootsNow = () => (STATE.focus === null ? startsNow().roots.concat([...EXTRA]) : [STATE.focus]);
const unfoldedNow = () => (STATE.focus === null ? UNFOLDED : FOCUS_UNFOLDED);

// Make a claim visible: unfold the shortest way to it, or put it on the map by itself.
function reveal(claim) {
  const unfolded = unfoldedNow();
  if (shownFrom(rootsNow(), unfolded).has(claim)) return;
  const from = new Map(rootsNow().map((root) => [root, null]));
  const waiting = [...from.keys()];
  for (let i = 0; i < waiting.length && !from.has(claim); i++) {
    for (const other of BESIDE[waiting[i]]) {
      if (!from.has(other)) {
        from.set(other, waiting[i]);
        waiting.push(other);
      }
    }
  }
  if (from.has(claim)) for (let at = from.get(claim); at !== null; at = from.get(at)) unfolded.add(at);
  else if (STATE.focus === null) EXTRA.add(claim);
}
