// Search as you type over claims, works, actors, topics and notes, as naming/searching.py has it: what has
// every word, else what comes closest. Restatements are found as the claim that stands for them.
const SEARCH_NAMED = 2, SEARCH_NOT_A_CLAIM = 0.6, SEARCH_CLOSE = 10;

// What is found by which texts: made when the search is first used.
const findable = (() => {
  let made = null;
  return () => {
    if (!made) {
      const again = new Map(DATA.claims.flatMap((claim) => (claim.again || []).map((other) => [other.id, other.t || ""])));
      const textOf = (id) => (CLAIM_AT.has(id) ? DATA.claims[CLAIM_AT.get(id)].t : again.get(id));
      const index = indexOf(FINDABLE.map(([kind, id, fields]) => [kind, fields.map(([weight, text]) => [weight, text === 0 ? textOf(id) : text])]));
      const things = FINDABLE.map(([kind, id, fields]) => {
        const title = kind === "note" ? WORKS_OF[NOTE_AT.get(Number(id))].map((work) => DATA.works[work].t).join("; ")
          : fields[0] && fields[0][1] === 0 ? textOf(id) : kind === "claim" ? "" : String(fields[0] ? fields[0][1] : "");
        return { kind, id, thing: named(kind === "note" ? `note:${id}` : String(id), kind), names: [wordsOf(String(id)).join(" "), wordsOf(title).join(" ")] };
      });
      made = { index, things };
    }
    return made;
  };
})();

// [kind, id, score, whether it has every word, thing] of what answers `query`, best first.
function search(query) {
  const { index, things } = findable();
  const typed = wordsOf(query).join(" ");
  let hits = rank(index, query).map(([place, score, every]) => {
    const { kind, id, thing, names } = things[place];
    return { kind, id, thing, every, place, score: names.includes(typed) ? rounded(score * SEARCH_NAMED) : score };
  });
  const best = () => hits.sort((a, b) => b.score - a.score || a.place - b.place);
  best();
  const whole = hits.filter(({ every }) => every);
  if (whole.length || !hits.length) return whole;
  hits.forEach((hit) => { if (hit.kind !== "claim") hit.score = rounded(hit.score * SEARCH_NOT_A_CLAIM); });
  best();
  return hits.slice(0, SEARCH_CLOSE).filter(({ score }) => score * 3 >= hits[0].score);
}

// What a thing is called in the list of hits, and what stands under it.
function called([kind, at]) {
  if (kind === "claim") return [DATA.claims[at].t, holderOf(DATA.claims[at])];
  if (kind === "actor") return [DATA.actors[at].n, DATA.actors[at].y || "actor"];
  if (kind === "work") return [DATA.works[at].t, [DATA.works[at].iss || (DATA.works[at].by || []).join(", "), DATA.works[at].d].filter(Boolean).join(", ") || "work"];
  if (kind === "note") return [`[${DATA.notes[at].n}]`, WORKS_OF[at].map((work) => DATA.works[work].t).join("; ") || "endnote"];
  return [DATA.topics[at], `${claimsOfTopic(at).length} claims`];
}

const shortened = (text, most) => (text.length > most ? text.slice(0, text.lastIndexOf(" ", most) > most / 2 ? text.lastIndexOf(" ", most) : most) + "…" : text);

// The things that answer `query`, each once, and whether they have every word.
function found(query, limit) {
  const hits = search(query);
  const things = [...new Map(hits.map(({ thing }) => [idOf(thing) + thing[0], thing])).values()];
  return { things: things.slice(0, limit), every: Boolean(hits.length && hits[0].every) };
}

function startSearch() {
  const box = $("_search"), list = $("_hits");
  let hits = [], at = -1;
  const shut = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const choose = (number) => {
    const hit = hits[number];
    if (!hit) return;
    box.value = "";
    shut();
    select(hit, hit[0] === "claim" && STATE.view !== "text" ? { view: "map" } : {});
    $("_about").querySelector("h2").focus({ preventScroll: true });
  };
  const mark = (number) => {
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === number)));
    at = number;
    if (list.children[number]) {
      box.setAttribute("aria-activedescendant", list.children[number].id);
      list.children[number].scrollIntoView({ block: "nearest" });
    }
  };
  const update = () => {
    const answer = found(box.value, 12);
    hits = answer.things;
    list.replaceChildren(...hits.map((thing, i) => {
      const [title, under] = called(thing);
      return el("li", {
        id: "_hit" + i, role: "option", "aria-selected": "false", on: { mousedown: (event) => { event.preventDefault(); choose(i); } },
      }, el("span", { class: "what" }, thing[0]), el("span", { dir: "auto" }, shortened(title, 160)), el("small", { dir: "auto" }, shortened(under, 120)));
    }));
    const close = hits.length && !answer.every;
    if (close) list.append(el("li", { role: "option", "aria-selected": "false", "aria-disabled": "true" }, "Nothing has every word; these come closest"));
    const none = box.value.trim() && !hits.length;
    if (none) list.append(el("li", { role: "option", "aria-selected": "false", "aria-disabled": "true" }, "Nothing found"));
    list.hidden = !box.value.trim();
    box.setAttribute("aria-expanded", String(!list.hidden));
    if (box.value.trim()) say(none ? "nothing found" : close ? `nothing has every word, ${hits.length} come close` : `${hits.length} found`);
    at = -1;
    box.removeAttribute("aria-activedescendant");
    if (hits.length) mark(0);
  };
  box.addEventListener("input", update);
  box.addEventListener("focus", () => { if (box.value.trim()) update(); });
  box.addEventListener("blur", shut);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (hits.length) mark((at + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(Math.max(at, 0));
    } else if (event.key === "Escape") {
      event.stopPropagation();
      box.value = "";
      shut();
      box.blur();
    }
  });
}
