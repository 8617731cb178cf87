// Copy and download: what is on the map as SVG or PNG, the data as JSON, a thing as link or citation.
function copy(text, what, said = `${what} copied`) {
  const done = () => tell(said);
  const byHand = () => {
    const field = el("textarea", { "aria-hidden": "true", class: "vh" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    done();
  };
  if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, byHand);
  else byHand();
}

function copyTextButton(name, text) {
  return button(name, () => copy(text, name.toLowerCase()));
}

// A link to a thing as it is looked at now. A file lies elsewhere for who gets it: of its address, what to add.
const linkOf = (thing) => (location.protocol === "file:" ? "" : location.href.split("#")[0]) + addressOf({ ...STATE, selected: thing });
const LINK_OF_FILE = "Copied what comes after the file’s name: whoever has this file too opens it and puts that at the end of its address.";
const copyLink = (thing) => copy(linkOf(thing), "link", location.protocol === "file:" ? LINK_OF_FILE : undefined);

function asMarkdown([kind, at]) {
  if (kind === "claim") {
    const claim = DATA.claims[at];
    const notes = [...new Set((claim.cites || []).map(({ n }) => n))];
    const lines = [`**${claim.t}** (${claim.h ? holderOf(claim) : AUTHOR}; ${claim.bare ? "no source" : claim.s})`];
    for (const number of REASONS_FOR[at]) lines.push(`- ${DATA.reasons[number].p.map((p) => (DATA.claims[p].h ? holderOf(DATA.claims[p]) + ": " : "") + DATA.claims[p].t).join(" **and** ")}`);
    for (const n of notes) {
      const note = NOTE_AT.get(n);
      lines.push(`- [${n}] ${note === undefined ? "" : WORKS_OF[note].map((work) => DATA.works[work].cite).join("; ")}`);
    }
    return lines.join("\n");
  }
  if (kind === "work") return DATA.works[at].cite;
  if (kind === "note") return `[${DATA.notes[at].n}] ${WORKS_OF[at].map((work) => DATA.works[work].cite).join("; ")}`;
  return idOf([kind, at]);
}

function asCitation(thing) {
  const { paper } = DATA;
  const claim = thing[0] === "claim" ? DATA.claims[thing[1]] : null;
  const where = claim && claim.at ? `, ${claim.at.map(passageText).join("; ")}` : "";
  const whole = [paper.authors.join(", "), `“${paper.title}”`, paper.publisher, paper.date].filter(Boolean).join(", ");
  if (thing[0] === "work" || thing[0] === "note") return `${asMarkdown(thing)}. Cited in ${whole}.`;
  return `${whole}${where}.`;
}

function copyButton(thing) {
  return el("details", { class: "menu" }, el("summary", {}, "Copy"), el("div", {},
    button("Link", () => copyLink(thing)), copyTextButton("Markdown", asMarkdown(thing)), copyTextButton("Citation", asCitation(thing))));
}

function escaped(text) {
  return String(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
}

function shapesAsSvg(shapes) {
  return shapes.map((shape) => {
    if (shape[0] === "path") {
      const [, d, fill, stroke, width, dash] = shape;
      return `<path d="${d}" fill="${fill || "none"}"${stroke ? ` stroke="${stroke}" stroke-width="${width}"` : ""}${dash ? ` stroke-dasharray="${dash.join(" ")}"` : ""}/>`;
    }
    const [, text, x, y, size, bold, colour, align, rtl] = shape;
    // No dominant-baseline: librsvg, Inkscape and word processors do not know it.
    const anchor = { left: rtl ? "end" : "start", center: "middle", right: rtl ? "start" : "end" }[align];
    return `<text x="${x}" y="${(y + 0.35 * size).toFixed(2)}" font-size="${size}"${bold ? ' font-weight="bold"' : ""} fill="${colour}" text-anchor="${anchor}"${rtl ? ' direction="rtl"' : ""}>${escaped(text)}</text>`;
  }).join("");
}

function asSvg() {
  arrange();
  const { drawing, nodes, arcs } = SCENE;
  const margin = 30, width = drawing.width + 2 * margin, height = drawing.height + 2 * margin;
  const parts = [...(SCENE.back || []).map((shape) => shapesAsSvg([shape])), ...arcs.map((_, number) => shapesAsSvg(LINES.arcShapes[number])),
    ...LINES.rails.map(shapesAsSvg), ...[...LINES.joints.values()].map(([, , shapes]) => shapesAsSvg(shapes)),
    ...nodes.map(([kind, place], number) => {
      const [x, y] = drawing.boxes[number];
      return `<g transform="translate(${x} ${y - sizeOf(kind, place)[1] / 2})">${shapesAsSvg(shapesOf(kind, place, NOW ? NOW.of(kind, place) : null))}</g>`;
    })];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" font-family="${escaped(FONT)}">`
    + `<title>${escaped(DATA.paper.title)}</title><path d="M${-margin} ${-margin}h${width}v${height}h${-width}z" fill="${THEME.ground}"/>${parts.join("")}</svg>`;
}

function asPng(done) {
  arrange();
  const { drawing, nodes, arcs } = SCENE;
  const margin = 30;
  const scale = Math.min(2, 12000 / Math.max(drawing.width + 2 * margin, drawing.height + 2 * margin));
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil((drawing.width + 2 * margin) * scale);
  canvas.height = Math.ceil((drawing.height + 2 * margin) * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = THEME.ground;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(scale, scale);
  pen.translate(margin, margin);
  for (const shape of SCENE.back || []) paint(pen, [shape]);
  arcs.forEach((_, number) => paint(pen, LINES.arcShapes[number]));
  for (const shapes of [...LINES.rails, ...[...LINES.joints.values()].map(([, , each]) => each)]) paint(pen, shapes);
  nodes.forEach(([kind, place], number) => {
    const [x, y] = drawing.boxes[number];
    pen.save();
    pen.translate(x, y - sizeOf(kind, place)[1] / 2);
    paint(pen, shapesOf(kind, place, NOW ? NOW.of(kind, place) : null));
    pen.restore();
  });
  canvas.toBlob(done, "image/png");
}

function download(content, name, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function startFiles() {
  const name = DATA.paper.id;
  $("_svg").addEventListener("click", () => download(asSvg(), `${name}.svg`, "image/svg+xml"));
  $("_png").addEventListener("click", () => asPng((blob) => download(blob, `${name}.png`)));
  $("_json").addEventListener("click", () => download(JSON.stringify(DATA), `${name}.json`, "application/json"));
  const print = (everything) => {
    document.documentElement.classList.toggle("casing", !everything);
    window.print();
    document.documentElement.classList.toggle("casing", STATE.view === "case");
  };
  // On paper nothing is folded.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("#_case_now details:not([open])")];
    for (const each of folded) {
      each.open = true;
      each.dispatchEvent(new Event("toggle"));
    }
  });
  window.addEventListener("afterprint", () => { for (const each of folded) each.open = false; });
  $("_print").addEventListener("click", () => { if (STATE.view !== "case") go({ view: "case" }); print(false); });
  $("_print_all").addEventListener("click", () => print(true));
}
