// What a copy lays over a paper, as the program takes it off: page furniture, notes at the
// foot of pages, note markers, and paragraphs that no blank line parts.
const SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const plainDigits = (text) => text.replace(/[⁰¹²³⁴-⁹]/g, (sign) => SUPER.indexOf(sign));

const endsSentence = (text) => matches("SENTENCE_END", text);
const interrupted = (before, after) => !endsSentence(before)
  && (isLower(after.replace(/^[ \t“‘"'«([]+/, "")) || ["-", ",", "\u00ad", "—", "–", "‐"].includes(before.trimEnd().slice(-1)));
const runOn = (before, after, parted) => !parted || interrupted(before.text, after.text);

function romanValue(text) {
  const values = [...text.toLowerCase()].map((letter) => ({ i: 1, v: 5, x: 10, l: 50, c: 100 })[letter]);
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] || 0) ? -value : value), 0);
}

function furnitureOf(lines, own) {
  const returning = [], headings = [], numbered = [];
  lines.forEach((line, index) => {
    if (line.blank || line.text.length > 140) return;
    if (own(line.text)) headings.push([lineLikeness(line.text), index]);
    else if (FULL.PAGE_NUMBER.test(line.text)) numbered.push(index);
    else if (!HEAD.LISTED.test(line.text) && alnum(line.text)) returning.push([lineLikeness(line.text), index]);
  });
  const likely = new Set(pageNumbers(lines, numbered)), possible = new Set(numbered);
  for (const places of grouped(returning).values()) {
    if (places.length >= 2) places.forEach((place) => (runsAlong(lines, places) ? likely : possible).add(place));
  }
  for (const places of grouped(headings).values()) if (places.length >= 3) places.slice(1).forEach((place) => likely.add(place));
  const solid = lines.map((_, index) => index).filter((index) => !lines[index].blank && !likely.has(index));
  const conceivable = new Set();
  for (let i = 1; i < solid.length; i++) {
    const [before, index, after] = [solid[i - 1], solid[i], solid[i + 1]], { text } = lines[index];
    if (HEAD.LISTED.test(text) || text.length > 140 || own(text)) continue;
    const longest = Math.max(lines[before].text.length, after === undefined ? 0 : lines[after].text.length);
    if (after !== undefined && interrupting(lines, before, index, after, longest)) possible.add(index);
    if (text.length <= 80 && !matches("RUNNING_TEXT", text) && (standsAlone(lines, index) || 1.2 * text.length < longest)) conceivable.add(index);
  }
  return { likely, possible, conceivable };
}

function interrupting(lines, before, index, after, longest) {
  const { text } = lines[index], apart_ = before + 1 < index && index < after - 1, numbered = matches("NUMBER_AT_END", text);
  if (apart_ && numbered && !matches("RUNNING_TEXT", text)) return true;
  if (!numbered && text.trim().split(/\s+/).length < 2) return false;
  return (apart_ || (after - before === 2 && 1.4 * text.length < longest)) && interrupted(lines[before].text, lines[after].text);
}

function pageNumbers(lines, places) {
  const read = places.map((place) => {
    const { text } = lines[place], { arabic, roman, lettered } = FULL.PAGE_NUMBER.exec(text).groups;
    const kind = arabic ? "arabic" : roman ? "roman" : lettered ? "lettered" : "word";
    const item = FULL.NUMBERED_ITEM.test(text);
    return [place, kind + (item ? " item" : ""), roman ? romanValue(roman) : Number((/[0-9]+/.exec(text) || [0])[0])];
  });
  const byKind = grouped(read.map(([place, kind, number]) => [`${kind} ${number}`, place]));
  return read.filter(([place, kind, number]) => {
    const gap = Math.min(...[number - 1, number + 1].map((other) => {
      const near = byKind.get(`${kind} ${other}`) || [], right = lowest(near, place);
      return Math.min(...near.slice(Math.max(0, right - 1), right + 1).map((each) => Math.abs(each - place)), 1e9);
    }));
    return kind === "word" || (kind === "arabic" && number < 1000) || (gap < lines.length && !(kind.endsWith("item") && gap < 5));
  }).map(([place]) => place);
}

const lineLikeness = (text) => text.normalize("NFKC").replace(RX.ROMAN_AT_END, " # ").replace(/[0-9]+/g, "#").toLowerCase().trim().split(/\s+/).join(" ");

function lineNumbers(text) {
  const numbers = (text.match(/[0-9]+/g) || []).slice(0, 9).map((number) => Number(number.slice(0, 9)));
  const atEnd = new RegExp(PATTERNS.ROMAN_AT_END[0], "iu").exec(text);
  return atEnd ? [...numbers, romanValue(atEnd[0].replace(/[^\p{L}\p{N}_]/gu, ""))] : numbers;
}

