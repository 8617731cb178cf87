// What holds when some things are struck out: the program's `withdraw`, for the page's what-if.
// The same four closures as fixpoint.py; a test compares them over works and generated graphs.
function struckSets(things) {
  const sets = { works: new Set(), notes: new Set(), claims: new Set(), arguments: new Set() };
  for (const [kind, at] of things) {
    if (kind === "work") sets.works.add(at);
    else if (kind === "note") sets.notes.add(at);
    else if (kind === "claim") sets.claims.add(at);
    else if (kind === "argument") sets.arguments.add(at);
    else if (kind === "actor") worksOfActor(at).forEach((work) => sets.works.add(work));
  }
  return sets;
}

function worksOfActor(actor) {
  const made = [];
  DATA.works.forEach((work, place) => { if ((work.makers || []).includes(actor)) made.push(place); });
  return made;
}

function statusesWithout(things) {
  const gone = struckSets(things);
  const stands = WORKS_OF.map((works, note) => !gone.notes.has(note) && works.some((work) => !gone.works.has(work)));
  const missing = DATA.reasons.map((reason) => reason.p.length);
  const counts = DATA.reasons.map((reason, number) => (
    isThere(number) && !gone.arguments.has(number) && !DATA.claims[reason.c].h && !gone.claims.has(reason.c)
  ));
  const close = (seeds, held) => {
    const waiting = [...seeds];
    while (waiting.length) {
      for (const number of REASONS_FROM[waiting.pop()]) {
        if (!counts[number]) continue;
        missing[number]--;
        const { c } = DATA.reasons[number];
        if (!missing[number] && !held.has(c)) {
          held.add(c);
          waiting.push(c);
        }
      }
    }
  };
  const documented = new Set();
  NOTES_OF.forEach((notes, claim) => {
    if (!gone.claims.has(claim) && notes.some((note) => stands[note])) documented.add(claim);
  });
  close(documented, documented);
  const supported = new Set(documented);
  const seeds = [];
  DATA.claims.forEach((claim, place) => {
    if (claim.bare && !gone.claims.has(place) && !supported.has(place)) seeds.push(place);
  });
  seeds.forEach((place) => supported.add(place));
  close(seeds, supported);
  const reached = new Set(documented);
  const waiting = [...documented];
  while (waiting.length) {
    for (const number of REASONS_FROM[waiting.pop()]) {
      const { c } = DATA.reasons[number];
      if (counts[number] && !missing[number] && !reached.has(c)) {
        reached.add(c);
        waiting.push(c);
      }
    }
  }
  return DATA.claims.map((_, place) => (
    documented.has(place) ? "documented" : !supported.has(place) ? "unsupported"
      : reached.has(place) ? "partly documented" : "asserted"
  ));
}

const BASE = DATA.claims.map((claim) => claim.s);

// Change to the argument as written, or back: what there is, and how every claim stands.
const STANDING = ["s", "lab", "m", "bare", "ln"];
function setWritten(on) {
  if (on === WRITTEN) return;
  WRITTEN = on;
  DATA.claims.forEach((claim, place) => {
    if (!claim.w) return;
    const other = claim.w;
    claim.w = {};
    for (const key of STANDING) {
      if (key in claim) claim.w[key] = claim[key];
      delete claim[key];
      if (key in other) claim[key] = other[key];
    }
    BASE[place] = claim.s;
  });
  connect();
}
const weakNow = () => (WRITTEN ? DATA.written.weak : DATA.weak);
const hangsNow = () => (WRITTEN ? DATA.written.hangs : DATA.hangs) || {};
const startsNow = () => (WRITTEN ? DATA.written : DATA.opening);

function withdraw(things) {
  const after = statusesWithout(things);
  const gone = struckSets(things).claims;
  const lost = [], weakened = [];
  after.forEach((status, place) => {
    if (gone.has(place) || RANKS.indexOf(status) <= RANKS.indexOf(BASE[place])) return;
    if (status === "unsupported") lost.push(place);
    else weakened.push({ claim: place, before: BASE[place], after: status });
  });
  return { after, lost, weakened };
}

