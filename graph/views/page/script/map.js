// The map: vis-network moves and draws it; every box and line is placed by the layout.
let NETWORK = null, BOXES = null, SCENE = null, SCENE_KEY = "", RELATED = null, NOW = null;
let LINES = { arcShapes: [], joints: new Map() };
let HOVERED = null, MOVED = false, AWAY = true;
const CACHE = new Map(); // shapes of boxes

const nodeId = (kind, place) => kind + place;
const reduced = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function startMap() {
  readTheme();
  BOXES = new vis.DataSet();
  const options = JSON.parse($("_options").textContent);
  options.nodes.ctxRenderer = ({ ctx, id, x, y, state }) => {
    const kind = id[0], place = Number(id.slice(1));
    const [width, height] = sizeOf(kind, place);
    return {
      drawNode: () => drawBox(ctx, kind, place, x - width / 2, y - height / 2, width, height, state),
      nodeDimensions: { width, height },
    };
  };
  NETWORK = new vis.Network($("_graph"), { nodes: BOXES, edges: new vis.DataSet() }, options);
  NETWORK.on("beforeDrawing", drawLines);
  NETWORK.on("afterDrawing", drawTabs);
  NETWORK.on("click", clicked);
  NETWORK.on("doubleClick", (event) => {
    const claim = claimAt(event);
    if (claim !== null) toggle(claim);
  });
  NETWORK.on("hoverNode", (event) => { HOVERED = event.node; $("_graph").classList.add("over"); NETWORK.redraw(); });
  NETWORK.on("blurNode", () => { HOVERED = null; $("_graph").classList.remove("over"); NETWORK.redraw(); });
  const frame = $("_graph").firstElementChild;
  frame.tabIndex = -1;
  new ResizeObserver(() => {
    // vis-network follows the frame in its own time; until the reader has moved, the view starts anew.
    if (SCENE && !MOVED) requestAnimationFrame(() => { NETWORK.setSize("100%", "100%"); NETWORK.redraw(); fit(true); if (STATE.selected) showSelected(); });
  }).observe($("_graph"));
  for (const event of ["zoom", "dragEnd"]) NETWORK.on(event, () => { MOVED = true; });
  frame.querySelector("canvas").setAttribute("aria-hidden", "true");
  const retheme = () => { readTheme(); CACHE.clear(); remakeLines(); NETWORK.redraw(); };
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", retheme);
  }
  return retheme;
}

function drawBox(ctx, kind, place, x, y, width, height, state) {
  const id = nodeId(kind, place);
  const now = NOW ? NOW.of(kind, place) : null;
  const key = id + (now ? `|${now.status}|${now.word || ""}|${now.struck || ""}` : "");
  if (!CACHE.has(key)) CACHE.set(key, shapesOf(kind, place, now));
  const faded = isFaded(kind, place);
  ctx.save();
  ctx.translate(x, y);
  if (faded) ctx.globalAlpha = 0.25;
  const chosen = isSelected(kind, place);
  if (chosen || HOVERED === id) {
    const r = kind === "n" ? 15 : kind === "c" && DATA.claims[place].h ? 15 : 7;
    ctx.strokeStyle = chosen ? THEME.ring : THEME.muted;
    ctx.lineWidth = chosen ? 3 : 1;
    ctx.setLineDash([]);
    ctx.stroke(pathOf(roundRect(-4, -4, width + 8, height + 8, r)));
  }
  let shapes = CACHE.get(key);
  // Far away nobody can read: lines of text become bars, which are cheaper to draw.
  if (NETWORK && NETWORK.getScale() < 0.28) shapes = shapes.map(asBar);
  paint(ctx, shapes);
  ctx.restore();
}

function asBar(shape) {
  if (shape[0] !== "text") return shape;
  const [, text, x, y, size, , colour, align] = shape;
  const long = Math.min(210, text.length * size * 0.48);
  const left = align === "right" ? x - long : align === "center" ? x - long / 2 : x;
  return ["path", `M${left} ${y}h${long}`, null, colour, size / 4];
}

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

