// The matrix of actors and topics, busiest first, made when it is first looked at; without scripts it is a list.
const STANCE_CELLS = new Map();

function startStances() {
  const frame = $("_sides");
  if (!frame || frame.firstChild) return;
  const counts = [new Map(), new Map()];
  for (const { a, t } of DATA.stances) [a, t].forEach((id, i) => counts[i].set(id, (counts[i].get(id) || 0) + 1));
  const [actors, topics] = counts.map((count) => [...count.keys()].sort((one, other) => count.get(other) - count.get(one)));
  const head = (id, name, scope) => el("th", { scope }, el("a", { href: "#" + encodeURIComponent(id) }, name));
  frame.append(el("table", {},
    el("thead", {}, el("tr", {}, el("td"), topics.map((topic) => head(topic, DATA.topics[topic] || topic, "col")))),
    el("tbody", {}, actors.map((actor) => el("tr", {}, head(actor, nameOf(actor), "row"), topics.map((topic) => el("td", {},
      DATA.stances.filter((stance) => stance.a === actor && stance.t === topic).map((stance) => stanceCell(stance)))))))));
}

// A cell opens its claims in the panel.
/** @param {StanceRecord} stance */
function stanceCell(stance) {
  const flags = stance.fl ? `; ${stance.fl.join(", ")}` : "";
  const open = (event) => {
    event.preventDefault();
    select(["stance", { actor: stance.a, topic: stance.t }]);
  };
  const cell = el("details", { class: stance.y + (flags ? " flagged" : "") },
    el("summary", { title: [stance.y, stance.d].filter(Boolean).join(", ") + flags, on: { click: open } }, el("i", {}, stance.y + flags)));
  const key = `${stance.a}*${stance.t}`;
  STANCE_CELLS.set(key, [...(STANCE_CELLS.get(key) || []), cell]);
  return cell;
}
