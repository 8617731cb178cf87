// Statuses of what lies below a claim, and the fewest works without which some of it stands lower: what
// graph/weighing does, small enough to be asked again at every press. A test compares them.

// Weighs the claims below `roots` once `things` are struck out; all of them by place, from RANKS.
function weigher(roots, things) {
  const gone = struckSets(things);
  const scope = new Set(roots);
  const holding = [];
  for (const at of scope) {
    if (gone.claims.has(at)) continue;
    for (const number of REASONS_FOR[at]) {
      if (gone.arguments.has(number)) continue;
      DATA.reasons[number].p.forEach((premise) => scope.add(premise));
      if (!DATA.claims[at].h) holding.push(number);
    }
  }
  // By their places in the scope: asked again and again, lists of numbers answer sooner than maps.
  const claims = [...scope], placeOf = new Map(claims.map((at, place) => [at, place]));
  const within = (at) => /** @type {number} */ (placeOf.get(at));
  /** @type {number[][]} */
  const users = claims.map(() => []);
  const conclusions = holding.map((number) => within(DATA.reasons[number].c));
  const sizes = Uint16Array.from(holding, (number) => DATA.reasons[number].p.length);
  holding.forEach((number, place) => DATA.reasons[number].p.forEach((premise) => users[within(premise)].push(place)));
  // Of every claim the notes that stand, each as its works.
  const sources = new Map(claims.map((at) => [at, gone.claims.has(at) ? [] : NOTES_OF[at].filter((note) => !gone.notes.has(note))
    .map((note) => WORKS_OF[note].filter((work) => !gone.works.has(work))).filter((works) => works.length)]));
  /** @type {[number, number[][]][]} */
  const cited = [...sources.values()].flatMap((notes, place) => (notes.length ? [/** @type {[number, number[][]]} */ ([place, notes])] : []));
  const bare = claims.filter((at) => DATA.claims[at].bare && !gone.claims.has(at)), bareWithin = bare.map(within);
  const works = [...new Set([...sources.values()].flat(2))].sort((a, b) => a - b);

  // The place in RANKS of every claim of the scope, without some more works and claims.
  const ranks = (noWorks = EMPTY, noClaims = EMPTY) => {
    const missing = sizes.slice(), found = new Uint8Array(claims.length).fill(3), out = new Set([...noClaims].map(within));
    const waiting = [];
    const hold = (place, mark) => {
      if (found[place] !== 3 || out.has(place)) return;
      found[place] = mark;
      waiting.push(place);
    };
    const close = (mark) => {
      while (waiting.length) for (const number of users[waiting.pop()]) if (!--missing[number]) hold(conclusions[number], mark);
    };
    for (const [place, notes] of cited) if (notes.some((note) => note.some((work) => !noWorks.has(work)))) hold(place, 0);
    close(0);
    const reached = [];
    found.forEach((mark, place) => { if (!mark) reached.push(place); });
    for (const place of bareWithin) hold(place, 2);
    close(2);
    while (reached.length) {
      for (const number of users[reached.pop()]) {
        const conclusion = conclusions[number];
        if (!missing[number] && found[conclusion] === 2) { found[conclusion] = 1; reached.push(conclusion); }
      }
    }
    return (at) => (placeOf.has(at) ? found[within(at)] : 3);
  };
  return { gone, scope, bare, works, ranks, sources };
}
const EMPTY = new Set();
const lowestOf = (rank, premises) => Math.max(...premises.map(rank));

// Works and bare claims each of which alone sinks some premises: all are in whatever is enough for them,
// so that only the leaves of one such set are tried.
function sinkers(weighed, premises) {
  const { ranks, bare, works } = weighed;
  const sinks = { works: [], claims: [] };
  if (lowestOf(ranks(), premises) === 3) return sinks;
  const holds = (noWorks, noClaims) => lowestOf(ranks(noWorks, noClaims), premises) < 3;
  const spared = [new Set(), new Set()];
  const spare = (group) => {
    const [moreWorks, moreClaims] = spared.map((set) => new Set(set));
    for (const [kind, at] of group) (kind ? moreClaims : moreWorks).add(at);
    if (holds(moreWorks, moreClaims)) for (const [kind, at] of group) spared[kind].add(at);
    else if (group.length > 1) {
      spare(group.slice(0, group.length >> 1));
      spare(group.slice(group.length >> 1));
    }
  };
  const leaves = [...works.map((at) => [0, at]), ...bare.map((at) => [1, at])];
  if (leaves.length) spare(leaves);
  for (const [kind, at] of leaves) {
    if (spared[kind].has(at)) continue;
    const one = new Set([at]);
    if (!holds(kind ? EMPTY : one, kind ? one : EMPTY)) (kind ? sinks.claims : sinks.works).push(at);
  }
  return sinks;
}

