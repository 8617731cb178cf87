// The order within columns, step for step as layering/ordering.py.
const MOST_LOOKED = 30000, MOST_SHAKES = 60;

function orderColumns(w) {
  const now = { w, place: w.column.map(() => 0), height: new Map(), rank: w.column.map(() => 0), dice: 1 };
  beginOrder(now);
  if (w.plain) return;
  const lines = w.left.reduce((sum, near) => sum + near.length, 0) + w.column.length;
  let best = copyOrder(w), fewest = crossings(now), effort = MOST_LOOKED, vain = 0;
  for (let number = 0; number < ROUNDS && fewest && (!number || effort >= lines); number++) {
    rightward(now, 1);
    leftward(now, w.columns.length - 2);
    effort -= 4 * lines;
    if (effort >= lines) effort -= lines * exchange(now, Math.floor(effort / lines));
    const found = crossings(now);
    if (found < fewest) {
      best = copyOrder(w);
      fewest = found;
    }
  }
  while (fewest && vain < MOST_SHAKES && effort >= 8 * lines) {
    restoreOrder(now, best);
    shake(now);
    effort -= 4 * lines;
    effort -= lines * exchange(now, Math.floor(effort / lines));
    const found = crossings(now);
    vain = found < fewest ? 0 : vain + 1;
    if (found <= fewest) {
      best = copyOrder(w);
      fewest = found;
    }
  }
  restoreOrder(now, best);
}

function beginOrder(now) {
  const { w, rank } = now;
  w.preorder.forEach((node, number) => { rank[node] = number; });
  for (const [key, chain] of w.slots) for (const slot of chain) rank[slot] = rank[Math.floor(key / 8)];
  const deepest = w.column.reduce((most, column) => Math.max(most, column), -1);
  w.columns = [];
  for (let column = 0; column <= deepest; column++) w.columns.push([]);
  for (let node = 0; node < w.column.length; node++) w.columns[w.column[node]].push(node);
  w.columns.forEach((nodes) => sortColumn(now, nodes));
  w.columns.forEach((nodes) => orderPorts(now, nodes));
}

/** @returns {[any, any]} */
const copyOrder = (w) => [w.columns.map((nodes) => nodes.slice()), w.ports.map((ports) => ports.slice())];

function restoreOrder(now, [columns, ports]) {
  now.w.columns = columns.map((nodes) => nodes.slice());
  now.w.ports = ports.map((own) => own.slice());
  now.w.columns.forEach((nodes) => numberColumn(now, nodes));
  now.w.columns.forEach((nodes) => setHeights(now, nodes));
}

function roll(now, sides) {
  now.dice = now.dice * 16807 % 2147483647;
  return now.dice % sides;
}

const numberColumn = (now, nodes) => nodes.forEach((node, at) => { now.place[node] = at; });

function sortColumn(now, nodes) {
  nodes.sort((a, b) => now.rank[a] - now.rank[b]);
  numberColumn(now, nodes);
}

function rightward(now, first) {
  const { w, place, height, rank } = now;
  for (const nodes of w.columns.slice(first)) {
    for (const node of nodes) {
      let total = 0;
      for (const [other, port] of w.left[node]) total += port < 0 ? place[other] : height.get(port);
      rank[node] = w.left[node].length ? total / w.left[node].length : place[node];
    }
    sortColumn(now, nodes);
    setHeights(now, nodes);
  }
}

function leftward(now, first) {
  const { w, place, rank } = now;
  for (let column = first; column >= 0; column--) {
    const nodes = w.columns[column];
    for (const node of nodes) {
      let total = 0;
      for (const other of w.right[node]) total += place[other];
      rank[node] = w.right[node].length ? total / w.right[node].length : place[node];
    }
    sortColumn(now, nodes);
    orderPorts(now, nodes);
  }
}