function runsAlong(lines, places) {
  const running = places.some((place) => matches("RUNNING_TEXT", lines[place].text));
  if (running && !places.every((place) => standsAlone(lines, place))) return false;
  const rows = places.map((place) => lineNumbers(lines[place].text)), width = Math.min(...rows.map((row) => row.length));
  for (let column = 0; column < width; column++) if (rows.every((row, i) => !i || rows[i - 1][column] < row[column])) return true;
  return places.length >= 3 && !running;
}

function standsAlone(lines, place) {
  const before = !place || lines[place - 1].blank || lines[place - 1].pageEnds;
  return before && (place + 1 === lines.length || lines[place + 1].blank || lines[place].pageEnds);
}

// What to cut so that the lines `leave` are gone and paragraphs run on.
function lineCuts(lines, leave) {
  const spans = [];
  let before = null, pending = [], ended = false;
  const each = () => pending.forEach((i) => { if (leave.has(i)) spans.push([lines[i].start, lines[i].end]); });
  lines.forEach((line, index) => {
    if (line.blank || leave.has(index)) {
      pending.push(index);
      ended = ended || leave.has(index) || line.pageEnds;
      return;
    }
    if (pending.length && ended) {
      if (before && runOn(before, line, pending.some((i) => !leave.has(i)))) spans.push([before.after, line.start]);
      else each();
    }
    [ended, before, pending] = [line.pageEnds, line, []];
  });
  each();
  return spans.filter(([start, end]) => start < end);
}

