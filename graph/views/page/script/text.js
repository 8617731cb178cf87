// The paper's own text beside the map: written into a private page, or dropped in by its reader and
// kept nowhere. Sentences and claims are linked both ways.
let TEXT = null; // place of a claim: the elements that hold its passages

// Code point positions, as the program counts them, into those of this script.
function unitsOf(text, positions) {
  if (!/[\ud800-\udfff]/.test(text)) return new Map(positions.map((at) => [at, at]));
  const wanted = [...new Set(positions)].sort((a, b) => a - b);
  const units = new Map();
  let point = 0, unit = 0, next = 0;
  for (const char of text) {
    while (next < wanted.length && wanted[next] === point) units.set(wanted[next++], unit);
    point++;
    unit += char.length;
  }
  while (next < wanted.length) units.set(wanted[next++], unit);
  return units;
}

// Show `text` with `marks` [place of claim, start, end], cut at every mark's ends.
function showText(text, marks, message) {
  TEXT = new Map();
  const edges = [...new Set([0, text.length, ...marks.flatMap(([, start, end]) => [start, end])])].sort((a, b) => a - b);
  const sorted = [...marks].sort((a, b) => a[1] - b[1]);
  const body = $("_paper_text");
  const pieces = [];
  let open = [], next = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i], edges[i + 1]];
    open = open.filter(([, , until]) => until > start);
    while (next < sorted.length && sorted[next][1] <= start) {
      if (sorted[next][2] > start) open.push(sorted[next]);
      next++;
    }
    const claims = [...new Set(open.map(([claim]) => claim))];
    const piece = claims.length
      ? el("span", { class: "s", tabindex: "0", role: "button", "aria-label": text.slice(start, end).trim().slice(0, 200), on: {
        click: () => choosePassage(claims), keydown: (event) => { if (event.key === "Enter") { event.preventDefault(); choosePassage(claims); } },
      } }, text.slice(start, end))
      : document.createTextNode(text.slice(start, end));
    for (const claim of claims) {
      if (!TEXT.has(claim)) TEXT.set(claim, []);
      TEXT.get(claim).push(piece);
    }
    pieces.push(piece);
  }
  body.replaceChildren(...pieces);
  $("_paper_note").textContent = message;
  document.documentElement.classList.add("paper");
  say(message);
  renderText();
}

// Several claims may share a sentence: each press chooses the next.
function choosePassage(claims) {
  const now = STATE.selected && STATE.selected[0] === "claim" ? claims.indexOf(STATE.selected[1]) : -1;
  select(["claim", claims[(now + 1) % claims.length]]);
}

function renderText() {
  if (!TEXT) return;
  for (const old of $("_paper_text").querySelectorAll(".on")) old.classList.remove("on");
  const chosen = STATE.selected;
  if (!chosen || chosen[0] !== "claim" || !TEXT.has(chosen[1])) return;
  const pieces = TEXT.get(chosen[1]);
  for (const piece of pieces) piece.classList.add("on");
  const where = pieces[0].getBoundingClientRect(), frame = $("_paper").getBoundingClientRect();
  if (frame.height && (where.top < frame.top + 40 || where.bottom > frame.bottom - 20)) {
    $("_paper").scrollTop += where.top - frame.top - frame.height / 3;
  }
}

function closeText() {
  TEXT = null;
  $("_paper_text").replaceChildren();
  document.documentElement.classList.remove("paper");
}

// A text file of the reader's: its passages are found by their digests, here, and nothing is stored.
let OPENED = 0;
async function openText(file) {
  const turn = ++OPENED;
  if (file.size > 8e6) return tell("This file is too large to be the paper.");
  const text = (await file.text()).replace(/\r\n?/g, "\n");
  if (/^(?:\ufeff?\s*(?:<\?xml\b|<!--|<!doctype\b|<[a-z][a-z0-9:]*(?:\s[^<>]*)?\/?>)|PK\u0003\u0004|%PDF|\{\\rtf)/i.test(text)) {
    return tell(`${file.name} is not plain text: save it as plain text (UTF-8) first.`);
  }
  const digests = new Map();
  DATA.claims.forEach((claim, place) => {
    const passages = [...(claim.at || []), ...(claim.again || []).flatMap((other) => other.at || [])];
    for (const [, , , digest] of passages) {
      if (digest) digests.set(digest, [...(digests.get(digest) || []), place]);
    }
  });
  tell(`Looking for the passages in ${file.name} …`);
  const paper = { headings: [DATA.paper.title, ...DATA.paper.sections.map(([, heading]) => heading)], notes: new Set(DATA.notes.map(({ n }) => n)) };
  const places = await findDigests(text, [...digests.keys()], paper);
  if (turn !== OPENED) return undefined; // another file was opened meanwhile
  const marks = [...places].flatMap(([digest, [start, end]]) => digests.get(digest).map((place) => [place, start, end]));
  const message = digests.size
    ? `${places.size} of ${digests.size} passages found in ${file.name}. Nothing of it leaves this page.`
    : "The data hold no digests, so no passage can be found.";
  return showText(text, marks, message);
}

function startText() {
  $("_paper_close").addEventListener("click", closeText);
  $("_open").addEventListener("click", () => $("_file").click());
  $("_file").addEventListener("change", () => { if ($("_file").files[0]) openText($("_file").files[0]); });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) openText(event.dataTransfer.files[0]);
  });
  if (DATA.text) {
    const { text, claims, missing } = DATA.text;
    const units = unitsOf(text, claims.flatMap(([, start, end]) => [start, end]));
    showText(text, claims.map(([place, start, end]) => [place, units.get(start), units.get(end)]),
      missing.length ? `${missing.length} passages are not in this copy.` : "Every passage was found in this copy. For private use.");
  }
}
