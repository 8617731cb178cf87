// The stage: a canvas as large as its frame, on which a drawing is moved and zoomed (by d3-zoom).
//
// The drawing has coordinates of its own; `STAGE.at` takes them to pixels of the frame. Whoever uses
// the stage says how to draw, and what a click, a double click and the pointer over a place mean.
const LEAST = 0.03, MOST = 3;
const STAGE = { frame: null, canvas: null, pen: null, zoom: null, at: d3.zoomIdentity, on: null, waiting: 0, dots: 1 };

function startStage(frame, on) {
  const canvas = el("canvas", { "aria-hidden": "true" });
  frame.append(canvas);
  Object.assign(STAGE, { frame, canvas, pen: canvas.getContext("2d"), on });
  STAGE.zoom = d3.zoom().scaleExtent([LEAST, MOST]).clickDistance(4).on("zoom", ({ transform, sourceEvent }) => {
    STAGE.at = transform;
    if (sourceEvent) on.moved();
    redraw();
  });
  d3.select(canvas).call(STAGE.zoom).on("dblclick.zoom", null);
  const placed = (act) => (event) => {
    const [left, top] = d3.pointer(event, canvas);
    act(STAGE.at.invert([left, top]));
  };
  // Of a double click the first click counts; the view may move under the second.
  canvas.addEventListener("click", (event) => { if (event.detail < 2) placed(on.click)(event); });
  canvas.addEventListener("dblclick", placed(on.doubleClick));
  canvas.addEventListener("pointermove", placed(on.over));
  canvas.addEventListener("pointerleave", () => on.over(null));
  window.addEventListener("resize", redraw); // another screen has other dots
  let seen = false; // it tells of the first size, too
  new ResizeObserver(() => {
    resized();
    if (seen && frame.clientWidth) on.resized();
    seen = true;
  }).observe(frame);
}

// Whether the frame has another size than the canvas; then the canvas follows, empty.
function resized() {
  const { canvas, frame } = STAGE;
  const dots = STAGE.dots = window.devicePixelRatio || 1;
  const width = Math.round(frame.clientWidth * dots), height = Math.round(frame.clientHeight * dots);
  if (!width || !height || (canvas.width === width && canvas.height === height)) return false;
  Object.assign(canvas, { width, height });
  return true;
}

// Draw before the next picture of the screen, once however often it is asked.
function redraw() {
  if (!STAGE.waiting) STAGE.waiting = requestAnimationFrame(drawNow);
}

function drawNow() {
  cancelAnimationFrame(STAGE.waiting);
  STAGE.waiting = 0;
  if (STAGE.dots !== window.devicePixelRatio) resized();
  const { pen, canvas, at, frame, dots } = STAGE;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(dots * at.k, 0, 0, dots * at.k, dots * at.x, dots * at.y);
  const [left, top] = at.invert([0, 0]), [right, bottom] = at.invert([frame.clientWidth, frame.clientHeight]);
  STAGE.on.draw(pen, { left, top, right, bottom });
}

// The point of the drawing that is in the middle of the frame, and how large it is drawn.
function viewNow() {
  const [x, y] = STAGE.at.invert([STAGE.frame.clientWidth / 2, STAGE.frame.clientHeight / 2]);
  return { x, y, scale: STAGE.at.k };
}

function lookAt({ x, y, scale = STAGE.at.k }, slowly) {
  const { canvas, frame, zoom } = STAGE;
  const to = d3.zoomIdentity.translate(frame.clientWidth / 2, frame.clientHeight / 2).scale(scale).translate(-x, -y);
  const stage = d3.select(canvas);
  zoom.transform(slowly && !reduced() ? stage.transition().duration(250) : stage, to);
}

const reduced = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
