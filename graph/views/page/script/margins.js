// What stands at the edges of a copy's lines: line numbers, mail's quote marks.
function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

function grouped(pairs) {
  const groups = new Map();
  for (const [key, value] of pairs) {
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(value);
  }
  return groups;
}

// The first place in `list`, which rises, whose value is `value` or more.
function lowest(list, value) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function marginCuts(lines) {
  const solid = lines.filter((line) => !line.blank);
  let quotes = new Map();
  for (const line of solid) {
    const match = HEAD.QUOTED.exec(line.text);
    if (match) quotes.set(line.start, match[0].length);
  }
  if (quotes.size < 3 || 2 * quotes.size < solid.length) quotes = new Map();
  const left = countingNumbers(marginNumbers(lines, quotes, true), solid.length);
  const right = countingNumbers(marginNumbers(lines, quotes, false), solid.length);
  const lead = new Map(left.map((entry) => [entry.line, entry])), tail = new Map(right.filter((entry) => !lead.has(entry.line)).map((entry) => [entry.line, entry]));
  const widths = marginWidths(lines, lead);
  const cuts = [];
  lines.forEach((line, index) => {
    let begin = quotes.get(line.start) || 0;
    if (widths) {
      const entry = lead.get(index), [room, column] = widths;
      if (!entry) begin = Math.max(begin, Math.min(line.text.length - line.text.trimStart().length, column));
      else {
        const end = begin + entry.span[1] - entry.span[0];
        begin = Math.min(end, line.text.slice(0, end).trimEnd().length + room);
      }
    }
    if (begin) cuts.push([line.start, line.start + begin]);
    if (tail.has(index)) cuts.push(tail.get(index).span);
  });
  return cuts;
}

function marginNumbers(lines, quotes, left) {
  const numbers = [];
  let solid = 0;
  lines.forEach((line, index) => {
    if (line.blank) return;
    solid++;
    const begin = left ? quotes.get(line.start) || 0 : Math.max(0, line.text.length - 40);
    const match = left ? HEAD.LEFT.exec(line.text.slice(begin)) : new RegExp(PATTERNS.RIGHT[0], "u").exec(line.text.slice(begin));
    if (!match) return;
    const start = line.start + begin + match.index;
    numbers.push({ line: index, solid, number: Number(match[1]), span: [start, start + match[0].length] });
  });
  return numbers;
}

function countingNumbers(numbers, solid) {
  const linked = new Set(), steps = [];
  numbers.forEach((entry, later) => {
    for (let before = later - 1; before > Math.max(-1, later - 7); before--) {
      const other = numbers[before], grown = entry.number - other.number;
      if (grown > 0 && (grown === entry.solid - other.solid || grown === entry.line - other.line)) {
        linked.add(before).add(later);
        steps.push(grown);
        break;
      }
    }
  });
  if (!linked.size) return [];
  const counts = counted(steps), step = [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
  let own = [...linked].sort((a, b) => a - b).map((index) => numbers[index]);
  if (step > 1) own = own.filter(({ number }) => number % step === 0);
  const exact = step > 1 && own.every(({ number, solid: at, line }) => number === at || number === line + 1);
  if (own.length < (exact ? 2 : 4) || own.length < (step === 1 ? 0.6 * solid : (0.5 * solid) / step)) return [];
  const places = own.map(({ line }) => line), there = new Set(places), known = new Set(own.map(({ number }) => number));
  const between = (entry) => {
    const place = lowest(places, entry.line), before = own[place - 1], after = own[place];
    const low = before ? before.number : 0;
    if (!after || after.number <= low) return low < entry.number && entry.number <= low + entry.line - (before ? before.line : -1);
    return low < entry.number && entry.number < after.number;
  };
  const rest = numbers.filter((entry) => !there.has(entry.line) && entry.number % step === 0
    && (known.has(entry.number - step) || known.has(entry.number + step)) && between(entry));
  return [...own, ...rest].sort((a, b) => a.line - b.line);
}

function marginWidths(lines, lead) {
  if (!lead.size) return null;
  const rooms = [], columns = [];
  for (const [index, entry] of lead) {
    const line = lines[index], end = entry.span[1] - line.start;
    if (end >= line.text.length) continue;
    rooms.push(end - line.text.slice(0, end).trimEnd().length);
    columns.push(end);
  }
  if (!rooms.length) return [0, 0];
  const counts = counted(rooms), most = Math.max(...counts.values());
  const usual = [...counted(columns)].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
  return [Math.min(...[...counts].filter(([, count]) => 4 * count >= most).map(([width]) => width)), usual];
}
