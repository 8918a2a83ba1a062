// Wide tables on a phone: each row stands as a block, with the name of the column before each value.
//
// A table that fits stays a table; `data-stack="no"` keeps one as it is. Without scripts a wide table scrolls. A long one
// shows its first rows and a button for the others.

import { wordsOf } from "./words";

const NARROW = "(max-width: 40rem)";
const SHOWN = 10; // rows of a long table; pieces.css counts them too
const LONG = 15; // rows from which a table is long

/** Gives every cell of the body the name of its column, counted with the cells that span rows; roles too, for a
 * table that is laid out as blocks is no longer a table to every screen reader. */
function label(table: HTMLTableElement, names: string[]): void {
  table.setAttribute("role", "table");
  for (const row of table.rows) row.setAttribute("role", "row");
  for (const group of [table.tHead, ...table.tBodies]) group?.setAttribute("role", "rowgroup");
  for (const cell of table.tHead?.rows[0]?.cells ?? []) cell.setAttribute("role", "columnheader");
  for (const body of table.tBodies) {
    const taken: number[] = []; // rows that a cell above still takes, per column
    for (const row of body.rows) {
      let column = 0;
      for (const cell of row.cells) {
        while ((taken[column] ?? 0) > 0) column += 1;
        cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
        if (cell.tagName === "TD" && cell.colSpan === 1) cell.dataset.label = names[column] ?? "";
        cell.classList.toggle("wb-stacked__nothing", isNothing(cell));
        for (let i = 0; i < cell.colSpan; i += 1) taken[column + i] = cell.rowSpan;
        column += cell.colSpan;
      }
      for (let i = 0; i < taken.length; i += 1) taken[i] = Math.max((taken[i] ?? 0) - 1, 0);
    }
  }
}

function isNothing(cell: HTMLTableCellElement): boolean {
  return /^[\s–-]*$/.test(cell.textContent ?? "") && !cell.querySelector("img, svg, input, select, button, a");
}

function stackWide(table: HTMLTableElement, isNarrow: boolean): void {
  const around = table.parentElement;
  table.classList.remove("wb-stacked");
  if (!isNarrow || !around || table.tHead?.rows.length !== 1 || table.scrollWidth <= around.clientWidth) return;
  const names = [...(table.tHead.rows[0]?.cells ?? [])].map((cell) => cell.textContent?.trim() ?? "");
  label(table, names);
  table.classList.add("wb-stacked");
}

/** Shows the first rows only, until somebody asks for all; a table that is read anew by itself stays whole. */
function shorten(table: HTMLTableElement): HTMLButtonElement | undefined {
  const around = table.parentElement;
  const rows = table.tBodies.length === 1 ? [...(table.tBodies[0]?.rows ?? [])] : [];
  if (!around?.classList.contains("wb-table-scroll--tall") || rows.length < LONG) return undefined;
  if (table.closest("[hx-trigger*='every']") || table.querySelector(":target")) return undefined;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "utrecht-button utrecht-button--secondary-action wb-no-print";
  button.textContent = wordsOf(document.documentElement)("all", { all: rows.length });
  table.classList.add("wb-stacked--short");
  button.addEventListener("click", () => {
    table.classList.remove("wb-stacked--short");
    button.remove();
    const next = table.tBodies[0]?.rows[SHOWN];
    if (!next) return;
    next.tabIndex = -1;
    next.focus();
  });
  around.after(button);
  return button;
}

/** Stacks what is too wide for the screen in a part of the page, and keeps to it when the screen turns. */
export function stackTables(part: ParentNode): void {
  const narrow = window.matchMedia(NARROW);
  for (const table of part.querySelectorAll<HTMLTableElement>(
    '.wb-table-scroll > table:not([data-stack="no"], [data-stacking])',
  )) {
    table.dataset.stacking = "";
    const all = shorten(table);
    const look = () => {
      stackWide(table, narrow.matches);
      if (all) all.hidden = !table.classList.contains("wb-stacked");
    };
    look();
    narrow.addEventListener("change", look);
    table.closest("details")?.addEventListener("toggle", look); // what is folded away has no width yet
  }
}