const PLAIN_DRESSES = new Set(["link", "tex", "caret", "several", "bracket", "super", "sign"]);
const NAMELESS = new Set(["link", "tex", "caret", "letter", "sign", "page"]);
function markersIn(text, notes) {
  const most = notes.size ? Math.max(...notes) : 999, markers = [];
  for (const match of text.matchAll(RX.MARKER)) {
    const dress = Object.keys(match.groups).find((name) => match.groups[name] !== undefined), start = match.index;
    if (/^\[[0-9]+\]$/.test(match[0])) continue;
    if (dress === "behind" && (/[0-9][.,:]$/.test(text.slice(Math.max(0, start - 2), start)) || match[0].startsWith("0"))) continue;
    if (dress === "glued" && match[0].length >= 12) continue;
    const numbers = (plainDigits(match[0]).match(/[0-9]{1,4}/g) || []).map(Number);
    if (dress === "super" && /[0-9]$|(?:^|[\s/(])(?:[kcdmµ]?m|ft|s|x|y|n)$/.test(text.slice(Math.max(0, start - 4), start))) continue;
    const limit = PLAIN_DRESSES.has(dress) ? Math.max(most, 199) : most;
    if (!NAMELESS.has(dress) && !numbers.every((number) => number > 0 && number <= limit)) continue;
    markers.push({ span: [start, start + match[0].length], dress, numbers });
  }
  return markers;
}

function footLines(lines, text, notes, leave, heading) {
  const feet = feetOf(lines, leave, heading);
  if (!feet.size || notes.size < 2) return new Set();
  const marked = [...markersIn(text, notes).flatMap(({ span, numbers }) => [...new Set(numbers)].map((number) => [number, span[0]])),
    ...[...text.matchAll(/\[([0-9]{1,4})\]/g)].map((match) => [Number(match[1]), match.index])];
  const places = grouped(marked.sort((a, b) => a[1] - b[1]));
  let best = [], most = -1;
  for (const own of feet.values()) {
    const chosen = [];
    let begin = 0;
    for (const foot of own) {
      const edge = lines[foot[0][0]].start;
      if (!foot.every(([, , number]) => lowest(places.get(number) || [], begin) < lowest(places.get(number) || [], edge))) continue;
      chosen.push(foot);
      begin = lines[foot[foot.length - 1][1]].end;
    }
    const count = chosen.length > 1 ? chosen.flat().length : 0;
    if (count > most) [best, most] = [chosen, count];
  }
  const numbers = best.flat().map(([, , number]) => number), rising = numbers.every((number, i) => !i || numbers[i - 1] < number);
  const enough = rising ? [...new Set(numbers)].filter((number) => notes.has(number)).length >= 0.8 * notes.size : numbers.length === notes.size;
  const listed = new Set();
  if (best.length < 2 || !enough) return listed;
  for (const foot of best) {
    for (const [first, last] of foot) for (let i = first; i <= last; i++) listed.add(i);
    let above = foot[0][0] - 1;
    while (above >= 0 && (lines[above].blank || leave.has(above))) above--;
    if (above >= 0 && FULL.RULE.test(lines[above].text)) listed.add(above);
  }
  return listed;
}

function feetOf(lines, leave, heading) {
  const feet = new Map();
  let current = [], dress = 0, apart_ = true, inside = false;
  const close = () => {
    if (current.length) feet.set(dress, [...(feet.get(dress) || []), current]);
    [current, inside] = [[], false];
  };
  lines.forEach((line, index) => {
    if (leave.has(index) || FULL.RULE.test(line.text) || (line.text.length < 300 && heading(line.text))) {
      close();
      apart_ = true;
      return;
    }
    if (line.blank) {
      [apart_, inside] = [true, false];
      return;
    }
    const match = HEAD.OPENS.exec(line.text), own = match ? match.findLastIndex((part, i) => i && part !== undefined) : 0;
    const number = match ? Number(plainDigits(match[own])) : 0, last = current[current.length - 1];
    if (match && last && own === dress && number === last[2] + 1) {
      current.push([index, index, number]);
      inside = true;
    } else if (match && apart_) {
      close();
      [dress, inside] = [own, true];
      current.push([index, index, number]);
    } else if (inside && last) last[1] = index;
    else close();
    apart_ = line.pageEnds;
    if (line.pageEnds) close();
  });
  close();
  return feet;
}

// Other ways to tell paragraphs apart than by blank lines.
function layoutsOf(kept) {
  const ways = [];
  let lines = linesOf(kept.text);
  const closed = closedUp(kept, lines);
  if (closed) {
    ways.push(closed);
    kept = closed;
    lines = linesOf(kept.text);
  }
  const touching = lines.slice(1).map((line, i) => [lines[i], line]).filter(([a, b]) => !a.blank && !b.blank);
  for (const places of [markedBreaks(touching), indentedBreaks(lines, touching), unwrappedBreaks(touching), shortBreaks(lines, touching)]) {
    if (places.length) ways.push(keptParted(kept, places));
  }
  return ways;
}

const markedBreaks = (touching) => touching.filter(([a, b]) => a.ender === "\u2029" || HEAD.PILCROW.test(b.text) || a.text.trimEnd().endsWith("¶")).map(([, b]) => b.start);

function indentOf(text) {
  let column = 0;
  for (const char of text) {
    if (char.trim()) break;
    column = char === "\t" ? column - (column % 4) + 4 : column + 1;
  }
  return column;
}

function indentedBreaks(lines, touching) {
  const indents = new Map(lines.filter((line) => !line.blank).map((line) => [line.start, indentOf(line.text)]));
  const counts = counted(indents.values()), most = Math.max(...counts.values());
  if (counts.size < 2) return [];
  const usual = Math.min(...[...counts].filter(([, count]) => 3 * count >= most).map(([width]) => width));
  const places = touching.map(([, b]) => b.start).filter((start) => usual + 1 < indents.get(start) && indents.get(start) <= usual + 12);
  return 2 * places.length <= indents.size || counts.get(usual) >= places.length ? places : [];
}

function unwrappedBreaks(touching) {
  const own = touching.map(([a]) => a);
  if (!own.some((line) => line.text.length >= 110)) return [];
  const ending = own.filter((line) => endsSentence(line.text) || line.text.length < 80).length;
  return ending >= 0.8 * own.length ? touching.map(([, b]) => b.start) : [];
}

function shortBreaks(lines, touching) {
  const lengths = lines.filter((line) => !line.blank).map((line) => line.text.trimEnd().length).sort((a, b) => a - b);
  if (lengths.length < 4) return [];
  const width = lengths[Math.floor(0.97 * (lengths.length - 1))];
  return touching.filter(([a, b]) => endsSentence(a.text) && a.text.trimEnd().length + 1 + b.text.trim().split(/\s+/)[0].length <= width - 1).map(([, b]) => b.start);
}

function closedUp(kept, lines) {
  const solid = lines.map((_, index) => index).filter((index) => !lines[index].blank);
  const pairs = solid.slice(1).map((index, i) => [solid[i], index]), gaps = pairs.map(([a, b]) => b - a - 1);
  const having = (size) => gaps.filter((gap) => gap === size).length;
  if (gaps.length < 8 || having(0) > 0.05 * gaps.length || having(1) < 0.5 * gaps.length) return null;
  if (solid.some((index) => lines[index].text.length > 110)) return null;
  if (solid.filter((index) => endsSentence(lines[index].text)).length > 0.5 * solid.length) return null;
  const cuts = pairs.filter(([a, b]) => b - a === 2 && !lines[a].pageEnds).map(([a, b]) => [lines[a + 1].start, lines[b].start]);
  return cuts.length ? keptWithout(kept, cuts) : null;
}
