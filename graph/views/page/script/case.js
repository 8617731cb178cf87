// The case for a claim, as graph/answers/cases.py answers it, by places: once something is struck out too.

/** @type {Map<string, any>} */
const CASES = new Map();

// The case for a claim without `things`; what was worked out is kept.
function caseOf(claim, things = []) {
  const key = JSON.stringify([claim, WRITTEN, things]);
  if (!CASES.has(key)) {
    if (CASES.size > 60) CASES.clear();
    CASES.set(key, weighCase(claim, things));
  }
  return CASES.get(key);
}

function weighCase(claim, things) {
  const weighed = weigher([claim], things);
  const { gone, scope, ranks } = weighed;
  const rank = ranks();
  const reasons = linesLeft(claim, gone);
  const [first, ...others] = reasons.map((number) => DATA.reasons[number].p);
  const shared = others.length ? first.filter((premise) => premise !== claim && others.every((other) => other.includes(premise))) : [];
  const under = (premises, own) => {
    const below = [...own.scope];
    const counts = { "documented": 0, "partly documented": 0, "asserted": 0, "bare": 0, "unsupported": 0 };
    for (const at of below) {
      if (gone.claims.has(at)) continue;
      counts[rank(at) === 2 && DATA.claims[at].bare ? "bare" : RANKS[rank(at)]]++;
    }
    const { works, weakly } = worksUnder(premises, weighed, rank);
    return { premises, below, status: RANKS[lowestOf(rank, premises)], claims: counts, works, weakly, sinks: sinkers(own, premises) };
  };
  const needed = shared.map((premise) => ({ claim: premise, without: RANKS[ranks(EMPTY, new Set([premise]))(claim)], ...under([premise], weigher([premise], things)) }));
  const effort = { left: EFFORT };
  const lines = reasons.map((number) => {
    const every = DATA.reasons[number].p;
    const own = every.filter((premise) => !shared.includes(premise));
    const premises = own.length ? own : every;
    const weighedOwn = weigher(premises, things), cut = fewest(weighedOwn, premises, effort);
    return { argument: number, by: DATA.reasons[number].by || null, ...under(premises, weighedOwn), resilience: cut && cut[1].length, same_works_as: [], same_claims_as: [], independent: true };
  });
  firmestFirst(lines, things);
  compareLines(lines);
  const cut = hangsOf(claim, things);
  const steps = stepsBelow(claim, gone);
  const beneath = beneathLeft(claim, gone, steps);
  return {
    claim, status: RANKS[rank(claim)], attributed: Boolean(DATA.claims[claim].h),
    resilience: cut && cut[1].length, least: cut && cut[0], smallest: cut ? cut[1] : [],
    needed, lines, works: columnsOf(worksUnder([claim], weighed, rank).works, [...lines, ...needed]),
    direct: gone.claims.has(claim) ? [] : NOTES_OF[claim].filter((note) => !gone.notes.has(note) && WORKS_OF[note].some((work) => !gone.works.has(work))).sort((a, b) => a - b),
    attacked: AGAINST[claim].map((n) => DATA.attacks[n][0]), limited: LIMITED_BY[claim].map((n) => DATA.limits[n]),
    objections: opposed(DATA.attacks, AGAINST, steps), concessions: opposed(DATA.limits, LIMITED_BY, steps).filter(({ how }) => how !== "contrast"),
    beneath: { claims: beneath.length, bare: beneath.filter((at) => DATA.claims[at].bare).length },
    scope,
  };
}

// The lines of a claim that are left, and the claims beneath it.
const linesLeft = (claim, gone) => (gone.claims.has(claim) ? [] : REASONS_FOR[claim].filter((number) => !gone.arguments.has(number)));
const beneathLeft = (claim, gone, steps = stepsBelow(claim, gone)) => [...steps.keys()].filter((at) => at !== claim && !gone.claims.has(at));

