// Filters: which claims stand out. Several at once must all hold.
const FILTER_WORD = { holder: "Holder", about: "About", section: "Section", note: "Endnote", work: "Work", kind: "Kind", status: "Status" };

/** @type {Record<string, (claim: ClaimRecord, value: string, place: number) => boolean>} */
const FITS = {
  holder: (claim, value) => (value === "author" ? !claim.h : claim.h === value),
  about: (claim, value) => aboutOf(claim).includes(value),
  section: (claim, value) => (value === "?" ? !claim.at : (claim.at || []).some(([label]) => sectionOf(label) === value)),
  note: (claim, value) => (claim.cites || []).some(({ n }) => String(n) === value),
  work: (claim, value, place) => [...new Set((claim.cites || []).map(({ n }) => NOTE_AT.get(n)))]
    .some((note) => note !== undefined && WORKS_OF[note].includes(WORK_AT.get(value))),
  kind: (claim, value) => claim.k === value,
  status: (claim, value) => (value === "no source" ? Boolean(claim.bare) : claim.s === value),
};

function filtered() {
  const wanted = FILTERS.filter((key) => STATE.filter[key]);
  if (!wanted.length) return null;
  const found = new Set();
  DATA.claims.forEach((claim, place) => {
    if (wanted.every((key) => FITS[key](claim, STATE.filter[key], place))) found.add(place);
  });
  return found;
}

function filterChoices() {
  const used = (pick) => [...new Set(DATA.claims.flatMap(pick))];
  return {
    holder: [["author", AUTHOR], ...used((claim) => (claim.h ? [claim.h] : [])).map((id) => [id, nameOf(id)])],
    about: used(aboutOf).map((id) => [id, named(id) && named(id)[0] === "topic" ? DATA.topics[id] : nameOf(id)]),
    section: SECTIONS.map(({ id, heading }) => [id, heading]),
    note: DATA.notes.map(({ n }) => [String(n), `[${n}]`]),
    work: DATA.works.map((work) => [work.id, work.t]),
    kind: used((claim) => [claim.k]).map((kind) => [kind, WORDS.kinds[kind]]),
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
  form.append(el("p", { id: "_matches", role: "status" }), button("Clear", () => go({ filter: {} })));
  const opener = $("_filter");
  opener.addEventListener("click", () => {
    fillFilters();
    form.hidden = !form.hidden;
    opener.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) form.querySelector("select, button").focus();
  });
}
