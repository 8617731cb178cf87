// A dropped file read as the program reads one: its lines, paragraphs and sentences, for a search.
// What is kept of a text is {text, at}: at[i] is where text[i] stands in the whole.
const RX = {}, FULL = {}, HEAD = {};
for (const [name, [source, flags]] of Object.entries(PATTERNS)) {
  RX[name] = new RegExp(source, flags);
  FULL[name] = new RegExp(`^(?:${source})$`, flags.replace(/[gm]/g, ""));
  HEAD[name] = new RegExp(`^(?:${source})`, flags.replace(/[gm]/g, ""));
}
const matches = (name, text) => text.search(RX[name]) >= 0;

function keepAll(text) {
  return { text, at: Int32Array.from({ length: text.length }, (_, index) => index) };
}

function keptWithout(kept, spans) {
  const pieces = [], at = new Int32Array(kept.text.length);
  let place = 0, size = 0;
  const take = (start, end) => {
    pieces.push(kept.text.slice(start, end));
    at.set(kept.at.subarray(start, end), size);
    size += Math.max(0, end - start);
  };
  for (const [start, end] of spans) {
    take(place, Math.max(place, start));
    place = Math.max(place, end);
  }
  if (!place) return kept;
  take(place, kept.text.length);
  return { text: pieces.join(""), at: at.subarray(0, size) };
}

