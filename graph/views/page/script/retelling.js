// The argument told as a text once more, when it is another: what outline.py writes, and the weak points.
const DEEPEST = 24;

// The outline of what there is now, as nested lists; a test compares it with the program's.
function outlineNow() {
  const told = new Set(), queue = [];
  const root = el("ul", { id: "_tree" });
  const fragment = (place) => "#" + encodeURIComponent(DATA.claims[place].id);
  const holder = (place) => (DATA.claims[place].h ? [el("b", {}, el("bdi", {}, holderOf(DATA.claims[place]))), " "] : []);
  const again = (place, where) => el("li", {}, holder(place), el("a", { href: fragment(place) }, DATA.claims[place].t), " ", el("i", {}, where));
  const walk = (start) => {
    const stack = [[start, 0, root]];
    while (stack.length) {
      const [place, depth, list] = stack.pop();
      if (place === null) {
        list[0].append(list[1]);
        continue;
      }
      const claim = DATA.claims[place];
      if (told.has(place)) {
        list.append(again(place, "see above"));
        continue;
      }
      if (depth >= DEEPEST) {
        queue.push(place);
        list.append(again(place, "see below"));
        continue;
      }
      told.add(place);
      const notes = [...new Set((claim.cites || []).map(({ n }) => n))].sort((a, b) => a - b);
      const item = el("li", { id: claim.id }, holder(place), el("a", {}, claim.t), " ",
        notes.map((n) => [el("a", { href: "#" + n }, `[${n}]`), " "]), el("i", {}, standing(claim)),
        (claim.again || []).map(({ id }) => el("span", { id })));
      list.append(item);
      const inside = el("ul");
      const parts = [];
      const group = (name, word, claims) => {
        const own = el("ul");
        parts.push([null, 0, [inside, el("li", { class: name }, word, own)]]);
        for (const each of claims) parts.push([each, depth + 1, own]);
      };
      for (const number of REASONS_FOR[place]) {
        const { p } = DATA.reasons[number];
        if (p.length > 1) group("and", "together", p);
        else parts.push([p[0], depth + 1, inside]);
      }
      for (const number of AGAINST[place]) {
        const [source, onArgument] = DATA.attacks[number];
        group("con", onArgument ? "against the step" : "against", [source]);
      }
      for (const number of LIMITED_BY[place]) group("but", "but", [DATA.limits[number][0]]);
      if (parts.length) item.append(inside);
      stack.push(...parts.reverse());
    }
  };
  const walkQueue = () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) if (!told.has(next)) walk(next);
  };
  DATA.claims.forEach((claim, place) => { if (claim.k === "thesis") walk(place); });
  walkQueue();
  const used = new Set(DATA.reasons.flatMap((reason, number) => (isThere(number) ? reason.p : [])));
  for (const each of DATA.attacks.concat(DATA.limits)) if (bears(each)) used.add(each[0]);
  const rest = DATA.claims.map((_, place) => place).filter((place) => !told.has(place));
  for (const place of [...rest.filter((each) => !used.has(each)), ...rest.filter((each) => used.has(each))]) {
    if (told.has(place)) continue;
    walk(place);
    walkQueue();
  }
  return root;
}

// Under a what-if the text and the weak points say what each claim that changes has become, and was.
let RETOLD = [];
function untell() {
  for (const back of RETOLD) back();
  RETOLD = [];
}
function tellAgain() {
  if (!NOW || !["text", "weak"].includes(STATE.view)) return;
  const tell = (node, place) => {
    const { word, status } = NOW.of("c", place), before = node && node.textContent;
    if (!node || !word) return;
    node.replaceChildren(el("strong", { class: word === "weakens" ? word : "falls" }, word === "struck out" ? word : status), ` (was ${before})`);
    RETOLD.push(() => node.replaceChildren(before));
  };
  if (STATE.view === "text") {
    for (const place of [...hits(), ...struckSets(STATE.struck).claims]) {
      const item = document.getElementById(DATA.claims[place].id);
      tell(item && item.closest("#_tree") && item.querySelector(":scope > i"), place);
    }
    return;
  }
  for (const head of $("_weak_theses").querySelectorAll("h3")) tell(head.querySelector("i"), named(decoded(head.querySelector("a").hash.slice(1)))[1]);
  const note = el("p", { class: "part app" }, "What each thesis has become under this what-if stands beside it; its weak points and the gaps are those without it.");
  $("_weak_theses").before(note);
  RETOLD.push(() => note.remove());
}

// The theses with their weak points, as the template writes them.
function weakNodes() {
  const theses = weakNow().map((thesis) => {
    const claim = DATA.claims[CLAIM_AT.get(thesis.id)];
    return [
      el("h3", { class: "thesis" }, linkTo(["claim", CLAIM_AT.get(thesis.id)], claim.t), " ", el("i", { class: "s" }, claim.s)),
      el("p", { class: "quiet" }, thesis.say),
      thesis.points.length ? el("ol", { class: "weak" }, thesis.points.map(weakItem))
        : claim.bare ? null : el("p", {}, "No objection to it is reported, and no single source or bare assertion carries it."),
    ];
  });
  return theses.flat().filter(Boolean);
}

// What an editor would want mended, kind by kind, as the template writes it; what is as usual stays.
function gapNodes() {
  const usual = new Map([...$("_weak_gaps").querySelectorAll("details")].map((each) => [each.querySelector("b").textContent, each]));
  const kinds = DATA.written.gaps.map(([kind, why, items]) => (!items.length ? usual.get(kind).cloneNode(true) : el("details", { class: "gap" },
    el("summary", {}, el("b", {}, kind), ` ${items.length}`, el("span", { class: "quiet" }, ` ${why}`)),
    el("ul", { class: "c" }, items.map(([at, detail]) => el("li", {},
      typeof at === "number" ? el("a", { href: "#" + encodeURIComponent(DATA.claims[at].id) }) : el("a", { href: "#" + at }, `[${at}]`),
      detail ? [" ", el("small", {}, detail)] : null))))));
  return kinds.length ? [el("h3", {}, "Gaps"), ...kinds] : [];
}
