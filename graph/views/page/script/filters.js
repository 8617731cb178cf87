// Filters: which claims stand out. Several at once must all hold.
const FILTER_WORD = { holder: "Holder", about: "About", section: "Section", note: "Endnote", work: "Work", from: "Kind of work", kind: "Kind", status: "Status" };

// A claim and those that restate it, each with what is its own: the filters ask one of them, as `list` does.
/** @type {(claim: ClaimRecord) => {k: string, about: string[], at: Passage[], n: number[], by: string}[]} */
const membersOf = (claim) => [
  { ...claim, n: claim.own || (claim.again ? [] : (claim.cites || []).map(({ n }) => n)) },
  ...(claim.again || []),
].map(({ k, about, at, n, hb }) => ({
  k: k || "claim", about: (about || []).map((place) => DATA.things[place]), at: at || [], n: n || [], by: claim.h || hb || DATA.paper.ids[0],
}));

// A thing and, if it is a topic, all topics below it.
const narrower = (id) => {
  const found = new Set([id]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const [topic, broader] of Object.entries(DATA.broader)) if (broader.some((each) => found.has(each))) found.add(topic);
  }
  return found;
};

// Each makes, of the value that is asked for, a question to one claim: as answers/selecting.py has it.
// Kinds of works, as the columns of a case are grouped; *own*: of the author's or publisher's own house; *uncheckable*: no
// reader can look them up.
const isOfKind = (work, value) => (value === "own" ? Boolean(DATA.works[work].own) : value === "uncheckable" ? Boolean(DATA.works[work].nc) : WORDS.groups[DATA.works[work].g || 0] === value);
const workKinds = () => [...WORDS.groups.filter((kind) => DATA.works.some((_, work) => isOfKind(work, kind))).map((kind) => [kind, kind]),
  ...(DATA.works.some(({ own }) => own) ? [["own", "the author’s own house"]] : []),
  ...(DATA.works.some(({ nc }) => nc) ? [["uncheckable", "what nobody can check"]] : [])];

/** @type {Record<string, (value: string) => (own: ReturnType<typeof membersOf>[0], claim: ClaimRecord) => boolean>} */
const FITS = {
  holder: (value) => (own, claim) => (value === "author" && !Object.hasOwn(DATA.actors, value) ? !claim.h : own.by === value || (DATA.paper.ids.includes(own.by) && DATA.paper.ids.includes(value))),
  about: (value) => {
    const wanted = narrower(value);
    return ({ about }) => about.some((id) => wanted.has(id));
  },
  section: (value) => ({ at }) => (value === "?" ? !at.length : at.some(([label]) => (sectionOf(label) + ".").startsWith(value + "."))),
  note: (value) => ({ n }) => n.some((number) => String(number) === value),
  work: (value) => ({ n }) => n.some((number) => NOTE_AT.has(number) && WORKS_OF[NOTE_AT.get(number)].includes(WORK_AT.get(value))),
  from: (value) => ({ n }) => n.some((number) => NOTE_AT.has(number) && WORKS_OF[NOTE_AT.get(number)].some((work) => isOfKind(work, value))),
  kind: (value) => ({ k }) => k === value,
  status: (value) => (own, claim) => {
    const status = NOW ? NOW.after[CLAIM_AT.get(claim.id)] : claim.s;
    return value === "no source" ? Boolean(claim.bare) && status !== "unsupported" : status === value;
  },
};

function filtered(filter = STATE.filter) {
  const wanted = FILTERS.filter((key) => filter[key]);
  if (!wanted.length) return null;
  const questions = wanted.map((key) => FITS[key](filter[key]));
  const found = new Set();
  DATA.claims.forEach((claim, place) => {
    if (membersOf(claim).some((own) => questions.every((fits) => fits(own, claim)))) found.add(place);
  });
  return found;
}

// A topic and all that are broader.
const broaderOf = (id) => {
  const found = new Set([id]);
  for (const each of found) for (const broader of DATA.broader[each] || []) found.add(broader);
  return [...found];
};

// The sections, and those that they lie in: *2* before *2.1*.
function sectionChoices() {
  const headings = new Map([...DATA.paper.sections.map(([id, heading]) => [id, headingOf([id, heading])]), ...SECTIONS.map(({ id, heading }) => [id, heading])]
    .map(([id, heading]) => /** @type {[string, string]} */ ([id, heading])));
  const found = new Map();
  for (const { id } of SECTIONS) {
    const parts = id.split(".");
    parts.forEach((_, end) => {
      const above = parts.slice(0, end + 1).join(".");
      if (above) found.set(above, headings.get(above) || `Section ${above}`);
    });
  }
  return [...found];
}

