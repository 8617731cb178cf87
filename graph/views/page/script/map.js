// The map: which part of the argument is on the stage, and what a reader does with it.
let SCENE = null, SCENE_KEY = "", RELATED = null, NOW = null;
let LINES = { arcShapes: [], joints: new Map() };
let HOVERED = null, MOVED = false;
const CACHE = new Map(); // shapes of boxes

const nodeId = (kind, place) => kind + place;

function startMap() {
  readTheme();
  startStage($("_graph"), {
    draw: drawMap,
    click: clicked,
    doubleClick: (point) => {
      const box = boxAt(point);
      if (box && box[0] === "c") toggle(box[1]);
    },
    over: (point) => {
      const box = point && boxAt(point);
      const id = box ? nodeId(...box) : null;
      if (id === HOVERED) return;
      HOVERED = id;
      $("_graph").classList.toggle("over", Boolean(box));
      redraw();
    },
    moved: () => { MOVED = true; },
    // Until the reader has moved, the view starts anew in a frame of another size.
    resized: () => {
      if (SCENE && !MOVED) {
        fit(true);
        showSelected();
      }
      drawNow();
    },
  });
  const retheme = () => { readTheme(); CACHE.clear(); remakeLines(); redraw(); };
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", retheme);
  }
  return retheme;
}

function drawMap(pen, seen) {
  if (!SCENE) return;
  drawLines(pen);
  SCENE.nodes.forEach(([kind, place], number) => {
    const [x, y] = SCENE.drawing.boxes[number];
    const [width, height] = SCENE.boxes[number];
    const top = y - height / 2;
    if (x < seen.right && x + width > seen.left && top < seen.bottom && top + height > seen.top) drawBox(pen, kind, place, x, top, width, height);
  });
  drawTabs(pen);
}

// The box at a point, as [kind, place], or null.
function boxAt([x, y]) {
  if (!SCENE) return null;
  const number = SCENE.drawing.boxes.findIndex(([left, middle], number) => {
    const [width, height] = SCENE.boxes[number];
    return x >= left && x <= left + width && Math.abs(y - middle) <= height / 2;
  });
  return number < 0 ? null : SCENE.nodes[number];
}

function drawBox(ctx, kind, place, x, y, width, height) {
  const id = nodeId(kind, place);
  const now = NOW ? NOW.of(kind, place) : null;
  const key = id + (now ? `|${now.status}|${now.word || ""}|${now.struck || ""}` : "");
  if (!CACHE.has(key)) CACHE.set(key, shapesOf(kind, place, now));
  const faded = isFaded(kind, place);
  ctx.save();
  ctx.translate(x, y);
  if (faded) ctx.globalAlpha = 0.36;
  const chosen = isSelected(kind, place);
  if (chosen || HOVERED === id) {
    const r = kind === "n" ? 15 : kind === "c" && DATA.claims[place].h ? 15 : 7;
    ctx.strokeStyle = chosen ? THEME.ring : THEME.muted;
    ctx.lineWidth = chosen ? 3 : 1;
    ctx.setLineDash([]);
    ctx.stroke(pathOf(roundRect(-4, -4, width + 8, height + 8, r)));
  }
  let shapes = CACHE.get(key);
  // Far away nobody can read: lines of text become bars, which are cheaper to draw, and what falls is
  // one colour.
  if (STAGE.at.k < 0.28) {
    shapes = now && now.word ? [["path", roundRect(0, 0, width, height, 8), now.word === "weakens" ? THEME.weaken : THEME.fall]] : shapes.map(asBar);
  }
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
    const claims = NOW ? new Set([...struckSets(STATE.struck).claims, ...hits()]) : null;
    return claims && SCENE.nodes.some(([kind, place]) => kind === "c" && claims.has(place)) ? { ...struckSets(STATE.struck), claims } : null;
  }
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
  // By section the paper is shown in its own order, whole.
  if (STATE.by === "section" && STATE.focus === null) return new Set(DATA.claims.keys());
  return shownFrom(rootsNow(), unfoldedNow());
}

const sourcesNow = () => (STATE.sources === null ? STATE.focus !== null : STATE.sources);

function renderMap() {
  if (STATE.view !== "map") return;
  const chosen = STATE.selected;
  const falls = showStruck();
  if (chosen) revealChosen(chosen);
  const overview = DATA.big && STATE.by === "section" && STATE.focus === null && !chosen && !filtered();
  const shown = overview ? new Set() : shownNow();
  const key = JSON.stringify([overview, STATE.by, sourcesNow(), [...shown].sort((a, b) => a - b)]);
  const fresh = key !== SCENE_KEY;
  resized();
  if (fresh) {
    const opened = SCENE_KEY === "";
    SCENE_KEY = key;
    const before = SCENE;
    SCENE = overview ? overviewScene() : STATE.by === "section" ? sectionScene(shown) : opened && isOpening(shown) ? openingScene() : sceneOf(shown, sourcesNow());
    remakeLines();
    if (!stayedAt(before)) fit(true);
  }
  RELATED = relatedTo(chosen);
  if (falls && !chosen) lookAtHits();
  showSelected();
  drawNow();
  $("_count").textContent = overview ? `${DATA.claims.length} claims in ${SECTIONS.length} sections` : `${shown.size} of ${DATA.claims.length} claims`
    + (STATE.by === "argument" && sourcesNow() && shown.size && !SCENE.nodes.some(([kind]) => kind === "n") ? ", none of which cites a note: unfold or focus one" : "");
}

// What is selected is on the map, of many claims some; what a filter or a focus left out stays out.
function revealChosen(chosen) {
  const [kind, at] = chosen;
  if (STATE.focus === null && filtered()) return;
  if (kind === "claim") reveal(at);
  else if (kind === "argument") reveal(DATA.reasons[at].c);
  else if (STATE.focus === null) {
    const claims = claimsOf(chosen);
    const shown = shownFrom(rootsNow(), unfoldedNow());
    if (!claims.some((claim) => shown.has(claim))) claims.slice(0, MANY).forEach(reveal);
  }
}
const MANY = 12;

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

// What falls and weakens, as near as it can all be seen and still be read.
function lookAtHits() {
  if (!NOW) return fit(true);
  const apart = hits().filter((claim) => !EXTRA.has(claim));
  const hit = new Set(apart.length ? apart : hits());
  const boxes = SCENE.nodes.flatMap(([kind, place], number) => (kind === "c" && hit.has(place) ? [[...SCENE.drawing.boxes[number], ...SCENE.boxes[number]]] : []));
  if (!boxes.length) return undefined;
  const left = Math.min(...boxes.map(([x]) => x)), right = Math.max(...boxes.map(([x, , width]) => x + width));
  const top = Math.min(...boxes.map(([, y, , height]) => y - height / 2)), bottom = Math.max(...boxes.map(([, y, , height]) => y + height / 2));
  const { clientWidth, clientHeight } = $("_graph");
  const { above, below } = covered();
  const scale = Math.max(0.3, Math.min((clientWidth - 80) / (right - left), (clientHeight - above - below) / (bottom - top), 1));
  return lookAt({ x: (left + right) / 2, y: (top + bottom) / 2 + (below - above) / 2 / scale, scale }, true);
}

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
  const scale = readable ? Math.max(whole, legible) : Math.max(whole, 0.03);
  MOVED = MOVED && !readable;
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
