// The switch between the argument with our reconstructions and the one that its author wrote.
const OURS = DATA.reasons.filter((reason) => reason.by === "us").length;
const KEPT = new Map(); // of either argument: what was unfolded in it
const TOLD = {}; // of either argument: the nodes that tell it

// What the same question needs on the command line.
const OPTIONS = () => [...new Set([...(DATA.without || []), ...(WRITTEN ? ["reconstructions"] : [])])]
  .map((each) => (each === "reconstructions" ? " --as-written" : ` --without-class "${each}"`)).join("");

// After the address or a press changed it, and before anything is drawn or asked of the argument.
function turnWritten() {
  if (STATE.written === WRITTEN) return;
  KEPT.set(WRITTEN, [[...UNFOLDED], [...EXTRA]]);
  setWritten(STATE.written);
  unfoldAnew();
  const kept = KEPT.get(WRITTEN);
  if (kept) {
    UNFOLDED.clear();
    kept[0].forEach((claim) => UNFOLDED.add(claim));
    kept[1].forEach((claim) => EXTRA.add(claim));
  }
  STRUCK_SHOWN = "";
  FOLDED_BEFORE = null;
  if (STATE.focus !== null) FOCUS_UNFOLDED = focusUnfolded(STATE.focus);
  CACHE.clear();
  SCENE_KEY = "";
  MOVED = false;
}

function switchWritten() {
  go({ written: !STATE.written });
  say(writtenWords());
}

// How many theses are documented, with our reconstructions and without them; under a what-if also what they were.
function thesesWords() {
  const many = DATA.claims.filter((claim) => claim.k === "thesis").length;
  const out = [...struckSets(STATE.struck).claims].filter((place) => DATA.claims[place].k === "thesis").length;
  const count = (written) => thesesIn(written, STATE.struck).map(({ status, now, was }) => `${now} ${status}${wasWords(now, was)}`).join(", ");
  const head = `${howMany(many, "thesis", "theses")}${out ? `, ${out} struck out` : ""}: `;
  return { many, head, with: count(false), without: DATA.written ? count(true) : "" };
}

function writtenWords() {
  const theses = thesesWords();
  return WRITTEN
    ? `As written, without our ${OURS} reconstructions. ${theses.many ? theses.head + theses.without : ""}`
    : `With our ${OURS} reconstructions. ${theses.many ? theses.head + theses.with : ""}`;
}

// The switch says where it stands, and each view tells the argument that is on.
function renderWritten() {
  const switch_ = $("_written");
  if (!switch_) return;
  switch_.setAttribute("aria-checked", String(WRITTEN));
  document.documentElement.classList.toggle("written", WRITTEN);
  retell("_weak_theses", weakNodes);
  retell("_weak_gaps", gapNodes);
  if (TOLD._tree === WRITTEN) return;
  if (TOLD._tree === undefined && !WRITTEN) return;
  const before = $("_tree");
  const other = TOLD.other || outlineNow();
  TOLD.other = before;
  TOLD._tree = WRITTEN;
  const started = before.hasAttribute("role");
  before.replaceWith(other);
  if (started || outlineSeen()) startOutline();
}

function retell(id, make) {
  const place = $(id), known = TOLD[id] || (TOLD[id] = { on: false, other: null });
  if (known.on === WRITTEN) return;
  const before = [...place.childNodes];
  place.replaceChildren(...(known.other || make()));
  fillLists(place);
  known.other = before;
  known.on = WRITTEN;
}
