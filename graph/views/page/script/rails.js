// Premises that several arguments of one conclusion share, drawn once, as rails.py.

// `args`: [place, conclusion, premises] each. A rail: [premises that all need, places of the arguments].
function railsOf(args) {
  /** @type {Map<number, Map<number, number[]>>} */
  const byConclusion = new Map();
  for (const [place, conclusion, premises] of args) {
    if (premises.length < 2) continue;
    if (!byConclusion.has(conclusion)) byConclusion.set(conclusion, new Map());
    byConclusion.get(conclusion).set(place, premises);
  }
  /** @type {[number[], number[]][]} */
  const found = [];
  for (const own of byConclusion.values()) {
    const holders = new Map(), taken = new Set();
    for (const [place, premises] of own) {
      for (const premise of new Set(premises)) {
        if (!holders.has(premise)) holders.set(premise, []);
        holders.get(premise).push(place);
      }
    }
    for (const premise of [...holders.keys()].sort((a, b) => holders.get(b).length - holders.get(a).length)) {
      const rail = joined(holders.get(premise).filter((place) => !taken.has(place)).map((place) => [place, own.get(place)]));
      if (!rail) continue;
      found.push(rail);
      rail[1].forEach((place) => taken.add(place));
    }
  }
  return found;
}

/** @returns {[number[], number[]] | null} */
function joined(own) {
  while (own.length > 1) {
    const others = own.slice(1).map(([, premises]) => new Set(premises));
    const common = [...new Set(own[0][1])].filter((premise) => others.every((each) => each.has(premise)));
    const more = own.filter(([, premises]) => new Set(premises).size > common.length);
    if (more.length === own.length) return [common, own.map(([place]) => place)];
    own = more;
  }
  return null;
}

// The bar of each rail that has one to draw: from its first to its last point, and where the shared lines join it.
function railShapes(scene) {
  return scene.rails.map(([premises, args], number) => {
    const { ports } = scene.drawing;
    const at = ports.get(scene.railPort + number);
    const points = [...args.map((reason) => ports.get(reason)), at].filter(Boolean);
    if (!at || points.length < 2) return [];
    const heights = points.map(([, y]) => y);
    const ours = args.every((reason) => DATA.reasons[reason].by === "us");
    const colour = THEME[ours ? "ours" : "support"];
    return [["path", `M${at[0]} ${Math.min(...heights)}V${Math.max(...heights)}`, null, colour, 3],
      ...(premises.length > 1 ? andShapes(...at, ours) : [["path", circle(...at, 4), colour, THEME.ground, 1]])];
  });
}
