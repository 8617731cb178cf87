// What boxes and lines look like, as shapes that a canvas and an SVG file draw alike.
//
// A shape is ["path", d, fill, stroke, width, dash] or ["text", text, x, y, size, bold, colour, align, rtl].
const FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif';
/** @type {Partial<Record<Status | ClaimRecord["m"], string>>} */
const MARKS = { documented: "full", "partly documented": "half", asserted: "ring", unsupported: "cross",
  undecided: "query", contested: "query" };
let THEME = {};

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  THEME = {};
  for (const name of ["ink", "muted", "paper", "ground", "edge", "accent", "thesis", "thesis-ink", "said", "said-edge",
    "said-ink", "support", "ours", "attack", "limit", "source", "good", "fair", "poor", "ring", "fall", "weaken"]) {
    THEME[name] = style.getPropertyValue("--" + name).trim();
  }
}

function roundRect(x, y, width, height, r) {
  return `M${x + r} ${y}h${width - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${height - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}`
    + `h${2 * r - width}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - height}a${r} ${r} 0 0 1 ${r} ${-r}z`;
}

function circle(x, y, r) {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

/** @type {Record<Status, string>} */
const STATUS_COLOUR = { documented: "good", "partly documented": "fair", asserted: "poor", unsupported: "attack" };

function markShapes(mark, x, y, colour) {
  const form = MARKS[mark] || "ring";
  if (form === "cross") return [["path", `M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7`, null, colour, 2]];
  if (form === "query") return [["text", "?", x, y, 12, true, THEME.attack, "center"]];
  if (form === "full") return [["path", circle(x, y, 4), colour, null]];
  const shapes = [["path", circle(x, y, 3.5), null, colour, 1.5]];
  if (form === "half") shapes.push(["path", `M${x} ${y - 3.5}a3.5 3.5 0 0 0 0 7z`, colour, null]);
  return shapes;
}

// The box of a claim, from its upper left corner; `now` is what the what-if says of it, if anything.
function claimShapes(place, now) {
  const claim = DATA.claims[place];
  const thesis = claim.k === "thesis", said = Boolean(claim.h);
  const [width, height] = sizeOf("c", place);
  const ink = thesis ? THEME["thesis-ink"] : THEME.ink;
  const quiet = thesis ? THEME["thesis-ink"] : THEME.muted;
  const fill = thesis ? THEME.thesis : said ? THEME.said : THEME.paper;
  const hit = now && now.word ? (now.word === "weakens" ? THEME.weaken : THEME.fall) : null;
  const shapes = [["path", roundRect(0, 0, width, height, said ? 12 : 4), fill,
    hit || (said ? THEME["said-edge"] : thesis ? THEME.thesis : THEME.edge), hit ? 3 : 1.25, said && !hit ? [5, 3] : null]];
  const status = now ? now.status : claim.s;
  const size = thesis ? 14.5 : 13, leading = thesis ? 19 : 17;
  const left = 15, right = width - 10;
  let y = 9;
  if (said) {
    shapes.push(["text", claim.head || holderOf(claim), left, y + 8, 11, true, THEME["said-ink"], "left"]);
    y += 16;
  }
  for (let i = 1; i < claim.b.length; i += 2) {
    let line = sliceText(claim.t, claim.b[i], claim.b[i + 1]);
    if (claim.cut && i + 2 >= claim.b.length) line += "…";
    shapes.push(["text", line, claim.rtl ? right : left, y + leading / 2, size, thesis, ink,
      claim.rtl ? "right" : "left", claim.rtl, right - left]);
    y += leading;
  }
  const foot = height - 12;
  const notes = footNotes(claim);
  if (notes) shapes.push(["text", notes, left, foot, 11, false, thesis ? ink : THEME.accent, "left"]);
  const word = now && now.word ? now.word : standing(claim);
  const colour = thesis ? ink : hit || THEME[STATUS_COLOUR[status]];
  shapes.push(["text", word, right, foot, 10.5, Boolean(now && now.word), now && now.word ? colour : quiet, "right"]);
  shapes.push(...markShapes((!now || !now.word) && MARKS[claim.m] ? claim.m : status, right - textWidth(word, 10.5) - 8, foot, colour));
  if (!thesis && !said) {
    shapes.push(["path", `M0.6 4.6v${height - 9.2}`, null, THEME[STATUS_COLOUR[status]], 3]);
  }
  if (now && now.struck) shapes.push(["path", `M6 ${height - 6}L${width - 6} 6`, null, THEME.fall, 2.5]);
  return shapes;
}

/** @param {ClaimRecord} claim */
function footNotes(claim) {
  const numbers = [...new Set((claim.cites || []).map((citation) => citation.n))].map((n) => `[${n}]`);
  return numbers.length > 4 ? numbers.slice(0, 3).join(" ") + ` +${numbers.length - 3}` : numbers.join(" ");
}

const textWidth = (() => {
  const pen = document.createElement("canvas").getContext("2d");
  const known = new Map();
  return (text, size, bold) => {
    const key = `${size}${bold ? "b" : ""}${text}`;
    if (!known.has(key)) {
      pen.font = `${bold ? "bold " : ""}${size}px ${FONT}`;
      known.set(key, pen.measureText(text).width);
    }
    return known.get(key);
  };
})();

function noteShapes(place, struck) {
  const shapes = [["path", roundRect(0, 0, 46, 24, 12), THEME.paper, THEME.source, 1],
    ["text", `[${DATA.notes[place].n}]`, 23, 12, 12, false, THEME.accent, "center"]];
  if (struck) shapes.push(["path", "M6 18L40 6", null, THEME.fall, 2]);
  return shapes;
}

function workShapes(place, struck) {
  const work = DATA.works[place];
  const [width, height] = sizeOf("w", place);
  const shapes = [["path", roundRect(0, 0, width, height, 2), THEME.ground, THEME.source, 1]];
  let y = 6;
  for (let i = 0; i < (work.b || []).length; i += 2) {
    let line = sliceText(work.t, work.b[i], work.b[i + 1]);
    if (work.cut && i + 2 >= work.b.length) line += "…";
    shapes.push(["text", line, 10, y + 7.5, 11.5, false, THEME.ink, "left", false, width - 16]);
    y += 15;
  }
  if (struck) shapes.push(["path", `M6 ${height - 6}L${width - 6} 6`, null, THEME.fall, 2]);
  return shapes;
}

function shapesOf(kind, place, now) {
  if (kind === "s") return sectionShapes(place);
  if (kind === "c") return claimShapes(place, now);
  return kind === "n" ? noteShapes(place, now && now.struck) : workShapes(place, now && now.struck);
}

// The way of an arc as an SVG path: level where it passes a column, an S between.
function wayPath(way) {
  let d = `M${way[0][0]} ${way[0][1]}`;
  for (let i = 1; i < way.length; i++) {
    const [x0, y0] = way[i - 1], [x, y] = way[i];
    const middle = (x0 + x) / 2;
    d += y === y0 ? `L${x} ${y}` : `C${middle} ${y0} ${middle} ${y} ${x} ${y}`;
  }
  return d;
}

const LINE_STYLE = {
  ours: ["ours", 1.2, null], support: ["support", 1.6, null], attack: ["attack", 1.8, [7, 4]], limit: ["limit", 1.6, [2, 4]], source: ["source", 1, null],
};

// An argument that we read into the text is drawn lighter, with an open head.
const isOurs = (kind, of) => kind === "support" && DATA.reasons[of].by === "us";

// Shapes of every line of a scene: [shapes of arc 0, …], and of the points where premises meet.
function lineShapes(scene) {
  const { drawing, arcs, lines, nodes } = scene;
  const stems = new Map();
  const arcShapes = arcs.map(([tail, head, port, kind], number) => {
    const way = drawing.ways[number];
    if (!way.length) return [];
    const [told, of] = lines[number], kindOfLine = told === "shared" ? "support" : told;
    const shared = told === "shared" ? scene.rails[of] : null;
    const ours = shared ? shared[1].every((reason) => isOurs("support", reason)) : isOurs(kindOfLine, of);
    const [name, width, dash] = LINE_STYLE[ours ? "ours" : KINDS[kind]];
    const colour = THEME[name];
    const backward = drawing.backward.has(number);
    const shapes = [["path", wayPath(way), null, colour, width, dash]];
    const [px, py] = way[way.length - 1];
    const onArgument = ["attack", "limit"].includes(kindOfLine) && (kindOfLine === "attack" ? DATA.attacks : DATA.limits)[of][1];
    if (backward) {
      const [x, y] = way[0];
      shapes.push(...ending(kindOfLine, x, y, 1, colour, ours), ["path", `M${px} ${py}H${px - PORT}`, null, colour, width, dash]);
      if (shared || (kindOfLine === "support" && DATA.reasons[of].p.length > 1)) shapes.push(...andShapes(x - 19, y, ours));
      return shapes;
    }
    if (shared) return shapes;
    if (onArgument) {
      shapes.push(...ending(kindOfLine, px + 9, py, -1, colour));
      return shapes;
    }
    const tip = stemTip(scene, head, py);
    if (!stems.has(port)) {
      stems.set(port, true);
      shapes.push(["path", `M${px} ${py}L${tip[0]} ${tip[1]}`, null, colour, width, dash]);
      shapes.push(...ending(kindOfLine, tip[0], tip[1], -1, colour, ours));
    }
    return shapes;
  });
  const joints = new Map();
  lines.forEach(([kind, of], number) => {
    const reason = kind === "support" ? of
      : kind === "attack" && DATA.attacks[of][1] ? DATA.attacks[of][2]
      : kind === "limit" && DATA.limits[of][1] ? DATA.limits[of][2] : null;
    if (reason === null || joints.has(reason)) return;
    const many = DATA.reasons[reason].p.length > 1;
    if ((!many && kind === "support") || !drawing.ports.has(reason)) return;
    const [x, y] = drawing.ports.get(reason);
    joints.set(reason, [x, y, many ? andShapes(x, y, DATA.reasons[reason].by === "us") : [["path", circle(x, y, 4), THEME.support, THEME.ground, 1]]]);
  });
  return { arcShapes, joints, rails: railShapes(scene) };
}

function andShapes(x, y, ours) {
  return [["path", circle(x, y, ours ? 8 : 8.5), ours ? THEME.ground : THEME.support, ours ? THEME.ours : THEME.ground, 1.5],
    ["text", "&", x, y + 0.5, 11.5, true, ours ? THEME.support : THEME.ground, "center"]];
}

// Where the line from a port meets its box: level, or at the box's edge if there are many ports.
function stemTip(scene, head, py) {
  const [x, y] = scene.drawing.boxes[head];
  const [width, height] = scene.boxes[head];
  return [x + width, Math.max(y - height / 2 + 5, Math.min(y + height / 2 - 5, py))];
}

function ending(kind, x, y, direction, colour, open) {
  const d = direction; // -1: the line runs to the left
  if (kind === "support") return [["path", `M${x} ${y}l${-d * 9} -4.5v9z`, open ? THEME.ground : colour, open ? colour : null, 1.2]];
  if (kind === "attack") return [["path", `M${x - d * 2} ${y - 7}v14`, null, colour, 3.5]];
  if (kind === "limit") return [["path", circle(x - d * 4, y, 3.5), THEME.ground, colour, 1.6]];
  return [];
}

// Text positions count code points in the data, code units here.
function sliceText(text, start, length) {
  if (!/[\ud800-\udfff]/.test(text)) return text.substr(start, length);
  return Array.from(text.slice(0, 2 * (start + length))).slice(start, start + length).join("");
}

function paint(ctx, shapes) {
  for (const shape of shapes) {
    if (shape[0] === "path") {
      const [, d, fill, stroke, width, dash] = shape;
      const path = pathOf(d);
      if (fill) {
        ctx.fillStyle = fill;
        ctx.fill(path);
      }
      if (stroke) {
        ctx.strokeStyle = stroke;
        ctx.lineWidth = width;
        ctx.setLineDash(dash || []);
        ctx.stroke(path);
      }
    } else {
      const [, text, x, y, size, bold, colour, align, rtl, room] = shape;
      ctx.font = `${bold ? "bold " : ""}${size}px ${FONT}`;
      ctx.fillStyle = colour;
      ctx.textAlign = align;
      ctx.direction = rtl ? "rtl" : "ltr";
      ctx.textBaseline = "middle";
      if (room) ctx.fillText(text, x, y, room);
      else ctx.fillText(text, x, y);
    }
  }
}

const PATHS = new Map();
function pathOf(d) {
  let path = PATHS.get(d);
  if (!path) {
    if (PATHS.size > 20000) PATHS.clear();
    path = new Path2D(d);
    PATHS.set(d, path);
  }
  return path;
}
