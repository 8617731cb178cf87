// The two pages that Print gives: the case, then the notes to check and what would mend it (graph/answers/briefs.py).

// Notes beneath a case that a reader should look up: odd ones, and those that fit weakly or are only implied.
function notesToCheck(now) {
  const found = new Map();
  for (const at of now.scope) {
    for (const { n, f, sc, off } of allCites(at)) {
      const note = NOTE_AT.get(n);
      if (note === undefined || off) continue;
      const odd = DATA.notes[note].odd || [];
      const why = [f === "weak" ? "fits weakly" : null, sc === "implicit" ? "no marker is printed for it" : null, odd.length ? odd[0] : null].filter(Boolean);
      if (!why.length) continue;
      const known = found.get(n) || found.set(n, { n, claims: new Set(), why: new Set() }).get(n);
      known.claims.add(at);
      why.forEach((each) => known.why.add(each));
    }
  }
  return [...found.values()].sort((a, b) => b.claims.size - a.claims.size || a.n - b.n);
}

// What would mend it: a source for each bare claim that sinks lines, a second source beside each work that does.
function mending(now) {
  const found = new Map();
  const add = (key, row) => found.set(key, [...(found.get(key) || []), row]);
  [...now.needed, ...now.lines].forEach((row, i) => {
    const name = i < now.needed.length ? "★" : String(i + 1 - now.needed.length);
    row.sinks.claims.forEach((claim) => add("c" + claim, name));
    row.sinks.works.forEach((work) => add("w" + work, name));
  });
  return [...found].sort(([, a], [, b]) => b.length - a.length).map(([key, rows]) => ({ thing: [key[0] === "c" ? "claim" : "work", Number(key.slice(1))], rows }));
}

function briefPart(now) {
  const notes = notesToCheck(now).slice(0, 8), mend = mending(now).slice(0, 8);
  const rows = (list) => `${list.length === 1 ? "line" : "lines"} ${inWords(list)}`;
  return el("div", { class: "brief" },
    mend.length ? el("section", {}, el("h3", {}, "What would mend it"), el("ul", { class: "claims" }, mend.map(({ thing, rows: list }) => el("li", {}, thing[0] === "claim"
      ? ["A source for ", el("b", {}, DATA.claims[thing[1]].t)] : ["A second source beside ", el("b", {}, DATA.works[thing[1]].sn)], el("small", {}, ` it sinks ${rows(list)}`))))) : null,
    notes.length ? el("section", {}, el("h3", {}, "Notes to check"), el("ul", { class: "claims" }, notes.map(({ n, claims, why }) => el("li", {}, el("b", {}, `[${n}] `), WORKS_OF[NOTE_AT.get(n)].map((work) => DATA.works[work].sn).join("; "),
      el("small", {}, ` for ${howMany(claims.size, "claim")}: ${shortened([...why].join("; "), 150)}`))))) : null,
    el("p", { class: "quiet" }, `${DATA.paper.authors.join(", ")}, “${DATA.paper.title}”${DATA.paper.date ? `, ${DATA.paper.date}` : ""}. ${caseCommand(now.claim)}`));
}
