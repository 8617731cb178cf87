// Which part of the argument is on the map, and its layout: picture.py, for what a reader unfolds.
const KINDS = ["support", "attack", "limit", "source"];

function shownFrom(roots, unfolded) {
  const seen = new Set(roots);
  const waiting = [...seen];
  while (waiting.length) {
    const claim = waiting.pop();
    if (!unfolded.has(claim)) continue;
    for (const other of BESIDE[claim]) {
      if (!seen.has(other)) {
        seen.add(other);
        waiting.push(other);
      }
    }
  }
  return seen;
}

/** @returns {[number, number]} */
function sizeOf(kind, place) {
  if (kind === "c") return [DATA.claims[place].k === "thesis" ? 272 : 248, DATA.claims[place].b[0]];
  if (kind === "n") return [46, 24];
  if (kind === "s") return [300, 92];
  return [210, 12 + Math.max(1, (DATA.works[place].b || []).length / 2) * 15];
}

function sceneOf(shown, sources) {
  const scene = sceneParts(shown, sources);
  scene.drawing = layered(scene.boxes, scene.arcs);
  return scene;
}

// What is drawn of the claims `shown`: nodes as [kind, place], arcs, and what each arc is.
function sceneParts(shown, sources) {
  const nodes = [...shown].sort((a, b) => a - b).map((claim) => ["c", claim]);
  /** @type {[number, number, boolean][]} */
  const boxes = nodes.map(([, claim]) => [...sizeOf("c", claim), DATA.claims[claim].k === "thesis"]);
  const place = new Map(nodes.map(([, claim], number) => [claim, number]));
  const arcs = [], lines = [];
  const draw = (tail, head, port, kind, of, rail = 0) => {
    arcs.push([tail, head, port, KINDS.indexOf(kind === "shared" ? "support" : kind), rail]);
    lines.push([kind, of]);
  };
  const complete = DATA.reasons.map((reason, number) => (
    isThere(number) && place.has(reason.c) && reason.p.every((premise) => place.has(premise))
  ));
  const rails = railsOf(DATA.reasons.map(({ c, p }, number) => [number, c, p]).filter((_, number) => complete[number]));
  const railOf = new Map(rails.flatMap(([, args], rail) => args.map((reason) => [reason, rail])));
  const railPort = 1 + [DATA.reasons, DATA.attacks, DATA.limits, DATA.cites, DATA.holds].reduce((sum, { length }) => sum + length, 0);
  DATA.reasons.forEach((reason, number) => {
    if (!complete[number]) return;
    const rail = railOf.has(number) ? railOf.get(number) : -1, shared = rail < 0 ? [] : rails[rail][0], head = place.get(reason.c);
    for (const premise of reason.p) if (!shared.includes(premise)) draw(place.get(premise), head, number, "support", number, rail + 1);
    if (rail < 0 || rails[rail][1][0] !== number) return;
    for (const premise of shared) draw(place.get(premise), head, railPort + rail, "shared", rail, rail + 1);
  });
  let port = DATA.reasons.length;
  /** @type {[string, Opposed[]][]} */
  const against = [["attack", DATA.attacks], ["limit", DATA.limits]];
  for (const [kind, opposed] of against) {
    opposed.forEach(([source, onArgument, target], number) => {
      port++;
      if (!place.has(source)) return;
      if (!onArgument && place.has(target)) {
        draw(place.get(source), place.get(target), port, kind, number);
      } else if (onArgument && complete[target]) {
        draw(place.get(source), place.get(DATA.reasons[target].c), target, kind, number);
      }
    });
  }
  if (sources) {
    const notePlace = new Map(), workPlace = new Map();
    DATA.cites.forEach(([note, claim], number) => {
      port++;
      if (!place.has(claim)) return;
      if (!notePlace.has(note)) {
        notePlace.set(note, nodes.length);
        nodes.push(["n", note]);
        boxes.push([...sizeOf("n", note), false]);
      }
      draw(notePlace.get(note), place.get(claim), port, "source", number);
    });
    DATA.holds.forEach(([work, note], number) => {
      port++;
      if (!notePlace.has(note)) return;
      if (!workPlace.has(work)) {
        workPlace.set(work, nodes.length);
        nodes.push(["w", work]);
        boxes.push([...sizeOf("w", work), false]);
      }
      draw(workPlace.get(work), notePlace.get(note), port, "source", DATA.cites.length + number);
    });
  }
  return { nodes, boxes, arcs, lines, rails, railPort };
}
