// What part of the map is in the frame: the beginning of the argument, what is selected, what falls.

// What was pointed at when the map changed stays where the reader saw it; whether anything was.
let ANCHOR = null;
function stayedAt(before) {
  const claim = ANCHOR;
  ANCHOR = null;
  if (!before || claim === null) return false;
  const [from, to] = [before, SCENE].map((scene) => scene.drawing.boxes[scene.nodes.findIndex(([kind, place]) => kind === "c" && place === claim)]);
  if (!from || !to) return false;
  const view = viewNow();
  lookAt({ x: view.x + to[0] - from[0], y: view.y + to[1] - from[1] });
  return true;
}

// What lies over the map, in pixels: buttons above, the legend below.
const covered = () => ({ above: document.querySelector(".over.top").offsetHeight + 16, below: $("_legend").offsetHeight + 24 });

// Show everything if it can still be read, else the beginning of the argument.
function fit(readable) {
  const frame = $("_graph");
  const width = frame.clientWidth || 800, height = frame.clientHeight || 600;
  const { above, below } = covered();
  const room = Math.max(height - above - below, 120);
  const { width: w, height: h } = SCENE.drawing;
  const whole = Math.min((width - 60) / Math.max(w, 1), room / Math.max(h, 1), 1.1);
  const legible = whole > 0.68 ? whole : Math.min(1.1, Math.max(0.82, width / 1300), (width - 24) / 290);
  const scale = readable ? Math.max(whole, legible) : Math.max(whole, LEAST);
  MOVED = !readable;
  const half = room / 2 / scale;
  const first = SCENE.drawing.boxes.length ? SCENE.drawing.boxes[0][1] : 0;
  const x = w * scale > width - 60 ? (width / 2 - 30) / scale : w / 2;
  const wanted = (2 * half >= h ? h / 2 : Math.min(Math.max(first, half), h - half)) + (below - above) / 2 / scale;
  const top = wanted - height / 2 / scale;
  lookAt({ x, y: 2 * half >= h ? wanted : uncut(top, 90 / scale) + height / 2 / scale, scale });
}

// The nearest height, within reach, at which the upper edge of the frame cuts no box.
function uncut(top, reach) {
  const gap = 6;
  const spans = SCENE.drawing.boxes.map(([, y], number) => [y - SCENE.boxes[number][1] / 2 - gap, y + SCENE.boxes[number][1] / 2 + gap]);
  const clear = (at) => spans.every(([from, to]) => at <= from || at >= to);
  const near = spans.flat().filter((at) => Math.abs(at - top) <= reach && clear(at)).sort((a, b) => Math.abs(a - top) - Math.abs(b - top));
  return clear(top) || !near.length ? top : near[0];
}

// What falls and weakens, as near as it can all be seen and still be read.
function lookAtHits() {
  if (!NOW) return fit(true);
  const apart = hits().filter((claim) => !EXTRA.has(claim));
  const hit = new Set(apart.length ? apart : hits());
  const boxes = SCENE.nodes.flatMap(([kind, place], number) => (kind === "c" && hit.has(place) ? [[...SCENE.drawing.boxes[number], ...SCENE.boxes[number]]] : []));
  if (!boxes.length) return undefined;
  MOVED = true;
  const left = Math.min(...boxes.map(([x]) => x)), right = Math.max(...boxes.map(([x, , width]) => x + width));
  const top = Math.min(...boxes.map(([, y, , height]) => y - height / 2)), bottom = Math.max(...boxes.map(([, y, , height]) => y + height / 2));
  const { clientWidth, clientHeight } = $("_graph");
  const { above, below } = covered();
  const scale = Math.max(0.3, Math.min((clientWidth - 80) / (right - left), (clientHeight - above - below) / (bottom - top), 1));
  return lookAt({ x: (left + right) / 2, y: (top + bottom) / 2 + (below - above) / 2 / scale, scale }, true);
}

// Where the box of a thing is, or of the first claim it is about: [left, middle, width, height].
function boxOf(thing) {
  if (!SCENE || !thing) return null;
  const own = nodeId({ note: "n", work: "w" }[thing[0]] || "c", thing[1]);
  const wanted = thing[0] === "argument" ? [] : [own];
  wanted.push(...claimsOf(thing).map((claim) => nodeId("c", claim)));
  const at = new Map(SCENE.nodes.map((node, number) => [nodeId(...node), number]));
  const number = at.get(wanted.find((id) => at.has(id)));
  return number === undefined ? null : [...SCENE.drawing.boxes[number], ...SCENE.boxes[number].slice(0, 2)];
}

// Move only as far as is needed for the selected box to be seen whole; what was out of sight comes to
// the middle.
function showSelected() {
  const box = boxOf(STATE.selected);
  if (!box) return;
  const [x, y, width, height] = box;
  const frame = $("_graph");
  const scale = Math.max(STAGE.at.k, Math.min(0.7, (frame.clientWidth - 24) / 290));
  const view = viewNow();
  const halfWidth = frame.clientWidth / 2 / scale, halfHeight = frame.clientHeight / 2 / scale;
  const above = covered().above / scale, below = covered().below / scale, beside = 60 / scale;
  const into = (at, low, high) => (high < low ? (low + high) / 2 : Math.min(Math.max(at, low), high));
  const hidden = Math.abs(x + width / 2 - view.x) > halfWidth + width / 2 || Math.abs(y - view.y) > halfHeight + height / 2;
  const to = hidden ? { x: x + width / 2 - halfWidth / 4, y: y + (below - above) / 2 } : {
    x: into(view.x, x + width + beside - halfWidth, x - 24 / scale + halfWidth),
    y: into(view.y, y + height / 2 + below - halfHeight, y - height / 2 - above + halfHeight),
  };
  if (Math.abs(to.x - view.x) + Math.abs(to.y - view.y) < 1 && scale === view.scale) return;
  lookAt({ ...to, scale }, true);
}