// The fewest works without which the lowest of some premises stands lower: [least, works], or null where
// none can. New sets that are enough are met one after the other, and the fewest works that meet all of
// them looked for anew (implicit hitting sets); once `effort` is spent what is proven is given.
const EFFORT = 80000;
/** @param {any} weighed @param {number[]} premises @param {{ left: number }} effort @returns {[number, number[]] | null} */
function fewest({ ranks, works, scope }, premises, effort = { left: EFFORT }) {
  const before = lowestOf(ranks(), premises);
  const holds = (noWorks) => {
    effort.left -= scope.size;
    return lowestOf(ranks(noWorks), premises) <= before;
  };
  if (before === 3 || holds(new Set(works))) return null;
  // As many of `group` as can go while `may` says so of the rest, by halves.
  const spare = (group, spared, may) => {
    const more = new Set([...spared, ...group]);
    if (may(more)) group.forEach((work) => spared.add(work));
    else if (group.length > 1) {
      spare(group.slice(0, group.length >> 1), spared, may);
      spare(group.slice(group.length >> 1), spared, may);
    }
  };
  const enough = (without) => {
    const spared = new Set(without);
    spare(works.filter((work) => !spared.has(work)), spared, holds);
    return works.filter((work) => !spared.has(work));
  };
  const met = [];
  let least = 1, most = works;
  while (effort.left > 0) {
    const [meeting, exact] = hitting(met, effort);
    if (exact) least = Math.max(least, meeting.length);
    const gone = new Set(meeting);
    if (!holds(gone)) return [exact ? meeting.length : least, meeting];
    // Disjoint sets that are enough without these, as many as there are; without all of them nothing is.
    let apart = 0;
    while (effort.left > 0 && holds(gone)) {
      const witness = enough(gone);
      met.push(witness);
      apart++;
      witness.forEach((work) => gone.add(work));
    }
    if (!meeting.length) least = Math.max(least, apart);
    if (gone.size < most.length && effort.left > 0) most = [...gone];
  }
  const spared = new Set();
  spare(most, spared, (kept) => !holds(new Set(most.filter((work) => !kept.has(work)))));
  return [least, most.filter((work) => !spared.has(work))];
}

// A smallest set that meets each of `sets`, by branching over the shortest that is not met yet; and
// whether it is known to be one.
/** @param {number[][]} sets @param {{ left: number }} effort @returns {[number[], boolean]} */
function hitting(sets, effort) {
  const greedy = [];
  for (let open = sets; open.length;) {
    const counts = new Map();
    for (const set of open) for (const each of set) counts.set(each, (counts.get(each) || 0) + 1);
    const [best] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
    greedy.push(best);
    open = open.filter((set) => !set.includes(best));
  }
  let best = greedy;
  const search = (chosen, open) => {
    effort.left -= 4 * open.length + 1;
    if (effort.left < 0 || chosen.length + disjoint(open) >= best.length) return;
    if (!open.length) {
      best = chosen;
      return;
    }
    const shortest = open.reduce((a, b) => (b.length < a.length ? b : a));
    shortest.forEach((each, at) => {
      const out = new Set(shortest.slice(0, at));
      const rest = open.filter((set) => !set.includes(each)).map((set) => set.filter((other) => !out.has(other)));
      if (rest.every((set) => set.length)) search([...chosen, each], rest);
    });
  };
  search([], sets);
  return [best, effort.left >= 0];
}

// How many of `sets` have nothing in common: no fewer meet them all.
function disjoint(sets) {
  const used = new Set();
  let many = 0;
  for (const set of [...sets].sort((a, b) => a.length - b.length)) {
    if (set.some((each) => used.has(each))) continue;
    many++;
    set.forEach((each) => used.add(each));
  }
  return many;
}
