// Keys: along premises (right), conclusions (left) and neighbours (up, down), and one letter a command.
const KEYS = [
  ["/", "search"], ["→ ←", "along premises, to the conclusion"], ["↑ ↓", "the neighbour above, below"], ["Enter", "unfold or fold"],
  ["c", "the case for a claim, or the map"], ["← ↑ ↓ →", "in a case: along its rows and works"], ["x", "in a case: what if this row or work were wrong"], ["Ctrl Z", "undo the last what-if"], ["f", "focus on the selected claim, or back"], ["t", "the text of the argument, or the map"], ["w", "what if"], ["a", "as written, or with our reconstructions"], ["s", "notes and works on the map"],
  ["+ − 0", "zoom in, out, all"], ["Esc", "let go, close"], ["?", "these keys"],
];

function startKeys() {
  $("_keys_list").replaceChildren(...KEYS.flatMap(([key, what]) => [el("dt", {}, key.split(" ").map((each) => el("kbd", {}, each))), el("dd", {}, what)]));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && closeOne(event)) return;
    const typing = event.target.closest("input, select, textarea, dialog");
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z" && STATE.struck.length && !typing && !event.defaultPrevented) {
      event.preventDefault();
      undo();
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing) return;
    if ((event.key === "Enter" || event.key === " ") && event.target.closest("a, button, summary")) return;
    const act = keyAct(event.key);
    if (act) {
      event.preventDefault();
      act();
    }
  });
}

// Escape closes what is open over the page, one thing at a time, before it lets go of what is selected.
function closeOne(event) {
  const menu = document.querySelector("details.menu[open]");
  const opener = menu ? menu.querySelector("summary") : $("_filters").hidden ? null : $("_filter");
  if (!opener || event.defaultPrevented || $("_keys").open) return false;
  event.preventDefault();
  if (menu) menu.open = false;
  else opener.click();
  opener.focus();
  return true;
}

function keyAct(key) {
  const chosen = STATE.selected;
  const claim = chosen && chosen[0] === "claim" ? chosen[1] : null;
  switch (key) {
    case "/": return () => { $("_search").focus(); $("_search").select(); };
    case "?": return () => $("_keys").showModal();
    case "c": return CUT ? null : () => go({ view: STATE.view === "case" ? "map" : "case" });
    case "x": return STATE.view === "case" ? caseKey(key) : null;
    case "t": return () => go({ view: STATE.view === "text" ? "map" : "text" });
    case "w": return CUT ? null : openWhatIf;
    case "a": return DATA.written ? switchWritten : null;
    case "s": return () => go({ sources: !sourcesNow() });
    case "f": return () => (STATE.focus !== null ? focusOn(null) : claim !== null ? focusOn(claim) : null);
    case "+": case "=": return STATE.view === "map" ? () => zoom(1.25) : null;
    case "-": case "−": return STATE.view === "map" ? () => zoom(0.8) : null;
    case "0": return STATE.view === "map" ? () => fit(false) : null;
    case "Escape": return () => (STATE.selected ? letGo() : STATE.focus !== null ? focusOn(null) : WHATIF_OPEN ? (WHATIF_OPEN = false, render()) : null);
    case "Enter": return claim !== null && STATE.view === "map" ? () => toggle(claim) : null;
    case "ArrowRight": case "ArrowLeft": case "ArrowUp": case "ArrowDown":
      return STATE.view === "map" ? () => walk(key) : STATE.view === "case" ? caseKey(key) : null;
    default: return null;
  }
}

// To a premise (unfolding it), to a conclusion, or to the nearest box in the column.
function walk(key) {
  HOVERED = null;
  if (!SCENE || !SCENE.nodes.length) return;
  const chosen = STATE.selected && STATE.selected[0] === "claim" ? STATE.selected[1] : null;
  if (chosen === null) return select(["claim", SCENE.nodes[0][1]]);
  const heights = new Map(SCENE.nodes.map(([kind, place], number) => [kind + place, SCENE.drawing.boxes[number]]));
  const nearest = (places) => {
    const here = heights.get("c" + chosen);
    const known = places.filter((place) => heights.has("c" + place));
    known.sort((a, b) => Math.abs(heights.get("c" + a)[1] - here[1]) - Math.abs(heights.get("c" + b)[1] - here[1]));
    return known.length ? known[0] : places[0];
  };
  let next;
  if (key === "ArrowRight") {
    const near = [...BESIDE[chosen]];
    if (near.length && !near.some((place) => heights.has("c" + place))) {
      ANCHOR = chosen;
      unfoldedNow().add(chosen);
    }
    next = nearest(near);
  } else if (key === "ArrowLeft") {
    next = nearest([...REASONS_FROM[chosen].map((n) => DATA.reasons[n].c), ...STANDS_AGAINST[chosen].map((n) => targetOf(DATA.attacks[n])), ...LIMITING[chosen].map((n) => targetOf(DATA.limits[n]))]);
  } else {
    const here = heights.get("c" + chosen);
    const down = key === "ArrowDown";
    let best = Infinity;
    for (const [kind, place] of SCENE.nodes) {
      const at = heights.get(kind + place);
      const far = (at[1] - here[1]) * (down ? 1 : -1);
      if (kind === "c" && at[0] === here[0] && far > 0 && far < best) {
        best = far;
        next = place;
      }
    }
  }
  if (next !== undefined) select(["claim", next]);
}

function zoom(factor) {
  MOVED = true;
  STAGE.zoom.scaleBy(d3.select(STAGE.canvas), factor);
}