// Which single work would do the most harm next: the theses first, then how many fall and weaken.
function mostDamaging(things, limit) {
  const now = withdraw(things);
  const struck = struckSets(things).works;
  const found = [];
  DATA.works.forEach((_, place) => {
    if (struck.has(place) || !NOTES_OF_WORK[place].some((note) => CLAIMS_OF_NOTE[note].length)) return;
    const then = withdraw([...things, ["work", place]]);
    let theses = 0, fall = 0, weaken = 0;
    then.after.forEach((status, claim) => {
      const drop = RANKS.indexOf(status) - RANKS.indexOf(now.after[claim]);
      if (drop <= 0) return;
      if (DATA.claims[claim].k === "thesis") theses++;
      if (status === "unsupported") fall++;
      else weaken++;
    });
    if (fall + weaken) found.push({ place, theses, fall, weaken });
  });
  found.sort((a, b) => b.theses - a.theses || b.fall - a.fall || b.weaken - a.weaken || a.place - b.place);
  return found.slice(0, limit);
}

// The works that reach a claim once `things` are struck out, as theses.py defines it: through citations
// that stand, and arguments all of whose premises are supported; not through the reasons of others.
function worksReaching(claim, things = []) {
  const gone = struckSets(things);
  const status = statusesIn(WRITTEN, things);
  const met = new Set(gone.claims.has(claim) ? [] : [claim]);
  const works = new Set();
  for (const at of met) {
    for (const note of NOTES_OF[at]) {
      if (!gone.notes.has(note)) WORKS_OF[note].forEach((work) => { if (!gone.works.has(work)) works.add(work); });
    }
    for (const number of DATA.claims[at].h ? [] : REASONS_FOR[at]) {
      const { p } = DATA.reasons[number];
      if (!gone.arguments.has(number) && p.every((premise) => status[premise] !== "unsupported")) p.forEach((premise) => met.add(premise));
    }
  }
  return [...works].sort((a, b) => a - b);
}

// The other theses that a claim lends support to, through arguments for the author's claims, as theses.py has it.
function thesesAbove(claim) {
  const met = new Set([claim]);
  for (const at of met) {
    for (const number of REASONS_FROM[at]) {
      const { c } = DATA.reasons[number];
      if (!DATA.claims[c].h) met.add(c);
    }
  }
  met.delete(claim);
  return [...met].filter((each) => DATA.claims[each].k === "thesis").sort((a, b) => a - b);
}

// Works, of those that reach a claim once `things` are struck out, whose loss alone then lowers its status.
function loadBearing(claim, works, things = []) {
  const rank = RANKS.indexOf(statusesWithout(things)[claim]);
  return works.filter((work) => RANKS.indexOf(statusesWithout([...things, ["work", work]])[claim]) > rank);
}

// Claims below one, itself left out, whose loss alone lowers its status, each with that lower status.
function loadBearingClaims(claim, things = []) {
  const rank = RANKS.indexOf(statusesWithout(things)[claim]);
  const gone = struckSets(things).claims;
  return [...traceBelow([claim])].filter((below) => below !== claim && !gone.has(below)).sort((a, b) => a - b)
    .map((below) => ({ claim: below, without: statusesWithout([...things, ["claim", below]])[claim] }))
    .filter(({ without }) => RANKS.indexOf(/** @type {Status} */ (without)) > rank);
}

// Premises that every one of two or more arguments needs, in the order of the first.
function neededByAll(claim) {
  const [first, ...others] = REASONS_FOR[claim].map((number) => DATA.reasons[number].p);
  if (!others.length) return [];
  return first.filter((premise) => premise !== claim && others.every((other) => other.includes(premise)));
}

// A witness of a claim, as semantics.md defines it: works and bare assertions below that are enough
// without the others and of which none can be spared. Assertions are spared first, and by halves:
// what can go together goes at once. [works, assertions], or null if nothing supports the claim.
function enoughFor(claim, things = []) {
  if (statusesWithout(things)[claim] === "unsupported") return null;
  const struck = struckSets(things).claims;
  const below = DATA.claims[claim].h ? [claim] : [...traceBelow([claim])].sort((a, b) => a - b);
  const kept = { work: new Set(worksReaching(claim, things)), claim: new Set(below.filter((place) => DATA.claims[place].bare && !struck.has(place))) };
  let gone = [...things];
  const spare = (group) => {
    const without = [...gone, ...group];
    if (statusesWithout(without)[claim] !== "unsupported") {
      gone = without;
      for (const [kind, place] of group) kept[kind].delete(place);
    } else if (group.length > 1) {
      const half = group.length >> 1;
      spare(group.slice(0, half));
      spare(group.slice(half));
    }
  };
  for (const kind of ["claim", "work"]) if (kept[kind].size) spare([...kept[kind]].map((place) => [kind, place]));
  return [[...kept.work], [...kept.claim]];
}
