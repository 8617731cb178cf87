// What stands out on the map and what fades.

function isSelected(kind, place) {
  const chosen = STATE.selected;
  if (!chosen) return false;
  return (chosen[0] === "claim" && kind === "c" && chosen[1] === place)
    || (chosen[0] === "note" && kind === "n" && chosen[1] === place)
    || (chosen[0] === "work" && kind === "w" && chosen[1] === place);
}

function isFaded(kind, place) {
  if (!RELATED || kind === "s") return false;
  return !(kind === "c" ? RELATED.claims : kind === "n" ? RELATED.notes : RELATED.works).has(place);
}

// The claims that something selected is about.
function claimsOf([kind, at]) {
  if (kind === "claim") return [at];
  if (kind === "argument") return [DATA.reasons[at].c, ...DATA.reasons[at].p];
  if (kind === "note") return CITING[at];
  if (kind === "work") return NOTES_OF_WORK[at].flatMap((note) => CITING[note]);
  if (kind === "stance") return DATA.stances.filter((stance) => stance.a === at.actor && stance.t === at.topic).flatMap((stance) => stance.c || []);
  return kind === "actor" ? claimsOfActor(at) : claimsOfTopic(at);
}

// What stands out: the chain of the selected thing, else what the filter lets through, else what falls.
function relatedTo(selected) {
  if (selected) {
    const [kind, at] = selected;
    const claims = new Set(claimsOf(selected));
    if (!claims.size) return null; // nothing to stand out: all of it stays as it is
    const above = traceAbove(claims);
    const below = kind === "note" || kind === "work" || kind === "topic" ? claims : traceBelow(claims);
    const near = kind === "claim" ? [...AGAINST[at], ...STANDS_AGAINST[at]].flatMap((n) => [DATA.attacks[n][0], targetOf(DATA.attacks[n])])
      .concat([...LIMITED_BY[at], ...LIMITING[at]].flatMap((n) => [DATA.limits[n][0], targetOf(DATA.limits[n])])) : [];
    const all = new Set([...above, ...below, ...near]);
    if (kind === "claim" && all.size === 1 && !sourcesNow()) return null; // nothing that could stand out with it
    const notes = new Set(kind === "note" ? [at] : kind === "work" ? NOTES_OF_WORK[at] : [...below].flatMap((claim) => NOTES_OF[claim]));
    const works = new Set(kind === "work" ? [at] : [...notes].flatMap((note) => WORKS_OF[note]));
    return { claims: all, notes, works };
  }
  const matching = filtered();
  if (!matching) {
    if (!NOW) return null;
    const struck = struckSets(STATE.struck);
    const claims = new Set([...struck.claims, ...hits()]);
    return SCENE.nodes.some(([kind, place]) => kind === "c" && claims.has(place)) ? { ...struck, claims } : null;
  }
  const notes = new Set([...matching].flatMap((claim) => NOTES_OF[claim]));
  return { claims: matching, notes, works: new Set([...notes].flatMap((note) => WORKS_OF[note])) };
}
