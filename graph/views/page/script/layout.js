// The layered drawing of layout.py, step for step: what a reader unfolds is laid out here.
// boxes: [width, height, pinned]; arcs: [tail, head, port, kind, rail].
const GAP = 16, PASS = 12, PORT = 24, PITCH = 20, GUTTER = 96, APART = 48, ROW = 1040, ROUNDS = 3, MOST_PASSED = 20000;

function layered(boxes, arcs) {
  const places = boxes.map(() => [0, 0]), columns = boxes.map(() => 0), ways = arcs.map(() => []);
  const ports = new Map(), backward = new Set();
  let width = 0, height = 0, plain = false;
  const [parts, alone] = partsOf(boxes.length, arcs);
  for (const [nodes, numbers] of parts) {
    const drawing = drawPart(boxes, arcs, nodes, numbers);
    const down = height ? height + APART : 0;
    nodes.forEach((node, at) => {
      places[node] = [drawing.boxes[at][0], drawing.boxes[at][1] + down];
      columns[node] = drawing.columns[at];
    });
    for (const [port, [x, y]] of drawing.ports) ports.set(port, [x, y + down]);
    numbers.forEach((number, at) => { ways[number] = drawing.ways[at].map(([x, y]) => [x, y + down]); });
    for (const number of drawing.backward) backward.add(numbers[number]);
    width = Math.max(width, drawing.width);
    height = down + drawing.height;
    plain = plain || drawing.plain;
  }
  const room = Math.max(width, ROW);
  let x = 0, row = height ? height + APART : 0;
  for (const node of alone) {
    if (x && x + boxes[node][0] > room) {
      x = 0;
      row = height + GAP;
    }
    places[node] = [x, row + boxes[node][1] / 2];
    width = Math.max(width, x + boxes[node][0]);
    height = Math.max(height, row + boxes[node][1]);
    x += boxes[node][0] + GAP;
  }
  return { boxes: places, ports, ways, columns, backward, width, height, plain };
}

function partsOf(count, arcs) {
  const parent = Array.from({ length: count }, (_, node) => node);
  const root = (node) => {
    while (parent[node] !== node) {
      parent[node] = parent[parent[node]];
      node = parent[node];
    }
    return node;
  };
  const joined = new Array(count).fill(false);
  for (const [tail, head] of arcs) {
    if (tail === head) continue;
    joined[tail] = joined[head] = true;
    const one = root(tail), other = root(head);
    parent[Math.max(one, other)] = Math.min(one, other);
  }
  const found = new Map();
  const alone = [];
  for (let node = 0; node < count; node++) {
    if (!joined[node]) {
      alone.push(node);
      continue;
    }
    const first = root(node);
    if (!found.has(first)) found.set(first, [[], []]);
    found.get(first)[0].push(node);
  }
  arcs.forEach(([tail, head], number) => { if (tail !== head) found.get(root(tail))[1].push(number); });
  return [[...found.values()], alone];
}

function drawPart(allBoxes, allArcs, nodes, numbers) {
  const own = new Map(nodes.map((node, at) => [node, at]));
  const boxes = nodes.map((node) => allBoxes[node]);
  const arcs = numbers.map((number) => {
    const [tail, head, ...rest] = allArcs[number];
    return [own.get(tail), own.get(head), ...rest];
  });
  const w = {
    boxes, arcs, freePort: arcs.reduce((most, [, , port]) => Math.max(most, port), 0) + 1, backward: new Set(),
    column: [], preorder: [], columns: [], left: [], right: [], ports: [], tails: new Map(), slots: new Map(),
    rail: new Map(), plain: false, slotHeight: [], y: [],
  };
  breakRings(w);
  assignColumns(w);
  passColumns(w);
  orderColumns(w);
  placeNodes(w);
  return drawingOf(w);
}

