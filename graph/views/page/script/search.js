// Search as you type over claims, works, actors, topics and notes; one typo in a word is forgiven.
const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [];

// Entries are made when the search is first used: [thing, title, under it, words].
const entries = (() => {
  let made = null;
  return () => made || (made = [
    ...DATA.claims.map((claim, at) => [["claim", at], claim.t, holderOf(claim),
      wordsOf([claim.t.slice(0, 2000), claim.id, claim.h ? nameOf(claim.h) : ""].join(" "))]),
    ...Object.keys(DATA.actors).map((id) => [["actor", id], DATA.actors[id].n, DATA.actors[id].y || "actor",
      wordsOf([DATA.actors[id].n, id, ...(DATA.actors[id].al || [])].join(" "))]),
    ...DATA.works.map((work, at) => [["work", at], work.t, [work.iss || (work.by || []).join(", "), work.d].filter(Boolean).join(", ") || "work",
      wordsOf([work.t, work.id, work.cite].join(" "))]),
    ...DATA.notes.map((note, at) => [["note", at], `[${note.n}]`, WORKS_OF[at].map((work) => DATA.works[work].t).join("; ") || "endnote",
      wordsOf([note.n, ...WORKS_OF[at].map((work) => DATA.works[work].cite)].join(" "))]),
    ...Object.keys(DATA.topics).map((id) => [["topic", id], DATA.topics[id], `${claimsOfTopic(id).length} claims`, wordsOf(DATA.topics[id] + " " + id)]),
  ]);
})();

const shortened = (text, most) => (text.length > most ? text.slice(0, text.lastIndexOf(" ", most) > most / 2 ? text.lastIndexOf(" ", most) : most) + "…" : text);

function withinOneTypo(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let i = 0;
  while (i < one.length && i < other.length && one[i] === other[i]) i++;
  const rest = one.slice(i), left = other.slice(i);
  if (rest.length === left.length) {
    return rest.slice(1) === left.slice(1) || (rest.length > 1 && rest[0] === left[1] && rest[1] === left[0] && rest.slice(2) === left.slice(2));
  }
  return rest.length > left.length ? rest.slice(1) === left : rest === left.slice(1);
}

function likeness(typed, word) {
  if (word === typed) return 3;
  if (word.startsWith(typed)) return 2;
  if (/^\d+$/.test(typed)) return 0;
  if (typed.length > 3 && (withinOneTypo(typed, word) || withinOneTypo(typed, word.slice(0, typed.length)))) return 1;
  return typed.length > 2 && word.includes(typed) ? 1 : 0;
}

function found(query, limit) {
  const typed = wordsOf(query), phrase = fold(query).trim();
  if (!typed.length) return [];
  const hits = [];
  entries().forEach((entry, order) => {
    let score = 0;
    for (const each of typed) {
      let best = 0;
      for (const word of entry[3]) {
        const like = likeness(each, word);
        if (like > best) best = like;
        if (best === 3) break;
      }
      if (!best) return;
      score += best;
    }
    if (entry[0][0] === "note" && typed.length === 1 && entry[3][0] === typed[0]) score += 3;
    const title = fold(entry[1].slice(0, 200));
    if (title.includes(phrase)) score += title === phrase ? 4 : 1;
    hits.push([score, order, entry]);
  });
  hits.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  return hits.slice(0, limit).map(([, , entry]) => entry);
}

function startSearch() {
  const box = $("_search"), list = $("_hits");
  let hits = [], at = -1;
  const close = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const choose = (number) => {
    const hit = hits[number];
    if (!hit) return;
    box.value = "";
    close();
    select(hit[0], hit[0][0] === "claim" && STATE.view !== "text" ? { view: "map" } : {});
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
    hits = found(box.value, 12);
    list.replaceChildren(...hits.map(([thing, title, under], i) => el("li", {
      id: "_hit" + i, role: "option", "aria-selected": "false", on: { mousedown: (event) => { event.preventDefault(); choose(i); } },
    }, el("span", { class: "what" }, thing[0]), el("span", { dir: "auto" }, shortened(title, 160)), el("small", { dir: "auto" }, shortened(under, 120)))));
    const none = box.value.trim() && !hits.length;
    if (none) list.append(el("li", { role: "option", "aria-selected": "false", "aria-disabled": "true" }, "Nothing found"));
    list.hidden = !box.value.trim();
    box.setAttribute("aria-expanded", String(!list.hidden));
    if (box.value.trim()) say(none ? "nothing found" : `${hits.length} found`);
    at = -1;
    box.removeAttribute("aria-activedescendant");
    if (hits.length) mark(0);
  };
  box.addEventListener("input", update);
  box.addEventListener("focus", () => { if (box.value.trim()) update(); });
  box.addEventListener("blur", close);
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
      close();
      box.blur();
    }
  });
}
