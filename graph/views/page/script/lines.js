// Lines, meeting points and tabs of the map: what is drawn beside the boxes; and clicks.
function drawLines(ctx) {
  if (!SCENE) return;
  for (const shapes of SCENE.back || []) paint(ctx, [shapes]);
  if (SCENE.quiet && !(STATE.selected && STATE.selected[0] === "claim")) return;
  const order = SCENE.arcs.map((_, number) => number);
  const lit = order.filter((number) => !lineFaded(number));
  ctx.save();
  if (RELATED) ctx.globalAlpha = 0.18;
  for (const number of order) if (RELATED && !SCENE.quiet && lineFaded(number)) paint(ctx, LINES.arcShapes[number]);
  ctx.globalAlpha = 1;
  for (const number of lit) paint(ctx, LINES.arcShapes[number]);
  LINES.rails.forEach((shapes, rail) => {
    const own = SCENE.rails[rail][1];
    if (!own.some(jointSeen)) return;
    ctx.globalAlpha = RELATED && own.every(reasonFaded) ? 0.25 : 1;
    paint(ctx, shapes);
  });
  for (const [reason, [, , shapes]] of LINES.joints) {
    if (!jointSeen(reason)) continue;
    ctx.globalAlpha = RELATED && reasonFaded(reason) ? 0.25 : 1;
    paint(ctx, shapes);
    if (STATE.selected && STATE.selected[0] === "argument" && STATE.selected[1] === reason) {
      const [x, y] = LINES.joints.get(reason);
      paint(ctx, [["path", circle(x, y, 12), null, THEME.ring, 3]]);
    }
  }
  ctx.restore();
}

// By section only what has to do with the selected claim has lines.
function jointSeen(reason) {
  if (!SCENE.quiet) return true;
  const { c, p } = DATA.reasons[reason];
  return Boolean(STATE.selected) && STATE.selected[0] === "claim" && [c, ...p].includes(STATE.selected[1]);
}

function lineFaded(number) {
  if (!RELATED) return false;
  const [tail, head] = SCENE.arcs[number];
  if (SCENE.quiet) return !isSelected(...SCENE.nodes[tail]) && !isSelected(...SCENE.nodes[head]);
  return isFaded(...SCENE.nodes[tail]) || isFaded(...SCENE.nodes[head]);
}

function reasonFaded(reason) {
  return !RELATED.claims.has(DATA.reasons[reason].c) || !DATA.reasons[reason].p.every((p) => RELATED.claims.has(p));
}

// A tab right of a box tells how much is folded away behind it.
function tabs() {
  if (!SCENE || STATE.by === "section") return [];
  const shown = new Set(SCENE.nodes.filter(([kind]) => kind === "c").map(([, place]) => place));
  const found = [];
  SCENE.nodes.forEach(([kind, place], number) => {
    if (kind !== "c") return;
    const away = [...BESIDE[place]].filter((other) => !shown.has(other));
    const hidden = away.length;
    const hit = NOW && away.some((other) => [...traceBelow([other])].some((each) => NOW.of("c", each).word));
    const [x, y] = SCENE.drawing.boxes[number];
    const [width, height] = sizeOf(kind, place);
    // A box that can be folded says so when it is selected or pointed at.
    const text = hidden ? `+${hidden}` : BESIDE[place].size ? "−" : null;
    // What folds is no wider than the gap before the points where premises meet.
    if (text) found.push({ place, x: x + width, y: y + height / 2 - 12, width: hidden ? 12 + text.length * 7 : 13, text, hit, folds: !hidden });
  });
  return found;
}

const tabSeen = ({ place, folds }) => STAGE.at.k >= 0.2 && (!folds || HOVERED === nodeId("c", place) || isSelected("c", place));

function drawTabs(ctx) {
  if (!SCENE) return;
  if (SCENE.tabs === undefined || SCENE.told !== NOW) {
    SCENE.tabs = tabs();
    SCENE.told = NOW;
  }
  for (const { place, x, y, width, text, hit } of SCENE.tabs.filter(tabSeen)) {
    ctx.save();
    if (isFaded("c", place) && !hit) ctx.globalAlpha = 0.3;
    paint(ctx, [
      ["path", `M${x} ${y - 9}h${width - 5}a5 5 0 0 1 5 5v8a5 5 0 0 1 -5 5h${5 - width}z`, hit ? THEME.fall : THEME.accent, null],
      ["text", text, x + width / 2, y + 0.5, 11, true, THEME.ground, "center"],
    ]);
    ctx.restore();
  }
}

function toggle(claim) {
  ANCHOR = claim;
  const unfolded = unfoldedNow();
  const hidden = [...BESIDE[claim]].some((other) => !shownFrom(rootsNow(), unfolded).has(other));
  if (hidden || !unfolded.has(claim)) unfolded.add(claim);
  else unfolded.delete(claim);
  BY_HAND.delete(claim);
  BY_HAND.set(claim, unfolded.has(claim));
  go({ selected: ["claim", claim] });
  say(unfolded.has(claim) ? "unfolded" : "folded");
}

// The nearest tab or meeting point: what is drawn there, else within 12 pixels of its middle, where
// the map is near enough to be read, so that a finger finds it; but a box comes first.
function targetAt(x, y, inBox) {
  const reach = inBox ? 0 : STAGE.at.k < 0.5 ? 11 : 12 / STAGE.at.k;
  let nearest = null, least = Infinity;
  const offer = (away, most, act) => {
    if (away > most || away >= least) return;
    least = away;
    nearest = act;
  };
  for (const tab of ((SCENE && SCENE.tabs) || []).filter(tabSeen)) {
    const dx = Math.abs(x - tab.x - tab.width / 2), dy = Math.abs(y - tab.y);
    const on = dx <= tab.width / 2 && dy <= 9;
    offer(on ? 0 : Math.max(dx, dy), on ? 0 : reach, () => toggle(tab.place));
  }
  for (const [reason, [jx, jy]] of LINES.joints) {
    const away = Math.hypot(x - jx, y - jy);
    if (jointSeen(reason)) offer(away <= 8.5 ? 0 : away, Math.max(8.5, reach), () => select(["argument", reason]));
  }
  return nearest;
}

let PRESSED = null; // the claim that was clicked last, for a double click
function clicked(point) {
  const [x, y] = point;
  PRESSED = null;
  const box = boxAt(point);
  const target = targetAt(x, y, Boolean(box));
  if (target) return target();
  if (!box) return select(null);
  const [kind, place] = box;
  if (kind === "c") PRESSED = place;
  if (kind === "s") return go({ filter: { section: SECTIONS[place].id }, by: "argument" });
  return select([{ c: "claim", n: "note", w: "work" }[kind], place]);
}