function mergedSpans(spans) {
  const result = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result[result.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

function keptParted(kept, places) {
  const pieces = [], at = new Int32Array(kept.text.length + places.length);
  let start = 0, size = 0;
  for (const place of places) {
    pieces.push(kept.text.slice(start, place), "\n");
    at.set(kept.at.subarray(start, place), size);
    size += place - start;
    at[size++] = kept.at[Math.min(place, kept.text.length - 1)];
    start = place;
  }
  pieces.push(kept.text.slice(start));
  at.set(kept.at.subarray(start), size);
  return { text: pieces.join(""), at };
}

function linesOf(text) {
  const lines = [], ends = /\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]/g;
  let start = 0;
  const add = (end, after) => {
    const plain = text.slice(start, end).replace(/^\ufeff+|\ufeff+$/g, ""), ender = text.slice(end, after);
    lines.push({ start, end, after, text: plain, blank: !plain.trim(), pageEnds: ender === "\f", ender });
    start = after;
  };
  for (const end of text.matchAll(ends)) add(end.index, end.index + end[0].length);
  if (start < text.length) add(text.length, text.length);
  return lines;
}

const alnum = (text) => /[\p{L}\p{N}]/u.test(text);
const isLower = (letter) => /^\p{Ll}/u.test(letter);

// Sentences, as loosely as a search does.
function sentencesOf(paragraph) {
  const spans = [];
  let start = 0;
  const append = (end) => {
    const piece = paragraph.slice(start, end);
    if (alnum(piece)) spans.push([start + piece.length - piece.trimStart().length, end - piece.length + piece.trimEnd().length]);
  };
  for (const match of paragraph.matchAll(RX.END)) {
    const end = match.index + match[0].length;
    if (!endsThere(paragraph, start, match, end)) continue;
    append(end);
    start = end;
  }
  append(paragraph.length);
  return spans;
}

function endsThere(paragraph, start, match, end) {
  const next = match[1];
  if (next === undefined) return true;
  if (next === "_" || (isLower(next) && !match[0].startsWith("."))) return false;
  const core = paragraph.slice(Math.max(start, match.index - 20), end).replace(RX.TAIL, "");
  if (core.endsWith(".") && !core.endsWith("..")) {
    if (matches("ABBREVIATION", core) || (/\p{Nd}/u.test(next) && matches("BEFORE_A_NUMBER", core))) return false;
  }
  return end - start >= 12 || !FULL.ENUMERATOR.test(paragraph.slice(start, end));
}

// The paragraphs in text[start:end], a run of lines without a blank one: the items of lists.
function itemsOf(text, start, end) {
  const block = text.slice(start, end).replaceAll("\r\n", " \n").replaceAll("\r", "\n");
  const lined = linedItems(block);
  const places = new Set([0, ...[...block.matchAll(RX.BULLET)].map((match) => match.index), ...lined, ...runInItems(block, lined)]);
  return apart([...places].sort((a, b) => a - b), block.length).filter(([a, b]) => block.slice(a, b).trim()).map(([a, b]) => [start + a, start + b]);
}
const apart = (places, end) => places.map((place, index) => [place, index + 1 < places.length ? places[index + 1] : end]);

function linedItems(block) {
  const numbered = [...block.matchAll(RX.LINED)].map((match) => [match.index, Number(match[1])]);
  const places = new Set();
  for (let index = 0; index < numbered.length; index++) {
    const run = [numbered[index]];
    let last = index;
    for (let later = index + 1; later < numbered.length; later++) {
      const [number, before] = [numbered[later][1], run[run.length - 1][1]];
      if (before < number && number <= before + 3) {
        run.push(numbered[later]);
        last = later;
      } else if (later - last > 9) break;
    }
    const [place, number] = run[0];
    if (number !== 1 && block.slice(0, place).trim() && run.length < 3) continue;
    run.forEach(([at]) => places.add(at));
    for (let i = 0; i + 1 < run.length; i++) {
      const breaks = [];
      for (let at = block.indexOf("\n", run[i][0]); at >= 0 && at < run[i + 1][0]; at = block.indexOf("\n", at + 1)) breaks.push(at + 1);
      breaks.pop();
      if (run[i + 1][1] - run[i][1] > 1 && breaks.length === run[i + 1][1] - run[i][1] - 1) breaks.forEach((at) => places.add(at));
    }
    index = last;
  }
  return places;
}

function runInItems(block, lined) {
  const opening = HEAD.FIRST.exec(block);
  if (!opening || block.length > 20000) return [];
  let number = Number(opening[1]), place = opening[0].length;
  const at = [0];
  while (number < 999) {
    number++;
    let next = null;
    for (const form of [new RegExp(`^[^\\S\\n]*\\(?${number}[.)](?![0-9])`, "gmu"), new RegExp(`(?<=\\s)\\(?${number}[.)](?=\\s*\\p{L})`, "gu")]) {
      form.lastIndex = place;
      next = form.exec(block);
      if (next) break;
    }
    if (!next) break;
    at.push(next.index);
    place = next.index + next[0].length;
  }
  const runIn = at.filter((each) => !lined.has(each));
  if (at.length < 3 || lined.size > 3 * runIn.length) return [];
  return apart(at, block.length).every(([a, b]) => sentencesOf(block.slice(a, b)).length === 1) ? at : [];
}

// The parts of a paragraph between the rising numbers in it.
function enumeratedParts(text, start, end) {
  const numbered = [...text.slice(start, end).matchAll(RX.STEPPING)].map((match) => [start + match.index, Number(match[1])]);
  const rising = new Set();
  for (let i = 0; i + 1 < numbered.length; i++) {
    if (numbered[i][1] + 1 === numbered[i + 1][1]) rising.add(numbered[i][0]).add(numbered[i + 1][0]);
  }
  rising.delete(start);
  const edges = [start, ...[...rising].sort((a, b) => a - b)];
  return edges.length > 2 ? apart(edges, end) : [[start, end]];
}

// What is left of a heading when numbering, spacing, case and punctuation are ignored.
function headingKey(text) {
  const plain = text.replace(HEAD.NUMBERED, "").normalize("NFKC");
  return [...plain].filter(isLetter).join("").toLowerCase() || plain.replace(/\s+/g, "");
}

// Sentences of a text, in its own positions.
function sentenceSpans(text, heading) {
  const spans = [];
  let first = null, before = null, headed = false;
  const close = () => {
    if (first) {
      for (const [a, b] of itemsOf(text, first.start, before.end)) {
        for (const [start, end] of enumeratedParts(text, a, b)) {
          for (const [low, high] of sentencesOf(text.slice(start, end))) spans.push([start + low, start + high]);
        }
      }
    }
    first = null;
  };
  for (const line of linesOf(text)) {
    const alone = !line.blank && line.text.length < 300 && heading(line.text);
    if (line.blank || alone || headed || /^\s*\[[0-9]+\]/.test(line.text)) close();
    if (!line.blank) {
      first = first || line;
      before = line;
    }
    headed = alone;
  }
  close();
  return spans;
}
