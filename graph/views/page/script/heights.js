// The second half of the layered drawing: heights, then the ways of lines, as layering/heights.py.
function placeNodes(w) {
  const count = w.boxes.length;
  w.slotHeight = new Array(w.column.length).fill(PASS);
  for (let v = 0; v < count; v++) w.slotHeight[v] = Math.max(w.boxes[v][1], PITCH * w.ports[v].length);
  w.y = new Array(w.column.length).fill(0);
  for (const nodes of w.columns) {
    const offset = offsetsOf(w, nodes);
    const shift = offset[offset.length - 1] / 2;
    nodes.forEach((node, number) => { w.y[node] = offset[number] - shift; });
  }
  const portY = new Map();
  const setPorts = (node) => {
    const ports = w.ports[node];
    ports.forEach((port, number) => portY.set(port, w.y[node] + (number - (ports.length - 1) / 2) * PITCH));
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const nodes of w.columns.slice(0, -1).reverse()) {
      settle(w, nodes, nodes.map((node) => {
        let total = 0;
        for (const other of w.right[node]) total += w.y[other];
        return w.right[node].length ? total / w.right[node].length : w.y[node];
      }));
    }
    for (const nodes of w.columns) nodes.forEach(setPorts);
    for (const nodes of w.columns.slice(1)) {
      settle(w, nodes, nodes.map((node) => {
        let total = 0;
        for (const [other, port] of w.left[node]) total += port < 0 ? w.y[other] : portY.get(port);
        return w.left[node].length ? total / w.left[node].length : w.y[node];
      }));
      nodes.forEach(setPorts);
    }
  }
}

function offsetsOf(w, nodes) {
  const count = w.boxes.length;
  const offsets = [0];
  for (let number = 1; number < nodes.length; number++) {
    const above = nodes[number - 1], below = nodes[number];
    const gap = above < count && below < count ? GAP : PASS / 2;
    offsets.push(offsets[number - 1] + (w.slotHeight[above] + w.slotHeight[below]) / 2 + gap);
  }
  return offsets;
}

function settle(w, nodes, wanted) {
  const count = w.boxes.length;
  const offsets = offsetsOf(w, nodes);
  const sums = [], weights = [], sizes = [];
  nodes.forEach((node, number) => {
    let weight = node < count ? 1 : 4;
    let total = weight * (wanted[number] - offsets[number]);
    let size = 1;
    while (sums.length && sums[sums.length - 1] * weight >= total * weights[weights.length - 1]) {
      total += sums.pop();
      weight += weights.pop();
      size += sizes.pop();
    }
    sums.push(total);
    weights.push(weight);
    sizes.push(size);
  });
  let number = 0;
  sizes.forEach((size, block) => {
    const base = sums[block] / weights[block];
    for (let i = 0; i < size; i++, number++) w.y[nodes[number]] = base + offsets[number];
  });
}

function drawingOf(w) {
  const count = w.boxes.length;
  const widths = w.columns.map(() => 0);
  for (let v = 0; v < count; v++) widths[w.column[v]] = Math.max(widths[w.column[v]], w.boxes[v][0]);
  const starts = [];
  let x = 0;
  for (const width of widths) {
    starts.push(x);
    x += width + GUTTER;
  }
  let top = Infinity, bottom = -Infinity;
  w.y.forEach((y, v) => {
    top = Math.min(top, y - w.slotHeight[v] / 2);
    bottom = Math.max(bottom, y + w.slotHeight[v] / 2);
  });
  if (!w.y.length) top = bottom = 0;
  const tenth = (value) => (value >= 0 ? Math.trunc(value * 10 + 0.5) / 10 : -Math.trunc(-value * 10 + 0.5) / 10);
  const y = w.y.map((value) => tenth(value - top));
  const ports = new Map();
  for (let v = 0; v < count; v++) {
    const right = starts[w.column[v]] + w.boxes[v][0] + PORT;
    const middle = (w.ports[v].length - 1) / 2;
    w.ports[v].forEach((port, number) => ports.set(port, [right, tenth(y[v] + (number - middle) * PITCH)]));
  }
  const ways = w.arcs.map(([, , , kind], number) => {
    const [right, left] = endsOf(w, number);
    const way = [[starts[w.column[right]], y[right]]];
    const passed = w.column[right] - w.column[left] - 1;
    for (const slot of w.slots.get(right * 8 + kind).slice(0, passed)) {
      const start = starts[w.column[slot]];
      way.push([start + widths[w.column[slot]] + PORT, y[slot]], [start, y[slot]]);
    }
    const [portX, portY] = ports.get(portOf(w, number));
    const gutter = starts[w.column[left]] + widths[w.column[left]] + PORT;
    if (portX < gutter) way.push([gutter, portY]);
    way.push([portX, portY]);
    return way;
  });
  return {
    boxes: w.boxes.map((box, v) => [starts[w.column[v]], y[v]]), ways,
    ports: new Map([...ports].filter(([port]) => port < w.freePort)),
    columns: w.column.slice(0, count), backward: w.backward,
    width: Math.max(0, x - GUTTER), height: tenth(bottom - top), plain: w.plain,
  };
}
