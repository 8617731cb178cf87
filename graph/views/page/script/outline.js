// The outline that Python wrote, made a tree one can fold and walk with the keys; and the other views.
let TREE_ITEMS = new Map();

function startOutline() {
  const tree = $("_tree");
  if (!tree.hasAttribute("role")) wireTree(tree);
  TREE_ITEMS = new Map();
  for (const item of tree.querySelectorAll("li[id]")) if (CLAIM_AT.has(item.id)) TREE_ITEMS.set(CLAIM_AT.get(item.id), item);
}

function wireTree(tree) {
  tree.setAttribute("role", "tree");
  tree.setAttribute("aria-labelledby", "_outline_title");
  for (const list of tree.querySelectorAll("ul")) list.setAttribute("role", "group");
  for (const item of tree.querySelectorAll("li")) {
    item.setAttribute("role", "treeitem");
    const list = item.querySelector(":scope > ul");
    if (list) {
      let depth = 0;
      for (let up = item.parentElement; up && up !== tree; up = up.parentElement) if (up.tagName === "UL") depth++;
      unfoldItem(item, depth < 2 || Boolean(item.className));
      // Find in page shows what is folded.
      list.addEventListener("beforematch", () => unfoldItem(item, true));
    }
    item.tabIndex = -1;
    for (const link of item.querySelectorAll(":scope > a")) link.tabIndex = -1;
    if (item.id && !item.firstChild.href) item.querySelector("a:not([href])").href = "#" + encodeURIComponent(item.id);
  }
  if (tree.firstElementChild) tree.firstElementChild.tabIndex = 0;
  tree.addEventListener("keydown", treeKey);
  tree.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item && event.target === item && item.hasAttribute("aria-expanded")) {
      unfoldItem(item, item.getAttribute("aria-expanded") !== "true");
    }
  });
  const folding = tree.querySelectorAll("li[aria-expanded]");
  const all = (open) => { for (const item of folding) unfoldItem(item, open); say(open ? "all unfolded" : "all folded"); };
  if (folding.length) tree.before(el("p", { class: "app do", id: "_folds" }, button("Unfold all", () => all(true)), button("Fold all", () => all(false))));
}

function unfoldItem(item, open) {
  item.setAttribute("aria-expanded", String(open));
  const list = item.querySelector(":scope > ul");
  if (open) list.removeAttribute("hidden");
  else list.setAttribute("hidden", "until-found");
}

// Lists that name claims by id only get their words.
function fillLists(root) {
  for (const link of root.querySelectorAll("ul.c a")) {
    const thing = named(decoded(link.getAttribute("href").slice(1)));
    if (link.textContent || !thing || thing[0] !== "claim") continue;
    const claim = DATA.claims[thing[1]];
    link.textContent = claim.t;
    if (claim.h) link.before(el("b", {}, el("bdi", {}, holderOf(claim))), " ");
  }
}

function treeVisible() {
  return [...$("_tree").querySelectorAll("li")].filter((item) => !item.parentElement.closest('li[aria-expanded="false"]'));
}

function treeKey(event) {
  const item = event.target.closest("li");
  if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
  const move = (to) => {
    if (!to) return;
    for (const old of $("_tree").querySelectorAll('li[tabindex="0"]')) old.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  };
  const items = treeVisible();
  const at = items.indexOf(item);
  const open = item.getAttribute("aria-expanded");
  const act = {
    ArrowDown: () => move(items[at + 1]), ArrowUp: () => move(items[at - 1]), Home: () => move(items[0]), End: () => move(items[items.length - 1]),
    ArrowRight: () => (open === "false" ? unfoldItem(item, true) : open === "true" ? move(items[at + 1]) : null),
    ArrowLeft: () => (open === "true" ? unfoldItem(item, false) : move(item.parentElement.closest("li"))),
    Enter: () => item.querySelector(":scope > a") && item.querySelector(":scope > a").click(),
    " ": () => item.querySelector(":scope > a") && item.querySelector(":scope > a").click(),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

// Whether the outline is seen now: as the text, or beside a map with room for it.
const outlineSeen = () => STATE.view === "text" || (STATE.view === "map" && innerWidth > 1500);

function renderOutline() {
  if (!$("_tree").hasAttribute("role")) {
    if (!outlineSeen()) return;
    startOutline();
  }
  for (const old of $("_tree").querySelectorAll('[aria-selected="true"]')) old.removeAttribute("aria-selected");
  const matching = filtered();
  $("_tree").classList.toggle("filtered", Boolean(matching));
  for (const [place, item] of TREE_ITEMS) item.classList.toggle("fits", Boolean(matching && matching.has(place)));
  const chosen = STATE.selected;
  if (!chosen || chosen[0] !== "claim") return;
  const item = TREE_ITEMS.get(chosen[1]);
  if (!item) return;
  item.setAttribute("aria-selected", "true");
  for (let up = item.parentElement.closest("li"); up; up = up.parentElement.closest("li")) unfoldItem(up, true);
}

// Scroll to what is selected; asks where things are, so it comes after all changes.
function scrollOutline() {
  // To ask where something is lays the page out: not where no outline is seen.
  if (!["text", "map"].includes(STATE.view)) return;
  const item = STATE.selected && STATE.selected[0] === "claim" ? TREE_ITEMS.get(STATE.selected[1]) : null;
  const pane = $("_argument");
  if (!item || !pane.offsetHeight) return;
  const where = (item.querySelector(":scope > a") || item).getBoundingClientRect(), frame = pane.getBoundingClientRect();
  if (where.top < frame.top + 40 || where.bottom > frame.bottom - 10) pane.scrollTop += where.top - frame.top - frame.height / 3;
}

function renderViews() {
  if (document.documentElement.dataset.view !== STATE.view) document.documentElement.dataset.view = STATE.view;
  document.documentElement.classList.toggle("casing", STATE.view === "case");
  for (const tab of document.querySelectorAll("#_tabs a")) {
    if (tab.dataset.view === STATE.view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  for (const old of document.querySelectorAll("#_main .chosen")) old.classList.remove("chosen");
  const chosen = STATE.selected;
  for (const cell of (chosen && chosen[0] === "stance" && STANCE_CELLS.get(idOf(chosen))) || []) cell.classList.add("chosen");
  if (chosen && !["claim", "argument", "stance"].includes(chosen[0])) {
    const at = document.getElementById(idOf(chosen));
    if (at) {
      at.classList.add("chosen");
      const pane = at.closest("section");
      if (pane && pane.offsetParent !== null && pane.id !== "_argument") at.scrollIntoView({ block: "nearest" });
    }
  }
  $("_by").textContent = STATE.by === "section" ? "By argument" : "By section";
  $("_sources").setAttribute("aria-pressed", String(sourcesNow()));
  renderOnly();
}

// What of the argument the map is limited to, and the way back to all of it.
function renderOnly() {
  const only = $("_only");
  const matching = filtered();
  only.hidden = STATE.focus === null && !matching;
  if (STATE.focus !== null) {
    only.replaceChildren("The map shows only what bears on ", el("b", { dir: "auto" }, shortened(DATA.claims[STATE.focus].t, 90)), " ", button("Whole argument", () => focusOn(null)));
  } else if (matching) {
    only.replaceChildren(`${fitWords(matching.size)} `, el("b", { dir: "auto" }, shortened(filterWords(), 120)), " ", button("Clear filter", () => go({ filter: {} })));
  }
}
