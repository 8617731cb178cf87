// The matrix of a case: a row a line of support, a column a work; dots where the work stands beneath the line.
const MOST_COLUMNS = 40, MOST_ROWS = 12;
let ALL_COLUMNS = false, ALL_ROWS = false;
let ROVED = null; // the column that the tabulator stops at; the others by arrow keys
const UNROLLED = new Set(); // rows that are unfolded, by argument or claim

/** @param {string[]} parts */
const inWords = (parts) => (parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`);

// The rows of a case: what all lines need, then the lines. `was` is the same without the what-if.
function rowsOf(now, was) {
  const before = new Map([...was.lines.map((line) => ["r" + line.argument, line]), ...was.needed.map((row) => ["c" + row.claim, row])]);
  const rows = [...now.needed.map((row) => ({ ...row, key: "c" + row.claim, thing: ["claim", row.claim], star: true })),
    ...now.lines.map((line, i) => ({ ...line, key: "r" + line.argument, thing: ["argument", line.argument], place: i + 1, of: now }))];
  for (const row of rows) row.was = before.get(row.key);
  return rows;
}

// Of many rows the firmest and the weakest; the rest on demand.
function shownRows(rows) {
  const lines = rows.filter((row) => !row.star);
  if (ALL_ROWS || lines.length <= MOST_ROWS) return rows;
  const half = MOST_ROWS / 2;
  return [...rows.filter((row) => row.star), ...lines.slice(0, half), { gap: lines.length - MOST_ROWS }, ...lines.slice(-half)];
}

// The columns, in their groups; of two cases those that both rest on stand first.
function columnGroups(cases) {
  const works = [...new Set(cases.flatMap(({ was, now }) => [...was.works, ...now.works]))];
  if (cases.length === 1) {
    const shown = ALL_COLUMNS || works.length <= MOST_COLUMNS ? works : mostCited(works, cases);
    const within = (list, group) => list.filter((work) => (DATA.works[work].g || 0) === group);
    return WORDS.groups.map((title, group) => ({ title, works: within(shown, group), all: within(works, group) })).filter((each) => each.all.length);
  }
  const [first, second] = cases.map(({ was }) => new Set(was.works));
  const both = works.filter((work) => first.has(work) && second.has(work));
  return [{ title: "Both rest on", works: both }, { title: "Only the first", works: works.filter((work) => !second.has(work)) },
    { title: "Only the second", works: works.filter((work) => !first.has(work)) }].map((each) => ({ ...each, all: each.works })).filter((each) => each.works.length);
}

function mostCited(works, cases) {
  const uses = (work) => Math.max(...cases.map(({ was }) => Math.max(0, ...[...was.lines, ...was.needed].map((row) => row.works.get(work) || 0))));
  const kept = new Set([...works].sort((a, b) => uses(b) - uses(a)).slice(0, MOST_COLUMNS));
  return works.filter((work) => kept.has(work));
}

// Groups of few columns have no room for a long name.
const GROUP_TITLES = { "governments and organisations": ["Gov.", "Governments", "Governments, organisations"], "research and books": ["Res.", "Research", "Research, books"],
  "news": ["News"], "speeches and the like": ["Sp.", "Speeches", "Speeches and the like"], "other works": ["Oth.", "Others", "Other works"], "Only the first": ["1st", "The first", "Only the first"], "Only the second": ["2nd", "The second", "Only the second"], "Both rest on": ["Both"] };
const groupTitle = ({ title, works }) => {
  const names = GROUP_TITLES[title];
  return names[Math.min(names.length - 1, works.length < 3 ? 0 : works.length < 7 ? 1 : 2)];
};

function matrix(cases) {
  const groups = columnGroups(cases).filter((group) => group.works.length), works = groups.flatMap((group) => group.works);
  const firsts = new Set(groups.map((group) => group.works[0]));
  const all = new Set(cases.flatMap(({ was }) => was.works)).size;
  const struck = struckSets(STATE.struck).works;
  const widest = Math.max(1, ...cases.flatMap(({ was }) => [...was.lines, ...was.needed].map((row) => sum(row.claims))));
  const column = (work) => {
    const { t, own } = DATA.works[work], sn = wholeName(work), gone = struck.has(work);
    return el("th", { scope: "col", class: (firsts.has(work) ? "first" : "") + (gone ? " gone" : ""), "data-work": work },
      el("button", { type: "button", tabindex: work === (works.includes(ROVED) ? ROVED : works[0]) ? null : "-1", "aria-pressed": String(gone), title: `${sn}: ${t}${own ? " (the author’s own house)" : ""}\n${gone ? "Put it back" : "What if this were wrong?"}`, "aria-label": `${sn}${own ? ", own work" : ""}: what if this were wrong?`, on: { click: () => strike(["work", work]) } },
        el("span", {}, own ? "⚑ " : "", sn)));
  };
  const head = el("thead", {},
    groups.length ? el("tr", { class: "groups" }, el("td", { colspan: "3" }), groups.map((group) => el("th", { scope: "colgroup", colspan: String(group.works.length), title: group.title }, groupHead(group)))) : null,
    el("tr", {}, el("th", { scope: "col", colspan: "2" }, caseLegend(all - works.length)), el("th", { scope: "col", class: "beneath" }, "the line with what is beneath, and what alone would sink it"), works.map(column)));
  const bodies = cases.flatMap(({ now, was, title }) => {
    const rows = shownRows(rowsOf(now, was));
    const starred = rows.filter((row) => row.star), lines = rows.filter((row) => !row.star);
    const wide = String(3 + works.length);
    return [el("tbody", {},
      title ? el("tr", { class: "whose" }, el("th", { scope: "rowgroup", colspan: wide }, statusMark(now.claim, now.status), linkTo(["claim", now.claim], DATA.claims[now.claim].t), el("small", {}, ` ${linesVerdict(now).slice(0, 2).join(" ")}`))) : null,
      starred.map((row) => matrixRow(row, now, works, firsts, struck, widest)),
      lines.map((row) => (row.gap ? el("tr", { class: "gap" }, el("td", { colspan: wide }, button(`${row.gap} more lines between the firmest and the weakest`, () => { ALL_ROWS = true; renderCase(); })))
        : matrixRow(row, now, works, firsts, struck, widest))))];
  });
  const rove = ({ target }) => {
    const at = target.closest("th[data-work]");
    if (!at) return;
    ROVED = Number(at.dataset.work);
    for (const each of at.parentNode.querySelectorAll("th[data-work] > button")) each.tabIndex = each === target ? 0 : -1;
  };
  return el("table", { class: "matrix", on: { focusin: rove } }, el("caption", { class: "vh" }, "Lines of support, firmest first, against the works they rest on"), head, bodies);
}

const wholeName = (work) => DATA.works[work].wn || DATA.works[work].sn;

// A group's heading strikes out all of its works, those without a column too; once all are out it puts them back.
function groupHead(group, words = groupTitle(group)) {
  const things = group.all.map((work) => ["work", work]), gone = things.every(isStruck);
  return el("button", { type: "button", class: gone ? "gone" : null, "aria-pressed": String(gone), "aria-label": `${group.title}: ${gone ? "put all of them back" : "what if all of them were wrong?"}`, on: { click: () => strikeAll(things, gone) } },
    el("span", {}, words));
}

// Where there is no room for columns the groups are chips, too.
function groupChips(cases) {
  const groups = columnGroups(cases);
  return groups.length ? el("div", { class: "chips groups", role: "group", "aria-label": "What if all of a kind were wrong?" }, "What if all these were wrong? ",
    groups.map((group) => groupHead(group, `${group.title[0].toUpperCase()}${group.title.slice(1)} (${group.all.length})`))) : null;
}

function caseLegend(hidden) {
  return el("span", { class: "key" },
    el("span", {}, el("i", { class: "swatch documented" }), "documented"), el("span", {}, el("i", { class: "swatch partly" }), "partly"),
    el("span", {}, el("i", { class: "swatch asserted" }), "asserted"), el("span", {}, el("i", { class: "swatch bare" }), "no source"),
    el("span", {}, el("b", { class: "dot d3" }), "work cited beneath, larger for more claims"), el("span", {}, el("b", { class: "dot d3 weak" }), "weakly or implicitly"),
    el("span", {}, "⚑ author’s own house"),
    hidden > 0 ? button(`${hidden} more works`, () => { ALL_COLUMNS = true; renderCase(); }) : null);
}

function matrixRow(row, now, works, firsts, struck, widest) {
  const open = UNROLLED.has(row.key), gone = isStruck(row.thing);
  const turn = () => {
    if (open) UNROLLED.delete(row.key);
    else UNROLLED.add(row.key);
    renderCase();
  };
  const label = row.star ? "the premise all lines need" : `line ${row.place}`;
  const joint = row.premises.length > 1 ? "together" : "", ours = row.by === "us" && !allOurs(now) ? "our reconstruction" : "";
  const fell = row.was && row.was.status !== row.status ? row.was.status : null;
  const cells = works.map((work) => {
    const count = row.works.get(work) || 0, before = row.was ? row.was.works.get(work) || 0 : count;
    const shown = count || before;
    return el("td", { class: "at" + (firsts.has(work) ? " first" : "") + (struck.has(work) ? " gone" : ""), tabindex: "-1" }, shown
      ? el("b", { class: `dot d${dotSize(shown)}${(count ? row : row.was).weakly.includes(work) ? " weak" : ""}${count ? "" : " off"}`, title: `${DATA.works[work].sn}: ${howMany(shown, "claim")}` },
        el("span", { class: "vh" }, `${shown}${(count ? row : row.was).weakly.includes(work) ? " weakly" : ""}${count ? "" : ", gone"}`)) : null);
  });
  const main = el("tr", { class: [row.star ? "star" : "", fell ? "fell" : "", row.status === "unsupported" ? "down" : ""].filter(Boolean).join(" ") || null, "data-row": row.key },
    el("td", { class: "n" }, el("button", { type: "button", "aria-expanded": String(open), "aria-label": `Unfold ${label}`, on: { click: turn } }, row.star ? "★" : String(row.place))),
    el("th", { scope: "row" },
      row.star ? el("small", { class: "say" }, `needed by all ${now.lines.length}`) : joint || ours ? el("small", { class: "say" }, [joint, ours].filter(Boolean).join(" · ")) : null,
      row.premises.map((premise) => el("div", { class: "premise" }, claimLine(premise)))),
    el("td", { class: "beneath" }, bar(row.claims, widest), el("div", { class: "tell", title: countWords(row, true) }, countWords(row)),
      fell ? el("div", { class: "change" }, el("strong", { class: row.status === "unsupported" ? "falls" : "weakens" }, row.status === "unsupported" ? "falls" : "weakens"), `: was ${fell}, now ${row.status}`) : null,
      row.star ? el("div", { class: "tell strong" }, `Without it ${row.without === "unsupported" ? "nothing supports the claim." : `the claim is ${row.without}.`}`) : null,
      sinksWords(row),
      el("ul", { class: "chips" }, works.filter((work) => row.works.has(work) || (row.was && row.was.works.has(work))).map((work) => el("li", {},
        el("button", { type: "button", class: struck.has(work) ? "gone" : null, "aria-pressed": String(struck.has(work)), title: DATA.works[work].t, on: { click: () => strike(["work", work]) } }, DATA.works[work].own ? "⚑ " : "", DATA.works[work].sn))))),
    cells);
  if (!open) return main;
  const kept = new Set();
  return [main, el("tr", { class: "unrolled" }, el("td", { colspan: String(3 + works.length) },
    el("div", { class: "do" }, button("On the map", () => showOnMap(row)), CUT ? null : button(gone ? "Put back" : "What if this were wrong?", () => strike(row.thing))),
    el("ul", { class: "chain" }, row.premises.map((premise) => chainItem(premise, kept, true)))))];
}

const allOurs = (now) => now.lines.length > 1 && now.lines.every((line) => line.by === "us");
const dotSize = (count) => (count > 9 ? 6 : count > 5 ? 5 : count > 3 ? 4 : count);

function showOnMap(row) {
  for (const premise of row.premises) UNFOLDED.add(premise);
  go({ view: "map", by: "argument", selected: row.thing, focus: null, filter: {} });
}

const BAR = [["documented", "documented"], ["partly documented", "partly"], ["asserted", "asserted"], ["bare", "bare"], ["unsupported", "none"]];
function bar(counts, widest) {
  const node = el("div", { class: "bar", "aria-hidden": "true" }, BAR.map(([key, name]) => {
    if (!counts[key]) return null;
    const piece = el("i", { class: `swatch ${name}` });
    piece.style.flexGrow = counts[key];
    return piece;
  }));
  node.style.width = `${Math.max(3, Math.round((100 * sum(counts)) / widest))}%`;
  return node;
}

// The two numbers that matter most; the bar has the rest, and so has `all`.
function countWords({ claims: counts, premises }, all) {
  const said = [`${counts.documented} documented`, all && `${counts["partly documented"]} partly`, all && `${counts.asserted} asserted`,
    (all || counts.bare) && `${counts.bare} without a source`, counts.unsupported && `${counts.unsupported} unsupported`].filter(Boolean);
  const total = sum(counts), itself = premises.length === 1 ? " with it" : " with them";
  return `${howMany(total, "claim")}${total > premises.length ? itself : ""}, ${said.join(", ")}`;
}

// What alone would sink a row, in as few words as it can be said.
function sinksWords(row) {
  const { works, claims } = row.sinks;
  if (row.status === "unsupported") return null;
  const apart = standsApart(row);
  if (!works.length && claims.length === row.premises.length && row.premises.every((premise) => claims.includes(premise))) {
    const said = new Set(row.premises.map((premise) => holderOf(DATA.claims[premise])));
    return el("div", { class: "sinks" }, said.size === 1 && said.has(AUTHOR) ? "the author’s word alone" : `on the word of ${inWords([...said])} alone`, apart ? el("span", { class: "tell" }, "; ", apart) : null);
  }
  if (!works.length && !claims.length) return el("div", { class: "tell" }, "no single work or bare claim sinks it", apart ? ["; ", apart] : null);
  const total = works.length + claims.length;
  const parts = [...works.slice(0, 2).map((work) => linkTo(["work", work], DATA.works[work].sn)),
    ...claims.slice(0, works.length ? 1 : 2).map((claim) => ["the bare word that ", shortLink(["claim", claim], total > 1 ? 44 : 80)])];
  const rest = total - parts.length;
  return el("div", { class: "sinks" }, el("b", {}, "sinks without "), total > 1 ? (total > 2 ? "any of " : "either of ") : null,
    parts.map((part, i) => [i ? (i === parts.length - 1 && !rest ? " or " : ", ") : "", part]), rest ? ` or ${rest} more` : null, apart ? el("span", { class: "tell" }, "; ", apart) : null);
}

// Whether a line is another reason, or an old one again.
function standsApart(row) {
  if (row.star) return null;
  const place = (argument) => row.of.lines.findIndex((line) => line.argument === argument) + 1;
  const same = (lines, what) => (lines.length ? `the same ${what} as ${inWords(lines.map((argument) => String(place(argument))))}` : null);
  const said = [same(row.same_works_as, "works"), same(row.same_claims_as, "claims")].filter(Boolean);
  if (said.length) return el("span", { class: "alike" }, `rests on ${inWords(said)}`);
  return row.independent && row.place > 1 ? "independent of the lines above" : null;
}

// A claim of an unfolded row, down to its notes; what bears on it is unfolded on demand, once.
function chainItem(place, above, first) {
  const claim = DATA.claims[place];
  const reasons = above.has(place) ? [] : REASONS_FOR[place];
  const within = new Set([...above, place]);
  const cites = allCites(place);
  const inside = () => reasons.map((number) => {
    const { p } = DATA.reasons[number];
    return p.length > 1 ? el("li", { class: "joint" }, el("small", {}, "together"), el("ul", { class: "chain" }, p.map((each) => chainItem(each, within, false)))) : chainItem(p[0], within, false);
  });
  const item = el("li", {}, claimLine(place), cites.length ? el("ul", { class: "notes" }, cites.map(citationItem)) : null);
  if (above.has(place)) item.append(el("small", {}, " (as above)"));
  if (reasons.length) {
    const list = el("ul", { class: "chain" });
    const more = el("details", {}, el("summary", {}, `${howMany(reasons.length, "reason")} for it`), list);
    const fill = () => { if (more.open && !list.firstChild) list.append(...inside()); };
    more.addEventListener("toggle", fill);
    if (first) { more.open = true; fill(); }
    item.append(more);
  } else if (claim.bare) item.append(el("small", {}, claim.h ? " nothing cited shows that it was said" : " stated without note or argument"));
  return item;
}
