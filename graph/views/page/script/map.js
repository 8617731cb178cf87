// The map: which part of the argument is on the stage, and what a reader does with it.
let SCENE = null, SCENE_KEY = "", RELATED = null;
let LINES = { arcShapes: [], joints: new Map(), rails: [] };
let HOVERED = null, MOVED = false;
const CACHE = new Map(); // shapes of boxes

const nodeId = (kind, place) => kind + place;

function startMap() {
  readTheme();
  startStage($("_graph"), {
    draw: drawMap,
    click: clicked,
    doubleClick: () => { if (PRESSED !== null) toggle(PRESSED); },
    over: (point) => {
      const box = point && boxAt(point);
      const id = box ? nodeId(...box) : null;
      if (id === HOVERED) return;
      HOVERED = id;
      $("_graph").classList.toggle("over", Boolean(box));
      // What does not fit into its box comes where one points.
      $("_graph").title = !box || box[0] === "n" ? "" : box[0] === "c" ? (DATA.claims[box[1]].cut ? DATA.claims[box[1]].t : "") : DATA.works[box[1]].cut ? DATA.works[box[1]].t : "";
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
  if (faded && !FORCED.matches) ctx.globalAlpha = 0.36;
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
  paint(ctx, faded && FORCED.matches ? shapes.map(asGray) : shapes);
  ctx.restore();
}

// With forced colours what is faded has the system's own gray, all of it: pale would be another colour.
const FORCED = matchMedia("(forced-colors: active)");
const asGray = (shape) => (shape[0] === "text" ? shape.with(6, "GrayText") : shape.map((part, i) => (i === 2 && part ? "Canvas" : i === 3 && part ? "GrayText" : part)));

function asBar(shape) {
  if (shape[0] !== "text") return shape;
  const [, text, x, y, size, , colour, align] = shape;
  const long = Math.min(210, text.length * size * 0.48);
  const left = align === "right" ? x - long : align === "center" ? x - long / 2 : x;
  return ["path", `M${left} ${y}h${long}`, null, colour, size / 4];
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

// Lay out what is to be on the map, if it is not laid out already; whether it was not.
function arrange() {
  const overview = DATA.big && STATE.by === "section" && STATE.focus === null && !STATE.selected && !filtered();
  const shown = overview ? new Set() : shownNow();
  const key = JSON.stringify([overview, WRITTEN, STATE.by, sourcesNow(), [...shown].sort((a, b) => a - b)]);
  if (key === SCENE_KEY) return false;
  const opened = SCENE_KEY === "";
  SCENE_KEY = key;
  SCENE = overview ? overviewScene() : STATE.by === "section" ? sectionScene(shown) : opened && isOpening(shown) ? openingScene() : sceneOf(shown, sourcesNow());
  remakeLines();
  const dense = SCENE.drawing.plain ? ". Too dense to be untangled: boxes are in plain order, and lines run straight, behind them" : "";
  $("_count").textContent = (overview ? `${DATA.claims.length} claims in ${SECTIONS.length} sections` : `${shown.size} of ${DATA.claims.length} claims`
    + (STATE.by === "argument" && sourcesNow() && shown.size && !SCENE.nodes.some(([kind]) => kind === "n") ? ", none of which cites a note: unfold or focus one" : "")) + dense;
  return true;
}

function renderMap() {
  if (STATE.view !== "map") return;
  const chosen = STATE.selected;
  const falls = showStruck();
  if (chosen) revealChosen(chosen);
  const before = SCENE;
  const fresh = arrange();
  const grown = resized(), unseen = STAGE.at === d3.zoomIdentity;
  if (fresh ? !stayedAt(before) : unseen || (grown && !MOVED)) fit(true);
  // A column for each section has no room for sources; nor are they offered where none would come.
  $("_sources").hidden = STATE.by === "section" || (!sourcesNow() && !SCENE.nodes.some(([kind, place]) => kind === "c" && NOTES_OF[place].length));
  RELATED = relatedTo(chosen);
  if (falls && !chosen) lookAtHits();
  showSelected();
  drawNow();
}

// What is selected is on the map, of many claims some; what a filter or a focus left out stays out.
function revealChosen(chosen) {
  const [kind, at] = chosen;
  if (!["claim", "argument"].includes(kind)) leaveFor(chosen);
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

// A note, work, actor or topic of which a focus or a filter shows nothing leaves it, and says so.
function leaveFor(chosen) {
  const claims = claimsOf(chosen);
  if ((STATE.focus === null && !filtered()) || !claims.length) return;
  const shown = shownNow();
  if (claims.some((claim) => shown.has(claim))) return;
  tell(STATE.focus === null ? "The filter showed nothing of it, and is cleared." : "The focus showed nothing of it: this is the whole argument.");
  Object.assign(STATE, { focus: null, filter: {} });
  history.replaceState(null, "", addressOf(STATE));
  ARRIVED = location.hash;
  renderFilters();
  renderOnly();
}

function isOpening(shown) {
  return !WRITTEN && !sourcesNow() && STATE.focus === null && DATA.opening.nodes.length === shown.size
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
