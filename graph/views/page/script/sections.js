// The second arrangement: a column for each section of the paper, claims in its order.
function sectionScene(shown) {
  const scene = sceneParts(shown, false);
  /** @type {(claim: number) => [number, number, number]} */
  const place = (claim) => {
    const at = (DATA.claims[claim].at || [])[0];
    if (!at) return [DATA.paper.sections.length, 0, 0];
    const id = sectionOf(at[0]);
    const section = DATA.paper.sections.findIndex(([known]) => known === id);
    return [section < 0 ? DATA.paper.sections.length : section, Number(at[0].slice(id.length + 1)) || 0, at[1] || 0];
  };
  const order = scene.nodes.map(([, claim], number) => [number, place(claim), claim]);
  order.sort((a, b) => a[1][0] - b[1][0] || a[1][1] - b[1][1] || a[1][2] - b[1][2] || a[2] - b[2]);
  const columns = [...new Set(order.map(([, [section]]) => section))];
  const next = columns.map(() => 50);
  const boxes = [], columnOf = [];
  for (const [number, [section]] of order) {
    const column = columns.indexOf(section);
    const height = scene.boxes[number][1];
    boxes[number] = [column * (272 + 90), next[column] + height / 2];
    columnOf[number] = column;
    next[column] += height + GAP;
  }
  scene.back = columns.flatMap((section, column) => {
    const heading = DATA.paper.sections[section];
    const text = heading ? headingOf(heading) : "Elsewhere";
    const lines = headingLines(text, 262);
    return lines.map((line, i) => ["text", line, column * 362, 14 + i * 18, 14, true, THEME.muted, "left"]);
  });
  const ports = new Map();
  const backward = new Set();
  const ways = scene.arcs.map(([tail, head, port], number) => {
    if (tail === head) return [];
    const [hx, hy] = boxes[head], [tx, ty] = boxes[tail];
    if (columnOf[tail] === columnOf[head]) {
      // Within a column the line runs through the gutter at its right.
      ports.set(port, ports.get(port) || [hx + scene.boxes[head][0] + PORT, hy]);
      return [[tx + scene.boxes[tail][0], ty], ports.get(port)];
    }
    ports.set(port, ports.get(port) || [hx + scene.boxes[head][0] + PORT, hy]);
    if (columnOf[tail] > columnOf[head]) return [[tx, ty], ports.get(port)];
    return [[tx + scene.boxes[tail][0], ty], ports.get(port)];
  });
  scene.drawing = {
    boxes, ports, ways, backward, columns: columnOf,
    width: columns.length * 362 - 90, height: Math.max(...next, 60),
  };
  scene.quiet = true; // lines only of what is selected
  return scene;
}

function headingLines(text, room) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = lines[lines.length - 1] ? `${lines[lines.length - 1]} ${word}` : word;
    if (textWidth(longer, 14, true) > room && lines[lines.length - 1] && lines.length < 2) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

// The sections of the paper, or of its paragraphs' labels, with their claims.
const SECTIONS = (() => {
  const groups = new Map(DATA.paper.sections.map(([id, heading]) => [id, { id, heading: headingOf([id, heading]), claims: [] }]));
  DATA.claims.forEach((claim, place) => {
    const at = (claim.at || [])[0];
    const id = at ? sectionOf(at[0]) : "?";
    if (!groups.has(id)) groups.set(id, { id, heading: id === "?" ? "Elsewhere" : `Section ${id}`, claims: [] });
    groups.get(id).claims.push(place);
  });
  return [...groups.values()].filter((group) => group.claims.length);
})();

// A big argument at a glance: a box for each section, which opens its claims.
function overviewScene() {
  const across = Math.min(3, Math.max(1, SECTIONS.length));
  const boxes = SECTIONS.map(() => [...sizeOf("s", 0), false]);
  const places = SECTIONS.map((_, i) => [(i % across) * 330, 46 + Math.floor(i / across) * 116]);
  return {
    nodes: SECTIONS.map((_, i) => ["s", i]), boxes, arcs: [], lines: [], rails: [], quiet: true,
    drawing: { boxes: places, ports: new Map(), ways: [], backward: new Set(), columns: [], width: across * 330 - 30, height: Math.ceil(SECTIONS.length / across) * 116 },
  };
}

function sectionShapes(at) {
  const { heading, claims } = SECTIONS[at];
  const [width, height] = sizeOf("s", at);
  const count = (fits) => claims.filter((place) => fits(DATA.claims[place])).length;
  const theses = count((claim) => claim.k === "thesis"), said = count((claim) => claim.h);
  const documented = count((claim) => claim.s === "documented"), bare = count((claim) => claim.bare);
  const share = (part) => Math.round((width - 28) * part / claims.length);
  return [
    ["path", roundRect(0, 0, width, height, 4), THEME.paper, THEME.edge, 1.25],
    ["text", headingLines(heading, width - 28)[0], 14, 20, 14.5, true, THEME.ink, "left", false, width - 28],
    ["text", `${claims.length} claims${theses ? `, ${theses} ${theses === 1 ? "thesis" : "theses"}` : ""}${said ? `, ${said} of others` : ""}`, 14, 42, 12.5, false, THEME.ink, "left"],
    ["path", `M14 60h${share(documented)}`, null, THEME.good, 6],
    ["path", `M${14 + share(documented)} 60H${width - 14}`, null, THEME.hair || THEME.edge, 6],
    ["text", `${documented} documented, ${bare} without a source`, 14, 77, 11.5, false, THEME.muted, "left"],
  ];
}