// The works that reach some premises, each with how many claims on the way cite it; and which of them only
// weak or implicit citations name.
function worksUnder(premises, { gone, sources }, rank) {
  const met = new Set(premises.filter((at) => !gone.claims.has(at)));
  const works = new Map(), firm = new Set();
  for (const at of met) {
    const cited = new Set((sources.get(at) || []).flat());
    for (const work of cited) works.set(work, (works.get(work) || 0) + 1);
    for (const { n, f, sc, off } of allCites(at)) {
      if (!off && f !== "weak" && sc !== "implicit" && NOTE_AT.has(n) && !gone.notes.has(NOTE_AT.get(n))) WORKS_OF[NOTE_AT.get(n)].forEach((work) => firm.add(work));
    }
    for (const number of DATA.claims[at].h ? [] : REASONS_FOR[at]) {
      const { p } = DATA.reasons[number];
      if (!gone.arguments.has(number) && p.every((premise) => rank(premise) < 3)) p.forEach((premise) => { if (!gone.claims.has(premise)) met.add(premise); });
    }
  }
  return { works, weakly: [...works.keys()].filter((work) => !firm.has(work)) };
}
/** @returns {CitationRecord[]} */
const allCites = (at) => DATA.claims[at].cites || [];

const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);

// By status, share documented, resilience; where all are equal by what falls without the line.
function firmestFirst(lines, things) {
  const keys = new Map(lines.map((line) => [line, [RANKS.indexOf(line.status), -(sum(line.claims) ? line.claims.documented / sum(line.claims) : 0), -(line.resilience || 0)]]));
  const damage = new Map();
  const damageOf = (line) => {
    if (!damage.has(line)) damage.set(line, damageWithout(["argument", line.argument], things));
    return damage.get(line);
  };
  lines.sort((a, b) => {
    for (const [i, key] of keys.get(a).entries()) if (key !== keys.get(b)[i]) return key - keys.get(b)[i];
    for (const [i, one] of damageOf(a).entries()) if (one !== damageOf(b)[i]) return damageOf(b)[i] - one;
    return 0;
  });
}

// Theses lost, theses weakened, claims lost, claims weakened without one thing more.
function damageWithout(thing, things) {
  const before = statusesWithout(things), after = statusesWithout([...things, thing]);
  const found = [0, 0, 0, 0];
  after.forEach((status, place) => {
    if (RANKS.indexOf(/** @type {Status} */ (status)) <= RANKS.indexOf(/** @type {Status} */ (before[place]))) return;
    const lost = status === "unsupported" ? 0 : 1;
    found[2 + lost]++;
    if (DATA.claims[place].k === "thesis") found[lost]++;
  });
  return found;
}

// What each line shares with those above it.
function compareLines(lines) {
  const within = (a, b) => a.every((each) => b.has(each));
  lines.forEach((line, place) => {
    const claims = new Set(line.below);
    for (const other of lines.slice(0, place)) {
      const works = [...line.works.keys()].filter((work) => other.works.has(work)).length;
      if (works || other.below.some((at) => claims.has(at))) line.independent = false;
      if (works && works === line.works.size && works === other.works.size) line.same_works_as.push(other.argument);
      if (within(other.below, claims) || within(line.below, new Set(other.below))) line.same_claims_as.push(other.argument);
    }
  });
}

function columnsOf(works, rows) {
  const key = (work) => {
    const row = rows.findIndex((each) => each.works.has(work));
    return [DATA.works[work].g || 0, row < 0 ? Infinity : row, row < 0 ? 0 : -rows[row].works.get(work), work];
  };
  return [...works.keys()].map((work) => [work, key(work)]).sort(([, a], [, b]) => {
    const at = a.findIndex((each, i) => each !== b[i]);
    return at < 0 ? 0 : a[at] - b[at];
  }).map(([work]) => work);
}

// How many arguments lie between a claim and each below it, nearest first.
function stepsBelow(claim, gone) {
  const steps = new Map([[claim, 0]]);
  for (const [at, far] of steps) {
    if (gone.claims.has(at)) continue;
    for (const number of REASONS_FOR[at]) {
      if (!gone.arguments.has(number)) for (const premise of DATA.reasons[number].p) if (!steps.has(premise)) steps.set(premise, far + 1);
    }
  }
  return steps;
}

// What stands against the author's own claims of a trace: each once, at the nearest of those it is on.
function opposed(all, on, steps) {
  const found = new Map();
  all.forEach((each) => {
    const target = targetOf(each), far = steps.get(target);
    if (!bears(each) || far === undefined || DATA.claims[target].h) return;
    const known = found.get(each[0]);
    if (each[3] !== "contrast" && (!known || far < known.steps)) found.set(each[0], { id: each[0], on: target, steps: far, how: each[3] || null, answered: !each[3] && DATA.attacks.some((other) => !other[1] && other[2] === each[0]) });
  });
  return [...found.values()].sort((a, b) => Number(a.answered) - Number(b.answered) || a.steps - b.steps);
}
