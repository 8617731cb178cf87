// Reads an ELK graph from standard input; writes the points of its edges and the milliseconds it took.
const ELK = require("elkjs");
const graph = JSON.parse(require("fs").readFileSync(0, "utf8"));
const elk = new ELK();
(async () => {
  await elk.layout(structuredClone(graph)); // warm
  const start = performance.now();
  const laid = await elk.layout(graph);
  const took = performance.now() - start;
  const edges = laid.edges.map(({ sections }) => sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => (
    [startPoint, ...bendPoints, endPoint].map(({ x, y }) => [x, y])
  )));
  process.stdout.write(JSON.stringify({ edges, took }));
})();
