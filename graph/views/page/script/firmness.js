// How a claim stands: its status and what that leans on, what it would fall with, what is enough for it.

// The status, as written too where that is another; what it leans on; what limits it.
function statusLines(place) {
  const claim = DATA.claims[place];
  const now = NOW ? NOW.of("c", place) : null;
  const status = now ? now.status : claim.s;
  const word = (/** @type {StandingRecord} */ stands) => (stands.bare ? "no source" : stands.s);
  const other = now || !claim.w || word(claim.w) === word(claim) ? null : word(claim.w);
  const means = claim.bare && status !== "unsupported" ? (claim.h ? "nothing cited shows that it was said" : "stated without note or argument") : WORDS.statuses[status];
  return [
    el("p", { class: "firm" }, statusMark(place, status), el("b", {}, claim.bare && !now ? "no source" : status),
      other ? [WRITTEN ? " as written; with our reconstructions: " : "; as written: ", el("b", {}, other)] : null, ` – ${means}`,
      !now && claim.m && claim.m !== "no source" ? `; ${WORDS.caveats[claim.m]}` : null,
      now && now.word ? el("strong", { class: now.word }, ` ${now.word}: was ${claim.s}`) : null),
    !now && claim.ln ? el("p", { class: "leans" }, "Leans on ", claim.ln.map(([kind, then], i) => [i ? ", " : "",
      el("b", { title: WORDS.classes[CLASSES[kind]] }, CLASSES[kind]), ` (without them ${RANKS[then]})`])) : null,
    claim.lab ? el("p", { class: "odd" }, claim.lab === "undecided" ? "Undecided once attacks are counted: what attacks it neither holds nor falls."
      : "Does not stand once attacks are counted: something that attacks it, or what it rests on, is not answered.") : null,
    LIMITED_BY[place].length ? el("p", { class: "limited" }, `${limitWords(place)} limit${LIMITED_BY[place].length === 1 ? "s" : ""} it.`) : null,
  ];
}

function limitWords(place) {
  const kinds = LIMITED_BY[place].map((number) => DATA.limits[number][3]);
  const counts = [...new Set(kinds)].map((kind) => [kind, kinds.filter((each) => each === kind).length]);
  const words = counts.map(([kind, many]) => `${["", "one", "two", "three", "four", "five"][many] || many} ${kind}${many === 1 ? "" : "s"}`).join(" and ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

// How several arguments stand to each other: what all of them need is said once, first.
function anyOneOf(place) {
  const many = REASONS_FOR[place].length;
  if (many < 2) return null;
  const needed = neededByAll(place);
  if (!needed.length) return el("p", { class: "quiet" }, `Each of these ${many} reasons supports it by itself.`);
  return el("div", {}, el("p", {}, "Given"), el("ul", { class: "claims" }, needed.map((premise) => el("li", {}, claimLine(premise),
    el("small", {}, `without it: ${statusesWithout([...STATE.struck, ["claim", premise]])[place]}`)))),
  el("p", {}, `any one of these ${many} reasons supports it:`));
}

// How firm the support is: load-bearing works, the smallest sets that bring it down or are enough; once
// something is struck out, without that.
function firmness(place) {
  const claim = DATA.claims[place];
  if (claim.bare || CUT) return null;
  const lines = el("div", {});
  const works = worksReaching(place, STATE.struck);
  const below = traceBelow([place]).size;
  const fill = () => lines.replaceChildren(...bearing(place, works), ...carried(place, below), ...hanging(place));
  // One status pass for each work and claim below: at once where that is quick, else once the panel is painted.
  if ((works.length + below) * DATA.claims.length < 30000) fill();
  else {
    lines.append("…");
    setTimeout(() => { if (lines.isConnected) fill(); }, 60);
  }
  return block("How firm", lines);
}

function workList(works) {
  return el("ul", { class: "claims" }, works.map((work) => el("li", {}, workLine(work))));
}

function bearing(place, works) {
  const bearing = loadBearing(place, works, STATE.struck);
  if (works.length === 1) return [el("p", {}, "Everything behind it comes from one work:"), workList(works)];
  if (!bearing.length) return works.length ? [el("p", {}, `No single work brings it down: ${works.length} works bear on it.`)] : [el("p", {}, "No work bears on it.")];
  return [el("p", {}, bearing.length === 1 ? "Loses ground if this work is wrong:" : "Loses ground if any one of these works is wrong:"), workList(bearing.slice(0, 8))];
}

// Claims below without which it stands lower; the search for them ends where it would not be quick.
function carried(place, below) {
  if (below * DATA.claims.length > 2e6) return [el("p", { class: "quiet" }, `Claims without which it stands lower are not searched for here, so many lie beneath: claimgraph fragility ${DATA.claims[place].id} tells them.`)];
  const found = loadBearingClaims(place, STATE.struck);
  if (!found.length) return [];
  const rank = (each) => RANKS.indexOf(each.without);
  const order = [...found].sort((a, b) => rank(b) - rank(a));
  const item = ({ claim, without }) => el("li", {}, claimLine(claim), el("small", {}, `without it: ${without}`));
  const [first, rest] = [order.slice(0, 5), order.slice(5)];
  return [el("p", {}, found.length === 1 ? "Stands lower without this claim:" : `Stands lower without any one of ${found.length} claims:`),
    el("ul", { class: "claims" }, first.map(item)),
    rest.length ? el("details", {}, el("summary", {}, `${rest.length} more`), el("ul", { class: "claims" }, rest.map(item))) : ""];
}

function hanging(place) {
  /** @type {Partial<HangsRecord>} */
  const found = NOW ? {} : hangsNow()[place] || {};
  const lines = [], [least, cut] = hangsOf(place, STATE.struck) || [0, []];
  if (cut.length > 1) {
    lines.push(el("p", {}, `It takes the loss of ${atLeast(least, cut.length)} works at once before it no longer stays ${statusesIn(WRITTEN, STATE.struck)[place]}, for instance:`), workList(cut));
  }
  const [works, assertions] = found.wit || enoughFor(place, STATE.struck) || [[], []], enough = works.length + assertions.length;
  if (enough) {
    lines.push(el("p", {}, !found.wit ? "Enough for it to hold at all, with nothing to spare:" : found.few < enough ? `Enough for it to hold at all, the fewest found (${atLeast(found.few, enough)} are needed):` : "The least that is enough for it to hold at all:"),
      el("ul", { class: "claims" }, works.map((work) => el("li", {}, workLine(work))),
        assertions.map((each) => el("li", {}, claimLine(each)))));
  }
  return lines;
}
