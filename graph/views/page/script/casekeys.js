// Keys in the matrix of a case: arrows along rows and columns, `x` strikes out what one stands on.

// The cells one can stand on: the buttons of columns above, those of rows at the left, the cells between.
function gridOf() {
  const table = document.querySelector("#_case_now .matrix");
  if (!table) return null;
  const columns = [...table.querySelectorAll("thead th[data-work] > button")];
  const rows = [...table.querySelectorAll("tr[data-row]")];
  return { columns, rows, at: (row, column) => (row < 0 ? columns[column] : column < 0 ? rows[row].querySelector(".n button") : rows[row].querySelectorAll("td.at")[column]) };
}

// Where the focus is, as [row, column], -1 being the head of either; null if it is not in the matrix.
function focusedCell() {
  const on = document.activeElement, grid = on && on.closest("#_case_now .matrix") ? gridOf() : null;
  if (!grid) return null;
  const column = grid.columns.findIndex((each) => each === on);
  if (column >= 0) return [-1, column];
  const row = grid.rows.indexOf(on.closest("tr"));
  if (row < 0) return null;
  const cell = on.closest("td.at");
  return [row, cell ? [...grid.rows[row].querySelectorAll("td.at")].indexOf(cell) : -1];
}

function focusCell(row, column) {
  const grid = gridOf();
  if (!grid) return;
  const to = grid.at(Math.min(row, grid.rows.length - 1), Math.min(column, grid.columns.length - 1));
  if (to) to.focus({ preventScroll: false });
}

const STEPS_OF = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
function caseKey(key) {
  const grid = gridOf(), at = focusedCell();
  if (!grid) return null;
  if (key in STEPS_OF) {
    if (!at && document.activeElement !== document.body && !document.activeElement.closest(".sheet")) return null;
    const [row, column] = at || [-1, -1], [down, right] = STEPS_OF[key];
    const next = [Math.max(-1, Math.min(grid.rows.length - 1, row + down)), Math.max(-1, Math.min(grid.columns.length - 1, column + right))];
    if (next[0] < 0 && next[1] < 0) next[at ? (down ? 1 : 0) : 0] = 0;
    return () => focusCell(next[0], next[1]);
  }
  if (key !== "x" || !at || CUT) return null;
  const [row, column] = at;
  if (column >= 0) return () => strike(["work", Number(grid.columns[column].closest("th").dataset.work)]);
  const name = grid.rows[row].dataset.row;
  return () => strike([name[0] === "r" ? "argument" : "claim", Number(name.slice(1))]);
}
