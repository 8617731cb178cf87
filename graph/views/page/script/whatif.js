// What if: strike out works or claims and watch what falls.
function takeStock() {
  if (!STATE.struck.length) {
    NOW = null;
    return;
  }
  const result = withdraw(STATE.struck);
  const gone = struckSets(STATE.struck);
  const word = new Map([...result.lost.map((place) => [place, "falls"]), ...result.weakened.map(({ claim }) => [claim, "weakens"])]);
  NOW = {
    ...result,
    of: (kind, place) => (kind === "c"
      ? { status: result.after[place], word: gone.claims.has(place) ? "struck out" : word.get(place), struck: gone.claims.has(place) }
      : { struck: kind === "n" ? gone.notes.has(place) : gone.works.has(place) }),
  };
}

// The claims that fall or weaken now.
const hits = () => [...NOW.lost, ...NOW.weakened.map(({ claim }) => claim)];

const isStruck = (thing) => STATE.struck.some((other) => idOf(other) === idOf(thing));

function strike(thing) {
  const struck = isStruck(thing) ? STATE.struck.filter((other) => idOf(other) !== idOf(thing)) : [...STATE.struck, thing];
  go({ struck });
  say(NOW ? `${NOW.lost.length} claims fall, ${NOW.weakened.length} weaken` : "nothing is struck out");
}

function strikeButton(thing) {
  if (DATA.part && !DATA.part[2]) return null;
  return button(isStruck(thing) ? "Put back" : thing[0] === "actor" ? "What if all their works were wrong?" : "What if this were wrong?", () => strike(thing));
}

const shortName = ([kind, at]) => (kind === "claim" ? DATA.claims[at].t : kind === "work" ? DATA.works[at].t
  : kind === "note" ? `[${DATA.notes[at].n}]` : kind === "actor" ? `works by ${nameOf(at)}` : DATA.reasons[at].id);

function renderWhatIf() {
  const place = $("_whatif");
  const on = STATE.struck.length > 0 || WHATIF_OPEN;
  place.hidden = !on;
  $("_if").setAttribute("aria-expanded", String(on));
  $("_if").classList.toggle("on", STATE.struck.length > 0);
  if (!on) return;
  const next = DATA.works.length * DATA.claims.length <= 4e5 || WHATIF_OPEN ? mostDamaging(STATE.struck, 5) : [];
  place.replaceChildren(el("div", {},
    el("h2", {}, "What if"),
    STATE.struck.length ? [
      el("ul", { class: "struck" }, STATE.struck.map((thing) => el("li", {}, linkTo(thing, shortName(thing)), " ",
        button("×", () => strike(thing), `Put back ${shortName(thing).slice(0, 80)}`)))),
      el("p", { class: "tally" }, NOW.lost.length || NOW.weakened.length
        ? [el("b", { class: "falls" }, `${NOW.lost.length} fall`), ", ", el("b", { class: "weakens" }, `${NOW.weakened.length} weaken`)]
        : "Nothing falls: everything that rested on it has other support."),
      NOW.lost.length ? el("details", { open: NOW.lost.length < 6 }, el("summary", {}, "Lose all support"), claimList(NOW.lost.slice(0, 200))) : null,
      NOW.weakened.length ? el("details", { open: NOW.weakened.length < 6 }, el("summary", {}, "Weaken"), el("ul", { class: "claims" },
        NOW.weakened.slice(0, 200).map(({ claim, before, after }) => el("li", {}, claimLine(claim), el("small", {}, `${before} → ${after}`))))) : null,
      el("div", { class: "do" }, button("Undo", () => go({ struck: STATE.struck.slice(0, -1) })), button("Clear", () => go({ struck: [] })),
        NOW.lost.length + NOW.weakened.length && STATE.view === "map" ? button("Show on the map", showFallen) : null,
        copyTextButton("Copy command", `claimgraph withdraw ${STATE.struck.map(idOf).join(" ")}`)),
    ] : el("p", {}, "Select a work, note or claim and strike it out, or start with the one that does most harm."),
    next.length ? [el("h3", {}, STATE.struck.length ? "Most damaging next" : "Most damaging"),
      el("ol", { class: "claims" }, next.map((hit) => el("li", {}, linkTo(["work", hit.place], DATA.works[hit.place].t), " ",
        el("small", {}, [hit.theses ? `${hit.theses} ${hit.theses === 1 ? "thesis" : "theses"}` : "", hit.fall ? `${hit.fall} fall` : "", hit.weaken ? `${hit.weaken} weaken` : ""].filter(Boolean).join(", ")), " ",
        button("Strike out", () => strike(["work", hit.place]), `Strike out ${DATA.works[hit.place].t.slice(0, 80)}`))))] : null,
  ));
}
let WHATIF_OPEN = false;

// Unfold the map to what falls and weakens, as far as that can still be seen.
function showFallen() {
  STATE.focus = null;
  STATE.filter = {};
  for (const place of hits().slice(0, 60)) reveal(place);
  go({ by: "argument" });
  fit(false);
}

function claimButtons(place) {
  const focused = STATE.focus === place;
  return [
    button(focused ? "Whole argument" : "Focus", () => focusOn(focused ? null : place)),
    strikeButton(["claim", place]),
    copyButton(["claim", place]),
  ];
}

function focusOn(claim) {
  FOCUS_UNFOLDED = focusUnfolded(claim);
  go({ focus: claim, view: "map", by: "argument", ...(claim === null ? {} : { selected: ["claim", claim] }) });
  say(claim === null ? "whole argument" : "only this chain is shown");
}