// What stands out: the chain of the selected thing, else what the filter lets through.
function relatedTo(selected) {
  let claims;
  if (selected) {
    const [kind, at] = selected;
    if (kind === "claim") claims = new Set([at]);
    else if (kind === "argument") claims = new Set([DATA.reasons[at].c, ...DATA.reasons[at].p]);
    else if (kind === "note") claims = new Set(CITING[at]);
    else if (kind === "work") claims = new Set(NOTES_OF_WORK[at].flatMap((note) => CITING[note]));
    else if (kind === "stance") claims = new Set(DATA.stances.filter((stance) => stance.a === at.actor && stance.t === at.topic).flatMap((stance) => stance.c || []));
    else if (kind === "actor") claims = new Set(claimsOfActor(at));
    else claims = new Set(claimsOfTopic(at));
    const above = traceAbove(claims);
    const below = kind === "note" || kind === "work" || kind === "topic" ? claims : traceBelow(claims);
    const near = kind === "claim" ? [...AGAINST[at], ...STANDS_AGAINST[at]].flatMap((n) => [DATA.attacks[n][0], targetOf(DATA.attacks[n])])
      .concat([...LIMITED_BY[at], ...LIMITING[at]].flatMap((n) => [DATA.limits[n][0], targetOf(DATA.limits[n])])) : [];
    const all = new Set([...above, ...below, ...near]);
    const notes = new Set(kind === "note" ? [at] : kind === "work" ? NOTES_OF_WORK[at] : [...below].flatMap((claim) => NOTES_OF[claim]));
    const works = new Set(kind === "work" ? [at] : [...notes].flatMap((note) => WORKS_OF[note]));
    return { claims: all, notes, works };
  }
  const matching = filtered();
  if (!matching) return null;
  const notes = new Set([...matching].flatMap((claim) => NOTES_OF[claim]));
  return { claims: matching, notes, works: new Set([...notes].flatMap((note) => WORKS_OF[note])) };
}

// The part of the argument that is on the map now.
function shownNow() {
  const matching = STATE.focus === null ? filtered() : null;
  if (matching) {
    const first = [...matching].slice(0, 120);
    const above = traceAbove(first);
    return above.size > 240 ? new Set(first) : above;
  }
  return shownFrom(rootsNow(), unfoldedNow());
}

const sourcesNow = () => (STATE.sources === null ? STATE.focus !== null : STATE.sources);

function renderMap() {
  if (STATE.view !== "map") {
    AWAY = true;
    return;
  }
  const chosen = STATE.selected;
  if (chosen && chosen[0] === "claim" && !(STATE.focus === null && filtered())) reveal(chosen[1]);
  if (chosen && chosen[0] === "argument") reveal(DATA.reasons[chosen[1]].c);
  const overview = DATA.big && STATE.by === "section" && STATE.focus === null && !chosen && !filtered();
  const shown = overview ? new Set() : shownNow();
  const key = JSON.stringify([overview, STATE.by, sourcesNow(), [...shown].sort((a, b) => a - b)]);
  const fresh = key !== SCENE_KEY;
  if (fresh) {
    const opened = SCENE_KEY === "";
    SCENE_KEY = key;
    const before = SCENE;
    SCENE = overview ? overviewScene() : STATE.by === "section" ? sectionScene(shown) : opened && isOpening(shown) ? openingScene() : sceneOf(shown, sourcesNow());
    remakeLines();
    placeBoxes(before);
  }
  RELATED = relatedTo(chosen);
  if (fresh || chosen) showSelected(fresh);
  if (AWAY) NETWORK.redraw(); // which also asks how large the map is
  else NETWORK.body.emitter.emit("_requestRedraw");
  AWAY = false;
  $("_count").textContent = overview ? `${DATA.claims.length} claims in ${SECTIONS.length} sections` : `${shown.size} of ${DATA.claims.length} claims`;
}

function isOpening(shown) {
  return !sourcesNow() && STATE.focus === null && DATA.opening.nodes.length === shown.size
    && DATA.opening.nodes.every(([id]) => shown.has(Number(id.slice(1))));
}

// The layout that Python made for the opening view.
function openingScene() {
  const scene = sceneParts(new Set(DATA.opening.nodes.map(([id]) => Number(id.slice(1)))), false);
  const { nodes, ways, ports, backward } = DATA.opening;
  scene.drawing = {
    boxes: nodes.map(([, x, y]) => [x, y]), ways, ports: new Map(ports.map(([port, x, y]) => [port, [x, y]])),
    backward: new Set(backward), columns: [], width: DATA.opening.width, height: DATA.opening.height,
  };
  return scene;
}

function remakeLines() {
  if (SCENE) LINES = lineShapes(SCENE);
}

