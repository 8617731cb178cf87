// Start: the address says what is looked at, every change goes through `render`.
function render() {
  takeStock();
  untell();
  renderWritten();
  tellAgain();
  renderViews();
  renderCase();
  renderWhatIf();
  renderPanel();
  renderFilters();
  renderOutline();
  if (STATE.selected) say(described(STATE.selected));
  // From here on it is asked where things are: one layout of the page a change.
  renderMap();
  if (SCROLLED) $("_panel").scrollTop = 0;
  SCROLLED = false;
  scrollOutline();
  renderText();
  if (document.documentElement.dataset.ready) return;
  document.documentElement.dataset.ready = "1";
  performance.mark("ready");
}
let SCROLLED = false;

function startPage() {
  const retheme = startMap();
  startSearch();
  startFilters();
  // What is not seen at first is made ready once the map is painted.
  setTimeout(() => { startOutline(); renderOutline(); fillLists(document); startStances(); renderViews(); fillFilters(); }, 150);
  startKeys();
  startFiles();
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target) || event.target.closest(".menu > div button")) menu.open = false;
    }
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (link.dataset.view) {
      event.preventDefault();
      // Who is at the case already goes back to the main one.
      go({ view: link.dataset.view, ...(link.dataset.view === "case" && STATE.view === "case" ? { selected: null } : {}) });
      return;
    }
    const thing = named(decoded(link.getAttribute("href").slice(1)));
    if (thing) {
      event.preventDefault();
      select(thing);
    }
  });
  for (const menu of document.querySelectorAll("details.menu")) {
    menu.addEventListener("focusout", (event) => { if (!menu.contains(event.relatedTarget)) menu.open = false; });
  }
  const on = (id, act) => $(id).addEventListener("click", act);
  $("_panel").addEventListener("scroll", () => { SCROLLED = true; }, { passive: true });
  on("_close", () => { if (STATE.selected && (STATE.view !== "case" || !["claim", "argument"].includes(STATE.selected[0]))) letGo(); else openWhatIf(); });
  on("_if", openWhatIf);
  if (DATA.written) on("_written", () => switchWritten());
  on("_by", () => go({ by: STATE.by === "section" ? "argument" : "section" }));
  on("_sources", () => go({ sources: !sourcesNow() }));
  on("_in", () => zoom(1.25));
  on("_out", () => zoom(0.8));
  on("_fit", () => fit(false));
  on("_start", () => { BY_HAND.clear(); unfoldAnew(); SCENE_KEY = ""; CASE_AT = null; go({ view: FIRST_VIEW, selected: null, focus: null, by: USUAL, sources: null, filter: {}, struck: [], compare: null }); });
  on("_help", () => $("_keys").showModal());
  on("_theme", () => {
    const dark = document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    document.documentElement.dataset.theme = dark === "dark" ? "light" : "dark";
    retheme();
  });
  if (CUT) for (const each of [$("_if"), $("_tabs").querySelector('[data-view="case"]'), $("_print")]) each.hidden = true;
  if (!DATA.claims.length) for (const each of ["_if", "_filter", "_by", "_legend", "_svg", "_png", "_print"]) $(each).hidden = true;
  if (innerWidth < 1000 || innerHeight < 740) $("_legend").open = false;
  window.addEventListener("popstate", arrive);
  window.addEventListener("hashchange", () => { if (location.hash !== ARRIVED) arrive(); });
  arrive();
  startText();
}

startPage();
