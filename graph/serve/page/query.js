(() => { "use strict";
// The query page: it asks the endpoint at its own address and shows what comes back. Every string of
// the data is put in as text.
const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const area = at("query");
const ROWS = { JSON: "application/sparql-results+json", XML: "application/sparql-results+xml",
  CSV: "text/csv", TSV: "text/tab-separated-values" };
const TRUTH = { JSON: ROWS.JSON, XML: ROWS.XML };
const GRAPH = { Turtle: "text/turtle", "N-Triples": "application/n-triples",
  "JSON-LD": "application/ld+json", "RDF/XML": "application/rdf+xml" };
const ENDINGS = { JSON: "srj", XML: "srx", CSV: "csv", TSV: "tsv", Turtle: "ttl", "N-Triples": "nt",
  "JSON-LD": "jsonld", "RDF/XML": "rdf" };
const MOST = 2000;
let asked = 0;

const made = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);

const ask = (query, accept) => fetch(location.pathname, { method: "POST", body: query, headers: {
  "Content-Type": "application/sparql-query", Accept: accept } });

const short = (iri) => {
  for (const [prefix, name] of data.prefixes) {
    const rest = iri.startsWith(name) ? iri.slice(name.length) : null;
    if (rest && /^[\w%-][\w.%-]*$/.test(rest)) return `${prefix}:${rest}`;
  }
  return iri;
};

// Where the explorer has a place for it, a resource of the data leads there; other addresses lead out.
const address = (iri) => {
  if (data.root && iri.startsWith(data.root)) {
    const [kind, local] = iri.slice(data.root.length).split("/");
    if (data.shown.includes(kind) && local) {
      const id = kind === "argument" ? local.replaceAll(".", "%2F") : local;
      return `/#${decodeURIComponent(id).split("/").map(encodeURIComponent).join("/")}`;
    }
  }
  return /^https?:\/\//.test(iri) ? iri : null;
};

const cell = (term) => {
  const box = document.createElement("td");
  if (!term) return box;
  if (term.type !== "uri") {
    box.textContent = term.type === "bnode" ? `_:${term.value}` : term.value;
    box.dir = "auto";
    if (term["xml:lang"]) box.lang = term["xml:lang"];
    if (isNumber(term)) box.className = "number";
    return box;
  }
  const href = address(term.value);
  box.append(href ? made("a", short(term.value), { href, rel: "noreferrer", title: term.value }) : short(term.value));
  return box;
};

const isNumber = (term) => term && /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/.test(term.datatype || "");
const compared = (a, b) => {
  if (isNumber(a) && isNumber(b)) return Number(a.value) - Number(b.value);
  const [left, right] = [a, b].map((term) => (term ? term.value : ""));
  return left < right ? -1 : left > right ? 1 : 0;
};

const table = (names, rows) => {
  const head = document.createElement("tr");
  const body = document.createElement("tbody");
  let order = [null, 1];
  const fill = (sorted) => body.replaceChildren(...sorted.slice(0, MOST).map((row) => {
    const line = document.createElement("tr");
    line.append(...names.map((name) => cell(row[name])));
    return line;
  }));
  for (const name of names) {
    const heading = made("th", "", { scope: "col" });
    const button = made("button", name, { type: "button", title: "Sort by this column" });
    button.addEventListener("click", () => {
      order = [name, order[0] === name ? -order[1] : 1];
      for (const other of head.children) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", order[1] > 0 ? "ascending" : "descending");
      fill([...rows].sort((a, b) => order[1] * compared(a[name], b[name])));
    });
    heading.append(button);
    head.append(heading);
  }
  fill(rows);
  const whole = document.createElement("table");
  const top = document.createElement("thead");
  top.append(head);
  whole.append(top, body);
  return whole;
};

const download = (query, forms) => {
  at("forms").replaceChildren("Download: ", ...Object.entries(forms).flatMap(([name, accept]) => {
    const button = made("button", name, { type: "button" });
    button.addEventListener("click", async () => {
      const response = await ask(query, accept);
      if (!response.ok) { wrong(await response.json()); return; }
      const link = made("a", "", { href: URL.createObjectURL(await response.blob()), download: `answer.${ENDINGS[name]}` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
    return [button, " "];
  }));
};

const wrong = ({ error }) => {
  at("answer").hidden = true;
  at("error").hidden = false;
  at("error").textContent = [error.message, error.hint].filter(Boolean).join("\n");
  const found = /^line (\d+), column (\d+):/.exec(error.message);
  if (!found) return;
  const lines = area.value.split("\n");
  const before = lines.slice(0, found[1] - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const place = before + [...(lines[found[1] - 1] || "")].slice(0, found[2] - 1).join("").length;
  area.focus();
  area.setSelectionRange(place, Math.min(place + 1, area.value.length));
};

const show = async (query, response) => {
  const type = response.headers.get("Content-Type").split(";")[0];
  at("error").hidden = true;
  at("answer").hidden = false;
  at("graph").hidden = type !== GRAPH.Turtle;
  at("table").hidden = type === GRAPH.Turtle;
  at("table").replaceChildren();
  if (type === GRAPH.Turtle) {
    at("graph").textContent = await response.text();
    at("said").textContent = at("graph").textContent ? "A graph." : "A graph without triples.";
    download(query, GRAPH);
    return;
  }
  const answer = await response.json();
  if ("boolean" in answer) {
    at("said").textContent = answer.boolean ? "Yes." : "No.";
    at("table").hidden = true;
    download(query, TRUTH);
    return;
  }
  const rows = answer.results.bindings;
  const many = rows.length > MOST ? `, of which ${MOST} are shown` : "";
  at("said").textContent = rows.length === 1 ? "1 row." : `${rows.length} rows${many}.`;
  at("table").append(table(answer.head.vars, rows));
  download(query, ROWS);
};

const run = async () => {
  const query = area.value;
  const turn = ++asked;
  history.replaceState(null, "", `#query=${encodeURIComponent(query)}`);
  at("said").textContent = "…";
  try {
    const response = await ask(query, `${ROWS.JSON}, ${GRAPH.Turtle};q=0.9`);
    if (turn !== asked) return;
    if (response.ok) await show(query, response); else wrong(await response.json());
  } catch (error) {
    wrong({ error: { message: "The server does not answer.", hint: String(error.message || error) } });
  }
};

// A value goes into the query as a literal: no value can become a part of the query.
const literal = (text) => `"${text.replace(/["\\\n\r\t\b\f]/g, (letter) =>
  ({ '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" })[letter])}"`;
const bound = (text, { name, kind }, value) => {
  const number = /^(?:note:)?(\d{1,9})$|^\[(\d{1,9})\]$/.exec(value);
  const term = kind === "number" ? (number ? String(Number(number[1] || number[2])) : null) : literal(value.normalize("NFC"));
  return term === null ? text : text.replace(new RegExp(`VALUES \\?${name} \\{[^{}]*\\}`), () => `VALUES ?${name} { ${term} }`);
};

const choose = (name) => {
  const query = data.named.find((each) => each.name === name);
  const fields = query ? query.parameters.map((parameter) => {
    const field = made("input", "", { type: "text", inputMode: parameter.kind === "number" ? "numeric" : "text" });
    const label = made("label", parameter.summary);
    label.append(field);
    field.addEventListener("input", () => { area.value = filled(); });
    return { parameter, field, label };
  }) : [];
  const filled = () => fields.reduce((text, { parameter, field }) =>
    (field.value.trim() ? bound(text, parameter, field.value.trim()) : text), query.text);
  at("parameters").replaceChildren(...fields.map(({ label }) => label));
  if (query) area.value = query.text;
};

const fromAddress = () => {
  const found = /^#query=(.*)$/.exec(location.hash);
  if (!found) return false;
  try { area.value = decodeURIComponent(found[1]); } catch { return false; }
  return true;
};

at("form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
});
if (at("named")) at("named").addEventListener("change", () => choose(at("named").value));
addEventListener("hashchange", () => { if (fromAddress()) run(); });
if (fromAddress()) run(); else area.value = data.first;
document.documentElement.dataset.ready = "";
})();