function filterChoices() {
  const used = (pick) => [...new Set(DATA.claims.flatMap(pick))];
  return {
    holder: [["author", AUTHOR], ...used((claim) => (claim.h ? [claim.h] : [])).map((id) => [id, nameOf(id)])],
    about: used((claim) => membersOf(claim).flatMap(({ about }) => about.flatMap(broaderOf))).map((id) => [id, named(id) && named(id)[0] === "topic" ? DATA.topics[id] : nameOf(id)]),
    section: sectionChoices(),
    note: DATA.notes.map(({ n }) => [String(n), `[${n}]`]),
    work: DATA.works.map((work) => [work.id, work.t]),
    from: workKinds(),
    kind: used((claim) => membersOf(claim).map(({ k }) => k)).map((kind) => [kind, WORDS.kinds[kind]]),
    status: [...RANKS, "no source"].map((status) => [status, status]),
  };
}

// The filter that is set, in words.
function filterWords() {
  const choices = filterChoices();
  const label = (key) => (choices[key].find(([value]) => value === STATE.filter[key]) || [null, STATE.filter[key]])[1];
  return FILTERS.filter((key) => STATE.filter[key]).map((key) => `${FILTER_WORD[key]} ${label(key)}`).join(", ");
}

const fitWords = (many) => (many === 0 ? "No claim fits" : many === 1 ? "1 claim fits" : `${many} claims fit`);

function renderFilters() {
  const active = FILTERS.filter((key) => STATE.filter[key]);
  const matching = filtered();
  $("_filter").classList.toggle("on", active.length > 0);
  $("_filter").textContent = active.length ? `Filter (${active.length})` : "Filter";
  for (const key of FILTERS) {
    const field = $("_filter_" + key);
    if (field) field.value = STATE.filter[key] || "";
  }
  $("_matches").textContent = matching ? `${fitWords(matching.size)}${matching.size > 120 && STATE.view === "map" ? ", the first 120 are shown" : ""}` : "";
  $("_fitting").replaceChildren(...(matching ? fitting([...matching], active) : []));
}

// What fits, as a list; where nothing does, what would without one of the conditions, most first.
function fitting(places, active) {
  if (places.length) {
    return [claimList(places.slice(0, 40)), places.length > 40 ? el("p", { class: "quiet" }, `and ${places.length - 40} more`) : "",
      STATE.view === "text" ? "" : button("Show them in the text", () => go({ view: "text" }))];
  }
  const near = active.map((key) => {
    const left = { ...STATE.filter, [key]: "" }, found = filtered(left);
    return { key, left, many: found ? found.size : DATA.claims.length };
  }).filter(({ many }) => many).sort((a, b) => b.many - a.many);
  return near.map(({ key, left, many }) => button(`Any ${FILTER_WORD[key].toLowerCase()}: ${fitWords(many)}`, () => go({ filter: left })));
}

// The fields are made when they are first asked for, or when the page has nothing else to do.
function fillFilters() {
  const form = $("_filters");
  if (form.querySelector("select")) return;
  const choices = filterChoices();
  const fields = [];
  for (const key of FILTERS) {
    if (!choices[key].length) continue;
    const field = el("select", { id: "_filter_" + key, on: { change: (event) => {
      go({ filter: { ...STATE.filter, [key]: event.target.value } });
      say($("_matches").textContent);
    } } }, el("option", { value: "" }, "any"), choices[key].map(([value, text]) => el("option", { value }, text.slice(0, 90))));
    field.value = STATE.filter[key] || "";
    fields.push(el("label", {}, el("span", {}, FILTER_WORD[key]), field));
  }
  form.prepend(...fields);
}

function startFilters() {
  const form = $("_filters");
  form.append(el("p", { id: "_matches", role: "status" }), el("div", { id: "_fitting" }), button("Clear", () => go({ filter: {} })));
  const opener = $("_filter");
  opener.addEventListener("click", () => {
    fillFilters();
    form.hidden = !form.hidden;
    opener.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) form.querySelector("select, button").focus();
  });
}
