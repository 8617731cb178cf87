// How claims stand now: once something is struck out too, and before it was.
const STANDINGS = new Map();

// Worked out once for what is struck out; `what` says what of it.
function kept(what, things, make) {
  const key = JSON.stringify([what, WRITTEN, things]);
  if (!STANDINGS.has(key)) {
    if (STANDINGS.size > 400) STANDINGS.clear();
    STANDINGS.set(key, make());
  }
  return STANDINGS.get(key);
}

// The status of every claim without `things`, as withdraw answers it; in the argument as written if `written`.
/** @param {any[]} things @returns {Status[]} */
function statusesIn(written, things) {
  return kept(["statuses", written], things, () => {
    const turn = written !== WRITTEN;
    if (turn) setWritten(written);
    const found = things.length ? statusesWithout(things) : [...BASE];
    if (turn) setWritten(!written);
    return found;
  });
}

// What is left of the lines of a claim, of what lies beneath it and of the works that reach it, as case counts them.
function measuresOf(claim, things = []) {
  return kept(["measures", claim], things, () => {
    const gone = struckSets(things), beneath = beneathLeft(claim, gone);
    return {
      lines: linesLeft(claim, gone).length, beneath: beneath.length, bare: beneath.filter((at) => DATA.claims[at].bare).length,
      works: worksReaching(claim, things),
    };
  });
}

// The fewest works without which a claim stands lower: [at least so many, these], or null where none can. What
// Python found is taken where that is exact; else it is searched for within bounds, and the two are what is proven.
/** @returns {[number, number[]] | null} */
function hangsOf(claim, things = []) {
  const known = things.length ? null : hangsNow()[claim];
  if (known && !known.lo) return known.res === null ? null : [known.res, known.cut];
  return kept(["hangs", claim], things, () => {
    const weighed = weigher([claim], things);
    const found = weighed.ranks()(claim) === 2 ? null : fewest(weighed, [claim]);
    return known && found ? [Math.max(known.lo || 0, found[0]), known.cut.length < found[1].length ? known.cut : found[1]] : found;
  });
}

// A number that the search left between two, in the words of the command line.
const between = (least, most) => (least < most ? `between ${least} and ${most}` : String(least));
const atLeast = (least, most) => (least < most ? `at least ${least}, at most ${most}` : String(least));
const wasWords = (now, was) => (now === was ? "" : ` (was ${was})`);

// The status with what to know beside it, as firmness.py says it; labels are those of the whole argument.
function standingIn(place, things) {
  const claim = DATA.claims[place];
  if (!things.length) return standing(claim);
  const status = statusesIn(WRITTEN, things)[place];
  if (status === "unsupported") return status;
  const label = claim.lab === "undecided" ? "undecided" : claim.lab ? "contested" : null;
  if (!label && claim.bare) return "no source";
  const works = measuresOf(place, things).works, hangs = status === "asserted" ? null : hangsOf(place, things);
  const caveat = label || (works.length === 1 && status !== "asserted" ? "one source" : hangs && hangs[1].length === 1 ? "fragile" : null);
  return caveat ? `${status}, ${caveat}` : status;
}

// How many theses stand how, those struck out left out: after each number what it was, where that is another.
function thesesIn(written, things) {
  const gone = struckSets(things).claims;
  const now = statusesIn(written, things), was = statusesIn(written, []);
  const theses = [...DATA.claims.keys()].filter((place) => DATA.claims[place].k === "thesis");
  const counted = (status, standings, but) => theses.filter((place) => standings[place] === status && !but.has(place)).length;
  return RANKS.map((status) => ({ status, now: counted(status, now, gone), was: counted(status, was, EMPTY) })).filter((each) => each.now || each.was);
}