function shake(now) {
  const { columns } = now.w;
  const wide = [...columns.keys()].filter((number) => columns[number].length > 1);
  if (!wide.length) return;
  const column = wide[roll(now, wide.length)];
  const nodes = columns[column];
  const one = roll(now, nodes.length), other = roll(now, nodes.length);
  const start = Math.min(one, other), stretch = nodes.slice(start, Math.max(one, other) + 1).reverse();
  nodes.splice(start, stretch.length, ...stretch);
  numberColumn(now, nodes);
  setHeights(now, nodes);
  leftward(now, column - 1);
  orderPorts(now, nodes);
  rightward(now, column + 1);
  columns.forEach((each) => orderPorts(now, each));
}

function orderPorts(now, nodes) {
  const { w, place } = now;
  for (const node of nodes) {
    const ports = w.ports[node];
    if (ports.length < 2) continue;
    const middle = new Map(), rails = new Map(), at = new Map();
    const railOf = (port) => (w.rail.has(port) ? w.rail.get(port) : -1 - port);
    for (const port of ports) {
      let total = 0;
      for (const tail of w.tails.get(port)) total += place[tail];
      middle.set(port, total / w.tails.get(port).length);
      if (!rails.has(railOf(port))) rails.set(railOf(port), []);
      rails.get(railOf(port)).push(port);
    }
    [...rails.values()].forEach((own, number) => {
      let total = 0;
      for (const port of own) total += middle.get(port);
      for (const port of own) at.set(port, [total / own.length, number, middle.get(port)]);
    });
    ports.sort((one, other) => {
      const [a, b] = [at.get(one), at.get(other)];
      return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
    });
  }
  setHeights(now, nodes);
}

function setHeights(now, nodes) {
  for (const node of nodes) {
    const ports = now.w.ports[node];
    ports.forEach((port, number) => now.height.set(port, now.place[node] + (number + 1) / (ports.length + 1) - 0.5));
  }
}

function exchange(now, most) {
  let rounds = 0, better = true;
  while (better && rounds + 2 <= most) {
    rounds += 2;
    better = false;
    for (const nodes of now.w.columns) {
      better = exchanged(now, nodes) || better;
      orderPorts(now, nodes);
    }
  }
  return rounds;
}

function exchanged(now, nodes) {
  const { w, place, height } = now;
  const ascending = (a, b) => a - b;
  const left = nodes.map((node) => w.left[node].map(([other, port]) => (port < 0 ? place[other] : height.get(port))).sort(ascending));
  const right = nodes.map((node) => w.right[node].map((other) => place[other]).sort(ascending));
  let better = false;
  for (let upper = 0; upper + 1 < nodes.length; upper++) {
    const lower = upper + 1;
    if (gainOf(left[upper], left[lower]) + gainOf(right[upper], right[lower]) <= 0) continue;
    for (const row of [nodes, left, right]) [row[upper], row[lower]] = [row[lower], row[upper]];
    better = true;
  }
  if (better) {
    numberColumn(now, nodes);
    setHeights(now, nodes);
  }
  return better;
}

function gainOf(upper, lower) {
  let gain = 0, less = 0, same = 0;
  for (const at of lower) {
    while (less < upper.length && upper[less] < at) less++;
    same = Math.max(same, less);
    while (same < upper.length && upper[same] <= at) same++;
    gain += upper.length - same - less;
  }
  return gain;
}

function crossings({ w, place, height }) {
  let found = 0;
  for (const nodes of w.columns.slice(1)) {
    const lines = [];
    for (const node of nodes) {
      for (const [other, port] of w.left[node]) {
        lines.push([port < 0 ? place[other] : height.get(port), place[node]]);
      }
    }
    lines.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    // A Fenwick tree over the places in this column counts those already seen below.
    const tree = new Array(nodes.length + 1).fill(0);
    lines.forEach(([, at], seen) => {
      let notBelow = 0;
      for (let i = at + 1; i > 0; i -= i & -i) notBelow += tree[i];
      found += seen - notBelow;
      for (let i = at + 1; i <= nodes.length; i += i & -i) tree[i]++;
    });
  }
  return found;
}