// Put the boxes where the scene says; what was selected or pointed at stays where the reader saw it.
function placeBoxes(before) {
  const anchor = anchorOf(before);
  const items = SCENE.nodes.map(([kind, place], number) => {
    const [x, y] = SCENE.drawing.boxes[number];
    return { id: nodeId(kind, place), x: x + sizeOf(kind, place)[0] / 2, y };
  });
  // Every change of its data is drawn by vis-network there and then; one drawing at the end is enough.
  NETWORK.body.emitter.emit("_blockRedraw");
  const wanted = new Set(items.map(({ id }) => id));
  const gone = BOXES.getIds().filter((id) => !wanted.has(id));
  if (gone.length) BOXES.remove(gone);
  BOXES.add(items.filter(({ id }) => !BOXES.get(id)));
  NETWORK.body.emitter.emit("_allowRedraw");
  for (const { id, x, y } of items) {
    // vis-network learns the size of a shape of our own only by drawing it, and draws only what it sees.
    const [width, height] = sizeOf(id[0], Number(id.slice(1)));
    const { shape } = Object.assign(NETWORK.body.nodes[id], { x, y });
    Object.assign(shape, { customSizeWidth: width, customSizeHeight: height, width, height, refreshNeeded: true });
    Object.assign(shape.boundingBox, { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });
  }
  if (anchor) {
    const item = items.find(({ id }) => id === anchor.id);
    if (item) {
      const view = NETWORK.getViewPosition();
      NETWORK.moveTo({ position: { x: view.x + item.x - anchor.x, y: view.y + item.y - anchor.y }, animation: false });
      return;
    }
  }
  fit(true);
}

let ANCHOR = null;
function anchorOf(before) {
  if (!before || ANCHOR === null) return null;
  const number = before.nodes.findIndex(([kind, place]) => kind === "c" && place === ANCHOR);
  const id = nodeId("c", ANCHOR);
  ANCHOR = null;
  if (number < 0) return null;
  const [x, y] = before.drawing.boxes[number];
  return { id, x: x + before.boxes[number][0] / 2, y };
}

// What lies over the map, in pixels: buttons above, the legend below.
const covered = () => ({ above: 56, below: $("_legend").offsetHeight + 24 });

// Show everything if it can still be read, else the beginning of the argument.
function fit(readable) {
  const frame = $("_graph");
  const width = frame.clientWidth || 800, height = frame.clientHeight || 600;
  const { above, below } = covered();
  const room = Math.max(height - above - below, 120);
  const { width: w, height: h } = SCENE.drawing;
  const whole = Math.min((width - 60) / Math.max(w, 1), room / Math.max(h, 1), 1.1);
  const legible = Math.min(1.1, Math.max(0.82, width / 1300), (width - 24) / 290);
  const scale = readable ? Math.max(whole, legible) : Math.max(whole, 0.03);
  const half = room / 2 / scale;
  const first = SCENE.drawing.boxes.length ? SCENE.drawing.boxes[0][1] : 0;
  const x = w * scale > width - 60 ? (width / 2 - 30) / scale : w / 2;
  const y = 2 * half >= h ? h / 2 : Math.min(Math.max(first, half), h - half);
  NETWORK.moveTo({ position: { x, y: y + (below - above) / 2 / scale }, scale, animation: false });
}

function boxOf(thing) {
  if (!SCENE || !thing) return null;
  const kind = { claim: "c", note: "n", work: "w" }[thing[0]];
  const place = thing[0] === "argument" ? DATA.reasons[thing[1]].c : thing[1];
  const number = SCENE.nodes.findIndex(([k, p]) => k === (kind || "c") && p === place);
  if (number < 0) return null;
  const [x, y] = SCENE.drawing.boxes[number];
  return [x, y, ...sizeOf(kind || "c", place)];
}

// Move only as far as is needed for the selected box to be seen whole.
function showSelected() {
  const box = boxOf(STATE.selected);
  if (!box) return;
  const [x, y, width, height] = box;
  const frame = $("_graph");
  const scale = Math.max(NETWORK.getScale(), Math.min(0.7, (frame.clientWidth - 24) / 290));
  const view = NETWORK.getViewPosition();
  const halfWidth = frame.clientWidth / 2 / scale, halfHeight = frame.clientHeight / 2 / scale;
  const above = covered().above / scale, below = covered().below / scale, beside = 60 / scale;
  const into = (at, low, high) => (high < low ? (low + high) / 2 : Math.min(Math.max(at, low), high));
  const to = {
    x: into(view.x, x + width + beside - halfWidth, x - 24 / scale + halfWidth),
    y: into(view.y, y + height / 2 + below - halfHeight, y - height / 2 - above + halfHeight),
  };
  if (Math.abs(to.x - view.x) + Math.abs(to.y - view.y) < 1 && scale === NETWORK.getScale()) return;
  NETWORK.moveTo({ position: to, scale, animation: reduced() ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
}