function breakRings(w) {
  const count = w.boxes.length;
  const below = w.boxes.map(() => []);
  const isRoot = new Array(count).fill(true);
  w.arcs.forEach(([tail, head], number) => {
    below[head].push(number);
    isRoot[tail] = false;
  });
  const state = new Array(count).fill(0);
  const starts = [];
  for (let v = 0; v < count; v++) if (isRoot[v]) starts.push(v);
  for (let v = 0; v < count; v++) if (!isRoot[v]) starts.push(v);
  const finished = [];
  for (const start of starts) {
    if (state[start]) continue;
    state[start] = 1;
    w.preorder.push(start);
    const path = [[start, 0]];
    while (path.length) {
      const top = path[path.length - 1];
      const node = top[0];
      let stepped = false;
      while (top[1] < below[node].length) {
        const number = below[node][top[1]++];
        const tail = w.arcs[number][0];
        if (state[tail] === 1) {
          w.backward.add(number);
        } else if (state[tail] === 0) {
          state[tail] = 1;
          w.preorder.push(tail);
          path.push([tail, 0]);
          stepped = true;
          break;
        }
      }
      if (!stepped) {
        state[node] = 2;
        finished.push(node);
        path.pop();
      }
    }
  }
  w.column = finished.reverse();
}

function portOf(w, number) {
  return w.backward.has(number) ? w.freePort + number : w.arcs[number][2];
}

function endsOf(w, number) {
  const [tail, head] = w.arcs[number];
  return w.backward.has(number) ? [head, tail] : [tail, head];
}

function assignColumns(w) {
  const count = w.boxes.length;
  const rightOf = w.boxes.map(() => []);
  const isRoot = new Array(count).fill(true);
  w.arcs.forEach((_, number) => {
    const [right, left] = endsOf(w, number);
    rightOf[left].push(right);
    isRoot[right] = false;
  });
  const column = new Array(count).fill(0);
  for (const left of w.column) {
    for (const right of rightOf[left]) column[right] = Math.max(column[right], column[left] + 1);
  }
  for (let v = 0; v < count; v++) {
    if (isRoot[v] && !w.boxes[v][2] && rightOf[v].length) {
      column[v] = rightOf[v].reduce((least, right) => Math.min(least, column[right]), Infinity) - 1;
    }
  }
  w.column = column;
}

function passColumns(w) {
  const count = w.boxes.length;
  for (let v = 0; v < count; v++) {
    w.left.push([]);
    w.right.push([]);
    w.ports.push([]);
  }
  const reach = new Map();
  w.arcs.forEach(([, , , kind], number) => {
    const [right, left] = endsOf(w, number);
    const key = right * 8 + kind;
    reach.set(key, Math.min(reach.has(key) ? reach.get(key) : w.column[left], w.column[left]));
  });
  const passed = [...reach].reduce((sum, [key, leftmost]) => sum + w.column[Math.floor(key / 8)] - 1 - leftmost, 0);
  w.plain = passed > MOST_PASSED;
  for (const [key, leftmost] of reach) {
    const right = Math.floor(key / 8);
    const chain = [];
    w.slots.set(key, chain);
    let previous = right;
    for (let column = w.column[right] - 1; column > leftmost && !w.plain; column--) {
      const slot = w.column.length;
      w.column.push(column);
      w.left.push([]);
      w.right.push([previous]);
      w.ports.push([]);
      w.left[previous].push([slot, -1]);
      chain.push(slot);
      previous = slot;
    }
  }
  w.arcs.forEach(([, , , kind, rail], number) => {
    const [right, left] = endsOf(w, number);
    const port = portOf(w, number);
    if (rail && !w.backward.has(number)) w.rail.set(port, rail);
    const passed = w.column[right] - w.column[left] - 1;
    const last = passed && !w.plain ? w.slots.get(right * 8 + kind)[passed - 1] : right;
    if (!w.tails.has(port)) {
      w.tails.set(port, []);
      w.ports[left].push(port);
    }
    w.tails.get(port).push(last);
    w.left[last].push([left, port]);
    w.right[left].push(last);
  });
}
